"""A laid-out report: its pages, its structure, where headings and charts landed, and how its blocks were made to fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from hgz_report.document.blocks import Block, ChartBlock, Document
from hgz_report.draw.frame import Frame, Node, Shape
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.inline.paragraph import Line
from hgz_report.style import Style


class Landmark(Struct, frozen=True):
    """Where a heading, table or chart landed: for outlines, contents, links.  `level` 0 for captions."""

    id: str
    level: int
    text: str
    page: int
    y: float


class TableFit(Struct, frozen=True):
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


class TilesFit(Struct, frozen=True):
    """How key figures were made to fit: tiles a row, size of their values, width of a tile, height of each row, in pt."""

    columns: int
    size: float
    width: float
    heights: tuple[float, ...]


class Laid(Struct):
    """A block as it was laid out.  `place`: among the blocks of the document that was to be laid out, whose order may change.

    `lines`: those of a paragraph, or of each item of a list; `fit`: how a table or key figures were made to fit, or a chart
    as it was drawn.
    """

    block: Block
    place: int
    lines: Sequence[Sequence[Line]] = ()
    fit: TableFit | TilesFit | Frame | None = None


class Layout(Struct, frozen=True):
    """A laid-out report: a frame for each page; `blocks` are those of its document, `title` the lines of its title.

    `free`: for each page the pt that text and notes leave, the imprint not counted.
    """

    document: Document
    style: Style
    fonts: FontSet
    pages: tuple[Frame, ...]
    tree: Node
    marks: tuple[Landmark, ...]
    blocks: Sequence[Laid] = ()
    title: Sequence[Line] = ()
    free: Sequence[float] = ()

    def charts(self) -> Iterator[tuple[ChartBlock, Frame]]:
        """The charts as they were drawn, in order."""
        for laid in self.blocks:
            if isinstance(laid.block, ChartBlock) and isinstance(laid.fit, Frame):
                yield laid.block, laid.fit

    def page_openers(self, spare: float) -> frozenset[str]:
        """Headings that stand first on a page while the page before has room for more than `spare` pt."""
        ceiling = self.style.page_height - self.style.top
        first = (mark for mark in self.marks if mark.level and mark.y == ceiling)
        return frozenset(mark.id for mark in first if self._free(mark.page - 1) > spare)

    def _free(self, page: int) -> float:
        """Room in pt under the last baseline of a page; 0 where there is no such page."""
        foot = self.style.page_height - self.style.top - self.style.text_height
        marks = self.pages[page - 1].marks() if page else ()
        return min((mark.y - foot for mark in marks if not isinstance(mark, Shape) and mark.y > foot), default=0.0)
