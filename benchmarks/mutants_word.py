"""A .docx whose paragraphs can be changed in their XML, one at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BODY = "word/document.xml"


class WordFile:
    """`texts`: of each paragraph of the body, without the page numbers of the contents."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._members = {name: archive.read(name) for name in archive.namelist()}
        paragraphs = self._paragraphs(etree.fromstring(self._members[_BODY]))
        self.texts = ["".join(node.text or "" for node in nodes) for nodes in paragraphs]

    def _paragraphs(self, body: etree._Element) -> list[list[etree._Element]]:
        return [list(_nodes(paragraph)) for paragraph in body.iter(f"{_W}p")]

    def edited(self, unit: int, edits: Sequence[tuple[int, int, str]]) -> bytes | None:
        """The file with a paragraph's text changed, the last edit first."""
        body = etree.fromstring(self._members[_BODY])
        nodes = self._paragraphs(body)[unit]
        for start, end, new in sorted(edits, reverse=True):
            _replace(nodes, start, end, new)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in self._members.items():
                archive.writestr(name, etree.tostring(body) if name == _BODY else data)
        return buffer.getvalue()


def _nodes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Text nodes, results of PAGEREF fields left out."""
    instruction = ""
    for node in paragraph.iter(f"{_W}t", f"{_W}instrText", f"{_W}fldChar"):
        if node.tag == f"{_W}instrText":
            instruction = node.text or ""
        elif node.tag == f"{_W}fldChar":
            instruction = "" if node.get(f"{_W}fldCharType") == "end" else instruction
        elif "PAGEREF" not in instruction:
            yield node


def _replace(nodes: Sequence[etree._Element], start: int, end: int, new: str) -> None:
    at = 0
    for node in nodes:
        text = node.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        if first <= last and (first < last or (start == end and 0 <= start - at <= len(text))):
            node.text = text[:first] + new + text[last:]
            new = ""
            if start == end:
                return
        at += len(text)
