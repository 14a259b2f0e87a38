"""Every kind of plot by its module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hgz_report.charts import bar, column, combo, dots, doughnut, line, multiples, progress, share, stacked, strip
from hgz_report.charts.labels import Unreadable
from hgz_report.charts.palette import FAINT, SMALL
from hgz_report.charts.plot_area import known
from hgz_report.charts.sheet import Sheet
from hgz_report.charts.size import unit_head
from hgz_report.charts.statistical.loading import load_matplotlib
from hgz_report.document.chart import Plot, PlotKind, lettered


def _statistical(sheet: Sheet, chart: Plot) -> None:
    """Draw a kind that matplotlib lays out, which is imported for the first of them."""
    load_matplotlib()
    from hgz_report.charts.statistical.dispatch import STATISTICAL

    STATISTICAL[chart.kind](sheet, chart)


DRAWN_BY: Mapping[PlotKind, Callable[[Sheet, Plot], None]] = {
    "bar": bar.draw,
    "column": column.draw,
    "stacked": stacked.draw,
    "line": line.draw,
    "combo": combo.draw,
    "doughnut": doughnut.draw,
    "share": share.draw,
    "progress": progress.draw,
    "dots": dots.draw,
    "multiples": multiples.draw,
    "strip": strip.draw,
    "scatter": _statistical,
    "slope": _statistical,
    "dumbbell": _statistical,
    "distribution": _statistical,
    "heat": _statistical,
}


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
    DRAWN_BY[chart.kind](sheet, chart)
