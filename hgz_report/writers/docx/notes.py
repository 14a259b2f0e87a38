"""Footnotes as Word's own, numbered by Word in the order they are first mentioned."""

from __future__ import annotations

from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml

from hgz_report.document.address import Address
from hgz_report.document.blocks import Document, Inlines, inlines_of, plain
from hgz_report.document.leaf import note_refs
from hgz_report.writers.docx.oox import NAMESPACES, loose, paragraph, run, special
from hgz_report.writers.docx.passage_marks import Anchors
from hgz_report.writers.docx.runs import Runs
from hgz_report.writers.docx.styles import FOOTNOTE, FOOTNOTE_MARK


def note_numbers(document: Document) -> dict[str, int]:
    """Key of a note → its number, as numbering filled it."""
    return {
        ref.note: ref.number for block in document.blocks for inlines in inlines_of(block) for ref in note_refs(inlines)
    }


def add_footnotes(word: WordDocument, document: Document, numbers: Mapping[str, int], anchors: Anchors) -> None:
    """Add the footnotes part (always: the settings name its separators)."""
    part = XmlPart(
        PackURI("/word/footnotes.xml"),
        CONTENT_TYPE.WML_FOOTNOTES,
        parse_xml(f"<w:footnotes {NAMESPACES}/>"),
        word.part.package,
    )
    word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    runs = Runs(part, anchors.bookmarks, anchors, {})
    notes = sorted((number, document.notes[key]) for key, number in numbers.items())
    xml = _SEPARATORS + "".join(_note(number, inlines, runs) for number, inlines in notes)
    part.element.extend(list(parse_xml(f"<w:footnotes {NAMESPACES}>{xml}</w:footnotes>")))


def _note(number: int, inlines: Inlines, runs: Runs) -> str:
    mark = special("<w:footnoteRef/>", f'<w:rStyle w:val="{FOOTNOTE_MARK}"/>')
    held = runs.anchors.hold(Address("note", number - 1), inlines, lambda: runs.write(inlines))
    content = paragraph(FOOTNOTE, mark + run(" ") + held, more=loose(plain(inlines)))
    return f'<w:footnote w:id="{number}">{content}</w:footnote>'


def _separator(identifier: int, kind: str) -> str:
    line = f'<w:p><w:pPr><w:pStyle w:val="{FOOTNOTE}"/></w:pPr><w:r><w:{kind}/></w:r></w:p>'
    return f'<w:footnote w:type="{kind}" w:id="{identifier}">{line}</w:footnote>'


_SEPARATORS = _separator(-1, "separator") + _separator(0, "continuationSeparator")
