"""What charts have in common whose categories stand side by side: room for values, groups of columns and lines, axes."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.charts.palette import SMALL, TEXT
from hgz_report.document.chart import Plot
from hgz_report.writers.docx.native_charts.chart_space import (
    FIRST,
    NameLook,
    PlotSpace,
    Scale,
    axes,
    axis_ids,
    inner,
    second_axes,
)
from hgz_report.writers.docx.native_charts.data_labels import unit_of
from hgz_report.writers.docx.native_charts.design import (
    Design,
    Room,
    broken,
    color_of,
    columns_of,
    drawn,
    gap_width,
    labelled,
    legend_of,
    wide,
)
from hgz_report.writers.docx.native_charts.lettered import LetteredXml
from hgz_report.writers.docx.native_charts.names import Join, Note, Notes, joined, notes_of, renamed, with_notes
from hgz_report.writers.docx.native_charts.series import DataLabels, DrawnColumn, Form
from hgz_report.writers.docx.native_charts.workbook import SheetColumn

_THICKEST = 34.0
"""pt: a column is never wider."""
_SCALE = 45.0
"""pt that the figures of a scale take beside columns, at most."""
LEAST_PART = 13.0
"""pt: a column, or a part of one, that is lower has no room for its value."""
_LEGEND, _UNIT, _TOP = 20.0, 14.0, 12.0
"""pt above the columns for a legend, for the units of the scales, and for the value of the highest."""
_GAP = 8.0
"""pt between the columns' area and what is written around it."""
_LEADING = 1.35
_TALLEST = 0.4
"""At most this part of the height goes to turned names."""
_TURNED_GAP = 12.0
"""pt: ONLYOFFICE cuts a turned name that has no more room than it takes."""
_MOST_LINES = 4
"""A level name with its wordings has no more lines, unless turned it would be too tall."""
_TURN = -90


def shown(plot: Plot, form: Form, order: int, labels: DataLabels | None) -> DrawnColumn:
    """A series of the plot, from its own column of the workbook."""
    return DrawnColumn(form, order, order + 1, color_of(plot, order), plot.series[order].points, labels)


def rise(plot: Plot, room: Room, names: CategoryNames) -> float:
    """The height of the columns' area in pt."""
    return max(room.height - _head(plot) - names.depth, 1.0)


def _head(plot: Plot) -> float:
    """Pt above the columns, for a legend, for units, for the value of the highest."""
    legend, unit = legend_of(plot), any(unit_of(plot, one) for one in plot.series)
    return (_LEGEND if legend else 0.0) + (_UNIT if unit else 0.0) + _TOP


def slot(plot: Plot, room: Room) -> float:
    """The width of a category in pt, roughly."""
    scales = {"multiples": 0, "combo": 2}.get(plot.kind, 1)
    return max(room.width - scales * _SCALE, 1.0) / max(len(plot.categories), 1)


def turned(plot: Plot, room: Room, count: int) -> bool | None:
    """Whether values have to be turned upwards to stand side by side, `count` a category; None where there is no room even so."""
    # ONLYOFFICE breaks a label that takes the whole slot of a small chart.
    alone = 0.85 if plot.kind == "multiples" else 0.96
    space = slot(plot, room) * (alone if count == 1 else 0.84 / count)
    if max(map(wide, labelled(plot)), default=0.0) <= space:
        return False
    return True if space >= SMALL else None


def bars_group(
    series: Sequence[DrawnColumn], names: CategoryNames, plot: Plot, room: Room, *, stacked: bool = False
) -> LetteredXml:
    """Columns side by side, or on top of each other."""
    gap = gap_width(slot(plot, room), 1 if stacked else max(len(series), 1), _THICKEST)
    grouping, overlap = ("stacked", 100) if stacked else ("clustered", 0)
    return drawn(series, names.columns, room, names.column).within(
        f'<c:barChart><c:barDir val="col"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>',
        f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>{axis_ids()}</c:barChart>',
    )


def lines_group(
    series: Sequence[DrawnColumn], names: CategoryNames, room: Room, ids: tuple[int, int] = FIRST
) -> LetteredXml:
    """Lines with marks at their points."""
    return drawn(series, names.columns, room, names.column).within(
        '<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>',
        f'<c:marker val="1"/>{axis_ids(ids)}</c:lineChart>',
    )


class CategoryNames(Struct, frozen=True):
    """The workbook, which of its columns names the categories, how they stand, and how many pt they take below the columns."""

    columns: tuple[SheetColumn, ...]
    column: int
    look: NameLook
    depth: float


def names_of(plot: Plot, room: Room) -> CategoryNames:
    """CategoryNames below columns, with the wordings of their values: on the line, below it, or all of them turned upwards."""
    columns, notes = columns_of(plot), notes_of(plot)
    space = slot(plot, room) - 2
    names = [str(name) for name in plot.categories]
    small = plot.kind == "multiples" or any(notes) or _widest(names, TEXT) > space
    size = SMALL if small else TEXT
    columns = (renamed(columns[0], lambda name: broken(name, space, size)), *columns[1:])
    if not any(notes):
        if _widest(map(str, columns[0].values), size) <= space:
            return _named(columns, 0, NameLook(small, 0, 1), size)
        # LibreOffice breaks a year in two rather than leave one out.
        every = math.ceil(SMALL / space)
        return _named(columns, 0, NameLook(True, _TURN, every), SMALL)
    for join in (_on_the_line, _below, _bare_below, _broken_below(space)):
        texts = [joined(str(name), own, join) for name, own in zip(columns[0].values, notes, strict=True)]
        if _widest(texts, size) <= space and all(text.count("\n") < _MOST_LINES for text in texts):
            return _named(*with_notes(columns, notes, join), NameLook(small, 0, 1), size)
    return _turned_names(plot, notes, room, space)


def _turned_names(plot: Plot, notes: Notes, room: Room, space: float) -> CategoryNames:
    """CategoryNames turned upwards; on many level lines where they would take the columns' room."""
    columns = columns_of(plot)
    for join in (_on_the_line, _behind):
        texts = [joined(str(name), own, join) for name, own in zip(plot.categories, notes, strict=True)]
        if _widest(texts, SMALL) <= room.height * _TALLEST and space >= SMALL:
            return _named(*with_notes(columns, notes, join), NameLook(True, _TURN, 1), SMALL)
    columns = (renamed(columns[0], lambda name: broken(name, space, SMALL)), *columns[1:])
    return _named(*with_notes(columns, notes, _broken_below(space)), NameLook(True, 0, 1), SMALL)


def _named(columns: tuple[SheetColumn, ...], column: int, look: NameLook, size: float) -> CategoryNames:
    texts = [str(text) for text in columns[column].values]
    lines = max((text.count("\n") + 1 for text in texts), default=1)
    depth = _widest(texts, size) + _TURNED_GAP if look.turn else lines * size * _LEADING
    return CategoryNames(columns, column, look, depth + _GAP)


def _widest(texts: Sequence[str] | map[str], size: float) -> float:
    return max((wide(line, size) for text in texts for line in text.split("\n")), default=0.0)


def _on_the_line(name: str, note: Note) -> tuple[str, str, str]:
    return "（", note.words, "）"


def _behind(name: str, note: Note) -> tuple[str, str, str]:
    return " ", note.words, ""


def _below(name: str, note: Note) -> tuple[str, str, str]:
    return "\n（", note.words, "）"


def _bare_below(name: str, note: Note) -> tuple[str, str, str]:
    return "\n", note.words, ""


def _broken_below(space: float) -> Join:
    return lambda name, note: ("\n", broken(note.words, space, SMALL), "")


def framed(
    plot: Plot, room: Room, names: CategoryNames, groups: LetteredXml, scale: Scale, second: Scale | None = None
) -> Design:
    """The groups with their axes, each unit above its scale, a legend above all."""
    legend = legend_of(plot)
    above = _LEGEND if legend else 0.0
    drawn_axes = axes(replace(scale, spot=(0.0, above / room.height)), room.font, names.look)
    right = _GAP
    if second is not None:
        across = 1 - (wide(second.unit) + _GAP) / room.width
        drawn_axes += second_axes(replace(second, spot=(across, above / room.height)), room.font)
        right = figures_width(second)
    layout = inner(
        figures_width(scale) / room.width, _head(plot) / room.height, right / room.width, names.depth / room.height
    )
    return Design(names.columns, PlotSpace(groups + drawn_axes, legend, layout=layout))


def figures_width(scale: Scale) -> float:
    """What the figures of a scale take beside the columns in pt, with room for one digit more."""
    places = len(scale.code) - 1
    ends = (f"{end or 0:.{max(places - 1, 0)}f}" for end in (scale.top, -scale.top if scale.low is None else 0))
    return max(map(wide, ends)) + wide("0") + _GAP
