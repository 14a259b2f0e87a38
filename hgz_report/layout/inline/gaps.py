"""The gaps between clusters: how wide, how far they give, and whether a line may end there.

Rules: W3C clreq, line-start and line-end prohibition (strict level: —— and …… start no line), squeezing of adjacent marks,
Han-Latin space; GB/T 15834-2011 5.1.10, a mark at a line end is half an em.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from hgz_report.layout.inline.clusters import (
    CLOSE,
    DASH,
    FORCED,
    FREE,
    HAN,
    HAN_STRETCH,
    MARK,
    MIDDLE,
    NEVER,
    NO_END,
    NO_START,
    OPEN,
    PAUSE,
    SPACE,
    STOP,
    TORN,
    WORD,
    Clusters,
)

_STARTS_NO_LINE = frozenset({CLOSE, PAUSE, STOP, MIDDLE, DASH, NO_START, MARK})
_ENDS_NO_LINE = frozenset({OPEN, NO_END})
_WORD_STARTS_NO_LINE = frozenset("!%),.:;?]}'/~-–>")
_WORD_ENDS_NO_LINE = frozenset("([{$/<#@")
_CONNECTORS = frozenset("—～–-~")
_SEPARATORS = frozenset("/.-_?&=,")

_HAN_LATIN, _HAN_LATIN_STRETCH, _HAN_LATIN_SHRINK = 0.25, 1 / 12, 1 / 8
"""1/4 em, from 1/8 to 1/3 (clreq 3.2.2)."""
_SPACE_STRETCH, _SPACE_SHRINK = 0.2, 0.08
_LONG_STRETCH = 0.01
"""Inside a long broken word: little, yet enough to bring a line of nothing else flush."""
_LONG_PART, _PART_EDGE = 15, 3
"""An address is parted between its parts, but a part of more characters than this also inside, so far from its ends."""


def set_gaps(clusters: Clusters, tracking: float, special: Iterable[int], long: set[int]) -> None:
    """Fill gap, stretch, shrink and breaks.

    `special`: clusters that are not plain Han characters, ascending; `long`: those inside words too long for a line;
    `tracking` in pt after every full-width character.
    """
    _Gaps(clusters, tracking, long).set(special)


class _Gaps:
    """Fills gap, stretch, shrink and breaks: the common case in bulk, then the neighbours of whatever is not Han."""

    def __init__(self, clusters: Clusters, tracking: float, long: set[int]) -> None:
        self.c = clusters
        self.tracking = tracking
        self.long = long

    def set(self, special: Iterable[int]) -> None:
        c = self.c
        count = len(c)
        c.gap.extend([self.tracking] * count)
        c.stretch.extend([HAN_STRETCH * c.em] * count)
        c.shrink.extend([0.0] * count)
        c.breaks.extend([FREE] * count)
        done = -1
        for k in special:
            if k - 1 > done:
                self._between(k - 1)
            if k + 1 < count:
                self._between(k)
                done = k

    def _between(self, k: int) -> None:
        c = self.c
        a, b = c.kinds[k], c.kinds[k + 1]
        if SPACE in (a, b):
            self._space(k, a, b)
            return
        if b in _STARTS_NO_LINE or a in _ENDS_NO_LINE:
            c.breaks[k] = NEVER
        if b == MARK:
            c.gap[k], c.stretch[k] = -c.trail[k], 0.0
        elif a == WORD and b == WORD:
            self._words(k)
        elif WORD in (a, b):
            self._word_edge(k, a, b)
        else:
            self._marks(k, a)

    def _space(self, k: int, a: int, b: int) -> None:
        c = self.c
        c.gap[k] = -c.width[k] if a == b else 0.0
        c.stretch[k] = _SPACE_STRETCH * c.em if a == SPACE else 0.0
        c.shrink[k] = _SPACE_SHRINK * c.em if a == SPACE else 0.0
        if b == SPACE:  # at a line end the mark before it is half an em all the same
            c.trail[k + 1] = c.trail[k] if a == SPACE else c.width[k + 1] + c.trail[k]
        # A blank after an opening mark or before a closing one joins them all the same.
        opener = a == SPACE and k > 0 and c.kinds[k - 1] in _ENDS_NO_LINE
        c.breaks[k] = FREE if a == SPACE and b != SPACE and b not in _STARTS_NO_LINE and not opener else NEVER

    def _words(self, k: int) -> None:
        c = self.c
        c.gap[k] = 0.0
        c.stretch[k] = 0.0
        c.breaks[k] = NEVER
        if k in self.long and k + 1 in self.long:
            c.stretch[k] = _LONG_STRETCH * c.em
            parted = c.texts[k] in _SEPARATORS and c.texts[k + 1].isalnum()
            c.breaks[k] = FREE if parted else FORCED if self._in_long_part(k) else TORN

    def _in_long_part(self, k: int) -> bool:
        before = self._part_length(range(k, k - _LONG_PART, -1))
        after = self._part_length(range(k + 1, k + 1 + _LONG_PART))
        return min(before, after) >= _PART_EDGE and before + after > _LONG_PART

    def _part_length(self, places: Iterable[int]) -> int:
        """How many letters and digits of a long word follow each other at `places`."""
        return sum(1 for _ in takewhile(lambda k: k in self.long and self.c.texts[k].isalnum(), places))

    def _word_edge(self, k: int, a: int, b: int) -> None:
        """Between a Latin word or number and something Chinese."""
        c = self.c
        c.gap[k] = 0.0
        if b == WORD and c.texts[k + 1][0] in _WORD_STARTS_NO_LINE and not _signed(c.texts[k + 1]):
            c.breaks[k] = NEVER
        if a == WORD and c.texts[k][-1] in _WORD_ENDS_NO_LINE:
            c.breaks[k] = NEVER
        edge = c.texts[k][-1] if a == WORD else c.texts[k + 1][0]
        if HAN in (a, b) and (edge.isalnum() or edge in "%‰℃°"):
            c.gap[k], c.stretch[k], c.shrink[k] = (
                amount * c.em for amount in (_HAN_LATIN, _HAN_LATIN_STRETCH, _HAN_LATIN_SHRINK)
            )
        elif HAN in (a, b):
            pass  # 中试+: a sign stands at the Han character as one of its kind
        elif c.texts[k] in _CONNECTORS and c.texts[k + 1][0].isdigit():
            c.breaks[k], c.stretch[k] = NEVER, 0.0
        elif c.trail[k]:
            c.shrink[k] = 0.5 * c.trail[k]
        elif c.lead[k + 1]:
            c.shrink[k] = 0.5 * c.lead[k + 1]
        else:
            c.stretch[k] = 0.0

    def _marks(self, k: int, a: int) -> None:
        """Two full-width neighbours: marks that meet give up one of their blanks, 2 em become 1.5 em."""
        c = self.c
        after, before = c.trail[k], c.lead[k + 1]
        if after and before:
            c.gap[k] -= min(after, before)
        elif after and c.trail[k + 1]:
            c.gap[k] -= after
        elif before and c.lead[k]:
            c.gap[k] -= before
        elif after:
            c.shrink[k] = (0.3 if a == STOP else 0.5 if a == PAUSE else 0.8) * after
        elif before:
            c.shrink[k] = 0.8 * before


def _signed(text: str) -> bool:
    return len(text) > 1 and text[1].isdigit()
