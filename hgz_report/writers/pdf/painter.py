"""Pages of placed pieces -> content streams with marked content, boxes of links, and the tag tree filled on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from hgz_report.charts.draw import for_pdf
from hgz_report.fonts.face import Use
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.boxes import Letters, Page, PaintedPiece, Picture, Rectangle, Run
from hgz_report.layout.laid_out import Layout
from hgz_report.style import ASCENT, DESCENT
from hgz_report.writers.pdf.objects import number
from hgz_report.writers.pdf.tags import StructureElement, TagTree
from hgz_report.writers.pdf.text_operators import PageContent

PAGINATION = "/Artifact << /Type /Pagination >> BDC"
ORNAMENT = "/Artifact << /Type /Layout >> BDC"


@dataclass(slots=True)
class LinkBox:
    """A link on one line: its box in pt, where it leads, and the text it carries."""

    page: int
    target: str
    text: str
    x0: float
    x1: float
    baseline: float
    size: float
    owner: StructureElement

    @property
    def rect(self) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        return self.x0, self.baseline - DESCENT * self.size, self.x1, self.baseline + ASCENT * self.size

    def takes(self, run: Run, owner: StructureElement) -> bool:
        """Whether a run goes on with this link on this line; a raised note mark shares the line."""
        near = abs(run.y - self.baseline) < self.size / 2 and run.x >= self.x0
        return self.target == run.link and owner is self.owner and near

    def widen(self, run: Run) -> None:
        """Take in another run."""
        self.text += run.text
        self.x1 = max(self.x1, run.x + sum(run.advances))
        self.size = max(self.size, run.size)


class Painter:
    """Paints the pages of one layout in order; afterwards `tags` and `links` hold what the file must say about them."""

    def __init__(self, layout: Layout, use: Use) -> None:
        self.tags = TagTree(layout.tree, len(layout.pages))
        self.links: list[LinkBox] = []
        self.lettering: dict[str, list[Letters]] = {}
        """What each chart's picture is lettered with and where, by the chart's label, in the order it is painted."""
        self._fonts: FontSet = layout.fonts
        self._use = use

    def paint(self, page: Page) -> bytes:
        """The content stream of a page."""
        index = page.number - 1
        content = PageContent(self._use)
        first_link = len(self.links)
        current: StructureElement | str | None = None
        for piece in page.pieces:
            owner = self._owner(piece)
            if owner is not current:
                if current is not None:
                    content.operators.append("EMC")
                content.operators.append(owner if isinstance(owner, str) else self._begin(owner, index))
                current = owner
            self._piece(content, piece, owner, index, first_link)
        if current is not None:
            content.operators.append("EMC")
        return "\n".join(content.operators).encode("ascii")

    def _owner(self, piece: PaintedPiece) -> StructureElement | str:
        """The element a piece is content of, or the operator that opens an artifact."""
        match piece.what:
            case Rectangle():
                return ORNAMENT
            case Run(link=link):
                return PAGINATION if piece.node is None else self.tags.element(piece.node, link)
            case Picture():
                return ORNAMENT if piece.node is None else self.tags.element(piece.node)
            case other:
                assert_never(other)

    def _begin(self, element: StructureElement, page: int) -> str:
        return f"/{element.role} << /MCID {self.tags.mark(element, page)} >> BDC"

    def _piece(
        self, content: PageContent, piece: PaintedPiece, owner: StructureElement | str, page: int, first_link: int
    ) -> None:
        match piece.what:
            case Rectangle() as rule:
                content.rule(rule)
            case Run() as run:
                content.run(run)
                if run.link and isinstance(owner, StructureElement):
                    self._add_link(run, owner, page, first_link)
            case Picture() as picture:
                if isinstance(owner, StructureElement):
                    owner.box = (picture.x, picture.y, picture.x + picture.width, picture.y + picture.height)
                content.operators += self._drawn(picture, page + 1)
            case other:
                assert_never(other)

    def _drawn(self, picture: Picture, page: int) -> list[str]:
        drawing = for_pdf(picture.block, picture.width, picture.height, self._fonts, self._use)
        self.lettering[picture.block.label] = [
            Letters(page, picture.x + one.x, picture.y + one.y, one.size, one.text, one.advances, one.turned)
            for one in drawing.texts
        ]
        return [f"q 1 0 0 1 {number(picture.x)} {number(picture.y)} cm", *drawing.operators, "Q"]

    def _add_link(self, run: Run, owner: StructureElement, page: int, first_link: int) -> None:
        link = self.tags.enclosing_link(owner) or owner
        if len(self.links) > first_link and self.links[-1].takes(run, link):
            self.links[-1].widen(run)
            return
        self.tags.mark_area(link, page)
        box = LinkBox(page, run.link, run.text, run.x, run.x + sum(run.advances), run.y, run.size, link)
        self.links.append(box)
