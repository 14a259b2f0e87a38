"""The report as a tree of blocks and inlines that every writer reads: meaning, never looks.

A block knows the template line it came from.  Labels (一、 表1 图1 ①) are empty until `numbering.number` has filled them, once,
so that all formats print the same.  A writer's `match` ends in `assert_never`: one that forgets a block does not type-check.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import ClassVar, Literal, assert_never

from msgspec import Struct, field

from hgz_report.document.chart import Chart
from hgz_report.document.letterhead import Imprint, Masthead, Properties
from hgz_report.origin import Attributed, Origin, Wording, spelled
from hgz_report.problems import Where

Align = Literal["left", "center", "right"]
Inlines = tuple["Inline", ...]
Flank = Literal["", "left", "right"]
Look = Literal["paper", "compact"]
"""The styles that a report may be set in."""


class Text(Struct, frozen=True):
    """Plain text, white space settled, and where it comes from (None only before anybody has said so)."""

    text: str
    origin: Origin | None = None

    @classmethod
    def said(cls, text: str) -> Inlines:
        """A text as inlines, each stretch with the origin it knows."""
        return tuple(cls(*piece) for piece in text.pieces) if isinstance(text, Attributed) else (cls(text),)


class Strong(Struct, frozen=True):
    """Emphasised words (the writer chooses how: a heavier face)."""

    children: Inlines


class FactRef(Struct, frozen=True):
    """A printed quantity and the fact, derived value, count or source behind it."""

    text: str
    origin: Origin

    @property
    def fact(self) -> str:
        """What stands behind it, spelled as in trace files and Word tags."""
        return spelled(self.origin)


class Ref(Struct, frozen=True):
    """A cross-reference to a table, chart or heading by its id; `text` is filled by numbering (表1, 图2, 第三部分)."""

    target: str
    text: str = ""

    origin: ClassVar[Origin] = Wording("reference")  # numbering writes it


class NoteRef(Struct, frozen=True):
    """A note mark; `note` is a key of `Document.notes`, `number` is filled by numbering in order of first mention."""

    note: str
    number: int = 0

    origin: ClassVar[Origin] = Wording("note")  # numbering writes it


class Link(Struct, frozen=True):
    """An outside address, of the web or a mailbox: ValueError for any other, so that no format can write one."""

    url: str
    children: Inlines

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://", "mailto:")):
            raise ValueError(self.url)


class Break(Struct, frozen=True):
    """A line break inside a table cell."""


Leaf = Text | FactRef | Ref | NoteRef | Break
Inline = Leaf | Strong | Link


class Heading(Struct, frozen=True):
    """A heading of level 1 to 4; `label` is 一、 （一） 1. （1）, empty where it is not `numbered`; `anchor` its id, or one that
    numbering made up.  `annex`: the title of an annex, which opens a page; its label is 附件 or 附件1.
    """

    level: int
    inlines: Inlines
    id: str = ""
    where: Where | None = None
    label: str = ""
    anchor: str = ""
    numbered: bool = True
    annex: bool = False

    @property
    def listed(self) -> str:
        """Label and text as one line of the contents."""
        return self.label + "\u3000" * self.annex + plain(self.inlines)


class Paragraph(Struct, frozen=True):
    """Running text.  `role` `lead` is the opening summary of a report or section, `aside` a remark in smaller type.

    `keep`: on one page with the block that follows.
    """

    inlines: Inlines
    role: Literal["body", "lead", "aside"] = "body"
    where: Where | None = None
    keep: bool = False


class Item(Struct, frozen=True):
    """One entry of a list; `label` is filled by numbering (1. for ordered lists, · for others)."""

    inlines: Inlines
    where: Where | None = None
    label: str = ""


class ListBlock(Struct, frozen=True):
    """A flat list.  `role` `aside`: of a remark in smaller type; `keep`: on one page with the block that follows."""

    items: tuple[Item, ...]
    ordered: bool = False
    role: Literal["body", "aside"] = "body"
    where: Where | None = None
    keep: bool = False


class Column(Struct, frozen=True):
    """A table column: head, alignment, and a relative width (0: from the content)."""

    head: Inlines
    align: Align = "left"
    width: Decimal = Decimal(0)


class Row(Struct, frozen=True):
    """A table row; a `group` row has one cell that spans all columns, a `total` row is set off by a rule."""

    cells: tuple[Inlines, ...]
    kind: Literal["body", "group", "total"] = "body"
    where: Where | None = None


class Table(Struct, frozen=True):
    """A table with a head row that is repeated on every page.  `unit` stands at the right above the table."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: Inlines
    id: str = ""
    unit: str = ""
    source: Inlines = ()
    where: Where | None = None
    label: str = ""
    anchor: str = ""
    unit_origin: Origin | None = None

    def column_cells(self, index: int) -> list[Inlines]:
        """Cells of a column below its head; group rows have none."""
        return [row.cells[index] for row in self.rows if row.kind != "group"]


class ChartBlock(Struct, frozen=True):
    """A chart with its caption; `alt` says in words what it shows, `said` the same with its numbers bound.

    `beside`: the side on which it stands, with the block before or after it on the other.
    """

    chart: Chart
    caption: Inlines
    alt: str
    id: str = ""
    source: Inlines = ()
    where: Where | None = None
    label: str = ""
    said: Inlines = ()
    anchor: str = ""
    beside: Flank = ""


class KeyFigure(Struct, frozen=True):
    """One figure of the page at a glance: what it is, its value with the fact inside, and its period or scope."""

    name: str
    value: Inlines
    note: str = ""


class KeyFigures(Struct, frozen=True):
    """The figures a reader takes in at a glance; a list without caption or number.  `beside`: as of a chart."""

    figures: tuple[KeyFigure, ...]
    where: Where | None = None
    beside: Flank = ""


class PageBreak(Struct, frozen=True):
    """What follows starts on a new page."""

    where: Where | None = None


class Toc(Struct, frozen=True):
    """The contents: headings down to `depth`, with page numbers; only in a report of more than `over` pages."""

    depth: int = 2
    over: int = 0
    where: Where | None = None


Block = Heading | Paragraph | ListBlock | Table | ChartBlock | KeyFigures | PageBreak | Toc


class Document(Struct, frozen=True):
    """One report.  `look`: a key of `style.LOOKS`; `title_ends`: places in the title where an editor wants a line to end;
    `draft`: the word across its pages while it is one.
    """

    slug: str
    title: str
    blocks: tuple[Block, ...]
    properties: Properties
    masthead: Masthead | None = None
    imprint: Imprint | None = None
    notes: Mapping[str, Inlines] = field(default_factory=dict)
    look: Look = "paper"
    title_ends: tuple[int, ...] = ()
    draft: str = ""


def leaves(inlines: Inlines) -> Iterator[Leaf]:
    """The inlines that hold no others, at any depth, in reading order."""
    for inline in inlines:
        if isinstance(inline, Strong | Link):
            yield from leaves(inline.children)
        else:
            yield inline


def plain(inlines: Inlines) -> str:
    """The text of inlines as a reader sees it, without note marks; a break is a new line."""
    if len(inlines) == 1 and isinstance(only := inlines[0], Text):  # nearly every cell
        return only.text
    return "".join(map(_plain, leaves(inlines)))


def _plain(leaf: Leaf) -> str:
    if isinstance(leaf, Text):  # nearly every leaf; this is asked a hundred thousand times an edition
        return leaf.text
    match leaf:
        case FactRef() | Ref():
            return leaf.text
        case Break():
            return "\n"
        case NoteRef():
            return ""
        case _:
            assert_never(leaf)


def inlines_of(block: Block) -> Iterator[Inlines]:
    """Every run of inlines in a block, in reading order (caption, unit and source lines included)."""
    match block:
        case Heading() | Paragraph():
            yield block.inlines
        case ListBlock():
            for item in block.items:
                yield item.inlines
        case Table():
            yield block.caption
            for column in block.columns:
                yield column.head
            for row in block.rows:
                yield from row.cells
            yield block.source
        case ChartBlock():
            yield from (block.caption, block.source)
        case KeyFigures():
            for figure in block.figures:
                yield from (Text.said(figure.name), figure.value, Text.said(figure.note))
        case PageBreak() | Toc():
            return
        case _:
            assert_never(block)
