"""Columns over categories, grouped where there are several series, each with its printed value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from hgz_report.charts import legend
from hgz_report.charts.bars import Bar, draw_bar
from hgz_report.charts.labels import Labels, fit_values
from hgz_report.charts.palette import FAINT, SMALL
from hgz_report.charts.placing import Taken, weighty
from hgz_report.charts.plot_area import (
    GAP,
    LABEL_SHARE,
    WIDEST_BAR,
    Across,
    Upward,
    across,
    draw_base,
    draw_scale,
    known,
    scale_width,
    steps,
    upward,
)
from hgz_report.charts.sheet import Sheet, VerticalAlign
from hgz_report.document.chart import Plot, Point, Series

FILLED, GROUP_FILLED = 0.6, 0.8
"""Part of its slot that a single column fills, and a group of them."""
NARROW = 12.0
"""pt: columns thinner than this have no white line between them."""
LEAST_BAR = 0.6
"""pt: a value that is not nought can be seen beside one a hundred thousand times as large."""


class ColumnBar(Struct, frozen=True):
    """One column: where it stands and what it shows."""

    box: Bar
    point: Point
    color: str
    above: bool

    @property
    def end(self) -> float:
        """Height of the end away from zero."""
        return self.box.top if self.above else self.box.y


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart; a value that is missing leaves its place empty but for a dash on the axis."""
    shades = legend.colors(chart)
    count = max(len(chart.series), 1)
    scale = steps(known(chart.series), sheet.height * 0.65)
    printed = [point.printed for series in chart.series for point in series.points]
    left, row = scale_width(sheet, scale), printed if count == 1 else ()
    wide = across(sheet, chart, left, sheet.width, widest_slot(count), row)
    values = fit_values(sheet.lettering, printed, value_room(wide, count), sheet.height * LABEL_SHARE)
    if values is None:  # the value of the last column may be wider than its slot
        beyond = max(sheet.lettering.width(text, SMALL) for text in printed) / 2
        wide = across(sheet, chart, left, sheet.width - beyond, widest_slot(count), row)
    entries = [*legend.blocks(chart.series, shades), *legend.kinds(chart.series, shades[0])]
    head = legend.draw(sheet, entries, wide.left)
    room = values.height if values else SMALL
    below = room + GAP if scale[0] < 0 else 0.0
    tall = upward(wide.floor + below, sheet.height - head - room - GAP, scale)
    draw_scale(sheet, wide, tall)
    columns = list(layout(chart.series, shades, wide, tall))
    draw_columns(sheet, columns, values, Bar(wide.left, 0, sheet.width - wide.left, sheet.height))
    draw_missing(sheet, chart.series, wide, tall)
    draw_base(sheet, wide, tall)


def widest_slot(count: int) -> float:
    """The slot in which `count` columns are as wide as they may be and the white between is generous."""
    return WIDEST_BAR / 0.4 if count == 1 else WIDEST_BAR * count / GROUP_FILLED


def value_room(wide: Across, count: int) -> float:
    """Width a value may take: its slot, or its own column's share of it in a group."""
    return wide.slot * 0.96 if count == 1 else wide.slot * GROUP_FILLED / count


def _places(wide: Across, count: int) -> tuple[float, float]:
    """Width of a column, and from the middle of a slot to the left edge of its first one."""
    width = min(wide.slot * (FILLED if count == 1 else GROUP_FILLED) / count, WIDEST_BAR)
    return width, width * count / 2


def layout(series: Sequence[Series], shades: Sequence[str], wide: Across, tall: Upward) -> Iterator[ColumnBar]:
    """The columns of the values there are."""
    width, back = _places(wide, max(len(series), 1))
    inset = 0.5 if len(series) > 1 and width >= NARROW else 0.0
    zero = tall.y(0)
    for order, (each, color) in enumerate(zip(series, shades, strict=True)):
        for at, point in enumerate(each.points):
            if point.value is None:
                continue
            low, high = sorted((zero, tall.y(point.value)))
            long = max(high - low, LEAST_BAR) if point.value else 0.0
            above = point.value >= 0
            foot = zero if above else zero - long
            x = wide.x(at) - back + order * width + inset
            yield ColumnBar(Bar(x, foot, width - 2 * inset, long), point, color, above)


def draw_columns(sheet: Sheet, columns: Sequence[ColumnBar], values: Labels | None, within: Bar) -> None:
    """Draw columns and their values: all of them, or where they don't fit side by side the weighty `within`."""
    for column in columns:
        draw_bar(sheet, column.box, "up" if column.above else "down", column.point, column.color)
    if values is not None:
        for column in columns:
            draw_value(sheet, column, values.size, turned=values.turned)
        return
    taken = Taken(within, [column.box for column in columns])
    for at in weighty([column.point.value for column in columns]):
        box = _value_box(sheet, columns[at], SMALL, turned=False)
        if taken.take(Bar(box.x - 2, box.y, box.width + 4, box.height)):
            draw_value(sheet, columns[at], SMALL, turned=False)


def draw_missing(sheet: Sheet, series: Sequence[Series], wide: Across, tall: Upward) -> None:
    """A dash above the axis where a value is missing."""
    width, back = _places(wide, max(len(series), 1))
    y = tall.y(0) + 6
    spots = [
        wide.x(at) - back + (order + 0.5) * width
        for order, each in enumerate(series)
        for at, point in enumerate(each.points)
        if point.value is None
    ]
    sheet.strokes([((x - width * 0.2, y), (x + width * 0.2, y)) for x in spots], color=FAINT, width=0.8)


def _value_box(sheet: Sheet, column: ColumnBar, size: float, *, turned: bool) -> Bar:
    """Where a value stands: beyond the end of its column."""
    across, along = sheet.lettering.width(column.point.printed, size), size
    if turned:
        across, along = along, across
    near = column.end + GAP - 1 if column.above else column.end - GAP + 1 - along
    return Bar(column.box.x + (column.box.width - across) / 2, near, across, along)


def draw_value(sheet: Sheet, column: ColumnBar, size: float, *, turned: bool) -> None:
    """A printed value on white, so that no scale line runs through it."""
    box = _value_box(sheet, column, size, turned=turned)
    sheet.bar(box.x, box.y, box.width, box.height, "white")
    level: VerticalAlign = "bottom" if column.above else "top"
    y = box.y if column.above else box.top
    sheet.text(box.x + box.width / 2, y, column.point.printed, size=size, level=level, turned=turned)
