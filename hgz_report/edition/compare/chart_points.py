"""Charts of two editions of a report: which are new or gone, and which points are no longer what they were."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from hgz_report.document.blocks import ChartBlock, Document, plain
from hgz_report.document.chart import Chart, Plot, chart_texts

_GONE, _NONE = "没有了", "—"


class ChangedChart(Struct, frozen=True):
    """A chart with what is different in it: (which point, old, new); no points where the whole is new or gone."""

    label: str
    caption: str
    change: str
    """改了, 新增, 没有了."""
    points: tuple[tuple[str, str, str], ...]
    where: str


def changed_charts(old: Document, new: Document) -> Iterator[ChangedChart]:
    """In the order of the new report, what is gone last."""
    before, now = _charts(old), _charts(new)
    for key, block in now.items():
        was = before.get(key)
        if was is None:
            yield _changed(block, "新增", ())
        elif points := tuple(_points(was.chart, block.chart)):
            yield _changed(block, "改了", points)
    yield from (_changed(block, _GONE, ()) for key, block in before.items() if key not in now)


def _changed(block: ChartBlock, change: str, points: tuple[tuple[str, str, str], ...]) -> ChangedChart:
    return ChangedChart(block.label, plain(block.caption), change, points, str(block.where or ""))


def _charts(document: Document) -> dict[str, ChartBlock]:
    """By their ids; those without one by their captions."""
    charts = (block for block in document.blocks if isinstance(block, ChartBlock))
    found: dict[str, ChartBlock] = {}
    for block in charts:
        found.setdefault(block.id or plain(block.caption), block)
    return found


def _points(old: Chart, new: Chart) -> Iterator[tuple[str, str, str]]:
    was, now = dict(_values(old)), dict(_values(new))
    for name in dict.fromkeys((*now, *was)):
        if was.get(name) != now.get(name):
            yield name, was.get(name, _NONE), now.get(name, _NONE)


def _values(chart: Chart) -> Iterator[tuple[str, str]]:
    """Each value under its name: series and category of a plot; of a picture of relations its texts in turn."""
    if isinstance(chart, Plot):
        for series in (*chart.series, *chart.splits):
            for category, point in zip(chart.categories, series.points, strict=False):
                yield f"{series.name} {category}", str(point.printed) or _NONE
        return
    for at, (text, _) in enumerate(chart_texts(chart), 1):
        if text:
            yield f"第{at}处", str(text)
