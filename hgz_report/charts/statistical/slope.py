"""Two times: a line for each series from what it was to what it is, named at its ends."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.collections import LineCollection
from msgspec import Struct

from hgz_report.charts import legend
from hgz_report.charts.bars import Bar
from hgz_report.charts.labels import Labels, Unreadable, fit, too_wide
from hgz_report.charts.palette import FAINT, GRID, LEAST, MIST, SMALL
from hgz_report.charts.sheet import DASH, LEADING, Sheet
from hgz_report.charts.statistical.area import ChartArea
from hgz_report.charts.statistical.dot_names import ARROW, arrow
from hgz_report.charts.statistical.naming import (
    apart,
    by_weight,
    few_enough,
    how_many,
    marked_place,
    say_how_many,
    weightiest,
)
from hgz_report.charts.statistical.scatter import shades_of
from hgz_report.document.chart import Plot, Point, Series, lettered
from hgz_report.draw.paths import Spot

RADIUS, _UNNAMED = 2.6, 1.2
_NAME_SHARE, _VALUE_SHARE = 0.4, 0.3
"""At most this much of the width goes to what stands at the left and at the right."""
_ARM, _GAP = 12.0, 3.0
"""pt from the end of a line to its name, and from a leading stroke to either."""
_FOOT = SMALL * 1.4
_LEAST_TALL = 30.0
_PAD = RADIUS + ARROW
"""pt above and below the outermost ends."""
_ALL, _MOST = 30, 12
"""Up to so many lines all are named if they have room; of more than that so many: a reader follows no more."""
_TITLE = 0.25
"""At most this much of the height goes to the two times."""


class Slope(Struct, frozen=True):
    """A series as it is drawn: where it begins and ends, None where there is no value; `shade` and `weight` of its line."""

    series: Series
    ends: tuple[Spot | None, Spot | None]
    shade: str
    weight: float

    def there(self) -> list[tuple[Point, Spot]]:
        """The ends there are."""
        return [(p, spot) for p, spot in zip(self.series.points, self.ends, strict=True) if spot is not None]


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable for other than two times."""
    if len(chart.categories) != 2:
        raise Unreadable(f"坡度图比两个时期，这里有{len(chart.categories)}个", "只留两个时期；多个时期用 line")
    rows = [one for one in chart.series if any(point.value is not None for point in one.points)]
    few_enough(len(rows), "条线", least=1)
    about = marked_place([one.name for one in rows], chart.marked)
    head = legend.draw(sheet, legend.line_kinds(rows, shades_of(chart)[0]), 0.0)
    size, sides = _texts(sheet, rows)
    box, titles = _box(sheet, chart, head, size, sides)
    area = ChartArea(sheet, box)
    area.span("y", [float(p.value) for one in rows for p in one.points if p.value is not None], (_PAD, _PAD))
    area.axes.set_xlim(0, 1)
    heights = [[_tall(text, size) for text in side] for side in sides]
    room = box.y - SMALL / 2, box.top + SMALL / 2
    chosen = weightiest(_order(rows, about)[: len(rows) if len(rows) <= _ALL else _MOST], heights, room)
    slopes = [_slope(area, chart, one, named=at in chosen) for at, one in enumerate(rows)]
    _lines(area, slopes)
    area.paint()
    _dots(sheet, slopes)
    for x, title in zip((box.x, box.right), titles.texts, strict=True):
        sheet.text(x, box.top + SMALL, title, size=titles.size, level="bottom")
    for end, side in enumerate(sides):
        _names(sheet, slopes, end, side, size, (chosen, heights[end], room))
    say_how_many(sheet, how_many(len(chosen), len(rows), "条", len(chart.series) - len(rows)))


def _texts(sheet: Sheet, rows: Sequence[Series]) -> tuple[float, list[list[str]]]:
    """What stands at either end of the lines, broken where it is long, in the largest type in which it keeps to its room."""
    first = [lettered(one.name, " ", one.points[0].printed) if one.points[0].value is not None else "" for one in rows]
    last = [_last(one) for one in rows]
    measures = sheet.width * _NAME_SHARE, sheet.width * _VALUE_SHARE
    size = SMALL
    while size >= LEAST:
        sides = [
            [sheet.lettering.wrapped(text, size, measure) if text else "" for text in side]
            for side, measure in zip((first, last), measures, strict=True)
        ]
        if all(
            sheet.lettering.width(text, size) <= measure
            for side, measure in zip(sides, measures, strict=True)
            for text in side
        ):
            return size, sides
        size -= 0.5
    raise too_wide([*first, *last])


def _last(one: Series) -> str:
    before, after = one.points
    if after.value is None:
        return ""
    return after.printed if before.value is not None else lettered(one.name, " ", after.printed)


def _tall(text: str, size: float) -> float:
    return size * (1 + LEADING * text.count("\n")) + 2 if text else 0.0


def _box(sheet: Sheet, chart: Plot, head: float, size: float, sides: Sequence[Sequence[str]]) -> tuple[Bar, Labels]:
    """Where the lines run, between the texts at their ends, and the times above."""
    ends = [max((sheet.lettering.width(text, size) for text in side), default=0.0) + _ARM for side in sides]
    run = sheet.width - sum(ends)
    titles = fit(
        sheet.lettering, chart.categories, min(2 * min(ends), run) if min(ends) > 40 else 80, sheet.height * _TITLE, 3
    )
    reach = max(sheet.lettering.width(text, titles.size) for text in titles.texts) / 2
    left, right = max(ends[0], reach), max(ends[1], reach)
    bottom, top = _FOOT + SMALL / 2, sheet.height - head - titles.height - SMALL
    if top - bottom < _LEAST_TALL or titles.turned:
        raise Unreadable("图太矮，线分不清")
    return Bar(left, bottom, sheet.width - left - right, top - bottom), titles


def _order(rows: Sequence[Series], about: int | None) -> list[int]:
    """The marked one, then the one that has risen most, fallen most, second most …; of those with one end, its value."""
    changes = [float((one.points[1].value or 0) - (one.points[0].value or 0)) for one in rows]
    return by_weight(changes, about)


def _slope(area: ChartArea, chart: Plot, one: Series, *, named: bool) -> Slope:
    ends = tuple(
        None if point.value is None else area.spots([at], [float(point.value)])[0]
        for at, point in enumerate(one.points)
    )
    plain, about = shades_of(chart)
    if one.name == chart.marked:
        return Slope(one, (ends[0], ends[1]), about, 2.4)
    return Slope(one, (ends[0], ends[1]), plain if named else MIST, 1.4 if named else 0.8)


def _lines(area: ChartArea, slopes: Sequence[Slope]) -> None:
    """The two uprights, and the lines; dashed to what is only expected, the unnamed ones behind."""
    area.axes.vlines([0, 1], *area.axes.get_ylim(), colors=GRID, linewidth=1.0)
    for one in sorted(slopes, key=lambda one: one.weight):
        before, after = (point.value for point in one.series.points)
        if before is not None and after is not None:
            line = LineCollection([[(0, float(before)), (1, float(after))]], colors=[one.shade], linewidths=one.weight)
            if one.series.points[1].expected:
                line.set_linestyle((0, tuple(part / one.weight for part in DASH)))
            area.axes.add_collection(line, autolim=False)


def _dots(sheet: Sheet, slopes: Sequence[Slope]) -> None:
    for one in sorted(slopes, key=lambda one: one.weight):
        for point, spot in one.there():
            sheet.dots([spot], RADIUS if one.weight >= 1 else _UNNAMED, one.shade, hollow=point.expected)
            sheet.strokes(arrow(spot, RADIUS, point.bound, "up", "down"), color=one.shade, width=1.0)


def _names(
    sheet: Sheet,
    slopes: Sequence[Slope],
    end: int,
    texts: Sequence[str],
    size: float,
    places: tuple[Sequence[int], Sequence[float], Spot],
) -> None:
    """The texts at one end, each led to by a thin stroke where it had to move."""
    chosen, heights, room = places
    there = [at for at in chosen if slopes[at].ends[end] is not None]
    wanted = [spot[1] if (spot := one.ends[end]) is not None else 0.0 for one in slopes]
    away = (-1, 1)[end]
    for at, y in apart(there, wanted, heights, room).items():
        spot = slopes[at].ends[end]
        assert spot is not None  # `there` has seen to it
        x = spot[0] + away * _ARM
        if abs(y - spot[1]) > 1:
            sheet.strokes([((spot[0] + away * (RADIUS + 1), spot[1]), (x - away * _GAP, y))], color=FAINT, width=0.5)
        sheet.text(x, y, texts[at], size=size, side="right" if end == 0 else "left")
