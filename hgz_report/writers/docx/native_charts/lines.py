"""Lines over time, alone or over columns."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from hgz_report.charts.scale import ticks
from hgz_report.document.chart import Plot
from hgz_report.writers.docx.native_charts.chart_space import SECOND
from hgz_report.writers.docx.native_charts.columns import columns
from hgz_report.writers.docx.native_charts.design import Design, Room, known, labels_of, wide, zero_scale
from hgz_report.writers.docx.native_charts.look import tint
from hgz_report.writers.docx.native_charts.series import DataLabels, DrawnColumn, LabelPlace
from hgz_report.writers.docx.native_charts.upright import (
    LEAST_PART,
    bars_group,
    framed,
    lines_group,
    names_of,
    rise,
    shown,
    turned,
)


def lines(plot: Plot, room: Room) -> Design:
    """Lines over time, broken where there is no value."""
    series = [shown(plot, "line", order, _line_labels(plot, order, room)) for order in range(len(plot.series))]
    names = names_of(plot, room)
    return framed(plot, room, names, lines_group(series, names, room), zero_scale(known(plot), plot))


def combined(plot: Plot, room: Room) -> Design:
    """Columns, and the last series as a line with a scale of its own."""
    if len(plot.series) < 2:
        return columns(plot, room)
    last = len(plot.series) - 1
    low = replace(plot, series=plot.series[:-1])
    rising = replace(plot, series=plot.series[-1:], unit=plot.series[-1].unit)
    names = names_of(plot, room)
    height = rise(plot, room, names)
    series = [_inner_column(low, order, room, height) for order in range(last)]
    up = turned(rising, room, 1)
    labels = None if up is None else labels_of(rising, plot.series[-1], "t", turned=up, boxed=True)
    over = lines_group([shown(plot, "line", last, labels)], names, room, SECOND)
    groups = bars_group(series, names, plot, room) + over
    first, second = zero_scale(known(low), low), zero_scale(known(rising), rising)
    return framed(plot, room, names, groups, first, second)


def _inner_column(plot: Plot, order: int, room: Room, height: float) -> DrawnColumn:
    """A column with its value at its foot, out of the way of a line; above it where the column is too short."""
    one, up = plot.series[order], turned(plot, room, len(plot.series))
    if up is None:
        return shown(plot, "bar", order, None)
    labels = labels_of(plot, one, "inBase", turned=up)
    highest = ticks(Decimal(0), max((abs(value) for value in known(plot)), default=Decimal(0)))[-1]
    short = (
        at
        for at, (point, digits) in enumerate(zip(one.points, labels.digits, strict=True))
        if abs(float(point.value or 0)) * height < float(highest) * (wide(digits) if up else LEAST_PART)
    )
    return DrawnColumn("bar", order, order + 1, tint(order), one.points, replace(labels, outside=frozenset(short)))


def _line_labels(plot: Plot, order: int, room: Room) -> DataLabels | None:
    """Values of one line above it, of two above the higher and below the lower; of more, only the last there is."""
    one = plot.series[order]
    up = turned(plot, room, 1)
    if up is None or len(plot.series) > 2:
        labels = labels_of(plot, one, "t")
        last = max((at for at, point in enumerate(one.points) if point.value is not None), default=-1)
        kept = tuple(code if at == last else None for at, code in enumerate(labels.formats))
        return replace(labels, formats=kept)
    means = [sum(float(point.value or 0) for point in each.points) for each in plot.series]
    place: LabelPlace = "t" if means[order] == max(means) and order == means.index(max(means)) else "b"
    return labels_of(plot, one, place, turned=up)
