"""A grid of rows and columns with one of up to four states in each cell, told apart by shape and not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from hgz_report.charts.labels import LINE, Labels, Unreadable, fit, too_wide
from hgz_report.charts.palette import FAINT, GRID, INK, LEAST, NAVY, SMALL, TEXT
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Grid

GAP = 6.0
"""pt between row names and the grid."""
NAME_SHARE = 0.4
"""At most this much of the width goes to row names."""
HEAD_SHARE = 0.4
"""At most this much of the height goes to column names."""
HEAD_LINES = 6
"""Names of columns stand upright, a character under another, before they are turned."""
SHAPES = {1: ("full",), 2: ("dot", "full"), 3: ("dot", "half", "full"), 4: ("dot", "ring", "half", "full")}
"""Shapes of the states by how many there are, the emptiest first."""
KEY_GAP = 20.0
"""pt between two entries of the key."""


class GridFit(Struct, frozen=True):
    """How names are set and where the cells are: `left` and `top` of the cells, `step` and `pitch` of one, in pt."""

    size: float
    names: tuple[str, ...]
    heads: Labels
    left: float
    step: float
    top: float
    pitch: float


def draw(sheet: Sheet, chart: Grid) -> None:
    """Draw the chart, the key beneath it; a cell without a state stays empty.

    Raises Unreadable where names or rows do not fit, or there are more states than shapes.
    """
    if len(chart.states) > max(SHAPES):
        raise Unreadable(f"有{len(chart.states)}种状态，图形只能分清{max(SHAPES)}种")
    foot = SMALL * 2.2
    frame = _frame(sheet, chart, foot)
    radius = min(frame.pitch * 0.34, frame.step * 0.34, 5.0)
    for at, name in enumerate(frame.heads.texts):
        x = frame.left + (at + 0.5) * frame.step
        sheet.text(x, frame.top + 3, name, size=frame.heads.size, level="bottom", turned=frame.heads.turned)
    for number, row in enumerate(chart.rows):
        y = frame.top - (number + 0.5) * frame.pitch
        if number:
            sheet.line(0, y + frame.pitch / 2, sheet.width, y + frame.pitch / 2, color=GRID)
        sheet.text(0, y, frame.names[number], size=frame.size, side="left")
        for at, state in enumerate(row.cells):
            if state is not None:
                _state(sheet, _shape(chart, state), frame.left + (at + 0.5) * frame.step, y, radius)
    for y in (frame.top, foot):
        sheet.line(0, y, sheet.width, y, color=INK, width=0.8)
    _key(sheet, chart, foot / 2 - 1)


def _frame(sheet: Sheet, chart: Grid, foot: float) -> GridFit:
    """Row names depend on the height of a row, that on the column names, and those on the room row names leave."""
    count = max(len(chart.rows), 1)
    pitch = (sheet.height - foot - 2 * TEXT * LINE) / count
    while True:
        size, names, left = _row_names(sheet, chart, pitch)
        step = (sheet.width - left) / max(len(chart.columns), 1)
        heads = fit(sheet.lettering, chart.columns, step - 3, sheet.height * HEAD_SHARE, lines=HEAD_LINES)
        top = sheet.height - heads.height - 4
        left_over = (top - foot) / count
        if _fits(names, size, left_over):
            return GridFit(size, names, heads, left, step, top, left_over)
        pitch = min(left_over, pitch - 0.5)


def _row_names(sheet: Sheet, chart: Grid, pitch: float) -> tuple[float, tuple[str, ...], float]:
    """Size of the row names, the names broken into lines, and where the cells begin."""
    size, room = TEXT, sheet.width * NAME_SHARE
    while size >= LEAST:
        whole = tuple(row.name for row in chart.rows)
        for names in (whole, tuple(sheet.lettering.wrapped(name, size, room) for name in whole)):
            wide = max((sheet.lettering.width(name, size) for name in names), default=0.0)
            if wide <= room and _fits(names, size, pitch):
                return size, names, wide + GAP
        size -= 0.5
    raise too_wide(row.name for row in chart.rows)


def _fits(names: Sequence[str], size: float, pitch: float) -> bool:
    """Whether names of one size keep to rows of `pitch` pt."""
    deepest = max((name.count("\n") + 1 for name in names), default=1)
    return deepest * size * LINE <= pitch + size * (LINE - 1)


def _shape(chart: Grid, state: int) -> str:
    return SHAPES[len(chart.states) or 3][state]


def _state(sheet: Sheet, shape: str, x: float, y: float, radius: float) -> None:
    match shape:
        case "dot":
            sheet.dot(x, y, radius * 0.25, FAINT)
        case "ring":
            sheet.dots([(x, y)], radius, NAVY, hollow=True)
        case "half":
            sheet.half_dot(x, y, radius, NAVY)
        case _:
            sheet.dot(x, y, radius, NAVY)


def _key(sheet: Sheet, chart: Grid, y: float) -> None:
    """What the states mean, the fullest first, centred."""
    entries = list(enumerate(chart.states))[::-1]
    size = SMALL
    while (wide := _key_width(sheet, chart, size)) > sheet.width:
        size -= 0.5
        if size < LEAST:
            raise too_wide(chart.states)
    x = (sheet.width - wide) / 2
    for state, name in entries:
        _state(sheet, _shape(chart, state), x + 4, y, 4.0)
        sheet.text(x + 12, y, name, size=size, side="left")
        x += 12 + sheet.lettering.width(name, size) + KEY_GAP


def _key_width(sheet: Sheet, chart: Grid, size: float) -> float:
    names = sum(12 + sheet.lettering.width(name, size) for name in chart.states)
    return names + KEY_GAP * max(len(chart.states) - 1, 0)
