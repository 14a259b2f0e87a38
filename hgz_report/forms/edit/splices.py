"""Pieces of a text put in place of others; line ends, byte order mark and all that is not touched stay as they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

_MARK = "\ufeff"


class Splice(NamedTuple):
    """`text` in place of the characters from `start` to `end`.  Of several at one place the lower `rank` comes first."""

    start: int
    end: int
    text: str
    rank: int = 0


def as_read(raw: str) -> str:
    """The text that offsets count in: without a byte order mark, every line end one character."""
    return raw.removeprefix(_MARK).replace("\r\n", "\n").replace("\r", "\n")


def spliced(raw: str, splices: Iterable[Splice]) -> str:
    """`raw` with the splices made.  Raises ValueError for two that overlap."""
    mark = _MARK if raw.startswith(_MARK) else ""
    body = raw.removeprefix(_MARK)
    pairs = [found.start() - number for number, found in enumerate(re.finditer("\r\n", body))]
    ends = "\r\n" if 2 * len(pairs) > body.count("\n") else "\n"
    parts: list[str] = []
    done = 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end, one.rank)):
        start, end = (offset + bisect_left(pairs, offset) for offset in splice[:2])
        if start < done:
            raise ValueError("two splices overlap")
        parts += (body[done:start], splice.text.replace("\n", ends))
        done = end
    return "".join((mark, *parts, body[done:]))


class Held(NamedTuple):
    """One thing among others in brackets: where it begins and where it ends."""

    start: int
    end: int


def taken_out(held: Sequence[Held], gone: Collection[int]) -> Iterator[Splice]:
    """Some of what stands between brackets with commas, taken away with the commas that no longer part anything."""
    position, count = 0, len(held)
    while position < count:
        if position not in gone:
            position += 1
            continue
        last = position
        while last + 1 in gone:
            last += 1
        if last + 1 < count:
            yield Splice(held[position].start, held[last + 1].start, "")
        else:
            start = held[position - 1].end if position else held[0].start
            yield Splice(start, held[last].end, "")
        position = last + 1


def put_in(held: Sequence[Held], at: int, words: str, empty: int, rank: int = 0) -> Splice:
    """`words` before what is `at` there (after the last, when that is past it); `empty`: where to write when nothing is there."""
    if not held:
        return Splice(empty, empty, words if not rank else f", {words}", rank)
    if at < len(held):
        return Splice(held[at].start, held[at].start, f"{words}, ", rank)
    return Splice(held[-1].end, held[-1].end, f", {words}", rank)


def line_start(text: str, offset: int) -> int:
    """Where the line of `offset` begins."""
    return text.rfind("\n", 0, offset) + 1


def line_end(text: str, offset: int) -> int:
    """Where the line of `offset` ends, its line end not included."""
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


def lines_out(text: str, start: int, end: int) -> Splice:
    """All the lines from that of `start` to that of `end` taken away, with the line end after them or, at the end, before."""
    first, last = line_start(text, start), line_end(text, end)
    if last < len(text):
        return Splice(first, last + 1, "")
    return Splice(max(first - 1, 0), last, "")


def place_of(key: str, there: Sequence[str], order: Sequence[str]) -> int:
    """Which place a new key takes among those that are there: after the last that precedes it in `order`."""
    if key not in order:
        return len(there)
    before = set(order[: order.index(key)])
    return max((position + 1 for position, name in enumerate(there) if name in before), default=0)


def alike(one: str, other: str) -> tuple[int, int]:
    """How many characters two texts have in common at their beginnings, and how many more at their ends."""
    most = min(len(one), len(other))
    first = next((at for at in range(most) if one[at] != other[at]), most)
    last = next((at for at in range(most - first) if one[-1 - at] != other[-1 - at]), most - first)
    return first, last
