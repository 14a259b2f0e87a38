"""Columns stacked on each other, with each part's value where it has room.

No total stands above: it would be a number with nothing behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hgz_report.charts import legend
from hgz_report.charts.bars import Bar, draw_bar, split
from hgz_report.charts.column import FILLED, ColumnBar, draw_value, widest_slot
from hgz_report.charts.labels import Unreadable, fit_values
from hgz_report.charts.palette import INK, LEAST_VALUE, SMALL, on
from hgz_report.charts.plot_area import (
    GAP,
    LABEL_SHARE,
    WIDEST_BAR,
    Across,
    Upward,
    across,
    draw_base,
    draw_scale,
    scale_width,
    steps,
    upward,
)
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Plot, Point

AIR = 2.0
"""pt above and below a value inside its part."""


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable for a negative part."""
    _check(chart)
    shades = legend.colors(chart)
    columns = [[series.points[at] for series in chart.series] for at in range(len(chart.categories))]
    sums = [sum((point.value or Decimal(0) for point in column), Decimal(0)) for column in columns]
    alone = [column[0].printed if len(column) == 1 else "" for column in columns]
    scale = steps(sums, sheet.height * 0.65)
    wide = across(sheet, chart, scale_width(sheet, scale), sheet.width, widest_slot(1), alone)
    head = legend.draw(sheet, [*legend.blocks(chart.series, shades), *legend.kinds(chart.series, shades[0])], wide.left)
    above = fit_values(sheet.lettering, alone, wide.slot * 0.96, sheet.height * LABEL_SHARE)
    room = above.height if above and any(alone) else SMALL / 2
    tall = upward(wide.floor, sheet.height - head - room - GAP, scale)
    draw_scale(sheet, wide, tall)
    for at, column in enumerate(columns):
        _column(sheet, (wide, tall), at, column, shades)
        if above is not None and alone[at]:
            whole = Bar(wide.x(at), tall.y(0), 0, tall.y(sums[at]) - tall.y(0))
            draw_value(sheet, ColumnBar(whole, column[0], shades[0], above=True), above.size, turned=above.turned)
    draw_base(sheet, wide, tall)


def _check(chart: Plot) -> None:
    for series in chart.series:
        for name, point in zip(chart.categories, series.points, strict=True):
            if point.value is not None and point.value < 0:
                raise Unreadable(f"“{name}”的“{series.name}”是负数，不能堆积", "有负数时请用 column")


def _column(sheet: Sheet, area: tuple[Across, Upward], at: int, column: Sequence[Point], shades: Sequence[str]) -> None:
    wide, tall = area
    width = min(wide.slot * FILLED, WIDEST_BAR)
    foot = Decimal(0)
    for point, color in zip(column, shades, strict=True):
        if not point.value:
            continue
        low, high = tall.y(foot), tall.y(foot + point.value)
        seam = 0.5 if foot and high - low > 2 else 0.0
        box = Bar(wide.x(at) - width / 2, low + seam, width, high - low - seam)
        draw_bar(sheet, box, "up", point, color)
        if len(column) > 1:
            _value(sheet, box, point, color)
        foot += point.value


def _value(sheet: Sheet, box: Bar, point: Point, color: str) -> None:
    """A part's value inside its solid area, if it fits there."""
    solid = split(box, "up", bounded=point.bound in ("lower", "upper"))[0]
    for size in (SMALL, SMALL - 1, LEAST_VALUE):
        if size + 2 * AIR <= solid.height and sheet.lettering.width(point.printed, size) <= solid.width - 2:
            ink = INK if point.expected else on(color)
            sheet.text(solid.x + solid.width / 2, solid.y + solid.height / 2, point.printed, size=size, color=ink)
            return
