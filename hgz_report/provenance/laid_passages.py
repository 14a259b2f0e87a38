"""The texts that only a laid-out report has: entries of its contents with their pages, and what its charts are lettered with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hgz_report.document.address import LETTERED
from hgz_report.document.blocks import ChartBlock, Toc
from hgz_report.document.passage import Passage
from hgz_report.document.passages import in_turn, plain_unit
from hgz_report.origin import Wording
from hgz_report.style import CONTENTS

if TYPE_CHECKING:
    from hgz_report.draw.frame import Frame
    from hgz_report.layout.laid_out import Layout

PAGE = Wording("page")


def contents(toc: Toc, layout: Layout) -> Iterator[Passage]:
    """The contents list of a laid-out report: its title, then each heading with its page."""
    yield from in_turn(_contents(toc, layout))


def _contents(toc: Toc, layout: Layout) -> Iterator[Passage]:
    yield plain_unit("contents", CONTENTS, Wording("contents"))
    for mark in layout.marks:
        if 1 < mark.level <= toc.depth + 1:
            unit = plain_unit("contents", mark.text, Wording("contents"))
            unit.part_from()
            unit.add(str(mark.page), PAGE, "page")
            yield unit


def lettering(block: ChartBlock, frame: Frame) -> Iterator[Passage]:
    """What a chart is lettered with, line by line, in the order it is drawn."""
    for part, text in enumerate(frame.texts, LETTERED):
        unit = Passage("chart", block.where, part=part)
        unit.add(text)
        unit.source = block
        yield unit
