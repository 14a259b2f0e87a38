"""The key of a chart: which colour is which series, and what hatched ends and dashed outlines mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, assert_never

from msgspec import Struct

from hgz_report.charts.bars import Bar, draw_bar
from hgz_report.charts.labels import Unreadable, too_wide
from hgz_report.charts.palette import FAINT, GROUND, HUES, INK, LEAST, SERIES, SMALL, STEEL
from hgz_report.charts.sheet import DASH, Sheet
from hgz_report.document.chart import Plot, Point, Series

SWATCH, GAP, BETWEEN = 9.0, 4.0, 14.0
"""pt: width of a sample, from it to its words, from one entry to the next."""
ROW = 14.0
"""pt: height of a line of entries."""
KeyShape = Literal["block", "line", "dashed", "tick", "ring", "dot", "box"]
EXPECTED = "目标、预计"
EXACT = Point()


class Key(Struct, frozen=True):
    """A sample and its words.  `like`: the kind of value a block shows."""

    shape: KeyShape
    color: str
    text: str
    like: Point = EXACT


def colors(chart: Plot) -> Sequence[str]:
    """A colour for every series: the hue of the chart for a single one.  Raises Unreadable where there are too few."""
    if len(chart.series) == 1:
        return [HUES[chart.hue]]
    if len(chart.series) > len(SERIES):
        raise Unreadable(f"有{len(chart.series)}个系列，颜色只能分清{len(SERIES)}个")
    return SERIES[: len(chart.series)]


def blocks(series: Sequence[Series], shades: Sequence[str]) -> list[Key]:
    """Entries for series drawn as bars; none for a single one, which the caption names."""
    if len(series) < 2:
        return []
    return [Key("block", color, each.name) for each, color in zip(series, shades, strict=True)]


def kinds(series: Iterable[Series], color: str) -> list[Key]:
    """Entries for the kinds of value among the series' points that look different: bounds, and what is expected."""
    points = [point for each in series for point in each.points if point.value is not None]
    entries = []
    if any(point.bound == "lower" for point in points):
        entries.append(Key("block", color, "下限", Point(bound="lower")))
    if any(point.bound == "upper" for point in points):
        entries.append(Key("block", color, "上限", Point(bound="upper")))
    if any(point.expected for point in points):
        entries.append(Key("block", color, EXPECTED, Point(expected=True)))
    return entries


def line_kinds(series: Iterable[Series], color: str) -> list[Key]:
    """An entry for what is expected, where lines lead to such a value; arrows at bounds and the printed value say enough."""
    expected = any(point.expected and point.value is not None for each in series for point in each.points)
    return [Key("dashed", color, EXPECTED)] if expected else []


def draw(sheet: Sheet, entries: Sequence[Key], left: float) -> float:
    """Draw a key along the top from `left` on, on as many lines as it takes; returns its height, 0 without entries."""
    if not entries:
        return 0.0
    size = _size(sheet, entries)
    widths = [SWATCH + GAP + sheet.lettering.width(entry.text, size) for entry in entries]
    if left + sum(widths) + BETWEEN * (len(widths) - 1) > sheet.width:
        left = 0.0
    x, y = left, sheet.height - ROW / 2
    for entry, width in zip(entries, widths, strict=True):
        if x > left and x + width > sheet.width:
            x, y = left, y - ROW
        _sample(sheet, entry, x, y)
        sheet.text(x + SWATCH + GAP, y, entry.text, size=size, side="left")
        x += width + BETWEEN
    return sheet.height - y + ROW / 2


def width(sheet: Sheet, entries: Sequence[Key]) -> float:
    """What a key takes on one line."""
    words = sum(sheet.lettering.width(entry.text, SMALL) + SWATCH + GAP for entry in entries)
    return words + BETWEEN * max(len(entries) - 1, 0)


def _size(sheet: Sheet, entries: Sequence[Key]) -> float:
    size = SMALL
    while size >= LEAST:
        if all(SWATCH + GAP + sheet.lettering.width(entry.text, size) <= sheet.width for entry in entries):
            return size
        size -= 0.5
    raise too_wide(entry.text for entry in entries)


def _sample(sheet: Sheet, entry: Key, x: float, y: float) -> None:
    match entry.shape:
        case "block":
            draw_bar(sheet, Bar(x, y - 4, SWATCH, 8), "up", entry.like, entry.color)
        case "line":
            sheet.line(x, y, x + SWATCH, y, color=entry.color, width=1.6)
            sheet.dot(x + SWATCH / 2, y, 2.2, entry.color)
        case "dashed":
            sheet.strokes([((x, y), (x + SWATCH, y))], color=entry.color, width=1.6, dash=DASH)
        case "ring":
            sheet.dots([(x + SWATCH / 2, y)], 3.2, entry.color, hollow=True)
        case "dot":
            sheet.rimmed_dot((x + SWATCH / 2, y), 3.2, entry.color, STEEL)
        case "box":
            sheet.bar(x, y - 4, SWATCH, 8, FAINT)
            sheet.bar(x + 0.8, y - 3.2, SWATCH - 1.6, 6.4, GROUND)
            sheet.bar(x + SWATCH / 2 - 1, y - 4, 2, 8, INK)
        case "tick":
            sheet.bar(x + SWATCH / 2 - 0.75, y - 5, 1.5, 10, INK)
        case _:
            assert_never(entry.shape)
