"""Which native chart shows which kind of plot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from hgz_report.document.chart import Plot, PlotKind
from hgz_report.writers.docx.native_charts import columns
from hgz_report.writers.docx.native_charts.design import Design, Room

NATIVE: Mapping[PlotKind, tuple[str, str]] = {
    "bar": ("lying", "bars"),
    "column": ("columns", "columns"),
    "stacked": ("stacked", "stacked"),
    "line": ("lines", "lines"),
    "combo": ("lines", "combined"),
    "doughnut": ("ring", "ring"),
    "share": ("lying", "shares"),
    "progress": ("lying", "progress"),
    "dots": ("lying", "ranking"),
    "strip": ("lying", "durations"),
    "multiples": ("columns", "small"),
    "scatter": ("dotted", "scatter"),
}
"""The module that designs the chart of a kind, imported for the first of it, and its function."""
PICTURED: frozenset[PlotKind] = frozenset(("slope", "dumbbell", "distribution", "heat"))
"""Plots that Word has no chart for: they are pictures, as the charts of relations are."""


def has_chart(plot: Plot) -> bool:
    """Whether Word shows a plot as a chart of its own."""
    return plot.kind not in PICTURED


def design(plot: Plot, room: Room) -> Design:
    """The native chart of a plot; of small multiples, one of their small charts."""
    return (designing(plot.kind) if plot.series else columns.columns)(plot, room)


def designing(kind: PlotKind) -> Callable[[Plot, Room], Design]:
    """What designs the native chart of a kind."""
    module, function = NATIVE[kind]
    found: Callable[[Plot, Room], Design] = getattr(
        import_module(f"hgz_report.writers.docx.native_charts.{module}"), function
    )
    return found


def charts_of(plot: Plot) -> tuple[Plot, ...]:
    """The charts that show a plot side by side: itself, but for small multiples one a series."""
    return columns.multiples(plot) if plot.kind == "multiples" and plot.series else (plot,)
