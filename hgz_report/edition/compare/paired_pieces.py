"""Which pieces of two editions of a report belong together, in time that grows with their number and no faster.

First those of the same words, then those that were written in the same place, then, under one heading, those that are alike.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

from hgz_report.edition.compare.told_pieces import ToldPiece

PieceChange = Literal["changed", "added", "dropped", "moved"]
_ALIKE = 0.5
_MOST = 40
"""Pieces of a heading on either side among which likeness is looked for: each with each."""


class ChangedPiece(Struct, frozen=True):
    """`old` is None for what was added, `new` for what was dropped."""

    change: PieceChange
    old: ToldPiece | None
    new: ToldPiece | None


def changed_pieces(old: Sequence[ToldPiece], new: Sequence[ToldPiece]) -> list[ChangedPiece]:
    """What is different, in the order of the new report; what was dropped comes where it stood."""
    to_old = _paired(old, new)
    moved = _moved([(at, to_old[at]) for at in sorted(to_old) if old[to_old[at]].text == new[at].text])
    placed: list[tuple[float, ChangedPiece]] = []
    for at, piece in enumerate(new):
        was = old[to_old[at]] if at in to_old else None
        if was is None:
            placed.append((at, ChangedPiece("added", None, piece)))
        elif was.text != piece.text:
            placed.append((at, ChangedPiece("changed", was, piece)))
        elif at in moved:
            placed.append((at, ChangedPiece("moved", was, piece)))
    to_new = {was: at for at, was in to_old.items()}
    last = -0.5
    for at, piece in enumerate(old):
        if at in to_new:
            last = to_new[at] + 0.5
        else:
            placed.append((last, ChangedPiece("dropped", piece, None)))
    return [change for _, change in sorted(placed, key=lambda one: one[0])]


def _paired(old: Sequence[ToldPiece], new: Sequence[ToldPiece]) -> dict[int, int]:
    """Place among the new → place among the old."""
    found: dict[int, int] = {}
    taken: set[int] = set()
    ways: tuple[Callable[[ToldPiece], Hashable], ...] = (
        lambda one: (one.kind, one.heading, one.text),
        lambda one: (one.kind, one.text),
        lambda one: (one.kind, one.heading, one.key) if one.key else id(one),
        lambda one: (one.kind, one.key) if one.key else id(one),
    )
    for way in ways:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for at, piece in enumerate(old):
            if at not in taken:
                waiting[way(piece)].append(at)
        for at, piece in enumerate(new):
            if at not in found and (queue := waiting.get(way(piece))):
                found[at] = queue.popleft()
                taken.add(found[at])
    for at, was in _alike(old, new, found, taken):
        found[at] = was
    return found


def _alike(
    old: Sequence[ToldPiece], new: Sequence[ToldPiece], found: dict[int, int], taken: set[int]
) -> Iterator[tuple[int, int]]:
    """Of what is left under one heading the most alike, in order of likeness."""
    left: dict[tuple[str, str], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for at, piece in enumerate(old):
        if at not in taken:
            left[piece.kind, piece.heading][0].append(at)
    for at, piece in enumerate(new):
        if at not in found:
            left[piece.kind, piece.heading][1].append(at)
    for olds, news in left.values():
        scores = sorted(
            ((_ratio(old[was].text, new[at].text), at, was) for was in olds[:_MOST] for at in news[:_MOST]),
            key=lambda one: (-one[0], one[1], one[2]),
        )
        used_old, used_new = set[int](), set[int]()
        for score, at, was in scores:
            if score >= _ALIKE and at not in used_new and was not in used_old:
                used_new.add(at)
                used_old.add(was)
                yield at, was


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0


def _moved(pairs: Sequence[tuple[int, int]]) -> set[int]:
    """The new places of pieces that do not stand in the order of the others: all but a longest rising series."""
    tails: list[int] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for at, (_, was) in enumerate(pairs):
        place = bisect_left(tails, was)
        if place:
            before[at] = ends[place - 1]
        tails[place : place + 1] = [was]
        ends[place : place + 1] = [at]
    kept = set[int]()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = before.get(at, -1)
    return {new for at, (new, _) in enumerate(pairs) if at not in kept}
