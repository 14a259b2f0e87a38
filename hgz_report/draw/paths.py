"""Paths: the outlines and lines that shapes are made of, in pt or whatever the frame counts in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import ceil, cos, radians, sin, tan
from typing import Literal

Spot = tuple[float, float]
PathSegment = tuple[Literal["m", "l", "q", "c", "z"], tuple[float, ...]]
"""Go to, line to, quadratic and cubic curve to, close; x, y, x, y … of its control points and its end."""
Path = tuple[PathSegment, ...]
_CLOSE: PathSegment = ("z", ())
_ROUND = 4 / 3 * (2**0.5 - 1)
"""How far the control points of a quarter of a circle lie from its ends, in radii."""


def box(x: float, y: float, width: float, height: float) -> Path:
    """A closed rectangle."""
    return polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def polygon(points: Sequence[Spot]) -> Path:
    """A closed shape with straight sides."""
    return (*_line(points), _CLOSE)


def strokes(lines: Iterable[Sequence[Spot]]) -> Path:
    """Open lines, each through its points, as one path."""
    return tuple(segment for line in lines for segment in _line(line))


def dots(points: Iterable[Spot], radius: float) -> Path:
    """Circles of one radius as one path."""
    return tuple(segment for point in points for segment in _circle(*point, radius))


def ring(at: Spot, radii: Spot, angles: Spot) -> Path:
    """A part of a ring: (inner, outer) radius, from one angle to another in degrees, anticlockwise from the right."""
    inner, outer = radii
    start, end = angles
    there = _arc(at, outer, start, end)
    back = _arc(at, inner, end, start)
    return (("m", _on(at, outer, start)), *there, ("l", _on(at, inner, end)), *back, _CLOSE)


def half_disc(at: Spot, radius: float) -> Path:
    """The left half of a disc."""
    return (("m", at), ("l", _on(at, radius, 90)), *_arc(at, radius, 90, 270), _CLOSE)


def cubic(path: Path) -> Iterator[PathSegment]:
    """A path without quadratic curves, which PDF has not got."""
    last: Sequence[float] = (0.0, 0.0)
    for code, at in path:
        if code == "q":
            first = [last[axis] + (at[axis] - last[axis]) * 2 / 3 for axis in (0, 1)]
            second = [at[2 + axis] + (at[axis] - at[2 + axis]) * 2 / 3 for axis in (0, 1)]
            yield "c", (*first, *second, *at[2:])
        else:
            yield code, at
        last = at[-2:] or last


def flat(path: Path, steps: int = 12) -> Iterator[list[Spot]]:
    """The strokes of a path as points, each curve in so many steps; a closed one ends where it began."""
    stroke: list[Spot] = []
    for code, at in cubic(path):
        if code == "m":
            if stroke:
                yield stroke
            stroke = [(at[0], at[1])]
        elif code == "l":
            stroke.append((at[0], at[1]))
        elif code == "c":
            begin = stroke[-1]
            stroke += [_between(begin, at, step / steps) for step in range(1, steps + 1)]
        else:
            stroke.append(stroke[0])
    if stroke:
        yield stroke


def _between(begin: Spot, at: Sequence[float], part: float) -> Spot:
    rest = 1 - part
    weights = rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3
    xs, ys = (begin[0], *at[::2]), (begin[1], *at[1::2])
    return (
        sum(weight * x for weight, x in zip(weights, xs, strict=True)),
        sum(weight * y for weight, y in zip(weights, ys, strict=True)),
    )


def _line(points: Sequence[Spot]) -> Iterator[PathSegment]:
    first, *rest = points
    yield "m", first
    for point in rest:
        yield "l", point


def _circle(x: float, y: float, radius: float) -> Path:
    """Four quarters."""
    k = _ROUND * radius
    return (
        ("m", (x + radius, y)),
        ("c", (x + radius, y + k, x + k, y + radius, x, y + radius)),
        ("c", (x - k, y + radius, x - radius, y + k, x - radius, y)),
        ("c", (x - radius, y - k, x - k, y - radius, x, y - radius)),
        ("c", (x + k, y - radius, x + radius, y - k, x + radius, y)),
        _CLOSE,
    )


def _on(at: Spot, radius: float, angle: float) -> Spot:
    return at[0] + radius * cos(radians(angle)), at[1] + radius * sin(radians(angle))


def _arc(at: Spot, radius: float, start: float, end: float) -> Iterator[PathSegment]:
    """From one angle to another, in curves of at most a quarter."""
    count = max(ceil(abs(end - start) / 90 - 1e-9), 1)
    step = radians(end - start) / count
    reach = 4 / 3 * tan(step / 4) * radius
    for number in range(count):
        one = radians(start) + number * step
        other = one + step
        x0, y0 = at[0] + radius * cos(one), at[1] + radius * sin(one)
        x1, y1 = at[0] + radius * cos(other), at[1] + radius * sin(other)
        yield (
            "c",
            (
                x0 - reach * sin(one), y0 + reach * cos(one),
                x1 + reach * sin(other), y1 - reach * cos(other), x1, y1,
            ),
        )  # fmt: skip
