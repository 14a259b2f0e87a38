"""From and to: two dots and what lies between them on a row for each category."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from hgz_report.charts import legend
from hgz_report.charts.bars import Bar
from hgz_report.charts.labels import Unreadable, too_wide
from hgz_report.charts.legend import Key
from hgz_report.charts.palette import FAINT, GRID, HUES, INK, LEAST, LEAST_VALUE, MIST, SMALL, STEEL, TEXT
from hgz_report.charts.placing import Taken
from hgz_report.charts.plot_area import known
from hgz_report.charts.rows import NAME_SHARE, WIDEST_PITCH
from hgz_report.charts.sheet import LEADING, Sheet
from hgz_report.charts.statistical.area import FOOT, ChartArea
from hgz_report.charts.statistical.dot_names import ARROW, arrow, dot_box
from hgz_report.charts.statistical.naming import apart, by_weight, few_enough, how_many, say_how_many, weightiest
from hgz_report.document.chart import Plot, Point
from hgz_report.draw.paths import Spot

RADIUS, _LEAST_RADIUS = 4.0, 1.0
_GAP, _GUTTER = 3.0, 14.0
"""pt from a dot to its value; from names to the rows where strokes lead to those that had to move."""
_LEAST_PITCH, _ALL_NAMED = 1.4, 8.5
"""pt from one row to the next at least, and at which all can have their names ..."""
_MOST = 30
"""... and how many have them where the rows are closer."""


class Shelf(Struct, frozen=True):
    """The rows: their middles, the pt from one to the next, and the names at the left with the middles of those shown."""

    ys: Sequence[float]
    pitch: float
    texts: Sequence[str]
    size: float
    wide: float
    shown: dict[int, float]

    @property
    def start(self) -> float:
        """Where the rows begin at the right of the names."""
        return self.wide + (2 * _GAP if len(self.shown) == len(self.ys) else _GUTTER)

    @property
    def radius(self) -> float:
        """Of the dots."""
        return max(min(RADIUS, self.pitch * 0.42), _LEAST_RADIUS)

    @property
    def value_size(self) -> float:
        """Of the type of the values."""
        return min(SMALL, max(self.pitch - 1, LEAST_VALUE))


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable for other than two series, or more rows than can be told apart."""
    if len(chart.series) != 2:
        raise Unreadable(f"哑铃图要2个系列（从多少到多少），这里有{len(chart.series)}个", "请给出两组数")
    few_enough(len(chart.categories), "行", least=1)
    shades = STEEL if chart.hue == "mist" else MIST, HUES[chart.hue]
    head = legend.draw(sheet, _key(chart, shades), 0.0)
    shelf = _shelf(sheet, chart, sheet.height - head)
    area = _area(sheet, chart, shelf)
    pairs = [_pair(area, chart, at, y) for at, y in enumerate(shelf.ys)]
    _bars(area, chart, shelf)
    area.paint()
    taken = Taken(Bar(shelf.wide + _GAP, area.box.y - 1, sheet.width - shelf.wide - _GAP, area.box.height + 2))
    for at, pair in enumerate(pairs):
        for end, spot in enumerate(pair):
            if spot is not None:
                _dot(sheet, chart.series[end].points[at], spot, shelf.radius, shades[end], taken)
    for before, after in pairs:
        if before is not None and after is not None:
            taken.strokes.append((before, after))
    for at in (at for at in _order(chart) if at in shelf.shown):
        _values(sheet, chart, at, pairs[at], shelf, taken)
    for at, y in shelf.shown.items():
        sheet.text(shelf.wide, y, shelf.texts[at], size=shelf.size, side="right")
        if abs(y - shelf.ys[at]) > 1:
            line = (shelf.wide + _GAP, y), (shelf.start - _GAP, shelf.ys[at])
            sheet.strokes([line], color=FAINT, width=0.5)
    say_how_many(sheet, how_many(len(shelf.shown), len(shelf.ys), "行"))


def _key(chart: Plot, shades: tuple[str, str]) -> list[Key]:
    expected = [[point.expected for point in one.points if point.value is not None] for one in chart.series]
    key = [
        Key("ring" if all(rings) else "dot", shade, one.name)
        for one, shade, rings in zip(chart.series, shades, expected, strict=True)
    ]
    some = any(any(rings) and not all(rings) for rings in expected)
    return [*key, Key("ring", shades[1], legend.EXPECTED)] if some else key


def _order(chart: Plot) -> list[int]:
    """Rows by how much there is to see: the greatest change up, down, the second …"""
    before, after = (one.points for one in chart.series)
    return by_weight([float((b.value or 0) - (a.value or 0)) for a, b in zip(before, after, strict=True)])


def _shelf(sheet: Sheet, chart: Plot, top: float) -> Shelf:
    """The rows under `top`, their names in the largest type in which all have room; where none is, the weightiest."""
    count, bottom = len(chart.categories), FOOT + SMALL
    pitch = min((top - bottom) / count, WIDEST_PITCH)
    if pitch < _LEAST_PITCH:
        raise Unreadable(f"有{count}行，排得太密，分不清")
    first = (top + bottom + pitch * count) / 2
    ys = [first - (at + 0.5) * pitch for at in range(count)]
    measure, size, room = sheet.width * NAME_SHARE, TEXT, (bottom, top)
    while size >= LEAST:
        texts = [sheet.lettering.wrapped(name, size, measure) for name in chart.categories]
        heights = [size * (1 + LEADING * text.count("\n")) + 1 for text in texts]
        wide = max(sheet.lettering.width(text, size) for text in texts)
        chosen = weightiest(_order(chart)[: count if pitch >= _ALL_NAMED else _MOST], [heights], room)
        every = len(chosen) == count and max(heights) <= pitch + 1
        if wide <= measure and (every or (pitch < _ALL_NAMED and size <= SMALL)):
            return Shelf(ys, pitch, texts, size, wide, apart(chosen, ys, heights, room))
        size -= 0.5
    raise too_wide(chart.categories)


def _area(sheet: Sheet, chart: Plot, shelf: Shelf) -> ChartArea:
    """Axes with a scale beneath, and room for values on either side of the outermost dots."""
    points = [point for one in chart.series for point in one.points]
    bounded = any(point.bound in ("lower", "upper") for point in points)
    side = max(sheet.lettering.width(point.printed or "—", shelf.value_size) for point in points)
    pad = side + shelf.radius + _GAP + (ARROW if bounded else 0.0) + 1
    left = shelf.start
    bottom, top = shelf.ys[-1] - shelf.pitch / 2, shelf.ys[0] + shelf.pitch / 2
    if sheet.width - left < 2 * pad + 40:
        raise Unreadable("名称和数值占去了大半，点分不清")
    area = ChartArea(sheet, Bar(left, bottom, sheet.width - left, top - bottom))
    values = [float(value) for value in known(chart.series)]
    area.span("x", values, (pad, pad))
    area.scale("x", values)
    area.axes.set_ylim(bottom, top)
    return area


def _pair(area: ChartArea, chart: Plot, at: int, y: float) -> tuple[Spot | None, Spot | None]:
    """Where from and to lie."""
    before, after = (
        None if one.points[at].value is None else area.spots([float(one.points[at].value or 0)], [y])[0]
        for one in chart.series
    )
    return before, after


def _bars(area: ChartArea, chart: Plot, shelf: Shelf) -> None:
    """Faint lines along the rows that are named, and what lies between from and to."""
    low, high = area.axes.get_xlim()
    area.axes.hlines([shelf.ys[at] for at in shelf.shown], low, high, colors=GRID, linewidth=0.5)
    before, after = (one.points for one in chart.series)
    for named, shade in ((False, MIST), (True, STEEL)):
        both = [
            (float(a.value), float(b.value), shelf.ys[at])
            for at, (a, b) in enumerate(zip(before, after, strict=True))
            if a.value is not None and b.value is not None and (at in shelf.shown) == named
        ]
        if both:
            starts, ends, ys = zip(*both, strict=True)
            area.axes.hlines(ys, starts, ends, colors=shade, linewidth=max(min(2.0, shelf.radius * 0.6), 0.6))


def _dot(sheet: Sheet, point: Point, spot: Spot, radius: float, shade: str, taken: Taken) -> None:
    """A dot with its rim, a ring for what is expected, an arrow at a bound."""
    if point.expected:
        sheet.dots([spot], radius, shade, hollow=True)
    else:
        sheet.rimmed_dot(spot, radius, shade, STEEL)
    taken.boxes.append(dot_box(spot, radius))
    strokes = arrow(spot, radius, point.bound, "right", "left")
    sheet.strokes(strokes, color=INK, width=0.9)
    taken.strokes.extend((stroke[0], stroke[-1]) for stroke in strokes)


def _values(
    sheet: Sheet, chart: Plot, at: int, pair: tuple[Spot | None, Spot | None], shelf: Shelf, taken: Taken
) -> None:
    """The values outside their dots where there is room; a dash for what is missing."""
    points = [one.points[at] for one in chart.series]
    there = [spot[0] for spot in pair if spot is not None]
    low, high = (min(there), max(there)) if there else (shelf.start, shelf.start)
    rising = (points[0].value or 0) <= (points[1].value or 0) or None in (points[0].value, points[1].value)
    for end, point in enumerate(points):
        left = (end == 0) == rising and bool(there)
        text = point.printed if point.value is not None else point.printed or "—"
        if not there and end == 1 and text == "—":
            continue
        size = shelf.value_size
        wide = sheet.lettering.width(text, size)
        off = (shelf.radius if there else 0) + _GAP + (ARROW if point.bound in ("lower", "upper") else 0.0)
        x = low - off - wide if left else high + off
        box = Bar(x, shelf.ys[at] - size / 2, wide, size)
        if text and taken.take(box):
            sheet.bar(x - 1, box.y, wide + 2, size, "white")
            sheet.text(x, shelf.ys[at], text, size=size, side="left", color=INK if point.value is not None else FAINT)
