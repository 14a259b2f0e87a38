"""The texts that only a laid-out report has: entries of its contents with their pages, and what its charts are lettered with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from hgz_report.document.blocks import ChartBlock, Toc
from hgz_report.document.chart import chart_texts
from hgz_report.document.passages import Passage, in_turn, plain_unit
from hgz_report.origin import Wording
from hgz_report.problems import Where
from hgz_report.style import CONTENTS

if TYPE_CHECKING:
    from hgz_report.layout.laid_out import Layout

PAGE, CATEGORY = Wording("page"), Wording("category")


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


def lettering(block: ChartBlock, strings: Iterable[str]) -> Iterator[Passage]:
    """What a chart's picture is lettered with, string by string."""
    texts = [text for text, _ in chart_texts(block.chart)]
    for string in strings:
        unit = _lettered(block.where, string, texts)
        unit.source = block
        yield unit


def _lettered(where: Where | None, text: str, texts: Sequence[str]) -> Passage:
    """A string of a chart's picture: what the chart prints there knows its origin, the rest is the axis's own."""
    unit = Passage("chart", where)
    at = 0
    for printed in texts:
        if printed and (found := text.find(printed, at)) >= 0:
            unit.add(text[at:found], CATEGORY)
            unit.add(printed, CATEGORY)
            at = found + len(printed)
    unit.add(text[at:], CATEGORY)
    return unit
