"""What people changed in Word's own charts: values and names in their data, charts taken out or put in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hgz_report.document.blocks import ChartBlock
from hgz_report.document.chart import Plot, Point
from hgz_report.document.passages import block_passages
from hgz_report.origin import Attributed, DataText, Origin, Template
from hgz_report.readers.content import ShownDrawing
from hgz_report.readers.word_charts import number_text
from hgz_report.workshop.returned.built_text import BuiltReport
from hgz_report.workshop.returned.found_change import FoundChange, TextPart, goes, stays
from hgz_report.workshop.returned.readable_diff import Glue, compared

_PART = "图"


def published_drawings(trace: Mapping[str, Any], name: str) -> list[ShownDrawing] | None:
    """The drawings of a file as trace.json of its edition has them; None where it says nothing of the file."""
    for report in trace["reports"]:
        if name in report["files"]:
            return [ShownDrawing(caption, form) for caption, form in report["drawings"]]
    return None


def chart_changes(
    was: Sequence[ShownDrawing], now: Sequence[ShownDrawing], report: BuiltReport
) -> Iterator[FoundChange]:
    """Every value and name that is another, by chart; a chart is known by the caption below it, else by its place."""
    left, silent = list(now), silenced(was, now)
    for number, one in enumerate(was):
        kind = "chart" in one.form
        same = [two for two in left if ("chart" in two.form) == kind]
        two = next((x for x in same if x.caption == one.caption), same[0] if len(was) == len(now) and same else None)
        at, block = _block(one, report)
        plot = block.chart if block and isinstance(block.chart, Plot) else None
        if two is None:
            yield FoundChange("chart", one.caption, "（图去掉了）", goes(one.caption), at, part=_PART)
            continue
        left.remove(two)
        if kind not in silent and one.form.get("alt", "") != two.form.get("alt", ""):
            yield _described(one, two, at, block)
        if kind:
            yield from _one_chart(one, two, at, plot, report, number)
    for two in left:
        yield FoundChange(
            "chart", "", f"（新加的图）{two.caption}", (TextPart("", "图"), *stays(two.caption)), part=_PART
        )


def silenced(was: Sequence[ShownDrawing], now: Sequence[ShownDrawing]) -> frozenset[bool]:
    """Whether charts (True), pictures (False) say no more what they show, none of them: then a program lost it, not somebody who
    corrected.  LibreOffice loses it of charts and keeps it of pictures.
    """
    said, says = (frozenset("chart" in one.form for one in drawings if one.form.get("alt")) for drawings in (was, now))
    return said - says


def _described(one: ShownDrawing, two: ShownDrawing, at: int, block: ChartBlock | None) -> FoundChange:
    """What is said of a drawing for who does not see it, before and after, with where the changed words came from."""
    was, now = one.form.get("alt", ""), two.form.get("alt", "")
    told = next((unit for unit in block_passages(block) if unit.kind == "alt"), None) if block else None
    if told is None or "".join(told.text.split()) != was:  # of several small charts a further one
        return FoundChange("alt", was, now, (TextPart(was, now),), at, part=_PART)
    edits = compared(told.text, now, Glue()).edits
    parts: list[TextPart] = []
    origins: list[Origin] = []
    begun = 0
    for edit in edits:
        parts += stays(told.text[begun : edit.start])
        parts.append(TextPart(told.text[edit.start : edit.end], now[edit.new_start : edit.new_end]))
        begun = edit.end
        origins += (s.origin for s in told.stretches if s.start < max(edit.end, edit.start + 1) and edit.start < s.end)
    parts += stays(told.text[begun:])
    typed = sorted(dict.fromkeys(origins), key=lambda origin: not isinstance(origin, DataText | Template))
    shown = tuple(part for part in parts if part.was or part.now)
    return FoundChange("alt", told.text, now, shown, at, origins=tuple(typed), part=_PART)


def other_pictures(was: Sequence[ShownDrawing], now: Sequence[ShownDrawing]) -> int:
    """How many pictures are none of those that were published: neither the pixels nor the drawing beside them."""
    known = {one.form.get(part) for one in was for part in ("picture", "vector")} - {None}
    return sum("picture" in one.form and not {one.form.get("picture"), one.form.get("vector")} & known for one in now)


def _block(drawing: ShownDrawing, report: BuiltReport) -> tuple[int, ChartBlock | None]:
    """The caption of a drawing among the built paragraphs, and the chart above it."""
    for at, paragraph in enumerate(report.paragraphs):
        if paragraph.kind == "caption" and "".join(paragraph.text.split()) == drawing.caption:
            block = report.document.blocks[paragraph.block] if report.document else None
            if isinstance(block, ChartBlock):
                return at, block
    return -1, None


def _one_chart(
    one: ShownDrawing, two: ShownDrawing, at: int, plot: Plot | None, report: BuiltReport, number: int
) -> Iterator[FoundChange]:
    told: set[tuple[str, str]] = set()
    before, after = one.form["chart"]["series"], two.form["chart"]["series"]
    for old, new in zip(before, after, strict=False):
        for part in ("names", "values"):
            for key in sorted({*old[part], *new[part]}, key=lambda text: (len(text), text)):
                was, now = old[part].get(key, ""), new[part].get(key, "")
                if was != now and (was, now) not in told:
                    told.add((was, now))
                    yield _value(one, old, key, was, now, at, plot)
        if old["name"] != new["name"]:
            yield _value(one, old, "", old["name"], new["name"], at, plot)
    if len(before) != len(after):
        said = f"{len(before)} 个系列", f"{len(after)} 个系列"
        yield FoundChange("chart", *said, (*stays(f"{one.caption}："), TextPart(*said)), at, part=_PART)
    yield from _workbook(one, two, at, plot, told)


def _workbook(
    one: ShownDrawing, two: ShownDrawing, at: int, plot: Plot | None, told: set[tuple[str, str]]
) -> Iterator[FoundChange]:
    """Cells that were changed and are not drawn, or not yet: Word draws them anew when the data are opened."""
    was, now = one.form.get("book"), two.form.get("book")
    if was is None or now is None:
        return
    old, new = dict(map(tuple, was)), dict(map(tuple, now))
    for key in sorted({*old, *new}, key=lambda text: (len(text), text)):
        before, after = old.get(key, ""), new.get(key, "")
        if before != after and (before, after) not in told and not {before[:1], after[:1]} & {"="}:
            told.add((before, after))
            yield _value(one, {"name": f"工作簿 {key}", "names": {}}, "", before, after, at, plot)


def _value(
    drawing: ShownDrawing, series: Mapping[str, Any], key: str, was: str, now: str, at: int, plot: Plot | None
) -> FoundChange:
    point = series["names"].get(key, "")
    named = "·".join(filter(None, (series["name"], point)))
    parts = (*stays(f"{drawing.caption}｜{named}："), TextPart(was or "空", now or "空"))
    return FoundChange("chart", was, now, parts, at, origins=_behind(was, series["name"], point, plot), part=_PART)


def _behind(was: str, series: str, category: str, plot: Plot | None) -> tuple[Origin, ...]:
    """What stands behind a value or a name of a chart, where one point alone fits it best."""
    if plot is None:
        return ()
    found: list[tuple[int, Point]] = []
    for one in plot.series:
        for name, point in zip(plot.categories, one.points, strict=False):
            if point.printed and was in (number_text(str(point.value)), number_text(point.printed), point.printed):
                fits = 2 * (bool(category) and (name in category or category in name)) + (one.name == series)
                found.append((fits, point))
    best = max((fits for fits, _ in found), default=0)
    points = [point for fits, point in found if fits == best]
    origins = [piece.origin for point in points for piece in _pieces(point.printed)]
    if not origins:
        names = [*plot.categories, *(one.name for one in plot.series)]
        origins = [piece.origin for name in names if was and (was in name or name in was) for piece in _pieces(name)]
    return tuple(dict.fromkeys(origins))


def _pieces(text: str) -> Sequence[Any]:
    return text.pieces if isinstance(text, Attributed) else ()
