"""A Frame: what is placed on a page or in a chart, whatever format it is written in.

Coordinates in pt from the lower left corner of the frame; `y` of text is its baseline.  Colours are red, green and blue
from 0 to 1; nothing is transparent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct, field

from hgz_report.document.address import NOWHERE, Address
from hgz_report.draw.paths import Path
from hgz_report.fonts.face import Face
from hgz_report.origin import Attributed

Color = tuple[float, float, float]
BLACK: Color = (0.0, 0.0, 0.0)
Artifact = Literal["Pagination", "Layout"]
"""What is on a page and no part of what it says (ISO 32000-1 14.8.2.2): page numbers and repeated heads; rules and grounds."""


def hexadecimal(color: Color) -> str:
    """RGB parts of 0 to 1 as `FF3333`."""
    return "".join(f"{round(part * 255):02X}" for part in color)


class Node(Struct, eq=False):
    """A structure element (ISO 32000-1 14.8.4): H1 P L LI Lbl LBody Table TR TH TD Caption Figure Note Link TOC TOCI Span …

    `kids` in reading order; groups point to their node, so a node's own content is where its groups are.
    """

    role: str
    kids: list[Node] = field(default_factory=list)
    alt: str = ""
    attributes: Mapping[str, str | int] = field(default_factory=dict)
    """Scope (`Column`, `Row`), ColSpan, RowSpan, ListNumbering, Placement, Summary."""

    def add(self, role: str, alt: str = "", **attributes: str | int) -> Node:
        """Append a child."""
        kid = Node(role, alt=alt, attributes=attributes)
        self.kids.append(kid)
        return kid


class Run(Struct, frozen=True):
    """Text in one face on one line.  `advances`: pt from the origin of each character to that of the next, squeezing and
    justification included.  `stroke`: extra outline in pt for weight where the face is lighter than its role.
    `fact`: id of the bound fact, for tracing a printed number.  `turned`: runs upwards, its origin still at `x`, `y`.
    `address`: where its text stands in the document, `start`: the place of its first character in the text there.
    """

    x: float
    y: float
    face: Face
    size: float
    text: str
    advances: tuple[float, ...]
    color: Color = BLACK
    stroke: float = 0.0
    fact: str = ""
    address: Address = NOWHERE
    start: int = 0
    turned: bool = False


class Rectangle(Struct, frozen=True):
    """A filled rectangle: a rule, the ground of a cell, a bar."""

    x: float
    y: float
    width: float
    height: float
    color: Color = BLACK


class Shape(Struct, frozen=True):
    """A path, filled with `fill`, stroked with `edge` of `width` pt (butt ends, mitred corners), or both.

    `dash`: pt on and off in turn; nothing for a whole line.  `even_odd`: what the path goes round twice is a hole.
    """

    path: Path
    fill: Color | None = None
    edge: Color | None = None
    width: float = 0.0
    dash: tuple[float, ...] = ()
    even_odd: bool = False


class Image(Struct, frozen=True):
    """Pixels in a box: `pixels` are rows from the top, three bytes a pixel, `columns` x `rows` of them."""

    x: float
    y: float
    width: float
    height: float
    columns: int
    rows: int
    pixels: bytes


class Pasted(Struct, frozen=True):
    """A picture of `columns` x `rows` pixels from a file in a box: `data` is a JPEG or a PNG, in RGB, without transparency."""

    x: float
    y: float
    width: float
    height: float
    columns: int
    rows: int
    data: bytes

    @property
    def is_jpeg(self) -> bool:
        """Which of the two it is."""
        return self.data.startswith(b"\xff\xd8")


class Inset(Struct, frozen=True):
    """A frame inside another, its lower left corner at `x`, `y`: a chart on a page."""

    x: float
    y: float
    frame: Frame


Mark = Run | Rectangle | Shape | Image | Pasted | Inset


class Group(Struct):
    """Marks that are content of one structure element, or an artifact.  `link`: an address, or `#id` for a place in the document.

    Inside an inset the element is that of the group which holds the inset; its own groups are artifacts for nobody.
    """

    owner: Node | Artifact
    link: str = ""
    marks: list[Mark] = field(default_factory=list)

    def runs(self) -> Iterator[tuple[float, float, Run]]:
        """Its runs, those of insets too, each with the place on the page that its own coordinates count from."""
        return runs_of(self.marks)


class Frame(Struct):
    """A sheet of `width` x `height` pt, its groups in the order in which they are painted, which is the order of reading."""

    width: float
    height: float
    groups: list[Group] = field(default_factory=list)
    texts: list[Attributed] = field(default_factory=list)
    """What its lines say, where the document doesn't say it itself (a chart's); the address of each is its place here."""

    def put(self, mark: Mark, owner: Node | Artifact = "Layout", link: str = "") -> None:
        """Place a mark on top of what is there."""
        last = self.groups[-1] if self.groups else None
        if last is None or last.owner is not owner or last.link != link:
            last = Group(owner, link)
            self.groups.append(last)
        last.marks.append(mark)

    def marks(self) -> Iterator[Mark]:
        """Every mark of its own, insets whole."""
        return (mark for group in self.groups for mark in group.marks)


def runs_of(marks: Iterable[Mark], x: float = 0.0, y: float = 0.0) -> Iterator[tuple[float, float, Run]]:
    """Every run among marks, those of insets too, each with the place that its own coordinates count from."""
    for mark in marks:
        if isinstance(mark, Run):
            yield x, y, mark
        elif isinstance(mark, Inset):
            yield from runs_of(mark.frame.marks(), x + mark.x, y + mark.y)
