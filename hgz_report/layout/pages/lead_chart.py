"""The chart that a report leads with stays on the first page: drawn lower where it does not fit as tall as it wants to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hgz_report.charts.size import least_height
from hgz_report.document.blocks import ChartBlock, Heading, PageBreak
from hgz_report.draw.frame import Frame
from hgz_report.layout.blocks.vertical import Box
from hgz_report.layout.pages.flow import Flow
from hgz_report.layout.pages.paginate import paginate
from hgz_report.problems import Problems

_ENDLESS = 1e9
_HAIR, _SPARE = 0.5, 26.0
"""pt left below the chart, and below all of an only page: Word's pages hold a little less."""


class LeadChart(NamedTuple):
    """A chart drawn anew, and the place of its block."""

    place: int
    frame: Frame


def lowered(flow: Flow, foot: float) -> LeadChart | None:
    """The lead chart as low as it has to be, if it may be so low; None where there is none or it fits as it is.

    It makes room for itself on the first page, and on the only page, above `foot` pt, for all that follows.
    """
    at = _lead(flow)
    if at is None:
        return None
    block, place = flow.document.blocks[at], flow.places[at]
    assert isinstance(block, ChartBlock)
    style, height = flow.style, flow.charts[place].height
    floor = max(style.lead_chart, least_height(block.chart, flow.charts[place].width))
    before = flow.boxes[: flow.boxes.index(flow.of_block[at][-1]) + 1]
    for boxes, room, spare in ((flow.boxes, style.text_height - foot, _SPARE), (before, style.text_height, _HAIR)):
        over = _extent(boxes, flow) - room
        if -spare < over <= height - floor - _HAIR:
            low = max(height - over - spare, floor)
            try:
                return LeadChart(place, flow.drawn(block, place, style.text_width, low))
            except Problems:  # it cannot be read so low
                return None
    return None


def _lead(flow: Flow) -> int | None:
    """The place among the blocks of the first chart, if nothing opens a section or a page before it."""
    for at, block in enumerate(flow.document.blocks):
        if isinstance(block, ChartBlock):
            return at if at in flow.of_block and not block.beside else None
        if isinstance(block, Heading | PageBreak):
            return None
    return None


def _extent(boxes: Sequence[Box], flow: Flow) -> float:
    """The height of boxes on one endless page, with their notes."""
    (sheet, *more) = paginate(boxes, _ENDLESS, flow.notes)
    return _ENDLESS if more else sheet.used + sheet.notes_height
