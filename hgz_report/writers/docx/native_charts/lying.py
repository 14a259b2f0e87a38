"""Bars that lie: categories from top to bottom, each with its value at the end of its bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hgz_report.charts.palette import GROUND, HUES, SMALL, TEXT
from hgz_report.document.chart import Plot, Point, ranked, with_unit
from hgz_report.language.plain_numbers import trimmed
from hgz_report.writers.docx.native_charts.chart_space import Legend, PlotSpace, Scale, axes, axis_ids, inner
from hgz_report.writers.docx.native_charts.data_labels import stored, window
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
from hgz_report.writers.docx.native_charts.series import DataLabels, DrawnColumn
from hgz_report.writers.docx.native_charts.workbook import Formula, SheetColumn

_THICKEST, _THIN = 14.0, 4.0
"""pt: bars are never thicker; those of a ranking."""
_FOOT = 22.0
"""pt below the bars for the figures of the scale."""
_HEAD = 24.0
"""pt above the bars for a legend."""
_NAME_SHARE = 0.42
"""At most this much of the width goes to names; Word breaks longer ones."""
_GAP = 8.0
"""pt between names and bars, and around values."""
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
    """Bars from a common start, the shortest first, each value with the unit."""
    ordered, unit = ranked(plot, falling=False), next(iter(plot.units), plot.unit)
    points = _with_units(ordered.series[0].points, [unit] * len(ordered.categories))
    timed = replace(ordered, series=(replace(ordered.series[0], points=points),))
    scale = replace(zero_scale(known(plot), plot), hidden=True)
    return _single(timed, scale, room, _THICKEST, labels_of(timed, timed.series[0], "outEnd", unit=unit))


def _with_units(points: Sequence[Point], units: Sequence[str]) -> tuple[Point, ...]:
    """Points that print their unit."""
    return tuple(
        replace(point, printed=with_unit(point.printed, unit)) for point, unit in zip(points, units, strict=True)
    )


def shares(plot: Plot, room: Room) -> Design:
    """Shares of wholes, the greatest first, each on a ground of 100."""
    ordered = ranked(plot)
    one = ordered.series[0]
    columns = (*columns_of(ordered), SheetColumn("整体", tuple(_WHOLE for _ in one.points)))
    value = DrawnColumn("bar", 1, 1, HUES[plot.hue], one.points, labels_of(ordered, one, "outEnd"))
    return _on_ground(columns, value, 2, _whole_scale(known(plot), _WHOLE, '0"%"'), room)


def progress(plot: Plot, room: Room) -> Design:
    """What is reached as part of its target, on a ground of the whole target; rows may have units of their own.

    The workbook holds both and calculates the part, so that a new number in it moves the bar.
    """
    if len(plot.series) < 2:
        return bars(plot, room)
    reached, target = plot.series[:2]
    units = (*plot.units, *(plot.unit for _ in plot.categories[len(plot.units) :]))
    parts = [_part(*pair) for pair in zip(reached.points, target.points, strict=True)]
    columns = (
        names_column(replace(plot, unit="")),
        values_column(reached),
        values_column(target),
        SheetColumn("单位", units),
        SheetColumn("图中名称", tuple(_row_names(plot.categories, target.points, units, _measure(room)))),
        SheetColumn(
            "完成率",
            tuple(Formula(f"=B{at}/C{at}", part) if part is not None else None for at, part in enumerate(parts, 2)),
        ),
        SheetColumn("整体", tuple(Decimal(1) for _ in parts)),
    )
    worded = _with_units(reached.points, units)
    # A part of a target is no fact, though it is labelled with what is reached, which is one.
    points = tuple(replace(point, value=part, fact="") for point, part in zip(worded, parts, strict=True))
    formats = tuple(window(p.value, p.printed, "0%") if p.value is not None and p.printed else None for p in points)
    value = DrawnColumn("bar", 1, 5, HUES[plot.hue], points, DataLabels(formats, "0%", "outEnd"))
    # The scale's end is left open: what is typed in may pass its target.
    return _on_ground(columns, value, 6, Scale(Decimal(0), code="0%", hidden=True), room, names=4)


def _part(reached: Point, target: Point) -> Decimal | None:
    """How much of its target is reached; none where the target is nought or less."""
    if reached.value is None or target.value is None or target.value <= 0:
        return None
    return stored(reached.value / target.value)


def _row_names(
    names: Sequence[str], targets: Sequence[Point], units: Sequence[str], measure: float
) -> Iterator[str | Formula]:
    """Each name with its target; calculated from the target's cell where plain digits are what the report prints."""
    for row, (name, target, unit) in enumerate(zip(names, targets, units, strict=True), 2):
        if target.value is None or not target.printed:
            yield name
            continue
        goal = f"（目标{with_unit(target.printed, unit)}）"
        fits = wide(name + goal, TEXT) <= measure
        plain = f"{trimmed(stored(target.value))}{unit}" == with_unit(target.printed, unit)
        between = "" if fits else "&CHAR(10)"
        text = name + ("" if fits else "\n") + goal
        yield Formula(f'=A{row}{between}&"（目标"&C{row}&D{row}&"）"', text) if plain else text


def _single(plot: Plot, scale: Scale, room: Room, thickest: float, labels: DataLabels | None = None) -> Design:
    one = plot.series[0]
    shown = DrawnColumn("bar", 0, 1, HUES[plot.hue], one.points, labels or labels_of(plot, one, "outEnd"))
    return _design(plot, [shown], scale, room, thickest)


def _design(plot: Plot, shown: Sequence[DrawnColumn], scale: Scale, room: Room, thickest: float) -> Design:
    """Bars from the plot's own columns."""
    legend = legend_of(plot)
    columns = columns_of(plot)
    lying = _Lying(columns, tuple(shown), scale, thickest, head=_HEAD if legend else 0.0)
    return _designed(lying, room, legend)


def _whole_scale(values: Sequence[Decimal], whole: Decimal, code: str) -> Scale:
    """From nought to the whole; open where a value is greater or negative."""
    low = Decimal(0) if min(values, default=whole) >= 0 else None
    inside = low is not None and max(values, default=whole) <= whole
    return Scale(low, whole if inside else None, whole * _QUARTER if inside else None, code)


def _on_ground(
    columns: tuple[SheetColumn, ...], value: DrawnColumn, ground: int, scale: Scale, room: Room, names: int = 0
) -> Design:
    """Bars over those of the column `ground`, which are drawn first, in a pale colour."""
    whole = DrawnColumn("bar", 0, ground, GROUND, tuple(Point() for _ in value.points))
    lying = _Lying(columns, (whole, value), scale, _THICKEST, names, overlap=100)
    return _designed(lying, room)


def _designed(lying: _Lying, room: Room, legend: Legend = "") -> Design:
    lying = _with_broken_names(lying, room)
    return Design(lying.columns, PlotSpace(_group(lying, room), legend, layout=_layout(lying, room)))


def _with_broken_names(lying: _Lying, room: Room) -> _Lying:
    """Long names on several lines."""
    measure = _measure(room)
    columns = list(lying.columns)
    head, cells = columns[lying.names].head, columns[lying.names].cells
    columns[lying.names] = SheetColumn(
        head, tuple(broken(cell, measure) if isinstance(cell, str) else cell for cell in cells)
    )
    return replace(lying, columns=tuple(columns))


@dataclass(frozen=True, slots=True)
class _Lying:
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


def _measure(room: Room) -> float:
    """The width that names may take in pt."""
    return room.width * _NAME_SHARE - _GAP


def _group(lying: _Lying, room: Room) -> LetteredXml:
    """The bars and their axes; values are left out where rows are lower than their type."""
    pitch, count = lying.pitch(room), 1 if lying.overlap else max(len(lying.shown), 1)
    shown = lying.shown if pitch / count >= SMALL else [replace(one, labels=None) for one in lying.shown]
    gap = gap_width(pitch, count, lying.thickest)
    bars = drawn(shown, lying.columns, room, lying.names).within(
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>',
        f'<c:gapWidth val="{gap}"/><c:overlap val="{lying.overlap}"/>{axis_ids()}</c:barChart>',
    )
    return bars + axes(lying.scale, room.font, level=True, every_name=pitch >= SMALL, small=pitch < TEXT * 1.25)


def _layout(lying: _Lying, room: Room) -> str:
    """Room for names at the left and values at the right, as in the PDF: left to itself Word cuts the one or the other."""
    names = [wide(line, TEXT) for name in lying.columns[lying.names].values for line in str(name).split("\n")]
    left = min(max(names, default=0.0) + _GAP, room.width * _NAME_SHARE) / room.width
    values = [
        wide(point.printed) for one in lying.shown for point in one.points if point.value is not None and one.labels
    ]
    right = (max(values, default=0.0) + _GAP) / room.width
    return inner(left, lying.head / room.height, right, lying.foot / room.height)
