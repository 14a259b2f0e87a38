"""Word's own charts: what an editor reads in them, changes in their workbooks, and sees printed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from docxchart import ChartDoc
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace
from openpyxl import load_workbook

from hgz_report.document.blocks import ChartBlock
from hgz_report.document.chart import Bound, Plot, PlotKind, Point, Series
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import Style
from hgz_report.writers.docx.native_charts.data_labels import reading, stored
from hgz_report.writers.docx.native_charts.kinds import PICTURED
from hgz_report.writers.docx.word_file import write_docx
from tests.tools.bare_report import FACES, bare, laid_out, text
from tests.tools.docx_checks import accessibility, audit, integrity
from tests.tools.free_fonts import free_fonts
from tests.tools.number_formats import PLAIN, shown
from tests.tools.word_xml import chart_letters

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
NAMES = {"c": C[1:-1], "a": A[1:-1]}
SIZE_LIMIT = 12_000
ZONES = ("中关村", "武汉东湖", "成都", "西安", "合肥")
YEARS = ("2020", "2021", "2022", "2023", "2024")


def point(value: str | None, printed: str = "", bound: Bound = "exact", *, expected: bool = False) -> Point:
    return Point() if value is None else Point(Decimal(value), printed or value, "fact", bound, expected)


def row(name: str, *values: str | Point | None, unit: str = "") -> Series:
    return Series(name, tuple(each if isinstance(each, Point) else point(each) for each in values), unit)


INCOME = row("营业收入", "87000", point("18000", "＞18000", "lower"), "9800.5", None, point("7600", "约7600", "about"))
PARTS = (row("制造业", "5.2", "6.0", "6.1", None, "7.5"), row("服务业", "3.2", "3.0", "4.1", "4.9", "5.5"))
GROWTH = row("增速", "9.1", "5.8", "-5.5", None, "14.8", unit="%")
SHARES = row(
    "占全国",
    point("14", "14%"),
    point("66.66666666666666666666666667", "2/3"),
    point("80", "近80%", "upper"),
    point("50", "近一半", "upper"),
    None,
)
PLOTS: Mapping[PlotKind, Plot] = {
    "bar": Plot("bar", ZONES, (INCOME,), "亿元"),
    "column": Plot("column", YEARS, (INCOME, row("目标", *["1"] * 4, point("9", expected=True))), "亿元"),
    "stacked": Plot("stacked", YEARS, PARTS, "万亿元"),
    "line": Plot(
        "line", YEARS, (row("强度", "5", None, "6.0", point("6.1", "＞6.1", "lower"), point("7", expected=True)),)
    ),
    "combo": Plot("combo", YEARS, (INCOME, GROWTH), "亿元"),
    "doughnut": Plot(
        "doughnut", ZONES[:3], (row("占比", point("41.5", "41.5%"), "22", point("9", "约9%", "about")),), "%"
    ),
    "share": Plot("share", ZONES, (SHARES,), "%"),
    "progress": Plot(
        "progress",
        ("产业集群", "智能工厂", "营业收入"),
        (row("已有", "49", "30", point("8.7", "＞8.7", "lower")), row("目标", "60", point("200", "约200"), "10")),
        units=("家", "家", "万亿元"),
    ),
    "dots": Plot("dots", ZONES, (row("增速", "12.1", "-3.2", "9.0", None, "10"),), "%"),
    "multiples": Plot("multiples", YEARS, (*PARTS, GROWTH), "万亿元"),
    "strip": Plot("strip", ("问界M9", "小米SU7", "手机"), (row("节拍", "27", "17", "7.5"),), "分钟"),
}


def written(*plots: Plot) -> bytes:
    blocks = (ChartBlock(plot, text(plot.kind), f"图：{plot.kind}。", source=text("年报")) for plot in plots)
    return write_docx(laid_out(*blocks), FACES, {}).data


@dataclass(frozen=True)
class Shown:
    """A series as a chart part has it: its name, categories and values by place, and the label format of each."""

    name: str
    categories: tuple[str | None, ...]
    values: tuple[Decimal | None, ...]
    formats: tuple[str | None, ...]
    references: tuple[str, str, str]

    def printed(self) -> list[str | None]:
        """The labels a reader sees."""
        pairs = zip(self.values, self.formats, strict=True)
        return [None if value is None or code is None else shown(code, value) for value, code in pairs]


@dataclass(frozen=True)
class Native:
    """A chart of a file: its part, series in order of drawing, and the cells of its workbook."""

    xml: etree._Element
    series: list[Shown]
    cells: Mapping[str, object]
    formulas: Mapping[str, object]


def natives(data: bytes) -> list[Native]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = sorted(name for name in archive.namelist() if name.startswith("word/charts/chart"))
    return [_native(archive, name) for name in sorted(names, key=lambda name: int(re.sub(r"\D", "", name)))]


def _native(archive: zipfile.ZipFile, name: str) -> Native:
    book = archive.read(name.replace("charts", "embeddings").replace(".xml", ".xlsx"))
    cells, formulas = (_cells(book, data_only=only) for only in (True, False))
    space = etree.fromstring(archive.read(name))
    return Native(space, [_series(one) for one in space.iter(f"{C}ser")], cells, formulas)


def _cells(book: bytes, *, data_only: bool) -> dict[str, object]:
    sheet = load_workbook(io.BytesIO(book), data_only=data_only).worksheets[0]
    return {cell.coordinate: cell.value for line in sheet.iter_rows() for cell in line if cell.value is not None}


def _cache(parent: etree._Element, path: str) -> tuple[str, list[str | None]]:
    (reference,) = parent.findall(path, NAMES)
    points = {int(each.get("idx", "")): each.findtext(f"{C}v") for each in reference.iter(f"{C}pt")}
    return reference.findtext(f"{C}f") or "", [points.get(at) for at in range(int(said(reference, ".//c:ptCount")))]


def said(parent: etree._Element, path: str, key: str = "val") -> str:
    """An attribute of the one element at a path."""
    (found,) = parent.findall(path, NAMES)
    return found.get(key, "")


def _series(element: etree._Element) -> Shown:
    name_at, names = _cache(element, "c:tx/c:strRef")
    categories_at, categories = _cache(element, "c:cat/c:strRef")
    values_at, values = _cache(element, "c:val/c:numRef")
    formats = tuple(_format(element, at) for at in range(len(values)))
    numbers = tuple(None if value is None else Decimal(value) for value in values)
    return Shown(names[0] or "", tuple(categories), numbers, formats, (name_at, categories_at, values_at))


def _format(element: etree._Element, at: int) -> str | None:
    for labels in element.findall("c:dLbls", NAMES):
        own = [each for each in labels.findall("c:dLbl", NAMES) if said(each, "c:idx") == str(at)]
        codes = (own[0] if own else labels).findall("c:numFmt", NAMES)
        return codes[0].get("formatCode") if codes else None
    return None


def referred(native: Native, reference: str) -> list[object]:
    """What the cells of a reference such as 数据!$B$2:$B$5 hold."""
    first, _, last = reference.partition("!")[2].replace("$", "").partition(":")
    letter, start = re.sub(r"\d", "", first), int(re.sub(r"\D", "", first))
    end = int(re.sub(r"\D", "", last)) if last else start
    return [native.cells.get(f"{letter}{at}") for at in range(start, end + 1)]


def numbers(values: list[object]) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


@pytest.mark.parametrize("kind", sorted({*get_args(PlotKind)} - PICTURED - {"scatter"}))
def test_a_kind_of_plot_is_tested_here(kind: PlotKind) -> None:
    assert kind in PLOTS, f"{kind}: PLOTS has none of it"


@pytest.mark.parametrize("kind", PLOTS)
def test_the_cache_of_a_chart_is_its_workbook(kind: PlotKind) -> None:
    for native in natives(written(PLOTS[kind])):
        for series in native.series:
            name, categories, values = series.references
            assert referred(native, name) == [series.name]
            assert referred(native, categories) == list(series.categories)
            assert numbers(referred(native, values)) == list(series.values)


def flat(name: str | None) -> str:
    """A name on one line."""
    return (name or "").replace("\n", "")


@pytest.mark.parametrize("kind", [kind for kind in PLOTS if kind != "progress"])
def test_every_point_is_printed_as_the_report_does_by_its_label_or_its_name(kind: PlotKind) -> None:
    plot = PLOTS[kind]
    drawn = {
        (re.sub("（.*）", "", series.name), str(native.cells[f"A{at}"])): (value, label, flat(name))
        for native in natives(written(plot))
        for series in native.series
        for at, (name, value, label) in enumerate(
            zip(series.categories, series.values, series.printed(), strict=True), 2
        )
    }
    for series in plot.series:
        for category, each in zip(plot.categories, series.points, strict=True):
            value, label, name = drawn[series.name, category]
            assert value == (None if each.value is None else stored(each.value))
            digits = each.printed.removesuffix(series.unit or plot.unit)
            assert label == digits or each.printed in name
            if label is not None:
                assert label in each.printed
            assert name.startswith(category)


def test_progress_is_calculated_from_what_is_reached_and_its_target() -> None:
    (native,) = natives(written(PLOTS["progress"]))
    ground, done = native.series
    assert [native.cells[at] for at in ("B2", "C2", "D2", "E2")] == [49, 60, "家", pytest.approx(4900 / 60)]
    assert native.formulas["E2"] == "=B2/C2*100"
    assert native.formulas["G2"] == '="产业集群"&"（"&B2&D2&"，"&"目标"&C2&D2&"）"'
    assert native.formulas["G3"] == '="智能工厂"&"（"&B3&D3&"，"&"目标"&IF(C3=200,"约200家",C3&D3)&"）"'
    names = ["产业集群（49家，目标60家）", "智能工厂（30家，目标约200家）", "营业收入（＞8.7万亿元，目标10万亿元）"]
    assert [flat(name) for name in done.categories] == names
    assert done.printed() == [None] * 3, "a part of a target has nothing behind it"
    assert set(ground.values) == {100}


def test_two_rows_that_stand_close_have_names_in_the_smaller_type_so_that_onlyoffice_leaves_none_out() -> None:
    """Seen in its engine 10.0: of two names at 10 pt, 16 pt apart, one is not printed."""
    whole = PLOTS["progress"]
    series = tuple(replace(one, points=one.points[:2]) for one in whole.series)
    (native,) = natives(written(replace(whole, categories=whole.categories[:2], units=whole.units[:2], series=series)))
    (names,) = native.xml.iter(f"{C}catAx")
    assert {one.get("sz") for one in names.iter("{*}defRPr")} == {"900"}


def test_the_rest_of_a_ring_is_calculated_and_not_labelled() -> None:
    (native,) = natives(written(PLOTS["doughnut"]))
    (ring,) = native.series
    assert (ring.categories[-1], ring.values[-1], ring.printed()[-1]) == ("其余", Decimal("27.5"), None)
    assert native.formulas["B5"] == "=MAX(0,100-SUM(B2:B4))"


def test_a_stack_has_no_total_for_it_would_have_nothing_behind_it() -> None:
    (native,) = natives(written(PLOTS["stacked"]))
    assert len(native.series) == len(PLOTS["stacked"].series)
    assert native.formulas == native.cells, "no cell is calculated"


def test_a_line_over_columns_has_a_scale_of_its_own_and_neither_scale_ends_before_what_is_typed_in() -> None:
    (native,) = natives(written(PLOTS["combo"]))
    low, high = native.xml.iter(f"{C}valAx")
    assert [axis.findtext(f".//{A}t") for axis in (low, high)] == ["亿元", "%"]
    assert not list(native.xml.iter(f"{C}max"))


def test_rows_stand_in_the_order_of_the_pdf() -> None:
    drawn = {kind: natives(written(PLOTS[kind]))[0] for kind in ("bar", "share", "dots", "strip")}
    rows = {kind: referred(native, "数据!$A$2:$A$6") for kind, native in drawn.items()}
    assert rows["bar"] == list(ZONES)
    assert rows["share"] == ["成都", "武汉东湖", "西安", "中关村", "合肥"]
    assert rows["dots"] == ["中关村", "合肥", "成都", "武汉东湖", "西安"]
    assert rows["strip"] == ["手机", "小米SU7", "问界M9", None, None]
    for native in drawn.values():
        assert said(native.xml, ".//c:catAx/c:scaling/c:orientation") == "maxMin"


# -- labels -----------------------------------------------------------------------------------------------------------

VALUES = st.decimals(-(10**9), 10**9, places=3, allow_nan=False).map(lambda value: value.normalize() + 0)
WORDS = ("近{}", "约{}", "＞{}", "不足{}", "{}余", "{}万余", "“{}”", '"{}"; [<1]', "{}/3", "{}:1", "{}至9", "三分之{}")


@given(VALUES, st.sampled_from(["", "%", "亿元"]))
def test_a_label_prints_the_digits_that_the_report_prints(value: Decimal, unit: str) -> None:
    read = reading(Point(value, f"{value:f}{unit}"), unit)
    assert read.code and shown(read.code, value) == read.digits == f"{value:f}"
    assert read.wording == ""


@given(VALUES, st.sampled_from(WORDS))
def test_what_is_more_than_digits_is_left_to_the_name(value: Decimal, words: str) -> None:
    read = reading(Point(value, words.format(f"{value:f}")), "亿元")
    assert read.wording == words.format(f"{value:f}")
    assert read.code is None or shown(read.code, value) == read.digits


@pytest.mark.parametrize(
    ("value", "printed", "code", "wording"),
    [
        ("6.0", "6.0", "0.0", ""),
        ("66.6667", "66.7%", "0.0", ""),
        ("1203.45", "1,203.45", "#,##0.00", ""),
        ("87000", "87000", "General", ""),
        ("-5.5", "-5.5", "General", ""),
        ("123456789012", "123456789012", "0", ""),
        ("1800", "＞1800", "General", "＞1800"),
        ("14", "约14%", "General", "约14%"),
        ("1800", "1800余", "General", "1800余"),
        ("2.0", "约2.0", "0.0", "约2.0"),
        ("20000", "2万余", None, "2万余"),
        ("50", "近一半", None, "近一半"),
        ("66.66666666666666666666666667", "2/3", None, "2/3"),
        ("2", "2/1", None, "2/1"),
        ("-3.2", "下降3.2", None, "下降3.2"),
        ("8", "5.8", None, "5.8"),
        ("3", "3至5", None, "3至5"),
        ("9", "", None, ""),
    ],
)
def test_a_printed_value_is_split_into_label_and_wording(
    value: str, printed: str, code: str | None, wording: str
) -> None:
    read = reading(Point(Decimal(value), printed), "%")
    assert (read.code, read.wording) == (code, wording)


def test_a_name_says_the_wording_of_its_value_and_of_a_changed_one_the_value() -> None:
    plot = Plot("share", ("甲", "乙"), (row("占比", point("80", "近80%"), point("50", "近一半")),), "%")
    (native,) = natives(written(plot))
    (_, share) = native.series
    assert share.categories == ("甲（近80%）", "乙（近一半）")
    assert share.printed() == ["80", None]
    assert native.formulas["D2"] == '=A2&IF(B2=80,"（近80%）","")'
    assert native.formulas["D3"] == '=A3&IF(B3=50,"（近一半）",IF(B3="","","（"&B3&"）"))'


def test_of_several_series_a_name_says_whose_wording_it_is_unless_the_unit_tells() -> None:
    rising = row("增速", "9.1", "5.8", "-5.5", None, point("14", "约14%", "about"), unit="%")
    (combo,) = natives(written(Plot("combo", YEARS, (INCOME, rising), "亿元")))
    assert [flat(name) for name in combo.series[0].categories if name not in YEARS] == [
        "2021营业收入＞18000",
        "2024营业收入约7600约14%",
    ]
    (columns,) = natives(written(Plot("column", YEARS, (INCOME, replace(INCOME, name="目标")), "亿元")))
    assert flat(columns.series[0].categories[1]) == "2021营业收入＞18000目标＞18000"


def test_names_that_stand_close_are_turned_rather_than_left_out() -> None:
    years = tuple(map(str, range(2012, 2024)))
    small = Plot("multiples", years, (row("产值", point("800", "＞800", "lower"), *["900"] * 11),) * 3, "亿元")
    for native in natives(written(small)):
        (series,) = native.series
        assert series.categories[0] in ("2012（＞800）", "2012 ＞800")
        assert said(native.xml, ".//c:catAx/c:tickLblSkip") == "1"
        assert said(native.xml, ".//c:catAx/c:txPr/a:bodyPr", "rot") == "-5400000"


@pytest.mark.parametrize("kind", PLOTS)
def test_formats_are_plain_digits_and_units_stand_at_the_axes(kind: PlotKind) -> None:
    plot = PLOTS[kind]
    for native in natives(written(plot)):
        codes = [each.get("formatCode", "") for each in native.xml.iter(f"{C}numFmt")]
        codes += [each.text or "" for each in native.xml.iter(f"{C}formatCode")]
        assert all(PLAIN.fullmatch(code) for code in codes)
        assert all(
            re.fullmatch(r"0(\.0+)?", axis.find(f"{C}numFmt").get("formatCode", ""))  # type: ignore[union-attr]
            for axis in native.xml.iter(f"{C}valAx")
        )
        titles = [each.text for title in native.xml.iter(f"{C}title") for each in title.iter(f"{A}t")]
        units = {one.unit or plot.unit for one in plot.series} - {""}
        wanted = {"doughnut": ["单位：%"], "progress": ["%"], "multiples": []}.get(kind, sorted(units, reverse=True))
        assert titles == wanted


# -- marks and look ---------------------------------------------------------------------------------------------------


def fills(native: Native) -> dict[int, str]:
    """Points that don't look like the rest: place → preset pattern, or dash of the outline."""
    found = {}
    for each in native.xml.iter(f"{C}dPt"):
        (look,) = each.findall("c:spPr", NAMES)
        kind = [*look.iter(f"{A}pattFill"), *look.iter(f"{A}prstDash")][0]
        found[int(said(each, "c:idx"))] = kind.get("prst", kind.get("val", ""))
    return found


def test_bounds_are_hatched_and_targets_are_dashed_outlines() -> None:
    plot = Plot(
        "bar",
        ZONES[:4],
        (row("x", "1", point("2", "＞2", "lower"), point("3", "不足3", "upper"), point("4", expected=True)),),
    )
    (native,) = natives(written(plot))
    assert fills(native) == {1: "wdUpDiag", 2: "wdDnDiag", 3: "sysDash"}
    (line,) = natives(written(replace(plot, kind="line")))
    assert fills(line)[3] == "sysDash"


def test_a_line_is_never_drawn_across_a_gap() -> None:
    (native,) = natives(written(PLOTS["line"]))
    assert said(native.xml, ".//c:dispBlanksAs") == "gap"
    assert native.series[0].values[1] is None


def test_type_is_the_configured_face_and_no_colour_comes_from_a_theme() -> None:
    for native in natives(written(*PLOTS.values())):
        faces = {each.get("typeface") for tag in ("latin", "ea") for each in native.xml.iter(f"{A}{tag}")}
        assert faces == {FACES["黑体"]}
        assert not list(native.xml.iter(f"{A}schemeClr"))


def test_only_several_series_have_a_legend() -> None:
    legends = {plot.kind: natives(written(plot))[0].xml.find(f".//{C}legend") is not None for plot in PLOTS.values()}
    assert {kind for kind, has in legends.items() if has} == {"column", "stacked", "combo", "doughnut"}


def test_bars_start_at_nought() -> None:
    for native in natives(written(PLOTS["bar"], PLOTS["share"], PLOTS["progress"], PLOTS["strip"])):
        assert said(native.xml, ".//c:valAx/c:scaling/c:min") == "0"


def test_a_chart_is_as_large_as_in_the_pdf_and_small_ones_fit_side_by_side() -> None:
    document = bare(ChartBlock(PLOTS["bar"], text("条形"), "图"), ChartBlock(PLOTS["multiples"], text("小图"), "图"))
    layout = lay_out(document, Style(), free_fonts())
    boxes = [frame for _, frame in layout.charts()]
    body = zipfile.ZipFile(io.BytesIO(write_docx(layout, FACES, {}).data)).read("word/document.xml").decode()
    sizes = [(int(cx), int(cy)) for cx, cy in re.findall(r'<wp:extent cx="(\d+)" cy="(\d+)"', body)]
    assert sizes[0] == (round(boxes[0].width * 12700), round(boxes[0].height * 12700))
    assert len(sizes) == 4
    assert 0 <= boxes[1].width * 12700 - sum(width for width, _ in sizes[1:]) < 3
    described = re.findall(r'descr="([^"]+)"', body)
    assert described[2] == "服务业（万亿元）：2020为3.2，2021为3.0，2022为4.1，2023为4.9，2024为5.5。"


# -- the file ---------------------------------------------------------------------------------------------------------


def test_validators_find_nothing_in_any_kind(tmp_path: Path) -> None:
    path = tmp_path / "kinds.docx"
    data = written(*PLOTS.values())
    path.write_bytes(data)
    assert (audit(path), integrity(path), accessibility(data)) == ([], [], [])


LONG = "国家高新技术产业开发区新型工业化推进情况与重点任务完成情况四十个字的名称示例园"
HARD = {
    "one point": Plot("column", ("2023",), (row("x", "5"),)),
    "all nought": Plot("bar", ZONES, (row("x", *["0"] * 5),)),
    "negative": Plot("column", ZONES, (row("x", "-1", "-2", None, "-3.5", point("-4", "约-4", "about")),)),
    "wide range": Plot("dots", ZONES[:3], (row("x", "1", "100000", "37"),)),
    "long names": Plot("share", (LONG, LONG[::-1]), (row("x", "20", "100"),), "%"),
    "long rows": Plot("progress", (LONG,), (row("x", "20"), row("y", "50")), units=("家",)),
    "sixty": Plot("column", tuple(map(str, range(1966, 2026))), (row("x", *map(str, range(60))),)),
    "markup": Plot("bar", ('A<B & "C" ]]>', "乙"), (row('x<"&', point("1", '约"1"<2'), "2"),), "<&"),
}


def test_hard_cases_are_valid_and_keep_their_values(tmp_path: Path) -> None:
    path = tmp_path / "hard.docx"
    path.write_bytes(written(*HARD.values()))
    assert (audit(path), integrity(path)) == ([], [])
    for plot, native in zip(HARD.values(), natives(path.read_bytes()), strict=True):
        for series in native.series:
            assert numbers(referred(native, series.references[2]))[: len(series.values)] == list(series.values)
        wanted = sorted(stored(each.value) for one in plot.series for each in one.points if each.value is not None)
        kept = {Decimal(str(value)) for value in native.cells.values() if isinstance(value, int | float)}
        assert kept >= set(wanted)


def test_the_same_charts_give_the_same_bytes_and_say_only_the_reports_day() -> None:
    data = written(*PLOTS.values())
    assert data == written(*PLOTS.values())
    book = zipfile.ZipFile(io.BytesIO(zipfile.ZipFile(io.BytesIO(data)).read("word/embeddings/chart1.xlsx")))
    core = book.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\d", core)) == {"2026-11-23"}
    assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_chart_takes_at_most_twelve_kilobytes() -> None:
    bare_size = len(written())
    for plot in PLOTS.values():
        data = written(plot)
        assert (len(data) - bare_size) / len(natives(data)) < SIZE_LIMIT


@pytest.mark.parametrize("kind", PLOTS)
def test_an_editors_tool_changes_a_value_in_chart_and_workbook_alike(kind: PlotKind, tmp_path: Path) -> None:
    path, changed = tmp_path / "a.docx", tmp_path / "b.docx"
    path.write_bytes(written(PLOTS[kind]))
    found = ChartDoc.open(str(path))
    table = found.chart_list()[0].table
    series = next(one for one in table.series if one.name != "整体")
    series.values[0] = "77.25"
    found.save(str(changed))
    native = natives(changed.read_bytes())[0]
    for each in native.series:
        if each.name == series.name:
            assert each.values[0] == Decimal("77.25")
            assert numbers(referred(native, each.references[2]))[0] == Decimal("77.25")
    assert (audit(changed), integrity(changed)) == ([], [])


def bound(plot: Plot) -> Plot:
    """The plot with a fact of its own behind every value."""
    series = (
        replace(one, points=tuple(replace(p, fact=f"{one.name}.{at}") for at, p in enumerate(one.points)))
        for one in plot.series
    )
    return replace(plot, series=tuple(series))


@pytest.mark.parametrize("kind", PLOTS)
def test_the_letters_handed_over_are_those_of_the_file_each_value_with_its_fact(kind: PlotKind) -> None:
    plot = bound(PLOTS[kind])
    made = write_docx(laid_out(ChartBlock(plot, text(kind), f"图：{kind}。")), FACES, {})
    assert [[letter.text for letter in letters] for letters in made.charts] == chart_letters(made.data)
    numbers = re.compile(r"-?\d+(\.\d+)?")
    pieces = [piece for letters in made.charts for letter in letters for piece in letter.pieces]
    stood_for = {(fact, text) for text, fact in pieces if fact}
    bare = {(fact, Decimal(text)) for fact, text in stood_for if numbers.fullmatch(text)}
    values = {(p.fact, stored(p.value)) for one in plot.series for p in one.points if p.value is not None}
    # The bars of progress are parts of targets, which no fact says; their names do.
    assert bare == (set() if kind == "progress" else values)
    printed = {p.fact: p.printed for one in plot.series for p in one.points}
    assert all(printed[fact] in flat(text) for fact, text in stood_for if not numbers.fullmatch(text))


def test_a_name_with_two_numbers_keeps_the_fact_of_each() -> None:
    made = write_docx(laid_out(ChartBlock(bound(PLOTS["progress"]), text("进度"), "图")), FACES, {})
    (letters,) = made.charts
    name = next(letter for letter in letters if letter.text.startswith("产业集群"))
    assert [fact for _, fact in name.pieces if fact] == ["已有.0", "目标.0"]
    assert [piece for piece, fact in name.pieces if fact] == ["49家", "，目标60家"]


@pytest.mark.skipif(shutil.which("soffice") is None or shutil.which("pdftotext") is None, reason="needs LibreOffice")
def test_libreoffice_prints_the_same_values(tmp_path: Path) -> None:
    path = tmp_path / "kinds.docx"
    path.write_bytes(written(*PLOTS.values()))
    profile = (tmp_path / "profile").as_uri()
    office = [
        "soffice",
        "--headless",
        f"-env:UserInstallation={profile}",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*office, str(path)], check=True, capture_output=True, timeout=120)
    shown_text = subprocess.run(
        ["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    # LibreOffice sets a blank between Han characters and figures.
    printed = re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", shown_text.stdout)
    for plot in PLOTS.values():
        series = plot.series[:1] if plot.kind == "progress" else plot.series
        for each in (each for one in series for each in one.points if each.printed):
            wanted = each.printed if reading(each, plot.unit).wording else each.printed.removesuffix(plot.unit)
            assert wanted in printed, (plot.kind, each.printed)
