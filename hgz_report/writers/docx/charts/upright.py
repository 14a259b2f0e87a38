"""Columns and lines: charts whose categories stand side by side."""

from __future__ import annotations

from dataclasses import replace

from hgz_report.chart_model import Plot, Series
from hgz_report.charts.palette import SMALL, TEXT
from hgz_report.writers.docx.charts.design import (
    SCALE_ROOM,
    Design,
    Room,
    color_of,
    columns_of,
    drawn,
    gap_width,
    known,
    labels_of,
    legend_of,
    wide,
    zero_scale,
)
from hgz_report.writers.docx.charts.frame import FIRST, SECOND, axes, axis_ids, heading, second_axes
from hgz_report.writers.docx.charts.series import Form, Labels, Place, Shown

_THICKEST = 34.0
"""pt: a column is never wider."""
_LEAST_PART = 12.0
"""pt: a part of a stacked column that is lower has no room for its value."""


def columns(plot: Plot, room: Room) -> Design:
    """Columns, in groups where there are several series."""
    shown = [_column(plot, order, room, len(plot.series)) for order in range(len(plot.series))]
    return _design(plot, _bars(plot, shown, room, "clustered") + _axes(plot, room))


def stacked(plot: Plot, room: Room) -> Design:
    """Columns on top of each other, each part with its value where there is room in it."""
    rows = zip(*(one.points for one in plot.series), strict=True)
    highest = max((sum(abs(point.value or 0) for point in row) for row in rows), default=0)
    least = float(highest) * _LEAST_PART / max(room.height - 3 * SCALE_ROOM, 1.0)
    fits = _fits(plot, room, 1) is not None
    shown = []
    for order, one in enumerate(plot.series):
        tall = [point.value is not None and abs(float(point.value)) >= least for point in one.points]
        labels = labels_of(plot, one, "ctr")
        kept = tuple(code if high else None for code, high in zip(labels.formats, tall, strict=True))
        shown.append(_shown(plot, "bar", order, replace(labels, formats=kept) if fits else None))
    return _design(plot, _bars(plot, shown, room, "stacked") + _axes(plot, room))


def lines(plot: Plot, room: Room) -> Design:
    """Lines over time, broken where there is no value."""
    shown = [_shown(plot, "line", order, _line_labels(plot, order, room)) for order in range(len(plot.series))]
    return _design(plot, _lines(plot, shown, room, FIRST) + _axes(plot, room))


def combined(plot: Plot, room: Room) -> Design:
    """Columns, and the last series as a line with a scale of its own."""
    if len(plot.series) < 2:
        return columns(plot, room)
    last = len(plot.series) - 1
    low = replace(plot, series=plot.series[:-1])
    rising = replace(plot, series=plot.series[-1:], unit=plot.series[-1].unit)
    shown = [_column(plot, order, room, last) for order in range(last)]
    turned = _fits(rising, room, 1)
    labels = None if turned is None else labels_of(rising, plot.series[-1], "t", turned=turned, boxed=True)
    line = Shown("line", last, last + 1, color_of(plot, last), plot.series[-1].points, labels)
    groups = _bars(plot, shown, room, "clustered") + _lines(plot, [line], room, SECOND)
    first = axes(zero_scale(known(low), low, plot.unit), room.font)
    return _design(plot, groups + first + second_axes(zero_scale(known(rising), rising, rising.unit), room.font))


def multiples(plot: Plot) -> tuple[Plot, ...]:
    """A plot for each series, named with its unit."""
    return tuple(replace(plot, series=(_named(one, one.unit or plot.unit),)) for one in plot.series)


def small(plot: Plot, room: Room) -> Design:
    """One of small multiples: columns with the name of what they show above them."""
    return replace(columns(plot, room), title=heading(1, plot.series[0].name, room.font))


def _named(one: Series, unit: str) -> Series:
    return replace(one, name=f"{one.name}（{unit}）" if unit else one.name)


def _design(plot: Plot, groups: str) -> Design:
    return Design(columns_of(plot), groups, legend_of(plot))


def _shown(plot: Plot, form: Form, order: int, labels: Labels | None) -> Shown:
    return Shown(form, order, order + 1, color_of(plot, order), plot.series[order].points, labels)


def _column(plot: Plot, order: int, room: Room, count: int) -> Shown:
    turned = _fits(plot, room, count)
    labels = None if turned is None else labels_of(plot, plot.series[order], "outEnd", turned=turned)
    return _shown(plot, "bar", order, labels)


def _slot(plot: Plot, room: Room) -> float:
    return max(room.width - SCALE_ROOM, 1.0) / max(len(plot.categories), 1)


def _fits(plot: Plot, room: Room, count: int) -> bool | None:
    """Whether values have to be turned upwards to stand side by side; None where even so there is no room."""
    space = _slot(plot, room) * (0.96 if count == 1 else 0.84 / count)
    widest = max((wide(point.printed) for one in plot.series for point in one.points), default=0.0)
    if widest <= space:
        return False
    return True if space >= SMALL else None


def _line_labels(plot: Plot, order: int, room: Room) -> Labels | None:
    """Values of one line above it, of two above the higher and below the lower; of more, only the last there is."""
    one = plot.series[order]
    turned = _fits(plot, room, 1)
    if turned is None or len(plot.series) > 2:
        labels = labels_of(plot, one, "t")
        last = max((at for at, point in enumerate(one.points) if point.value is not None), default=-1)
        kept = tuple(code if at == last else None for at, code in enumerate(labels.formats))
        return replace(labels, formats=kept)
    means = [sum(float(point.value or 0) for point in each.points) for each in plot.series]
    place: Place = "t" if means[order] == max(means) and order == means.index(max(means)) else "b"
    return labels_of(plot, one, place, turned=turned)


def _bars(plot: Plot, shown: list[Shown], room: Room, grouping: str) -> str:
    together = grouping == "stacked"
    gap = gap_width(_slot(plot, room), 1 if together else max(len(shown), 1), _THICKEST)
    overlap = 100 if together else 0
    return (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>'
        f'{drawn(shown, columns_of(plot), room)}<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>{axis_ids()}</c:barChart>'
    )


def _lines(plot: Plot, shown: list[Shown], room: Room, ids: tuple[int, int]) -> str:
    return (
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>'
        f'{drawn(shown, columns_of(plot), room)}<c:marker val="1"/>{axis_ids(ids)}</c:lineChart>'
    )


def _axes(plot: Plot, room: Room) -> str:
    widest = max(map(wide, plot.categories), default=0.0) * TEXT / SMALL
    return axes(zero_scale(known(plot), plot), room.font, small=widest > _slot(plot, room))
