"""A chart's figure: a sheet in points that the kinds draw on."""

from __future__ import annotations

from typing import assert_never

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hgz_report.charts import grid, path, plot, timeline
from hgz_report.charts.lettering import Lettering
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Chart, Grid, PathDiagram, Plot, Timeline
from hgz_report.fonts.fontset import FontSet


def figure(chart: Chart, width: float, height: float, fonts: FontSet) -> Figure:
    """Draw a chart on a sheet of `width` x `height` pt."""
    drawn = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor="none")
    axes: Axes = drawn.add_axes((0.0, 0.0, 1.0, 1.0), frameon=False)
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    sheet = Sheet(axes, width, height, Lettering(fonts))
    match chart:
        case Plot():
            plot.draw(sheet, chart)
        case Grid():
            grid.draw(sheet, chart)
        case PathDiagram():
            path.draw(sheet, chart)
        case Timeline():
            timeline.draw(sheet, chart)
        case _:
            assert_never(chart)
    return drawn
