"""A .docx opened: its parts by their relations, its paragraphs, and what stands in one, piece by piece."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal, NamedTuple
from xml.etree import ElementTree

Element = ElementTree.Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    KeyError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
)
"""What opening and reading raise where a file is no whole .docx; RuntimeError: locked, too deep, an unknown packing."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
SKIPPED = frozenset({*(f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "tblPr", "del", "moveFrom")), f"{_MC}Fallback"})
"""Properties, what a tracked change took away, and the second copy of a text box that is kept for old programs."""

WordPieceKind = Literal[
    "text", "tab", "break", "note", "alt", "field", "code", "open", "close", "paragraph", "end", "bookmark", "bookmarked",
]  # fmt: skip
"""`note`: a footnote is mentioned; `alt`: what is said of a picture; `field`: begin, separate or end of one, `code`: its
instruction; `open`, `close`: a content control with a tag; `paragraph`, `end`: one begins or ends, perhaps inside another;
`bookmark`, `bookmarked`: one begins or ends, by its id.
"""


class WordPiece(NamedTuple):
    """`text`: letters, the number of a note, the words about a picture, a step or code of a field, the tag of a control."""

    kind: WordPieceKind
    text: str = ""


class WordFile:
    """The parts of a .docx.  What it does raises one of BROKEN where the file is no whole .docx."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        self._main = next(self._related("", "/officeDocument"))
        self.body = self.part(self._main)
        if self.body.tag != f"{W}document":
            raise ValueError(self._main)

    def part(self, name: str) -> Element:
        """The root of a part."""
        return ElementTree.fromstring(self.archive.read(name))

    def parts(self, pattern: re.Pattern[str]) -> list[Element]:
        """The roots of all parts whose whole name fits, used or not."""
        return [self.part(name) for name in self.archive.namelist() if pattern.fullmatch(name)]

    def notes(self, kind: Literal["footnotes", "endnotes"]) -> Element | None:
        """The part with the notes of one kind."""
        name = next(self._related(self._main, f"/{kind}"), None)
        return None if name is None else self.part(name)

    def _related(self, source: str, kind: str) -> Iterator[str]:
        """Names of the parts that `source` ("": the package) refers to by a relation that ends in `kind`."""
        folder, name = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if source and relations not in self.archive.namelist():
            return
        for relation in self.part(relations).iter(_RELATION):
            if relation.get("Type", "").endswith(kind):
                yield posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")


def paragraphs(root: Element) -> Iterator[Element]:
    """Every paragraph in order, those inside others (of text boxes) after them."""
    for element in root:
        if element.tag not in SKIPPED:
            if element.tag == f"{W}p":
                yield element
            yield from paragraphs(element)


def paragraph_text(paragraph: Element, *, tab: str = " ", line: str = " ", notes: bool = False) -> str:
    """The text of a paragraph without those inside it; `tab` and `line` stand for tabs and line ends, `notes` prints marks."""
    blanks = {"tab": tab, "break": line}
    depth = 0
    texts: list[str] = []
    for kind, text in pieces(paragraph):
        depth += (kind == "paragraph") - (kind == "end")
        if depth == 1 and (kind == "text" or (notes and kind == "note")):
            texts.append(text)
        elif depth == 1 and kind in blanks:
            texts.append(blanks[kind])
    return "".join(texts)


def pieces(element: Element) -> Iterator[WordPiece]:
    """What an element shows, in order: insertions and content controls included, deletions not."""
    match element.tag.removeprefix(W):
        case "t":
            yield WordPiece("text", element.text or "")
        case _ if element.tag == _MATH_TEXT:
            yield WordPiece("text", element.text or "")
        case "tab":
            yield WordPiece("tab")
        case "br" | "cr":
            yield WordPiece("break")
        case "footnoteReference":
            yield WordPiece("note", element.get(f"{W}id", ""))
        case "fldChar":
            yield WordPiece("field", element.get(f"{W}fldCharType", ""))
        case "instrText":
            yield WordPiece("code", element.text or "")
        case "sdt":
            yield from _control(element)
        case "bookmarkStart" | "bookmarkEnd" as name:
            yield WordPiece("bookmark" if name == "bookmarkStart" else "bookmarked", element.get(f"{W}id", ""))
        case "p":
            yield WordPiece("paragraph")
            yield from _inside(element)
            yield WordPiece("end")
        case _ if element.tag == _DESCRIBED:
            yield WordPiece("alt", element.get("descr", ""))
        case _ if element.tag not in SKIPPED:
            yield from _inside(element)


def _inside(element: Element) -> Iterator[WordPiece]:
    for child in element:
        yield from pieces(child)


def _control(element: Element) -> Iterator[WordPiece]:
    tag = element.find(f"{W}sdtPr/{W}tag")
    if tag is None:
        yield from _inside(element)
        return
    yield WordPiece("open", tag.get(f"{W}val", ""))
    yield from _inside(element)
    yield WordPiece("close")
