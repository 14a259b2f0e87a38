"""The finished package as bytes that depend on nothing but its parts."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.opc.part import Part

from hgz_report.writers.docx.archive import Member, archive
from hgz_report.writers.docx.oox import DECLARATION, attribute

_PICTURES = {"jpg": "image/jpeg", "png": "image/png", "svg": "image/svg+xml"}


def package_bytes(word: WordDocument) -> bytes:
    """The file, with [Content_Types].xml first as readers expect, then relations, then parts by name."""
    package = word.part.package
    parts = sorted(package.iter_parts(), key=lambda part: part.partname)
    members = [("[Content_Types].xml", _content_types(parts)), ("_rels/.rels", _bytes(package.rels.xml))]
    for part in parts:
        members.append((part.partname.membername, part.blob))
        if part.rels:
            members.append((part.partname.rels_uri.membername, _bytes(part.rels.xml)))
    # A picture is compressed already.
    return archive(Member(name, blob, not name.endswith((".jpg", ".png"))) for name, blob in members)


def _content_types(parts: list[Part]) -> bytes:
    overrides = "".join(
        f'<Override PartName="{attribute(part.partname)}" ContentType="{attribute(part.content_type)}"/>'
        for part in parts
        if part.partname.ext not in _PICTURES
    )
    used = {part.partname.ext for part in parts}
    pictures = "".join(
        f'<Default Extension="{ext}" ContentType="{kind}"/>' for ext, kind in _PICTURES.items() if ext in used
    )
    return (
        f'{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f"{pictures}"
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    ).encode()


def _bytes(xml: str | bytes) -> bytes:
    return xml.encode("utf-8") if isinstance(xml, str) else xml
