"""What a chart shows: data and meaning, never looks.  One description, from which every format draws its own.

A `Plot` is quantities over categories; Word has a chart of its own for each kind, with a workbook behind it.  `Grid`,
`PathDiagram` and `Timeline` are pictures of relations, for which Word has none; `Picture` is one from a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, assert_never

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.language.terms import PlotKind as PlotKind
from hgz_report.origin import Attributed, Wording, attributed, joined

Bound = Literal["exact", "about", "lower", "upper"]
"""What a value is to the true one: itself, near it, below it (超过, 不少于) or above it (不足)."""

KIND_NAMES: Mapping[str, str] = {
    "bar": "条形图", "column": "柱形图", "stacked": "堆积柱形图", "line": "折线图", "combo": "柱线组合图",
    "doughnut": "环形图", "share": "占比图", "progress": "进度图", "dots": "排序点图", "multiples": "分组小图", "strip": "用时图",
    "scatter": "散点图", "slope": "坡度图", "dumbbell": "哑铃图", "distribution": "分布图", "heat": "热力图",
}  # fmt: skip
"""What a reader is told it is."""
Hue = Literal["", "navy", "ochre", "steel", "mist"]


class Point(Struct, frozen=True):
    """One value.  `value` None: there is none (a gap, never bridged).  `printed`: as the chart prints it, without the unit
    (＞1800, 近80%, 2/3).  `fact`: id of the fact or computed value behind it.  `expected`: a target or forecast, not a result.
    """

    value: Decimal | None = None
    printed: str = ""
    fact: str = ""
    bound: Bound = "exact"
    expected: bool = False


class Series(Struct, frozen=True):
    """Values of one thing, one for every category.  `unit`: where it is not the plot's own (second axis, small multiples)."""

    name: str
    points: tuple[Point, ...]
    unit: str = ""


class Plot(Struct, frozen=True):
    """Quantities over categories, in `unit`.

    `bar`: level bars, one group a category; `column`: upright ones, grouped where there are several series; `stacked`: columns
    on top of each other; `line`: over time, broken at gaps; `combo`: the last series as a line on a second axis in its own
    unit, the others as columns; `doughnut`: parts of one whole in %, what is missing to 100 is the rest; `share`: shares of
    wholes in %, a bar each on a ground of 100; `progress`: two series, what is reached and its target, each category with the
    unit in `units`; `dots`: a ranking, one dot a category; `multiples`: a small chart for each series in its own unit;
    `strip`: durations from a common start, one bar a category, the shortest first; `scatter`: two series, each in its own unit:
    a dot for each category, what is right and what is high; `slope`: two categories, which are times, and a line for each
    series; `dumbbell`: two series, from and to, on a row for each category; `distribution`: one series, a dot for each
    category on one scale, with the box of its quartiles; `heat`: a row for each series, a cell for each category, the darker
    the greater.
    `hue`: a house colour for a single series, the usual one where empty.  `marked`: the category (of `slope`: the series) that
    it is about.  `splits` and `quadrants` are those of `scatter`: a value of x and one of y that part it, the medians where
    there are none; and the names of its quarters, from the upper right one anticlockwise.
    """

    kind: PlotKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    units: tuple[str, ...] = ()
    hue: Hue = ""
    marked: str = ""
    splits: tuple[Series, ...] = ()
    quadrants: tuple[str, ...] = ()


CATEGORY = Wording("category")
"""Behind what a drawing letters of its own: figures of a scale, brackets."""


def lettered(*parts: str) -> Attributed:
    """Text on a drawing, put together; what knows where it comes from goes on knowing it."""
    if len(parts) == 1 and isinstance(parts[0], Attributed):
        return parts[0]
    return joined(part if isinstance(part, Attributed) else attributed(part, CATEGORY) for part in parts)


_NUMBER_AT_END = re.compile(r"(?:^|[^/\d.])[\d.]+$")


def with_unit(printed: str, unit: str) -> str:
    """A printed value with its unit, once; words and fractions of a whole (近一半, 2/3) take no %."""
    if not printed or not unit or printed.endswith(unit) or (unit == "%" and not _NUMBER_AT_END.search(printed)):
        return printed
    value = lettered(printed)
    return joined((value, attributed(unit, value.pieces[-1].origin)))


def add_to_whole(points: Iterable[Point]) -> bool:
    """Whether shares in % may be parts of one whole: together no more than 100 and what rounding has added to each."""
    values = [point.value for point in points if point.value is not None]
    added = sum((Decimal(1).scaleb(min(_exponent(value), 0)) / 2 for value in values), Decimal(0))
    return sum(values, Decimal(0)) <= 100 + added


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def ranked(plot: Plot, *, falling: bool = True) -> Plot:
    """The plot with its categories in order of size, those without value last; several series become one.

    With several series the name of a category says which it was.
    """
    several = len(plot.series) > 1
    pairs = [
        (lettered(category, "（", one.name, "）") if several else category, point)
        for one in plot.series
        for category, point in zip(plot.categories, one.points, strict=True)
    ]
    sign = -1 if falling else 1
    pairs.sort(key=lambda pair: (pair[1].value is None, sign * (pair[1].value or Decimal(0))))
    head = plot.series[0].name if len(plot.series) == 1 else plot.unit
    merged = Series(head, tuple(point for _, point in pairs))
    return replace(plot, categories=tuple(name for name, _ in pairs), series=(merged,))


class GridRow(Struct, frozen=True):
    """A row of a grid: for every column the place of its state in `Grid.states`, None for an empty cell."""

    name: str
    cells: tuple[int | None, ...]


class Grid(Struct, frozen=True):
    """Rows by columns with one of up to four states in each cell, the emptiest first (未见材料 … 有做法且有数据)."""

    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]
    states: tuple[str, ...]


class PathPart(Struct, frozen=True):
    """A box of a diagram: its part in the whole (主线), its name, and a line of evidence with the id behind its number."""

    role: str
    name: str
    note: str = ""
    fact: str = ""


class PathDiagram(Struct, frozen=True):
    """四融三化: the main line leads to the directions, two grips hold it from both sides, the support carries all."""

    main: PathPart
    grips: tuple[PathPart, ...]
    support: PathPart
    directions: tuple[PathPart, ...]


class Event(Struct, frozen=True):
    """Something that happened: `date` as printed, `at` its place in time in years (2024.25), the id behind the date."""

    date: str
    at: Decimal
    title: str
    who: str = ""
    fact: str = ""
    expected: bool = False


class Timeline(Struct, frozen=True):
    """Plans, policies and lists in order of time."""

    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture from a file of the project, which no chart is: pixels, or shapes where it is an SVG.

    `sha256` stands for `content` in the tree; `width`: per cent of the line.
    """

    file: str
    sha256: str
    width: int = 100
    content: bytes = field(default=b"", compare=False, repr=False)


Chart = Plot | Grid | PathDiagram | Timeline | Picture


def chart_texts(chart: Chart) -> Iterator[tuple[str, str]]:
    """Every text that a drawing of the chart prints from its data, with the id of what stands behind it or ""."""
    match chart:
        case Plot():
            yield from ((category, "") for category in chart.categories)
            for series in (*chart.series, *chart.splits):
                yield series.name, ""
                yield from ((point.printed, point.fact) for point in series.points if point.printed)
            yield from ((text, "") for text in (chart.unit, *chart.units, *chart.quadrants) if text)
        case Grid():
            yield from ((text, "") for text in (*chart.columns, *(row.name for row in chart.rows), *chart.states))
        case PathDiagram():
            for part in (chart.main, *chart.grips, chart.support, *chart.directions):
                yield from ((part.role, ""), (part.name, ""), (part.note, part.fact))
        case Timeline():
            for event in chart.events:
                yield from ((event.date, event.fact), (event.title, ""), (event.who, ""))
        case Picture():
            return
        case _:
            assert_never(chart)


def chart_figures(chart: Chart) -> Iterator[tuple[str, str]]:
    """The printed numbers of a chart that something stands behind: (text, id)."""
    yield from ((text, fact) for text, fact in chart_texts(chart) if fact)
