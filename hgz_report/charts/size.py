"""How tall a chart wants to be, in pt, from what it shows: layout asks before anything is drawn.

The page gives the width and may give less height than wanted; a kind draws into what it gets or says that it can't be read.
"""

from __future__ import annotations

from typing import assert_never

from hgz_report.chart_model import Chart, Grid, PathDiagram, Plot, Timeline

_UPRIGHT = 190.0
"""Charts with a value axis that stands."""
_ROW, _DOT_ROW = 24.0, 18.0
"""One category of a level chart."""
_GROUPED = 13.0
"""A bar of several in one category."""
_COMBO = 215.0
_SCALE, _KEY = 16.0, 14.0
"""Figures under a level scale, and a line of key above."""
_RING = 150.0
_PANEL = 100.0
"""Height of a line of small charts."""
_GRID_ROW = 17.0
_GRID_FRAME = 60.0
"""Height of a row of a grid, and of its head and legend together."""


def natural_height(chart: Chart, width: float) -> float:
    """The height at which a chart of `width` pt is read best."""
    match chart:
        case Plot():
            return _plot(chart)
        case Grid(rows=rows):
            return _GRID_FRAME + _GRID_ROW * len(rows)
        case PathDiagram() | Timeline():
            return _UPRIGHT
        case _:
            assert_never(chart)


def _plot(chart: Plot) -> float:
    match chart.kind:
        case "column" | "stacked" | "line":
            return _UPRIGHT
        case "combo":
            return _COMBO
        case "doughnut":
            return _RING
        case "multiples":
            return _PANEL * max(-(-len(chart.series) // panels_across(len(chart.series))), 1) + _KEY
        case "bar" | "share" | "dots" | "progress" | "strip":
            return _level(chart)
        case _:
            assert_never(chart.kind)


def _level(chart: Plot) -> float:
    """A row for each category, figures of the scale beneath where there is one, a key above where there is one."""
    rows, series = max(len(chart.categories), 1), max(len(chart.series), 1)
    scale = _SCALE if chart.kind in ("bar", "share", "dots") else 0.0
    key = _KEY if chart.kind == "progress" or (series > 1 and chart.kind == "bar") or _marked(chart) else 0.0
    match chart.kind:
        case "dots":
            pitch = _DOT_ROW
        case "bar" if series > 1:
            pitch = _GROUPED * series + 10
        case "share":
            pitch = _ROW * series
        case _:
            pitch = _ROW
    return pitch * rows + scale + key


def panels_across(count: int) -> int:
    """How many of `count` small charts stand side by side."""
    return max(count, 1) if count <= 3 else 2 if count == 4 else 3 if count <= 9 else 4


def _marked(chart: Plot) -> bool:
    """Whether there is a bound or an expected value, which the key explains."""
    return any(point.expected or point.bound in ("lower", "upper") for each in chart.series for point in each.points)
