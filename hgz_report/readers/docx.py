"""The texts of a .docx as Word shows them, with the content controls they stand in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from hgz_report.readers.content import Content, Segment, Tagged, Unjudged
from hgz_report.readers.docx_parts import chart_letters, pictures

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_DESCRIBED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_TRACKED = frozenset(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
_FOREIGN = frozenset(f"{_W}{name}" for name in ("object", "altChunk", "subDoc"))
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_SKIPPED = frozenset({f"{_W}pPr", f"{_W}rPr", f"{_W}sdtPr", f"{_W}tblPr", f"{_MC}Fallback"})
_PAGES = re.compile(r"\s*(?:PAGE|PAGEREF|NUMPAGES)\b")
_DIAGRAM_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_OTHER_PARTS = re.compile(r"word/(?:header|footer|endnotes)\d*\.xml")
_BLANK = re.compile(r"\s")
Element = ElementTree.Element


def read_word(data: bytes) -> Content:
    """Raises Unjudged for what is no whole .docx, or has tracked changes or embedded objects."""
    try:
        return _read(data)
    except (zipfile.BadZipFile, ElementTree.ParseError, KeyError, OSError, EOFError, ValueError, NotImplementedError):
        raise Unjudged("不是完整的 DOCX 文件，读不出来", "用 Word 打开另存一次，或重新取一份") from None


def _read(data: bytes) -> Content:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unjudged("文件加了密，或是旧的 .doc 格式", "去掉密码，另存为 .docx")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if broken := archive.testzip():
            raise Unjudged(f"文件损坏了（{broken}）", "重新取一份")
        names = archive.namelist()
        body = _parsed(archive, "word/document.xml")
        footnotes = _parsed(archive, "word/footnotes.xml") if "word/footnotes.xml" in names else None
        others = [_parsed(archive, name) for name in filter(_OTHER_PARTS.fullmatch, names)]
        for part in (body, footnotes, *others):
            _refuse(part)
        reader = _Reader(_notes(footnotes))
        for part in (body, *others):
            reader.children(part)
        for name in (name for name in names if name.startswith("word/diagrams/data")):
            texts = (element.text or "" for element in _parsed(archive, name).iter(_DIAGRAM_TEXT))
            reader.segments.append(Segment(_BLANK.sub("", "".join(texts))))
        title, date = _properties(archive) if "docProps/core.xml" in names else ("", "")
    return Content(title, date, reader.segments, pictures(data), chart_letters(data))


def _parsed(archive: zipfile.ZipFile, name: str) -> Element:
    return ElementTree.fromstring(archive.read(name))


def _refuse(part: Element | None) -> None:
    """Raises Unjudged for a part that shows what is not in its text, or not yet settled."""
    tags = {element.tag for element in part.iter()} if part is not None else set[str]()
    if tags & _TRACKED:
        raise Unjudged("文件里有没有处理的修订", "在 Word 的“审阅”里逐处接受或拒绝全部修订，存盘后再核查")
    if tags & _FOREIGN:
        raise Unjudged("文件里嵌入了别的对象（如 Excel 表），里面的数字读不出来", "改为文字或表格后再核查")


def _notes(footnotes: Element | None) -> dict[str, Element]:
    found = footnotes.iter(f"{_W}footnote") if footnotes is not None else ()
    return {note.get(f"{_W}id", ""): note for note in found if note.get(f"{_W}type") is None}


def _properties(archive: zipfile.ZipFile) -> tuple[str, str]:
    core = _parsed(archive, "docProps/core.xml")
    return core.findtext(f"{_DC}title") or "", (core.findtext(f"{_TERMS}created") or "")[:10]


@dataclass(slots=True)
class _Reader:
    """Walks the body: a paragraph is a segment, and so is a cell; notes follow what mentions them."""

    notes: dict[str, Element]
    segments: list[Segment] = field(default_factory=list)
    heading: str = ""
    _pending: list[str] = field(default_factory=list)

    def children(self, parent: Element) -> None:
        for element in parent:
            self._block(element)

    def _block(self, element: Element) -> None:
        match element.tag.removeprefix(_W):
            case "p":
                self._paragraph(element)
                self._mentioned()
            case "tbl":
                for cell in element.iter(f"{_W}tc"):
                    self._cell(cell)
                self._mentioned()
            case _ if element.tag not in _SKIPPED:
                self.children(element)

    def _paragraph(self, element: Element) -> None:
        text = _Text()
        text.walk(element)
        self.segments += (Segment(alt, heading=self.heading) for alt in text.described)
        style = element.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(f"{_W}val", "").startswith("Heading"):
            self.heading = text.text
        self.segments.append(Segment(text.text, heading=self.heading, tagged=text.tagged))
        self._pending += text.mentioned

    def _cell(self, cell: Element) -> None:
        text = _Text()
        for element in cell:
            text.walk(element)
        self.segments += (Segment(alt, heading=self.heading) for alt in text.described)
        self.segments.append(Segment(text.text, heading=self.heading, tagged=text.tagged))
        self._pending += text.mentioned

    def _mentioned(self) -> None:
        for identifier in self._pending:
            if note := self.notes.pop(identifier, None):
                text = _Text()
                text.add(identifier)
                text.walk(note)
                self.segments.append(Segment(text.text, heading=self.heading, tagged=text.tagged))
        self._pending.clear()


@dataclass(slots=True)
class _Text:
    """The visible text below an element.  Results of page fields are left out: Word counts them anew."""

    text: str = ""
    tagged: list[Tagged] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)
    _silent: int = 0

    def add(self, text: str) -> None:
        if not self._silent:
            self.text += _BLANK.sub("", text)

    def walk(self, element: Element) -> None:
        match element.tag.removeprefix(_W):
            case "t":
                self.add(element.text or "")
            case _ if element.tag == _MATH_TEXT:
                self.add(element.text or "")
            case "footnoteReference":
                identifier = element.get(f"{_W}id", "")
                self.add(identifier)
                self.mentioned.append(identifier)
            case "fldChar":
                self._field(element.get(f"{_W}fldCharType"))
            case "instrText" if self._fields:
                self._fields[-1] += element.text or ""
            case "sdt":
                self._control(element)
            case _ if element.tag == _DESCRIBED:
                self.described.append(_BLANK.sub("", element.get("descr", "")))
            case _ if element.tag not in _SKIPPED:
                for child in element:
                    self.walk(child)

    def _field(self, kind: str | None) -> None:
        match kind:
            case "begin":
                self._fields.append("")
            case "separate" if self._fields:
                self._silent += bool(_PAGES.match(self._fields[-1]))
            case "end" if self._fields:
                self._silent = max(self._silent - bool(_PAGES.match(self._fields.pop())), 0)

    def _control(self, element: Element) -> None:
        tag = element.find(f"{_W}sdtPr/{_W}tag")
        start = len(self.text)
        for child in _content(element):
            self.walk(child)
        if tag is not None and len(self.text) > start:
            self.tagged.append(Tagged(start, len(self.text), tag.get(f"{_W}val", "")))


def _content(control: Element) -> Iterator[Element]:
    inside = control.find(f"{_W}sdtContent")
    return iter(inside if inside is not None else ())
