"""The data behind a drawn chart as a plain table: what a reader who cannot see the drawing, or doubts it, looks up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from hgz_report.document.blocks import ChartBlock, Column, Inlines, Row, Table, Text
from hgz_report.document.chart import Chart, Grid, PathDiagram, Picture, Plot, Point, Timeline, lettered, with_unit
from hgz_report.document.leaf import leaf
from hgz_report.document.passage import Passage
from hgz_report.document.passages import block_passages
from hgz_report.origin import pieces_of

MISSING = "—"


def chart_table(chart: Chart) -> Table | None:
    """Names in the first column, values with their units in the others; None for a picture of a file, which has no data."""
    match chart:
        case Plot():
            heads = ["", *(series.name for series in chart.series)]
            cells = [
                (_said(name), *(_value(series.points[at], _unit(chart, at, series.unit)) for series in chart.series))
                for at, name in enumerate(chart.categories)
            ]
        case Grid():
            heads = ["", *chart.columns]
            cells = [
                (_said(row.name), *(_said(MISSING if n is None else chart.states[n]) for n in row.cells))
                for row in chart.rows
            ]
        case PathDiagram():
            heads = ["部分", "名称", "依据"]
            parts = (chart.main, *chart.grips, chart.support, *chart.directions)
            cells = [(_said(part.role), _said(part.name), _said(part.note or MISSING)) for part in parts]
        case Timeline():
            heads = ["时间", "事项", "发布单位"]
            cells = [(_said(one.date), _said(one.title), _said(one.who or MISSING)) for one in chart.events]
        case Picture():
            return None
        case _:
            assert_never(chart)
    return Table(tuple(Column(_said(head)) for head in heads), tuple(Row(one) for one in cells), ())


def data_passages(block: ChartBlock) -> Iterator[Passage]:
    """The cells of the table as passages, heads too."""
    table = chart_table(block.chart)
    for unit in block_passages(table) if table else ():
        if unit.kind == "cell":
            unit.kind, unit.source = "data", block
            yield unit


def _unit(plot: Plot, at: int, own: str) -> str:
    return own or (plot.units[at] if at < len(plot.units) else plot.unit)


def _value(point: Point, unit: str) -> Inlines:
    if not point.printed:
        return _said(MISSING)
    return tuple(leaf(*piece) for piece in pieces_of(lettered(with_unit(point.printed, unit))))


def _said(text: str) -> Inlines:
    """A text as inlines; what does not know where it comes from is the drawing's own."""
    return Text.said(lettered(text)) if text else ()
