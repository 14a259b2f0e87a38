"""What a paper was laid out to, kept for the next time: a block that is as it was, where it was, is not set again, nor is a page
on which nothing has changed painted again.

Whoever lays the same paper out over and over again hands the same one in; the passes of one layout share it in any case.  What
comes out is the same either way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from hgz_report.document.blocks import Block, ChartBlock, Heading, ListBlock, Paragraph, Table
from hgz_report.document.chart import Chart
from hgz_report.draw.frame import Frame, Node
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.blocks.vertical import Box
from hgz_report.layout.laid_out import Laid
from hgz_report.layout.pages.paginate import PageFill
from hgz_report.style import Style

_Drawing: TypeAlias = tuple[int, float, float]
"""The place of a chart's block, width and height in pt."""


@dataclass(frozen=True, slots=True)
class KeptBlock:
    """A block that was set: its boxes, the nodes that it added to the root, and how it was made to fit.

    `opens`: whether a page break stands before it.
    """

    block: Block
    opens: bool
    boxes: list[Box]
    nodes: Sequence[Node]
    laid: Laid


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page that was painted, and all that this hangs on beside style and fonts."""

    boxes: Sequence[Box]
    depths: Sequence[float]
    draft: str
    frame: Frame


@dataclass(slots=True)
class KeptLayout:
    """Of one paper: what its last layout used, beside what the present one has used so far."""

    _for: tuple[Style, FontSet] | None = None
    _blocks: dict[int, KeptBlock] = field(default_factory=dict)
    _blocks_before: Mapping[int, KeptBlock] = field(default_factory=dict)
    _charts: dict[_Drawing, tuple[Chart, Frame]] = field(default_factory=dict)
    _charts_before: Mapping[_Drawing, tuple[Chart, Frame]] = field(default_factory=dict)
    _pages: Mapping[int, KeptPage] = field(default_factory=dict)

    def begin(self, style: Style, fonts: FontSet) -> None:
        """A layout begins; nothing that was set in another style or in other faces is of use to it."""
        if self._for is None or self._for[0] != style or self._for[1] is not fonts:
            self.drop()
        self._for = style, fonts
        self._blocks_before, self._blocks = self._blocks, {}
        self._charts_before, self._charts = self._charts, {}

    def drop(self) -> None:
        """Forget everything: what a layout lacked that came to nothing is to be said again."""
        self._for = None
        self._blocks, self._charts, self._pages = {}, {}, {}

    def block(self, block: Block, place: int, *, opens: bool) -> KeptBlock | None:
        """What the block at a place was set to when it was the same."""
        found = self._blocks.get(place) or self._blocks_before.get(place)
        if found is None or found.opens != opens or found.block != block:
            return None
        self._blocks[place] = found
        return found

    def keep(self, place: int, one: KeptBlock) -> None:
        """Keep a block of a kind whose equals are set alike: the words of key figures and of charts know more than they show."""
        if isinstance(one.block, Heading | Paragraph | ListBlock | Table):
            self._blocks[place] = one

    def chart(self, block: ChartBlock, place: int, width: float, height: float, draw: Callable[[], Frame]) -> Frame:
        """A chart in a size, drawn where it is another than before.  Raises what `draw` does."""
        key = place, width, height
        found = self._charts.get(key) or self._charts_before.get(key)
        if found is None or found[0] is not block.chart:
            found = block.chart, draw()
        self._charts[key] = found
        return found[1]

    def page(self, number: int, sheet: PageFill, draft: str) -> Frame | None:
        """A page without notes as it was painted when the same boxes stood on it."""
        found = self._pages.get(number)
        if (
            found is None
            or sheet.notes
            or draft != found.draft
            or [one.depth for one in sheet.placed] != found.depths
            or any(one.box is not box for one, box in zip(sheet.placed, found.boxes, strict=True))
        ):
            return None
        return found.frame

    def keep_pages(self, sheets: Sequence[PageFill], frames: Sequence[Frame], draft: str, *, imprint: bool) -> None:
        """Keep the pages of a layout that is done, but for those whose foot is not like that of others."""
        pages = enumerate(zip(sheets, frames, strict=True), 1)
        self._pages = {
            number: KeptPage([one.box for one in sheet.placed], [one.depth for one in sheet.placed], draft, frame)
            for number, (sheet, frame) in pages
            if not sheet.notes and not (imprint and number == len(sheets))
        }
