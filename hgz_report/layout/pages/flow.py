"""Blocks to boxes: what a report is made of, set and put into the vertical list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import assert_never

from msgspec.structs import replace

from hgz_report.charts.draw import draw
from hgz_report.charts.size import least_height, natural_height
from hgz_report.document.address import CAPTION, SOURCE, Address
from hgz_report.document.blocks import (
    Block,
    ChartBlock,
    Document,
    Heading,
    Inlines,
    KeyFigures,
    ListBlock,
    PageBreak,
    Paragraph,
    Table,
    Toc,
    plain,
)
from hgz_report.draw.frame import Frame, Inset, Node
from hgz_report.layout.blocks.contents import contents_boxes
from hgz_report.layout.blocks.masthead import masthead_boxes, title_boxes
from hgz_report.layout.blocks.tables import table_boxes
from hgz_report.layout.blocks.tiles import tile_boxes
from hgz_report.layout.blocks.titles import title_lines
from hgz_report.layout.blocks.vertical import Box, Place, Target, kept, paragraph_boxes, side_by_side
from hgz_report.layout.inline.paragraph import Line, Typesetter
from hgz_report.layout.inline.spans import Span, note_anchor
from hgz_report.layout.kept_layout import KeptBlock, KeptLayout
from hgz_report.layout.laid_out import Laid
from hgz_report.problems import Problem, Problems, Where
from hgz_report.style import BULLET, Style, TextStyle

_TALLEST_CHART = 0.44
"""Part of the type area's height: with heading and caption still less than half a page is left empty before it."""
_LONGEST_CHART = 0.86
"""What cannot be read at that height may take so much of the type area."""


@dataclass
class Flow:
    """Gathers the boxes of a document.

    `places`: where its blocks stood before their order changed; `pages` (id to page) is filled after pagination, before painting;
    `charts` by their places, those that are drawn already; `kept`: what need not be set again.
    """

    document: Document
    places: Sequence[int]
    style: Style
    setter: Typesetter
    root: Node
    pages: Mapping[str, int]
    charts: dict[int, Frame]
    kept: KeptLayout
    boxes: list[Box] = field(default_factory=list)
    notes: dict[str, list[Box]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    title: list[Line] = field(default_factory=list)
    laid: list[Laid] = field(default_factory=list)
    of_block: dict[int, list[Box]] = field(default_factory=dict)
    """The boxes of each block by its place in the document."""

    def run(self) -> None:
        """Set everything but imprint and page numbers."""
        document = self.document
        if document.masthead:
            self.boxes += masthead_boxes(document.masthead, self.root, self.style, self.setter)
        look, ends = self.style.title, document.title_ends
        self.title = title_lines(document.title, ends, look, self.style.text_width, self.root.add("H1"), self.setter)
        self.boxes += title_boxes(document.title, self.title, self.style)
        targets = headings(document)
        opens_page, left = False, list[Box]()
        self.laid = [Laid(block, place) for block, place in zip(document.blocks, self.places, strict=True)]
        for index, block in enumerate(document.blocks):
            if isinstance(block, PageBreak):
                opens_page = True
                continue
            try:
                boxes = self._kept_block(block, targets, index, opens=opens_page)
            except Problems as error:
                self.problems += error.problems
                continue
            if getattr(block, "beside", "") == "left":
                left = boxes
                continue
            if getattr(block, "beside", "") == "right":
                boxes = side_by_side(left, boxes)
            if boxes and opens_page:
                boxes[0].opens_page, opens_page = True, False
            self.boxes += boxes
            self.of_block[index] = boxes
            self._set_notes(boxes, block.where)

    def _kept_block(self, block: Block, targets: Mapping[int, Target], index: int, *, opens: bool) -> list[Box]:
        """The boxes of a block, those it had where it is as it was."""
        place, laid, before = self.places[index], self.laid[index], len(self.root.kids)
        known = self.kept.block(block, place, opens=opens)
        if known:
            laid.lines, laid.fit = known.laid.lines, known.laid.fit
            self.root.kids += known.nodes
            return known.boxes
        boxes = self._block(block, targets, index, Address(place))
        self.kept.keep(place, KeptBlock(block, opens, boxes, self.root.kids[before:], laid))
        return boxes

    def _block(self, block: Block, targets: Mapping[int, Target], index: int, at: Address) -> list[Box]:
        match block:
            case Heading():
                return self._heading(block, targets[index], at)
            case Paragraph():
                style = {"body": self.style.body, "lead": self.style.lead, "aside": self.style.aside}[block.role]
                node, width = self.root.add("P"), self.style.text_width
                lines = self.setter.lines(block.inlines, style, width, node, at, block.where)
                self.laid[index].lines = (lines,)
                return kept(paragraph_boxes(lines, style, self.style.left, self.style.widow_lines), block.keep)
            case ListBlock():
                return self._list(block, self.laid[index])
            case Table():
                boxes, self.laid[index].fit = table_boxes(block, self.places[index], self.root, self.style, self.setter)
                return boxes
            case ChartBlock():
                return self._chart(block, self.laid[index])
            case KeyFigures():
                column = self.style.column(block.beside)
                boxes, self.laid[index].fit = tile_boxes(block, self.places[index], self.root, column, self.setter)
                return boxes
            case Toc():
                entries = [target for target in targets.values() if target.level <= block.depth + 1]
                return contents_boxes(
                    block, self.places[index], entries, self.pages, self.root, self.style, self.setter
                )
            case PageBreak():
                return []
            case _:
                assert_never(block)

    def _annex(self, block: Heading, target: Target, at: Address) -> list[Box]:
        """附件 at the left of a new page, its title in the middle of the third line (GB/T 9704 7.3.4)."""
        style, width = self.style, self.style.text_width
        head = self.setter.plain_lines(block.label, style.annex, width, self.root.add("P"), at)
        node, own = self.root.add("H2"), at._replace(part=1)
        title = self.setter.lines(block.inlines, style.annex_title, width, node, own, block.where)
        boxes = [
            *paragraph_boxes(head, style.annex, style.left, len(head)),
            *paragraph_boxes(title, style.annex_title, style.left, len(title)),
        ]
        boxes[0].opens_page, boxes[0].target = True, target
        return kept(boxes, True)

    def _heading(self, block: Heading, target: Target, at: Address) -> list[Box]:
        if block.annex:
            return self._annex(block, target, at)
        style = self.style.headings[block.level - 1]
        node = self.root.add(f"H{block.level + 1}")
        label = self.setter.span(block.label, style, node, at.beside("label"))
        lines = self.setter.lines(block.inlines, style, self.style.text_width, node, at, block.where, label)
        boxes = paragraph_boxes(lines, style, self.style.left, self.style.widow_lines)
        if boxes:
            boxes[0].target = target
        return boxes

    def _list(self, block: ListBlock, laid: Laid) -> list[Box]:
        style = {"body": self.style.item, "aside": self.style.aside}[block.role]
        node = self.root.add("L", ListNumbering="Decimal" if block.ordered else "Disc")
        boxes: list[Box] = []
        for part, item in enumerate(block.items):
            entry, at, where = node.add("LI"), Address(laid.place, part), item.where or block.where
            label = self.setter.span(item.label or BULLET, style, entry.add("Lbl"), at.beside("label"))
            body, width = entry.add("LBody"), self.style.text_width
            lines = self.setter.lines(item.inlines, style, width, body, at, where, label)
            laid.lines = (*laid.lines, lines)
            boxes += paragraph_boxes(lines, style, self.style.left, self.style.widow_lines)
        return kept(boxes, block.keep)

    def _chart(self, block: ChartBlock, laid: Laid) -> list[Box]:
        """Chart, caption below it and source line, kept together."""
        style = self.style.column(block.beside)
        figure = self.root.add("Figure", alt=block.alt)
        frame = laid.fit = self._drawn(block, laid.place)
        height = frame.height

        def paint(place: Place) -> None:
            place.page.put(Inset(style.left, place.top - height, frame), figure)

        target = Target(block.anchor, 0, f"{block.label}\u3000{plain(block.caption)}")
        boxes = [Box(height, paint, before=style.caption.before, keep=True, target=target)]
        below, node = replace(style.caption, before=2.0, keep_with_next=False), figure.add("Caption")
        own = Address(laid.place, CAPTION)
        label = self.setter.span(f"{block.label}\u3000", below, node, own.beside("label"))
        boxes += self._lines_below(block.caption, below, block, node, own, label)
        if block.source:
            boxes[-1].keep = True
            own = Address(laid.place, SOURCE)
            boxes += self._lines_below(block.source, style.source, block, self.root.add("P"), own)
        else:
            boxes[-1].after = style.source.after
        return boxes

    def _drawn(self, block: ChartBlock, place: int) -> Frame:
        """The chart; one that was laid out before is not drawn again."""
        if place not in self.charts:
            width, height = chart_size(block, self.style)
            self.charts[place] = self.drawn(block, place, width, height)
        return self.charts[place]

    def drawn(self, block: ChartBlock, place: int, width: float, height: float) -> Frame:
        """A chart as wide and tall as given, in pt.  Raises Problems."""
        fonts = self.setter.fonts
        return self.kept.chart(block, place, width, height, lambda: draw(block, place, width, height, fonts))

    def _lines_below(
        self,
        inlines: Inlines,
        style: TextStyle,
        block: ChartBlock,
        node: Node,
        at: Address,
        label: Span | None = None,
    ) -> list[Box]:
        column = self.style.column(block.beside)
        lines = self.setter.lines(inlines, style, column.text_width, node, at, block.where, label)
        return paragraph_boxes(lines, style, column.left, len(lines))

    def _set_notes(self, boxes: list[Box], where: Where | None) -> None:
        """Set the notes mentioned here first; their nodes follow the block's own in reading order."""
        for key in (key for box in boxes for key in box.notes):
            if key not in self.notes:
                self.notes[key] = self._note(key, list(self.document.notes).index(key) + 1, where)

    def _note(self, key: str, number: int, where: Where | None) -> list[Box]:
        style = self.style.note
        node = self.root.add("Note")
        at = Address("note", number - 1)
        label = self.setter.span(f"{number}\u3000", style, node.add("Lbl"), at.beside("label"))
        inlines, width = self.document.notes[key], self.style.text_width
        lines = self.setter.lines(inlines, style, width, node.add("P"), at, where, label)
        boxes = paragraph_boxes(lines, style, self.style.left, 1)
        boxes[0].target = Target(note_anchor(number), 0, f"注{number}")
        return boxes


def chart_size(block: ChartBlock, style: Style) -> tuple[float, float]:
    """How wide and tall a chart stands on the page, in pt."""
    chart, width, page = block.chart, style.column(block.beside).text_width, style.text_height
    height = min(natural_height(chart, width), _TALLEST_CHART * page)
    return width, min(max(height, least_height(chart, width)), _LONGEST_CHART * page)


def headings(document: Document) -> dict[int, Target]:
    """Each heading by its place among the blocks."""
    return {
        index: Target(block.anchor, block.level + 1, block.listed)
        for index, block in enumerate(document.blocks)
        if isinstance(block, Heading)
    }
