"""Columns on top of each other."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from hgz_report.charts.scale import ticks
from hgz_report.document.chart import Plot
from hgz_report.writers.docx.native_charts.design import Design, Room, known, labels_of, zero_scale
from hgz_report.writers.docx.native_charts.upright import LEAST_PART, bars_group, framed, names_of, rise, shown, turned


def stacked(plot: Plot, room: Room) -> Design:
    """Columns on top of each other, each part with its value where there is room in it."""
    rows = [[one.points[at] for one in plot.series] for at in range(len(plot.categories))]
    tops = [sum((max(point.value or Decimal(0), Decimal(0)) for point in row), Decimal(0)) for row in rows]
    scale = ticks(Decimal(0), max(tops, default=Decimal(0)))
    names = names_of(plot, room)
    least = float(scale[-1]) * LEAST_PART / rise(plot, room, names)
    fits = turned(plot, room, 1) is not None
    series = []
    for order, one in enumerate(plot.series):
        labels = labels_of(plot, one, "ctr")
        pairs = zip(labels.formats, one.points, strict=True)
        kept = tuple(code if abs(float(point.value or 0)) >= least else None for code, point in pairs)
        series.append(shown(plot, "bar", order, replace(labels, formats=kept) if fits else None))
    groups = bars_group(series, names, plot, room, stacked=True)
    return framed(plot, room, names, groups, zero_scale([*known(plot), *tops], plot))
