"""How tall a chart wants to be, in pt, from what it shows: layout asks before anything is drawn.

The page gives the width and may give less height than wanted; a kind draws into what it gets or says that it can't be read.
"""

from __future__ import annotations

from typing import assert_never

from hgz_report.chart_model import Chart, Grid, PathDiagram, Plot, Timeline

_UPRIGHT = 190.0
"""Charts with a value axis that stands."""
_GRID_ROW = 17.0
_GRID_FRAME = 60.0
"""Height of a row of a grid, and of its head and legend together."""


def natural_height(chart: Chart, width: float) -> float:
    """The height at which a chart of `width` pt is read best."""
    match chart:
        case Plot():
            return _UPRIGHT
        case Grid(rows=rows):
            return _GRID_FRAME + _GRID_ROW * len(rows)
        case PathDiagram() | Timeline():
            return _UPRIGHT
        case _:
            assert_never(chart)
