"""Bars that lie: categories from top to bottom, each with its value at the end of its bar."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.charts.palette import GROUND, HUES, SMALL, TEXT
from hgz_report.document.chart import Plot, Point, ranked, with_unit
from hgz_report.language.plain_numbers import trimmed
from hgz_report.writers.docx.native_charts.chart_space import Legend, NameLook, PlotSpace, Scale, axes, axis_ids, inner
from hgz_report.writers.docx.native_charts.data_labels import stored, unit_of
from hgz_report.writers.docx.native_charts.design import (
    Design,
    Room,
    broken,
    color_of,
    columns_of,
    drawn,
    gap_width,
    known,
    labels_of,
    legend_of,
    names_column,
    values_column,
    wide,
    zero_scale,
)
from hgz_report.writers.docx.native_charts.lettered import LetteredXml
from hgz_report.writers.docx.native_charts.names import NAMES_HEAD, Note, Notes, notes_of, quoted, renamed, with_notes
from hgz_report.writers.docx.native_charts.series import DrawnColumn
from hgz_report.writers.docx.native_charts.workbook import Formula, SheetColumn

_THICKEST, _THIN = 14.0, 4.0
"""pt: bars are never thicker; those of a ranking."""
_FOOT = 22.0
"""pt below the bars for the figures of the scale."""
_HEAD = 24.0
"""pt above the bars for a legend."""
_NAME_SHARE, _ALL_IN_NAMES = 0.5, 0.58
"""At most this much of the width goes to names, and where they alone say the values."""
_BLANK = 3.0
"""pt between the last figure of a scale and its unit."""
_GAP = 8.0
"""pt between names and bars, and around values."""
_GROUND_HEAD = "整体"
_WHOLE = Decimal(100)
_QUARTER = Decimal("0.25")


def bars(plot: Plot, room: Room) -> Design:
    """Bars in the order given, in groups where there are several series."""
    shown = [
        DrawnColumn("bar", order, order + 1, color_of(plot, order), one.points, labels_of(plot, one, "outEnd"))
        for order, one in enumerate(plot.series)
    ]
    return _design(plot, shown, zero_scale(known(plot), plot), room, _THICKEST)


def ranking(plot: Plot, room: Room) -> Design:
    """Thin bars, the greatest first: Word sets dots on upright lines only."""
    return _single(ranked(plot), zero_scale(known(plot), plot), room, _THIN)


def durations(plot: Plot, room: Room) -> Design:
    """Bars from a common start, the shortest first."""
    ordered = ranked(replace(plot, unit=next(iter(plot.units), plot.unit)), falling=False)
    return _single(ordered, zero_scale(known(ordered), ordered), room, _THICKEST)


def shares(plot: Plot, room: Room) -> Design:
    """Shares of wholes, the greatest first, each on a ground of 100."""
    ordered = ranked(plot)
    one = ordered.series[0]
    columns = (*columns_of(ordered), SheetColumn(_GROUND_HEAD, tuple(_WHOLE for _ in one.points)))
    value = DrawnColumn("bar", 1, 1, HUES[plot.hue], one.points, labels_of(ordered, one, "outEnd"))
    return _on_ground(columns, value, _whole_scale(known(plot), unit_of(ordered, one)), room, notes_of(ordered))


def progress(plot: Plot, room: Room) -> Design:
    """What is reached as part of its target, in %, on a ground of the whole target; rows may have units of their own.

    A row's name says both.  The workbook calculates part and name, so that a new number in it moves the bar and is read.
    """
    if len(plot.series) < 2:
        return bars(plot, room)
    reached, target = plot.series[:2]
    units = (*plot.units, *(plot.unit for _ in plot.categories[len(plot.units) :]))
    parts = [_part(*pair) for pair in zip(reached.points, target.points, strict=True)]
    rows = zip(plot.categories, reached.points, target.points, units, strict=True)
    names = tuple(_row_name(at, *row, _measure(room, _ALL_IN_NAMES)) for at, row in enumerate(rows, 2))
    columns = (
        names_column(replace(plot, unit="")),
        values_column(reached),
        values_column(target),
        SheetColumn("单位", units),
        SheetColumn("完成率（%）", tuple(_part_cell(at, part) for at, part in enumerate(parts, 2))),
        SheetColumn(_GROUND_HEAD, tuple(_WHOLE for _ in parts)),
        SheetColumn(NAMES_HEAD, names),
    )
    # A part of a target is no fact, and has no label: its row's name says what is reached.
    points = tuple(replace(point, value=part, fact="") for point, part in zip(reached.points, parts, strict=True))
    value = DrawnColumn("bar", 1, 4, HUES[plot.hue], points)
    # The scale's end is left open where a target is passed, as what is typed in may do.
    scale = Scale(Decimal(0), step=_WHOLE * _QUARTER, top=_WHOLE, unit="%")
    return _on_ground(columns, value, scale, room, named=6)


def _part(reached: Point, target: Point) -> Decimal | None:
    """How much of its target is reached, in %; none where the target is nought or less."""
    if reached.value is None or target.value is None or target.value <= 0:
        return None
    return stored(reached.value / target.value * _WHOLE)


def _part_cell(row: int, part: Decimal | None) -> Formula | None:
    return None if part is None else Formula(f"=B{row}/C{row}*100", part)


def _row_name(row: int, name: str, reached: Point, target: Point, unit: str, measure: float) -> str | Formula:
    """A name with what is reached and the target, from their cells: 中试平台（49个，目标60个）."""
    said = [
        (lead, with_unit(point.printed, unit), _amount(f"{letter}{row}", f"D{row}", point, unit), point.fact)
        for lead, letter, point in (("", "B", reached), ("目标", "C", target))
        if point.value is not None and point.printed
    ]
    if not said:
        return broken(name, measure)
    amounts = [lead + text for lead, text, *_ in said]
    one_line = f"（{'，'.join(amounts)}）"
    before = "（" if wide(name + one_line, TEXT) <= measure else "\n（"
    between = "，" if wide(one_line, TEXT) <= measure else "，\n"
    formula = f"&{quoted(between)}&".join((f"{quoted(lead)}&" if lead else "") + cell for lead, _, cell, _ in said)
    pieces = [(broken(name, measure) + before, "")]
    for at, (lead, text, _, fact) in enumerate(said):
        pieces.append(((between if at else "") + lead + text, fact))
    pieces.append(("）", ""))
    text = broken(name, measure) + before + between.join(amounts) + "）"
    return Formula(f'={quoted(broken(name, measure))}&{quoted(before)}&{formula}&"）"', text, tuple(pieces))


def _amount(cell: str, unit_cell: str, point: Point, unit: str) -> str:
    """An expression that says a value with its unit, in the report's words while the value is the report's own."""
    value, printed = stored(point.value or Decimal(0)), with_unit(point.printed, unit)
    plain = f"{cell}&{unit_cell}"
    return plain if trimmed(value) + unit == printed else f"IF({cell}={value:f},{quoted(printed)},{plain})"


def _single(plot: Plot, scale: Scale, room: Room, thickest: float) -> Design:
    one = plot.series[0]
    shown = DrawnColumn("bar", 0, 1, HUES[plot.hue], one.points, labels_of(plot, one, "outEnd"))
    return _design(plot, [shown], scale, room, thickest)


def _design(plot: Plot, shown: Sequence[DrawnColumn], scale: Scale, room: Room, thickest: float) -> Design:
    """Bars from the plot's own columns."""
    legend = legend_of(plot)
    columns, names = _names(columns_of(plot), notes_of(plot), room)
    lying = _Lying(columns, tuple(shown), scale, thickest, names, head=_HEAD if legend else 0.0)
    return _designed(lying, room, legend)


def _whole_scale(values: Sequence[Decimal], unit: str) -> Scale:
    """From nought to the whole; its end is open where a value is greater, its start where one is negative."""
    low, most = Decimal(0) if min(values, default=_WHOLE) >= 0 else None, max(values, default=_WHOLE)
    inside = low is not None and most <= _WHOLE
    return Scale(low, _WHOLE if inside else None, _WHOLE * _QUARTER, max(most, _WHOLE), unit)


def _on_ground(
    columns: tuple[SheetColumn, ...],
    value: DrawnColumn,
    scale: Scale,
    room: Room,
    notes: Notes = (),
    named: int | None = None,
) -> Design:
    """Bars over those of the column 整体, which are drawn first, in a pale colour; `named`: a column that has the names."""
    ground = next(at for at, column in enumerate(columns) if column.head == _GROUND_HEAD)
    whole = DrawnColumn("bar", 0, ground, GROUND, tuple(Point() for _ in value.points))
    columns, names = (columns, named) if named is not None else _names(columns, notes, room)
    return _designed(_Lying(columns, (whole, value), scale, _THICKEST, names, overlap=100), room)


def _names(columns: tuple[SheetColumn, ...], notes: Notes, room: Room) -> tuple[tuple[SheetColumn, ...], int]:
    """Long names on several lines, each with the wordings of its values; and the column that has them."""
    measure = _measure(room)

    def join(name: str, note: Note) -> tuple[str, str, str]:
        if wide(f"{name.split(chr(10))[-1]}（{note.words}）", TEXT) <= measure:
            return "（", note.words, "）"
        return "\n（", broken(note.words, measure - 2 * TEXT), "）"

    return with_notes((renamed(columns[0], lambda name: broken(name, measure)), *columns[1:]), notes, join)


def _designed(lying: _Lying, room: Room, legend: Legend = "") -> Design:
    right = _right(lying, room)
    # The unit ends the line of the scale's figures.
    across = 1 - right / room.width + (wide(f"{lying.scale.top:f}") / 2 + _BLANK) / room.width
    foot = 1 - lying.foot / room.height
    scale = replace(lying.scale, spot=(across, foot))
    lying = replace(lying, scale=scale)
    return Design(lying.columns, PlotSpace(_group(lying, room), legend, layout=_layout(lying, room, right)))


class _Lying(Struct, frozen=True):
    """A group of bars.  `names`: the column of their names; `overlap` in %; `head`: pt that a legend takes above them."""

    columns: tuple[SheetColumn, ...]
    shown: tuple[DrawnColumn, ...]
    scale: Scale
    thickest: float
    names: int = 0
    overlap: int = 0
    head: float = 0.0

    @property
    def foot(self) -> float:
        """Pt below the bars."""
        return 2.0 if self.scale.hidden else _FOOT

    def pitch(self, room: Room) -> float:
        """Pt from row to row."""
        return max(room.height - self.head - self.foot, 1.0) / max(len(self.columns[0].cells), 1)


def _measure(room: Room, share: float = _NAME_SHARE) -> float:
    """The width that names may take in pt."""
    return room.width * share - _GAP


def _group(lying: _Lying, room: Room) -> LetteredXml:
    """The bars and their axes; values are left out where rows are lower than their type."""
    pitch, count = lying.pitch(room), 1 if lying.overlap else max(len(lying.shown), 1)
    shown = lying.shown if pitch / count >= SMALL else [replace(one, labels=None) for one in lying.shown]
    gap = gap_width(pitch, count, lying.thickest)
    bars = drawn(shown, lying.columns, room, lying.names).within(
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>',
        f'<c:gapWidth val="{gap}"/><c:overlap val="{lying.overlap}"/>{axis_ids()}</c:barChart>',
    )
    # Of two rows that stand closer ONLYOFFICE leaves out a name.
    lowest = TEXT * (1.75 if len(lying.columns[0].cells) == 2 else 1.25)
    look = NameLook(pitch < lowest, every=1 if pitch >= SMALL else None)
    return bars + axes(lying.scale, room.font, look, level=True)


def _right(lying: _Lying, room: Room) -> float:
    """Pt that values, or half a figure of the scale and its unit, take beside the bars."""
    digits = [wide(text) for one in lying.shown if one.labels for text in one.labels.digits]
    unit = wide(f"{lying.scale.top:f}") / 2 + _BLANK + wide(lying.scale.unit) + _BLANK
    return max(max(digits, default=0.0) + _GAP, unit)


def _layout(lying: _Lying, room: Room, right: float) -> str:
    """Room for names at the left and values at the right, as in the PDF: left to itself Word cuts the one or the other."""
    names = [wide(line, TEXT) for name in lying.columns[lying.names].values for line in str(name).split("\n")]
    left = min(max(names, default=0.0) + _GAP, room.width * _ALL_IN_NAMES) / room.width
    return inner(left, lying.head / room.height, right / room.width, lying.foot / room.height)
