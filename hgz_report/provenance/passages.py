"""A laid-out report as the texts a reader meets, one after the other, with what is known of the numbers in them.

A unit is what no number can reach across: a paragraph, a cell, a caption, a line of the 红头.  Units come in the order of the
PDF's structure tree, which is the document's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, assert_never

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
    note_refs,
)
from hgz_report.document.chart import chart_texts
from hgz_report.problems import Where
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
LABEL = "label:"
"""Prefix of what numbering wrote: 一、, 表1, a page."""
PAGE, CATEGORY = f"{LABEL}page", f"{LABEL}category"


@dataclass(frozen=True, slots=True)
class BoundText:
    """A stretch of a unit's text and what stands behind it: a fact, a derived value, `source:…`, `label:…`."""

    start: int
    end: int
    binding: str


@dataclass(slots=True)
class Passage:
    """One text.  `heading`: the heading it stands under, as printed.  `block`: its place among the document's blocks, -1 outside.

    A chart and a contents list have an empty unit where the letters of the picture and the entries come.
    """

    kind: PassageKind
    where: Where | None = None
    heading: str = ""
    block: int = -1
    part: int = 0
    text: str = ""
    kinds: list[tuple[int, AddressKind]] = field(default_factory=list)
    """Where in the text each kind of address begins."""
    bound: list[BoundText] = field(default_factory=list)
    source: ChartBlock | Toc | None = None

    def add(self, text: str, binding: str = "", kind: AddressKind = "text") -> None:
        """Append text, bound or not."""
        if text and (not self.kinds or self.kinds[-1][1] != kind):
            self.kinds.append((len(self.text), kind))
        if binding and text:
            self.bound.append(BoundText(len(self.text), len(self.text) + len(text), binding))
        self.text += text

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
    yield _plain_unit("title", document.title, f"{LABEL}title")
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


def _plain_unit(kind: PassageKind, text: str, binding: str = "") -> Passage:
    unit = Passage(kind)
    unit.add(text, binding)
    return unit


def _unit(kind: PassageKind, where: Where | None, inlines: Inlines, label: str = "") -> Passage:
    unit = Passage(kind, where)
    unit.add(label, f"{LABEL}{kind}", "label")
    for leaf in leaves(inlines):
        _add(unit, leaf)
    return unit


def _add(unit: Passage, leaf: Leaf) -> None:
    match leaf:
        case Text(text):
            unit.add(text)
        case FactRef(text, fact):
            unit.add(text, fact)
        case Ref(target, text):
            unit.add(text, f"{LABEL}{target}")
        case NoteRef(_, number):
            unit.add(str(number), f"{LABEL}note")
        case Break():
            unit.add("\n")
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
    unit.add(figure.name, kind="name")
    unit.add(figure.note, kind="period")
    return unit


def _table(table: Table) -> Iterator[Passage]:
    caption = _unit("caption", table.where, table.caption, f"{table.label}\u3000")
    if table.unit:
        caption.add("\n", kind="blank")
        caption.add(f"单位：{table.unit}", kind="unit")
    yield caption
    for column in table.columns:
        yield _unit("cell", table.where, column.head)
    for row in table.rows:
        for cell in row.cells:
            yield _unit("cell", row.where or table.where, cell)
    if table.source:
        yield _unit("text", table.where, table.source)


def _chart(block: ChartBlock) -> Iterator[Passage]:
    said = _unit("alt", block.where, block.said or (Text(block.alt),))
    said.source = block
    yield said
    yield Passage("chart", block.where, source=block)
    yield _unit("caption", block.where, block.caption, f"{block.label}\u3000")
    if block.source:
        yield _unit("text", block.where, block.source)


def _bound_by(kind: PassageKind, where: Where | None, text: str, texts: list[tuple[str, str]]) -> Passage:
    """A text about a chart's figures, bound where it says what the chart prints."""
    unit = Passage(kind, where, text=text)
    at = 0
    for printed, binding in texts:
        if printed and (found := text.find(printed, at)) >= 0:
            at = found + len(printed)
            unit.bound.append(BoundText(found, at, binding))
    return unit


def contents(toc: Toc, layout: Layout) -> Iterator[Passage]:
    """The contents list of a laid-out report: its title, then each heading with its page."""
    yield from _in_turn(_contents(toc, layout))


def _contents(toc: Toc, layout: Layout) -> Iterator[Passage]:
    yield _plain_unit("contents", CONTENTS)
    for mark in layout.marks:
        if 1 < mark.level <= toc.depth + 1:
            unit = _plain_unit("contents", mark.text)
            unit.add("\n", kind="blank")
            unit.add(str(mark.page), PAGE, "page")
            yield unit


def lettering(block: ChartBlock, strings: Iterable[str]) -> Iterator[Passage]:
    """What a chart's picture is lettered with, string by string."""
    texts = [(text, fact or CATEGORY) for text, fact in chart_texts(block.chart)]
    for string in strings:
        unit = _bound_by("chart", block.where, string, texts)
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
    for text in (
        "\u3000".join(text for text in (masthead.classification, masthead.urgency) if text),
        masthead.series,
        masthead.issue,
    ):
        if text:
            yield _plain_unit("masthead", text, f"{LABEL}masthead")
    unit = _plain_unit("masthead", masthead.issuer, f"{LABEL}masthead")
    unit.add("\n", kind="blank")
    unit.add(masthead.date, f"{LABEL}date", "end")
    yield unit


def _imprint(imprint: Imprint) -> Iterator[Passage]:
    for label, text in imprint.recipients:
        yield _plain_unit("imprint", f"{label}：{text}", f"{LABEL}imprint")
    unit = _plain_unit("imprint", imprint.office, f"{LABEL}imprint")
    unit.add("\n", kind="blank")
    unit.add(f"{imprint.date}印发", f"{LABEL}date", "end")
    yield unit
    if imprint.copies:
        unit = Passage("imprint")
        unit.add(imprint.copies, f"{LABEL}copies", "end")
        yield unit
