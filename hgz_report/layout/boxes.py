"""What layout hands to a painter: pages of placed pieces, and the structure tree they belong to.

Coordinates in pt from the lower left corner of the page; `y` of text is its baseline.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from hgz_report.document.address import NOWHERE, Address
from hgz_report.document.blocks import ChartBlock
from hgz_report.fonts.face import Face
from hgz_report.problems import Where


@dataclass(slots=True, eq=False)
class Node:
    """A structure element (ISO 32000-1 14.8.4): H1 P L LI Lbl LBody Table TR TH TD Caption Figure Note Link TOC TOCI Span …

    `kids` in reading order; pieces point to their node, so a node's own content is where its pieces are.
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


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face on one line.  `advances`: pt from the origin of each character to that of the next, squeezing and
    justification included.  `stroke`: extra outline in pt for weight where the face is lighter than its role.
    `fact`: id of the bound fact, for tracing a printed number.  `link`: address, or `#id` for a place in the document.
    `address`: where its text stands in the document, `start`: the place of its first character in the text there.
    """

    x: float
    y: float
    face: Face
    size: float
    text: str
    advances: tuple[float, ...]
    color: tuple[float, float, float] = (0.0, 0.0, 0.0)
    stroke: float = 0.0
    fact: str = ""
    link: str = ""
    address: Address = NOWHERE
    start: int = 0


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled rectangle: a rule, or the ground of a cell."""

    x: float
    y: float
    width: float
    height: float
    color: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Picture:
    """The box a chart is drawn into."""

    x: float
    y: float
    width: float
    height: float
    block: ChartBlock


@dataclass(frozen=True, slots=True)
class Letters:
    """A line of a chart's lettering where the PDF paints it: from `x`, `y`, the start of its baseline, to the right or, `turned`,
    upwards; `advances` as of a run.
    """

    page: int
    x: float
    y: float
    size: float
    text: str
    advances: tuple[float, ...]
    turned: bool = False


@dataclass(frozen=True, slots=True)
class PaintedPiece:
    """Something painted; `node` None means page furniture (an artifact)."""

    node: Node | None
    what: Run | Rectangle | Picture
    where: Where | None = None


@dataclass(slots=True)
class Page:
    """One page, numbered from 1, pieces in reading order."""

    number: int
    pieces: list[PaintedPiece] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Landmark:
    """Where a heading, table or chart landed: for outlines, contents, links.  `level` 0 for captions."""

    id: str
    level: int
    text: str
    page: int
    y: float


@dataclass(frozen=True, slots=True)
class TableFit:
    """How a table was made to fit: size and leading of its type, padding at the sides of a cell, widths of its columns, in pt.

    `insets`: for each row, what is free at the right of every cell: numbers stand in the middle of a right-aligned column,
    on the decimal point where they have decimals; 0 in other columns and group rows.  `kept`: whether the head and each row
    stay on one page with what follows; `ruled`: whether a hairline stands below each row;
    `heights`: of the head and each row.
    """

    size: float
    leading: float
    pad: float
    widths: tuple[float, ...]
    insets: tuple[tuple[float, ...], ...] = ()
    kept: tuple[bool, ...] = ()
    ruled: tuple[bool, ...] = ()
    heights: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class TilesFit:
    """How key figures were made to fit: tiles a row, size of their values, width of a tile, height of each row, in pt."""

    columns: int
    size: float
    width: float
    heights: tuple[float, ...]
