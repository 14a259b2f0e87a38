"""Columns on top of each other, with their sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hgz_report.chart_model import Plot, Point, Series
from hgz_report.charts.palette import INK
from hgz_report.charts.scale import ticks
from hgz_report.writers.docx.charts.design import Design, Room, columns_of, known, labels_of, legend_of, zero_scale
from hgz_report.writers.docx.charts.frame import Frame
from hgz_report.writers.docx.charts.labels import stored
from hgz_report.writers.docx.charts.series import Shown
from hgz_report.writers.docx.charts.upright import (
    LEAST_PART,
    bars_group,
    lines_group,
    rise,
    shown,
    turned,
    upright_axes,
)
from hgz_report.writers.docx.charts.workbook import Column, Formula, letter


def stacked(plot: Plot, room: Room) -> Design:
    """Columns on top of each other, each part with its value where there is room in it, the total above."""
    rows = [[one.points[at] for one in plot.series] for at in range(len(plot.categories))]
    tops = [sum((max(point.value or Decimal(0), Decimal(0)) for point in row), Decimal(0)) for row in rows]
    scale = ticks(Decimal(0), max(tops, default=Decimal(0)))
    least = float(scale[-1]) * LEAST_PART / rise(room)
    fits = turned(plot, room, 1) is not None
    series = []
    for order, one in enumerate(plot.series):
        labels = labels_of(plot, one, "ctr")
        pairs = zip(labels.formats, one.points, strict=True)
        kept = tuple(code if abs(float(point.value or 0)) >= least else None for code, point in pairs)
        series.append(shown(plot, "bar", order, replace(labels, formats=kept) if fits else None))
    totals = [_total(row) for row in rows]
    book, above = _totals(plot, totals) if fits and any(totals) else (columns_of(plot), ())
    groups = bars_group(plot, series, book, room, stacked=True) + (lines_group(above, book, room) if above else "")
    groups += upright_axes(zero_scale([*known(plot), *tops], plot), plot, room)
    return Design(book, Frame(groups, legend_of(plot), unnamed=tuple(one.order for one in above)))


def _total(row: Sequence[Point]) -> Decimal | None:
    """The sum of the parts; none where one is missing, only bounded, or below nought."""
    values = [point.value for point in row if point.bound == "exact"]
    known = [value for value in values if value is not None and value >= 0]
    return sum(known, Decimal(0)) if len(known) == len(row) else None


def _totals(plot: Plot, totals: Sequence[Decimal | None]) -> tuple[tuple[Column, ...], tuple[Shown, ...]]:
    """The workbook with a column of sums, and the series that prints them above the columns, itself unseen."""
    order, last = len(plot.series), letter(len(plot.series))
    cells = tuple(
        None if total is None else Formula(f"=SUM(B{row}:{last}{row})", stored(total))
        for row, total in enumerate(totals, 2)
    )
    points = tuple(Point(total, "" if total is None else f"{total:f}") for total in totals)
    labels = labels_of(plot, Series("合计", points), "t")
    return (*columns_of(plot), Column("合计", cells)), (Shown("unseen", order, order + 1, INK, points, labels),)
