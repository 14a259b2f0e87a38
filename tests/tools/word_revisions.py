"""A Word file with revisions as a reader has it who accepts all of them, or rejects all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from html import escape

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Block = str | Sequence[Sequence[str]]
"""A paragraph, in which [49个] stands in a content control, or a table of rows of cells."""


def accepted(data: bytes) -> list[str]:
    """The paragraphs, those of cells too, once all is accepted."""
    return _view(data, "del")


def rejected(data: bytes) -> list[str]:
    """The paragraphs once all is rejected."""
    return _view(data, "ins")


def body_of(data: bytes) -> etree._Element:
    """The text of a file as XML."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read("word/document.xml"))


def _view(data: bytes, gone: str) -> list[str]:
    out: list[str] = []
    carried = ""
    for paragraph in body_of(data).iter(f"{W}p"):
        if any(row.find(f"{W}trPr/{W}{gone}") is not None for row in paragraph.iterancestors(f"{W}tr")):
            continue
        carried += "".join(_said(paragraph, gone))
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is None:
            out.append(carried)
            carried = ""
    return [*out, carried] if carried else out


def _said(paragraph: etree._Element, gone: str) -> Iterable[str]:
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}{gone}"), None) is None:
            for part in run:
                if part.tag in (f"{W}t", f"{W}delText"):
                    yield part.text or ""
                elif part.tag in (f"{W}tab", f"{W}br"):
                    yield "\t" if part.tag == f"{W}tab" else "\n"


def word_file(blocks: Sequence[Block]) -> bytes:
    """A small file with these paragraphs and tables."""
    body = "".join(_block(one) for one in blocks)
    document = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"></Types>'
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("[Content_Types].xml", types)
        file.writestr("word/document.xml", document)
        file.writestr("word/_rels/document.xml.rels", relations)
    return buffer.getvalue()


def _block(block: Block) -> str:
    if isinstance(block, str):
        return _paragraph(block)
    rows = (f"<w:tr>{''.join(f'<w:tc>{_paragraph(cell)}</w:tc>' for cell in row)}</w:tr>" for row in block)
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def _paragraph(text: str) -> str:
    runs = []
    for part in text.replace("[", "\0[").replace("]", "]\0").split("\0"):
        run = f'<w:r><w:t xml:space="preserve">{escape(part.strip("[]"))}</w:t></w:r>' if part.strip("[]") else ""
        runs.append(f"<w:sdt><w:sdtContent>{run}</w:sdtContent></w:sdt>" if part.startswith("[") and run else run)
    return f'<w:p><w:pPr><w:pStyle w:val="Body"/></w:pPr>{"".join(runs)}</w:p>'
