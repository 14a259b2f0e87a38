"""A laid-out report as the texts a reader meets, one after the other, with what is known of the numbers in them.

A unit is what no number can reach across: a paragraph, a cell, a caption, a line of the 红头.  Units come in the order of the
PDF's structure tree, which is the document's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

from hgz_report.document.address import Address, AddressKind
from hgz_report.document.blocks import (
    Block,
    Break,
    ChartBlock,
    Document,
    FactRef,
    Heading,
    Imprint,
    Inlines,
    KeyFigure,
    KeyFigures,
    Leaf,
    ListBlock,
    Masthead,
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
from hgz_report.document.chart import chart_texts
from hgz_report.document.leaf import note_refs
from hgz_report.origin import Attributed, Origin, Wording
from hgz_report.problems import Problem, Problems, Where
from hgz_report.style import BULLET, CONTENTS

if TYPE_CHECKING:
    from hgz_report.layout.laid_out import Layout

PassageKind = Literal[
    "masthead",
    "title",
    "heading",
    "text",
    "cell",
    "caption",
    "chart",
    "alt",
    "contents",
    "note",
    "imprint",
    "furniture",
]
PAGE, CATEGORY = Wording("page"), Wording("category")
_HEAD, _FOOT = Wording("masthead"), Wording("imprint")


class Stretch(NamedTuple):
    """Characters `start` to `end` of a passage's text, and where they come from."""

    start: int
    end: int
    origin: Origin


@dataclass(slots=True)
class Passage:
    """One text.  `heading`: the heading it stands under, as printed.  `block`: its place among the document's blocks, -1 outside.

    A chart and a contents list have an empty unit where the letters of the picture and the entries come.
    """

    kind: PassageKind
    where: Where | None = None
    heading: str = ""
    block: int = -1
    row: int = -1
    """Of a cell its row among the body rows of its table; -1 for heads and everything else."""
    part: int = 0
    text: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    kinds: list[tuple[int, AddressKind]] = field(default_factory=list)
    """Where in the text each kind of address begins."""
    source: ChartBlock | Toc | None = None

    def add(self, text: str, origin: Origin | None = None, kind: AddressKind = "text") -> None:
        """Append text of one origin, or text that knows its own.  Raises Problems for text without origin."""
        if text and (not self.kinds or self.kinds[-1][1] != kind):
            self.kinds.append((len(self.text), kind))
        pieces = text.pieces if isinstance(text, Attributed) else ((text, origin),) if text else ()
        for words, where_from in pieces:
            if where_from is None:
                raise Problems([_unknown(words, self.where)])
            self.stretches.append(Stretch(len(self.text), len(self.text) + len(words), where_from))
            self.text += words

    def part_from(self, blank: str = "\n") -> None:
        """Append the blank that parts two texts."""
        self.add(blank, Wording("blank"), "blank")

    def places(self, start: int, end: int) -> Iterator[tuple[Address, int, int]]:
        """The addresses of the characters from `start` to `end`, each with the characters there, exclusive."""
        block = self.kind if self.kind in ("masthead", "title", "note", "imprint") else self.block
        ends = [*(begin for begin, _ in self.kinds[1:]), len(self.text)]
        for (begin, kind), after in zip(self.kinds, ends, strict=True):
            if kind != "blank" and begin < end and start < after:
                yield Address(block, self.part, kind), max(start, begin) - begin, min(end, after) - begin


def units_of(document: Document) -> Iterator[Passage]:
    """Every unit of a numbered report."""
    if document.masthead:
        yield from _in_turn(_masthead(document.masthead))
    yield _plain_unit("title", document.title)
    noted: set[str] = set()
    heading = ""
    for index, block in enumerate(document.blocks):
        units = [*_in_turn(_block(block)), *(_note(document, note) for note in _new_notes(block, noted))]
        if isinstance(block, Heading):
            heading = units[0].text
        for unit in units:
            unit.heading, unit.block = heading, index
            yield unit
    if document.imprint:
        yield from _in_turn(_imprint(document.imprint))


def _in_turn(units: Iterable[Passage]) -> Iterator[Passage]:
    for part, unit in enumerate(units):
        unit.part = part
        yield unit


def _unknown(words: str, where: Where | None) -> Problem:
    return Problem(where, f"印出的“{words[:20]}”不知从哪里来", "这是程序的错：请把这份数据和模板交给维护程序的人")


def _plain_unit(kind: PassageKind, text: str, origin: Origin | None = None) -> Passage:
    unit = Passage(kind)
    unit.add(text, origin)
    return unit


def _unit(kind: PassageKind, where: Where | None, inlines: Inlines, label: str = "") -> Passage:
    unit = Passage(kind, where)
    unit.add(label, Wording(kind), "label")
    for leaf in leaves(inlines):
        _add(unit, leaf)
    return unit


def _add(unit: Passage, leaf: Leaf) -> None:
    match leaf:
        case Text(text, origin) | FactRef(text, origin):
            unit.add(text, origin)
        case Ref(_, text):
            unit.add(text, leaf.origin)
        case NoteRef(_, number):
            unit.add(str(number), leaf.origin)
        case Break():
            unit.add("\n", Wording("blank"))
        case _:
            assert_never(leaf)


def _block(block: Block) -> Iterator[Passage]:
    match block:
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
    for column in table.columns:
        yield _unit("cell", table.where, column.head)
    for number, row in enumerate(table.rows):
        for cell in row.cells:
            unit = _unit("cell", row.where or table.where, cell)
            unit.row = number
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


def _lettered(where: Where | None, text: str, texts: Sequence[str]) -> Passage:
    """A string of a chart's picture: what the chart prints there knows its origin, the rest is the axis's own."""
    unit = Passage("chart", where)
    at = 0
    for printed in texts:
        if printed and (found := text.find(printed, at)) >= 0:
            unit.add(text[at:found], CATEGORY)
            unit.add(printed, CATEGORY)
            at = found + len(printed)
    unit.add(text[at:], CATEGORY)
    return unit


def contents(toc: Toc, layout: Layout) -> Iterator[Passage]:
    """The contents list of a laid-out report: its title, then each heading with its page."""
    yield from _in_turn(_contents(toc, layout))


def _contents(toc: Toc, layout: Layout) -> Iterator[Passage]:
    yield _plain_unit("contents", CONTENTS, Wording("contents"))
    for mark in layout.marks:
        if 1 < mark.level <= toc.depth + 1:
            unit = _plain_unit("contents", mark.text, Wording("contents"))
            unit.part_from()
            unit.add(str(mark.page), PAGE, "page")
            yield unit


def lettering(block: ChartBlock, strings: Iterable[str]) -> Iterator[Passage]:
    """What a chart's picture is lettered with, string by string."""
    texts = [text for text, _ in chart_texts(block.chart)]
    for string in strings:
        unit = _lettered(block.where, string, texts)
        unit.source = block
        yield unit


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
    marks = [text for text in (masthead.classification, masthead.urgency) if text]
    for texts in (marks, [masthead.series], [masthead.issue]):
        unit = Passage("masthead")
        for n, text in enumerate(texts):
            unit.add("\u3000" if n else "", Wording("blank"))
            unit.add(text, _HEAD)
        if unit.text:
            yield unit
    unit = _plain_unit("masthead", masthead.issuer, _HEAD)
    unit.part_from()
    unit.add(masthead.date, _HEAD, "end")
    yield unit


def _imprint(imprint: Imprint) -> Iterator[Passage]:
    for label, text in imprint.recipients:
        unit = _plain_unit("imprint", label, _FOOT)
        unit.add("：", _FOOT)
        unit.add(text, _FOOT)
        yield unit
    unit = _plain_unit("imprint", imprint.office, _FOOT)
    unit.part_from()
    unit.add(imprint.date, _FOOT, "end")
    unit.add("印发", _FOOT, "end")
    yield unit
    if imprint.copies:
        unit = Passage("imprint")
        unit.add(imprint.copies, _FOOT, "end")
        yield unit
