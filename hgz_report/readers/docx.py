"""The texts of a .docx as Word shows them, with the content controls they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hgz_report.readers.content import Content, Segment, Tagged, Unjudged, without_blanks
from hgz_report.readers.docx_parts import chart_letters, pictures
from hgz_report.readers.word_text import BROKEN, SKIPPED, Element, W, WordFile, pieces

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_TRACKED = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
_FOREIGN = frozenset(f"{W}{name}" for name in ("object", "altChunk", "subDoc"))
_PAGES = re.compile(r"\s*(?:PAGE|PAGEREF|NUMPAGES)\b")
_DIAGRAM_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_DIAGRAMS = re.compile(r"word/diagrams/data.*")
_OTHER_PARTS = re.compile(r"word/(?:header|footer|endnotes)\d*\.xml")
_PROPERTIES = re.compile(r"docProps/core\.xml")


def read_word(data: bytes) -> Content:
    """Raises Unjudged for what is no whole .docx, or has tracked changes or embedded objects."""
    try:
        return _read(data)
    except BROKEN:
        raise Unjudged("不是完整的 DOCX 文件，读不出来", "用 Word 打开另存一次，或重新取一份") from None


def _read(data: bytes) -> Content:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unjudged("文件加了密，或是旧的 .doc 格式", "去掉密码，另存为 .docx")
    word = WordFile(data)
    if broken := word.archive.testzip():
        raise Unjudged(f"文件损坏了（{broken}）", "重新取一份")
    footnotes = word.notes("footnotes")
    others = word.parts(_OTHER_PARTS)
    for part in (word.body, footnotes, *others):
        _refuse(part)
    reader = _Reader(_notes(footnotes))
    for part in (word.body, *others):
        reader.children(part)
    for diagram in word.parts(_DIAGRAMS):
        texts = (element.text or "" for element in diagram.iter(_DIAGRAM_TEXT))
        reader.segments.append(Segment(without_blanks("".join(texts))))
    title, date = _properties(word)
    return Content(title, date, reader.segments, pictures(data), chart_letters(data))


def _refuse(part: Element | None) -> None:
    """Raises Unjudged for a part that shows what is not in its text, or not yet settled."""
    tags = {element.tag for element in part.iter()} if part is not None else set[str]()
    if tags & _TRACKED:
        raise Unjudged("文件里有没有处理的修订", "在 Word 的“审阅”里逐处接受或拒绝全部修订，存盘后再核查")
    if tags & _FOREIGN:
        raise Unjudged("文件里嵌入了别的对象（如 Excel 表），里面的数字读不出来", "改为文字或表格后再核查")


def _notes(footnotes: Element | None) -> dict[str, Element]:
    found = footnotes.iter(f"{W}footnote") if footnotes is not None else ()
    return {note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type") is None}


def _properties(word: WordFile) -> tuple[str, str]:
    for core in word.parts(_PROPERTIES):
        return core.findtext(f"{_DC}title") or "", (core.findtext(f"{_TERMS}created") or "")[:10]
    return "", ""


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
        match element.tag.removeprefix(W):
            case "p":
                self._paragraph(element)
                self._mentioned()
            case "tbl":
                for cell in element.iter(f"{W}tc"):
                    self._cell(cell)
                self._mentioned()
            case _ if element.tag not in SKIPPED:
                self.children(element)

    def _paragraph(self, element: Element) -> None:
        text = _Text()
        text.walk(element)
        self.segments += (Segment(alt, heading=self.heading) for alt in text.described)
        style = element.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val", "").startswith("Heading"):
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
    """The visible text of an element.  Results of page fields are left out: Word counts them anew."""

    text: str = ""
    tagged: list[Tagged] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    mentioned: list[str] = field(default_factory=list)
    _controls: list[tuple[int, str]] = field(default_factory=list)
    _fields: list[str] = field(default_factory=list)
    _silent: int = 0

    def add(self, text: str) -> None:
        if not self._silent:
            self.text += without_blanks(text)

    def walk(self, element: Element) -> None:
        for kind, text in pieces(element):
            match kind:
                case "text":
                    self.add(text)
                case "note":
                    self.add(text)
                    self.mentioned.append(text)
                case "field":
                    self._field(text)
                case "code" if self._fields:
                    self._fields[-1] += text
                case "open":
                    self._controls.append((len(self.text), text))
                case "close":
                    self._close()
                case "alt":
                    self.described.append(without_blanks(text))

    def _field(self, step: str) -> None:
        match step:
            case "begin":
                self._fields.append("")
            case "separate" if self._fields:
                self._silent += bool(_PAGES.match(self._fields[-1]))
            case "end" if self._fields:
                self._silent = max(self._silent - bool(_PAGES.match(self._fields.pop())), 0)

    def _close(self) -> None:
        start, tag = self._controls.pop()
        if len(self.text) > start:
            self.tagged.append(Tagged(start, len(self.text), tag))
