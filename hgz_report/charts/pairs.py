"""What a scatter plot shows, however it is drawn: a dot for each category that has both values, and where quadrants part."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from msgspec import Struct

from hgz_report.charts.labels import Unreadable
from hgz_report.document.chart import Plot, Point, with_unit

MEDIAN = "中位数"
QUADRANTS = 4
ALL_NAMED, MOST_NAMED = 30, 26
"""Up to so many dots all are named if they have room; of more than that so many: a reader looks for no more."""


class Dot(Struct, frozen=True):
    """A category with both values, and its place among the categories."""

    at: int
    name: str
    x: Point
    y: Point

    @property
    def spot(self) -> tuple[float, float]:
        """Where it lies, in the units of the series."""
        return float(self.x.value or 0), float(self.y.value or 0)


def dots_of(plot: Plot) -> list[Dot]:
    """The dots of a scatter plot.  Raises Unreadable where there are not two series, or names of quadrants but not four."""
    if len(plot.series) != 2:
        raise Unreadable(f"散点图要2个系列（横的和竖的），这里有{len(plot.series)}个", "请给出横的和竖的两组数")
    if len(plot.quadrants) not in (0, QUADRANTS):
        raise Unreadable(f"象限名称有{len(plot.quadrants)}个", "写4个：右上、左上、左下、右下")
    across, along = plot.series
    triples = enumerate(zip(plot.categories, across.points, along.points, strict=True))
    return [Dot(at, name, x, y) for at, (name, x, y) in triples if x.value is not None and y.value is not None]


def units_of(plot: Plot) -> tuple[str, str]:
    """The units of x and y."""
    across, along = plot.series
    return across.unit or plot.unit, along.unit or plot.unit


def said(dot: Dot, plot: Plot) -> tuple[str, str]:
    """What is printed of a dot: x and y with their units."""
    units = units_of(plot)
    return with_unit(dot.x.printed, units[0]), with_unit(dot.y.printed, units[1])


def parted_at(plot: Plot, dots: Sequence[Dot]) -> tuple[Decimal, Decimal]:
    """Where the quadrants part: at the values that the plot names, or at the medians of its dots."""
    if len(plot.splits) == 2:
        across, along = (one.points[0].value or Decimal(0) for one in plot.splits)
        return across, along
    return median(dot.x.value or Decimal(0) for dot in dots), median(dot.y.value or Decimal(0) for dot in dots)


def by_weight(plot: Plot, dots: Sequence[Dot]) -> list[Dot]:
    """The dot that the chart is about, then by turns the next from the right, the top, the left and the bottom."""
    sides = [
        sorted(dots, key=lambda dot: (sign * dot.spot[axis], dot.at))
        for sign, axis in ((-1, 0), (-1, 1), (1, 0), (1, 1))
    ]
    about = [dot for dot in dots if dot.name == plot.marked]
    turns = (dot for turn in zip(*sides, strict=True) for dot in turn)
    return list(dict.fromkeys((*about, *turns)))
