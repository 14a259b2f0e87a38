"""Every statistical kind by its module; importing this one imports matplotlib."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hgz_report.charts.sheet import Sheet
from hgz_report.charts.statistical import distribution, dumbbell, heat, scatter, slope
from hgz_report.document.chart import Plot, PlotKind

STATISTICAL: Mapping[PlotKind, Callable[[Sheet, Plot], None]] = {
    "scatter": scatter.draw,
    "slope": slope.draw,
    "dumbbell": dumbbell.draw,
    "distribution": distribution.draw,
    "heat": heat.draw,
}


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw a statistical plot."""
    STATISTICAL[chart.kind](sheet, chart)
