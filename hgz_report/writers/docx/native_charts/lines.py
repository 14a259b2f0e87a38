"""Lines over time, alone or over columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hgz_report.charts.scale import ticks
from hgz_report.document.chart import Plot
from hgz_report.language.plain_numbers import trimmed
from hgz_report.writers.docx.native_charts.chart_space import SECOND, PlotSpace, Scale, second_axes
from hgz_report.writers.docx.native_charts.columns import columns
from hgz_report.writers.docx.native_charts.design import (
    Design,
    Room,
    columns_of,
    known,
    labels_of,
    legend_of,
    wide,
    zero_scale,
)
from hgz_report.writers.docx.native_charts.look import tint
from hgz_report.writers.docx.native_charts.series import DataLabels, DrawnColumn, LabelPlace
from hgz_report.writers.docx.native_charts.upright import (
    LEAST_PART,
    bars_group,
    lines_group,
    rise,
    shown,
    turned,
    upright_axes,
)

_LINE_SHARE = Decimal("0.36")
"""Part of the height that a line has above the columns, as in the PDF."""


def lines(plot: Plot, room: Room) -> Design:
    """Lines over time, broken where there is no value."""
    series = [shown(plot, "line", order, _line_labels(plot, order, room)) for order in range(len(plot.series))]
    book = columns_of(plot)
    groups = lines_group(series, book, room) + upright_axes(zero_scale(known(plot), plot), plot, room)
    return Design(book, PlotSpace(groups, legend_of(plot)))


def combined(plot: Plot, room: Room) -> Design:
    """Columns, and the last series as a line with a scale of its own."""
    if len(plot.series) < 2:
        return columns(plot, room)
    last = len(plot.series) - 1
    low = replace(plot, series=plot.series[:-1])
    rising = replace(plot, series=plot.series[-1:], unit=plot.series[-1].unit)
    values = known(low), known(rising)
    apart = all(values) and min(*values[0], *values[1]) >= 0
    series = [(_outer_column if apart else _inner_column)(low, order, room) for order in range(last)]
    up = turned(rising, room, 1)
    labels = None if up is None else labels_of(rising, plot.series[-1], "t", turned=up, boxed=True)
    book = columns_of(plot)
    groups = bars_group(plot, series, book, room) + lines_group([shown(plot, "line", last, labels)], book, room, SECOND)
    first = replace(zero_scale(known(low), low), unit=plot.unit)
    second = replace(zero_scale(known(rising), rising), unit=rising.unit)
    if apart:
        first, second = _below(first, values[0]), _above(second, values[1])
    axes = upright_axes(first, plot, room) + second_axes(second, room.font)
    return Design(book, PlotSpace(groups + axes, legend_of(plot)))


def _below(scale: Scale, values: Sequence[Decimal]) -> Scale:
    """The scale of columns that leave the upper part to the line; its figures end where theirs do."""
    top = ticks(Decimal(0), max(values))[-1]
    return replace(scale, high=_stepped(top / (1 - _LINE_SHARE), scale), code=f'[<={trimmed(top)}]{scale.code};""')


def _above(scale: Scale, values: Sequence[Decimal]) -> Scale:
    """The scale of a line in the upper part; nothing below nought is printed."""
    top = ticks(Decimal(0), max(values))[-1]
    under = _stepped(top * (1 - _LINE_SHARE) / _LINE_SHARE, scale)
    return replace(scale, low=-under, high=top + (scale.step or 0), code=f'[>=0]{scale.code};""')


def _stepped(value: Decimal, scale: Scale) -> Decimal:
    """The next whole number of steps."""
    return value if scale.step is None else -(-value // scale.step) * scale.step


def _outer_column(plot: Plot, order: int, room: Room) -> DrawnColumn:
    up = turned(plot, room, len(plot.series))
    labels = None if up is None else labels_of(plot, plot.series[order], "outEnd", turned=up)
    return DrawnColumn("bar", order, order + 1, tint(order), plot.series[order].points, labels)


def _inner_column(plot: Plot, order: int, room: Room) -> DrawnColumn:
    """A column with its value at its foot, out of the way of a line; above it where the column is too short."""
    one, up = plot.series[order], turned(plot, room, len(plot.series))
    if up is None:
        return shown(plot, "bar", order, None)
    highest = ticks(Decimal(0), max((abs(value) for value in known(plot)), default=Decimal(0)))[-1]
    short = (
        at
        for at, point in enumerate(one.points)
        if abs(float(point.value or 0)) * rise(room) < float(highest) * (wide(point.printed) if up else LEAST_PART)
    )
    labels = labels_of(plot, one, "inBase", turned=up)
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
