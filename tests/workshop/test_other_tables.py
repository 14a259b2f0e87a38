"""Tables of other people with an indicator a row: the map that is guessed, what is taken by it, what is not and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hgz_report.cli.main import main
from hgz_report.data.load.load import load_dataset
from hgz_report.workshop.excel.map_mistakes import maps_examined
from hgz_report.workshop.excel.table_heads import status_in, time_in
from tests.tools.others_tables import FACTS, TABLES, by_year, by_zone, written
from tests.tools.project import change
from tests.tools.tabled import refused, tabled_project, taken

Output = pytest.CaptureFixture[str]
SOURCE = ("source: ''", "source: z_xa_pr")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tabled_project(tmp_path / "project")


def kept(root: Path, path: Path, capsys: Output, *changes: tuple[str, str]) -> Any:
    """What is guessed, kept as a map with a source."""
    guess = taken(root, path, capsys, "--write")["guess"]
    for old, new in (SOURCE, *changes):
        change(root / f"data/excel/{path.stem}.yaml", old, new)
    return guess


def ids(told: Any) -> dict[str, str]:
    facts = ((one["owner"], one["fact"]) for one in told["new"])
    return {
        f"{owner}.{fact['indicator']}@{fact['period']}{':' * ('status' in fact)}{fact.get('status', '')}": fact["value"]
        for owner, fact in facts
    }


@pytest.mark.parametrize("name", TABLES)
def test_indicators_in_rows_are_read_by_a_guessed_map(name: str, root: Path, tmp_path: Path, capsys: Output) -> None:
    path = TABLES[name](tmp_path / f"{name}.xlsx")
    guess = kept(root, path, capsys)
    assert (guess["indicators"], guess["zones"]) == ("A", "")
    told = taken(root, path, capsys)
    assert ids(told) == FACTS[name]
    assert told["refused"] == []


def test_a_column_of_the_country_is_guessed_wherever_the_table_begins(
    root: Path, tmp_path: Path, capsys: Output
) -> None:
    def fill(book: Any, page: Any) -> None:
        page.write_row("A2401", ["指标", "成都高新区", "全国"])
        page.write_row("A2402", ["地区生产总值（亿元）", 3400, 150000])

    guess = kept(root, written(tmp_path / "a.xlsx", fill, "2025年"), capsys)
    assert (guess["heads"], {at: one["zone"] for at, one in guess["columns"].items()}) == (
        2401,
        {"B": "chengdu", "C": "national"},
    )
    assert ids(taken(root, tmp_path / "a.xlsx", capsys)) == {"chengdu.gdp@2025": "3400", "national.gdp@2025": "150000"}


def test_a_row_of_the_country_is_guessed_for_whoever_reads_the_map(root: Path, tmp_path: Path, capsys: Output) -> None:
    def fill(book: Any, page: Any) -> None:
        page.write_row("A1", ["高新区", "地区生产总值（亿元）"])
        for row, said in enumerate((("成都高新区", 3400), ("淄博高新区", 1200), ("全国高新区合计", 150000)), 2):
            page.write_row(f"A{row}", said)

    guess = kept(root, written(tmp_path / "a.xlsx", fill, "2025年"), capsys)
    assert guess["names"] == {"全国高新区合计": "national"}


def test_what_was_written_reads_as_it_was_meant(root: Path, tmp_path: Path, capsys: Output) -> None:
    path = by_zone(tmp_path / "a.xlsx")
    kept(root, path, capsys)
    assert taken(root, path, capsys, "--write")["written"]
    facts = load_dataset(root).facts
    assert (facts["chengdu.gdp@2025H1"].unit, str(facts["chengdu.gdp@2025H1"].size)) == ("万元", "7201/2000")
    assert taken(root, path, capsys)["new"] == []


def test_signs_for_no_number_are_said_once_and_blanks_say_nothing(root: Path, tmp_path: Path, capsys: Output) -> None:
    path = by_year(tmp_path / "a.xlsx")
    kept(root, path, capsys)
    said = {one["cell"]: one["what"] for one in taken(root, path, capsys)["remarks"]}
    assert said == {
        "表1-1!D5": "“3,400.1”是文字，读作 3400.1",
        "表1-1!C7": "等 1 格写的是“—”一类，当作没有数，没有读",
    }


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("6.1①", "带着注号"),
        ("6.1²", "带着注号"),
        ("6.1*", "带着注号"),
        ("6.1[2]", "带着注号"),
        ("6.1（注1）", "带着注号"),
        ("6.1个百分点", "单位是“个百分点”，这一格的单位是“%”"),
        ("约6", "不只是数"),
        ("六点一", "不是数"),
    ],
)
def test_a_number_with_more_than_a_number_is_refused(
    cell: str, said: str, root: Path, tmp_path: Path, capsys: Output
) -> None:
    path = by_year(tmp_path / "a.xlsx", cell)
    kept(root, path, capsys)
    told = taken(root, path, capsys)
    assert said in refused(told)["表1-1!D7"]
    assert "chengdu.va_growth@2024" not in ids(told)


def _formula(book: Any, page: Any) -> None:
    page.write_formula("C2", "=1+1", None, "")


def _merged(book: Any, page: Any) -> None:
    page.merge_range("C2:D2", 5)


def _hidden_row(book: Any, page: Any) -> None:
    page.set_row(1, None, None, {"hidden": True})


def _hidden_column(book: Any, page: Any) -> None:
    page.set_column("C:C", None, None, {"hidden": True})


def _error(book: Any, page: Any) -> None:
    page.write_formula("C2", "=1/0", None, "#DIV/0!")


def _percent(book: Any, page: Any) -> None:
    page.write_number("C2", 0.5, book.add_format({"num_format": "0.0%"}))


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_formula, "公式没有算出的数"),
        (_merged, "合并的格子"),
        (_hidden_row, "藏着"),
        (_hidden_column, "藏着"),
        (_error, "错误值"),
        (_percent, "百分比格式，这个数的单位是“个”"),
    ],
)
def test_the_traps_are_those_of_every_table(
    spoil: Callable[[Any, Any], None], said: str, root: Path, tmp_path: Path, capsys: Output
) -> None:
    def fill(book: Any, page: Any) -> None:
        page.write_row("A1", ["指标", "单位", "2019年", "2020年"])
        page.write_row("A2", ["中试平台", "个", 5, 6])
        spoil(book, page)

    path = written(tmp_path / "a.xlsx", fill)
    kept(root, path, capsys, ("zone: ''", "zone: zibo"))
    assert said in refused(taken(root, path, capsys))["表1-1!C2"]


def test_a_year_that_moved_and_a_row_with_another_unit_are_not_read_by_an_old_map(
    root: Path, tmp_path: Path, capsys: Output
) -> None:
    kept(root, by_year(tmp_path / "a.xlsx"), capsys)

    def fill(book: Any, page: Any) -> None:
        page.merge_range("A1:E1", "成都高新区主要经济指标")
        page.write_row("A3", ["指标", "计量单位", "2024年", "2024年", "2025年目标"])
        page.write_row("A5", ["地区生产总值", "万元", 1, 2, 3])
        page.write_row("A6", ["规模以上工业增加值增速", "%", 1, 2, 3])
        page.write_row("A7", ["规模以上工业增加值增速", "%", 4, 5, 6])

    told = taken(root, written(tmp_path / "b.xlsx", fill), capsys, "--map", "a")
    assert ids(told) == {"chengdu.va_growth@2024": "2", "chengdu.va_growth@2025:target": "3"}
    assert refused(told) == {
        "表1-1!C3": "表头是“2024年”，对照表里写的是“2023”，这一列没有读",
        "表1-1!A5": "对照表里没有“地区生产总值（万元）”这一行，没有读",
        "表1-1!A7": "“规模以上工业增加值增速（%）”在第 6 行已经有了，这一行没有取",
    }


def test_the_unit_of_a_whole_table_is_seen_in_a_wide_one_too(root: Path, tmp_path: Path, capsys: Output) -> None:
    def fill(book: Any, page: Any) -> None:
        page.merge_range("A1:C1", "2025年主要指标")
        page.write("C2", "（单位：万元）")
        page.write_row("A3", ["高新区", "地区生产总值", "2026年地区生产总值（计划）", "规模以上工业增加值增速"])
        page.write_row("A4", ["成都", 36000, 40000, 6])
        page.write_row("A5", ["淄博", 12000, 13000, 5])

    guess = kept(root, written(tmp_path / "a.xlsx", fill), capsys)
    found = [(one["indicator"], one["unit"], one["period"], one["status"]) for one in guess["columns"].values()]
    assert found == [("gdp", "万元", "", ""), ("gdp", "万元", "2026", "target"), ("va_growth", "", "", "")]


@pytest.mark.parametrize(
    ("head", "period"),
    [
        ("2024", "2024"), ("2024年度", "2024"), ("2024年末", "2024"), ("2024年5月", "2024-05"), ("2024年上半年", "2024H1"),
        ("2024年一季度", "2024Q1"), ("2024年1-6月", "2024H1"), ("2024年1—9月累计", "2024-01..2024-09"), ("2024年1～12月", "2024"),
        ("2024年前三季度", "2024-01..2024-09"), ("2024年一至三季度", "2024-01..2024-09"), ("2021—2023年", "2021..2023"),
        ("２０２４年", "2024"), ("本年", ""), ("1月", ""),
    ],
)  # fmt: skip
def test_the_time_in_a_head_is_what_a_reader_takes_it_for(head: str, period: str) -> None:
    assert time_in(head) == period


@pytest.mark.parametrize(
    ("head", "status"),
    [("2025年目标", "target"), ("2025年（预计）", "estimate"), ("2024年快报数", "preliminary"), ("2024年", "")],
)
def test_what_is_planned_or_expected_is_not_taken_for_done(head: str, status: str) -> None:
    assert status_in(head) == status


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("heads: 3", "haeds: 3", ":4:8  haeds：不认识这个键\n  提示：是不是 heads？"),
        ("indicator: va_growth", "indicator: va_grwoth", "“va_grwoth”这个指标\n  提示：是不是 va_growth？"),
        ("source: z_xa_pr", "source: nobody", ":9:9  source：没有登记“nobody”这个出处"),
        ("zone: chengdu", "zone: chengdou", ":7:7  zone：“chengdou”不是高新区的文件名\n  提示：是不是 chengdu？"),
        ("zone: chengdu", "zone: ''", "C 列没有写是哪个高新区"),
        ("indicators: A", "indicators: 甲", ":5:13  indicators：“甲”不是列"),
        ("indicators: A", "zones: A\nindicators: A", "只写一个"),
        ("period: '2023'", "period: 去年", "period：时期“去年”写法不认识"),
        ("status: target", "status: plan", "“plan”不是可选的值\n  提示：可写：actual、target、estimate、preliminary；"),
        ("indicator: gdp", "indicator: gdp\n    unit: 家", "不能换算"),
    ],
)
def test_a_mistake_in_a_map_is_said_with_its_line_by_the_table_and_by_check(
    old: str, new: str, said: str, root: Path, tmp_path: Path, capsys: Output
) -> None:
    path = by_year(tmp_path / "a.xlsx")
    kept(root, path, capsys, (old, new))
    assert main(["--root", str(root), "excel", "in", str(path)]) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.startswith("data/excel/a.yaml:")
    found = [str(one) for one in maps_examined(root, load_dataset(root))]
    assert "".join(found) in told.replace("\n\n", "\n") or said in "".join(found)


def test_what_a_map_has_still_to_say_is_a_notice_and_what_is_no_map_an_error(
    root: Path, tmp_path: Path, capsys: Output
) -> None:
    taken(root, by_year(tmp_path / "a.xlsx"), capsys, "--write")
    (root / "data/excel/b.xlsx").touch()
    found = {(one.severity, str(one.where)) for one in maps_examined(root, load_dataset(root))}
    assert found == {("warning", "data/excel/a.yaml:9:9"), ("error", "data/excel/b.xlsx")}
