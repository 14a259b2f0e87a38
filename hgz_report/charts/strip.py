"""Durations: bars from a common start, the shortest first, each with its printed time at the end."""

from __future__ import annotations

from decimal import Decimal

from hgz_report.charts import legend, rows
from hgz_report.charts.bars import Bar, draw_bar
from hgz_report.charts.labels import Unreadable
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Plot, ranked, with_unit

LEAST_BAR = 0.6


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable for several series, several units, or a negative duration."""
    _check(chart)
    color = legend.colors(chart)[0]
    ordered = ranked(chart, falling=False)
    points = ordered.series[0].points
    unit = next(iter(chart.units), chart.unit)
    texts = [with_unit(point.printed, unit) for point in points]
    head = legend.draw(sheet, legend.kinds(chart.series, color), 0.0)
    row = rows.rows(sheet, ordered.categories, head)
    most = max((point.value for point in points if point.value), default=Decimal(1))
    wide = rows.level(sheet, row, (Decimal(0), most), zip(points, texts, strict=True), row.size)
    thick = min(row.pitch * 0.55, rows.THICK)
    for at, (point, text) in enumerate(zip(points, texts, strict=True)):
        rows.draw_name(sheet, row, at)
        y = row.y(at)
        if point.value is None:
            rows.draw_missing(sheet, wide.left, y, point, row.size)
            continue
        long = max(wide.x(point.value) - wide.left, LEAST_BAR) if point.value else 0.0
        draw_bar(sheet, Bar(wide.left, y - thick / 2, long, thick), "right", point, color)
        rows.draw_value(sheet, wide.left + long, y, text, row.size)
    rows.draw_zero(sheet, row, wide.left)


def _check(chart: Plot) -> None:
    if len(chart.series) != 1:
        raise Unreadable(f"用时图只画1个系列，这里有{len(chart.series)}个", "请只留一个系列，或改用 bar")
    if len(set(chart.units)) > 1:
        raise Unreadable(f"用时的单位不一：{'、'.join(dict.fromkeys(chart.units))}", "请换算成同一单位")
    for name, point in zip(chart.categories, chart.series[0].points, strict=True):
        if point.value is not None and point.value < 0:
            raise Unreadable(f"“{name}”的用时是负数", "用时不能是负数")
