"""Columns, alone, in groups, and as small multiples."""

from __future__ import annotations

from dataclasses import replace

from hgz_report.charts.palette import SMALL
from hgz_report.document.chart import Plot, Series
from hgz_report.writers.docx.native_charts.chart_space import PlotSpace, axes, heading, inner
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
from hgz_report.writers.docx.native_charts.series import DrawnColumn
from hgz_report.writers.docx.native_charts.upright import bars_group, shown, turned, upright_axes

_LEAST_TITLE = 7.0
_SMALL_HEAD, _SMALL_FOOT = 46.0, 20.0
"""pt above the columns of a small chart for its title and the top value, and below them for their names."""


def columns(plot: Plot, room: Room) -> Design:
    """Columns, in groups where there are several series."""
    series = [_column(plot, order, room) for order in range(len(plot.series))]
    book = columns_of(plot)
    groups = bars_group(plot, series, book, room) + upright_axes(zero_scale(known(plot), plot), plot, room)
    return Design(book, PlotSpace(groups, legend_of(plot)))


def multiples(plot: Plot) -> tuple[Plot, ...]:
    """A plot for each series, named with its unit."""
    return tuple(replace(plot, series=(_named(one, one.unit or plot.unit),)) for one in plot.series)


def small(plot: Plot, room: Room) -> Design:
    """One of small multiples: columns with the name of what they show above them, without scale."""
    book = columns_of(plot)
    scale = replace(zero_scale(known(plot), plot), hidden=True)
    groups = bars_group(plot, [_column(plot, 0, room)], book, room) + axes(
        scale, room.font, small=True, ends=len(plot.categories)
    )
    layout = inner(0.02, _SMALL_HEAD / room.height, 0.02, _SMALL_FOOT / room.height)
    name = plot.series[0].name
    # Programs break a title at about three quarters of the width, and then it would stand on the values.
    size = max(min(SMALL, SMALL * room.width * 0.75 / wide(name)), _LEAST_TITLE)
    return Design(book, PlotSpace(groups, title=heading(1, name, room.font, size), layout=layout))


def _named(one: Series, unit: str) -> Series:
    return replace(one, name=f"{one.name}（{unit}）" if unit else one.name)


def _column(plot: Plot, order: int, room: Room) -> DrawnColumn:
    up = turned(plot, room, len(plot.series))
    labels = None if up is None else labels_of(plot, plot.series[order], "outEnd", turned=up)
    return shown(plot, "bar", order, labels)
