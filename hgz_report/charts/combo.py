"""Columns, and above them a line in a unit of its own with its own scale at the right: neither runs through the other."""

from __future__ import annotations

from hgz_report.charts import legend
from hgz_report.charts.bars import Bar
from hgz_report.charts.column import draw_columns, draw_missing, layout, value_room, widest_slot
from hgz_report.charts.labels import Unreadable, fit_values
from hgz_report.charts.legend import Key
from hgz_report.charts.line import curve, draw_curve, draw_values, obstacles
from hgz_report.charts.palette import FAINT, GRID, OCHRE, SERIES, SMALL
from hgz_report.charts.plot_area import (
    GAP,
    LABEL_SHARE,
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
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Plot, Series, lettered
from hgz_report.language.plain_numbers import trimmed

LINE_SHARE = 0.36
"""Part of the height that the line has above the columns."""


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable where there is no series besides the line, or none of its values."""
    *columns, line = chart.series
    if not columns or not known(columns) or not known([line]):
        raise Unreadable("组合图要有柱和线两组数", "请补上数据，或改用 column、line")
    shades = [color for color in SERIES if color != OCHRE][: len(columns)]
    if len(columns) > len(shades):
        raise Unreadable(f"有{len(columns)}个系列画成柱，颜色只能分清{len(shades)}个")
    low = steps(known(columns), sheet.height * 0.4)
    high = steps(known([line]), sheet.height * LINE_SHARE / 2)
    printed = [point.printed for series in columns for point in series.points]
    sides = scale_width(sheet, low), sheet.width - scale_width(sheet, high)
    wide = across(sheet, chart, *sides, widest_slot(len(columns)), printed if len(columns) == 1 else ())
    entries = [
        *(Key("block", color, _named(each, chart.unit, "左轴")) for each, color in zip(columns, shades, strict=True)),
        Key("line", OCHRE, _named(line, line.unit, "右轴")),
        *legend.kinds(columns, shades[0]),
        *legend.line_kinds([line], OCHRE),
    ]
    head = legend.draw(sheet, entries, wide.left)
    values = fit_values(sheet.lettering, printed, value_room(wide, len(columns)), sheet.height * LABEL_SHARE / 2)
    room = (values.height if values else SMALL) + GAP
    foot = wide.floor + (room if low[0] < 0 else 0)
    top = sheet.height - head - SMALL - 2 * GAP
    split = top - (top - foot) * LINE_SHARE
    tall = upward(foot, split - room - 2 * GAP, low)
    draw_scale(sheet, wide, tall)
    within = Bar(wide.left, 0, wide.right - wide.left, sheet.height)
    draw_columns(sheet, list(layout(columns, shades, wide, tall)), values, within)
    draw_missing(sheet, columns, wide, tall)
    draw_base(sheet, wide, tall)
    _line(sheet, line, wide, upward(split + (SMALL if high[0] < 0 else 0), top, high))


def _named(series: Series, unit: str, axis: str) -> str:
    return lettered(series.name, "（", *((unit, "，") if unit else ()), axis, "）")


def _line(sheet: Sheet, line: Series, wide: Across, tall: Upward) -> None:
    """The line with its scale at the right."""
    sheet.strokes([((wide.left, tall.y(tick)), (wide.right, tall.y(tick))) for tick in tall.scale], color=GRID)
    sheet.line(wide.left, tall.y(0), wide.right, tall.y(0), color=FAINT)
    for tick in tall.scale:
        sheet.text(wide.right + GAP, tall.y(tick), trimmed(tick), size=SMALL, side="left", color=FAINT)
    drawn = curve(line, OCHRE, wide, tall)
    draw_curve(sheet, drawn)
    draw_values(sheet, drawn, obstacles(Bar(wide.left, 0, wide.right - wide.left, sheet.height), [drawn], wide, tall))
