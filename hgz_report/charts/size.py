"""How tall a chart wants to be, in pt, from what it shows: layout asks before anything is drawn.

The page gives the width and may give less height than wanted; a kind draws into what it gets or says that it can't be read.
"""

from __future__ import annotations

from itertools import pairwise
from typing import assert_never

from hgz_report.document.chart import Chart, Grid, PathDiagram, Picture, Plot, Timeline

_UPRIGHT = 150.0
"""Charts with a value axis that stands."""
_ROW, _DOT_ROW = 20.0, 16.5
"""One category of a level chart."""
_GROUPED = 13.0
"""A bar of several in one category."""
_COMBO = 180.0
_UNIT = 13.0
"""A line for the unit above a chart."""
_UNIT_WITHIN = frozenset({"combo", "doughnut", "share", "progress", "multiples", "strip", "scatter"})
"""Their keys, names or values say it."""
_SCALE, _KEY = 16.0, 14.0
"""Figures under a level scale, and a line of key above."""
_RING = 135.0
_PANEL = 120.0
"""Height of a line of small charts."""
_SCATTER, _SCATTER_MANY = 245.0, 275.0
_DISTRIBUTION, _DISTRIBUTION_MANY = 165.0, 215.0
_MANY = 30
"""More dots than these want more room."""
_SLOPE, _SLOPE_LINE, _SLOPE_FRAME = 150.0, 15.0, 45.0
"""The least height of a slope chart, a line of names in it, and what stands above and below."""
_DUMBBELL_FRAME, _DUMBBELL_LEAST = 42.0, 11.0
"""Key and scale of a dumbbell chart, and the least height of a row that has its name and values."""
_HEAT_ROW, _HEAT_LEAST, _HEAT_KEY, _HEAT_TURNED = 20.5, 10.0, 45.0, 70.0
"""A row of a heat map, the least height at which it has its name and values; its key, and turned names of columns at most."""
_GRID_ROW, _GRID_LEAST = 17.0, 11.5
_GRID_FRAME, _GRID_HEAD = 48.0, 12.5
"""Height of a row of a grid, the least at which it is read with ease; of its frame and key, and of a line of its head."""
_GRID_COLUMNS, _GRID_HEAD_LINES = 0.75, 6
"""Part of the width that is left to the columns, and the most lines of their names."""
_PATH_FRAME, _PATH_DIRECTION = 70.0, 56.0
"""Height of the base with the head of the directions, and of one of them."""
_PATH_LEAST = 250.0
"""What the main line, a grip on either side and the base take."""
_EVENT_LINE, _EVENT_LEAST = 16.0, 14.0
"""Height of a line of an event, and the least."""
_EVENT_YEAR, _EVENT_GAP = 12.0, 30.0
"""More of it for a year without any event, up to so much."""
_EM, _DATE = 10.0, 90.0
"""Width of a Han character, and of the date and axis of a timeline together."""
_LATIN = 0.55
"""Width of a letter or digit, in em."""


def natural_height(chart: Chart, width: float) -> float:
    """The height at which a chart of `width` pt is read best."""
    match chart:
        case Plot():
            return _plot(chart, width) + unit_head(chart)
        case Grid(rows=rows):
            return _grid_frame(chart, width) + _GRID_ROW * len(rows)
        case PathDiagram(directions=directions):
            return max(_PATH_LEAST, _PATH_FRAME + _PATH_DIRECTION * len(directions))
        case Timeline(events=events):
            times = sorted(event.at for event in events)
            gaps = (min(float(after - before) * _EVENT_YEAR, _EVENT_GAP) for before, after in pairwise(times))
            return _EVENT_LINE * _event_lines(chart, width) + sum(gaps) + _EVENT_LINE
        case Picture():
            from hgz_report.charts.picture.paste import proportion, width_of

            return width_of(chart, width) * proportion(chart)
        case _:
            assert_never(chart)


def unit_head(chart: Plot) -> float:
    """What the unit takes above a plot; % and kinds that say their units themselves need none."""
    return 0.0 if chart.unit in ("", "%") or chart.kind in _UNIT_WITHIN else _UNIT


def _plot(chart: Plot, width: float) -> float:
    match chart.kind:
        case "column" | "stacked" | "line":
            return _UPRIGHT
        case "combo":
            return _COMBO
        case "doughnut":
            return _RING
        case "multiples":
            return _PANEL * max(-(-len(chart.series) // panels_across(len(chart.series))), 1) + _KEY
        case "scatter" | "distribution" | "slope" | "dumbbell" | "heat":
            return _statistical(chart, width)
        case "bar" | "share" | "dots" | "progress" | "strip":
            return _level(chart)
        case _:
            assert_never(chart.kind)


def _statistical(chart: Plot, width: float) -> float:
    many = len(chart.categories) > _MANY
    match chart.kind:
        case "scatter":
            return _SCATTER_MANY if many else _SCATTER
        case "distribution":
            return _DISTRIBUTION_MANY if many else _DISTRIBUTION
        case "slope":
            return max(_SLOPE, _SLOPE_FRAME + _SLOPE_LINE * len(chart.series))
        case "dumbbell":
            return _DUMBBELL_FRAME + _ROW * len(chart.categories)
        case _:
            return _heat_frame(chart, width) + _HEAT_ROW * len(chart.series)


def _heat_frame(chart: Plot, width: float) -> float:
    """About what a heat map takes above its cells: names on up to three lines, or turned."""
    step = width * _GRID_COLUMNS / max(len(chart.categories), 1)
    longest = max((_ems(name) for name in chart.categories), default=1.0)
    lines = -int(-longest * _EM // step)
    return _HEAT_KEY + (_GRID_HEAD * lines if lines <= 3 else min(longest * _EM, _HEAT_TURNED))


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


def least_height(chart: Chart, width: float) -> float:
    """The height below which a chart of `width` pt is no longer read with ease, where that can be told beforehand; else 0."""
    match chart:
        case Grid(rows=rows):
            return _grid_frame(chart, width) + _GRID_LEAST * len(rows)
        case Timeline():
            return _EVENT_LEAST * (_event_lines(chart, width) + 1)
        case Plot(kind="dumbbell"):
            return _DUMBBELL_FRAME + _DUMBBELL_LEAST * len(chart.categories) + unit_head(chart)
        case Plot(kind="heat"):
            return _heat_frame(chart, width) + _HEAT_LEAST * len(chart.series) + unit_head(chart)
        case Plot() | PathDiagram() | Picture():
            return 0.0
        case _:
            assert_never(chart)


def _grid_frame(chart: Grid, width: float) -> float:
    """About what a grid takes beside its rows."""
    step = width * _GRID_COLUMNS / max(len(chart.columns), 1)
    lines = max((-int(-_ems(name) * _EM // step) for name in chart.columns), default=1)
    return _GRID_FRAME + _GRID_HEAD * min(lines, _GRID_HEAD_LINES)


def _event_lines(chart: Timeline, width: float) -> int:
    """About how many lines all events take; no font is asked."""
    return sum(max(-int(-_ems(f"{event.title} {event.who}") * _EM // (width - _DATE)), 1) for event in chart.events)


def _ems(text: str) -> float:
    return sum(_LATIN if char.isascii() else 1.0 for char in text)
