"""What charts have in common whose categories stand side by side: room for values, groups of columns and lines, axes."""

from __future__ import annotations

from collections.abc import Sequence

from hgz_report.charts.palette import SMALL, TEXT
from hgz_report.document.chart import Plot
from hgz_report.writers.docx.native_charts.chart_space import FIRST, Scale, axes, axis_ids
from hgz_report.writers.docx.native_charts.design import Room, color_of, drawn, gap_width, wide
from hgz_report.writers.docx.native_charts.lettered import LetteredXml
from hgz_report.writers.docx.native_charts.series import DataLabels, DrawnColumn, Form
from hgz_report.writers.docx.native_charts.workbook import SheetColumn

_THICKEST = 34.0
"""pt: a column is never wider."""
_SCALE = 45.0
"""pt that the figures of a scale take beside columns, roughly; Word lays out the rest itself."""
_SURROUND = 60.0
"""pt above and below the columns, for legend, top value and names, roughly."""
LEAST_PART = 11.0
"""pt: a column, or a part of one, that is lower has no room for its value."""


def shown(plot: Plot, form: Form, order: int, labels: DataLabels | None) -> DrawnColumn:
    """A series of the plot, from its own column of the workbook."""
    return DrawnColumn(form, order, order + 1, color_of(plot, order), plot.series[order].points, labels)


def rise(room: Room) -> float:
    """The height of the columns' area in pt, roughly."""
    return max(room.height - _SURROUND, 1.0)


def slot(plot: Plot, room: Room) -> float:
    """The width of a category in pt, roughly."""
    scale = 0.0 if plot.kind == "multiples" else _SCALE
    return max(room.width - scale, 1.0) / max(len(plot.categories), 1)


def turned(plot: Plot, room: Room, count: int) -> bool | None:
    """Whether values have to be turned upwards to stand side by side, `count` a category; None where there is no room even so."""
    space = slot(plot, room) * (0.96 if count == 1 else 0.84 / count)
    widest = max((wide(point.printed) for one in plot.series for point in one.points), default=0.0)
    if widest <= space:
        return False
    return True if space >= SMALL else None


def bars_group(
    plot: Plot, series: Sequence[DrawnColumn], columns: Sequence[SheetColumn], room: Room, *, stacked: bool = False
) -> LetteredXml:
    """Columns side by side, or on top of each other."""
    gap = gap_width(slot(plot, room), 1 if stacked else max(len(series), 1), _THICKEST)
    grouping, overlap = ("stacked", 100) if stacked else ("clustered", 0)
    return drawn(series, columns, room).within(
        f'<c:barChart><c:barDir val="col"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>',
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>{axis_ids()}</c:barChart>',
    )


def lines_group(
    series: Sequence[DrawnColumn], columns: Sequence[SheetColumn], room: Room, ids: tuple[int, int] = FIRST
) -> LetteredXml:
    """Lines with marks at their points."""
    return drawn(series, columns, room).within(
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>',
        f'<c:marker val="1"/>{axis_ids(ids)}</c:lineChart>',
    )


def upright_axes(scale: Scale, plot: Plot, room: Room) -> LetteredXml:
    """Names below, a scale at the left; the names in smaller type where they are long."""
    widest = max(map(wide, plot.categories), default=0.0) * TEXT / SMALL
    return axes(scale, room.font, small=widest > slot(plot, room))
