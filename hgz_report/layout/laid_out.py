"""A laid-out report: its pages, its structure, where headings and charts landed, and how its blocks were made to fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hgz_report.document.blocks import Document
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.boxes import Mark, Node, Page, Picture, TableFit, TilesFit
from hgz_report.layout.inline.paragraph import Line
from hgz_report.style import Style


@dataclass(frozen=True, slots=True)
class Layout:
    """A laid-out report.

    `tables`: how each was made to fit, by place among the document's blocks; `lines`: those of paragraphs and list items, by
    place and number of the item; `tiles`: how key figures were made to fit, by place.
    """

    document: Document
    style: Style
    fonts: FontSet
    pages: tuple[Page, ...]
    tree: Node
    marks: tuple[Mark, ...]
    tables: Mapping[int, TableFit] = field(default_factory=dict)
    lines: Mapping[tuple[int, int], Sequence[Line]] = field(default_factory=dict)
    tiles: Mapping[int, TilesFit] = field(default_factory=dict)

    def pictures(self) -> Iterator[Picture]:
        """The boxes of charts, in order."""
        return (piece.what for page in self.pages for piece in page.pieces if isinstance(piece.what, Picture))
