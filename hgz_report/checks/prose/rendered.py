"""Composed reports: what only shows once data and templates have met, told at the file and line it came from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from hgz_report.checks.prose.files import ProseFile
from hgz_report.checks.prose.pieces import HAS_HAN, MASK, Hit, PieceKind, ProsePiece, ProseRule
from hgz_report.data.allow_list import joined_patterns
from hgz_report.document.blocks import (
    Block,
    Document,
    FactRef,
    Inline,
    Inlines,
    Link,
    ListBlock,
    Paragraph,
    Ref,
    Strong,
    Text,
    inlines_of,
    leaves,
    plain,
)
from hgz_report.document.stretch_search import nearest, sharing
from hgz_report.origin import DataText, Origin, Template
from hgz_report.problems import Where

_TITLE_LENGTH = 6
"""Shorter titles could be ordinary words."""
_TYPED: frozenset[PieceKind] = frozenset({"template", "label"})


class OriginSpan(NamedTuple):
    """Characters `start` to `end` of a text, and where they come from."""

    start: int
    end: int
    origin: Origin | None


@dataclass(frozen=True)
class Shown:
    """A text of a composed report, and what it is made of."""

    kind: PieceKind
    text: str
    inlines: Inlines
    where: Where

    @cached_property
    def stretches(self) -> tuple[OriginSpan, ...]:
        """Where each stretch of it comes from."""
        return tuple(_stretches(self.inlines))


def titles_pattern(titles: Iterable[str]) -> re.Pattern[str]:
    """What finds other people's `titles` in a text, the longest first."""
    long = sorted({title for title in titles if len(title) >= _TITLE_LENGTH}, key=lambda title: (-len(title), title))
    return joined_patterns(map(re.escape, long))


def shown_texts(document: Document, titles: re.Pattern[str]) -> tuple[Shown, ...]:
    """Every different text of a report, with other people's `titles` masked."""
    seen: dict[tuple[PieceKind, str], Shown] = {}
    for kind, inlines, where in _texts(document):
        text = _masked(inlines)
        if where is not None and (kind, text) not in seen and HAS_HAN.search(text):
            seen[kind, text] = Shown(kind, titles.sub(_hide, text), inlines, where)
    return tuple(seen.values())


def shown_of(block: Block, texts: Iterable[Inlines] | None = None) -> Iterator[Shown]:
    """Texts of a block, all or some, as they are printed."""
    for inlines in inlines_of(block) if texts is None else texts:
        if block.where is not None and inlines:
            yield Shown("cell", plain(inlines), inlines, block.where)


def _hide(found: re.Match[str]) -> str:
    return MASK * len(found.group())


def _texts(document: Document) -> Iterator[tuple[PieceKind, Inlines, Where | None]]:
    for block in document.blocks:
        kind: PieceKind = "rendered" if isinstance(block, Paragraph | ListBlock) else "cell"
        yield from ((kind, inlines, block.where) for inlines in inlines_of(block))


def _masked(inlines: Inlines) -> str:
    """The text with what others wrote masked: names of links and references."""
    return "".join(map(_masked_inline, inlines))


def _masked_inline(inline: Inline) -> str:
    match inline:
        case Strong(children):
            return _masked(children)
        case Ref() | Link():
            return MASK * len(plain((inline,)))
        case _:
            return plain((inline,))


def _stretches(inlines: Inlines) -> Iterator[OriginSpan]:
    at = 0
    for leaf in leaves(inlines):
        length = len(plain((leaf,)))
        if length:
            yield OriginSpan(at, at + length, leaf.origin if isinstance(leaf, Text | FactRef) else None)
        at += length


def _by_distance(shown: Shown, hit: Hit) -> Iterator[OriginSpan]:
    """Where two texts meet, only the template that put them together is to blame: those that share letters with the hit first."""

    def order(one: OriginSpan) -> tuple[bool, bool]:
        shares = one.start < hit.end and hit.start < one.end
        return not shares, shares and isinstance(one.origin, DataText)

    for near in nearest(shown.stretches, hit.start, hit.end):
        yield from sorted(near, key=order)


class SourceTexts(Struct, frozen=True):
    """Where what reports print was written: files by name, and pieces of data files by file and field."""

    files: Mapping[str, ProseFile]
    fields: Mapping[tuple[str, str], ProsePiece]

    @classmethod
    def of(cls, files: Iterable[ProseFile]) -> SourceTexts:
        """The pieces of all files, found by what an origin says."""
        listed = {file.file: file for file in files}
        pieces = ((name, piece) for name, file in listed.items() for piece in file.content.pieces if piece.field)
        return cls(listed, {(name, piece.field): piece for name, piece in pieces})

    def judged(self, rule: ProseRule, shown: Shown, hit: Hit) -> bool:
        """True when the rule has read these very words, with what stands beside them, where they are written."""
        if "data" not in rule.kinds:
            return False
        start, end = max(hit.start - 1, 0), min(hit.end + 1, len(shown.text))
        around = sharing(shown.stretches, start, end)
        holder = next((s for s in around if s.start <= start and end <= s.end), None)
        match holder and holder.origin:
            case DataText() as data:
                piece = self.fields.get((data.file, data.field))
                return piece is not None and piece.kind in rule.kinds
            case Template():
                return rule.kinds >= _TYPED
        return False

    def place(self, shown: Shown, hit: Hit) -> Where:
        """The line and column where the words of a hit are typed, or the typed words next to them."""
        for stretch in _by_distance(shown, hit):
            at = min(max(hit.start, stretch.start), stretch.end - 1) - stretch.start
            match stretch.origin:
                case Template(file, line, column):
                    return Where(file, line, column + at if column else 0)
                case DataText() as data if piece := self.fields.get((data.file, data.field)):
                    return Where(data.file, *self.files[data.file].place(piece.offset(data.at + at)))
        return shown.where
