"""How a quantity is spread over many: a dot for each on one scale, the box of their quartiles, the own one marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.cbook import boxplot_stats

from hgz_report.charts import legend
from hgz_report.charts.bars import Bar
from hgz_report.charts.labels import Unreadable
from hgz_report.charts.legend import Key
from hgz_report.charts.palette import FAINT, GROUND, INK, SMALL
from hgz_report.charts.placing import Taken
from hgz_report.charts.sheet import Sheet
from hgz_report.charts.statistical.area import FOOT, ChartArea
from hgz_report.charts.statistical.dot_names import ARROW, Tag, arrow, dot_box, name_dots
from hgz_report.charts.statistical.naming import bracketed, by_weight, few_enough, how_many, marked_place, say_how_many
from hgz_report.charts.statistical.scatter import shades_of
from hgz_report.document.chart import Plot, Point, lettered
from hgz_report.draw.paths import Spot

RADII = (4.0, 3.4, 2.8, 2.2, 1.8, 1.4)
"""pt: the dots are as large as their pile has room for."""
_MARKED = 1.3
"""How much larger the own dot is."""
_BOX = 12.0
"""pt: height of the box of quartiles, beneath the dots."""
_AIR = 6.0
"""pt between the box, the scale and the dots."""
_PAD = RADII[0] * _MARKED + ARROW + 3
"""pt at least between the outermost dots and the sides of the sheet ..."""
_WIDEST_PAD = 60.0
"""... and no more."""
_HEAP_SHARE = 0.62
"""At most this much of the height over the box goes to the pile; the rest is for names."""
_LEAST_TALL = 24.0
_BOX_WORDS = "灰框：居中的一半；粗线：中位数"
LEAST_BOXED = 5
"""Fewer values have no quartiles worth a box."""


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable for more than one series, or fewer than two values."""
    if len(chart.series) != 1:
        raise Unreadable(f"分布图只画1个系列，这里有{len(chart.series)}个", "请只留一个系列")
    there = [(n, p) for n, p in zip(chart.categories, chart.series[0].points, strict=True) if p.value is not None]
    few_enough(len(there), "个点")
    names, points = [name for name, _ in there], [point for _, point in there]
    about = marked_place(names, chart.marked)
    shades, values = shades_of(chart), [float(point.value or 0) for point in points]
    boxed = len(values) >= LEAST_BOXED
    head = legend.draw(sheet, _key(points, shades[0], boxed=boxed), 0.0)
    bottom, top = FOOT + SMALL, sheet.height - head
    if top - bottom < _LEAST_TALL + _BOX + 2 * _AIR:
        raise Unreadable("图太矮，点分不清")
    area = ChartArea(sheet, Bar(_PAD, bottom, sheet.width - 2 * _PAD, top - bottom))
    area.span("x", values, _pads(sheet, names, values))
    area.axes.set_ylim(bottom, top)
    area.scale("x", values)
    floor = bottom + _AIR + (_BOX + _AIR if boxed else 0.0)
    if boxed:
        _box(area, values, bottom + _AIR + _BOX / 2)
    xs = [x for x, _ in area.spots(values, [floor] * len(values))]
    radius, heights = piled(xs, floor, (top - floor) * _HEAP_SHARE, about)
    spots = list(zip(xs, heights, strict=True))
    area.axes.axhline(floor, color=FAINT, linewidth=0.6)
    area.paint()
    radii = [radius * _MARKED if at == about else radius for at in range(len(points))]
    taken = Taken(Bar(0.0, floor, sheet.width, top - floor))
    _dots(sheet, points, spots, radii, (shades, about), taken)
    order = by_weight(values, about)
    tags = [_tag(names[at], points[at], spots[at], radii[at], must=at == about) for at in order]
    named = name_dots(sheet, tags, taken, up=True)
    say_how_many(sheet, how_many(named, len(points), "个", len(chart.categories) - len(points)))


def _pads(sheet: Sheet, names: Sequence[str], values: Sequence[float]) -> Spot:
    """Room beside the least and the greatest, so that their names can stand over them."""
    ends = (names[values.index(end)] for end in (min(values), max(values)))
    least, greatest = (
        max(min(sheet.lettering.width(bracketed(name) or name, SMALL) / 2, _WIDEST_PAD) - _PAD + 2, _PAD)
        for name in ends
    )
    return least, greatest


def _tag(name: str, point: Point, spot: Spot, radius: float, *, must: bool) -> Tag:
    texts = lettered(name, "\n", point.printed), lettered(name, " ", point.printed)
    parted = bracketed(name)
    return Tag(spot, radius, (lettered(parted, "\n", point.printed), *texts) if parted else texts, must=must)


def _key(points: Sequence[Point], color: str, *, boxed: bool) -> list[Key]:
    key = [Key("box", INK, _BOX_WORDS)] if boxed else []
    return [*key, Key("ring", color, legend.EXPECTED)] if any(point.expected for point in points) else key


def _box(area: ChartArea, values: Sequence[float], y: float) -> None:
    """The box of the quartiles with the median, and a line from the least to the greatest."""
    (found,) = boxplot_stats(values, whis=(0, 100))
    look: Mapping[str, Mapping[str, object]] = {
        "boxprops": {"facecolor": GROUND, "edgecolor": FAINT, "linewidth": 0.8},
        "medianprops": {"color": INK, "linewidth": 2.0},
        "whiskerprops": {"color": FAINT, "linewidth": 0.8},
        "capprops": {"color": FAINT, "linewidth": 0.8},
    }
    area.axes.bxp(
        [found],
        positions=[y],
        widths=[_BOX],
        orientation="horizontal",
        showfliers=False,
        patch_artist=True,
        manage_ticks=False,
        **look,  # type: ignore[arg-type]  # the stubs don't know that these go together
    )


def piled(xs: Sequence[float], floor: float, most: float, own: int | None = None) -> tuple[float, list[float]]:
    """The radius of dots at `xs` and the middle of each over `floor`, none on another, within `most` pt of height.

    Every dot stays at its own place along the scale, the `own` one on top of its pile, so that a name has a way to it.
    Where even the least dots pile up too high they are pushed into each other.
    """
    radius, heights = RADII[-1], [0.0] * len(xs)
    for radius in RADII:
        heights = _heaped(xs, radius, own)
        if max(heights) + radius <= most:
            break
    tall = max(heights) + radius
    squeeze = min(1.0, (most - 2 * radius) / max(tall - 2 * radius, 1e-9))
    return radius, [floor + radius + 1 + (height - radius) * squeeze for height in heights]


def _heaped(xs: Sequence[float], radius: float, own: int | None) -> list[float]:
    """Each dot, from left to right and the `own` one last, over those that are there; a floor is at nought."""
    heights = [0.0] * len(xs)
    near: list[int] = []
    reach = 2 * radius + 0.4
    for at in sorted(range(len(xs)), key=lambda at: (at == own, xs[at], at)):
        near = [other for other in (range(len(xs)) if at == own else near) if abs(xs[at] - xs[other]) < reach]
        if at == own:
            heights[at] = max(
                (heights[other] + _rise(xs, at, other, reach) for other in near if other != at), default=radius
            )
            continue
        blocked = sorted(
            (heights[other] - rise, heights[other] + rise) for other in near for rise in [_rise(xs, at, other, reach)]
        )
        y = radius
        for low, high in blocked:
            if low < y < high:
                y = high
        heights[at] = y
        near.append(at)
    return heights


def _rise(xs: Sequence[float], at: int, other: int, reach: float) -> float:
    """How far over the middle of the other dot one may stand."""
    return float((reach**2 - (xs[at] - xs[other]) ** 2) ** 0.5)


def _dots(
    sheet: Sheet,
    points: Sequence[Point],
    spots: Sequence[Spot],
    radii: Sequence[float],
    look: tuple[tuple[str, str], int | None],
    taken: Taken,
) -> None:
    """The dots, the own one on top, with the arrows of bounds."""
    (plain, own), about = look
    for at in sorted(range(len(points)), key=lambda at: at == about):
        color = own if at == about else plain
        if points[at].expected:
            sheet.dots([spots[at]], radii[at], color, hollow=True)
        else:
            sheet.rimmed_dot(spots[at], radii[at], color, INK if at == about else "white")
        taken.boxes.append(dot_box(spots[at], radii[at]))
        strokes = arrow(spots[at], radii[at], points[at].bound, "right", "left")
        sheet.strokes(strokes, color=plain, width=1.0)
        taken.strokes.extend((stroke[0], stroke[-1]) for stroke in strokes)
