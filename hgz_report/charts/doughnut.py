"""Parts of one whole as a ring of 100 %, each named outside with its printed share; what is missing to 100 is light ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import cos, degrees, radians, sin

from msgspec import Struct

from hgz_report.charts import legend
from hgz_report.charts.bars import HATCH, HATCHED, LEAST_HATCHED, STROKE
from hgz_report.charts.labels import LINE, Unreadable, spread, too_wide
from hgz_report.charts.palette import FAINT, GROUND, HUES, INK, LEAST, MIST, NAVY, OCHRE, STEEL, TEXT
from hgz_report.charts.sheet import DASH, LEADING, Sheet
from hgz_report.document.chart import CATEGORY, Plot, Point, add_to_whole, lettered, with_unit
from hgz_report.draw.paths import Spot
from hgz_report.origin import between

MOST = 12
"""More parts than this are not told apart on a ring."""
HOLE = 0.58
"""Inner radius as a part of the outer one."""
ELBOW = 9.0
"""pt from the ring to the bend of the stroke that leads to a name."""
GAP = 4.0


class Wedge(Struct, frozen=True):
    """A part: where it starts and ends, in degrees anticlockwise from the right (it runs clockwise, so end < start)."""

    point: Point
    label: str
    color: str
    start: float
    end: float

    @property
    def middle(self) -> float:
        """The angle of its middle."""
        return (self.start + self.end) / 2


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart from the top clockwise in the order given; parts without a place on the ring are named beneath.

    Raises Unreadable for several series, a negative part, more than 100 %, or more parts than can be told apart.
    """
    _check(chart)
    beneath = _beneath(sheet, chart)
    foot = TEXT * LINE * (beneath.count("\n") + 1) + GAP if beneath else 0.0
    head = legend.draw(sheet, legend.kinds(chart.series, HUES[chart.hue]), 0.0)
    radius = min((sheet.height - foot - head) / 2 - TEXT * 0.6, 70.0)
    if radius < 24:
        raise Unreadable("图太矮，圆环画不开")
    at = sheet.width / 2, foot + (sheet.height - foot - head) / 2
    sheet.ring(at, (radius * HOLE, radius), (0, 360), GROUND)
    wedges = list(layout(chart))
    for wedge in wedges:
        _wedge(sheet, at, radius, wedge)
    _seams(sheet, at, radius, wedges)
    for right in (True, False):
        side = [wedge for wedge in wedges if (cos(radians(wedge.middle)) >= 0) == right]
        _labels(sheet, at, radius, side, right=right, limits=(foot, sheet.height - head))
    if beneath:
        sheet.text(sheet.width / 2, 0, beneath, level="bottom")


def _parts(chart: Plot) -> Sequence[tuple[str, Point]]:
    return list(zip(chart.categories, chart.series[0].points, strict=True))


def _beneath(sheet: Sheet, chart: Plot) -> str:
    """Parts of nought, and those without a value."""
    words = [
        lettered(name, " ", "—" if point.value is None else with_unit(point.printed, "%"))
        for name, point in _parts(chart)
        if not point.value
    ]
    return sheet.lettering.wrapped(between(words, "　", CATEGORY.rule), TEXT, sheet.width)


def _check(chart: Plot) -> None:
    if len(chart.series) != 1:
        raise Unreadable(f"圆环图只画1个系列，这里有{len(chart.series)}个", "请只留一个系列，或改用 share")
    values = [(name, point.value) for name, point in _parts(chart) if point.value is not None]
    if len(values) > MOST:
        raise Unreadable(f"有{len(values)}个部分，圆环里分不清", f"请并成{MOST}个以内，或改用 bar")
    for name, value in values:
        if value < 0:
            raise Unreadable(f"“{name}”的占比是负数", "占比在0到100之间")
    whole = sum((value for _, value in values), Decimal(0))
    if not whole:
        raise Unreadable("各部分都是0", "请不画这张图")
    if not add_to_whole(point for _, point in _parts(chart)):
        raise Unreadable(f"各部分合计{whole}%，超过了整体", "各部分须互不重叠、同属一个整体；各占各的比重请用 share")


def layout(chart: Plot) -> Iterator[Wedge]:
    """The parts one after the other, clockwise from the top, the whole circle being 100 or their sum if that is more."""
    there = [(name, point) for name, point in _parts(chart) if point.value]
    whole = max(sum((point.value or Decimal(0) for _, point in there), Decimal(0)), Decimal(100))
    shades = [HUES[chart.hue]] if len(there) == 1 else _shades(len(there))
    angle = 90.0
    for (name, point), color in zip(there, shades, strict=True):
        size = float((point.value or Decimal(0)) / whole) * 360
        yield Wedge(point, lettered(name, " ", with_unit(point.printed, "%")), color, angle, angle - size)
        angle -= size


def _shades(count: int) -> list[str]:
    """Colours in turn, so that neighbours differ, the last and the first too."""
    turn = (NAVY, OCHRE, STEEL, MIST)
    shades = [turn[at % len(turn)] for at in range(count)]
    if count % len(turn) == 1:
        shades[-1] = STEEL if shades[-2] != STEEL else OCHRE
    return shades


def _spot(at: Spot, radius: float, angle: float) -> Spot:
    return at[0] + radius * cos(radians(angle)), at[1] + radius * sin(radians(angle))


def _wedge(sheet: Sheet, at: Spot, radius: float, wedge: Wedge) -> None:
    """A solid part; the end of a bound is hatched; what is only expected is an outline."""
    inner, solid = radius * HOLE, wedge.end
    if wedge.point.bound in ("lower", "upper"):
        whole = wedge.start - wedge.end
        hatched = min(max(whole * HATCHED, degrees(LEAST_HATCHED / radius)), whole)
        solid = wedge.end + hatched
    if wedge.point.expected:
        edges = [(_spot(at, inner, angle), _spot(at, radius, angle)) for angle in (wedge.start, wedge.end)]
        sheet.ring(at, (inner, radius), (wedge.end, wedge.start), "#FFFFFF")
        arcs = _arcs(at, (inner, radius), wedge.start, wedge.end)
        sheet.strokes([*edges, *arcs], color=wedge.color, width=0.9, dash=DASH)
    elif wedge.start - solid > 0:
        sheet.ring(at, (inner, radius), (solid, wedge.start), wedge.color)
    if solid == wedge.end:
        return
    strokes: list[tuple[Spot, ...]] = list(_hatching(at, (inner, radius), wedge, solid))
    if not wedge.point.expected:
        sheet.ring(at, (inner, radius), (wedge.end, solid), "#FFFFFF")
        strokes += _arcs(at, (inner + STROKE / 2, radius - STROKE / 2), solid, wedge.end)
    sheet.strokes(strokes, color=wedge.color, width=STROKE)


def _arcs(at: Spot, radii: Sequence[float], start: float, end: float) -> Iterator[tuple[Spot, ...]]:
    """Strokes along the ring."""
    count = max(int((start - end) / 3), 2)
    for radius in radii:
        yield tuple(_spot(at, radius, end + (start - end) * step / count) for step in range(count + 1))


def _hatching(at: Spot, radii: tuple[float, float], wedge: Wedge, solid: float) -> Iterator[tuple[Spot, ...]]:
    """The end of a lower bound: strokes along the radius, open; of an upper one: strokes along the ring, and an edge."""
    inner, outer = radii
    if wedge.point.bound == "lower":
        step = degrees(HATCH / outer)
        for number in range(1, int((solid - wedge.end) / step) + 1):
            angle = solid - (number - 0.5) * step
            yield _spot(at, inner, angle), _spot(at, outer, angle)
        return
    rings = int((outer - inner) / HATCH)
    yield from _arcs(at, [inner + HATCH * number for number in range(1, rings)], solid, wedge.end)
    yield _spot(at, inner, wedge.end), _spot(at, outer, wedge.end)


def _seams(sheet: Sheet, at: Spot, radius: float, wedges: Sequence[Wedge]) -> None:
    """White lines between the parts."""
    if len(wedges) > 1:
        angles = [wedge.start for wedge in wedges]
        seams = [(_spot(at, radius * HOLE - 1, angle), _spot(at, radius + 1, angle)) for angle in angles]
        sheet.strokes(seams, color="#FFFFFF", width=1.2)


def _labels(sheet: Sheet, at: Spot, radius: float, side: Sequence[Wedge], *, right: bool, limits: Spot) -> None:
    """Names on one side of the ring between `limits` of height, each led to the middle of its part."""
    if not side:
        return
    way = 1 if right else -1
    bend = at[0] + way * (radius + ELBOW)
    start = bend + way * GAP
    room = limits[1] - limits[0]
    size, texts = _fitted(sheet, side, (sheet.width - start if right else start) - GAP, room)
    heights = [size * (1 + LEADING * text.count("\n")) + 3 for text in texts]
    spots = [_spot(at, radius + 1, wedge.middle) for wedge in side]
    wanted = [_spot(at, radius + ELBOW, wedge.middle)[1] for wedge in side]
    places = spread(wanted, heights, *limits)
    for spot, text, y in zip(spots, texts, places, strict=True):
        sheet.strokes([(spot, (bend, y), (start, y))], color=FAINT, width=0.6)
        sheet.text(start + way * GAP, y, text, size=size, side="left" if right else "right", color=INK)


def _fitted(sheet: Sheet, side: Sequence[Wedge], measure: float, room: float) -> tuple[float, list[str]]:
    """The labels of a side, broken where they are long, in the largest type that fits."""
    size = TEXT
    while size >= LEAST:
        texts = [sheet.lettering.wrapped(wedge.label, size, measure) for wedge in side]
        deep = sum(size * (1 + LEADING * text.count("\n")) + 3 for text in texts)
        if deep <= room and all(sheet.lettering.width(text, size) <= measure for text in texts):
            return size, texts
        size -= 0.5
    raise too_wide(wedge.label for wedge in side)
