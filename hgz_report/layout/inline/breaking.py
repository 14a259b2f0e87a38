"""Where lines end: the best set of breaks for a paragraph (total fit), or the next best one at a time (greedy).

A line's tightness is the space to be filled over what its gaps give: 0 natural, -1 squeezed to the limit, 1 stretched to it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from operator import add, sub

from hgz_report.layout.inline.clusters import FORCED, FREE, HAN, TORN, WORD, Clusters

Breaks = list[tuple[int, int]]
"""First and last cluster of every line."""

_TOLERANCES = ((1.6, FREE), (5.0, FREE), (60.0, FORCED), (60.0, TORN))
"""How far gaps may stretch and which breaks serve: tried in turn until a paragraph can be set."""
_LOOSE = 8.0
"""A justified line set greedily is no looser than this where a long word can be parted instead."""
_ENDLESS = 1e30
_RUNT = 1e7
"""Cost of a last line of one character: only where nothing else is possible."""
_PARTED = 1e7
"""Cost of parting a long word."""
_SLACK = 1e-6


class Measures:
    """Prefix sums over clusters: a line from i to j is `ends[j] - starts[i]` wide before its gaps give."""

    __slots__ = ("count", "ends", "han", "shrink", "starts", "stretch")

    def __init__(self, c: Clusters) -> None:
        self.count = len(c)
        ahead: list[float] = [0.0, *accumulate(map(add, c.width, c.gap))]
        self.starts: list[float] = list(map(add, ahead, c.lead))
        self.ends: list[float] = list(map(sub, map(sub, ahead[1:], c.gap), c.trail))
        self.stretch: list[float] = [0.0, *accumulate(c.stretch)]
        self.shrink: list[float] = [0.0, *accumulate(c.shrink)]
        self.han: list[int] = [0, *accumulate(kind in (HAN, WORD) for kind in c.kinds)]

    def natural(self, first: int, last: int) -> float:
        """Width in pt of a line before justification."""
        return self.ends[last] - self.starts[first]

    def tightness(self, first: int, last: int, width: float) -> float:
        """How far the gaps of a line must give to fill `width`."""
        slack = width - self.ends[last] + self.starts[first]
        room = self.stretch[last] - self.stretch[first] if slack >= 0 else self.shrink[last] - self.shrink[first]
        if room > 0:
            return slack / room
        return 0.0 if abs(slack) < _SLACK else slack * 1e6


def total_fit(c: Clusters, m: Measures, first_width: float, width: float) -> Breaks:
    """The breaks with the least sum of ugliness; greedy where no set of breaks is bearable."""
    for tolerance, weakest in _TOLERANCES:
        breaks = _optimum(c, m, (first_width, width), tolerance, weakest)
        if breaks is not None:
            return breaks
    return greedy(c, m, first_width, width)


def _optimum(c: Clusters, m: Measures, widths: tuple[float, float], tolerance: float, weakest: int) -> Breaks | None:
    """Dynamic programming over feasible line starts; a start is dropped once every line from it is too long."""
    ends, starts, stretch, shrink = m.ends, m.starts, m.stretch, m.shrink
    final = m.count - 1
    costs: dict[int, float] = {0: 0.0}
    back: dict[int, int] = {}
    live = [0]
    for last, how in enumerate(c.breaks):
        if how < weakest and last != final:
            continue
        best, origin, dead = _ENDLESS, -1, 0
        end, stretched, shrunk = ends[last], stretch[last], shrink[last]
        for first in live:
            slack = (widths[1] if first else widths[0]) - end + starts[first]
            if slack < 0:
                room = shrunk - shrink[first]
                if slack < -room - _SLACK:
                    dead += first == live[dead]
                    continue
                tight = -slack / room if room > 0 else 0.0
            elif last == final:
                tight = 0.0
            else:
                room = stretched - stretch[first]
                if slack > tolerance * room + _SLACK:
                    break  # later starts give shorter lines still
                tight = slack / room if room > 0 else 0.0
            ugly = 1.0 + 100.0 * tight * tight * tight
            cost = costs[first] + ugly * ugly
            if how < FREE or last == final:
                cost += _penalty(c, m, first, last)
            if cost < best:
                best, origin = cost, first
        del live[:dead]
        if origin >= 0:
            costs[last + 1], back[last + 1] = best, origin
            live.append(last + 1)
        elif not live:
            return None
    return _trace(back, m.count)


def _penalty(c: Clusters, m: Measures, first: int, last: int) -> float:
    if last < m.count - 1:
        return _PARTED
    return _RUNT if first and is_runt(c, m, first, last) else 0.0


def is_runt(c: Clusters, m: Measures, first: int, last: int) -> bool:
    """Whether a last line is a single character, with its mark."""
    return m.han[last + 1] - m.han[first] < 2 and m.natural(first, last) < 2.6 * c.em


def _trace(back: dict[int, int], end: int) -> Breaks | None:
    if end not in back:
        return None
    lines: Breaks = []
    while end:
        first = back[end]
        lines.append((first, end - 1))
        end = first
    lines.reverse()
    return lines


def greedy(c: Clusters, m: Measures, first_width: float, width: float, loosest: float = _LOOSE) -> Breaks:
    """Fill one line after the other, squeezing one more cluster in before leaving it out; never beyond the measure.

    A line looser than `loosest` is broken inside a long word instead.
    """
    lines: Breaks = []
    first, room = 0, first_width
    while first < m.count:
        last = _greedy_line(c, m, first, room, loosest)
        lines.append((first, last))
        first, room = last + 1, width
    return _without_runt(c, m, lines, first_width, width)


def _greedy_line(c: Clusters, m: Measures, first: int, width: float, bearable: float) -> int:
    final = m.count - 1
    furthest = min(bisect_right(m.ends, m.starts[first] + width + c.em, first), final)
    while furthest > first and m.tightness(first, furthest, width) < -1.0 - _SLACK:
        furthest -= 1
    if furthest == final:
        return final
    for weakest, loosest in ((FREE, bearable), (FORCED, bearable), (FREE, _ENDLESS), (TORN, _ENDLESS)):
        for last in range(furthest, first - 1, -1):
            if m.tightness(first, last, width) > loosest:
                break
            if c.breaks[last] >= weakest:
                return last
    return furthest


def _without_runt(c: Clusters, m: Measures, lines: Breaks, first_width: float, width: float) -> Breaks:
    """Move a break forward where the last line would be a single character."""
    if len(lines) < 2:
        return lines
    (before, _), (first, last) = lines[-2:]
    if not is_runt(c, m, first, last):
        return lines
    measure = width if before else first_width
    for end in range(first - 2, before, -1):
        if m.tightness(before, end, measure) > _LOOSE:
            break
        if c.breaks[end] == FREE:
            return [*lines[:-2], (before, end), (end + 1, last)]
    return lines


def ragged(c: Clusters, m: Measures, first_width: float, width: float) -> Breaks:
    """Greedy for lines that need not fill the measure: a long word is parted only where it has a line to itself."""
    return greedy(c, m, first_width, width, _ENDLESS)
