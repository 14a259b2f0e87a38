"""Two finished Word files of a report as one with revisions: accept all and it is the new one, reject all and it is the old."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from html import escape

from lxml import etree

from hgz_report.writers.docx.archive import Member, archive
from hgz_report.writers.docx.oox import DECLARATION
from hgz_report.writers.docx.revisions.marks import Marks, OoxElement, W
from hgz_report.writers.docx.revisions.revised_blocks import mark_blocks

_DOCUMENT, _COMMENTS = "word/document.xml", "word/comments.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_ROOM = 1000
"""Between the numbers of the file's bookmarks and those of revisions."""


def revised_docx(old: bytes, new: bytes, author: str, date: str, remarks: Sequence[str]) -> bytes:
    """The file; `date`: 2027-02-26; `remarks`: what Word can't track, said in a comment on the title.

    Raises ValueError for files that are none of ours.
    """
    before, parts = _parts(old), _parts(new)
    try:
        old_body = etree.fromstring(before[_DOCUMENT]).find(f"{W}body")
        root = etree.fromstring(parts[_DOCUMENT])
    except (KeyError, etree.XMLSyntaxError) as error:
        raise ValueError("no Word file of ours") from error
    body = root.find(f"{W}body")
    if old_body is None or body is None:
        raise ValueError("no Word file of ours")
    marks = Marks(author, f"{date}T00:00:00Z", _highest(root) + _ROOM)
    mark_blocks(old_body, body, marks)
    if remarks:
        _comment(body, marks, remarks, parts)
    parts[_DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return archive(Member(name, data, not name.endswith((".jpg", ".png"))) for name, data in parts.items())


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def _highest(root: OoxElement) -> int:
    numbers = (one.get(f"{W}id") for one in root.iter(f"{W}bookmarkStart"))
    return max((int(number) for number in numbers if number and number.isdecimal()), default=0)


def _comment(body: OoxElement, marks: Marks, remarks: Sequence[str], parts: dict[str, bytes]) -> None:
    """Put a comment on the title."""
    title = next(
        (one for one in body.iter(f"{W}p") if (style := one.find(f"{W}pPr/{W}pStyle")) is not None
         and style.get(f"{W}val") == "Title"),
        next(body.iter(f"{W}p")),
    )  # fmt: skip
    reference = etree.SubElement(title, f"{W}r")
    etree.SubElement(reference, f"{W}commentReference").set(f"{W}id", "0")
    said = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escape(one, quote=False)}</w:t></w:r></w:p>' for one in remarks
    )
    head = f'w:id="0" w:author="{escape(marks.author)}" w:date="{marks.date}" w:initials="修"'
    parts[_COMMENTS] = (
        f'{DECLARATION}<w:comments xmlns:w="{W[1:-1]}"><w:comment {head}>{said}</w:comment></w:comments>'
    ).encode()
    override = f'<Override PartName="/{_COMMENTS}" ContentType="{_TYPE}"/></Types>'
    parts[_TYPES] = parts[_TYPES].replace(b"</Types>", override.encode())
    relation = f'<Relationship Id="rIdRevised" Type="{_RELATION}" Target="comments.xml"/></Relationships>'
    parts[_RELATIONS] = parts[_RELATIONS].replace(b"</Relationships>", relation.encode())
