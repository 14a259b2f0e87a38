"""Stretches of a text, in order and without overlap, looked up by place: a text may have thousands, and as many questions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from math import inf
from operator import attrgetter
from typing import Protocol, TypeVar


class Stretched(Protocol):
    """Characters `start` to `end` of a text."""

    @property
    def start(self) -> int:
        """Its first character."""

    @property
    def end(self) -> int:
        """The character behind its last."""


S = TypeVar("S", bound=Stretched)
_START, _END = attrgetter("start"), attrgetter("end")


def sharing(stretches: Sequence[S], start: int, end: int) -> Sequence[S]:
    """Those that have a character of `start` to `end`."""
    first = bisect_right(stretches, start, key=_END)
    return stretches[first : bisect_left(stretches, end, lo=first, key=_START)]


def nearest(stretches: Sequence[S], start: int, end: int) -> Iterator[Sequence[S]]:
    """All of them by their distance from `start` to `end`: first those that share or touch it, then the next ones, by twos
    where one before is as near as one behind.
    """
    low = bisect_left(stretches, start, key=_END)
    high = bisect_right(stretches, end, lo=low, key=_START)
    if low < high:
        yield stretches[low:high]
    while low or high < len(stretches):
        before, behind = low, high
        distance = min(
            start - stretches[low - 1].end if low else inf,
            stretches[high].start - end if high < len(stretches) else inf,
        )
        while low and start - stretches[low - 1].end == distance:
            low -= 1
        while high < len(stretches) and stretches[high].start - end == distance:
            high += 1
        yield (*stretches[low:before], *stretches[behind:high])
