"""A field of cells: a row for each series, a column for each category, the darker the greater."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.colors import BoundaryNorm, LinearSegmentedColormap, ListedColormap, to_hex
from matplotlib.ticker import MaxNLocator
from msgspec import Struct
from numpy import array, ma, nan

from hgz_report.charts import legend
from hgz_report.charts.bars import Bar
from hgz_report.charts.labels import LINE, Unreadable, fit, fit_values, too_wide
from hgz_report.charts.legend import Key
from hgz_report.charts.palette import FAINT, INK, LEAST, NAVY, SMALL, STEEL, TEXT, readable_on
from hgz_report.charts.plot_area import known
from hgz_report.charts.rows import NAME_SHARE
from hgz_report.charts.sheet import LEADING, Sheet
from hgz_report.charts.statistical.area import ChartArea, ends_of, figure
from hgz_report.charts.statistical.naming import apart, few_enough, how_many, say_how_many, weightiest
from hgz_report.document.chart import Plot, Point

RAMP = ("#EAF0F6", "#B4C8DD", STEEL, NAVY)
"""One hue from light to dark: evenly lighter and darker in grey print too."""
CLASSES = 5
"""Steps of the ramp, about: more are not told apart."""
_GAP, _GUTTER = 4.0, 14.0
"""pt between names and cells; where not all have room, for the strokes that lead to those that had to move."""
_SEAM = 1.0
"""pt of white between cells that are large enough for it."""
_LEAST_CELL = 1.4
_TABLE = 20
"""Up to so many rows and columns a reader looks for the numbers in the cells; of larger fields the colours tell."""
_HEAD_SHARE = 0.36
"""At most this much of the height goes to the names of columns."""
_SWATCH, _SWATCH_TALL = 30.0, 8.0
_KEY = _SWATCH_TALL + SMALL + 6
_FRAME = 1.5
"""pt from the edge of a cell to the dashes that say it is only expected."""


class Margin(Struct, frozen=True):
    """Names along one side of the field: their texts, size, whether turned, and the middles of those shown."""

    texts: Sequence[str]
    size: float
    turned: bool
    deep: float
    shown: dict[int, float]

    @property
    def whole(self) -> bool:
        """Whether all are shown."""
        return len(self.shown) == len(self.texts)


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable for more rows or columns than can be told apart."""
    rows, columns = len(chart.series), len(chart.categories)
    few_enough(max(rows, columns), "行或列")
    classes = classes_of([float(value) for value in known(chart.series)])
    head = _key(sheet, chart, classes)
    left = _left(sheet, chart, (SMALL * 1.5, sheet.height - head - SMALL))
    start = left.deep + (_GAP if left.whole else _GUTTER)
    above = _above(sheet, chart, (start, sheet.width))
    top = sheet.height - head - above.deep - (_GAP if above.whole else _GUTTER)
    bottom = SMALL * 1.5 if not (left.whole and above.whole) else 1.0
    if (top - bottom) / rows < _LEAST_CELL or (sheet.width - start) / columns < _LEAST_CELL:
        raise Unreadable(f"有{rows}行{columns}列，排得太密，分不清")
    left = _left(sheet, chart, (bottom, top))
    field = Bar(start, bottom, sheet.width - start, top - bottom)
    area = ChartArea(sheet, field)
    _cells(area, chart, classes)
    area.paint()
    _said(sheet, chart, field, classes)
    _name_rows(sheet, left, field, rows)
    _name_columns(sheet, above, field, columns)
    counts = [how_many(len(each.shown), len(each.texts), word) for each, word in ((left, "行"), (above, "列"))]
    say_how_many(sheet, "；".join(filter(None, counts)))


class Classes(Struct, frozen=True):
    """Round bounds of the classes, and a colour for each class, the lightest first."""

    bounds: Sequence[float]
    colors: Sequence[str]

    def color(self, value: float) -> str:
        """That of the class of a value."""
        at = sum(value >= bound for bound in self.bounds[1:-1])
        return self.colors[at]


def classes_of(values: Sequence[float]) -> Classes:
    """Classes that hold all values."""
    low, high = ends_of(values)
    bounds = [float(tick) for tick in MaxNLocator(CLASSES, steps=(1, 2, 2.5, 5, 10)).tick_values(low, high)]
    while len(bounds) > 2 and bounds[1] <= min(values):
        del bounds[0]
    while len(bounds) > 2 and bounds[-2] >= max(values):
        del bounds[-1]
    if bounds[0] < 0 <= min(values):
        bounds[0] = 0.0
    ramp = LinearSegmentedColormap.from_list("house", RAMP)
    count = len(bounds) - 1
    return Classes(bounds, [to_hex(ramp(at / max(count - 1, 1))).upper() for at in range(count)])


def _cells(area: ChartArea, chart: Plot, classes: Classes) -> None:
    """The coloured cells; one without a value stays white."""
    values = [[nan if p.value is None else float(p.value) for p in one.points] for one in chart.series]
    rows, columns = len(values), len(chart.categories)
    seam = _SEAM if min(area.box.height / rows, area.box.width / columns) > 8 * _SEAM else 0.0
    area.axes.pcolormesh(
        ma.masked_invalid(array(values)),
        cmap=ListedColormap(classes.colors),
        norm=BoundaryNorm(classes.bounds, len(classes.colors)),
        edgecolors="white" if seam else "none",
        linewidth=seam,
    )
    area.axes.set_xlim(0, columns)
    area.axes.set_ylim(rows, 0)
    area.axes.set_xticks([])
    area.axes.set_yticks([])


def _said(sheet: Sheet, chart: Plot, field: Bar, classes: Classes) -> None:
    """The values in their cells; a dash for what is missing, dashes around what is expected.

    A large field has no values where not all have room.  Raises Unreadable for one of the size of a table.
    """
    wide, tall = field.width / len(chart.categories), field.height / len(chart.series)
    printed = [_printed(point) for one in chart.series for point in one.points]
    fitted = fit_values(sheet.lettering, printed, wide - 3, tall - 2)
    if fitted is None and max(len(chart.categories), len(chart.series)) <= _TABLE:
        longest = max(printed, key=len)
        raise Unreadable(f"格子里排不下“{longest}”这样的数", "减少列或行、换大一些的单位，或改用表格")
    for row, one in enumerate(chart.series):
        for column, point in enumerate(one.points):
            x, y = field.x + (column + 0.5) * wide, field.top - (row + 0.5) * tall
            ground = "#FFFFFF" if point.value is None else classes.color(float(point.value))
            ink = FAINT if point.value is None else readable_on(ground)
            if point.expected and point.value is not None and min(wide, tall) > 8:
                box = field.x + column * wide + _FRAME, y - tall / 2 + _FRAME, wide - 2 * _FRAME, tall - 2 * _FRAME
                sheet.outline(*box, ink)
            if fitted is not None:
                sheet.text(x, y, _printed(point), size=fitted.size, color=ink, turned=fitted.turned)


def _printed(point: Point) -> str:
    return point.printed if point.value is not None else point.printed or "—"


def _key(sheet: Sheet, chart: Plot, classes: Classes) -> float:
    """The classes along the top at the right, their bounds beneath, and what dashes say; returns its height."""
    figures = [figure(bound) for bound in classes.bounds]
    swatch = max(_SWATCH, max(sheet.lettering.width(text, SMALL) for text in figures) + 6)
    reach = sheet.lettering.width(figures[-1], SMALL) / 2
    left = sheet.width - reach - swatch * len(classes.colors)
    if left < 0:
        raise too_wide(figures)
    y = sheet.height - _SWATCH_TALL
    for at, color in enumerate(classes.colors):
        sheet.bar(left + at * swatch, y, swatch, _SWATCH_TALL, color)
    for at, text in enumerate(figures):
        sheet.text(left + at * swatch, y - 2, text, size=SMALL, level="top", color=FAINT)
    if any(point.expected and point.value is not None for one in chart.series for point in one.points):
        legend.draw(sheet, [Key("block", INK, legend.EXPECTED, Point(expected=True))], 0.0)
    return _KEY


def _left(sheet: Sheet, chart: Plot, room: tuple[float, float]) -> Margin:
    """The names of the rows, in the largest type in which all have room; where none has, those that find it."""
    names, (bottom, top) = [one.name for one in chart.series], room
    pitch, measure, size = (top - bottom) / len(names), sheet.width * NAME_SHARE, TEXT
    ys = [top - (at + 0.5) * pitch for at in range(len(names))]
    while size >= LEAST:
        texts = [sheet.lettering.wrapped(name, size, measure) for name in names]
        heights = [size * (1 + LEADING * text.count("\n")) + 1 for text in texts]
        wide = max(sheet.lettering.width(text, size) for text in texts)
        chosen = weightiest(_outward(chart.series), [heights], room)
        if wide <= measure and (max(heights) <= pitch + 1 or (pitch < LEAST * LINE and size <= SMALL)):
            shown = dict(enumerate(ys)) if max(heights) <= pitch + 1 else apart(chosen, ys, heights, room)
            return Margin(texts, size, False, wide, shown)
        size -= 0.5
    raise too_wide(names)


def _outward(series: Sequence[object]) -> list[int]:
    """First, last, middle … : names spread evenly where not all have room."""
    order, steps = [0, len(series) - 1], len(series) - 1
    while steps > 1:
        steps = -(-steps // 2)
        order += range(0, len(series), steps)
    return list(dict.fromkeys([*order, *range(len(series))]))


def _above(sheet: Sheet, chart: Plot, room: tuple[float, float]) -> Margin:
    """The names of the columns, level or turned; where there is room for neither, those that find it, turned."""
    names, (left, right) = chart.categories, room
    slot = (right - left) / len(names)
    xs = [left + (at + 0.5) * slot for at in range(len(names))]
    depth = sheet.height * _HEAD_SHARE
    try:
        found = fit(sheet.lettering, names, slot - min(4.0, slot * 0.1), depth, 3)
        return Margin(found.texts, found.size, found.turned, found.height, dict(enumerate(xs)))
    except Unreadable:
        if slot >= LEAST * LINE:
            raise
    texts = [sheet.lettering.wrapped(name, SMALL, depth) for name in names]
    heights = [SMALL * (1 + LEADING * text.count("\n")) + 1 for text in texts]
    deep = max(sheet.lettering.width(text, SMALL) for text in texts)
    if deep > depth:
        raise too_wide(names)
    chosen = weightiest(_outward(names), [heights], room)
    return Margin(texts, SMALL, True, deep, apart(chosen, xs, heights, room))


def _name_rows(sheet: Sheet, names: Margin, field: Bar, count: int) -> None:
    for at, y in names.shown.items():
        middle = field.top - (at + 0.5) * field.height / count
        sheet.text(names.deep, y, names.texts[at], size=names.size, side="right")
        if not names.whole:
            sheet.strokes([((names.deep + 3, y), (field.x - 2, middle))], color=FAINT, width=0.5)


def _name_columns(sheet: Sheet, names: Margin, field: Bar, count: int) -> None:
    foot = field.top + (_GAP if names.whole else _GUTTER)
    for at, x in names.shown.items():
        middle = field.x + (at + 0.5) * field.width / count
        sheet.text(x, foot, names.texts[at], size=names.size, level="bottom", turned=names.turned)
        if not names.whole:
            sheet.strokes([((x, foot - 3), (middle, field.top + 2))], color=FAINT, width=0.5)
