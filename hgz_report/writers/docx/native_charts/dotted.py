"""A scatter plot as Word's own (ECMA-376 part 1, 21.2.2.161): each named dot is a series, whose name is its label.

So every program prints the names, and they and the dots follow the workbook; the dots without a name are one series.  The lines
that part the quadrants are series too; at medians the workbook calculates where they stand.  A named dot has two rows, the
second one empty: LibreOffice draws nothing of a series that is one cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from hgz_report.charts.bars import Bar
from hgz_report.charts.legend import EXPECTED
from hgz_report.charts.pairs import (
    ALL_NAMED,
    MEDIAN,
    MOST_NAMED,
    QUADRANTS,
    Dot,
    by_weight,
    dots_of,
    parted_at,
    units_of,
)
from hgz_report.charts.palette import FAINT, GRID, HUES, INK, MIST, NAVY, OCHRE, SMALL
from hgz_report.charts.placing import Taken
from hgz_report.document.chart import Plot, Point, with_unit
from hgz_report.writers.docx.native_charts.chart_space import PlotSpace, inner
from hgz_report.writers.docx.native_charts.data_labels import stored
from hgz_report.writers.docx.native_charts.design import Design, Room, wide
from hgz_report.writers.docx.native_charts.lettered import UNLETTERED, Letter, LetteredXml, in_turn
from hgz_report.writers.docx.native_charts.look import NOTHING, Type, outline, text
from hgz_report.writers.docx.native_charts.series import dot_marker, number_cells, string_cells
from hgz_report.writers.docx.native_charts.workbook import SHEET, Cell, Formula, SheetColumn, letter
from hgz_report.writers.docx.oox import content

_ACROSS, _UPWARD = 10, 20
"""Ids of the axes."""
_HEAD, _FOOT, _LEFT, _RIGHT = 30.0, 38.0, 40.0, 58.0
"""pt around the area: names above, scale and name beneath, scale at the left, names of lines at the right."""
_MARK, _SMALL_MARK, _OWN_MARK = 7, 4, 9
_MANY = 60
_PLACES = ("r", "l", "t", "b")
"""Where a name stands, the best first."""
_LINE = SMALL * 1.5
"""pt: height of a further line above."""
_ROWS = 2
"""Rows of the workbook for a named dot."""
_AIR = 0.1
"""Part of the spread of the values that a scale goes beyond the greatest, roughly."""
_BOUNDS = {"lower": "下限", "upper": "上限", "about": "概数"}


class NamedDot(Struct, frozen=True):
    """A dot in a row of the workbook, its name in full, and where that stands: "" for nowhere."""

    dot: Dot
    name: str
    place: str


def scatter(plot: Plot, room: Room) -> Design:
    """The dots with their names, the lines between the quadrants, the scales."""
    dots = dots_of(plot)
    named = _named(plot, dots, room)
    columns = _columns(plot, dots, named)
    shown = [each for each in named if each.place]
    rest = [each for each in named if not each.place]
    count = len(dots)
    parts = [_dot(plot, each, order, count, room.font) for order, each in enumerate(shown)]
    parts += [_unnamed(plot, rest, len(shown), count)] if rest else []
    lines = [_line(columns, at, len(parts) + at) for at in (0, 1)]
    units = units_of(plot)
    names = [f"{one.name}（{unit}）" if unit else one.name for one, unit in zip(plot.series, units, strict=True)]
    axes = [
        _axis(_beneath(names[0], room), (_ACROSS, _UPWARD), room.font),
        _axis(UNLETTERED, (_UPWARD, _ACROSS), room.font),
    ]
    group = in_turn((*parts, *lines)).within(
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>',
        f'<c:axId val="{_ACROSS}"/><c:axId val="{_UPWARD}"/></c:scatterChart>',
    )
    head = _HEAD + _LINE * len(_quadrants(plot))
    layout = inner(_LEFT / room.width, head / room.height, _RIGHT / room.width, _FOOT / room.height)
    title = _title((f"{names[1]}　　{_key(plot)}", *_quadrants(plot)), room.font, (0.0, 0.0))
    return Design(columns, PlotSpace(group + in_turn(axes), title=title, layout=layout))


def _named(plot: Plot, dots: Sequence[Dot], room: Room) -> list[NamedDot]:
    """Every dot, the weightiest first, with a place for its name where there is room among those before it."""
    area = Bar(_LEFT, _FOOT, max(room.width - _LEFT - _RIGHT, 1.0), max(room.height - _HEAD - _FOOT, 1.0))
    spots = dict(zip((dot.at for dot in dots), _spots(dots, area), strict=True))
    taken = Taken(Bar(_LEFT, _FOOT, room.width - _LEFT, room.height - _FOOT))
    taken.boxes.extend(Bar(x - 3, y - 3, 6, 6) for x, y in spots.values())
    most = len(dots) if len(dots) <= ALL_NAMED else MOST_NAMED
    found: list[NamedDot] = []
    for dot in by_weight(plot, dots):
        name, full = _full_name(plot, dot), sum(1 for each in found if each.place) >= most
        place = "" if full else next((at for at in _PLACES if taken.take(_box(spots[dot.at], name, at))), "")
        found.append(NamedDot(dot, name, place or ("r" if dot.name == plot.marked else "")))
    return sorted(found, key=lambda each: (not each.place, each.dot.at))


def _spots(dots: Sequence[Dot], area: Bar) -> list[tuple[float, float]]:
    """About where the dots lie: a scale that begins at nought unless the values are close together, as programs choose it."""
    axes = []
    for values, start, length in zip(
        zip(*(dot.spot for dot in dots), strict=True), (area.x, area.y), (area.width, area.height), strict=True
    ):
        low, high = min(values), max(values)
        spread = high - low or abs(high) or 1.0
        foot = 0.0 if low >= 0 and spread > high / 6 else low - spread / 4
        axes.append([start + (value - foot) / (high + spread * _AIR - foot) * length for value in values])
    return list(zip(*axes, strict=True))


def _box(spot: tuple[float, float], name: str, place: str) -> Bar:
    """The room that a name takes at a place beside a dot."""
    (x, y), lines = spot, name.split("\n")
    across, tall = max(map(wide, lines)), _LINE * len(lines)
    match place:
        case "r":
            return Bar(x + 5, y - tall / 2, across, tall)
        case "l":
            return Bar(x - 5 - across, y - tall / 2, across, tall)
        case "t":
            return Bar(x - across / 2, y + 5, across, tall)
        case _:
            return Bar(x - across / 2, y - 5 - tall, across, tall)


def _full_name(plot: Plot, dot: Dot) -> str:
    """The name, and on lines beneath it what a bare number doesn't say: 东莞松山湖高新区 / （2023年） / （横轴下限）.

    The lines are short: ONLYOFFICE breaks a label that takes a fifth of the width.
    """
    name, bracket, time = dot.name.partition("（")
    lines = [name, *([bracket + time] if bracket else [])]
    for axis, point in (("横轴", dot.x), ("竖轴", dot.y)):
        words = [_BOUNDS[point.bound]] if point.bound in _BOUNDS else []
        lines += [f"（{axis}{word}）" for word in ([*words, EXPECTED] if point.expected else words)]
    return "\n".join(lines)


def _columns(plot: Plot, dots: Sequence[Dot], named: Sequence[NamedDot]) -> tuple[SheetColumn, ...]:
    """The workbook: names, x and y; then the two lines, each two dots, at the medians or where the plot has them part."""
    units, last = units_of(plot), len(named) + sum(1 for each in named if each.place) * (_ROWS - 1) + 1
    heads = [f"{one.name}（{unit}）" if unit else one.name for one, unit in zip(plot.series, units, strict=True)]
    values = [
        [stored(point.value or Decimal(0)) for point in points]
        for points in ([each.dot.x for each in named], [each.dot.y for each in named])
    ]
    parted = [stored(value) for value in parted_at(plot, dots)]
    ends = [(_of("MIN", at, last, min(row)), _of("MAX", at, last, max(row))) for at, row in enumerate(values, 1)]
    across: tuple[Cell, ...]
    upward: tuple[Cell, ...]
    if plot.splits:
        across, upward = [(value, value) for value in parted]
    else:
        across, upward = [(_of("MEDIAN", at, last, value),) * 2 for at, value in enumerate(parted, 1)]
    names = _lines_named(plot)
    return (
        SheetColumn("项目", _apart([each.name for each in named], named)),
        SheetColumn(heads[0], _apart(values[0], named)),
        SheetColumn(heads[1], _apart(values[1], named)),
        SheetColumn(names[0], across),
        SheetColumn("竖线两端", ends[1]),
        SheetColumn("横线两端", ends[0]),
        SheetColumn(names[1], upward),
    )


def _apart(cells: Sequence[Cell], named: Sequence[NamedDot]) -> tuple[Cell, ...]:
    """Cells of a column, each of a named dot with an empty one beneath it."""
    empty: tuple[Cell, ...] = (None,) * (_ROWS - 1)
    pairs = zip(cells, named, strict=True)
    return tuple(cell for one, each in pairs for cell in (one, *(empty if each.place else ())))


def _of(function: str, column: int, last: int, value: Decimal) -> Formula:
    """A cell that is calculated from all values of a column."""
    return Formula(f"={function}({letter(column)}2:{letter(column)}{last})", value)


def _cells(column: int, first: int, last: int) -> str:
    """A reference to rows of a column, both counted from 0."""
    at = letter(column)
    return f"{SHEET}!${at}${first + 2}" + (f":${at}${last + 2}" if last > first else "")


def _values(axis: str, column: int, first: int, points: Sequence[Point]) -> LetteredXml:
    """X or y of some dots from the rows that begin at `first`; a point without value is an empty row."""
    reference = _cells(column, first, first + len(points) - 1)
    held = [None if point.value is None else stored(point.value) for point in points]
    return number_cells(reference, held, [point.fact for point in points]).within(f"<c:{axis}>", f"</c:{axis}>")


def _series(order: int, name: LetteredXml, look: str, values: LetteredXml) -> LetteredXml:
    """A series of a scatter plot: its name, its look with labels, x and y."""
    before = f'<c:ser><c:idx val="{order}"/><c:order val="{order}"/>'
    return (name + values.within(look, '<c:smooth val="0"/></c:ser>')).within(before, "")


def _dot(plot: Plot, each: NamedDot, order: int, count: int, font: Type) -> LetteredXml:
    """A dot that has its name; pale where it is only expected, for LibreOffice shows a white one with a rim as nothing."""
    dot, own, row = each.dot, each.dot.name == plot.marked, order * _ROWS
    plain = HUES[plot.hue]
    color = (NAVY if plain == OCHRE else OCHRE) if own else plain
    expected = dot.x.expected or dot.y.expected
    size = _OWN_MARK if own else _SMALL_MARK if count > _MANY else _MARK
    look = _UNLINED + dot_marker(_symbol(dot), color, MIST if expected else color, size) + _label(each.place, font)
    name = string_cells(_cells(0, row, row), (each.name,)).within("<c:tx>", "</c:tx>")
    points = [(point, *(Point() for _ in range(_ROWS - 1))) for point in (dot.x, dot.y)]
    return _series(order, name, look, _values("xVal", 1, row, points[0]) + _values("yVal", 2, row, points[1]))


def _symbol(dot: Dot) -> str:
    """The mark of a dot, another where one of its values is a bound, as on lines."""
    bounds = {dot.x.bound, dot.y.bound}
    return "triangle" if "lower" in bounds else "diamond" if "upper" in bounds else "circle"


def _unnamed(plot: Plot, rest: Sequence[NamedDot], order: int, count: int) -> LetteredXml:
    """The dots whose names have no room, in the rows after the others."""
    color, row = HUES[plot.hue], order * _ROWS
    look = _UNLINED + dot_marker("circle", color, color, _SMALL_MARK if count > _MANY else _MARK)
    points = [[each.dot.x for each in rest], [each.dot.y for each in rest]]
    # One dot is two rows here too; the second is free, as nothing comes after.
    points = [[*row, Point()] if len(rest) == 1 else row for row in points]
    name = string_cells(f"{SHEET}!$A$1", ("项目",)).within("<c:tx>", "</c:tx>")
    return _series(order, name, look, _values("xVal", 1, row, points[0]) + _values("yVal", 2, row, points[1]))


def _line(columns: Sequence[SheetColumn], at: int, order: int) -> LetteredXml:
    """The upright line (0) or the level one (1)."""
    first, head = ((3, 3), (5, 6))[at]
    look = f'<c:spPr>{outline(FAINT, 0.8, "dash")}</c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    values = [
        number_cells(_cells(column, 0, 1), columns[column].values, ("", "")).within(f"<c:{axis}>", f"</c:{axis}>")
        for axis, column in (("xVal", first), ("yVal", first + 1))
    ]
    name = string_cells(f"{SHEET}!${letter(head)}$1", (columns[head].head,)).within("<c:tx>", "</c:tx>")
    return _series(order, name, look, in_turn(values))


def _lines_named(plot: Plot) -> tuple[str, str]:
    """What the upright and the level line are: the medians, or values that the plot names."""
    if not plot.splits:
        return MEDIAN, MEDIAN
    across, upward = (
        f"{one.name} {with_unit(one.points[0].printed, unit)}"
        for one, unit in zip(plot.splits, units_of(plot), strict=True)
    )
    return across, upward


def _label(place: str, font: Type) -> str:
    """A label that is the name of its series."""
    return (
        f'<c:dLbls>{NOTHING}{text(font, SMALL, INK, 0)}<c:dLblPos val="{place}"/><c:showLegendKey val="0"/><c:showVal val="0"/>'
        '<c:showCatName val="0"/><c:showSerName val="1"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
    )


def _axis(title: LetteredXml, ids: tuple[int, int], font: Type) -> LetteredXml:
    """A scale of the program's choice."""
    before = (
        f'<c:valAx><c:axId val="{ids[0]}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{"b" if ids[0] == _ACROSS else "l"}"/>'
        f"<c:majorGridlines><c:spPr>{outline(GRID, 0.5)}</c:spPr></c:majorGridlines>"
    )
    after = (
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text(font, SMALL, FAINT)}'
        f'<c:crossAx val="{ids[1]}"/><c:crosses val="min"/><c:crossBetween val="midCat"/></c:valAx>'
    )
    return title.within(before, after)


def _beneath(name: str, room: Room) -> LetteredXml:
    """The name of what is to the right, under the right end of its scale."""
    across = 1 - (_RIGHT + wide(name)) / room.width
    return _title((name,), room.font, (max(across, 0.0), 1 - SMALL * 1.6 / room.height))


def _title(lines: Sequence[str], font: Type, at: tuple[float, float]) -> LetteredXml:
    """Lines of words at a place of the chart, in parts of its width and height from the upper left."""
    paragraphs = "".join(
        f'<a:p><a:pPr algn="l">{font.properties("defRPr", SMALL, INK)}</a:pPr>'
        f"<a:r>{font.properties('rPr', SMALL, INK)}<a:t>{content(words)}</a:t></a:r></a:p>"
        for words in lines
    )
    place = (
        '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{at[0]:.3f}"/><c:y val="{at[1]:.3f}"/></c:manualLayout></c:layout>'
    )
    body = '<a:bodyPr rot="0" vert="horz"/><a:lstStyle/>'
    title = f'<c:title><c:tx><c:rich>{body}{paragraphs}</c:rich></c:tx>{place}<c:overlay val="1"/></c:title>'
    return LetteredXml(title, tuple(Letter(((words, ""),)) for words in lines))


def _key(plot: Plot) -> str:
    """What the dashed lines are."""
    across, upward = _lines_named(plot)
    return f"虚线：{across}" if across == upward else f"竖线：{across}　横线：{upward}"


def _quadrants(plot: Plot) -> tuple[str, ...]:
    """The names of the quarters in two lines above, where no dot can lie on them."""
    if len(plot.quadrants) != QUADRANTS:
        return ()
    right_up, left_up, left_down, right_down = plot.quadrants
    return f"左上：{left_up}　右上：{right_up}", f"左下：{left_down}　右下：{right_down}"


_UNLINED = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
