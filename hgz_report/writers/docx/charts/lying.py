"""Bars that lie: categories from top to bottom, each with its value at the end of its bar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from hgz_report.chart_model import Plot, Point
from hgz_report.charts.palette import GROUND, SMALL, TEXT
from hgz_report.writers.docx.charts.design import (
    Design,
    Room,
    color_of,
    columns_of,
    drawn,
    gap_width,
    known,
    labels_of,
    legend_of,
    names_column,
    ranked,
    values_column,
    zero_scale,
)
from hgz_report.writers.docx.charts.frame import Frame, Scale, axes, axis_ids
from hgz_report.writers.docx.charts.labels import stored, window, with_unit
from hgz_report.writers.docx.charts.look import hue
from hgz_report.writers.docx.charts.series import Labels, Shown
from hgz_report.writers.docx.charts.workbook import Column, Formula

_THICKEST, _THIN = 14.0, 4.0
"""pt: bars are never thicker; those of a ranking."""
_FOOT = 22.0
"""pt below the bars for the figures of the scale."""
_WHOLE = Decimal(100)
_BEYOND = Decimal("1.12")
"""Where the scale of shares ends, in wholes: beyond a full bar its value still has room."""
_QUARTER = Decimal("0.25")


def bars(plot: Plot, room: Room) -> Design:
    """Bars in the order given, in groups where there are several series."""
    shown = [
        Shown("bar", order, order + 1, color_of(plot, order), one.points, labels_of(plot, one, "outEnd"))
        for order, one in enumerate(plot.series)
    ]
    return _design(plot, shown, zero_scale(known(plot), plot), room, _THICKEST)


def ranking(plot: Plot, room: Room) -> Design:
    """Thin bars, the greatest first: Word sets dots on upright lines only."""
    return _single(ranked(plot), zero_scale(known(plot), plot), room, _THIN)


def durations(plot: Plot, room: Room) -> Design:
    """Bars from a common start, the shortest first, each value with the unit."""
    ordered = ranked(plot, falling=False)
    labels = labels_of(ordered, ordered.series[0], "outEnd", unit=plot.unit)
    return _single(ordered, replace(zero_scale(known(plot), plot), hidden=True), room, _THICKEST, labels)


def shares(plot: Plot, room: Room) -> Design:
    """Shares of wholes, the greatest first, each on a ground of 100."""
    ordered = ranked(plot)
    one = ordered.series[0]
    columns = (*columns_of(ordered), Column("整体", tuple(_WHOLE for _ in one.points)))
    value = Shown("bar", 1, 1, hue(plot.hue), one.points, labels_of(ordered, one, "outEnd"))
    return _on_ground(columns, value, 2, _whole_scale(known(plot), _WHOLE, '0"%"'), room)


def progress(plot: Plot, room: Room) -> Design:
    """What is reached as part of its target, on a ground of the whole target; rows may have units of their own.

    The workbook holds both and calculates the part, so that a new number in it moves the bar.
    """
    reached, target = plot.series[0], plot.series[1]
    units = plot.units or tuple(plot.unit for _ in plot.categories)
    parts = [_part(*pair) for pair in zip(reached.points, target.points, strict=True)]
    columns = (
        names_column(replace(plot, unit="")),
        values_column(reached),
        values_column(target),
        Column("单位", units),
        Column("图中名称", tuple(_row_names(plot.categories, target.points, units))),
        Column(
            "完成率",
            tuple(Formula(f"=B{at}/C{at}", part) if part is not None else None for at, part in enumerate(parts, 2)),
        ),
        Column("整体", tuple(Decimal(1) for _ in parts)),
    )
    points = tuple(replace(point, value=part) for point, part in zip(reached.points, parts, strict=True))
    formats = tuple(
        window(part, with_unit(point.printed, unit), "0%") if part is not None and point.printed else None
        for part, point, unit in zip(parts, reached.points, units, strict=True)
    )
    value = Shown("bar", 1, 5, hue(plot.hue), points, Labels(formats, "0%", "outEnd"))
    scale = _whole_scale([part for part in parts if part is not None], Decimal(1), "0%")
    return _on_ground(columns, value, 6, replace(scale, hidden=True), room, names=4)


def _part(reached: Point, target: Point) -> Decimal | None:
    """How much of its target is reached."""
    return None if reached.value is None or not target.value else stored(reached.value / target.value)


def _row_names(names: Sequence[str], targets: Sequence[Point], units: Sequence[str]) -> Iterator[str | Formula]:
    """Each name with its target; calculated from the target's cell where plain digits are what the report prints."""
    for row, (name, target, unit) in enumerate(zip(names, targets, units, strict=True), 2):
        if target.value is None or not target.printed:
            yield name
            continue
        text = f"{name}（目标{with_unit(target.printed, unit)}）"
        plain = f"{stored(target.value).normalize():f}" == target.printed
        yield Formula(f'=A{row}&"（目标"&C{row}&D{row}&"）"', text) if plain else text


def _single(plot: Plot, scale: Scale, room: Room, thickest: float, labels: Labels | None = None) -> Design:
    one = plot.series[0]
    shown = Shown("bar", 0, 1, hue(plot.hue), one.points, labels or labels_of(plot, one, "outEnd"))
    return _design(plot, [shown], scale, room, thickest)


def _design(plot: Plot, shown: Sequence[Shown], scale: Scale, room: Room, thickest: float) -> Design:
    columns = columns_of(plot)
    return Design(columns, Frame(_lying(columns, shown, scale, room, thickest, overlap=0), legend_of(plot)))


def _whole_scale(values: Sequence[Decimal], whole: Decimal, code: str) -> Scale:
    """From nought to a little more than the whole; open where a value is greater or negative."""
    inside = min(values, default=whole) >= 0 and max(values, default=whole) <= whole
    low = Decimal(0) if min(values, default=whole) >= 0 else None
    return Scale(low, whole * _BEYOND if inside else None, whole * _QUARTER if inside else None, code)


def _on_ground(
    columns: Sequence[Column], value: Shown, ground: int, scale: Scale, room: Room, names: int = 0
) -> Design:
    """Bars over those of the column `ground`, which are drawn first, in a pale colour."""
    whole = Shown("bar", 0, ground, GROUND, tuple(Point() for _ in value.points))
    group = _lying(columns, [whole, value], scale, room, _THICKEST, overlap=100, names=names)
    return Design(tuple(columns), Frame(group))


def _lying(
    columns: Sequence[Column],
    shown: Sequence[Shown],
    scale: Scale,
    room: Room,
    thickest: float,
    *,
    overlap: int,
    names: int = 0,
) -> str:
    """The group of bars and its axes; values are left out where rows are lower than their type."""
    rows = max(len(columns[0].cells), 1)
    count = 1 if overlap else max(len(shown), 1)
    pitch = max(room.height - _FOOT, 1.0) / rows
    if pitch / count < SMALL:
        shown = [replace(one, labels=None) for one in shown]
    gap = gap_width(pitch, count, thickest)
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{drawn(shown, columns, room, names)}<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>{axis_ids()}</c:barChart>'
        + axes(scale, room.font, level=True, every_name=pitch >= SMALL, small=pitch < TEXT * 1.25)
    )
