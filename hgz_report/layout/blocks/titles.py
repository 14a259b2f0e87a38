"""Titles broken at sense, in lines of a balanced shape (GB/T 9704-2012 7.3.1: 词意完整、排列对称、长短适宜, 梯形或菱形)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from math import ceil

from hgz_report.document.address import Address
from hgz_report.draw.frame import Node
from hgz_report.language.title_breaks import UNSPLIT
from hgz_report.layout.inline.breaking import Breaks, Measures
from hgz_report.layout.inline.clusters import FREE, Clusters
from hgz_report.layout.inline.paragraph import Line, Typesetter
from hgz_report.layout.inline.setting import centred
from hgz_report.style import TextStyle

_AFTER = frozenset("的和与及、，：；）》”")
"""A line of a title ends well after these."""
_BEFORE = frozenset("和与及暨（《“")
_WITHIN = 40.0
"""Cost of a break where no place of sense is, which may be within a word: lines of unlike length cost less."""


def title_lines(
    text: str, ends: Sequence[int], style: TextStyle, width: float, node: Node | None, setter: Typesetter
) -> list[Line]:
    """Centred lines, as few as hold the text, none of a single character; `ends`: where an editor wants a line to end."""
    spans = [setter.span(text, style, node, Address("title"))] if text else []
    c = setter.clusters(spans, style, width)
    if not len(c):
        return []
    m = Measures(c)
    breaks: Breaks = []
    for first, last in _stretches(c, ends):
        part = _fewest(c, m, width, first, last)
        if part is None:
            return setter.lines_of([spans], style, width)
        breaks += part
    return setter.placed(centred(c, m, breaks, width), spans)


def _stretches(c: Clusters, ends: Sequence[int]) -> Breaks:
    """The first and the last cluster of each part of a title that an editor wants on lines of its own."""
    reached = [*accumulate(map(len, c.texts))]
    lasts = [at for at, end in enumerate(reached[:-1]) if end in ends]
    return list(zip([0, *(last + 1 for last in lasts)], [*lasts, len(c) - 1], strict=True))


def _fewest(c: Clusters, m: Measures, width: float, first: int, last: int) -> Breaks | None:
    """As few lines as hold some clusters, or a few more."""
    fewest = max(1, ceil(m.natural(first, last) / width - 1e-6))
    found = (_balanced(c, m, width, count, (first, last)) for count in range(fewest, fewest + 4))
    return next((breaks for breaks in found if breaks), None)


def _balanced(c: Clusters, m: Measures, width: float, count: int, part: tuple[int, int]) -> Breaks | None:
    """The best way to set a part in exactly `count` lines, by dynamic programming over the ends of lines."""
    start, final = part
    target = m.natural(start, final) / count
    best: list[dict[int, tuple[float, int]]] = [{start: (0.0, start)}]
    for _ in range(count):
        row: dict[int, tuple[float, int]] = {}
        for first, (cost, _origin) in best[-1].items():
            for last in range(first, final + 1):
                long = m.natural(first, last)
                if long > width:
                    break
                if c.breaks[last] != FREE and last != final:
                    continue
                total = cost + ((long - target) / c.em) ** 2 + _break_cost(c, m, first, last, final)
                if last + 1 not in row or total < row[last + 1][0]:
                    row[last + 1] = (total, first)
        best.append(row)
    if final + 1 not in best[-1]:
        return None
    ends = [final + 1]
    for row in reversed(best[1:]):
        ends.append(row[ends[-1]][1])
    ends.reverse()
    return [(first, end - 1) for first, end in pairwise(ends)]


def _break_cost(c: Clusters, m: Measures, first: int, last: int, final: int) -> float:
    """What ending a line here costs: a broken word much, a place of sense nothing."""
    cost = 1e4 if m.natural(first, last) < 1.9 * c.em else 0.0
    if last == final:
        return cost
    here, after = c.texts[last][-1], c.texts[last + 1][0]
    if here + after in UNSPLIT:
        return cost + 60.0
    return cost if here in _AFTER or after in _BEFORE else cost + _WITHIN
