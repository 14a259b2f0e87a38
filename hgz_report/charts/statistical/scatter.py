"""Two quantities of many: a dot for each, parted into quadrants, the weightiest named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hgz_report.charts import legend
from hgz_report.charts.bars import Bar
from hgz_report.charts.labels import Unreadable, too_wide
from hgz_report.charts.legend import Key
from hgz_report.charts.pairs import MEDIAN, Dot, by_weight, dots_of, parted_at, said, units_of
from hgz_report.charts.palette import FAINT, HUES, INK, LEAST, NAVY, OCHRE, SMALL
from hgz_report.charts.placing import Taken
from hgz_report.charts.sheet import DASH, Sheet
from hgz_report.charts.statistical.area import FOOT, GAP, ChartArea
from hgz_report.charts.statistical.dot_names import ARROW, Tag, arrow, dot_box, hollow, name_dots
from hgz_report.charts.statistical.naming import few_enough, how_many, marked_place, say_how_many
from hgz_report.document.chart import Plot, lettered, with_unit
from hgz_report.draw.paths import Spot

RADIUS, SMALL_RADIUS, MARKED_RADIUS = 3.2, 2.2, 4.4
MANY = 60
"""More dots than these are smaller."""
VALUED = 8
"""Up to so many dots are printed with their values."""
RIM = 0.5
"""pt of white around a dot, so that one on another is seen."""
_PAD = RADIUS + ARROW + 3
"""pt between the outermost dots and the sides of the area."""
_BAND = SMALL * 1.5
"""pt at the top and the bottom of the area for the names of quadrants, where no dot is."""
_TITLE = SMALL + 2
"""pt at the foot for the name of what is to the right ..."""
_COUNT = 110.0
"""... and at its right end for how many are named."""
_LEAST_AREA = 60.0
"""pt of height in which dots are told apart."""


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable for fewer than two dots, or more than can be told apart."""
    dots, shades = dots_of(chart), shades_of(chart)
    few_enough(len(dots), "个点")
    marked_place([dot.name for dot in dots], chart.marked)
    area = _area(sheet, chart, dots, _head(sheet, chart, _key(chart, dots, shades)))
    middle = tuple(map(float, parted_at(chart, dots)))
    for line, at in ((area.axes.axvline, middle[0]), (area.axes.axhline, middle[1])):
        line(at, color=FAINT, linewidth=0.8, dashes=DASH)
    radii = {dot.at: _radius(chart, dot, len(dots)) for dot in dots}
    _scatter(area, chart, dots, radii, shades)
    spots = _spots(area, dots)
    cross = area.spots([middle[0]], [middle[1]])[0]
    area.paint()
    taken = Taken(area.box)
    _name_quadrants(sheet, chart, taken, cross)
    _obstruct(sheet, dots, spots, radii, shades[0], taken)
    full = len(dots) <= VALUED
    tags = [
        Tag(spots[dot.at], radii[dot.at], _texts(dot, chart, full=full), must=dot.name == chart.marked)
        for dot in by_weight(chart, dots)
    ]
    named = name_dots(sheet, tags, taken)
    say_how_many(sheet, how_many(named, len(dots), "个", len(chart.categories) - len(dots)))


def shades_of(chart: Plot) -> tuple[str, str]:
    """The colour of dots, and that of the one the chart is about: they differ in lightness too."""
    plain = HUES[chart.hue]
    return plain, NAVY if plain == OCHRE else OCHRE


def _radius(chart: Plot, dot: Dot, count: int) -> float:
    return MARKED_RADIUS if dot.name == chart.marked else SMALL_RADIUS if count > MANY else RADIUS


def _key(chart: Plot, dots: Sequence[Dot], shades: tuple[str, str]) -> list[Key]:
    """What the dashed lines are, and the rings."""
    if len(chart.splits) == 2:
        units = units_of(chart)
        texts = [
            lettered(way, one.name, " ", with_unit(one.points[0].printed, unit))
            for way, one, unit in zip(("竖线：", "横线："), chart.splits, units, strict=True)
        ]
    else:
        texts = [lettered(MEDIAN)]
    key = [Key("dashed", FAINT, text) for text in texts]
    return key + ([Key("ring", shades[0], legend.EXPECTED)] if any(hollow(dot.x, dot.y) for dot in dots) else [])


def _head(sheet: Sheet, chart: Plot, key: Sequence[Key]) -> float:
    """What is upwards at the left, and the key beside it or above; returns the height they take."""
    name = _axis_name(chart, 1)
    beside = sheet.lettering.width(name, SMALL) + 2 * legend.BETWEEN
    if beside + legend.width(sheet, key) <= sheet.width:
        tall = legend.draw(sheet, key, beside)
        _say(sheet, name, (0.0, sheet.height - legend.ROW / 2 - SMALL / 2), sheet.width)
        return tall + 2
    tall = legend.draw(sheet, key, 0.0)
    _say(sheet, name, (0.0, sheet.height - tall - SMALL - 1), sheet.width)
    return tall + SMALL + 4


def _axis_name(chart: Plot, at: int) -> str:
    unit = units_of(chart)[at]
    return lettered(chart.series[at].name, "（", unit, "）") if unit else chart.series[at].name


def _area(sheet: Sheet, chart: Plot, dots: Sequence[Dot], head: float) -> ChartArea:
    """The axes with their scales and names, between the key and the foot."""
    xs, ys = zip(*(dot.spot for dot in dots), strict=True)
    if len(chart.splits) == 2:
        across, along = parted_at(chart, dots)
        xs, ys = (*xs, float(across)), (*ys, float(along))
    band = (_PAD + _BAND if chart.quadrants else _PAD,) * 2
    bottom, top = FOOT + _TITLE, sheet.height - head
    if top - bottom < max(_LEAST_AREA, 2 * band[0] + 10):
        raise Unreadable("图太矮，点分不清")
    area = ChartArea(sheet, Bar(0, bottom, sheet.width, top - bottom))
    area.span("y", ys, band)
    area.indent(area.scale("y", ys), _PAD)
    area.span("x", xs, (_PAD, _PAD))
    area.scale("x", xs)
    _say(sheet, _axis_name(chart, 0), (area.box.x, 2.0), sheet.width - area.box.x - _COUNT)
    return area


def _say(sheet: Sheet, name: str, corner: Spot, room: float) -> None:
    """The name of an axis from its lower left corner, in a size in which it keeps to its room."""
    size = SMALL
    while sheet.lettering.width(name, size) > room:
        size -= 0.5
        if size < LEAST:
            raise too_wide([name])
    sheet.text(*corner, name, size=size, side="left", level="bottom")


def _scatter(
    area: ChartArea, chart: Plot, dots: Sequence[Dot], radii: Mapping[int, float], shades: tuple[str, str]
) -> None:
    """The dots: rings for what is expected, the one that the chart is about on top."""
    for ring, about in ((False, False), (True, False), (False, True), (True, True)):
        part = [dot for dot in dots if (hollow(dot.x, dot.y), dot.name == chart.marked) == (ring, about)]
        if part:
            xs, ys = zip(*(dot.spot for dot in part), strict=True)
            color = shades[about]
            area.axes.scatter(
                xs,
                ys,
                s=(2 * radii[part[0].at]) ** 2,
                c="white" if ring else color,
                edgecolors=color if ring else INK if about else "white",
                linewidths=1.0 if ring else 0.8 if about else RIM,
                zorder=4 if about else 3,
            )


def _spots(area: ChartArea, dots: Sequence[Dot]) -> dict[int, Spot]:
    xs, ys = zip(*(dot.spot for dot in dots), strict=True)
    return dict(zip((dot.at for dot in dots), area.spots(xs, ys), strict=True))


def _obstruct(
    sheet: Sheet,
    dots: Sequence[Dot],
    spots: Mapping[int, Spot],
    radii: Mapping[int, float],
    color: str,
    taken: Taken,
) -> None:
    """Draw the arrows of bounds; no name stands on them or on a dot."""
    for dot in dots:
        spot, radius = spots[dot.at], radii[dot.at]
        taken.boxes.append(dot_box(spot, radius))
        arrows = [*arrow(spot, radius, dot.x.bound, "right", "left"), *arrow(spot, radius, dot.y.bound, "up", "down")]
        sheet.strokes(arrows, color=color, width=1.0)
        taken.strokes.extend((stroke[0], stroke[-1]) for stroke in arrows)


def _name_quadrants(sheet: Sheet, chart: Plot, taken: Taken, cross: Spot) -> None:
    """The names of the quarters in their outer corners, in the bands that have no dots."""
    box = taken.bounds
    for at, name in enumerate(chart.quadrants):
        right, upper = at in (0, 3), at in (0, 1)
        room = box.right - cross[0] if right else cross[0] - box.x
        size = SMALL
        while sheet.lettering.width(name, size) > room - 2 * GAP:
            size -= 0.5
            if size < LEAST:
                raise too_wide([name])
        wide = sheet.lettering.width(name, size)
        x = box.right - GAP - wide if right else box.x + GAP
        y = box.top - GAP - size if upper else box.y + GAP
        taken.boxes.append(Bar(x, y, wide, size))
        sheet.bar(x - 1, y, wide + 2, size, "white")
        sheet.text(x, y, name, size=size, side="left", level="bottom", color=FAINT)


def _texts(dot: Dot, chart: Plot, *, full: bool) -> tuple[str, ...]:
    """The name, with its values beneath where dots are few or it is the one that the chart is about."""
    if not (full or dot.name == chart.marked):
        return (dot.name,)
    x, y = said(dot, chart)
    return lettered(dot.name, "\n", x, "，", y), dot.name
