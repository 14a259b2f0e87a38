"""A .docx opened: its parts by their relations, its paragraphs, and what stands in one, piece by piece."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Literal, NamedTuple
from xml.etree import ElementTree

from hgz_report.readers.content import Unjudged
from hgz_report.readers.outside_file import leads_outside

Element = ElementTree.Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ElementTree.ParseError,
    LookupError,
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
)
"""What opening and reading raise where a file is no whole .docx; RuntimeError: locked, too deep, an unknown packing."""
_TYPES = "[Content_Types].xml"
MOST_PARTS, MOST_UNPACKED = 4_000, 200_000_000
"""Of a file, and the bytes of all of them unpacked."""
_MOST_BYTES, _MOST_TAGS = 20_000_000, 600_000
"""Of a part that is read (a paper of 60 pages has 50,000 tags): more takes all memory."""
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
SKIPPED = frozenset({*(f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "tblPr", "del", "moveFrom")), f"{_MC}Fallback"})
"""Properties, what a tracked change took away, and the second copy of a text box that is kept for old programs."""

WordPieceKind = Literal[
    "text", "tab", "break", "note", "field", "code", "open", "close", "paragraph", "end", "bookmark", "bookmarked",
]  # fmt: skip
"""`note`: a footnote is mentioned; `field`: begin, separate or end of one, `code`: its
instruction; `open`, `close`: a content control with a tag; `paragraph`, `end`: one begins or ends, perhaps inside another;
`bookmark`, `bookmarked`: one begins or ends, by its id.
"""


class WordPiece(NamedTuple):
    """`text`: letters, the number of a note, a step or code of a field, the tag of a control."""

    kind: WordPieceKind
    text: str = ""


class Relation(NamedTuple):
    """What a part refers to: the type of the relation, and the name of the other part, or an address outside the file."""

    id: str
    kind: str
    target: str
    external: bool


def _relation(element: Element, folder: str) -> Relation:
    target, external = element.get("Target", ""), element.get("TargetMode") == "External"
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relation(element.get("Id", ""), element.get("Type", ""), target, external)


class WordFile:
    """The parts of a .docx.  It raises one of BROKEN where the file is no whole .docx, Unjudged where it is too much."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        parts = self.archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise Unjudged("文件解开以后太大，没有读", "用 Word 打开，去掉插入的大图片，另存一次；或重新取一份")
        if any(leads_outside(part.filename) for part in parts):
            raise Unjudged(
                "文件里有的部分解开以后会写到别的文件夹里", "这不是 Word 写的文件，不要解开；请发文件的人重新发一份"
            )
        self.archive.getinfo(_TYPES)
        self._relations: dict[str, list[Relation]] = {}
        self.main = next(self._related("", "/officeDocument"), "")
        self.body = self.part(self.main)
        if self.body.tag != f"{W}document":
            raise ValueError(self.main)

    def part(self, name: str) -> Element:
        """The root of a part."""
        small = self.archive.getinfo(name).file_size <= _MOST_BYTES
        data = self.archive.read(name) if small else b""
        if not small or data.count(b"<") > _MOST_TAGS:
            raise Unjudged("文件里的段落和格式太多，没有读", "拆成几个文件；只有文字的，另存为纯文本")
        return ElementTree.fromstring(data)

    def notes(self, kind: Literal["footnotes", "endnotes"]) -> Element | None:
        """The part with the notes of one kind."""
        name = self.related(kind)
        return None if name is None else self.part(name)

    def related(self, kind: str, source: str | None = None) -> str | None:
        """The name of the part that a part, or else the body, refers to as its `styles`, `footnotes` and the like."""
        return next(self._related(self.main if source is None else source, f"/{kind}"), None)

    def relations(self, source: str) -> list[Relation]:
        """What a part ("": the package) refers to."""
        found = self._relations.get(source)
        if found is None:
            found = self._relations[source] = self._read_relations(source)
        return found

    def _read_relations(self, source: str) -> list[Relation]:
        folder, name = posixpath.split(source)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if source and relations not in self.archive.namelist():
            return []
        return [_relation(one, folder) for one in self.part(relations).iter(_RELATION)]

    def relation(self, source: str, identifier: str) -> Relation | None:
        """A reference of a part by its id."""
        return next((one for one in self.relations(source) if one.id == identifier), None)

    def _related(self, source: str, kind: str) -> Iterator[str]:
        """Names of the parts that `source` refers to by a relation that ends in `kind`."""
        return (one.target for one in self.relations(source) if one.kind.endswith(kind))


def table_parts(element: Element, name: Literal["tr", "tc"]) -> Iterator[Element]:
    """The rows of a table or cells of a row, those in content controls too, none of a table inside."""
    for child in element:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"):
            yield from table_parts(child, name)


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
        case "noBreakHyphen":
            yield WordPiece("text", "-")
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
