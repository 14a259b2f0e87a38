"""A ranking: a dot for each category on a thin stem from zero, the greatest first, negative values to the left."""

from __future__ import annotations

from hgz_report.charts import legend, rows
from hgz_report.charts.labels import Unreadable
from hgz_report.charts.scale import ticks
from hgz_report.charts.sheet import DASH, Sheet
from hgz_report.document.chart import Plot, Point, ranked
from hgz_report.draw.paths import Spot

RADIUS = 3.6
BEYOND = 7.0
"""pt from a dot to the tip of the arrow that says that the true value lies beyond, or before it."""


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable for more than one series."""
    if len(chart.series) != 1:
        raise Unreadable(f"排名图只画1个系列，这里有{len(chart.series)}个", "请只留一个系列，或改用 bar")
    color = legend.colors(chart)[0]
    ordered = ranked(chart)
    points = ordered.series[0].points
    row = rows.rows(sheet, ordered.categories, foot=rows.FOOT)
    values = [point.value for point in points if point.value is not None]
    scale = ticks(min(values), max(values))
    bounded = any(point.bound in ("lower", "upper") for point in points)
    reach = RADIUS + (BEYOND if bounded else 0.0)
    wide = rows.level(sheet, row, scale, ((point, point.printed) for point in points), row.size)
    wide = rows.ValueScale(wide.left + (reach if scale[0] < 0 else 0), wide.right - reach, wide.low, wide.high)
    rows.draw_scale(sheet, row, wide, scale)
    rows.draw_zero(sheet, row, wide.x(0))
    for at, point in enumerate(points):
        rows.draw_name(sheet, row, at)
        if point.value is None:
            rows.draw_missing(sheet, wide.x(0), row.y(at), point, row.size)
            continue
        spot, left = (wide.x(point.value), row.y(at)), point.value < 0
        _stem(sheet, wide.x(0), spot, point, color)
        end = spot[0] - reach if left else spot[0] + reach
        rows.draw_value(
            sheet,
            end if point.bound in ("lower", "upper") else _near(spot[0], left),
            spot[1],
            point.printed,
            row.size,
            left=left,
        )


def _near(x: float, left: bool) -> float:
    return x - RADIUS if left else x + RADIUS


def _stem(sheet: Sheet, zero: float, spot: Spot, point: Point, color: str) -> None:
    """Stem and dot; an arrow outwards from a lower bound, inwards to an upper one; a ring for what is expected."""
    sheet.strokes([((zero, spot[1]), spot)], color=color, width=1.2, dash=DASH if point.expected else ())
    sheet.dots([spot], RADIUS, color, hollow=point.expected)
    if point.bound not in ("lower", "upper"):
        return
    away = -1 if spot[0] < zero else 1
    near, far = spot[0] + away * (RADIUS + 1), spot[0] + away * (RADIUS + BEYOND)
    tip, back = (far, near) if point.bound == "lower" else (near, far)
    barb = tip + (back - tip) * 0.5
    head = ((barb, spot[1] + 2.4), (tip, spot[1]), (barb, spot[1] - 2.4))
    sheet.strokes([((back, spot[1]), (tip, spot[1])), head], color=color, width=1.0)
