"""A scatter plot in Word: each named dot is a series, so every program prints its name, and all follows the workbook."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace
from openpyxl import load_workbook

from hgz_report.document.blocks import ChartBlock
from hgz_report.document.chart import Plot, Point, Series
from hgz_report.writers.docx.native_charts.kinds import PICTURED
from hgz_report.writers.docx.word_file import write_docx
from hgz_report.writers.formats import write
from tests.tools.bare_report import FACES, laid_out, text
from tests.tools.docx_checks import audit, integrity
from tests.tools.word_xml import chart_letters

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NAMES = {"c": C[1:-1]}
ZONES = ("中关村", "武汉东湖", "成都", "西安", "合肥")


def point(value: str | None, fact: str = "fact") -> Point:
    return Point() if value is None else Point(Decimal(value), value, fact)


def plot(*pairs: tuple[str | None, str | None], marked: str = "") -> Plot:
    names = (*ZONES, *(f"第{at}高新区" for at in range(200)))[: len(pairs)]
    across, upward = (tuple(map(point, row)) for row in zip(*pairs, strict=True))
    series = Series("地区生产总值", across, "亿元"), Series("增速", upward, "%")
    return Plot("scatter", names, series, marked=marked)


FIVE = plot(("3015.8", "10"), ("3200", "7.1"), ("1835", "5"), (None, "8"), ("378.3", "12.1"), marked="成都")


@dataclass(frozen=True)
class Shown:
    """A series: its name, x and y as cached and as its references find them in the workbook, and its label's switches."""

    name: str
    cached: tuple[tuple[str, str], ...]
    referred: tuple[tuple[object, object], ...]
    labelled: bool
    symbol: str


def written(chart: Plot) -> bytes:
    block = ChartBlock(chart, text("散点"), "图：散点。", source=text("年报"))
    return write_docx(laid_out(block), FACES, {}).data


def series(data: bytes) -> list[Shown]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    sheet = load_workbook(io.BytesIO(archive.read("word/embeddings/chart1.xlsx")), data_only=True).worksheets[0]
    space = etree.fromstring(archive.read("word/charts/chart1.xml"))
    found = []
    for each in space.iter(f"{C}ser"):
        pairs, cells = [], []
        for axis in ("xVal", "yVal"):
            pairs.append([v.text or "" for v in each.findall(f"c:{axis}//c:v", NAMES)])
            reference = each.findtext(f"c:{axis}//c:f", "", NAMES).partition("!")[2].replace("$", "")
            cells.append([cell.value for row in sheet[reference] for cell in row if cell.value is not None])
        name = each.findtext("c:tx//c:f", "", NAMES).partition("!")[2].replace("$", "")
        assert sheet[name].value == each.findtext("c:tx//c:v", "", NAMES)
        shown = each.find("c:dLbls/c:showSerName", NAMES)
        symbol = each.find("c:marker/c:symbol", NAMES)
        found.append(
            Shown(
                each.findtext("c:tx//c:v", "", NAMES),
                tuple(zip(*pairs, strict=True)),
                tuple(zip(*cells, strict=True)),
                shown is not None and shown.get("val") == "1",
                "" if symbol is None else symbol.get("val", ""),
            )
        )
    return found


def test_every_dot_is_a_series_that_prints_its_name_and_follows_its_cells() -> None:
    found = series(written(FIVE))
    dots = {each.name: each for each in found if each.labelled}
    assert set(dots) == {"中关村", "武汉东湖", "成都", "合肥"}, "who lacks a value is not drawn"
    assert dots["中关村"].cached == (("3015.8", "10"),) and dots["中关村"].referred == ((3015.8, 10),)
    for each in found:
        assert [tuple(map(float, pair)) for pair in each.cached] == [
            tuple(float(str(value)) for value in pair) for pair in each.referred
        ]


def test_the_lines_between_quadrants_are_calculated_medians() -> None:
    data = written(FIVE)
    across, upward = series(data)[-2:]
    assert {float(x) for x, _ in across.cached} == {2425.4} and [float(y) for _, y in across.cached] == [5, 12.1]
    assert {float(y) for _, y in upward.cached} == {8.55}
    book = load_workbook(io.BytesIO(zipfile.ZipFile(io.BytesIO(data)).read("word/embeddings/chart1.xlsx"))).worksheets[
        0
    ]
    assert [book[at].value for at in ("D2", "E2", "E3", "G3")] == [
        "=MEDIAN(B2:B9)", "=MIN(C2:C9)", "=MAX(C2:C9)", "=MEDIAN(C2:C9)",
    ]  # fmt: skip


def test_lines_at_named_values_stand_there_and_are_said() -> None:
    splits = Series("全国", (point("2000"),), "亿元"), Series("全国", (point("6"),), "%")
    data = written(replace(FIVE, splits=splits))
    assert [each.name for each in series(data)[-2:]] == ["全国 2000亿元", "全国 6%"]
    assert any("竖线：全国 2000亿元　横线：全国 6%" in letter for letter in chart_letters(data)[0])


def test_bounds_and_what_is_expected_are_words_in_the_name_and_another_mark() -> None:
    across, upward = FIVE.series
    low, plain, *rest = across.points
    first = replace(across, points=(replace(low, bound="lower"), plain, *rest))
    last = replace(upward, points=(*upward.points[:4], replace(upward.points[4], expected=True)))
    found = {each.name: each.symbol for each in series(written(replace(FIVE, series=(first, last))))}
    assert found["中关村\n（横轴下限）"] == "triangle"
    assert "合肥\n（竖轴目标、预计）" in found


def test_quadrants_are_named_above_the_dots() -> None:
    letters = chart_letters(written(replace(FIVE, quadrants=("大快", "小快", "小慢", "大慢"))))[0]
    assert "左上：小快　右上：大快" in letters and "左下：小慢　右下：大慢" in letters


@pytest.mark.parametrize("count", [2, 13, 60, 178])
def test_of_many_dots_the_weightiest_are_named_and_all_are_there(count: int) -> None:
    pairs = tuple((str((at * 7919) % 1009), str((at * 104729) % 997 / 10)) for at in range(count))
    found = series(written(plot(*pairs, marked="武汉东湖")))[:-2]
    assert sum(len(each.cached) for each in found) == count
    assert len([each for each in found if each.labelled]) <= max(26, min(count, 30))
    assert "武汉东湖" in {each.name for each in found if each.labelled}


def test_a_scatter_plot_is_a_sound_file_the_same_every_time(tmp_path: Path) -> None:
    data = written(replace(FIVE, quadrants=("大快", "小快", "小慢", "大慢")))
    assert data == written(replace(FIVE, quadrants=("大快", "小快", "小慢", "大慢")))
    (path := tmp_path / "scatter.docx").write_bytes(data)
    assert audit(path) == [] and integrity(path) == []


@pytest.mark.parametrize("kind", sorted(PICTURED))
def test_what_word_has_no_chart_for_is_a_picture_in_both_ways(kind: str) -> None:
    across, upward = FIVE.series
    rows = tuple(Series(name, (a, b)) for name, a, b in zip(ZONES, across.points, upward.points, strict=True))
    shown = {"slope": rows, "distribution": (across,)}.get(kind, (across, upward))
    names = ("2019年", "2022年") if kind == "slope" else ZONES
    chart = Plot(kind, names, shown)  # type: ignore[arg-type]
    data = write("docx", laid_out(ChartBlock(chart, text("图"), "图：图。", source=text("年报"))), FACES).data
    inside = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert not [name for name in inside if name.startswith("word/charts/")]
    assert {re.sub(r".*\.", "", name) for name in inside if name.startswith("word/media/")} == {"png", "svg"}
