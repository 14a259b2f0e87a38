"""Composed reports: what only shows once data and templates have met, told at the file and line it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hgz_report.checks.prose.pieces import HAS_HAN, MASK, Hit, Kind, Piece, ProseRule
from hgz_report.document.blocks import (
    Document,
    FactRef,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Ref,
    Strong,
    inlines_of,
    plain,
)
from hgz_report.problems import Where

_TITLE_LENGTH = 6
"""Shorter titles could be ordinary words."""
_CLUE = 8
"""Characters beside a hit that tell where it came from."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A text of a composed report.  `bound` has MASK where a number is printed: what is left was written by somebody."""

    kind: Kind
    text: str
    bound: str
    where: Where


def shown_texts(documents: Iterable[Document], titles: Iterable[str]) -> tuple[Shown, ...]:
    """Every different text of the reports, with other people's `titles` masked."""
    long = sorted({title for title in titles if len(title) >= _TITLE_LENGTH}, key=lambda title: (-len(title), title))
    quoted = re.compile("|".join(map(re.escape, long))) if long else None
    seen: dict[tuple[Kind, str], Shown] = {}
    for document in documents:
        for kind, inlines, where in _texts(document):
            bound, text = _masked(inlines, bound=True), _masked(inlines, bound=False)
            if where is None or not HAS_HAN.search(text) or (kind, text) in seen:
                continue
            shown = Shown(kind, text, bound, where)
            if quoted:
                shown = Shown(kind, quoted.sub(_hide, text), quoted.sub(_hide, bound), where)
            seen[kind, text] = shown
    return tuple(seen.values())


def _hide(found: re.Match[str]) -> str:
    return MASK * len(found.group())


def _texts(document: Document) -> Iterator[tuple[Kind, Inlines, Where | None]]:
    for block in document.blocks:
        kind: Kind = "rendered" if isinstance(block, Paragraph | ListBlock) else "cell"
        yield from ((kind, inlines, block.where) for inlines in inlines_of(block))


def _masked(inlines: Inlines, *, bound: bool) -> str:
    """The text with what others wrote masked: names of links and references, and where `bound` the numbers printed."""
    return "".join(_masked_inline(inline, bound=bound) for inline in inlines)


def _masked_inline(inline: Inline, *, bound: bool) -> str:
    match inline:
        case Strong(children):
            return _masked(children, bound=bound)
        case Ref() | Link():
            return MASK * len(plain((inline,)))
        case FactRef(text, _) if bound:
            return MASK * len(text)
        case _:
            return plain((inline,))


@dataclass(frozen=True, slots=True)
class Origin:
    """A file that may have printed something: its name, its pieces, its text."""

    file: str
    text: str
    pieces: tuple[Piece, ...]


class Origins:
    """Finds which file and place a composed text came from."""

    def __init__(self, origins: Iterable[Origin]) -> None:
        self._pieces = [(origin, piece) for origin in origins for piece in origin.pieces]
        self._texts = "\n".join(piece.text for _, piece in self._pieces)
        self._starts: list[int] = []
        at = 0
        for _, piece in self._pieces:
            self._starts.append(at)
            at += len(piece.text) + 1

    def judged(self, rule: ProseRule, shown: Shown, hit: Hit) -> bool:
        """True when the rule has already seen these very words, with what stands beside them, where they are written."""
        if "data" not in rule.kinds:
            return False
        words = shown.bound[max(hit.start - 1, 0) : hit.end + 1]
        return MASK not in words and any(self._of(at)[1].kind in rule.kinds for at in self._all(words))

    def place(self, shown: Shown, hit: Hit) -> tuple[Origin, int] | None:
        """The file and offset where the words of a hit are written, when that is certain."""
        for clue, anywhere in _clues(shown.bound, hit):
            found = self._all(clue)
            here = [at for at in found if self._of(at)[0].file == shown.where.file]
            one = here if len(here) == 1 else found if anywhere else []
            if len(one) == 1:
                origin, piece, position = self._of(one[0])
                return origin, piece.offset(position)
        return None

    def _of(self, at: int) -> tuple[Origin, Piece, int]:
        index = bisect_right(self._starts, at) - 1
        origin, piece = self._pieces[index]
        return origin, piece, at - self._starts[index]

    def _all(self, clue: str) -> list[int]:
        return [found.start() for found in re.finditer(re.escape(clue), self._texts)]


def _clues(bound: str, hit: Hit) -> Iterator[tuple[str, bool]]:
    """Written words to look for, and whether they may be anywhere: the hit itself, what stands around it, its longest
    stretches.  Where two texts meet, only the template that put them together is to blame: then what follows the hit.
    """
    inside = bound[hit.start : hit.end]
    around = bound[max(hit.start - _CLUE, 0) : hit.end + _CLUE]
    for clue in (inside, around):
        if len(clue) > 1 and MASK not in clue:
            yield clue, True
    stretches = sorted(re.split(f"{MASK}+", inside), key=len, reverse=True)
    yield from ((stretch, True) for stretch in stretches if len(stretch) >= _CLUE)
    after = bound[hit.end - 1 : hit.end + _CLUE]
    if len(after) > _CLUE // 2 and MASK not in after:
        yield after, False
