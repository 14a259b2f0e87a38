"""Every bound figure that a document prints: in its text, its notes and its charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hgz_report.document.blocks import ChartBlock, Document, FactRef, inlines_of, leaves
from hgz_report.document.chart import chart_figures
from hgz_report.problems import Where


class Figure(NamedTuple):
    """The id of the fact or formula behind a figure, the figure as printed, and the template line of its block."""

    fact: str
    text: str
    where: Where | None


def figures(document: Document) -> Iterator[Figure]:
    """Those of the text first, then those of charts; a figure printed twice comes twice."""
    for ref, where in fact_refs(document):
        yield Figure(ref.fact, ref.text, where)
    for block in document.blocks:
        if isinstance(block, ChartBlock):
            for text, fact in chart_figures(block.chart):
                yield Figure(fact, text, block.where)


def fact_refs(document: Document) -> Iterator[tuple[FactRef, Where | None]]:
    """Every bound quantity of a report with the template line of its block."""
    for block in document.blocks:
        for inlines in inlines_of(block):
            yield from ((leaf, block.where) for leaf in leaves(inlines) if isinstance(leaf, FactRef))
    for inlines in document.notes.values():
        yield from ((leaf, None) for leaf in leaves(inlines) if isinstance(leaf, FactRef))
