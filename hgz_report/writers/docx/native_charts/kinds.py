"""Which native chart shows which kind of plot."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hgz_report.document.chart import Plot, PlotKind
from hgz_report.writers.docx.native_charts import columns, dotted, lines, lying, ring, stacked
from hgz_report.writers.docx.native_charts.design import Design, Room

NATIVE: Mapping[PlotKind, Callable[[Plot, Room], Design]] = {
    "bar": lying.bars,
    "column": columns.columns,
    "stacked": stacked.stacked,
    "line": lines.lines,
    "combo": lines.combined,
    "doughnut": ring.ring,
    "share": lying.shares,
    "progress": lying.progress,
    "dots": lying.ranking,
    "strip": lying.durations,
    "multiples": columns.small,
    "scatter": dotted.scatter,
}
PICTURED: frozenset[PlotKind] = frozenset(("slope", "dumbbell", "distribution", "heat"))
"""Plots that Word has no chart for: they are pictures, as the charts of relations are."""


def has_chart(plot: Plot) -> bool:
    """Whether Word shows a plot as a chart of its own."""
    return plot.kind not in PICTURED


def design(plot: Plot, room: Room) -> Design:
    """The native chart of a plot; of small multiples, one of their small charts."""
    draw = NATIVE[plot.kind] if plot.series else columns.columns
    return draw(plot, room)


def charts_of(plot: Plot) -> tuple[Plot, ...]:
    """The charts that show a plot side by side: itself, but for small multiples one a series."""
    return columns.multiples(plot) if plot.kind == "multiples" and plot.series else (plot,)
