"""What can be checked in a .docx without Word: validity, accessibility, and the text a reader sees."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx_integrity import check
from lxml import etree
from openxml_audit import OpenXmlValidator

from hgz_report.readers.word_text import WordFile, paragraph_text, paragraphs
from tests.tools.word_promises import broken_promises

_Element = etree._Element


def audit(path: Path) -> list[str]:
    """What openxml-audit, which knows Word's own quirks, finds."""
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def integrity(path: Path) -> list[str]:
    """What docx-integrity finds: broken relations, missing parts, clashing ids."""
    return [str(finding) for finding in check(str(path))]


def accessibility(data: bytes) -> list[str]:
    """What a screen reader would stumble over: title, language, alt text, header rows, skipped heading levels; and whatever else
    a file promises its reader and does not keep (`word_promises`).
    """
    word = docx.Document(io.BytesIO(data))
    found = [] if word.core_properties.title.strip() else ["no title"]
    languages = word.styles.element.findall(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    if [language.get(qn("w:eastAsia")) for language in languages] != ["zh-CN"]:
        found.append("language is not zh-CN")
    body = word.element.body
    pictures = list(body.iter(qn("wp:docPr")))
    found += [
        f"picture {picture.get('id')} has no alt text" for picture in pictures if not picture.get("descr", "").strip()
    ]
    if len({picture.get("id") for picture in pictures}) < len(pictures):
        found.append("two pictures have the same id")
    for index, table in enumerate(body.iter(qn("w:tbl")), 1):
        holds_data = len(table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")) > 1
        if holds_data and table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is None:
            found.append(f"table {index} has no header row")
    return found + _skipped_headings(word.element.body) + broken_promises(data)


def _skipped_headings(body: _Element) -> list[str]:
    found: list[str] = []
    last = 0
    for style in body.iter(qn("w:pStyle")):
        heading = re.fullmatch(r"Heading(\d)", style.get(qn("w:val")) or "")
        if heading:
            level = int(heading[1])
            if level > last + 1:
                found.append(f"heading level {level} after {last}")
            last = level
    return found


def text_of_docx(data: bytes) -> list[str]:
    """What a reader sees: paragraphs in order, tables cell by cell, footnotes last; tabs and line breaks as such."""
    word = WordFile(data)
    roots = (word.body, word.notes("footnotes"))
    texts = [
        paragraph_text(paragraph, tab="\t", line="\n", notes=True).strip()
        for root in roots
        if root is not None
        for paragraph in paragraphs(root)
    ]
    return [text for text in texts if text]
