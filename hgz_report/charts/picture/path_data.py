"""Path data of SVG (SVG 2, 9.3) as paths of ours: every command, arcs as curves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import atan2, ceil, cos, pi, sin, sqrt, tan

from hgz_report.draw.paths import Path, PathSegment, Spot

_TOKEN = re.compile(r"[MmLlHhVvCcSsQqTtAaZz]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[^\s,]")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7, "z": 0}
_ARC = re.compile(r"([aA])([^MmLlHhVvCcSsQqTtAaZz]*)")
_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_ONE_ARC = re.compile(
    rf"\s*,?\s*({_NUMBER})[\s,]*({_NUMBER})[\s,]*({_NUMBER})[\s,]*([01])[\s,]*([01])[\s,]*({_NUMBER})[\s,]*({_NUMBER})"
)


def path_of(data: str) -> Path:
    """The path.  Raises ValueError for what is no path data."""
    path = tuple(_Tracer().drawn(_ARC.sub(_arcs_apart, data)))
    if path and path[0][0] != "m":
        raise ValueError(data)
    return path


def _arcs_apart(found: re.Match[str]) -> str:
    """Flags of arcs may stand without blanks between them: put some there."""
    spaced = _ONE_ARC.sub(lambda arc: " " + " ".join(arc.groups()), found[2])
    return f"{found[1]}{spaced} "


class _Tracer:
    """Follows the commands; y counts downwards as it is written."""

    def __init__(self) -> None:
        self.at: Spot = (0.0, 0.0)
        self.begun: Spot = (0.0, 0.0)
        self.control: Spot = (0.0, 0.0)
        self.last = ""

    def drawn(self, data: str) -> Iterator[PathSegment]:
        tokens = _TOKEN.findall(data)
        place, command = 0, ""
        while place < len(tokens):
            if tokens[place].lower() in _TAKES:
                command, place = tokens[place], place + 1
            elif not command or command in "Zz":
                raise ValueError(tokens[place])
            count = _TAKES[command.lower()]
            if place + count > len(tokens):
                raise ValueError(command)
            values = [float(token) for token in tokens[place : place + count]]
            place += count
            yield from self._step(command, values)
            self.last = command.lower()
            command = {"M": "L", "m": "l"}.get(command, command)

    def _step(self, command: str, values: list[float]) -> Iterator[PathSegment]:
        x, y = self.at if command.islower() else (0.0, 0.0)
        kind = command.lower()
        if kind == "z":
            self.at = self.begun
            yield "z", ()
            return
        if kind == "a":
            yield from self._arc(values, (values[5] + x, values[6] + y))
            return
        if kind in "hv":
            spots = [(values[0] + x, self.at[1]) if kind == "h" else (self.at[0], values[0] + y)]
        else:
            spots = [(one + x, other + y) for one, other in zip(values[::2], values[1::2], strict=True)]
        yield self._to(kind, spots)
        self.at = spots[-1]
        if kind == "m":
            self.begun = self.at

    def _to(self, kind: str, spots: list[Spot]) -> PathSegment:
        if kind == "s":
            spots[:0] = [self._mirrored("cs")]
        elif kind == "t":
            spots[:0] = [self._mirrored("qt")]
        code = {"s": "c", "t": "q", "h": "l", "v": "l"}.get(kind, kind)
        self.control = spots[-2] if code in "cq" else self.at
        points = tuple(value for spot in spots for value in spot)
        match code:
            case "m" | "l" | "c" | "q":
                return code, points
        raise ValueError(kind)

    def _mirrored(self, kinds: str) -> Spot:
        """The control point that goes on smoothly from the last curve."""
        if self.last not in tuple(kinds):
            return self.at
        return 2 * self.at[0] - self.control[0], 2 * self.at[1] - self.control[1]

    def _arc(self, values: list[float], end: Spot) -> Iterator[PathSegment]:
        start, self.at = self.at, end
        wide, high = abs(values[0]), abs(values[1])
        if not wide or not high or start == end:
            yield "l", end
            return
        yield from _curves(start, end, (wide, high), values[2] * pi / 180, large=bool(values[3]), sweep=bool(values[4]))


def _curves(start: Spot, end: Spot, radii: Spot, tilt: float, *, large: bool, sweep: bool) -> Iterator[PathSegment]:
    """An arc as curves of at most a quarter (SVG 2, B.2.4)."""
    co, si = cos(tilt), sin(tilt)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x1, y1 = co * dx + si * dy, -si * dx + co * dy
    grown = max(sqrt((x1 / radii[0]) ** 2 + (y1 / radii[1]) ** 2), 1.0)
    rx, ry = radii[0] * grown, radii[1] * grown
    under = max((rx * ry) ** 2 / ((rx * y1) ** 2 + (ry * x1) ** 2) - 1, 0.0)
    k = sqrt(under) * (1 if large != sweep else -1)
    cx, cy = k * rx * y1 / ry, -k * ry * x1 / rx
    middle = co * cx - si * cy + (start[0] + end[0]) / 2, si * cx + co * cy + (start[1] + end[1]) / 2
    first = atan2((y1 - cy) / ry, (x1 - cx) / rx)
    whole = (atan2((-y1 - cy) / ry, (-x1 - cx) / rx) - first) % (2 * pi)
    whole -= 0 if sweep else 2 * pi
    count = max(ceil(abs(whole) / (pi / 2) - 1e-9), 1)
    step = whole / count
    reach = 4 / 3 * tan(step / 4)

    def at(x: float, y: float) -> Spot:
        return middle[0] + co * rx * x - si * ry * y, middle[1] + si * rx * x + co * ry * y

    for number in range(count):
        one = first + number * step
        other = one + step
        c1 = at(cos(one) - reach * sin(one), sin(one) + reach * cos(one))
        c2 = at(cos(other) + reach * sin(other), sin(other) - reach * cos(other))
        yield "c", (*c1, *c2, *at(cos(other), sin(other)))
