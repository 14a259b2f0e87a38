"""A laid-out report: its pages, its structure, where headings and charts landed, and how its blocks were made to fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hgz_report.document.blocks import Block, Document
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.boxes import Landmark, Node, Page, Picture, TableFit, TilesFit
from hgz_report.layout.inline.paragraph import Line
from hgz_report.style import Style


@dataclass(slots=True)
class Laid:
    """A block as it was laid out.  `place`: among the blocks of the document that was to be laid out, whose order may change.

    `lines`: those of a paragraph, or of each item of a list; `fit`: how a table or key figures were made to fit.
    """

    block: Block
    place: int
    lines: Sequence[Sequence[Line]] = ()
    fit: TableFit | TilesFit | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out report; `blocks` are those of its document, `title` the lines of its title."""

    document: Document
    style: Style
    fonts: FontSet
    pages: tuple[Page, ...]
    tree: Node
    marks: tuple[Landmark, ...]
    blocks: Sequence[Laid] = ()
    title: Sequence[Line] = ()

    def pictures(self) -> Iterator[Picture]:
        """The boxes of charts, in order."""
        return (piece.what for page in self.pages for piece in page.pieces if isinstance(piece.what, Picture))

    def page_openers(self, spare: float) -> frozenset[str]:
        """Headings that stand first on a page while the page before has room for more than `spare` pt."""
        ceiling = self.style.page_height - self.style.top
        first = (mark for mark in self.marks if mark.level and mark.y == ceiling)
        return frozenset(mark.id for mark in first if self._free(mark.page - 1) > spare)

    def _free(self, page: int) -> float:
        """Room in pt under the last baseline of a page; 0 where there is no such page."""
        foot = self.style.page_height - self.style.top - self.style.text_height
        pieces = self.pages[page - 1].pieces if page else ()
        return min((piece.what.y - foot for piece in pieces if piece.what.y > foot), default=0.0)
