"""What every kind of native chart is made from: the columns of its workbook, and how its labels find room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from hgz_report.charts.palette import HUES, SMALL, TEXT
from hgz_report.charts.scale import ticks
from hgz_report.document.chart import Plot, Series
from hgz_report.writers.docx.native_charts.chart_space import Legend, PlotSpace, Scale
from hgz_report.writers.docx.native_charts.data_labels import reading, stored, unit_of
from hgz_report.writers.docx.native_charts.lettered import LetteredXml, in_turn
from hgz_report.writers.docx.native_charts.look import Type, tint
from hgz_report.writers.docx.native_charts.series import DataLabels, DrawnColumn, LabelPlace, series
from hgz_report.writers.docx.native_charts.workbook import SheetColumn

_PIECE = re.compile(r"(?:[＞＜≥≤约近]?[!-~]+|.)[，。、；：！？）》”’％]*")
_HAN = 0x2E80
"""From here on a character is as wide as it is high, near enough."""


class Room(Struct, frozen=True):
    """The size of a chart in pt, and its type."""

    width: float
    height: float
    font: Type


class Design(Struct, frozen=True):
    """A chart: its workbook, and what is drawn from it."""

    columns: tuple[SheetColumn, ...]
    frame: PlotSpace


def names_column(plot: Plot) -> SheetColumn:
    """The categories, headed by the unit of what follows."""
    return SheetColumn(f"单位：{plot.unit}" if plot.unit else "项目", plot.categories)


def values_column(one: Series) -> SheetColumn:
    """The values of a series as a spreadsheet keeps them."""
    cells = tuple(None if point.value is None else stored(point.value) for point in one.points)
    return SheetColumn(one.name, cells)


def columns_of(plot: Plot) -> tuple[SheetColumn, ...]:
    """The workbook of a plot as it is described: names, then a column for each series."""
    return (names_column(plot), *(values_column(one) for one in plot.series))


def color_of(plot: Plot, order: int) -> str:
    """The colour of a series: the plot's own where it stands alone."""
    return HUES[plot.hue] if len(plot.series) == 1 else tint(order)


def labels_of(plot: Plot, one: Series, place: LabelPlace, *, turned: bool = False, boxed: bool = False) -> DataLabels:
    """Labels that print the digits of each point as the report does; none where it prints nothing or words."""
    read = [reading(point, unit_of(plot, one)) for point in one.points]
    return DataLabels(tuple(each.code for each in read), tuple(each.digits for each in read), place, turned, boxed)


def labelled(plot: Plot) -> list[str]:
    """The digits of all labels there may be."""
    return [digits for one in plot.series for digits in labels_of(plot, one, "").digits]


def legend_of(plot: Plot) -> Legend:
    """A legend where there are several series."""
    return "t" if len(plot.series) > 1 else ""


def drawn(shown: Sequence[DrawnColumn], columns: Sequence[SheetColumn], room: Room, names: int = 0) -> LetteredXml:
    """Series one after another; `names`: the column of category names."""
    return in_turn(series(one, columns, names, room.font) for one in shown)


def known(plot: Plot) -> list[Decimal]:
    """All values there are."""
    return [point.value for one in plot.series for point in one.points if point.value is not None]


def zero_scale(values: Sequence[Decimal], plot: Plot) -> Scale:
    """A scale that includes nought: a bar that starts elsewhere lies.  Its other end follows what is typed in."""
    low, high = min(values, default=Decimal(0)), max(values, default=Decimal(0))
    scale = ticks(low, high)
    unit = next((unit for one in plot.series if (unit := unit_of(plot, one))), plot.unit)
    return Scale(
        Decimal(0) if low >= 0 else None,
        Decimal(0) if high <= 0 and low < 0 else None,
        scale[1] - scale[0] if values else Decimal(1),
        scale[-1],
        unit,
    )


def gap_width(slot: float, count: int, thickest: float) -> int:
    """The space between groups of `count` bars in % of a bar, so that none is thicker than `thickest` pt."""
    return round(min(max((slot / thickest - count) * 100, 45), 500))


def wide(text: str, size: float = SMALL) -> float:
    """The width of small type in pt, roughly."""
    return sum(1.0 if ord(char) >= _HAN else 0.56 for char in text) * size


def broken(text: str, measure: float, size: float = TEXT) -> str:
    """A name on as many lines as it needs within `measure` pt; a number or Latin word stays whole.

    Word would break it by itself, others squeeze the chart instead.
    """
    lines = [""]
    for piece in _PIECE.findall(text):
        if lines[-1] and wide(lines[-1] + piece, size) > measure:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)
