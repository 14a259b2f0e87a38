"""Columns over categories, grouped where there are several series, each with its printed value."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hgz_report.chart_model import Plot
from hgz_report.charts.labels import Labels, Unreadable, fit
from hgz_report.charts.marks import Level
from hgz_report.charts.palette import FAINT, GRID, INK, SERIES, SMALL, TEXT
from hgz_report.charts.scale import shown, ticks
from hgz_report.charts.sheet import Sheet

GAP = 3.0
"""pt between a column and its value, and between scale and columns."""
LABEL_SHARE = 0.36
"""At most this much of the height goes to the names, and as much to the values above the columns."""
LEAST_BAR = 0.6
"""pt: a value that is not nought can be seen beside one a hundred thousand times as large."""


@dataclass(frozen=True, slots=True)
class Area:
    """The area of the columns, in pt, and how values map onto it."""

    left: float
    right: float
    bottom: float
    top: float
    low: float
    high: float
    slots: int

    def y(self, value: float) -> float:
        """Height of a value on the sheet."""
        return self.bottom + (value - self.low) / (self.high - self.low) * (self.top - self.bottom)

    @property
    def slot(self) -> float:
        """Width that belongs to one category."""
        return (self.right - self.left) / self.slots


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart; a value that is missing leaves its place empty but for a dash on the axis."""
    if len(chart.series) > len(SERIES):
        raise Unreadable(f"有{len(chart.series)}个系列，颜色只能分清{len(SERIES)}个")
    known = [point.value for series in chart.series for point in series.points if point.value is not None]
    scale = ticks(min(known, default=Decimal(0)), max(known, default=Decimal(0)))
    left = max(sheet.lettering.width(shown(tick), SMALL) for tick in scale) + 2 * GAP
    slot = (sheet.width - left) / max(len(chart.categories), 1)
    printed = [point.printed for series in chart.series for point in series.points]
    names = fit(sheet.lettering, chart.categories, slot - min(GAP, slot * 0.1), sheet.height * LABEL_SHARE, lines=3)
    values = fit(sheet.lettering, printed, _value_room(slot, chart), sheet.height * LABEL_SHARE, lines=1)
    legend = _legend(sheet, chart, left) if len(chart.series) > 1 else 0.0
    below = values.height + GAP if scale[0] < 0 else 0.0
    area = Area(
        left,
        sheet.width,
        names.height + 2 * GAP + below,
        sheet.height - legend - values.height - GAP,
        float(scale[0]),
        float(scale[-1]),
        max(len(chart.categories), 1),
    )
    _scale(sheet, area, scale)
    _columns(sheet, chart, area, values)
    sheet.line(area.left, area.y(0), area.right, area.y(0), color=INK, width=0.8)
    for at, name in enumerate(names.texts):
        x = area.left + (at + 0.5) * area.slot
        sheet.text(x, names.height + GAP, name, size=names.size, level="top", turned=names.turned)


def _value_room(slot: float, chart: Plot) -> float:
    """Width a value may take: its slot, or its own column's share of it in a group."""
    return slot * 0.96 if len(chart.series) == 1 else slot * 0.84 / max(len(chart.series), 1)


def _scale(sheet: Sheet, area: Area, scale: list[Decimal]) -> None:
    for tick in scale:
        y = area.y(float(tick))
        sheet.line(area.left, y, area.right, y, color=GRID)
        sheet.text(area.left - GAP, y, shown(tick), size=SMALL, side="right", color=FAINT)


def _columns(sheet: Sheet, chart: Plot, area: Area, values: Labels) -> None:
    count = max(len(chart.series), 1)
    group = min(area.slot * (0.6 if count == 1 else 0.84), 48.0 * count)
    width = group / count
    for order, series in enumerate(chart.series):
        for at, point in enumerate(series.points):
            value, printed = point.value, point.printed
            x = area.left + (at + 0.5) * area.slot - group / 2 + order * width
            if value is None:
                sheet.line(x + width * 0.3, area.y(0) + 6, x + width * 0.7, area.y(0) + 6, color=FAINT, width=0.8)
                continue
            y = area.y(float(value))
            inset = 0.0 if count == 1 else min(0.6, width * 0.04)
            low, high = sorted((area.y(0), y))
            tall = max(high - low, LEAST_BAR) if value else 0.0
            sheet.bar(x + inset, low, width - 2 * inset, tall, SERIES[order])
            _value(sheet, x + width / 2, y, printed, values, above=value >= 0)


def _value(sheet: Sheet, x: float, y: float, printed: str, values: Labels, *, above: bool) -> None:
    """The printed value at the end of a column, on white, so that no scale line runs through it."""
    wide, tall = sheet.lettering.width(printed, values.size), values.size
    if values.turned:
        wide, tall = tall, wide
    near = y + GAP - 1 if above else y - GAP + 1
    sheet.bar(x - wide / 2, near if above else near - tall, wide, tall, "white")
    level: Level = "bottom" if above else "top"
    sheet.text(x, near, printed, size=values.size, level=level, turned=values.turned)


def _legend(sheet: Sheet, chart: Plot, left: float) -> float:
    """Which colour is which series, at the top, on as many lines as it takes; returns its height."""
    x, y = left, sheet.height - TEXT * 0.7
    for order, series in enumerate(chart.series):
        wide = 11 + sheet.lettering.width(series.name, SMALL)
        if x > left and x + wide > sheet.width:
            x, y = left, y - TEXT * 1.4
        sheet.bar(x, y - 3.5, 7, 7, SERIES[order])
        sheet.text(x + 11, y, series.name, size=SMALL, side="left")
        x += wide + 16
    return sheet.height - y + TEXT * 1.1
