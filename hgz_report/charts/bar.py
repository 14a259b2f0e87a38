"""Level bars from zero, one group a category in the order given, each with its printed value at its end."""

from __future__ import annotations

from hgz_report.charts import legend, rows
from hgz_report.charts.bars import Bar, draw_bar
from hgz_report.charts.labels import Unreadable
from hgz_report.charts.palette import LEAST
from hgz_report.charts.plot_area import known
from hgz_report.charts.scale import ticks
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Plot

GROUP = 0.72
"""Part of a row that its bars fill."""
LEAST_BAR = 0.6
"""pt: a value that is not nought can be seen beside one a hundred thousand times as large."""


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart; bars of negative values run to the left."""
    shades = legend.colors(chart)
    entries = [*legend.blocks(chart.series, shades), *legend.kinds(chart.series, shades[0])]
    head = legend.draw(sheet, entries, 0.0)
    row = rows.rows(sheet, chart.categories, head, rows.FOOT)
    count = len(chart.series)
    thick = min(row.pitch * (GROUP if count > 1 else 0.6) / count, rows.THICK)
    size = min(row.size, thick * 1.2 if count > 1 else row.pitch * 0.9)
    if size < LEAST:
        raise Unreadable(f"有{len(chart.categories)}项、{count}个系列，数值排不开")
    values = known(chart.series)
    scale = ticks(min(values), max(values))
    points = [point for series in chart.series for point in series.points]
    wide = rows.level(sheet, row, scale, ((point, point.printed) for point in points), size)
    rows.draw_scale(sheet, row, wide, scale)
    for at in range(len(chart.categories)):
        rows.draw_name(sheet, row, at)
        for order, (series, color) in enumerate(zip(chart.series, shades, strict=True)):
            point = series.points[at]
            y = row.y(at) + (count / 2 - order - 0.5) * thick
            if point.value is None:
                rows.draw_missing(sheet, wide.x(0), y, point, size)
                continue
            start, end = sorted((wide.x(0), wide.x(point.value)))
            long = max(end - start, LEAST_BAR) if point.value else 0.0
            left = point.value < 0
            foot = wide.x(0) - long if left else start
            inset = 0.5 if count > 1 and thick > 6 else 0.0
            box = Bar(foot, y - thick / 2 + inset, long, thick - 2 * inset)
            draw_bar(sheet, box, "left" if left else "right", point, color)
            rows.draw_value(sheet, foot if left else foot + long, y, point.printed, size, left=left)
    rows.draw_zero(sheet, row, wide.x(0))
