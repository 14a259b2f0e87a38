"""The breaks a word processor makes: each line takes what fits at its natural width.

Where they look well they are ours too, so that a report breaks alike in both formats; total fit is for the other paragraphs.
Word keeps no number with its unit and squeezes no mark; `held` says how to space a line so that it ends where ours does.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from math import ceil

from hgz_report.layout.inline.breaking import Breaks, Measures, is_runt
from hgz_report.layout.inline.clusters import (
    CLOSE,
    DASH,
    FREE,
    HAN,
    MARK,
    MIDDLE,
    NO_END,
    NO_START,
    OPEN,
    PAUSE,
    STOP,
    WORD,
    Clusters,
)

_HAN_LATIN = 0.23
"""em: fitted to 716 lines of LibreOffice 7.4; Word's is 1/4."""
_LOOSEST = 1.6
"""How far the gaps of a line may give: what total fit tries first."""
_SLACK = 1e-6
_INSIDE, _BEYOND = 0.6, 5.0
"""How many pt inside the edge a line must end to fit for sure, and beyond it the next word to be left off for sure."""
_HANGING = frozenset({PAUSE, STOP})
_NEVER_FIRST = frozenset({PAUSE, STOP, CLOSE, MIDDLE, DASH, NO_START, MARK})


class Naturals:
    """Widths in pt as a word processor counts them: no mark squeezed, tracking after letters and digits too."""

    __slots__ = ("ends", "starts")

    def __init__(self, c: Clusters, tracking: float) -> None:
        widths = [
            width + (tracking * len(text) if kind == WORD else tracking)
            for width, text, kind in zip(c.width, c.texts, c.kinds, strict=True)
        ]
        for k in _seams(c):
            widths[k] += _HAN_LATIN * c.em
        self.starts = [0.0, *accumulate(widths)]
        self.ends = self.starts[1:]
        for k in _seams(c):
            self.ends[k] -= _HAN_LATIN * c.em

    def width(self, first: int, last: int) -> float:
        """Width of a line from cluster `first` to `last`."""
        return self.ends[last] - self.starts[first]


def _seams(c: Clusters) -> Iterator[int]:
    """Clusters that space follows: between a Han character and a letter or digit, not beside %."""
    kinds, texts, end = c.kinds, c.texts, len(c)
    for k in [k for k, kind in enumerate(kinds) if kind == WORD]:
        if k and kinds[k - 1] == HAN and texts[k][0].isalnum():
            yield k - 1
        if k + 1 < end and kinds[k + 1] == HAN and texts[k][-1].isalnum():
            yield k


def first_fit(
    c: Clusters, m: Measures, naturals: Naturals, first_width: float, width: float, loosest: float = _LOOSEST
) -> Breaks | None:
    """Those breaks, or None where a line would be looser than `loosest` or too tight, or the last one a single character."""
    lines: Breaks = []
    first, room = 0, first_width
    while first < m.count:
        last = _line_end(c, naturals, first, room)
        if last is None or not -1.0 - _SLACK <= _tightness(m, first, last, room) <= loosest:
            return None
        lines.append((first, last))
        first, room = last + 1, width
    return None if len(lines) > 1 and is_runt(c, m, *lines[-1]) else lines


def _line_end(c: Clusters, naturals: Naturals, first: int, room: float) -> int | None:
    """The last break that fits; a mark hangs over the edge, or is squeezed, rather than take a character along."""
    final = len(c) - 1
    last = bisect_right(naturals.ends, naturals.starts[first] + room + _SLACK, first) - 1
    if last < final and (c.kinds[last + 1] == MARK or _hangs(c, last + 1)):
        last += 1
    while last > first and last != final and c.breaks[last] != FREE:
        last -= 1
    return last if last == final or (last >= first and c.breaks[last] == FREE) else None


def _tightness(m: Measures, first: int, last: int, room: float) -> float:
    return min(m.tightness(first, last, room), 0.0) if last == m.count - 1 else m.tightness(first, last, room)


def held(c: Clusters, naturals: Naturals, first: int, last: int, room: float) -> float:
    """What to add to the tracking of a line, in pt, so that a word processor ends it there: least above 0 to keep the next
    words off, below 0 to keep its own on; most often 0.

    The last mark of a text may not hang: LibreOffice loses it and sets an empty line.
    """
    count, final = sum(map(len, c.texts[first : last + 1])), last == len(c) - 1
    over = naturals.width(first, last - 1 if first < last and not final and _hangs(c, last) else last) - room
    if over > -_INSIDE:
        return -_up((over + (_BEYOND if final else _BEYOND / 2)) / count)
    if final:
        return 0.0
    follower = last + 1
    while follower < len(c) - 1 and not _may_end(c, follower):
        follower += 1
    if _hangs(c, follower):
        follower -= 1
    free = room - naturals.width(first, follower)
    return _up((free + _BEYOND) / count) if free >= -1.0 else 0.0


def _hangs(c: Clusters, k: int) -> bool:
    """Whether LibreOffice lets cluster `k` hang over the edge: a mark after a Han character or another mark."""
    return c.kinds[k] in _HANGING and k > 0 and c.kinds[k - 1] != WORD


def _may_end(c: Clusters, k: int) -> bool:
    """Whether a word processor may end a line after cluster `k`: it knows marks and words, no units."""
    return (
        c.kinds[k + 1] not in _NEVER_FIRST
        and c.kinds[k] not in (OPEN, NO_END)
        and not (c.kinds[k] == c.kinds[k + 1] == WORD)
    )


def _up(amount: float) -> float:
    """Rounded up to Word's twentieths of a point."""
    return ceil(amount * 20 - 1e-6) / 20
