"""A report as the pieces that are compared: sentences of running text, headings, captions, rows of tables.

Each knows where it was written, and by what to find it again when its words have changed: the field of the data file, or the
line of the template with the facts in it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from msgspec import Struct

from hgz_report.document.blocks import Document
from hgz_report.document.passage import Passage, PassageKind
from hgz_report.document.passages import units_of
from hgz_report.origin import DataText, Derived, Fact, Origin, Recorded, Template, template_line

_SENTENCE = re.compile(r"[^。！？\n]*[。！？]+[”’）]*|[^。！？\n]+")
_TOLD: frozenset[PassageKind] = frozenset({"title", "heading", "text", "cell", "caption", "note"})
_BETWEEN = "｜"


class ToldPiece(Struct, frozen=True):
    """`key`: what it is about, the same in both editions where it was written in the same place; `where`: its line."""

    text: str
    kind: str
    heading: str
    key: tuple[str, ...]
    where: str


class PiecePart(NamedTuple):
    """Characters of a piece, from `at` on: so many (`length`) of a passage from `start` on."""

    at: int
    passage: Passage
    start: int
    length: int


class PlacedPiece(NamedTuple):
    """A piece and the passages that it was made of."""

    piece: ToldPiece
    parts: tuple[PiecePart, ...]


def told_pieces(document: Document) -> list[ToldPiece]:
    """The pieces of a numbered report in reading order."""
    return [one.piece for one in placed_pieces(units_of(document))]


def placed_pieces(passages: Iterable[Passage], kinds: Container[PassageKind] = _TOLD) -> Iterator[PlacedPiece]:
    """The pieces of some passages, those of these kinds, in their order."""
    units = (unit for unit in passages if unit.kind in kinds and unit.text)
    for _, same in groupby(units, key=_row):
        yield from _pieces(list(same))


def _row(unit: Passage) -> tuple[int, int, int]:
    """The same for the cells of a row and for nothing else."""
    return (unit.block, unit.row, -1) if unit.kind == "cell" and unit.column >= 0 else (unit.block, -2, id(unit))


def _pieces(units: list[Passage]) -> Iterator[PlacedPiece]:
    first = units[0]
    if len(units) > 1 or first.kind == "cell":
        text = _BETWEEN.join(unit.text.replace("\n", " ") for unit in units)
        head = [one.origin for one in units[0].stretches]
        where = _where([o.origin for u in units for o in u.stretches])
        yield PlacedPiece(ToldPiece(text, "row", first.heading, _key(head), where), tuple(_cells(units)))
        return
    start = first.label
    for found in _SENTENCE.finditer(first.text, start):
        text = found.group().strip()
        if text:
            origins = [one.origin for one in first.stretches if one.start < found.end() and found.start() < one.end]
            piece = ToldPiece(text, first.kind, first.heading, _key(origins), _where(origins))
            begin = found.start() + len(found.group()) - len(found.group().lstrip())
            yield PlacedPiece(piece, (PiecePart(0, first, begin, len(text)),))


def _cells(units: Sequence[Passage]) -> Iterator[PiecePart]:
    at = 0
    for unit in units:
        yield PiecePart(at, unit, 0, len(unit.text))
        at += len(unit.text) + len(_BETWEEN)


def _key(origins: list[Origin]) -> tuple[str, ...]:
    """Data files by their fields, which stay when lines move; templates by their words' place; facts by what they are of."""
    return tuple(dict.fromkeys(named for one in origins if (named := _named(one))))[:4]


def _named(origin: Origin) -> str:
    match origin:
        case DataText(file, _, _, field):
            return f"{file}#{field}"
        case Template(file, line, column):
            return f"{file}:{line}:{column}"
        case Fact(identifier) | Recorded(_, identifier):
            return identifier.partition("@")[0]
        case Derived(rule):
            return rule
    return ""


def _where(origins: list[Origin]) -> str:
    """The line of the data file, where a text of it is in the piece; else of the template."""
    lines = [(isinstance(one, DataText), where) for one in origins if (where := template_line(one))]
    typed = [where for data, where in lines if data] or [where for _, where in lines]
    return str(typed[0]) if typed else ""
