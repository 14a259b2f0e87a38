"""A numbered report as the texts a reader meets, one after the other, with what is known of the words in them.

A unit is what no number can reach across: a paragraph, a cell, a caption, a line of the 红头.  Units come in the order of the
PDF's structure tree, which is the document's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from hgz_report.document.blocks import (
    Block,
    Break,
    ChartBlock,
    Document,
    FactRef,
    Heading,
    Inlines,
    KeyFigure,
    KeyFigures,
    Leaf,
    ListBlock,
    NoteRef,
    PageBreak,
    Paragraph,
    Ref,
    Table,
    Text,
    Toc,
    inlines_of,
    leaves,
)
from hgz_report.document.leaf import note_refs
from hgz_report.document.letterhead import Imprint, Masthead
from hgz_report.document.passage import UNKNOWN, Passage, PassageKind
from hgz_report.origin import Origin, Wording
from hgz_report.problems import Problem, Problems, Where
from hgz_report.style import BULLET

_HEAD, _FOOT = Wording("masthead"), Wording("imprint")


def units_of(document: Document) -> Iterator[Passage]:
    """Every unit of a numbered report.  Raises Problems for text without origin."""
    for unit in _units_of(document):
        if found := next((one for one in unit.stretches if one.origin == UNKNOWN), None):
            raise Problems([_unknown(unit.text[found.start : found.end], unit.where)])
        yield unit


def _units_of(document: Document) -> Iterator[Passage]:
    yield from opening_passages(document)
    noted: set[str] = set()
    heading = ""
    for index, block in enumerate(document.blocks):
        units = [*block_passages(block), *(_note(document, note) for note in _new_notes(block, noted))]
        if isinstance(block, Heading):
            heading = units[0].text
        for unit in units:
            unit.heading, unit.block = heading, index
            yield unit
    yield from closing_passages(document)


def opening_passages(document: Document) -> Iterator[Passage]:
    """The passages of 红头 and title."""
    if document.masthead:
        yield from in_turn(_masthead(document.masthead))
    yield plain_unit("title", document.title)


def block_passages(block: Block) -> Iterator[Passage]:
    """The passages of a block."""
    return in_turn(_block(block))


def note_passages(document: Document) -> Iterator[Passage]:
    """The passages of the notes by their numbers."""
    return (_note(document, note) for note in document.notes)


def closing_passages(document: Document) -> Iterator[Passage]:
    """The passages of 版记."""
    if document.imprint:
        yield from in_turn(_imprint(document.imprint))


def in_turn(units: Iterable[Passage]) -> Iterator[Passage]:
    """Passages with the number of each among them as its part."""
    for part, unit in enumerate(units):
        unit.part = part
        yield unit


def _unknown(words: str, where: Where | None) -> Problem:
    return Problem(where, f"印出的“{words[:20]}”不知从哪里来", "这是程序的错：请把这份数据和模板交给维护程序的人")


def plain_unit(kind: PassageKind, text: str, origin: Origin | None = None) -> Passage:
    """A passage of one text."""
    unit = Passage(kind)
    unit.add(text, origin)
    return unit


def _unit(kind: PassageKind, where: Where | None, inlines: Inlines, label: str = "") -> Passage:
    unit = Passage(kind, where)
    if label:
        unit.add(label, Wording(kind), "label")
    for leaf in leaves(inlines):
        _add(unit, leaf)
    return unit


def _add(unit: Passage, leaf: Leaf) -> None:
    match leaf:
        case Text() | FactRef() | Ref():
            unit.add(leaf.text, leaf.origin)
        case NoteRef():
            unit.add(str(leaf.number), leaf.origin)
        case Break():
            unit.add("\n", Wording("blank"))
        case _:
            assert_never(leaf)


def _block(block: Block) -> Iterator[Passage]:
    match block:
        case Heading(annex=True):
            yield plain_unit("heading", block.label, Wording("heading"))
            yield _unit("heading", block.where, block.inlines)
        case Heading():
            yield _unit("heading", block.where, block.inlines, block.label)
        case Paragraph():
            yield _unit("text", block.where, block.inlines)
        case ListBlock():
            for item in block.items:
                yield _unit("text", item.where or block.where, item.inlines, item.label or BULLET)
        case Table():
            yield from _table(block)
        case KeyFigures():
            yield from (_tile(figure, block.where) for figure in block.figures)
        case ChartBlock():
            yield from _chart(block)
        case Toc():
            yield Passage("contents", source=block)
        case PageBreak():
            pass
        case _:
            assert_never(block)


def _tile(figure: KeyFigure, where: Where | None) -> Passage:
    unit = _unit("cell", where, figure.value)
    unit.part_from()
    unit.add(figure.name, kind="name")
    unit.part_from()
    unit.add(figure.note, kind="period")
    return unit


def _table(table: Table) -> Iterator[Passage]:
    caption = _unit("caption", table.where, table.caption, f"{table.label}\u3000")
    if table.unit:
        caption.part_from()
        caption.add("单位：", Wording("unit"), "unit")
        caption.add(table.unit, table.unit_origin, "unit")
    yield caption
    for place, column in enumerate(table.columns):
        unit = _unit("cell", table.where, column.head)
        unit.column = place
        yield unit
    for number, row in enumerate(table.rows):
        for place, cell in enumerate(row.cells):
            unit = _unit("cell", row.where or table.where, cell)
            unit.row, unit.column = number, place
            yield unit
    if table.source:
        yield _unit("text", table.where, table.source)


def _chart(block: ChartBlock) -> Iterator[Passage]:
    said = _unit("alt", block.where, block.said or (Text(block.alt, Wording("chart")),))
    said.source = block
    yield said
    yield Passage("chart", block.where, source=block)
    yield _unit("caption", block.where, block.caption, f"{block.label}\u3000")
    if block.source:
        yield _unit("text", block.where, block.source)


def _new_notes(block: Block, noted: set[str]) -> Iterator[str]:
    for inlines in inlines_of(block):
        for ref in note_refs(inlines):
            if ref.note not in noted:
                noted.add(ref.note)
                yield ref.note


def _note(document: Document, note: str) -> Passage:
    number = list(document.notes).index(note) + 1
    unit = _unit("note", None, document.notes[note], f"{number}\u3000")
    unit.part = number - 1
    return unit


def _masthead(masthead: Masthead) -> Iterator[Passage]:
    alone = () if masthead.beside else (masthead.issue,)
    for texts, end in ((masthead.grade, ""), ((masthead.series,), ""), (alone, masthead.signer)):
        unit = _side_by_side(texts)
        if end:
            unit.part_from()
            unit.add(end, _HEAD, "end")
        if unit.text:
            yield unit
    unit = _side_by_side(masthead.issued)
    unit.part_from()
    unit.add(masthead.date, _HEAD, "end")
    yield unit


def _side_by_side(texts: Iterable[str]) -> Passage:
    unit = Passage("masthead")
    for n, text in enumerate(texts):
        unit.add("\u3000" if n else "", Wording("blank"))
        unit.add(text, _HEAD)
    return unit


def _imprint(imprint: Imprint) -> Iterator[Passage]:
    for label, text in imprint.recipients:
        unit = plain_unit("imprint", label, _FOOT)
        unit.add("：", _FOOT)
        unit.add(text, _FOOT)
        yield unit
    unit = plain_unit("imprint", imprint.office, _FOOT)
    unit.part_from()
    unit.add(imprint.date, _FOOT, "end")
    unit.add("印发", _FOOT, "end")
    yield unit
    if imprint.copies:
        unit = Passage("imprint")
        unit.add(imprint.copies, _FOOT, "end")
        yield unit
