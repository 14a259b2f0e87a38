"""Plots of every kind in every situation: legible or refused with the reason, and true to the numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import combinations, pairwise
from math import atan2, degrees, hypot
from typing import get_args

import pytest
from msgspec.structs import replace

from hgz_report.charts import palette
from hgz_report.charts.bars import Bar
from hgz_report.charts.placing import crosses
from hgz_report.charts.size import natural_height
from hgz_report.document.chart import Bound, Plot, PlotKind, Point, Series
from hgz_report.fonts.fontset import FontSet
from hgz_report.problems import Problems
from hgz_report.writers.pictures.png import png
from hgz_report.writers.pictures.svg import svg
from tests.tools.chart_looks import LONG, WIDTH, ZONES, Box, DrawnLine, DrawnShape, drawn, in_order, lines, marks, rgb

KINDS: tuple[PlotKind, ...] = get_args(PlotKind)
ONE_SERIES = ("dots", "strip", "doughnut", "distribution")
TWO_SERIES = ("progress", "scatter", "dumbbell")
NO_NEGATIVES = {"stacked": "不能堆积", "share": "占比是负数", "doughnut": "占比是负数", "strip": "用时是负数"}
TALLEST = 280.0
"""pt: the most that a page gives."""


def point(value: str | None, bound: Bound = "exact", *, expected: bool = False) -> Point:
    words = {"exact": "", "about": "约", "lower": "＞", "upper": "不足"}
    return Point() if value is None else Point(Decimal(value), words[bound] + value, "", bound, expected)


def rows(kind: PlotKind, *values: tuple[str | None, ...], names: tuple[str, ...] = ()) -> tuple[Series, ...]:
    """As many series as the kind takes, from the rows of values in turn."""
    least = 2 if kind in (*TWO_SERIES, "combo") else 1
    given = values[:1] if kind in ONE_SERIES else values[:2] if kind in TWO_SERIES else values
    while len(given) < least:
        given = (*given, given[0])
    named = names or ("2022年", "2023年", "2024年", "2025年")
    return tuple(
        Series(named[at], tuple(point(value) for value in row), "%" if kind in ("combo", "multiples") else "")
        for at, row in enumerate(given)
    )


def plot(kind: PlotKind, categories: tuple[str, ...], *values: tuple[str | None, ...]) -> Plot:
    if kind == "slope":
        return between_times(categories, tuple(map(point, values[0])), tuple(map(point, values[-1])))
    return Plot(kind, categories, rows(kind, *values), "%" if kind == "doughnut" else "亿元")


def between_times(names: tuple[str, ...], before: tuple[Point, ...], after: tuple[Point, ...]) -> Plot:
    """Every name a line from one time to the other."""
    pairs = zip(names, before, after, strict=True)
    return Plot("slope", ("2022年", "2023年"), tuple(Series(name, pair) for name, *pair in pairs), "亿元")  # type: ignore[arg-type]


def years(count: int) -> tuple[str, ...]:
    return tuple(str(2025 - count + at) for at in range(count))


def fifteen(kind: PlotKind) -> Plot:
    count = 10 if kind == "doughnut" else 15
    values = tuple(str(Decimal("2.5") + at % 7) for at in range(count))
    return plot(kind, (*ZONES, "绵阳", "济南")[:count], values)


def far_apart(kind: PlotKind) -> Plot:
    values = ("0.001", "0.3", "99") if kind in ("doughnut", "share") else ("1", "300", "100000")
    return plot(kind, ("甲", "乙", "丙"), values)


def four(kind: PlotKind) -> Plot:
    values = (("31", "22", "14"), ("35", "24", "19"), ("36", "25", "20"), ("33", "21", None))
    return plot(kind, ZONES[:3], *values[: 3 if kind == "combo" else 4])


def long_series(kind: PlotKind) -> Plot:
    names = (LONG, "国家级工业互联网示范园区第二批", "", "")
    given = plot(kind, ZONES[:3], ("31", "22", "14"), ("35", "24", "19"))
    return replace(given, series=tuple(map(lambda each, name: replace(each, name=name), given.series, names)))


def all_kinds_of_value(kind: PlotKind) -> Plot:
    points = (
        *(point("12"), point("18", "lower"), point("15", "upper"), point("20", "about")),
        *(point("9", expected=True), point("11", "lower", expected=True)),
    )
    if kind == "slope":
        return between_times(ZONES[:6], points, points)
    given = plot(kind, ZONES[:6], ("20",) * 6)
    return replace(given, series=(replace(given.series[0], points=points), *given.series[1:]))


THREE = ("2021", "2022", "2023")
SITUATIONS: dict[str, Callable[[PlotKind], Plot]] = {
    "one point": lambda kind: plot(kind, ("2023",), ("12.5",)),
    "two categories": lambda kind: plot(kind, ("2022", "2023"), ("12", "31"), ("14", "8")),
    "fifteen categories": fifteen,
    "sixty years": lambda kind: plot(kind, years(60), tuple(str(100 + 7 * at) for at in range(60))),
    "all equal": lambda kind: plot(kind, THREE, ("7", "7", "7"), ("7", "7", "7")),
    "all nought": lambda kind: plot(kind, THREE, ("0", "0", "0")),
    "a nought": lambda kind: plot(kind, THREE, ("20", "0", "30"), ("0", "7", "8")),
    "none in the middle": lambda kind: plot(kind, years(4), ("3", None, "5", "6"), (None, "4", None, "8")),
    "negative": lambda kind: plot(kind, THREE, ("8.1", "-3.2", "0"), ("-1", "2", "4")),
    "only negative": lambda kind: plot(kind, THREE, ("-8.1", "-3.2", "-0.5")),
    "a long name": lambda kind: plot(kind, (LONG, "西安", "武汉东湖"), ("12", "31", "18"), ("14", "8", "22")),
    "one to a hundred thousand": far_apart,
    "four series": four,
    "long series names": long_series,
    "every kind of value": all_kinds_of_value,
}


def situation(name: str, kind: PlotKind) -> Plot:
    """A plot of a kind in a situation that data may be in."""
    return SITUATIONS[name](kind)


REFUSED = {
    **{(kind, name): said for kind, said in NO_NEGATIVES.items() for name in ("negative", "only negative")},
    **{(kind, "sixty years"): "最小字号" for kind in ("bar", "progress", "dots", "strip")},
    ("share", "sixty years"): "占比超过了100%",
    ("doughnut", "sixty years"): "有60个部分",
    ("doughnut", "all nought"): "各部分都是0",
    ("scatter", "one point"): "只有1个点",
    ("scatter", "none in the middle"): "只有1个点",
    ("distribution", "one point"): "只有1个点",
    ("heat", "one point"): "只有1行",
}
HIGH = [(kind, name) for kind in KINDS for name in SITUATIONS if (kind, name) not in REFUSED]


def texts(chart: Plot, height: float, fonts: FontSet) -> list[DrawnLine]:
    return lines(drawn(chart, fonts, height))


def tall(chart: Plot) -> float:
    return min(natural_height(chart, WIDTH), TALLEST)


@pytest.mark.parametrize(("kind", "name"), HIGH, ids=str)
def test_no_text_of_a_plot_is_cut_or_lies_on_another(kind: PlotKind, name: str, fonts: FontSet) -> None:
    chart = situation(name, kind)
    height = tall(chart)
    placed = texts(chart, height, fonts)
    assert placed
    for text in placed:
        left, bottom, right, top = text.box
        assert left >= -0.5 and right <= WIDTH + 0.5, f"{text.text} leaves the sheet sideways"
        assert bottom >= -0.5 and top <= height + 0.5, f"{text.text} leaves the sheet"
        assert text.size >= palette.LEAST
    for one, other in combinations(placed, 2):
        a, b = one.box, other.box
        across, along = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
        assert across <= 0.5 or along <= 0.5, f"{one.text} lies on {other.text}"


@pytest.mark.parametrize(("kind", "name"), HIGH, ids=str)
def test_text_of_a_plot_stands_out_from_what_it_stands_on(kind: PlotKind, name: str, fonts: FontSet) -> None:
    """Contrast of 4.5 as WCAG 2.1 has it, all over the text's box; no line, hatching or edge of a bar runs through it."""
    chart = situation(name, kind)
    placed = list(in_order(drawn(chart, fonts, tall(chart))))
    under: list[DrawnShape] = []
    for part in placed:
        if isinstance(part, DrawnShape):
            under.append(part)
            continue
        near = [mark for mark in under if reaches(mark.box, part.box)]
        grounds = {ground(near, x, y) for x, y in grid(part.box)}
        worst = min(contrast(part.color, color) for color in grounds)
        assert worst >= 4.5, f"{part.text} on {grounds}"
        for at, mark in enumerate(under):
            assert not struck(mark, part.box) or covered(under[at + 1 :], part.box), (
                f"a stroke runs through {part.text}"
            )
    for part in placed:  # and nothing is drawn over a text later
        assert isinstance(part, DrawnShape) or not struck(under[-1], part.box)


def grid(box: tuple[float, float, float, float]) -> Iterator[tuple[float, float]]:
    left, bottom, right, top = box
    for across in (0.02, 0.25, 0.5, 0.75, 0.98):
        for along in (0.15, 0.5, 0.85):
            yield left + across * (right - left), bottom + along * (top - bottom)


def reaches(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def ground(under: list[DrawnShape], x: float, y: float) -> str:
    return next((mark.fill for mark in reversed(under) if mark.fill and mark.holds(x, y)), "#FFFFFF")


def struck(mark: DrawnShape, box: tuple[float, float, float, float]) -> bool:
    """Whether a stroke runs through the middle of a text; a scale line may pass under its plate."""
    if not mark.edge or mark.fill:
        return False
    left, bottom, right, top = box
    inner = Bar(left + 0.5, bottom + 1.5, right - left - 1.0, top - bottom - 3.0)
    return any(crosses(inner, *stroke) for line in mark.strokes for stroke in pairwise(line))


def covered(over: list[DrawnShape], box: tuple[float, float, float, float]) -> bool:
    """Whether something filled lies between a stroke and a text."""
    return all(any(mark.fill and mark.holds(*spot) for mark in over) for spot in grid(box))


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: str) -> float:
    parts = (255, 255, 255) if color == "white" else rgb(color)
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in (part / 255 for part in parts)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("kind", "name"), REFUSED, ids=str)
def test_what_a_kind_cannot_show_is_refused_with_the_reason(kind: PlotKind, name: str, fonts: FontSet) -> None:
    chart = situation(name, kind)
    with pytest.raises(Problems, match=REFUSED[kind, name]):
        drawn(chart, fonts, tall(chart))


@pytest.mark.parametrize("kind", KINDS)
def test_a_plot_without_a_value_is_refused(kind: PlotKind, fonts: FontSet) -> None:
    for chart in (Plot(kind, (), ()), Plot(kind, ("甲", "乙"), (Series("家数", (Point(), Point())),))):
        with pytest.raises(Problems, match="没有一个数可画"):
            drawn(chart, fonts, 190)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_number_is_refused(kind: PlotKind, fonts: FontSet) -> None:
    for value in ("NaN", "Infinity"):
        with pytest.raises(Problems, match="不是能画的数"):
            drawn(plot(kind, ("甲", "乙"), (value, "2"), ("1", "2")), fonts, 190)


@pytest.mark.parametrize("kind", KINDS)
def test_a_plot_of_few_categories_is_drawn_in_two_thirds_of_its_height(kind: PlotKind, fonts: FontSet) -> None:
    chart = situation("two categories", kind)
    placed = texts(chart, natural_height(chart, WIDTH) * 2 / 3, fonts)
    assert all(text.box[1] >= -0.5 for text in placed)


@pytest.mark.parametrize("kind", KINDS)
def test_every_printed_value_of_a_small_plot_is_in_it(kind: PlotKind, fonts: FontSet) -> None:
    chart = situation("two categories", kind)
    words = " ".join(text.text for text in texts(chart, tall(chart), fonts))
    for series in chart.series:
        for each in series.points:
            assert re.search(rf"(?<![\d.]){re.escape(each.printed)}(?![\d.])", words), each.printed


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        (Plot("doughnut", ("甲", "乙"), rows("bar", ("70", "40"))), "各部分合计110%"),
        (Plot("doughnut", ("甲",), rows("bar", ("7",), ("4",))), "圆环图只画1个系列，这里有2个"),
        (Plot("dots", ("甲",), rows("bar", ("7",), ("4",))), "排名图只画1个系列，这里有2个"),
        (Plot("strip", ("甲",), rows("bar", ("7",), ("4",))), "用时图只画1个系列，这里有2个"),
        (Plot("strip", ("甲", "乙"), rows("bar", ("7", "4")), "", ("天", "分钟")), "用时的单位不一：天、分钟"),
        (Plot("progress", ("甲",), rows("bar", ("7",))), "进度图要2个系列"),
        (Plot("progress", ("甲",), rows("progress", ("70",), ("7",))), "“甲”远超目标"),
        (Plot("combo", ("甲",), rows("bar", ("7",))), "组合图要有柱和线两组数"),
        (Plot("scatter", ("甲", "乙"), rows("bar", ("7", "8"))), "散点图要2个系列"),
        (Plot("dumbbell", ("甲", "乙"), rows("bar", ("7", "8"))), "哑铃图要2个系列"),
        (Plot("distribution", ("甲", "乙"), rows("scatter", ("7", "8"))), "分布图只画1个系列，这里有2个"),
        (Plot("slope", ("甲", "乙", "丙"), rows("bar", ("7", "8", "9"))), "坡度图比两个时期，这里有3个"),
        (Plot("bar", ("甲",), rows("bar", ("7",)) * 5), "有5个系列，颜色只能分清4个"),
        (Plot("multiples", ("甲",), rows("bar", ("7",)) * 20), "有20幅小图"),
    ],
)
def test_a_plot_that_its_kind_has_no_place_for_is_refused(chart: Plot, said: str, fonts: FontSet) -> None:
    with pytest.raises(Problems, match=said):
        drawn(chart, fonts, tall(chart))


def filled(chart: Plot, fonts: FontSet, color: str = palette.NAVY) -> list[tuple[float, float]]:
    """Width and height of everything filled in a colour."""
    return [(mark.across, mark.along) for mark in marks(chart, fonts, tall(chart)) if mark.fill == color]


@pytest.mark.parametrize("kind", ["column", "stacked", "multiples"])
def test_a_column_is_as_tall_as_its_value(kind: PlotKind, fonts: FontSet) -> None:
    chart = plot(kind, ("甲", "乙", "丙"), ("1000", "250", "1"))
    heights = [height for _, height in filled(chart, fonts)]
    assert heights[1] / heights[0] == pytest.approx(0.25, abs=1e-6)
    assert heights[2] > 0


@pytest.mark.parametrize("kind", ["bar", "share", "strip"])
def test_a_bar_is_as_long_as_its_value(kind: PlotKind, fonts: FontSet) -> None:
    chart = plot(kind, ("甲", "乙", "丙"), ("80", "60", "10"))
    lengths = sorted(width for width, _ in filled(chart, fonts))
    assert [length / lengths[-1] for length in lengths] == pytest.approx([10 / 80, 60 / 80, 1], abs=1e-6)


def test_bars_of_negative_values_run_the_other_way_from_the_same_line(fonts: FontSet) -> None:
    chart = plot("bar", ("甲", "乙"), ("8", "-4"))
    right, left = (mark for mark in marks(chart, fonts, tall(chart)) if mark.fill == palette.NAVY)
    assert left.box[2] == pytest.approx(right.box[0]) and left.across == pytest.approx(right.across / 2)


def test_a_share_of_forty_fills_forty_hundredths_of_its_ground(fonts: FontSet) -> None:
    chart = plot("share", ("甲",), ("40",))
    [whole] = [width for width, height in filled(chart, fonts, palette.GROUND) if width > 150]
    assert filled(chart, fonts)[0][0] / whole == pytest.approx(0.4)


def test_every_row_of_progress_is_scaled_to_its_own_target(fonts: FontSet) -> None:
    chart = Plot("progress", ("甲", "乙"), rows("progress", ("49", "30"), ("60", "40")), "", ("个", "%"))
    bars = [width for width, height in filled(chart, fonts) if width > 20]
    whole = max(width for width, _ in filled(chart, fonts, palette.GROUND))
    assert [bar / whole for bar in bars] == pytest.approx([49 / 60, 30 / 40])
    assert {"60个", "40%"} <= {text.text for text in texts(chart, tall(chart), fonts)}


def test_a_target_that_is_passed_lies_within_the_bar(fonts: FontSet) -> None:
    chart = Plot("progress", ("甲",), rows("progress", ("70",), ("60",)), "%")
    [bar] = [width for width, _ in filled(chart, fonts) if width > 20]
    whole = max(width for width, _ in filled(chart, fonts, palette.GROUND))
    assert bar / whole == pytest.approx(70 / 60)


def test_parts_of_a_ring_take_their_part_of_the_circle(fonts: FontSet) -> None:
    chart = plot("doughnut", ("甲", "乙"), ("25", "40"))
    rings = [m for m in marks(chart, fonts, 150) if m.fill in (palette.NAVY, palette.OCHRE)]
    assert [swept(ring, 150) for ring in rings] == pytest.approx([90, 144], abs=0.1)


def swept(ring: DrawnShape, height: float) -> float:
    """Degrees between the two ends of a part of a ring."""
    spots = [(x - WIDTH / 2, y - height / 2) for stroke in ring.strokes for x, y in stroke]
    outer = max(hypot(x, y) for x, y in spots)
    rim = [degrees(atan2(y, x)) for x, y in spots if hypot(x, y) > outer * 0.9]
    return (rim[-2] - rim[0]) % 360 if rim[-1] == rim[0] else (rim[-1] - rim[0]) % 360


def test_a_line_is_never_joined_across_a_gap_and_a_lone_value_is_a_dot(fonts: FontSet) -> None:
    chart = plot("line", years(7), ("3", "4", None, "5", None, "6", "7"))
    lines = [mark for mark in marks(chart, fonts) if mark.edge == palette.NAVY and mark.width > 1]
    assert [len(line.strokes) for line in lines] == [2]
    dots = [mark for mark in marks(chart, fonts) if mark.fill == palette.NAVY]
    assert dots[0].across > 300, "five dots from the first to the last"
    long = plot("line", years(30), (*["3"] * 14, None, "5", None, *["6"] * 13))
    [lone] = [mark for mark in marks(long, fonts) if mark.fill == palette.NAVY]
    assert lone.across < 6, "of a long series only the value that no line leads to"


def test_a_line_towards_a_target_is_dashed_and_its_dot_a_ring(fonts: FontSet) -> None:
    points = (point("3"), point("4"), point("6", expected=True))
    chart = Plot("line", years(3), (Series("营收", points),))
    drawn = [mark for mark in marks(chart, fonts) if mark.edge == palette.NAVY and mark.width > 1]
    assert [len(mark.strokes) for mark in drawn if mark.dash][-1] == 1
    assert [len(mark.strokes) for mark in drawn if not mark.dash] == [1]
    assert any(mark.fill == "#FFFFFF" and mark.edge == palette.NAVY for mark in marks(chart, fonts))


@pytest.mark.parametrize("kind", ["bar", "column", "share", "strip", "stacked", "multiples"])
def test_the_end_of_a_bound_is_hatched_and_stops_at_its_value(kind: PlotKind, fonts: FontSet) -> None:
    for bound in ("lower", "upper"):
        exact = Plot(kind, ("甲", "乙"), (Series("家数", (point("80"), point("60"))),))
        bounded = Plot(kind, ("甲", "乙"), (Series("家数", (point("80", bound), point("60"))),))
        size = tall(bounded)
        whole = max(longest(m) for m in bars(exact, fonts, size))
        assert max(longest(m) for m in bars(bounded, fonts, size)) < whole
        hatching = [m for m in marks(bounded, fonts, size) if m.edge == palette.NAVY and len(m.strokes) > 2][-1]
        slopes = {round((y1 - y0) / (x1 - x0)) for [(x0, y0), (x1, y1)] in hatching.strokes[:-2] if abs(x1 - x0) > 0.1}
        assert slopes - {0} == ({1} if bound == "lower" else {-1})


def longest(mark: DrawnShape) -> float:
    return max(mark.across, mark.along)


def bars(chart: Plot, fonts: FontSet, height: float) -> list[DrawnShape]:
    return [mark for mark in marks(chart, fonts, height) if mark.fill == palette.NAVY]


@pytest.mark.parametrize("kind", ["bar", "column", "share", "strip", "stacked", "multiples"])
def test_a_target_is_a_dashed_outline_of_the_full_length(kind: PlotKind, fonts: FontSet) -> None:
    target = Plot(kind, ("甲", "乙"), (Series("家数", (point("80", expected=True), point("80"))),))
    size = tall(target)
    outlines = [mark for mark in marks(target, fonts, size) if mark.dash and not mark.fill]
    reached = max(longest(mark) for mark in bars(target, fonts, size))
    assert longest(outlines[-1]) == pytest.approx(reached, abs=1.5)


def test_hatching_is_cut_to_its_box() -> None:
    from hgz_report.charts.bars import Bar, diagonals

    for box in (Bar(10, 20, 34, 6), Bar(10, 20, 5, 60), Bar(0, 0, 0.5, 0.5), Bar(0, 0, 0, 7)):
        for rising in (True, False):
            for stroke in diagonals(box, rising=rising):
                assert all(box.x - 1e-9 <= x <= box.right + 1e-9 for x, _ in stroke)
                assert all(box.y - 1e-9 <= y <= box.top + 1e-9 for _, y in stroke)


def test_a_stack_prints_no_total_for_it_would_have_nothing_behind_it(fonts: FontSet) -> None:
    series = (
        Series("甲", (point("31"), point("32"), point("33"))),
        Series("乙", (point("11"), Point(), point("13", "lower"))),
    )
    said = {text.text for text in texts(Plot("stacked", years(3), series), 190, fonts)}
    assert {"11", "31"} <= said and not {"42", "32.0", "46", "45"} & said


def test_a_combination_names_both_axes_with_their_units(fonts: FontSet) -> None:
    series = (Series("企业数", (point("310"), point("350"))), Series("增速", (point("8.1"), point("-3")), "%"))
    said = {text.text for text in texts(Plot("combo", years(2), series, "家"), 215, fonts)}
    assert {"企业数（家，左轴）", "增速（%，右轴）"} <= said


def test_small_charts_name_their_own_units(fonts: FontSet) -> None:
    series = (Series("企业数", (point("310"), point("350")), "家"), Series("营收", (point("8"), point("9")), "亿元"))
    chart = Plot("multiples", years(2), series)
    assert {"企业数（家）", "营收（亿元）"} <= {text.text for text in texts(chart, tall(chart), fonts)}


def test_durations_are_shortest_first_and_a_ranking_greatest_first(fonts: FontSet) -> None:
    values = ("17", None, "6", "27")
    for kind, order in (("strip", "丙甲丁乙"), ("dots", "丁甲丙乙")):
        chart = plot(kind, tuple("甲乙丙丁"), values)  # type: ignore[arg-type]
        names = [text for text in texts(chart, tall(chart), fonts) if text.text in tuple("甲乙丙丁")]
        assert "".join(text.text for text in sorted(names, key=lambda text: -text.box[1])) == order


def test_of_many_years_every_fifth_is_named_and_each_name_stands_under_its_own_column(fonts: FontSet) -> None:
    chart = situation("sixty years", "column")
    placed = {text.text: text.box for text in texts(chart, 190, fonts)}
    columns = [mark.box for mark in bars(chart, fonts, 190)]
    named = [year for year in years(60) if year in placed]
    assert named == [year for year in years(60) if int(year) % 5 == 0]
    for year in named:
        column = columns[years(60).index(year)]
        assert (placed[year][0] + placed[year][2]) / 2 == pytest.approx((column[0] + column[2]) / 2)


def test_a_value_of_close_lines_is_nearer_to_its_own_dot_than_to_any_other(fonts: FontSet) -> None:
    chart = plot("line", years(5), ("3.0", "3.3", "3.5", "3.9", "4.0"), ("3.1", "3.2", "3.6", "3.8", "4.1"))
    said = [text.text for text in texts(chart, 190, fonts)]
    assert any(text.endswith(" 4.0") for text in said) and any(text.endswith(" 4.1") for text in said)
    assert not {"3.0", "3.1", "3.5", "3.6"} & set(said), "nobody could say whose they are"


def test_two_columns_are_no_bricks(fonts: FontSet) -> None:
    assert max(width for width, _ in filled(situation("two categories", "column"), fonts)) <= 34


def test_neighbours_on_a_ring_differ_in_colour(fonts: FontSet) -> None:
    for count in range(2, 13):
        chart = plot("doughnut", tuple(map(str, range(count))), ("8",) * count)
        rings = [m.fill for m in marks(chart, fonts, 200) if m.fill in palette.SERIES]
        assert all(a != b for a, b in pairwise([*rings, rings[0]]))


def test_a_hue_colours_a_single_series_and_nothing_else(fonts: FontSet) -> None:
    single = replace(situation("one point", "column"), hue="steel")
    assert filled(single, fonts, palette.STEEL) and not filled(single, fonts)
    assert filled(replace(situation("two categories", "column"), hue="steel"), fonts)


@pytest.mark.parametrize("kind", KINDS)
def test_a_plot_is_a_picture_too(kind: PlotKind, fonts: FontSet) -> None:
    chart = situation("two categories", kind)
    frame = drawn(chart, fonts, tall(chart))
    assert png(frame).startswith(b"\x89PNG") and svg(frame).startswith(b"<svg")
    assert frame == drawn(chart, fonts, tall(chart))


@pytest.mark.parametrize("kind", KINDS)
def test_a_unit_is_said_above_a_chart_in_which_nothing_else_says_it(kind: PlotKind, fonts: FontSet) -> None:
    above = kind in ("bar", "column", "stacked", "line", "dots", "slope", "dumbbell", "distribution", "heat")
    frame = drawn(four(kind), fonts)
    assert ("单位：亿元" in frame.texts) == above
