"""Every bound figure that a document prints: in its text, its notes and its charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hgz_report.document.blocks import (
    ChartBlock,
    Document,
    FactRef,
    Inlines,
    KeyFigures,
    Leaf,
    Paragraph,
    inlines_of,
    leaves,
    plain,
)
from hgz_report.document.chart import chart_figures
from hgz_report.problems import Where

_BEFORE = 40
"""Characters in front of a figure that are kept."""


class Figure(NamedTuple):
    """The id of the fact or formula behind a figure, the figure as printed, and the template line of its block.

    `before`: the words in front of it; `running`: whether it stands in a paragraph or among the key figures.
    """

    fact: str
    text: str
    where: Where | None
    before: str = ""
    running: bool = False


def figures(document: Document) -> Iterator[Figure]:
    """Those of the text first, then those of charts; a figure printed twice comes twice."""
    for block in document.blocks:
        running = isinstance(block, Paragraph | KeyFigures)
        for inlines in inlines_of(block):
            yield from _figures_in(inlines, block.where, running=running)
    for inlines in document.notes.values():
        yield from _figures_in(inlines, None)
    for block in document.blocks:
        if isinstance(block, ChartBlock):
            for text, fact in chart_figures(block.chart):
                yield Figure(fact, text, block.where)


def _figures_in(inlines: Inlines, where: Where | None, *, running: bool = False) -> Iterator[Figure]:
    before, passed = "", list[Leaf]()
    for leaf in leaves(inlines):
        if isinstance(leaf, FactRef):
            before = (before + plain(tuple(passed)))[-_BEFORE:]
            passed.clear()
            yield Figure(leaf.fact, leaf.text, where, before, running)
        passed.append(leaf)


def fact_refs(document: Document) -> Iterator[tuple[FactRef, Where | None]]:
    """Every bound quantity of a report with the template line of its block."""
    for block in document.blocks:
        for inlines in inlines_of(block):
            yield from ((leaf, block.where) for leaf in leaves(inlines) if isinstance(leaf, FactRef))
    for inlines in document.notes.values():
        yield from ((leaf, None) for leaf in leaves(inlines) if isinstance(leaf, FactRef))
