"""A published report as the paragraphs that Word shows, each with its bookmarks and with where every character came from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from hgz_report.document.address import Address, AddressKind
from hgz_report.document.anchors import Anchor, AnchorTable, anchor_name, text_digest
from hgz_report.document.blocks import Document, NoteRef
from hgz_report.document.passage import Passage, PassageKind, Stretch
from hgz_report.document.passages import units_of
from hgz_report.origin import Origin, Wording, goes_on, shifted
from hgz_report.problems import Where
from hgz_report.readers.word_revised import NOTE
from hgz_report.style import CONTENTS

_UNREAD = ("alt", "chart")
_OUTSIDE = ("masthead", "title", "note", "imprint")


class BuiltParagraph(Struct):
    """`names`: its bookmarks in order; `block`: the one it stands in, -1 outside; `row` (-1: heads), `column`: of a table's cell.

    `optional`: Word makes it by itself, or not at all.
    """

    kind: PassageKind
    text: str
    stretches: list[Stretch]
    names: tuple[str, ...] = ()
    heading: str = ""
    where: Where | None = None
    block: int = -1
    row: int = -1
    column: int = -1
    label: int = 0
    """How many characters at the start number it (一、 表1 1.): numbering writes them."""
    optional: bool = False
    unknown: bool = False
    """Whether it was changed, and nobody knows any more from what: its text is the changed one."""

    @property
    def is_note(self) -> bool:
        """Whether it stands in a note."""
        return self.kind == "note"

    def touched(self, start: int, end: int) -> Iterator[Stretch]:
        """The stretches of the characters from `start` to `end`; of an insertion those at both sides."""
        for one in self.stretches:
            if (one.start < end and start < one.end) if start < end else (one.start <= start <= one.end):
                yield one


class BuiltReport(Struct):
    """`document`: where it is known."""

    slug: str
    title: str
    date: str
    paragraphs: list[BuiltParagraph]
    document: Document | None = None


def built_report(document: Document) -> BuiltReport:
    """The paragraphs of a numbered report, notes last.  Raises Problems for text without origin."""
    body: list[BuiltParagraph] = []
    notes: list[BuiltParagraph] = []
    grades = len(document.masthead.grade) if document.masthead else 0
    for unit in units_of(document):
        if unit.kind in _UNREAD:
            continue
        own = _graded(unit) if unit.kind == "masthead" and not unit.part and grades > 1 else _paragraphs(unit)
        (notes if unit.kind == "note" else body).extend(own)
    notes.sort(key=lambda one: int(one.names[0].rpartition("p")[2]))
    return BuiltReport(document.slug, document.title, document.properties.date, body + notes, document)


def _paragraphs(unit: Passage) -> Iterator[BuiltParagraph]:
    """The paragraphs that a passage is in Word: of a tile three, of a caption with a unit two."""
    if unit.kind == "contents":
        origin = Wording("contents")
        yield BuiltParagraph("contents", CONTENTS, [Stretch(0, len(CONTENTS), origin)], optional=True)
        return
    if not unit.text:
        return
    parts = [*_parts(unit)]
    while parts:
        kinds, start, end = parts.pop(0)
        made = _cut(unit, start, end, (_name(unit, kinds[0]),))
        made.label = unit.label if kinds[0] == "text" and start == 0 else 0
        if parts and parts[0][0][0] == "end":  # both ends of a line
            _, begin, last = parts.pop(0)
            right = _cut(unit, begin, last, (_name(unit, "end"),))
            made = _side_by_side(made, right)
        yield made


def _parts(unit: Passage) -> Iterator[tuple[tuple[AddressKind, ...], int, int]]:
    """Each stretch of the text that has a bookmark: its kind, and from where to where."""
    ends = [*(start for start, _ in unit.kinds[1:]), len(unit.text)]
    spans = [(kind, start, end) for (start, kind), end in zip(unit.kinds, ends, strict=True)]
    if unit.kind == "note":  # Word numbers it by itself
        spans = [span for span in spans if span[0] != "label"]
    begun: tuple[int, int] | None = None
    for kind, start, end in spans:
        if kind in ("label", "text"):
            begun = (begun[0] if begun else start, end)
            continue
        if begun:
            yield ("text",), *begun
            begun = None
        if kind != "blank":
            yield (kind,), start, end
    if begun:
        yield ("text",), *begun


def _name(unit: Passage, kind: AddressKind) -> str:
    match unit.kind:
        case "masthead" | "title" | "note" | "imprint" as area:
            return anchor_name(Address(area, unit.part, kind))
    return anchor_name(Address(unit.block, unit.part, kind))


def _cut(unit: Passage, start: int, end: int, names: tuple[str, ...]) -> BuiltParagraph:
    text = unit.text[start:end]
    stretches: list[Stretch] = []
    for one in unit.stretches:
        if one.start < end and start < one.end:
            made = Stretch(max(one.start, start) - start, min(one.end, end) - start, _shifted(one, start))
            last = stretches[-1] if stretches else None
            if last and goes_on(text[last.start : last.end], last.origin, made.origin):
                stretches[-1] = last._replace(end=made.end)  # as the table of a Word file has it
            else:
                stretches.append(made)
    for one in stretches if unit.kind != "note" else ():
        if one.origin == NoteRef.origin:  # the mark of a note, as the reader of Word files has it
            text = text[: one.start] + NOTE + "\x1f" * (one.end - one.start - 1) + text[one.end :]
    return BuiltParagraph(
        unit.kind, text, stretches, names, unit.heading, unit.where, unit.block, unit.row, unit.column
    )


def _shifted(stretch: Stretch, start: int) -> Origin:
    return shifted(stretch.origin, max(start - stretch.start, 0))


def _side_by_side(left: BuiltParagraph, right: BuiltParagraph) -> BuiltParagraph:
    """Two texts of one line, a tab between them."""
    gap = len(left.text) + 1
    left.stretches.append(Stretch(gap - 1, gap, Wording("blank")))
    left.stretches += (Stretch(one.start + gap, one.end + gap, one.origin) for one in right.stretches)
    left.text = f"{left.text}\t{right.text}"
    left.names += right.names
    return left


def _graded(unit: Passage) -> Iterator[BuiltParagraph]:
    """份号, 密级 and 紧急程度, a paragraph each in one bookmark."""
    blanks = [one for one in unit.stretches if one.origin == Wording("blank")]
    edges = [0, *(edge for one in blanks for edge in (one.start, one.end)), len(unit.text)]
    for start, end in list(pairwise(edges))[::2]:
        yield _cut(unit, start, end, (_name(unit, "text"),))


def own_paragraphs(table: AnchorTable, before: dict[str, str], after: dict[str, str]) -> list[BuiltParagraph]:
    """What a file says of itself: texts by the bookmarks they are in, before any tracked change and after.

    A text that was changed without being tracked is there as it is now, and `unknown`.
    """
    return [made for anchor in table.anchors if (made := _own_paragraph(anchor, before, after)) is not None]


def _own_paragraph(anchor: Anchor, before: dict[str, str], after: dict[str, str]) -> BuiltParagraph | None:
    text = before.get(anchor.name, "")
    whole = sum(extent.length for extent in anchor.extents)
    known = len(text) == whole if not anchor.digest else text_digest(text.replace(NOTE, "")) == anchor.digest
    if not known:
        text = after.get(anchor.name, "")
        if not text:
            return None
    stretches: list[Stretch] = []
    for number, (length, origin) in enumerate(anchor.extents, 1):
        at = stretches[-1].end if stretches else 0
        end = len(text) if number == len(anchor.extents) else min(at + length, len(text))
        if at < end:
            stretches.append(Stretch(at, end, origin))
    kind: PassageKind = anchor.kind  # type: ignore[assignment]  # written from one
    return BuiltParagraph(kind, text, stretches, (anchor.name,), unknown=not known)
