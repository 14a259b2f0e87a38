"""The hidden bookmarks of a file: one on every passage and every bound number, and the part that says where each comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise, takewhile

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from msgspec import Struct, field

from hgz_report.document.address import Address, AddressKind
from hgz_report.document.anchors import (
    NAMESPACE,
    Anchor,
    AnchorTable,
    Extent,
    NumberAnchor,
    anchor_name,
    anchors_xml,
    number_name,
    text_digest,
)
from hgz_report.document.blocks import FactRef, Inlines, NoteRef, leaves
from hgz_report.document.passage import Passage
from hgz_report.document.passages import (
    block_passages,
    closing_passages,
    note_passages,
    opening_passages,
)
from hgz_report.layout.laid_out import Layout
from hgz_report.origin import Attributed, Piece, between
from hgz_report.writers.docx.bookmarks import Bookmarks
from hgz_report.writers.docx.oox import DECLARATION

_ITEM, _PROPERTIES = PackURI("/customXml/item1.xml"), PackURI("/customXml/itemProps1.xml")
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_IDENTITY = "{8B0D6F0E-5C1B-4E0B-9A57-1D2F7C3A9E64}"
"""Of the part, in every report the same; drawn once."""


class Anchors(Struct):
    """Makes the bookmarks of one report, and keeps what they stand on in the order they are made."""

    bookmarks: Bookmarks
    passages: Mapping[Address, Passage]
    made: list[Anchor] = field(default_factory=list)
    _waiting: list[int] = field(default_factory=list)
    """Lengths of the numbers of the passage in hand that are still to be written."""
    _numbers: list[NumberAnchor] = field(default_factory=list)
    _name: str = ""
    _open: int = 0
    """The bookmark of a number of which only the first part is written; `_rest` characters are still to come."""
    _rest: int = 0

    def hold(self, at: Address, inlines: Inlines, write: Callable[[], str]) -> str:
        """What `write` writes of the passage at an address, in its bookmark; numbers among its inlines get theirs."""
        self._name, self._numbers = anchor_name(at), []
        self._waiting = [len(leaf.text) for leaf in leaves(inlines) if isinstance(leaf, FactRef) and leaf.text]
        return self.plain(at, write())

    def plain(self, at: Address, content: str) -> str:
        """What is written of the passage at an address, in its bookmark."""
        start, end = self.around(at)
        return f"{start}{content}{end}"

    def around(self, at: Address, ends: Sequence[int] = ()) -> tuple[str, str]:
        """The start and the end of the bookmark of a passage; empty where it has no text.

        `ends`: places in the text behind which a line end is written.
        """
        passage = self.passages[at._replace(kind="text")]
        extents = _extents(passage, at.kind, ends)
        if not extents:
            return "", ""
        name, number = anchor_name(at), self.bookmarks.next_number()
        self.made.append(Anchor(name, passage.kind, extents, tuple(self._numbers), _digest(passage, at.kind)))
        self._numbers = []
        return _tags(name, number)

    def number(self, ref: FactRef, content: str, before: int, after: int) -> str:
        """The content control of a number, or of a part of one, in its bookmark, with so many characters beside it."""
        start = end = ""
        if not self._rest:
            self._rest = self._waiting.pop(0)
            self._open = self.bookmarks.next_number()
            start, _ = _tags(number_name(self._name, len(self._numbers)), self._open)
            self._numbers.append(NumberAnchor(ref.origin, before))
        self._rest -= len(ref.text)
        if not self._rest:
            self._numbers[-1] = self._numbers[-1]._replace(after=after)
            _, end = _tags("", self._open)
        return f"{start}{content}{end}"


def anchors_of(layout: Layout, bookmarks: Bookmarks) -> Anchors:
    """The passages of a laid-out report by where they stand in the document it was laid out from."""
    document = layout.document
    outside = (*opening_passages(document), *note_passages(document), *closing_passages(document))
    passages = {_address(one.kind, one.part): one for one in outside}
    for laid in layout.blocks:
        passages |= {Address(laid.place, one.part): one for one in block_passages(laid.block)}
    return Anchors(bookmarks, passages)


def add_origins(word: WordDocument, layout: Layout, anchors: Anchors) -> None:
    """Put the table of bookmarks and origins into the file."""
    document, package = layout.document, word.part.package
    table = AnchorTable(document.slug, document.properties.date, tuple(anchors.made))
    item = Part(_ITEM, "application/xml", anchors_xml(table), package)
    said = (
        f'{DECLARATION}<ds:datastoreItem ds:itemID="{_IDENTITY}" xmlns:ds="{_STORE}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    properties = Part(_PROPERTIES, _PROPERTIES_TYPE, said.encode(), package)
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    word.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _address(kind: str, part: int) -> Address:
    match kind:
        case "masthead" | "title" | "note" | "imprint":
            return Address(kind, part)
    raise ValueError(kind)


def _extents(passage: Passage, kind: AddressKind, ends: Sequence[int]) -> tuple[Extent, ...]:
    """The origins of what a bookmark holds of a passage."""
    if len(passage.stretches) == 1 and passage.kinds == [(0, "text")] and kind == "text" and not ends:  # most cells
        return (Extent(len(passage.text), passage.stretches[0].origin),)
    text = Attributed(Piece(passage.text[one.start : one.end], one.origin) for one in passage.stretches)
    start, end = _span(passage, kind)
    held = text if (start, end) == (0, len(text)) else text.cut(start, end)
    if ends:
        held = between((held.cut(*line) for line in pairwise((0, *ends, len(held)))), "\n", "blank")
    return tuple(Extent(len(words), origin) for words, origin in held.pieces)


def _digest(passage: Passage, kind: AddressKind) -> str:
    """Of what a bookmark holds of a passage, marks of notes, which Word counts, left out."""
    start, end = _span(passage, kind)
    marks = [one for one in passage.stretches if one.origin == NoteRef.origin] if passage.kind != "note" else []
    edges = [start, *(edge for one in marks for edge in (one.start, one.end)), end]
    return text_digest("".join(passage.text[a:b] for a, b in list(pairwise(edges))[::2]))


def _span(passage: Passage, kind: AddressKind) -> tuple[int, int]:
    """Where the text of a kind stands in a passage; with the text its label, which of a note Word prints by itself."""
    starts = [start for start, _ in passage.kinds]
    spans = [(one, *span) for (_, one), span in zip(passage.kinds, pairwise((*starts, len(passage.text))), strict=True)]
    if kind != "text":
        return next((start, end) for one, start, end in spans if one == kind)
    own = [
        span
        for span in takewhile(lambda span: span[0] != "blank", spans)
        if span[0] != "label" or passage.kind != "note"
    ]
    return (own[0][1], own[-1][2]) if own else (0, 0)


def _tags(name: str, number: int) -> tuple[str, str]:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>', f'<w:bookmarkEnd w:id="{number}"/>'
