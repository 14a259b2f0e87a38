"""Charts: legible whatever the data, the same in colour and in grey, with text that is text."""

from __future__ import annotations

import io
import subprocess
import sys
from decimal import Decimal
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from hgz_report.charts import palette
from hgz_report.charts.draw import draw
from hgz_report.charts.scale import ticks
from hgz_report.document.blocks import ChartBlock, Text
from hgz_report.document.chart import Chart, Grid, GridRow, Plot, Point, Series
from hgz_report.draw.frame import runs_of
from hgz_report.draw.lettering import Lettering
from hgz_report.fonts.fontset import FontSet
from hgz_report.problems import Problems, Where
from hgz_report.writers.pictures.png import png
from hgz_report.writers.pictures.svg import svg
from tests.tools.chart_looks import HEIGHT, LONG, WIDTH, ZONES, block, drawn, lines, marks, rgb
from tests.tools.colors import VISIONS, Vision, difference, lightness
from tests.tools.project import ROOT

DIMENSIONS = ("科技与产业", "数字与实体", "制造与服务", "大中小企业", "高端化", "智能化", "绿色化")


def series(name: str, *values: str | None, unit: str = "") -> Series:
    """A series whose printed values are its values with a unit."""
    points = (Point() if value is None else Point(Decimal(value), f"{value}{unit}") for value in values)
    return Series(name, tuple(points))


def column(count: int, unit: str = "亿元") -> Plot:
    years = tuple(str(2024 - count + at) for at in range(count))
    return Plot("column", years, (series("营收", *(f"{1000 + 170 * at}.5" for at in range(count)), unit=unit),))


MATRIX = Grid(
    DIMENSIONS,
    tuple(GridRow(zone, tuple((7 * row + 3 * at) % 3 for at in range(7))) for row, zone in enumerate(ZONES)),
    ("未见记载", "有做法", "有做法且有数据"),
)

CASES: dict[str, Chart] = {
    "two columns": column(2),
    "five columns": column(5),
    "fifteen columns": column(15),
    "twenty columns": column(20),
    "sixty columns": column(60, ""),
    "a gap": Plot("column", ("2021", "2022", "2023"), (series("家数", "3", None, "5"),)),
    "two series": Plot(
        "column", ZONES[:4], (series("2022年", "31", "22", "14", "9"), series("2023年", "35", "24", None, "12"))
    ),
    "four series of six": Plot("column", ZONES[:6], tuple(series(f"第{at}类", *"123456") for at in range(4))),
    "below nought": Plot("column", ("2021", "2022", "2023"), (series("增速", "8.1", "-3.2", "0", unit="%"),)),
    "all nought": Plot("column", ("2021", "2022"), (series("家数", "0", "0"),)),
    "one to a hundred thousand": Plot("column", tuple("甲乙丙"), (series("家数", "1", "300", "100000"),)),
    "long names": Plot("column", (LONG, "西安", LONG[:20]), (series("家数", "1", "2", "3"),)),
    "long names in six columns": Plot("column", tuple(f"{at}{LONG}" for at in range(6)), (series("家数", *"123456"),)),
    "four long series": Plot(
        "column", ("甲", "乙"), tuple(series(f"国家级工业互联网示范园区第{at}批", "1", "2") for at in range(4))
    ),
    "one share": Plot("share", ("国内生产总值",), (series("占比", "14", unit="%"),)),
    "eight shares": Plot(
        "share", ZONES[:8], (series("占比", "14", "100", "66.7", "80", None, "78", "0.4", "49", unit="%"),)
    ),
    "shares with long names": Plot("share", (LONG, LONG[:30]), (series("占比", "14", "33", unit="%"),)),
    "shares of two years": Plot("share", ("甲", "乙"), (series("2022年", "1", "2"), series("2023年", "3", "4"))),
    "thirty shares": Plot("share", tuple(f"园区{at}" for at in range(30)), (series("占比", *map(str, range(30))),)),
    "matrix": MATRIX,
    "small matrix": Grid(
        DIMENSIONS[:2], tuple(GridRow(row.name, row.cells[:2]) for row in MATRIX.rows[:2]), ("无", "有", "全")
    ),
}
TALL = {"matrix": 300.0, "thirty shares": 420.0}


@pytest.mark.parametrize("name", CASES)
def test_no_text_is_cut_and_none_lies_on_another(name: str, fonts: FontSet) -> None:
    height = TALL.get(name, HEIGHT)
    boxes = text_boxes(CASES[name], height, fonts)
    assert boxes
    for text, (left, bottom, right, top) in boxes:
        assert left >= -0.5 and right <= WIDTH + 0.5, f"{text} leaves the sheet sideways"
        assert bottom >= -0.5 and top <= height + 0.5, f"{text} leaves the sheet"
    for (text, a), (other, b) in combinations(boxes, 2):
        across = min(a[2], b[2]) - max(a[0], b[0])
        along = min(a[3], b[3]) - max(a[1], b[1])
        assert across <= 0.5 or along <= 0.5, f"{text} lies on {other}"


def text_boxes(chart: Chart, height: float, fonts: FontSet) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Every text of a chart with its em box (left, bottom, right, top) in pt."""
    return [(line.text, line.box) for line in lines(drawn(chart, fonts, height))]


def drawn_text(chart: Chart, fonts: FontSet) -> str:
    """All text that is put into the file for a chart."""
    return "".join(run.text for _, _, run in runs_of(drawn(chart, fonts).marks()))


def test_more_than_can_be_read_is_a_problem_that_names_the_chart(fonts: FontSet) -> None:
    crowded = ChartBlock(
        column(120), (Text("营业收入"),), "图", where=Where("templates/zone/20_chart.md.j2", 7), label="图2"
    )
    with pytest.raises(Problems, match=r"20_chart\.md\.j2:7  图“图2营业收入”画不成"):
        draw(crowded, 0, WIDTH, HEIGHT, fonts)


def test_more_series_than_colours_is_a_problem(fonts: FontSet) -> None:
    many = Plot("column", ("甲",), tuple(series(str(at), "1") for at in range(5)))
    with pytest.raises(Problems, match="有5个系列，颜色只能分清4个"):
        drawn(many, fonts)


def test_a_character_that_no_font_has_is_a_problem_and_not_a_box(fonts: FontSet) -> None:
    with pytest.raises(Problems, match=r"图“图”：没有字体能印.*U\+1F600"):
        drawn(Plot("column", ("😀",), (series("家数", "1"),)), fonts)


def test_every_value_is_printed_as_the_report_words_it(fonts: FontSet) -> None:
    words = Series("营收", (Point(Decimal("4.7"), "超4.7万亿元"), Point(Decimal("8.7"), "8.7万亿元")))
    text = drawn_text(Plot("column", ("2020年", "2023年"), (words,)), fonts)
    assert "超4.7万亿元" in text and "8.7万亿元" in text


def test_a_missing_year_leaves_a_gap_without_a_bar_or_a_number(fonts: FontSet) -> None:
    whole = Plot("column", ("2021", "2022", "2023"), (series("家数", "3", "4", "5"),))
    assert filled_boxes(whole, fonts) - filled_boxes(CASES["a gap"], fonts) == 1


def filled_boxes(chart: Chart, fonts: FontSet) -> int:
    """Bars of a chart in the colour of its first series."""
    return sum(part.fill == palette.NAVY for part in marks(chart, fonts))


def test_shares_are_in_order_of_size_with_the_unknown_last(fonts: FontSet) -> None:
    chart = Plot("share", ("小", "无", "大"), (series("占比", "14", None, "80", unit="%"),))
    text = drawn_text(chart, fonts)
    assert text.index("大") < text.index("小") < text.index("无") < text.index("—")


def test_the_three_states_of_a_matrix_have_three_shapes(fonts: FontSet) -> None:
    shapes = []
    for state in range(3):
        grid = Grid(("甲",), (GridRow("乙", (state,)),), ())
        filled = [part for part in marks(grid, fonts) if part.fill]
        shapes.append([(part.edge, round(part.across, 2)) for part in filled])
    assert len({str(shape) for shape in shapes}) == 3
    assert [len(shape) for shape in shapes] == [1, 2, 1]
    assert shapes[0][0][1] < shapes[2][0][1] / 2, "the dot is small beside the full circle"


def test_a_dollar_sign_in_a_name_is_only_text(fonts: FontSet) -> None:
    assert "$1$2" in drawn_text(Plot("column", ("$1$2",), (series("x", "1"),)), fonts)


def test_a_character_the_chart_face_lacks_comes_from_another(fonts: FontSet) -> None:
    faces = {face.key for face, _, _ in Lettering(fonts).runs("喆²Ω𬭚")}
    assert faces <= {face.key for role in type(next(iter(fonts.serving))) for face in fonts.chain(role)}


def test_drawing_again_gives_the_same_marks_and_the_same_pictures(fonts: FontSet) -> None:
    one, other = drawn(MATRIX, fonts), drawn(MATRIX, fonts)
    assert (one, png(one), svg(one)) == (other, png(other), svg(other))


def test_the_picture_for_word_has_250_dots_an_inch_and_no_date(fonts: FontSet) -> None:
    picture = Image.open(io.BytesIO(png(draw(block(column(5)), 0, 432, 180, fonts))))
    assert picture.size == (1500, 625)
    assert set(picture.info) <= {"dpi", "transparency"}
    assert picture.info["dpi"] == pytest.approx((250, 250), abs=0.1)


def test_the_picture_shows_what_the_vectors_show(fonts: FontSet) -> None:
    picture = Image.open(io.BytesIO(png(draw(block(column(2)), 0, 432, 180, fonts)))).convert("RGB")
    shades = {color for _, color in picture.getcolors(1 << 16) or []}
    assert any(near(color, palette.NAVY) for color in shades), "the bars are there"
    assert any(near(color, palette.INK) for color in shades), "and so is the text"


def near(color: object, wanted: str) -> bool:
    assert isinstance(color, tuple)
    return all(abs(a - b) <= 12 for a, b in zip(color, rgb(wanted), strict=True))


def test_series_are_told_apart_in_grey_print() -> None:
    for one, other in combinations(palette.SERIES, 2):
        assert abs(lightness(one) - lightness(other)) >= 10, f"{one} and {other}"
    assert all(lightness(color) <= 85 for color in palette.SERIES), "none vanishes on white paper"


@pytest.mark.parametrize("vision", VISIONS.values(), ids=VISIONS)
def test_series_are_told_apart_by_colour_blind_eyes(vision: Vision) -> None:
    for one, other in combinations(palette.SERIES, 2):
        assert difference(one, other, vision) >= 50


@pytest.mark.parametrize(
    ("low", "high", "first", "last"),
    [
        ("3.1", "8.7", "0", "10"),
        ("0", "0", "0", "1"),
        ("-3.2", "8.1", "-5", "10"),
        ("1", "100000", "0", "100000"),
        ("-7", "-2", "-8", "0"),
    ],
)
def test_a_scale_starts_at_nought_and_ends_on_a_round_value(low: str, high: str, first: str, last: str) -> None:
    scale = ticks(Decimal(low), Decimal(high))
    assert (scale[0], scale[-1]) == (Decimal(first), Decimal(last))
    assert Decimal(0) in scale and len(scale) <= 8


def test_matplotlib_is_loaded_for_the_first_chart_only_and_looks_at_no_font_or_setting_of_the_machine(
    tmp_path: Path,
) -> None:
    script = """
import sys
from hgz_report.charts import draw
assert "matplotlib" not in sys.modules
from hgz_report.charts.statistical.loading import load_matplotlib
load_matplotlib()
from matplotlib import font_manager, get_data_path
assert all(entry.fname.startswith(get_data_path()) for entry in font_manager.fontManager.ttflist)
assert "matplotlib.pyplot" not in sys.modules
import matplotlib
assert dict(matplotlib.rcParams) == dict(matplotlib.rcParamsDefault), "a settings file is passed over"
"""
    (tmp_path / "matplotlibrc").write_text("axes.linewidth: 9\n", "utf-8")
    subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})" + script], check=True, cwd=tmp_path
    )
