"""The texts of a .docx as Word shows them with their content controls, its drawings, and what else shows or hides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from hgz_report.readers.content import (
    Content,
    GridPlace,
    Oddity,
    Segment,
    SegmentKind,
    ShownDrawing,
    Unjudged,
)
from hgz_report.readers.word_closed import ClosedWorld
from hgz_report.readers.word_drawings import drawn
from hgz_report.readers.word_package import package_oddities
from hgz_report.readers.word_shown import ShownText
from hgz_report.readers.word_styles import Styles
from hgz_report.readers.word_text import BROKEN, SKIPPED, Element, W, WordFile, table_parts
from hgz_report.readers.word_watermark import watermarks

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_TRACKED = frozenset(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"))
EMBEDDED = frozenset(f"{W}{name}" for name in ("object", "altChunk", "subDoc"))
"""What shows something that is not in the text."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIDE_BY_SIDE = "SideBySide"
"""The style of tables in whose cells blocks stand side by side."""
_MARGINS = ("header", "footer", "endnotes")


def read_word(data: bytes) -> Content:
    """Raises Unjudged for what is no whole .docx, or has tracked changes or embedded objects."""
    try:
        return _read(data)
    except BROKEN:
        raise Unjudged("不是完整的 DOCX 文件，读不出来", "用 Word 打开另存一次，或重新取一份") from None


def read_drawings(data: bytes) -> list[ShownDrawing]:
    """The drawings of a whole .docx as `read_word` finds them; of the text no more is read than that below each."""
    word = WordFile(data)
    reader = _Reader(word, ClosedWorld(Styles.of(word)), word.main, _notes(word.notes("footnotes")))
    reader.drawings(word.body.find(f"{W}body") or word.body)
    for name, part in _margins(word).items():
        reader.part, reader.margin = name, True
        reader.drawings(part)
    return reader.shown()


def _margins(word: WordFile) -> dict[str, Element]:
    """The parts that stand outside the body, by name."""
    return {
        one.target: word.part(one.target)
        for one in word.relations(word.main)
        if one.kind.endswith(tuple(f"/{name}" for name in _MARGINS)) and not one.external
    }


def _read(data: bytes) -> Content:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unjudged("文件加了密，或是旧的 .doc 格式", "去掉密码，另存为 .docx")
    word = WordFile(data)
    if broken := word.archive.testzip():
        raise Unjudged(f"文件损坏了（{broken}）", "重新取一份")
    footnotes = word.notes("footnotes")
    margins = _margins(word)
    for part in (word.body, footnotes, *margins.values()):
        _refuse(part)
    reader = _Reader(word, ClosedWorld(Styles.of(word)), word.main, _notes(footnotes))
    reader.children(word.body.find(f"{W}body") or word.body)
    reader.oddities += package_oddities(word)
    for name, part in margins.items():
        reader.part, reader.margin = name, True
        reader.children(part)
    title, date = _properties(word)
    across = [said for part in (word.body, *margins.values()) for said in watermarks(part)]
    return Content(title, date, reader.segments, reader.shown(), reader.oddities, watermarks=across)


def _refuse(part: Element | None) -> None:
    """Raises Unjudged for a part that shows what is not in its text, or not yet settled."""
    tags = {element.tag for element in part.iter()} if part is not None else set[str]()
    if tags & _TRACKED:
        raise Unjudged("文件里有没有处理的修订", "在 Word 的“审阅”里逐处接受或拒绝全部修订，存盘后再核查")
    if tags & EMBEDDED:
        raise Unjudged("文件里嵌入了别的对象（如 Excel 表），里面的数字读不出来", "改为文字或表格后再核查")


def _notes(footnotes: Element | None) -> dict[str, Element]:
    found = footnotes.iter(f"{W}footnote") if footnotes is not None else ()
    return {note.get(f"{W}id", ""): note for note in found if note.get(f"{W}type") is None}


def _properties(word: WordFile) -> tuple[str, str]:
    name = word.related("metadata/core-properties", "")
    if name is None:
        return "", ""
    core = word.part(name)
    return core.findtext(f"{_DC}title") or "", (core.findtext(f"{_TERMS}created") or "")[:10]


class _Reader(Struct):
    """Walks the body: a paragraph is a segment, and so is a cell; notes follow what mentions them.

    `part`: the name of the part that is read; `margin`: it is none of the body.
    """

    word: WordFile
    closed: ClosedWorld
    part: str
    notes: dict[str, Element]
    segments: list[Segment] = field(default_factory=list)
    oddities: list[Oddity] = field(default_factory=list)
    margin: bool = False
    _pending: list[str] = field(default_factory=list)
    _tables: int = 0
    _drawn: list[tuple[int, dict[str, Any], bytes]] = field(default_factory=list)

    def children(self, parent: Element) -> None:
        """The blocks of an element."""
        for element in parent:
            self._block(element)

    def drawings(self, parent: Element) -> None:
        """The blocks of an element that hold a drawing, each with those after it up to the first that has text."""
        waiting = False
        for element in parent:
            if waiting or next(element.iter(f"{W}drawing"), None) is not None:
                before = len(self._drawn)
                read = len(self.segments)
                self._block(element)
                said = any(one.text and one.kind == "text" for one in self.segments[max(read, self._last()) :])
                waiting = (waiting or len(self._drawn) > before) and not said

    def _last(self) -> int:
        """The segment in which the last drawing stands."""
        return self._drawn[-1][0] if self._drawn else 0

    def shown(self) -> list[ShownDrawing]:
        """Every picture and chart with the text of the first paragraph below it that has any."""
        texts = [one.text if one.kind == "text" else "" for one in self.segments]
        return [
            ShownDrawing(next((text for text in texts[at:] if text), ""), form, image)
            for at, form, image in self._drawn
        ]

    def _block(self, element: Element) -> None:
        match element.tag.removeprefix(W):
            case "p":
                self._paragraph(element)
                self._mentioned()
            case "tbl":
                self._table(element)
                self._mentioned()
            case "sectPr":
                pass
            case _ if element.tag not in SKIPPED:
                self.children(element)

    def _paragraph(self, element: Element) -> None:
        text = self._read(element)
        self._add(text, [*text.oddities, *self.closed.paragraph(element)], heading=self.closed.heading(element))

    def _table(self, table: Element) -> None:
        self.oddities += self.closed.table(table)
        style = table.find(f"{W}tblPr/{W}tblStyle")
        if style is not None and style.get(f"{W}val") == _SIDE_BY_SIDE:
            self._side_by_side(table)
            return
        number, self._tables = self._tables, self._tables + 1
        for at, row in enumerate(table_parts(table, "tr")):
            column = 0
            for cell in table_parts(row, "tc"):
                text = self._read(cell)
                odd = [*text.oddities, *self.closed.cell(cell, row, table)]
                self._add(text, odd, cell=GridPlace(number, at, column))
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                column += 1 if span is None else int(span.get(f"{W}val", "1"))

    def _side_by_side(self, table: Element) -> None:
        """The cells of a table that only parts a line: what stands in them is no cell of a grid."""
        for row in table_parts(table, "tr"):
            for cell in table_parts(row, "tc"):
                self.oddities += self.closed.cell(cell, row, table)
                self.children(cell)

    def _read(self, element: Element) -> ShownText:
        text = ShownText(self.margin)
        text.walk(element)
        for drawing in _drawings(element):
            forms, odd = drawn(drawing, self.word, self.part)
            self._drawn += ((len(self.segments), form, form.pop("image", b"")) for form in forms)
            text.oddities += odd
        return text

    def _add(
        self, text: ShownText, oddities: list[Oddity], *, heading: bool = False, cell: GridPlace | None = None
    ) -> None:
        kind: SegmentKind = "margin" if self.margin else "text"
        self.segments.append(Segment(text.text, 0, text.tagged, kind, heading, cell, oddities))
        self._pending += text.mentioned

    def _mentioned(self) -> None:
        for identifier in self._pending:
            if note := self.notes.pop(identifier, None):
                text = ShownText(self.margin)
                text.add(identifier)
                text.walk(note)
                odd = [*text.oddities, *(one for p in note.iter(f"{W}p") for one in self.closed.paragraph(p))]
                self._add(text, odd)
        self._pending.clear()


def _drawings(element: Element) -> Iterator[Element]:
    """The drawings in an element, the copies for old programs left out."""
    for child in element:
        if child.tag == f"{W}drawing":
            yield child
        elif child.tag != _FALLBACK:
            yield from _drawings(child)
