"""A composed report as plain fields, from which the other programs make theirs: text, tables, figures, charts, notes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, assert_never

from hgz_report.document.blocks import (
    Block,
    Break,
    ChartBlock,
    Document,
    FactRef,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    Link,
    ListBlock,
    NoteRef,
    PageBreak,
    Paragraph,
    Ref,
    Strong,
    Table,
    Text,
    Toc,
    plain,
)
from hgz_report.document.chart import Plot
from hgz_report.layout.laid_out import Layout
from hgz_report.writers.pictures.svg import svg

Fields = dict[str, Any]


def content(layout: Layout) -> tuple[Fields, dict[str, bytes]]:
    """The fields of a report, and its charts as SVG by file name: for a program that draws none."""
    document = layout.document
    charts = {f"{document.slug}-{block.label}.svg": svg(frame) for block, frame in layout.charts()}
    head, foot = document.masthead, document.imprint
    fields: Fields = {
        "slug": document.slug,
        "title": document.title,
        "head": [head.series, f"{head.issue} {head.issuer} {head.date}"] if head else [],
        "foot": [*("".join(pair) for pair in foot.recipients), f"{foot.office}　{foot.date}印发"] if foot else [],
        "blocks": [fields for block in document.blocks for fields in _block(document, block)],
        "notes": [plain(text) for text in document.notes.values()],
    }
    return fields, charts


def _block(document: Document, block: Block) -> Iterator[Fields]:
    """Every kind with its own keys; a contents page is left out: docxtpl can't fill its page numbers."""
    match block:
        case Heading(level, inlines, label=label):
            yield {"kind": "heading", "level": level, "runs": [["t", label], *_runs(document, inlines)]}
        case Paragraph(inlines):
            yield {"kind": "paragraph", "runs": _runs(document, inlines)}
        case ListBlock(items):
            for item in items:
                yield {"kind": "paragraph", "runs": [["t", item.label], *_runs(document, item.inlines)]}
        case Table():
            yield {
                "kind": "table",
                "caption": f"{block.label}　{plain(block.caption)}",
                "aligns": [column.align for column in block.columns],
                "head": [_runs(document, column.head) for column in block.columns],
                "rows": [[_runs(document, cell) for cell in row.cells] for row in block.rows],
                "source": plain(block.source),
            }
        case ChartBlock():
            yield {
                "kind": "chart",
                "caption": f"{block.label}　{plain(block.caption)}",
                "svg": f"{document.slug}-{block.label}.svg",
                "plot": _plot(block.chart) if isinstance(block.chart, Plot) else None,
                "source": plain(block.source),
                "alt": block.alt,
            }
        case KeyFigures(figures):
            yield {"kind": "figures", "figures": [[one.name, plain(one.value), one.note] for one in figures]}
        case PageBreak() | Toc():
            return
        case _:
            assert_never(block)


def _plot(plot: Plot) -> Fields:
    return {
        "kind": plot.kind,
        "unit": plot.unit,
        "categories": list(plot.categories),
        "series": [
            {"name": one.name, "values": [None if p.value is None else float(p.value) for p in one.points],
             "printed": [p.printed for p in one.points]}
            for one in plot.series
        ],
    }  # fmt: skip


def _runs(document: Document, inlines: Inlines) -> list[list[str]]:
    """Stretches of text by look: t plain, b heavy, n a note's mark; neighbours of one look are one."""
    runs: list[list[str]] = []
    for look, text in (pair for inline in inlines for pair in _inline(document, inline)):
        if runs and look == runs[-1][0] != "n":
            runs[-1][1] += text
        else:
            runs.append([look, text])
    return runs


def _inline(document: Document, inline: Inline) -> Iterator[tuple[str, str]]:
    match inline:
        case Text(text) | FactRef(text, _) | Ref(_, text):
            yield "t", text
        case Strong(children):
            yield "b", plain(children)
        case Link(_, children):
            yield "t", plain(children)
        case NoteRef(_, number):
            yield "n", str(number)
        case Break():
            yield "t", "\n"
        case _:
            assert_never(inline)
