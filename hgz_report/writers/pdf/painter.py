"""Frames of pages -> content streams with marked content, boxes of links, and the tag tree filled on the way."""

from __future__ import annotations

from msgspec import Struct

from hgz_report.draw.frame import Artifact, Frame, Group, Inset, Run
from hgz_report.fonts.face import Use
from hgz_report.layout.laid_out import Layout
from hgz_report.style import ASCENT, DESCENT
from hgz_report.writers.pdf.frame_operators import FrameOperators, Paste
from hgz_report.writers.pdf.tags import StructureElement, TagTree


class LinkBox(Struct):
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

    def takes(self, run: Run, target: str, owner: StructureElement) -> bool:
        """Whether a run goes on with this link on this line; a raised note mark shares the line."""
        near = abs(run.y - self.baseline) < self.size / 2 and run.x >= self.x0
        return self.target == target and owner is self.owner and near

    def widen(self, run: Run) -> None:
        """Take in another run."""
        self.text += run.text
        self.x1 = max(self.x1, run.x + sum(run.advances))
        self.size = max(self.size, run.size)


class Painter:
    """Paints the pages of one layout in order; afterwards `tags` and `links` hold what the file must say about them."""

    def __init__(self, layout: Layout, use: Use, paste: Paste) -> None:
        self.tags = TagTree(layout.tree, len(layout.pages))
        self.links: list[LinkBox] = []
        self.unnumbered: list[bytes] = []
        """The content stream of each page without its number."""
        self._use, self._paste = use, paste

    def paint(self, page: Frame, index: int) -> bytes:
        """The content stream of a page; `index` counts from 0."""
        content = FrameOperators(self._use, self._paste)
        first_link = len(self.links)
        current: StructureElement | Artifact | None = None
        numbered_at: int | None = None  # what is painted last
        for group in page.groups:
            owner = self._owner(group)
            if owner is not current:
                if current is not None:
                    content.operators.append("EMC")
                content.operators.append(self._begun(owner, index))
                current = owner
            for mark in group.marks:
                if (
                    numbered_at is None
                    and isinstance(mark, Run)
                    and mark.address.kind == "page"
                    and isinstance(owner, str)
                ):
                    numbered_at = len(content.operators)
                content.put(mark)
            if isinstance(owner, StructureElement):
                self._tell(group, owner, index, first_link)
        if current is not None:
            content.operators.append("EMC")
        self.unnumbered.append("\n".join([*content.operators[:numbered_at], "EMC"]).encode("ascii"))
        return "\n".join(content.operators).encode("ascii")

    def _owner(self, group: Group) -> StructureElement | Artifact:
        return group.owner if isinstance(group.owner, str) else self.tags.element(group.owner, group.link)

    def _begun(self, owner: StructureElement | Artifact, page: int) -> str:
        if isinstance(owner, str):
            return f"/Artifact << /Type /{owner} >> BDC"
        return f"/{owner.role} << /MCID {self.tags.mark(owner, page)} >> BDC"

    def _tell(self, group: Group, owner: StructureElement, page: int, first_link: int) -> None:
        """Where the links of a group are, and the box of a picture."""
        for mark in group.marks:
            match mark:
                case Run() if group.link:
                    self._add_link(mark, group.link, owner, page, first_link)
                case Inset(x, y, frame):
                    owner.box = (x, y, x + frame.width, y + frame.height)

    def _add_link(self, run: Run, target: str, owner: StructureElement, page: int, first_link: int) -> None:
        link = self.tags.enclosing_link(owner) or owner
        if len(self.links) > first_link and self.links[-1].takes(run, target, link):
            self.links[-1].widen(run)
            return
        self.tags.mark_area(link, page)
        box = LinkBox(page, target, run.text, run.x, run.x + sum(run.advances), run.y, run.size, link)
        self.links.append(box)
