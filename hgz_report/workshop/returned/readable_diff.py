"""Two versions of a text held against each other word by word: no change begins or ends inside a number or a word.

Chinese writes no blanks between words.  Two characters that mostly stand beside each other in the edition's own papers are
taken for parts of one word (`Glue`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from hgz_report.language.numbers import find

_WORD = re.compile(r"[A-Za-z0-9]+(?:[.'’-][A-Za-z0-9]+)*")
_HAN = re.compile(r"[一-鿿]")
_STOPS = frozenset("，。；：！？、（）《》“”‘’()[]")
_MOST = 6000
"""Tokens of a text; of a longer one only where it begins and ends to differ is said."""
_OFTEN, _MOSTLY = 3, 0.2
"""How often two characters stand side by side at least, and in which part of the places of the rarer one."""
_AT_MOST = 4
"""Characters by which a change is widened at either end to hold whole words; what is longer is no word of everyday."""


class WordToken(NamedTuple):
    """A word, a number, a sign: its place in the text, and what is compared of it."""

    start: int
    end: int
    key: str
    number: bool = False


class TextEdit(NamedTuple):
    """Characters `start` to `end` of the old text became those from `new_start` to `new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


class Glue(Struct, frozen=True):
    """Pairs of characters that belong to one word."""

    pairs: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str]) -> Glue:
        """From texts that are alike in their words."""
        single: Counter[str] = Counter()
        double: Counter[str] = Counter()
        for text in texts:
            single.update(text)
            double.update(text[at : at + 2] for at in range(len(text) - 1))
        return cls(
            frozenset(
                pair
                for pair, seen in double.items()
                if seen >= _OFTEN
                and _HAN.match(pair[0])
                and _HAN.match(pair[1])
                and seen >= _MOSTLY * min(single[pair[0]], single[pair[1]])
            )
        )

    def holds(self, one: WordToken, two: WordToken) -> bool:
        """Whether there is no end of a word between two tokens that stand side by side."""
        return one.end == two.start and not one.number and not two.number and one.key[-1] + two.key[0] in self.pairs


def tokens(text: str) -> list[WordToken]:
    """The tokens of a text; blanks are none."""
    out: list[WordToken] = []
    at = 0
    for number in find(text):
        out += _words(text, at, number.start)
        out.append(WordToken(number.start, number.end, "".join(number.text.split()), number=True))
        at = number.end
    out += _words(text, at, len(text))
    return out


def _words(text: str, at: int, end: int) -> Iterator[WordToken]:
    while at < end:
        found = _WORD.match(text, at, end)
        length = len(found[0]) if found else 1
        if not text[at].isspace():
            yield WordToken(at, at + length, text[at : at + length])
        at += length


class Compared(Struct, frozen=True):
    """`edits`: what became of a text, in order; `same`: the tokens that stayed, each with its place before and after."""

    edits: tuple[TextEdit, ...]
    same: tuple[TextEdit, ...]
    bare: tuple[TextEdit, ...] = ()
    """The edits before they were widened to hold whole words."""

    def first(self, at: int) -> int:
        """Where in the new text what stood from a place on begins."""
        ahead = [one.new_start for one in (*self.same, *self.edits) if one.start >= at]
        return min(ahead, default=max((one.new_end for one in (*self.same, *self.edits)), default=0))

    def last(self, at: int) -> int:
        """Where in the new text what stood before a place ends."""
        return max((one.new_end for one in (*self.same, *self.edits) if one.end <= at), default=0)


def compared(old: str, new: str, glue: Glue) -> Compared:
    """Hold two texts against each other."""
    before, after = tokens(old), tokens(new)
    if max(len(before), len(after)) > _MOST:
        changed = _from_end_to_end(before, after)
        bare = changed
    else:
        codes = _matcher(before, after).get_opcodes()
        changed = [[i, j, k, end] for tag, i, j, k, end in codes if tag != "equal"]
        bare = [[*one] for one in changed]
        _widen(changed, before, after, glue)
        changed = _joined(changed)
    edits, bare_edits = (
        tuple(TextEdit(*_span(before, i, j, len(old)), *_span(after, k, end, len(new))) for i, j, k, end in spans)
        for spans in (changed, bare)
    )
    same: list[TextEdit] = []
    at = there = 0
    for i, j, k, end in (*changed, (len(before), len(before), len(after), len(after))):
        same += (TextEdit(a.start, a.end, b.start, b.end) for a, b in zip(before[at:i], after[there:k], strict=True))
        at, there = j, end
    return Compared(edits, tuple(same), bare_edits)


def _matcher(before: Sequence[WordToken], after: Sequence[WordToken]) -> SequenceMatcher[str]:
    return SequenceMatcher(None, [one.key for one in before], [one.key for one in after], autojunk=False)


def _widen(changed: list[list[int]], before: Sequence[WordToken], after: Sequence[WordToken], glue: Glue) -> None:
    """Let changes begin and end where words do, and take in a single character that was left between two of them."""
    for number, change in enumerate(changed):
        back = change[0] - (changed[number - 1][1] if number else 0)
        inside = [
            _inside(before, change[0] - n, glue) or _inside(after, change[2] - n, glue)
            for n in range(min(back, _AT_MOST) + 1)
        ]
        steps = _steps(inside)
        change[0], change[2] = change[0] - steps, change[2] - steps
        ahead = (changed[number + 1][0] if number + 1 < len(changed) else len(before)) - change[1]
        inside = [
            _inside(before, change[1] + n, glue) or _inside(after, change[3] + n, glue)
            for n in range(min(ahead, _AT_MOST) + 1)
        ]
        steps = _steps(inside)
        change[1], change[3] = change[1] + steps, change[3] + steps
    for one, two in pairwise(changed):
        left = before[one[1] : two[0]]
        if len(left) == 1 and not left[0].number and left[0].key not in _STOPS:
            one[1], one[3] = two[0], two[2]


def _steps(inside: Sequence[bool]) -> int:
    """How many tokens further a word ends; 0 where none does near by."""
    return next((n for n, one in enumerate(inside) if not one), 0)


def _inside(row: Sequence[WordToken], at: int, glue: Glue) -> bool:
    """Whether a word goes on over the place before a token."""
    return 0 < at < len(row) and glue.holds(row[at - 1], row[at])


def _joined(changed: Sequence[Sequence[int]]) -> list[list[int]]:
    """Changes that touch, as one."""
    out: list[list[int]] = []
    for change in changed:
        if out and change[0] <= out[-1][1] and change[2] <= out[-1][3]:
            out[-1][1], out[-1][3] = max(out[-1][1], change[1]), max(out[-1][3], change[3])
        else:
            out.append([*change])
    return out


def _span(row: Sequence[WordToken], start: int, end: int, length: int) -> tuple[int, int]:
    """The characters of some tokens; of none the place between two."""
    if start < end:
        return row[start].start, row[end - 1].end
    at = row[start - 1].end if start else (row[0].start if row else length)
    return at, at


def _from_end_to_end(before: Sequence[WordToken], after: Sequence[WordToken]) -> list[list[int]]:
    """One change from the first token that differs to the last."""
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n].key != after[n].key), most)
    tail = next((n for n in range(most - start) if before[-1 - n].key != after[-1 - n].key), most - start)
    change = [start, len(before) - tail, start, len(after) - tail]
    return [change] if change[0] < change[1] or change[2] < change[3] else []


def alike(one: str, two: str) -> float:
    """How much of two texts is the same, from 0 to 1, blanks aside."""
    old, new = "".join(one.split()), "".join(two.split())
    if old == new:
        return 1.0
    hardly = _HARDLY * (len(old) + len(new))
    if 2 * min(len(old), len(new)) <= hardly:  # said before a long text is gone through letter by letter
        return 0.0
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return min(matcher.quick_ratio(), matcher.ratio())


_HARDLY = 0.3


def held_in(part: str, whole: str) -> float:
    """How many of the characters of a text are in another, whatever their order, from 0 to 1."""
    mine, theirs = Counter("".join(part.split())), Counter(whole)
    return (mine & theirs).total() / max(mine.total(), 1)
