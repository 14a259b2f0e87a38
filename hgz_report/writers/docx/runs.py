"""Inlines as runs, fields, links and note marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never
from urllib.parse import quote

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from msgspec import Struct, field

from hgz_report.document.blocks import (
    Break,
    FactRef,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Ref,
    Strong,
    Text,
)
from hgz_report.document.fact_tag import fact_tag
from hgz_report.document.leaf import seen
from hgz_report.writers.docx import oox
from hgz_report.writers.docx.bookmarks import Bookmarks
from hgz_report.writers.docx.passage_marks import Anchors
from hgz_report.writers.docx.styles import FOOTNOTE_MARK, LINK, STRONG

_URL_CHARACTERS = "%/:=&?~#+!$,;'@()*[]"


class Runs(Struct):
    """Writes the inlines of one part of the file (the body, or the footnotes): links belong to the part they stand in."""

    part: Part
    bookmarks: Bookmarks
    anchors: Anchors
    note_numbers: Mapping[str, int]
    _noted: set[str] = field(default_factory=set)

    def write(self, inlines: Inlines, properties: str = "") -> str:
        """The inlines as XML; `properties` are run properties they share."""
        return self.write_parts([(inlines, properties)])

    def write_parts(self, parts: Iterable[tuple[Inlines, str]]) -> str:
        """A paragraph's inlines in parts with run properties of their own."""
        placed = [(inline, properties) for inlines, properties in parts for inline in seen(inlines)]
        return "".join(
            self._inline(inline, properties, lead, trail) for lead, inline, properties, trail in _led(placed)
        )

    def _inline(self, inline: Inline, properties: str, lead: str, trail: str) -> str:
        match inline:
            case Text(text):
                return oox.run(text, properties)
            case Strong(children):
                return self.write(children, f'<w:rStyle w:val="{STRONG}"/>{properties}')
            case FactRef(text) as ref:
                if not text:
                    return ""
                # The quantity has a run of its own; what shares its content control stands beside it.
                control = oox.content_control(fact_tag(ref.fact), lead + oox.run(text, properties) + trail)
                return self.anchors.number(ref, control, int(bool(lead)), int(bool(trail)))
            case Ref():
                return self._reference(inline, properties)
            case NoteRef(note):
                return self._note(note)
            case Link(url, children):
                return self._link(url, self.write(children, _linked(properties)))
            case Break():
                return oox.special("<w:br/>", properties)
            case _:
                assert_never(inline)

    def _reference(self, ref: Ref, properties: str) -> str:
        name = self.bookmarks.names[ref.target]
        if ref.target in self.bookmarks.captions:
            return oox.field(f"REF {name} \\h", ref.text, properties)
        # A REF field would replace 第三部分 by the whole heading when Word updates it.
        return oox.anchor_link(name, oox.run(ref.text, properties))

    def _note(self, note: str) -> str:
        mark = f'<w:rStyle w:val="{FOOTNOTE_MARK}"/>'
        number = self.note_numbers[note]
        if note in self._noted:
            return oox.field(f"NOTEREF {self.bookmarks.note(number)} \\f \\h", str(number), mark)
        self._noted.add(note)
        reference = oox.special(f'<w:footnoteReference w:id="{number}"/>', mark)
        return oox.bookmark(self.bookmarks.note(number), self.bookmarks.next_number(), reference)

    def _link(self, url: str, content: str) -> str:
        target = quote(url, safe=_URL_CHARACTERS)
        relation = self.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'


def _linked(properties: str) -> str:
    return properties if "<w:rStyle" in properties else f'<w:rStyle w:val="{LINK}"/>{properties}'


def _led(placed: list[tuple[Inline, str]]) -> Iterator[tuple[str, Inline, str, str]]:
    """Every inline with its properties; a quantity with runs of the Han character before and after it, where it has digits there.

    LibreOffice forgets the space between Han and Latin characters where a content control begins or ends; within it, it does not.
    """
    for index, (inline, properties) in enumerate(placed):
        before = placed[index - 1] if index else (None, "")
        after = placed[index + 1] if index + 1 < len(placed) else (None, "")
        lead = trail = ""
        match inline, after[0]:
            case Text(text), FactRef(quantity, _) if _apart(text[-1:], quantity[:1]):
                inline = Text(text[:-1])
            case FactRef(quantity, _), Text(text) if _apart(text[:1], quantity[-1:]):
                trail = oox.run(text[0], after[1])
                placed[index + 1] = (Text(text[1:]), after[1])
        if isinstance(inline, FactRef) and isinstance(before[0], Text) and _apart(before[0].text[-1:], inline.text[:1]):
            lead = oox.run(before[0].text[-1], before[1])
        yield lead, inline, properties, trail


def _apart(han: str, latin: str) -> bool:
    """Whether a word processor sets a little space between the two."""
    return "一" <= han <= "鿿" and "!" <= latin <= "~"
