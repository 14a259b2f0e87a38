"""Lines over time, broken where a value is missing, named at their ends instead of in a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct

from hgz_report.charts import legend
from hgz_report.charts.bars import Bar
from hgz_report.charts.labels import spread, too_wide
from hgz_report.charts.palette import LEAST, SMALL
from hgz_report.charts.placing import Taken, weighty
from hgz_report.charts.plot_area import (
    GAP,
    Across,
    Upward,
    across,
    draw_base,
    draw_scale,
    figures,
    known,
    scale_width,
    steps,
    upward,
)
from hgz_report.charts.sheet import DASH, LEADING, Sheet
from hgz_report.document.chart import Plot, Point, Series, lettered
from hgz_report.draw.paths import Spot

WIDTH, RADIUS = 1.6, 2.4
WIDEST_SLOT = 90.0
NAME_SHARE = 0.3
"""At most this much of the width goes to the names at the ends."""
ARM = 9.0
"""pt from the end of a line to its name."""
DOTTED = 16
"""Up to so many categories every value has its dot; of more, only those that no line leads to, and the weighty are printed."""
BOUND = 8.0
"""pt: length of the mark up from a lower bound, or down from an upper one."""


class Curve(Struct, frozen=True):
    """One series on the sheet: a spot for each category, None where there is no value."""

    series: Series
    color: str
    spots: tuple[Spot | None, ...]

    def there(self) -> Iterator[tuple[int, Point, Spot]]:
        """The values there are."""
        for at, (point, spot) in enumerate(zip(self.series.points, self.spots, strict=True)):
            if spot is not None:
                yield at, point, spot

    def strokes(self, *, expected: bool) -> list[tuple[Spot, Spot]]:
        """From each value to the next, never across a gap; those that lead to an expected one, or the others."""
        return [
            (one, other)
            for (one, other), point in zip(pairwise(self.spots), self.series.points[1:], strict=True)
            if one is not None and other is not None and point.expected == expected
        ]


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart: the scale starts at nought, a line is dashed towards what is only expected."""
    shades = legend.colors(chart)
    several = len(chart.series) > 1
    scale = steps(known(chart.series), sheet.height * 0.65)
    size, names = _names(sheet, chart.series) if several else (SMALL, ())
    beside = max((sheet.lettering.width(name, size) for name in names), default=0.0) + (ARM + GAP if names else 0.0)
    printed = [] if several else [point.printed for point in chart.series[0].points]
    wide = across(sheet, chart, scale_width(sheet, scale), sheet.width - beside, WIDEST_SLOT, printed)
    head = legend.draw(sheet, legend.line_kinds(chart.series, shades[0]), wide.left)
    foot = wide.floor + (SMALL if scale[0] < 0 else 0)
    tall = upward(foot, sheet.height - head - SMALL - 2 * GAP, scale)
    draw_scale(sheet, wide, tall)
    draw_base(sheet, wide, tall)
    curves = [curve(series, color, wide, tall) for series, color in zip(chart.series, shades, strict=True)]
    for each in curves:
        draw_curve(sheet, each)
    taken = obstacles(Bar(0, 0, sheet.width, sheet.height - head), curves, wide, tall)
    taken.boxes.extend(figures(wide, tall))
    if several:
        taken.boxes.extend(_ends(sheet, curves, names, size, (wide, tall)))
    for each in curves:
        draw_values(sheet, each, taken, [other for other in curves if other is not each], ended=several)


def curve(series: Series, color: str, wide: Across, tall: Upward) -> Curve:
    """Where a series runs."""
    spots = (
        None if point.value is None else (wide.x(at), tall.y(point.value)) for at, point in enumerate(series.points)
    )
    return Curve(series, color, tuple(spots))


def draw_curve(sheet: Sheet, curve: Curve) -> None:
    """A line with its dots: rings for what is expected, a mark up or down at a bound."""
    sheet.strokes(curve.strokes(expected=False), color=curve.color, width=WIDTH)
    sheet.strokes(curve.strokes(expected=True), color=curve.color, width=WIDTH, dash=DASH)
    joined = {spot for expected in (False, True) for stroke in curve.strokes(expected=expected) for spot in stroke}
    few = len(curve.spots) <= DOTTED
    dotted = [(point, spot) for _, point, spot in curve.there() if few or point.expected or spot not in joined]
    sheet.dots([spot for point, spot in dotted if not point.expected], RADIUS, curve.color)
    sheet.dots([spot for point, spot in dotted if point.expected], RADIUS, curve.color, hollow=True)
    marks = [stroke for _, point, spot in curve.there() for stroke in _bound(point, spot)]
    sheet.strokes(marks, color=curve.color, width=1.0)


def _bound(point: Point, spot: Spot) -> Sequence[Sequence[Spot]]:
    """An arrow up from a lower bound, down from an upper one."""
    if point.bound not in ("lower", "upper"):
        return ()
    way = 1 if point.bound == "lower" else -1
    x, y = spot
    tip = y + way * BOUND
    return (((x, y), (x, tip)), ((x - 2, tip - way * 2.5), (x, tip), (x + 2, tip - way * 2.5)))


def obstacles(within: Bar, curves: Sequence[Curve], wide: Across, tall: Upward) -> Taken:
    """All that a value must not be printed on, or leave."""
    floor = tall.bottom - (SMALL if tall.scale[0] < 0 else 0)
    taken = Taken(Bar(within.x, floor, within.width, within.top - floor))
    taken.strokes.append(((wide.left, tall.y(0)), (wide.right, tall.y(0))))
    for each in curves:
        taken.strokes.extend((*each.strokes(expected=False), *each.strokes(expected=True)))
        for _, point, (x, y) in each.there():
            taken.boxes.append(Bar(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS))
            taken.strokes.extend((start, end) for start, end, *_ in _bound(point, (x, y)))
    return taken


def draw_values(sheet: Sheet, curve: Curve, taken: Taken, others: Sequence[Curve] = (), *, ended: bool = False) -> None:
    """Printed values above or below their dots where there is room, the weightiest first; of a long series only those.

    None stands where it could be read as that of a dot of `others`; `ended`: the last is printed with the name already.
    """
    points = curve.series.points
    first = weighty([point.value for point in points])
    rest = reversed(range(len(points))) if len(points) <= DOTTED else ()
    for at in dict.fromkeys((*first, *rest)):
        spot, text = curve.spots[at], points[at].printed
        if spot is None or not text or (ended and at == len(points) - 1):
            continue
        across = sheet.lettering.width(text, SMALL)
        off = RADIUS + 2 + (BOUND if points[at].bound in ("lower", "upper") else 0.0)
        above = Bar(spot[0] - across / 2, spot[1] + off, across, SMALL)
        below = Bar(above.x, spot[1] - off - SMALL, across, SMALL)
        near = [there[1] for other in others if (there := other.spots[at]) is not None]
        for box in (below, above) if _valley(points, at) else (above, below):
            if _own(box, spot[1], near) and taken.take(box):
                sheet.bar(box.x, box.y, box.width, box.height, "white")
                sheet.text(spot[0], box.y, text, size=SMALL, level="bottom")
                break


def _own(box: Bar, y: float, others: Sequence[float]) -> bool:
    """Whether a value is clearly nearer to its own dot at `y` than to any other of its category."""
    middle = box.y + box.height / 2
    return all(abs(middle - other) > 1.6 * abs(middle - y) for other in others)


def _valley(points: Sequence[Point], at: int) -> bool:
    """Whether the neighbours lie higher."""
    value = points[at].value or Decimal(0)
    near = [
        point.value for point in (*points[max(at - 1, 0) : at], *points[at + 1 : at + 2]) if point.value is not None
    ]
    return bool(near) and all(other > value for other in near)


def _names(sheet: Sheet, series: Sequence[Series]) -> tuple[float, tuple[str, ...]]:
    """The names at the ends with the last values, broken where they are long, and their size."""
    measure = sheet.width * NAME_SHARE
    size = SMALL
    while size >= LEAST:
        names = tuple(sheet.lettering.wrapped(_ending(each), size, measure) for each in series)
        deep = sum(size * LEADING * (name.count("\n") + 1) for name in names)
        if deep <= sheet.height * 0.6 and all(sheet.lettering.width(name, size) <= measure for name in names):
            return size, names
        size -= 0.5
    raise too_wide(each.name for each in series)


def _ending(series: Series) -> str:
    """The name, with the last value where the line runs to the last category."""
    last = series.points[-1]
    return lettered(series.name, " ", last.printed) if last.value is not None else series.name


def _ends(
    sheet: Sheet, curves: Sequence[Curve], names: Sequence[str], size: float, area: tuple[Across, Upward]
) -> Iterator[Bar]:
    """Each name beside the end of its line, led to it by a thin stroke; yields the places taken."""
    wide, tall = area
    ends = [last(each) or (wide.right, tall.y(0)) for each in curves]
    heights = [size * (1 + LEADING * name.count("\n")) + 2 for name in names]
    places = spread([y for _, y in ends], heights, tall.bottom - size, tall.top + size)
    for each, name, end, y, height in zip(curves, names, ends, places, heights, strict=True):
        x = wide.right + ARM
        if last(each) is not None:
            start = (end[0] + RADIUS + 1.5, end[1])
            sheet.strokes([(start, (x - GAP - 3, y), (x - GAP, y))], color=each.color, width=0.6)
        sheet.text(x, y, name, size=size, side="left")
        yield Bar(x - GAP, y - height / 2, sheet.width - x + GAP, height)


def last(curve: Curve) -> Spot | None:
    """The last value there is."""
    return next((spot for spot in reversed(curve.spots) if spot is not None), None)
