"""Writes a report as a Word file that Word itself could have written: styles, fields, footnotes, header rows."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.oxml.parser import parse_xml

from hgz_report.document.blocks import Document
from hgz_report.layout.laid_out import Layout
from hgz_report.writers.docx.blank import blank_document
from hgz_report.writers.docx.body import Blocks
from hgz_report.writers.docx.bookmarks import bookmarks_of
from hgz_report.writers.docx.inline_pictures import WordPicture
from hgz_report.writers.docx.notes import add_footnotes, note_numbers
from hgz_report.writers.docx.official import closing, opening
from hgz_report.writers.docx.oox import NAMESPACES
from hgz_report.writers.docx.package import package_bytes
from hgz_report.writers.docx.passage_marks import add_origins, anchors_of
from hgz_report.writers.docx.runs import Runs
from hgz_report.writers.written import Written

__all__ = ["write_docx"]


def write_docx(layout: Layout, faces: Mapping[str, str], charts: Mapping[str, WordPicture]) -> Written:
    """The report as a .docx; the same input gives the same bytes.

    From the layout come the page numbers of the contents and the widths of columns.  `faces`: role → face that Word is told to
    use; `charts`: label of a chart that Word has none for → its picture.  A missing role or chart is a KeyError: the
    caller's mistake.
    """
    document, style = layout.document, layout.style
    word = blank_document(style, faces, document.draft)
    bookmarks, numbers = bookmarks_of(document), note_numbers(document)
    anchors = anchors_of(layout, bookmarks)
    runs = Runs(word.part, bookmarks, anchors, numbers)
    blocks = Blocks(layout, word.part, runs, charts, faces)
    content = opening(layout, anchors) + blocks.write() + closing(document, style, anchors)
    _fill_body(word, content)
    add_footnotes(word, document, numbers, anchors)
    add_origins(word, layout, anchors)
    _describe(word, document)
    return Written(package_bytes(word), charts=blocks.letters)


def _fill_body(word: WordDocument, content: str) -> None:
    word.element.body[0:0] = list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>"))


def _describe(word: WordDocument, document: Document) -> None:
    properties = document.properties
    day = datetime.datetime.fromisoformat(properties.date)
    core = word.core_properties
    core.title, core.subject = document.title, properties.subject
    core.author = core.last_modified_by = properties.author
    core.keywords = "；".join(properties.keywords)
    core.language, core.revision = "zh-CN", 1
    core.created = core.modified = day
