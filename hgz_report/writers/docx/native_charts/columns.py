"""Columns, alone, in groups, and as small multiples."""

from __future__ import annotations

from msgspec.structs import replace

from hgz_report.charts.palette import SMALL
from hgz_report.document.chart import Plot, Series
from hgz_report.writers.docx.native_charts.chart_space import PlotSpace, axes, heading, inner
from hgz_report.writers.docx.native_charts.data_labels import unit_of
from hgz_report.writers.docx.native_charts.design import (
    Design,
    Room,
    known,
    labels_of,
    wide,
    zero_scale,
)
from hgz_report.writers.docx.native_charts.series import DrawnColumn
from hgz_report.writers.docx.native_charts.upright import bars_group, framed, names_of, shown, turned

_LEAST_TITLE = 7.0
_SMALL_HEAD = 50.0
"""pt above the columns of a small chart for its title and the top value."""


def columns(plot: Plot, room: Room) -> Design:
    """Columns, in groups where there are several series."""
    series = [_column(plot, order, room) for order in range(len(plot.series))]
    names = names_of(plot, room)
    return framed(plot, room, names, bars_group(series, names, plot, room), zero_scale(known(plot), plot))


def multiples(plot: Plot) -> tuple[Plot, ...]:
    """A plot for each series, named with its unit."""
    return tuple(replace(plot, series=(_named(one, unit_of(plot, one)),)) for one in plot.series)


def small(plot: Plot, room: Room) -> Design:
    """One of small multiples: columns with the name of what they show above them, without scale."""
    names = names_of(plot, room)
    scale = replace(zero_scale(known(plot), plot), unit="", hidden=True)
    groups = bars_group([_column(plot, 0, room)], names, plot, room) + axes(scale, room.font, names.look)
    layout = inner(0.02, _SMALL_HEAD / room.height, 0.02, names.depth / room.height)
    name = plot.series[0].name
    # Programs break a title at about three quarters of the width, and then it would stand on the values.
    size = max(min(SMALL, SMALL * room.width * 0.75 / wide(name)), _LEAST_TITLE)
    return Design(names.columns, PlotSpace(groups, title=heading(1, name, room.font, size), layout=layout))


def _named(one: Series, unit: str) -> Series:
    return replace(one, name=f"{one.name}（{unit}）" if unit else one.name)


def _column(plot: Plot, order: int, room: Room) -> DrawnColumn:
    up = turned(plot, room, len(plot.series))
    labels = None if up is None else labels_of(plot, plot.series[order], "outEnd", turned=up)
    return shown(plot, "bar", order, labels)
