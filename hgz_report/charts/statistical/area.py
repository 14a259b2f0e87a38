"""A pair of matplotlib's axes in a box of the sheet: its scales, and where its values lie on the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from hgz_report.charts.bars import Bar
from hgz_report.charts.palette import FAINT, GRID, SMALL
from hgz_report.charts.sheet import Sheet
from hgz_report.charts.statistical.renderer import FrameRenderer
from hgz_report.draw.paths import Spot
from hgz_report.language.plain_numbers import trimmed

GAP = 3.0
"""pt between an axis and its figures."""
FOOT = SMALL * 1.6
"""pt under an area for the figures of its scale, and as much for a line of words."""
_BETWEEN = 10.0
"""pt between two figures of a scale at least."""
_STEPS = (1, 2, 2.5, 5, 10)
_MOST, _TALL = 8, 30.0
"""Figures of a scale at most, and pt of height for each."""
_PLACES = 12
"""Digits to which a step of a scale is what it says: 0.1 + 0.2 is 0.3."""


class ChartArea:
    """Axes in `box`, from `low` to `high` on the sheet, the values within `pads` pt (left, right; below, above) of its sides."""

    def __init__(self, sheet: Sheet, box: Bar) -> None:
        self.sheet, self.box = sheet, box
        self.figure = Figure(figsize=(sheet.width / 72, sheet.height / 72), dpi=72, frameon=False)
        place = box.x / sheet.width, box.y / sheet.height, box.width / sheet.width, box.height / sheet.height
        self.axes: Axes = self.figure.add_axes(place)
        self.axes.patch.set_visible(False)
        self.axes.set_axisbelow(True)
        for spine in self.axes.spines.values():
            spine.set_visible(False)
        for axis in (self.axes.xaxis, self.axes.yaxis):
            axis.set_ticks([])

    def span(self, axis: Literal["x", "y"], values: Sequence[float], pads: Spot) -> None:
        """Lay the values along an axis, with room in pt before the least and beyond the greatest."""
        low, high = ends_of(values)
        length = self.box.width if axis == "x" else self.box.height
        each = (high - low) / max(length - sum(pads), 1.0)
        set_limits = self.axes.set_xlim if axis == "x" else self.axes.set_ylim
        set_limits(low - pads[0] * each, high + pads[1] * each)

    def indent(self, ticks: Sequence[float], right: float) -> None:
        """Move the sides in: the left one to make room for the figures of the upright scale, the right one by so much."""
        left = max((self.sheet.lettering.width(figure(tick), SMALL) for tick in ticks), default=0.0) + GAP
        self.box = Bar(self.box.x + left, self.box.y, self.box.width - left - right, self.box.height)
        width, height = self.sheet.width, self.sheet.height
        self.axes.set_position(
            (self.box.x / width, self.box.y / height, self.box.width / width, self.box.height / height)
        )

    def scale(self, axis: Literal["x", "y"], values: Sequence[float], *, grid: bool = True) -> list[float]:
        """Figures along an axis with pale lines, as many as have room; none below nought where no value is."""
        there = self.axes.xaxis if axis == "x" else self.axes.yaxis
        ticks = self._ticks(axis, min(values) < 0)
        there.set_ticks(ticks, labels=[figure(tick) for tick in ticks])
        there.set_tick_params(length=0, pad=GAP, labelsize=SMALL, labelcolor=FAINT)
        if grid:
            there.grid(True, color=GRID, linewidth=0.5)
        return ticks

    def _ticks(self, axis: Literal["x", "y"], below: bool) -> list[float]:
        low, high = self.axes.get_xlim() if axis == "x" else self.axes.get_ylim()
        most = _MOST if axis == "x" else min(max(int(self.box.height / _TALL), 2), _MOST)
        ticks: list[float] = []
        for count in range(most, 0, -1):
            found = MaxNLocator(count, steps=_STEPS).tick_values(low, high)
            ticks = [float(tick) for tick in found if low <= tick <= high and (below or tick >= 0)]
            wide = max((self.sheet.lettering.width(figure(tick), SMALL) for tick in ticks), default=0.0)
            if (
                axis == "y"
                or len(ticks) < 2
                or wide + _BETWEEN <= self.box.width * (ticks[1] - ticks[0]) / (high - low)
            ):
                break
        return ticks

    def spots(self, xs: Sequence[float], ys: Sequence[float]) -> list[Spot]:
        """Where values lie on the sheet."""
        found = self.axes.transData.transform(list(zip(xs, ys, strict=True)))
        return [(float(x), float(y)) for x, y in found]

    def paint(self) -> None:
        """Draw what is in the axes onto the sheet."""
        self.figure.draw(FrameRenderer(self.sheet))


def ends_of(values: Sequence[float]) -> Spot:
    """The least and the greatest; a little below and above where all are the same."""
    low, high = min(values), max(values)
    if high - low > max(abs(low), abs(high)) * 1e-9:
        return low, high
    return low - (abs(low) * 0.1 or 1.0), high + (abs(high) * 0.1 or 1.0)


def figure(tick: float) -> str:
    """A figure of a scale, in plain digits."""
    return trimmed(Decimal(repr(round(tick, _PLACES))))
