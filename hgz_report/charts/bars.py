"""A bar that says what kind of value it stands for: solid to its value, hatched at the end of a bound, dashed if expected."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import Literal

from msgspec import Struct

from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Point
from hgz_report.draw.paths import Spot

Towards = Literal["up", "down", "left", "right"]
"""Where the end of a bar is, its start being at zero."""
HATCH = 3.0
"""pt between the lines of a hatching."""
HATCHED = 0.25
"""Part of a bar that is hatched, at its end ..."""
LEAST_HATCHED = 6.0
"""... but at least so many pt."""
STROKE = 0.7


class Bar(Struct, frozen=True):
    """A rectangle in pt."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """Upper edge."""
        return self.y + self.height


def draw_bar(sheet: Sheet, box: Bar, towards: Towards, point: Point, color: str) -> None:
    """Draw the bar of a value.

    A lower bound ends in lines that rise and no edge: the true value lies beyond.  An upper bound ends in lines that fall
    and an edge: it lies within.  A value that is only expected is an outline.
    """
    body, end = split(box, towards, bounded=point.bound in ("lower", "upper"))
    if point.expected:
        sheet.outline(box.x, box.y, box.width, box.height, color)
    elif body.width > 0 and body.height > 0:
        sheet.bar(body.x, body.y, body.width, body.height, color)
    if end is None:
        return
    strokes: list[tuple[Spot, ...]] = list(diagonals(end, rising=point.bound == "lower"))
    if not point.expected:
        strokes += _edges(end, towards, closed=point.bound == "upper")
    sheet.strokes(strokes, color=color, width=STROKE)


def split(box: Bar, towards: Towards, *, bounded: bool) -> tuple[Bar, Bar | None]:
    """The solid part of a bar, and its hatched end where the value is a bound."""
    if not bounded:
        return box, None
    upright = towards in ("up", "down")
    length = box.height if upright else box.width
    hatched = min(max(length * HATCHED, LEAST_HATCHED), length)
    solid = length - hatched
    match towards:
        case "up":
            return Bar(box.x, box.y, box.width, solid), Bar(box.x, box.y + solid, box.width, hatched)
        case "down":
            return Bar(box.x, box.y + hatched, box.width, solid), Bar(box.x, box.y, box.width, hatched)
        case "right":
            return Bar(box.x, box.y, solid, box.height), Bar(box.x + solid, box.y, hatched, box.height)
        case "left":
            return Bar(box.x + hatched, box.y, solid, box.height), Bar(box.x, box.y, hatched, box.height)


def diagonals(box: Bar, *, rising: bool) -> Iterator[tuple[Spot, Spot]]:
    """Parallel lines at 45 degrees, cut to the box."""
    step = HATCH * sqrt(2)
    at = step / 2
    while at < box.width + box.height:
        left, right = max(0.0, at - box.height), min(box.width, at)
        if rising:
            yield (box.x + left, box.top - at + left), (box.x + right, box.top - at + right)
        else:
            yield (box.x + left, box.y + at - left), (box.x + right, box.y + at - right)
        at += step


def _edges(box: Bar, towards: Towards, *, closed: bool) -> list[tuple[Spot, ...]]:
    """The sides of a hatched end, and its far edge where it is closed; strokes stay inside the box."""
    inset = min(STROKE / 2, box.width / 2, box.height / 2)
    left, right, bottom, top = box.x + inset, box.right - inset, box.y + inset, box.top - inset
    match towards:
        case "up":
            path: tuple[Spot, ...] = ((left, box.y), (left, top), (right, top), (right, box.y))
        case "down":
            path = ((left, box.top), (left, bottom), (right, bottom), (right, box.top))
        case "right":
            path = ((box.x, bottom), (right, bottom), (right, top), (box.x, top))
        case "left":
            path = ((box.right, bottom), (left, bottom), (left, top), (box.right, top))
    return [path] if closed else [path[:2], path[2:]]
