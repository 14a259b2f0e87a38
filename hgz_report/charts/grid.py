"""A grid of rows and columns with one of three states in each cell, told apart by shape and not by colour alone."""

from __future__ import annotations

from hgz_report.chart_model import Grid
from hgz_report.charts.labels import LINE, fit, too_wide
from hgz_report.charts.palette import FAINT, GRID, INK, LEAST, NAVY, SMALL, TEXT
from hgz_report.charts.sheet import Sheet

GAP = 6.0
"""pt between row names and the grid."""
NAME_SHARE = 0.4
"""At most this much of the width goes to row names."""
HEAD_SHARE = 0.4
"""At most this much of the height goes to column names."""


def draw(sheet: Sheet, chart: Grid) -> None:
    """Draw the chart: values 0, 1, 2 as a small dot, a half-filled ring and a full dot; the key stands beneath."""
    rows = max(len(chart.rows), 1)
    foot = SMALL * 2.2
    size, left = _row_names(sheet, chart, (sheet.height - foot - 2 * TEXT * LINE) / rows)
    step = (sheet.width - left) / max(len(chart.columns), 1)
    names = fit(sheet.lettering, chart.columns, step - 4, sheet.height * HEAD_SHARE, lines=4)
    top = sheet.height - names.height - 4
    pitch = (top - foot) / rows
    radius = min(pitch * 0.32, step * 0.32, 5.5)
    for at, name in enumerate(names.texts):
        x = left + (at + 0.5) * step
        sheet.text(x, top + 3, name, size=names.size, level="bottom", turned=names.turned)
    sheet.line(0, top, sheet.width, top, color=INK, width=0.8)
    for number, row in enumerate(chart.rows):
        y = top - (number + 0.5) * pitch
        sheet.text(0, y, row.name, size=size, side="left")
        sheet.line(0, y - pitch / 2, sheet.width, y - pitch / 2, color=GRID)
        for at, value in enumerate(row.cells):
            _state(sheet, left + (at + 0.5) * step, y, value, radius)
    sheet.line(0, foot, sheet.width, foot, color=INK, width=0.8)
    _key(sheet, chart, foot / 2 - 1)


def _row_names(sheet: Sheet, chart: Grid, pitch: float) -> tuple[float, float]:
    """Size of the row names and where the grid begins."""
    size = min(TEXT, pitch * 0.8)
    while size >= LEAST:
        wide = max((sheet.lettering.width(row.name, size) for row in chart.rows), default=0.0)
        if wide <= sheet.width * NAME_SHARE:
            return size, wide + GAP
        size -= 0.5
    raise too_wide(row.name for row in chart.rows)


def _state(sheet: Sheet, x: float, y: float, value: int | None, radius: float) -> None:
    match value:
        case None:
            return
        case 0:
            sheet.dot(x, y, radius * 0.25, FAINT)
        case 1:
            sheet.half_dot(x, y, radius, NAVY)
        case _:
            sheet.dot(x, y, radius, NAVY)


def _key(sheet: Sheet, chart: Grid, y: float) -> None:
    """What the three states mean, the fullest first, centred."""
    entries = list(enumerate(chart.states))[::-1]
    widths = [12 + sheet.lettering.width(name, SMALL) for _, name in entries]
    x = (sheet.width - sum(widths) - 20 * max(len(widths) - 1, 0)) / 2
    for (state, name), width in zip(entries, widths, strict=True):
        _state(sheet, x + 4, y, state, 4.0)
        sheet.text(x + 12, y, name, size=SMALL, side="left")
        x += width + 20
