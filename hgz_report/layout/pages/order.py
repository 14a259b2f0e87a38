"""Charts give way: one that does not fit on its page lets what follows it go first, so that no large hole is left.

A chart never passes a heading, another chart or a page break: it stays in its section, and figures stay in order of number.
Nor does one with a note pass what has a note: notes are numbered as they are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from hgz_report.document.blocks import Block, ChartBlock, ListBlock, Paragraph, Table, inlines_of
from hgz_report.document.leaf import note_refs
from hgz_report.layout.blocks.vertical import Box
from hgz_report.layout.pages.paginate import PageFill

HOLE = 0.15
"""Part of the page's height that may stay empty before a chart: about three lines."""

Boxes = Mapping[int, Sequence[Box]]
"""The boxes of each block by its place in the document."""


def settled_order(
    blocks: Sequence[Block], boxes: Boxes, paginate: Callable[[Sequence[int]], Sequence[PageFill]], height: float
) -> list[int]:
    """The places of blocks in the order in which the pages are full; `paginate` lays an order out."""
    order = list(range(len(blocks)))
    for chart in [place for place in order if isinstance(block := blocks[place], ChartBlock) and not block.beside]:
        first = order
        while (hole := _hole(paginate(order), boxes.get(chart, ()), height)) > HOLE * height:
            at = order.index(chart)
            if at + 1 == len(order) or not _passes(blocks[chart], blocks[order[at + 1]]):
                break
            order = [*order[:at], order[at + 1], chart, *order[at + 2 :]]
        if hole > HOLE * height and order != first and hole >= _hole(paginate(first), boxes.get(chart, ()), height):
            order = first  # all in vain
    return order


def _passes(chart: Block, block: Block) -> bool:
    return isinstance(block, Paragraph | ListBlock | Table) and not (_noted(chart) and _noted(block))


def _noted(block: Block) -> bool:
    return any(True for inlines in inlines_of(block) for _ in note_refs(inlines))


def _hole(sheets: Sequence[PageFill], chart: Sequence[Box], height: float) -> float:
    """What is left empty on the page before a chart that opens one, in pt."""
    for before, sheet in pairwise(sheets):
        if chart and sheet.placed and sheet.placed[0].box is chart[0]:
            return height - before.used - before.notes_height
    return 0.0
