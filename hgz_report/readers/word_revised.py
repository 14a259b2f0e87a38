"""A .docx that people worked on, with what they did still in it: what was put in, taken out, struck through, remarked on.

Paragraphs as they stand in the file; `word_views` makes of them the text before and the text after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from msgspec import Struct, field

from hgz_report.readers.content import Unjudged
from hgz_report.readers.word_looks import HandLook, looks_of
from hgz_report.readers.word_text import SKIPPED, Element, W, WordFile, table_parts

TrackState = Literal["kept", "new", "gone"]
WordArea = Literal["body", "note", "box"]
EventKind = Literal["start", "end", "remark", "remarked", "remarks"]
"""`start`, `end`: of a bookmark; `remark`, `remarked`: of what a comment is about; `remarks`: where its sign stands."""
NOTE = "\ue000"
"""Stands for the mark of a note, whatever number it has."""
_NEW, _GONE = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_COUNTED = re.compile(r"\s*(?:PAGE|PAGEREF|NUMPAGES|SECTIONPAGES|TOC)\b")
_NOTE_REF = re.compile(r"\s*NOTEREF\b")
_MOST_FIELDS = 100
"""Fields inside one another; Word itself writes three or four."""
_UNREAD = SKIPPED - {f"{W}{name}" for name in ("del", "moveFrom")}


class WordLetters(NamedTuple):
    """Letters of one state; `who` made them so."""

    text: str
    state: TrackState = "kept"
    who: str = ""


class WordEvent(NamedTuple):
    """Something before the piece of this place in its paragraph; `name`: of a bookmark, or the id of a comment."""

    at: int
    kind: EventKind
    name: str


class WordCell(NamedTuple):
    """Of a table, counted through the file, the row and the column from 0; `state` of the row or cell."""

    table: int
    row: int
    column: int
    state: TrackState = "kept"


class RawParagraph(Struct):
    """`mark`: the state of its end, `gone` where it is to be joined with the next one; `note`: the id of the note it is in."""

    area: WordArea = "body"
    style: str = ""
    cell: WordCell | None = None
    note: str = ""
    mark: TrackState = "kept"
    who: str = ""
    pieces: list[WordLetters] = field(default_factory=list)
    events: list[WordEvent] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Ids of the notes it mentions."""
    looks: list[tuple[HandLook, str]] = field(default_factory=list)
    """Letters with a look that somebody gave them by hand."""


def revised_paragraphs(word: WordFile) -> list[RawParagraph]:
    """The paragraphs of the body, then those of the notes.  Raises one of BROKEN."""
    walker = _WordWalker()
    walker.children(word.body, _Here())
    for kind in ("footnotes", "endnotes"):
        part = word.notes(kind)
        for note in () if part is None else part:
            if note.get(f"{W}type") in (None, "normal"):
                walker.begin_part("note", note.get(f"{W}id", ""))
                walker.children(note, _Here())
    return walker.paragraphs


def margin_texts(word: WordFile) -> Iterator[str]:
    """What headers and footers say, page numbers left out."""
    names = dict.fromkeys(
        one.target
        for one in word.relations(word.main)
        if one.kind.endswith(("/header", "/footer")) and not one.external
    )
    for name in names:
        walker = _WordWalker()
        walker.children(word.part(name), _Here())
        for paragraph in walker.paragraphs:
            if paragraph.area == "body":  # a watermark is a shape
                yield "".join(piece.text for piece in paragraph.pieces if piece.state != "gone")


class _Here(NamedTuple):
    """Where the walk is: the state of what comes, and who made it so; None for what was put in and taken out again."""

    state: TrackState | None = "kept"
    who: str = ""
    cell: WordCell | None = None
    row: TrackState = "kept"

    def within(self, name: str, who: str) -> _Here:
        """Inside an insertion or a deletion."""
        if name in _NEW:
            return self if self.state in ("gone", None) else self._replace(state="new", who=who)
        return self._replace(state=None if self.state in ("new", None) else "gone", who=who)


class _WordField(Struct):
    code: str = ""
    result: bool = False

    @property
    def hidden(self) -> bool:
        """Whether what it shows is counted by Word, or stands for something else."""
        return not self.result or bool(_COUNTED.match(self.code) or _NOTE_REF.match(self.code))


class _WordWalker(Struct):
    paragraphs: list[RawParagraph] = field(default_factory=list)
    area: WordArea = "body"
    note: str = ""
    _open: list[RawParagraph] = field(default_factory=list)
    _fields: list[_WordField] = field(default_factory=list)
    _marks: dict[str, str] = field(default_factory=dict)
    _waiting: list[tuple[EventKind, str]] = field(default_factory=list)
    """Events between paragraphs; they belong to the next."""
    _tables: int = 0

    def begin_part(self, area: WordArea, note: str) -> None:
        """What comes is another note, or text of another area."""
        self.area, self.note = area, note
        self._fields.clear()
        self._marks.clear()
        self._waiting.clear()

    def children(self, parent: Element, here: _Here) -> None:
        """All that is in an element."""
        for child in parent:
            self._element(child, here)

    def _element(self, element: Element, here: _Here) -> None:
        name = element.tag.removeprefix(W)
        match name:
            case "p":
                self._paragraph(element, here)
            case "tbl":
                self._table(element, here)
            case "r":
                self._run(element, here)
            case "ins" | "moveTo" | "del" | "moveFrom":
                self.children(element, here.within(name, element.get(f"{W}author", "")))
            case "sdt":
                gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
                if gallery is None or gallery.get(f"{W}val") != "Table of Contents":
                    self.children(element, here)
            case "fldSimple":
                self._fields.append(_WordField(element.get(f"{W}instr", ""), result=True))
                self.children(element, here)
                self._fields.pop()
            case "bookmarkStart":
                self._marks[element.get(f"{W}id", "")] = element.get(f"{W}name", "")
                self._happen("start", element.get(f"{W}name", ""))
            case "bookmarkEnd":
                self._happen("end", self._marks.get(element.get(f"{W}id", ""), ""))
            case "commentRangeStart" | "commentRangeEnd":
                kind: EventKind = "remark" if name.endswith("Start") else "remarked"
                self._happen(kind, element.get(f"{W}id", ""))
            case _ if element.tag == _MATH:
                self._say(element.text or "", here)
            case _ if element.tag not in _UNREAD:
                self.children(element, here)

    def _happen(self, kind: EventKind, name: str) -> None:
        if not self._open:
            self._waiting.append((kind, name))
            return
        paragraph = self._open[-1]
        paragraph.events.append(WordEvent(len(paragraph.pieces), kind, name))

    def _paragraph(self, element: Element, here: _Here) -> None:
        inside = bool(self._open)
        paragraph = RawParagraph("box" if inside else self.area, cell=here.cell, note=self.note)
        if here.row != "kept" and here.cell is not None:
            paragraph.cell = here.cell._replace(state=here.row)
        properties = element.find(f"{W}pPr")
        if properties is not None:
            style = properties.find(f"{W}pStyle")
            paragraph.style = "" if style is None else style.get(f"{W}val", "")
            for mark in properties.find(f"{W}rPr") or ():
                if (name := mark.tag.removeprefix(W)) in _NEW | _GONE:
                    paragraph.mark = "new" if name in _NEW else "gone"
                    paragraph.who = mark.get(f"{W}author", "")
        self.paragraphs.append(paragraph)
        paragraph.events += (WordEvent(0, kind, name) for kind, name in self._waiting)
        self._waiting.clear()
        self._open.append(paragraph)
        self.children(element, here)
        self._open.pop()

    def _table(self, table: Element, here: _Here) -> None:
        number, self._tables = self._tables, self._tables + 1
        for at, row in enumerate(table_parts(table, "tr")):
            state = _state_of(row.find(f"{W}trPr"))
            column = 0
            for cell in table_parts(row, "tc"):
                own = _state_of(cell.find(f"{W}tcPr"))
                place = WordCell(number, at, column, own if state == "kept" else state)
                self.children(cell, here._replace(cell=place, row=place.state))
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                column += 1 if span is None else int(span.get(f"{W}val", "1"))

    def _run(self, run: Element, here: _Here) -> None:
        looks = looks_of(run.find(f"{W}rPr"))
        for child in run:
            name = child.tag.removeprefix(W)
            match name:
                case "t" | "delText":
                    self._say(child.text or "", here, looks)
                case "tab" | "ptab":
                    self._say("\t", here)
                case "br" | "cr":
                    self._say("\n", here)
                case "noBreakHyphen":
                    self._say("-", here)
                case "footnoteReference" | "endnoteReference":
                    self._say(NOTE, here)
                    if self._open and here.state in ("kept", "new"):
                        self._open[-1].notes.append(child.get(f"{W}id", ""))
                case "commentReference":
                    self._happen("remarks", child.get(f"{W}id", ""))
                case "fldChar":
                    self._field(child.get(f"{W}fldCharType", ""), here)
                case "instrText" | "delInstrText":
                    if self._fields:
                        self._fields[-1].code += child.text or ""
                case _ if child.tag not in _UNREAD:
                    self._element(child, here)

    def _field(self, step: str, here: _Here) -> None:
        match step:
            case "begin":
                if len(self._fields) >= _MOST_FIELDS:
                    raise Unjudged(
                        "文件里的域一层套一层，套得太深，没有读", "这不是 Word 写的文件；请对方重新存一份 .docx 再发来"
                    )
                self._fields.append(_WordField())
            case "separate" if self._fields:
                if _NOTE_REF.match(self._fields[-1].code):
                    self._say(NOTE, here, counted=True)
                self._fields[-1].result = True
            case "end" if self._fields:
                self._fields.pop()

    def _say(self, text: str, here: _Here, looks: tuple[HandLook, ...] = (), *, counted: bool = False) -> None:
        if not self._open or not text:
            return
        paragraph = self._open[-1]
        if here.state is None or (not counted and any(one.hidden for one in self._fields)):
            return
        paragraph.pieces.append(WordLetters(text, here.state, here.who))
        if here.state != "gone":
            paragraph.looks += ((look, text) for look in looks)


def _state_of(properties: Element | None) -> TrackState:
    """What was done to a row or a cell."""
    for one in () if properties is None else properties:
        match one.tag.removeprefix(W):
            case "ins" | "cellIns":
                return "new"
            case "del" | "cellDel":
                return "gone"
    return "kept"
