"""Statistical charts: two to 178 dots, lines, rows or cells without one name on another, true to their numbers, in grey too."""

from __future__ import annotations

import gc
from collections.abc import Callable
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import median, quantiles

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from hgz_report.charts import palette
from hgz_report.charts.bars import Bar
from hgz_report.charts.placing import crosses
from hgz_report.charts.size import least_height, natural_height
from hgz_report.document.chart import Plot, PlotKind, Point, Series
from hgz_report.fonts.fontset import FontSet
from hgz_report.problems import Problems
from tests.tools.chart_looks import LONG, WIDTH, ZONES, Box, DrawnShape, drawn, in_order, lines, shapes
from tests.tools.colors import VISIONS, Vision, difference, lightness
from tests.tools.free_fonts import free_fonts

KINDS: tuple[PlotKind, ...] = ("scatter", "slope", "dumbbell", "distribution", "heat")
COUNTS = (2, 13, 60, 178)
TALLEST = 280.0
"""pt: the most that a page gives a chart which can do with less."""


def names(count: int) -> tuple[str, ...]:
    return (*ZONES, *(f"第{at}高新区" for at in range(count)))[:count]


def values(count: int, seed: int, most: int = 3500) -> tuple[Point, ...]:
    """Numbers that lie anyhow, many of them close together: always the same."""
    found = ((((at + 1) * 7919 * (seed + 3)) % 1009) / 1009 for at in range(count))
    return tuple(point(f"{most * part**2:.1f}") for part in found)


def point(value: str) -> Point:
    return Point(Decimal(value), value, "fact")


def scatter(*pairs: tuple[str, str], marked: str = "", quadrants: tuple[str, ...] = ()) -> Plot:
    across, upward = (tuple(map(point, row)) for row in zip(*pairs, strict=True))
    series = Series("地区生产总值", across, "亿元"), Series("增速", upward, "%")
    return Plot("scatter", names(len(pairs)), series, marked=marked, quadrants=quadrants)


def distribution(*numbers: str, marked: str = "") -> Plot:
    return Plot("distribution", names(len(numbers)), (Series("产值", tuple(map(point, numbers))),), marked=marked)


def many(kind: PlotKind, count: int) -> Plot:
    """A chart of so many dots, lines, rows or columns."""
    there, one, other = names(count), values(count, 1), values(count, 2, 20)
    match kind:
        case "scatter":
            series: tuple[Series, ...] = (Series("地区生产总值", one, "亿元"), Series("增速", other, "%"))
            quarters = ("大而快", "小而快", "小而慢", "大而慢")
            return Plot(kind, there, series, marked=there[1], quadrants=quarters)
        case "slope":
            series = tuple(Series(name, (a, b)) for name, a, b in zip(there, one, values(count, 5), strict=True))
            return Plot(kind, ("2019年", "2022年"), series, marked=there[1])
        case "distribution":
            return Plot(kind, there, (Series("产值", one),), marked=there[1])
        case _:
            return Plot(kind, there, (Series("2019年", one), Series("2022年", values(count, 5))))


def turned(chart: Plot) -> Plot:
    """A heat map with its rows for columns."""
    columns = zip(*(one.points for one in chart.series), strict=True)
    rows = tuple(Series(name, points) for name, points in zip(chart.categories, columns, strict=True))
    return replace(chart, categories=tuple(one.name for one in chart.series), series=rows)


def height(chart: Plot) -> float:
    """What a page gives it."""
    return max(min(natural_height(chart, WIDTH), TALLEST), min(least_height(chart, WIDTH), 2 * TALLEST))


def apart(one: Box, other: Box) -> bool:
    across, along = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    return across <= 0.5 or along <= 0.5


def dots(chart: Plot, fonts: FontSet) -> list[DrawnShape]:
    """Round marks outside the key."""
    tall = height(chart)
    found = (mark for mark in shapes(drawn(chart, fonts, tall)) if any(code == "c" for code, _ in mark.path))
    return [mark for mark in found if mark.box[3] < tall - 14]


def middle(mark: DrawnShape) -> tuple[float, float]:
    left, bottom, right, top = mark.box
    return (left + right) / 2, (bottom + top) / 2


def legible(chart: Plot, fonts: FontSet) -> None:
    """No text leaves the sheet, lies on another or on a dot, is struck through, or is smaller than can be read."""
    tall = height(chart)
    frame = drawn(chart, fonts, tall)
    said, round_marks = lines(frame), dots(chart, fonts)
    for line in said:
        left, bottom, right, top = line.box
        assert min(left, bottom) >= -0.5 and right <= WIDTH + 0.5 and top <= tall + 0.5, f"{line.text} leaves the sheet"
        assert line.size >= palette.LEAST
        assert chart.kind == "heat" or all(apart(line.box, mark.box) for mark in round_marks), (
            f"{line.text} lies on a dot"
        )
    for one, other in combinations(said, 2):
        assert apart(one.box, other.box), f"{one.text} lies on {other.text}"
    later: list[DrawnShape] = []
    for mark in reversed(list(in_order(frame))):
        if isinstance(mark, DrawnShape):
            later.append(mark)
            continue
        left, bottom, right, top = mark.box
        inner = Bar(left + 0.5, bottom + 1.5, right - left - 1, top - bottom - 3)
        over = [stroke for shape in later if shape.edge and not shape.fill for stroke in shape.strokes]
        assert not any(crosses(inner, *pair) for stroke in over for pair in pairwise(stroke)), f"{mark.text} is struck"


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("kind", KINDS)
def test_from_two_to_178_no_name_lies_on_another_or_on_a_dot(kind: PlotKind, count: int, fonts: FontSet) -> None:
    legible(many(kind, count), fonts)


@pytest.mark.parametrize("count", COUNTS[:3])
def test_a_heat_map_may_have_many_rows(count: int, fonts: FontSet) -> None:
    legible(turned(many("heat", count)), fonts)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 4000), st.integers(-9, 40)), min_size=2, max_size=40))
@example([(256, 0), (4000, 0), (0, 0), (0, 0), (72, 0), (256, 0), (458, 0), (475, 0), (488, 0)])
def test_whatever_the_values_dots_are_named_without_overlap(pairs: list[tuple[int, int]]) -> None:
    fonts = free_fonts()
    legible(scatter(*((str(x), str(y)) for x, y in pairs), marked=ZONES[1]), fonts)
    legible(distribution(*(str(x) for x, _ in pairs), marked=ZONES[0]), fonts)


@pytest.mark.parametrize("kind", KINDS)
def test_long_names_are_broken_or_refused_in_words(kind: PlotKind, fonts: FontSet) -> None:
    chart = many(kind, 13)
    if kind == "slope":
        chart = replace(chart, series=(replace(chart.series[0], name=LONG), *chart.series[1:]))
    else:
        chart = replace(chart, categories=(LONG, *chart.categories[1:]))
    try:
        legible(chart, fonts)
    except Problems as refused:
        assert "画不成" in str(refused)


@pytest.mark.parametrize("kind", KINDS)
def test_thirteen_zones_are_all_named_and_of_178_it_is_said_how_many(kind: PlotKind, fonts: FontSet) -> None:
    words = "".join(line.text for line in lines(drawn(many(kind, 13), fonts, height(many(kind, 13)))))
    assert sum(zone in words for zone in ZONES) >= 12
    crowded = many(kind, 178)
    assert any("共178" in line.text for line in lines(drawn(crowded, fonts, height(crowded))))


@pytest.mark.parametrize("kind", ["scatter", "slope", "distribution"])
@pytest.mark.parametrize("count", COUNTS)
def test_the_own_zone_is_named_however_many_there_are(kind: PlotKind, count: int, fonts: FontSet) -> None:
    chart = many(kind, count)
    words = " ".join(line.text for line in lines(drawn(chart, fonts, height(chart))))
    assert chart.marked in words


@pytest.mark.parametrize("kind", KINDS)
def test_more_than_200_are_refused(kind: PlotKind, fonts: FontSet) -> None:
    with pytest.raises(Problems, match=r"有201.*\s*.*请减到200以内"):
        drawn(many(kind, 201), fonts, TALLEST)


def test_a_marked_zone_that_is_not_there_is_refused(fonts: FontSet) -> None:
    for kind in ("scatter", "slope", "distribution"):
        with pytest.raises(Problems, match="没有要标出的“郑州”"):
            drawn(replace(many(kind, 13), marked="郑州"), fonts, TALLEST)


def test_three_names_of_quadrants_are_refused(fonts: FontSet) -> None:
    with pytest.raises(Problems, match="象限名称有3个"):
        drawn(replace(many("scatter", 13), quadrants=("甲", "乙", "丙")), fonts, TALLEST)


# -- true to the numbers -----------------------------------------------------------------------------------------------


def test_dots_lie_where_their_values_are(fonts: FontSet) -> None:
    chart = scatter(("100", "2"), ("200", "4"), ("400", "3"))
    spots = sorted(middle(mark) for mark in dots(chart, fonts) if mark.across < 8)
    (x0, y0), (x1, y1), (x2, y2) = spots
    assert (x2 - x0) / (x1 - x0) == pytest.approx(3, abs=1e-6)
    assert (y1 - y0) / (y2 - y0) == pytest.approx(2, abs=1e-6)


def test_dots_of_a_distribution_stay_at_their_place_along_the_scale(fonts: FontSet) -> None:
    chart = distribution("10", "10", "10.1", "30", "50")
    xs = sorted(middle(mark)[0] for mark in dots(chart, fonts))
    assert [(x - xs[0]) / (xs[-1] - xs[0]) for x in xs] == pytest.approx([0, 0, 0.0025, 0.5, 1], abs=1e-6)
    assert all(apart(one.box, other.box) for one, other in combinations(dots(chart, fonts), 2))


def test_the_box_of_a_distribution_holds_the_middle_half(fonts: FontSet) -> None:
    numbers = [12.0, 15, 18, 30, 47, 51, 60, 88]
    chart = distribution(*(f"{number:g}" for number in numbers))
    xs = sorted(middle(mark)[0] for mark in dots(chart, fonts))
    each = (xs[-1] - xs[0]) / (numbers[-1] - numbers[0])
    (box,) = [m for m in shapes(drawn(chart, fonts, height(chart))) if m.fill == palette.GROUND and m.across > 20]
    first, _, third = quantiles(numbers, n=4, method="inclusive")
    assert [(side - xs[0]) / each + 12 for side in (box.box[0], box.box[2])] == pytest.approx([first, third])


def test_quadrants_part_at_the_medians_or_where_the_plot_says(fonts: FontSet) -> None:
    chart = scatter(("100", "2"), ("200", "4"), ("900", "3"))
    assert upright(chart, fonts) == pytest.approx((median([100, 200, 900]) - 100) / 800)
    mean = Series("全国", (point("500"),), "亿元"), Series("全国", (point("3"),), "%")
    assert upright(replace(chart, splits=mean), fonts) == pytest.approx(0.5)
    said = {line.text for line in lines(drawn(replace(chart, splits=mean), fonts, TALLEST))}
    assert {"竖线：全国 500亿元", "横线：全国 3%"} <= said


def upright(chart: Plot, fonts: FontSet) -> float:
    """Where the upright line stands between the first and the last dot."""
    xs = sorted(middle(mark)[0] for mark in dots(chart, fonts))
    dashed = (m for m in shapes(drawn(chart, fonts, height(chart))) if m.dash and m.along > 50)
    return (next(iter(dashed)).box[0] - xs[0]) / (xs[-1] - xs[0])


def test_lines_of_a_slope_end_at_their_values(fonts: FontSet) -> None:
    series = Series("甲", (point("10"), point("20"))), Series("乙", (point("30"), point("15")))
    spots = sorted(middle(mark) for mark in dots(Plot("slope", ("2019年", "2022年"), series), fonts))
    (_, low), (_, high), (_, down), (_, up) = spots
    assert (up - low) / (high - low) == pytest.approx(0.5) and (down - low) / (high - low) == pytest.approx(0.25)


def test_what_is_only_expected_is_a_ring_and_a_bound_has_an_arrow(fonts: FontSet) -> None:
    plain = many("distribution", 13)
    first, second, *rest = plain.series[0].points
    points = (replace(first, expected=True), replace(second, bound="lower"), *rest)
    chart = replace(plain, series=(Series("产值", tuple(points)),))
    assert any("目标、预计" in line.text for line in lines(drawn(chart, fonts, height(chart))))
    assert [mark.fill for mark in dots(chart, fonts)].count("#FFFFFF") == 1
    legible(chart, fonts)


def test_who_lacks_a_value_is_not_drawn_and_that_is_said(fonts: FontSet) -> None:
    plain = many("scatter", 13)
    across, upward = plain.series
    chart = replace(plain, series=(replace(across, points=(Point(), *across.points[1:])), upward))
    assert len(dots(chart, fonts)) == 12
    assert any("另有1个缺数，未画" in line.text for line in lines(drawn(chart, fonts, height(chart))))


def test_the_darker_a_cell_the_greater_its_value_and_what_is_missing_is_a_dash(fonts: FontSet) -> None:
    rows = (("1", "11"), ("21", "33")), ("甲", "乙")
    series = tuple(Series(name, tuple(map(point, row))) for name, row in zip(rows[1], rows[0], strict=True))
    cells = [m for m in shapes(drawn(Plot("heat", ("一", "二"), series), fonts, 120)) if m.across > 40 and m.along > 15]
    shades = [lightness(mark.fill) for mark in sorted(cells, key=lambda mark: (-mark.box[1], mark.box[0]))]
    assert shades == sorted(shades, reverse=True) and len(set(shades)) == 4
    holed = replace(series[0], points=(point("1"), Point()))
    assert "—" in {line.text for line in lines(drawn(Plot("heat", ("一", "二"), (holed, series[1])), fonts, 120))}


def test_a_heat_map_of_the_size_of_a_table_prints_its_numbers_or_is_refused(fonts: FontSet) -> None:
    names = tuple(f"指标{at}" for at in range(13))
    series = tuple(Series(name, tuple(point("12813.933") for _ in names)) for name in names)
    with pytest.raises(Problems, match="排不下"):
        drawn(Plot("heat", names, series), fonts, 100)


# -- seen in grey and by other eyes --------------------------------------------------------------------------------------


def ramps() -> dict[str, list[str]]:
    from hgz_report.charts.statistical.heat import classes_of

    given: dict[str, list[float]] = {"growth": [-3, 20], "two": [1, 2], "same": [5, 5], "wide": [0.001, 100000]}
    return {name: list(classes_of(numbers).colors) for name, numbers in given.items()}


@pytest.mark.parametrize("name", ["growth", "two", "same", "wide"])
def test_classes_of_a_heat_map_are_told_apart_in_grey_print(name: str) -> None:
    colors = ramps()[name]
    assert 1 <= len(colors) <= 7
    assert all(lightness(light) - lightness(dark) >= 8 for light, dark in pairwise(colors))


@pytest.mark.parametrize("vision", VISIONS.values(), ids=VISIONS)
def test_classes_of_a_heat_map_are_told_apart_by_colour_blind_eyes(vision: Vision) -> None:
    assert all(difference(light, dark, vision) >= 25 for light, dark in pairwise(ramps()["growth"]))


def test_a_value_is_read_in_every_class_of_a_heat_map() -> None:
    colors = {color for found in ramps().values() for color in found}
    assert all(palette.contrast(palette.readable_on(color), color) >= 4.5 for color in colors)


@pytest.mark.parametrize("hue", ["", "navy", "ochre", "steel", "mist"])
def test_the_own_zone_differs_from_the_others_in_grey_and_for_other_eyes(hue: str) -> None:
    from hgz_report.charts.statistical.scatter import shades_of

    plain, own = shades_of(replace(many("scatter", 2), hue=hue))
    assert abs(lightness(plain) - lightness(own)) >= 10
    assert all(difference(plain, own, vision) >= 50 for vision in VISIONS.values())


# -- costs -----------------------------------------------------------------------------------------------------------


def memory_of(work: Callable[[], object]) -> int:
    gc.collect()
    before = len(gc.get_objects())
    work()
    gc.collect()
    return len(gc.get_objects()) - before


def test_a_drawn_chart_leaves_no_figure_behind(fonts: FontSet) -> None:
    chart = many("scatter", 13)
    drawn(chart, fonts, TALLEST)
    assert memory_of(lambda: [drawn(chart, fonts, TALLEST) for _ in range(5)] and None) < 2000
