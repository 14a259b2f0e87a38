"""Every kind of plot by its module, imported for the first of the kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from msgspec.structs import replace

from hgz_report.charts.labels import Unreadable
from hgz_report.charts.palette import FAINT, SMALL
from hgz_report.charts.plot_area import known
from hgz_report.charts.sheet import Sheet
from hgz_report.charts.size import unit_head
from hgz_report.charts.statistical.loading import load_matplotlib
from hgz_report.document.chart import Plot, PlotKind, lettered

_STATISTICAL = "statistical.dispatch"
DRAWN_BY: Mapping[PlotKind, str] = {
    "bar": "bar",
    "column": "column",
    "stacked": "stacked",
    "line": "line",
    "combo": "combo",
    "doughnut": "doughnut",
    "share": "share",
    "progress": "progress",
    "dots": "dots",
    "multiples": "multiples",
    "strip": "strip",
    "scatter": _STATISTICAL,
    "slope": _STATISTICAL,
    "dumbbell": _STATISTICAL,
    "distribution": _STATISTICAL,
    "heat": _STATISTICAL,
}
"""The module of `charts` whose `draw` draws the kind."""


def drawing_of(kind: PlotKind) -> Callable[[Sheet, Plot], None]:
    """What draws plots of a kind."""
    if DRAWN_BY[kind] == _STATISTICAL:
        load_matplotlib()
    drawing: Callable[[Sheet, Plot], None] = import_module(f"hgz_report.charts.{DRAWN_BY[kind]}").draw
    return drawing


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw a plot, its unit above it where nothing in it says one.

    Raises Unreadable where it has no value at all, or more than can be read.
    """
    if wrong := [value for value in known((*chart.series, *chart.splits)) if not value.is_finite()]:
        raise Unreadable(f"“{wrong[0]}”不是能画的数", "请检查数据")
    if not known(chart.series):
        raise Unreadable("没有一个数可画", "请补上数据，或不画这张图")
    if head := unit_head(chart):
        sheet.text(0.0, sheet.height, lettered("单位：", chart.unit), size=SMALL, side="left", level="top", color=FAINT)
        sheet = replace(sheet, head=head)
    drawing_of(chart.kind)(sheet, chart)
