"""Figures to Excel and back: what was changed lands on its line, what can't be taken is named by its cell, nothing else moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from hgz_report.cli.main import main
from hgz_report.data.load.load import load_dataset
from hgz_report.workshop.excel.sheet_columns import LONG_HEADS
from tests.tools.project import ROOT, change, contents
from tests.tools.sample import FILES
from tests.tools.tabled import errors, refused, tabled_project, taken

Output = pytest.CaptureFixture[str]
HEADS = {head: number for number, head in enumerate(LONG_HEADS, 1)}
PILOTS, TARGET = "chengdu.pilot_platforms@2024", "chengdu.pilot_platforms@2025:target"
GDP, SHARE, GROWTH = "zibo.gdp@2023", "national.gdp_share@2023", "zibo.va_growth@2023"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tabled_project(tmp_path / "project")


class Table:
    """A table that went out and that somebody changes."""

    def __init__(self, root: Path, *words: str) -> None:
        (root.parent / "表.xlsx").unlink(missing_ok=True)
        self.root, self.path = root, root.parent / "表.xlsx"
        assert main(["--root", str(root), "excel", "out", str(self.path), *words]) == 0
        self.book: Any = openpyxl.load_workbook(self.path)

    def row(self, name: str, sheet: str = "事实") -> int:
        return next(int(row[0].row) for row in self.book[sheet].iter_rows() if row[0].value == name)

    def cell(self, name: str, head: str) -> Any:
        return self.book["事实"].cell(self.row(name), HEADS[head])

    def new(self, **said: object) -> int:
        row = self.row(GROWTH) + 30
        for head, value in said.items():
            self.book["事实"].cell(row, HEADS[head]).value = value
        return row

    def back(self, capsys: Output, *words: str) -> Any:
        self.book.save(self.path)
        return taken(self.root, self.path, capsys, *words)


def test_a_table_that_nobody_changed_changes_nothing(root: Path, capsys: Output) -> None:
    told = Table(root).back(capsys)
    assert (told["changes"], told["new"], told["refused"], told["remarks"]) == ([], [], [], [])


def test_all_facts_of_the_repository_go_out_and_come_back_as_they_are(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "表.xlsx"
    assert main(["--root", str(ROOT), "excel", "out", str(path)]) == 0
    told = taken(ROOT, path, capsys)
    assert (told["changes"], told["new"], told["refused"]) == ([], [], [])


def test_the_same_data_give_the_same_bytes(root: Path, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert main(["--root", str(root), "excel", "out", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_table_that_is_there_is_not_written_over(root: Path, capsys: Output) -> None:
    path = root.parent / "表.xlsx"
    path.write_bytes(b"somebody's")
    assert main(["--root", str(root), "excel", "out", str(path)]) == 1
    assert "已经有这个文件" in capsys.readouterr().err
    assert path.read_bytes() == b"somebody's"


def test_ids_are_locked_choices_are_listed_heads_stay_and_definitions_are_noted(root: Path) -> None:
    change(root / "data/indicators.yaml", "unit: 亿元\n", "unit: 亿元\n    definition: 现价\n")
    book = Table(root).book
    sheet = book["事实"]
    assert sheet.protection.sheet
    assert sheet["A2"].protection.locked and not sheet["E2"].protection.locked
    assert sheet.freeze_panes == "D2"
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert any("准数" in str(rule.formula1) for rule in rules.values())
    assert any("$A$2" in str(rule.formula1) and "出处" in str(rule.formula1) for rule in rules.values())
    assert any(rule.type == "decimal" for rule in rules.values())
    assert [cell.comment.text for row in sheet for cell in row if cell.comment] == ["口径：现价"]
    assert book["_原值"].sheet_state == "veryHidden"


def test_every_sheet_prints_on_a4_across_with_its_heads_on_each_page(root: Path) -> None:
    book = Table(root).book
    pages = {one.title: (one.page_setup.orientation, one.page_setup.paperSize, one.print_title_rows) for one in book}
    del pages["_原值"]
    heads = {"宽表": "$1:$7", "报送·成都高新区": "$3:$3", "报送·淄博高新区": "$3:$3"}
    assert pages == {name: ("landscape", 9, heads.get(name, "$1:$1")) for name in pages}
    assert book["宽表"].print_title_cols == "$A:$B"
    assert book["报送·成都高新区"].page_setup.fitToWidth in (None, 1)


def test_the_wide_sheet_has_what_zones_share_and_what_one_has_in_this_period(root: Path) -> None:
    wide = Table(root, "--period", "2024").book["宽表"]
    names = [cell.value for cell in wide[3]][2:]
    assert "pilot_platforms" in names
    assert "rank" not in names
    assert "rank" in [cell.value for cell in Table(root, "--period", "2023", "--indicators", "rank").book["宽表"][3]]


def test_changes_are_shown_by_cell_and_line_and_written_only_when_asked(root: Path, capsys: Output) -> None:
    table = Table(root)
    table.cell(PILOTS, "数值").value = 52
    table.cell(PILOTS, "说明").value = "管委会来函更正"
    table.cell(TARGET, "限定").value = "超过"
    table.cell(SHARE, "限定").value = "准数"
    before = contents(root / "data")
    told = table.back(capsys)
    row = table.row(PILOTS)
    found = {one["cell"]: (one["file"], one["line"], one["field"], one["old"], one["new"]) for one in told["changes"]}
    assert found[f"事实!E{row}"] == ("data/zones/chengdu.yaml", 11, "value", "49", "52")
    assert found[f"事实!M{row}"][2:] == ("note", "", "管委会来函更正")
    assert contents(root / "data") == before
    assert table.back(capsys, "--write")["written"]
    text = (root / "data/zones/chengdu.yaml").read_text(encoding="utf-8")
    assert text == (
        FILES["zones/chengdu.yaml"]
        .replace("value: 49\n", "value: 52\n")
        .replace("confidence: B\n", "confidence: B\n    note: 管委会来函更正\n", 1)
        .replace("value: 60\n", "value: 60\n    qualifier: over\n")
    )
    assert (root / "data/national.yaml").read_text(encoding="utf-8") == FILES["national.yaml"].replace(
        "    qualifier: about\n", ""
    )
    assert table.back(capsys)["changes"] == []


def test_a_new_row_becomes_a_fact_beside_those_of_its_indicator(root: Path, capsys: Output) -> None:
    table = Table(root)
    table.new(归属="成都高新区", 指标="中试平台", 时期="2025", 数值=58, 出处="z_xa_pr", 位置="第2页")
    told = table.back(capsys, "--write")
    assert [one["owner"] for one in told["new"]] == ["chengdu"]
    text = (root / "data/zones/chengdu.yaml").read_text(encoding="utf-8")
    keys = (
        "- indicator: pilot_platforms",
        "period: 2025",
        "value: 58",
        "source: z_xa_pr",
        "locator: 第2页",
        "confidence: A",
    )
    added = "".join(f"{' ' * (4 if number else 2)}{key}\n" for number, key in enumerate(keys))
    assert text.replace(added, "") == FILES["zones/chengdu.yaml"]
    assert text.index("value: 60") < text.index("value: 58")
    again = table.back(capsys)
    assert "已有这一条" in next(iter(refused(again).values()))


Trap = Callable[[Table], object]


def put(name: str, head: str, value: object, number_format: str = "") -> Trap:
    def change_cell(table: Table) -> None:
        table.cell(name, head).value = value
        if number_format:
            table.cell(name, head).number_format = number_format

    return change_cell


def merged(table: Table) -> None:
    row = table.row(PILOTS)
    table.book["事实"].merge_cells(f"E{row}:E{row + 1}")


def hidden(table: Table) -> None:
    table.cell(PILOTS, "数值").value = 52
    table.book["事实"].row_dimensions[table.row(PILOTS)].hidden = True


def hidden_column(table: Table) -> None:
    table.cell(PILOTS, "数值").value = 52
    table.book["事实"].column_dimensions["E"].hidden = True


@pytest.mark.parametrize(
    ("trap", "place", "said"),
    [
        (put(PILOTS, "数值", "=40+9"), "E", "公式没有算出的数，没有当作空格"),
        (put(PILOTS, "说明", "=A1"), "M", "公式没有算出的数"),
        (put(PILOTS, "数值", None), "E", "没有当作删去"),
        (put(PILOTS, "数值", "#N/A"), "E", "错误值"),
        (put(PILOTS, "数值", datetime(2024, 1, 2)), "E", "日期"),  # noqa: DTZ001
        (put(PILOTS, "数值", 0.5, "0.0%"), "E", "百分比格式，这个数的单位是“个”"),
        (put(PILOTS, "数值", "49平方公里"), "E", "单位是“平方公里”，这一格的单位是“个”"),
        (put(PILOTS, "数值", "约50"), "E", "不只是数"),
        (put(PILOTS, "数值", "五十"), "E", "不是数"),
        (put(PILOTS, "数值", True), "E", "逻辑值"),
        (put(PILOTS, "时期", datetime(2024, 5, 1)), "D", "时期被改成了日期"),  # noqa: DTZ001
        (put(PILOTS, "时期", "去年"), "D", "写法不认识"),
        (put(PILOTS, "限定", "差不多"), "G", "不是可选的"),
        (put(PILOTS, "出处", "没有登记的"), "J", "没有登记"),
        (put(PILOTS, "说明", "两\n行"), "M", "换行"),
        (put(PILOTS, "说明", "一_x000D_二"), "M", "换行"),
        (put(PILOTS, "说明", "一\xa0二"), "M", "不间断空格"),
        (put(PILOTS, "编号", "chengdu.pilots@2024"), "A", "编号改过"),
        (merged, "E", "合并的格子"),
        (hidden, "E", "藏着"),
        (hidden_column, "E", "藏着"),
    ],
)
def test_each_trap_is_refused_by_the_name_of_its_cell(
    trap: Trap, place: str, said: str, root: Path, capsys: Output
) -> None:
    table = Table(root)
    row = table.row(PILOTS)
    trap(table)
    told = table.back(capsys)
    assert said in refused(told)[f"事实!{place}{row}"]
    assert told["changes"] == []


def test_an_id_that_stands_twice_is_taken_once(root: Path, capsys: Output) -> None:
    table = Table(root)
    row = table.row(TARGET)
    table.cell(TARGET, "编号").value = PILOTS
    told = table.back(capsys)
    assert "出现了两次" in refused(told)[f"事实!A{row}"]


@pytest.mark.parametrize(
    ("name", "value", "number_format", "new", "said"),
    [
        (PILOTS, "52", "@", "52", "是文字，读作 52"),
        (PILOTS, "５２", "@", "52", "是文字，读作 52"),
        (PILOTS, "1,052个", "@", "1052", "是文字，读作 1052"),
        (GROWTH, 0.081, "0.0%", "8.1", "百分比格式，读作 8.1%"),
        (GROWTH, 8.699999999999999, "", "8.7", ""),
        (GROWTH, "－2.5", "@", "-2.5", "读作 -2.5"),
    ],
)
def test_what_is_surely_meant_is_taken_and_said(
    name: str, value: object, number_format: str, new: str, said: str, root: Path, capsys: Output
) -> None:
    table = Table(root)
    put(name, "数值", value, number_format)(table)
    told = table.back(capsys)
    assert [one["new"] for one in told["changes"]] == [new]
    assert said in "".join(one["what"] for one in told["remarks"])
    assert told["refused"] == []


def test_ids_that_changed_places_take_nothing_along(root: Path, capsys: Output) -> None:
    table = Table(root)
    one, other = table.cell(GDP, "编号"), table.cell(GROWTH, "编号")
    one.value, other.value = GROWTH, GDP
    told = table.back(capsys)
    assert told["changes"] == []
    assert ["规模以上工业增加值增速" in one for one in refused(told).values()] == [True, True]


def test_of_two_columns_with_one_head_the_first_is_read(root: Path, capsys: Output) -> None:
    table = Table(root)
    table.book["事实"].cell(1, len(LONG_HEADS) + 2).value = "数值"
    table.book["事实"].cell(table.row(PILOTS), len(LONG_HEADS) + 2).value = 77
    told = table.back(capsys)
    assert told["changes"] == []
    assert "“数值”有两列" in "".join(refused(told).values())


def test_a_fact_that_came_after_the_table_went_out_is_no_empty_cell(root: Path, capsys: Output) -> None:
    table = Table(root, "--period", "2023")
    text = (root / "data/zones/zibo.yaml").read_text(encoding="utf-8")
    fact = text[text.index("  - indicator: rank") : text.index("  - indicator: cycle_time")]
    (root / "data/zones/chengdu.yaml").write_text(
        FILES["zones/chengdu.yaml"]
        .replace("\npractices:", f"\n{fact}\npractices:")
        .replace("B\n\n  - ind", "B\n  - ind"),
        encoding="utf-8",
    )
    told = table.back(capsys)
    assert (told["changes"], told["refused"]) == ([], [])


def test_a_row_that_was_taken_out_takes_nothing_out_of_the_data(root: Path, capsys: Output) -> None:
    table = Table(root)
    table.book["事实"].delete_rows(table.row(TARGET))
    told = table.back(capsys, "--write")
    assert not told["written"]
    assert f"少了 1 行（{TARGET}）" in told["remarks"][0]["what"]


def test_data_that_moved_on_meanwhile_are_not_turned_back(root: Path, capsys: Output) -> None:
    table = Table(root)
    change(root / "data/zones/chengdu.yaml", "value: 60", "value: 61")
    assert table.back(capsys)["changes"] == []
    table.cell(TARGET, "数值").value = 62
    told = table.back(capsys)
    assert "表里由“60”改成“62”，数据里这期间已改成“61”" in refused(told)[f"事实!E{table.row(TARGET)}"]


def test_what_other_office_programs_make_of_ids_is_known(root: Path, capsys: Output) -> None:
    change(root / "data/zones/chengdu.yaml", "source: article-2024", "source: z_xa_pr")
    table = Table(root)
    table.cell(PILOTS, "出处").value = "z\npr"
    told = table.back(capsys)
    assert (told["changes"], told["refused"]) == ([], [])


def test_what_the_gate_has_against_the_outcome_is_said_and_keeps_it_from_being_written(
    root: Path, capsys: Output
) -> None:
    before = contents(root / "data")
    table = Table(root)
    table.cell("zibo.rank@2023", "数值").value = -3
    told = table.back(capsys, "--write")
    assert errors(told)[0]["file"] == "data/zones/zibo.yaml"
    assert not told["written"]
    assert contents(root / "data") == before


def test_a_fact_that_others_name_can_not_lose_its_name(root: Path, capsys: Output) -> None:
    table = Table(root)
    table.cell(TARGET, "时期").value = "2026"
    told = table.back(capsys)
    assert any("pilot_platforms@2025:target" in one["what"] for one in told["findings"])


def test_the_wide_sheet_takes_numbers_and_new_ones_with_the_source_above_them(root: Path, capsys: Output) -> None:
    table = Table(root, "--period", "2024", "--indicators", "pilot_platforms", "rank")
    wide = table.book["宽表"]
    names = {cell.value: cell.column for cell in wide[3]}
    chengdu, zibo = table.row("chengdu", "宽表"), table.row("zibo", "宽表")
    wide.cell(chengdu, names["pilot_platforms"]).value = 53
    wide.cell(zibo, names["pilot_platforms"]).value = 7
    wide.cell(zibo, names["rank"]).value = 61
    wide.cell(5, names["rank"]).value = "z_xa_pr"
    wide.cell(6, names["rank"]).value = "附表"
    told = table.back(capsys)
    assert [(one["fact"], one["old"], one["new"]) for one in told["changes"]] == [(PILOTS, "49", "53")]
    assert [(one["owner"], one["fact"]["indicator"], one["fact"]["locator"]) for one in told["new"]] == [
        ("zibo", "rank", "附表")
    ]
    assert "没有写出处" in "".join(refused(told).values())
    wide.cell(chengdu, names["pilot_platforms"]).value = None
    assert "没有当作删去" in "".join(refused(table.back(capsys)).values())


def test_a_form_asks_what_is_due_and_brings_it_back(root: Path, capsys: Output) -> None:
    table = Table(root, "--forms", "--zones", "成都高新区")
    assert table.book.sheetnames == ["报送·成都高新区", "_原值"]
    form = table.book["报送·成都高新区"]
    row = table.row("chengdu.pilot_platforms@2025", form.title)
    assert form.cell(row, 3).value == "60个（2025年目标）"
    form.cell(row, 5).value = 58
    form.cell(row, 7).value = "2025年统计快报第2页"
    assert "没有写出处" in "".join(refused(table.back(capsys)).values())
    told = table.back(capsys, "--source", "z_xa_pr", "--write")
    assert told["new"][0]["fact"] == {
        "indicator": "pilot_platforms", "period": "2025", "value": "58", "source": "z_xa_pr",
        "locator": "2025年统计快报第2页", "confidence": "A",
    }  # fmt: skip
    assert told["written"]
    assert table.back(capsys, "--source", "z_xa_pr")["new"] == []
    assert load_dataset(root).facts["chengdu.pilot_platforms@2025"].fact.value == 58


def test_an_answer_to_a_gap_is_left_to_the_editor(root: Path, capsys: Output) -> None:
    table = Table(root, "--forms")
    form = table.book["报送·淄博高新区"]
    form.cell(table.row("zibo/缺口1", form.title), 5).value = 120
    assert "答复“120”" in "".join(refused(table.back(capsys)).values())


def test_a_hidden_sheet_and_one_that_is_not_ours_are_said(root: Path, capsys: Output) -> None:
    table = Table(root)
    table.book["宽表"].sheet_state = "hidden"
    table.book.create_sheet("杂记")["A1"] = "x"
    said = {one["cell"]: one["what"] for one in table.back(capsys)["remarks"]}
    assert said == {"宽表": "藏着的表，没有读", "杂记": "不是导出的表，没有读"}


@pytest.mark.parametrize(
    ("words", "said"), [(["--zones", "成都高新"], "是不是"), (["--indicators", "中试"], "没有“中试”这个指标")]
)
def test_only_what_there_is_can_go_out(words: list[str], said: str, root: Path, capsys: Output) -> None:
    assert main(["--root", str(root), "excel", "out", str(root.parent / "表.xlsx"), *words]) == 1
    assert said in capsys.readouterr().err


def test_a_file_that_is_no_table_ends_with_2(root: Path, tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "表.xlsx").write_text("指标,数值", encoding="utf-8")
    assert main(["--root", str(root), "excel", "in", str(tmp_path / "表.xlsx")]) == 2
    assert "不是 Excel 工作簿" in capsys.readouterr().err


def strangers(path: Path, *, unit: str = "（亿元）") -> Path:
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet("表3-2")
    page.merge_range("A1:D1", "主要指标（2025年）")
    page.merge_range("A2:A3", "高新区")
    for column, (name, said) in enumerate((("地区生产总值", unit), ("规上工业增加值增速", "（%）"), ("备注", "")), 1):
        page.write_row(1, column, [name])
        page.write_row(2, column, [said])
    page.write_row("A4", ["成都高新技术产业开发区", 3600.5])
    page.write_number("C4", 0.062, book.add_format({"num_format": "0.0%"}))
    page.write_row("A5", ["淄博国家高新区", "0.13亿元", 5.1])
    page.write_row("A6", ["某高新区", 1, 2])
    page.write_row("A7", ["合计", 9, 9])
    book.close()
    return path


def test_a_strangers_table_is_taken_in_three_steps(root: Path, tmp_path: Path, capsys: Output) -> None:
    path = strangers(tmp_path / "年鉴.xlsx")
    file = root / "data/excel/年鉴.yaml"
    guess = taken(root, path, capsys, "--write")["guess"]
    assert (guess["sheet"], guess["heads"], guess["zones"], guess["period"]) == ("表3-2", 3, "A", "2025")
    assert {at: one["indicator"] for at, one in guess["columns"].items()} == {"B": "gdp", "C": "va_growth"}
    assert guess["names"] == {"某高新区": "", "合计": ""}
    told = file.read_text(encoding="utf-8")
    assert main(["--root", str(root), "excel", "in", str(path)]) == 1
    assert "没有写 source" in capsys.readouterr().err
    file.write_text(
        told.replace("source: ''", "source: z_xa_pr").replace("locator: ''", "locator: 表3-2"), encoding="utf-8"
    )
    found = taken(root, path, capsys, "--write")
    assert found["written"]
    assert found["refused"] == []
    facts = load_dataset(root).facts
    values = {name: str(facts[name].fact.value) for name in facts if facts[name].fact.source == "z_xa_pr"}
    assert values == {
        "chengdu.gdp@2025": "3600.5", "chengdu.va_growth@2025": "6.2", "zibo.gdp@2025": "0.13", "zibo.va_growth@2025": "5.1",
    }  # fmt: skip
    assert taken(root, path, capsys)["new"] == []


def test_a_strangers_table_that_has_moved_is_not_read_by_an_old_map(root: Path, tmp_path: Path, capsys: Output) -> None:
    path = strangers(tmp_path / "年鉴.xlsx")
    taken(root, path, capsys, "--write")
    change(root / "data/excel/年鉴.yaml", "source: ''", "source: z_xa_pr")
    told = taken(root, strangers(tmp_path / "b.xlsx", unit="（万元）"), capsys, "--map", "年鉴")
    assert "表头是“地区生产总值/（万元）”，对照表里写的是“地区生产总值/（亿元）”" in refused(told)["表3-2!B3"]
    assert {one["fact"]["indicator"] for one in told["new"]} == {"va_growth"}


def test_a_value_that_another_source_gives_is_not_replaced(root: Path, tmp_path: Path, capsys: Output) -> None:
    path = strangers(tmp_path / "年鉴.xlsx")
    taken(root, path, capsys, "--write")
    file = root / "data/excel/年鉴.yaml"
    change(file, "source: ''", "source: z_xa_pr")
    change(file, "period: '2025'", "period: '2023'")
    told = taken(root, path, capsys)
    assert "数据里是1234.50万元" in refused(told)["表3-2!B5"]
    assert "conflicts" in told["refused"][0]["hint"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("indicator: gdp\n", "indicator: gpd\n", "没有“gpd”这个指标"),
        ("sheet: 表3-2", "sheet: 表3-3", "文件里没有“表3-3”这张表"),
        ("source: ''", "source: nobody", "没有登记“nobody”"),
        ("indicator: gdp\n", "indicator: gdp\n    unit: 家\n", "不能换算"),
        ("某高新区: ''", "某高新区: nowhere", "“nowhere”不是高新区的文件名"),
        ("heads: 3", "haeds: 3", "haeds"),
    ],
)
def test_a_map_with_mistakes_is_told_where(
    old: str, new: str, said: str, root: Path, tmp_path: Path, capsys: Output
) -> None:
    path = strangers(tmp_path / "年鉴.xlsx")
    taken(root, path, capsys, "--write")
    change(root / "data/excel/年鉴.yaml", old, new)
    assert main(["--root", str(root), "excel", "in", str(path), "--source", "z_xa_pr"]) == 1 or "nobody" in new
    told = capsys.readouterr().err
    assert said in told and "data/excel/年鉴.yaml" in told


def test_a_table_without_zones_is_not_guessed_at(root: Path, tmp_path: Path, capsys: Output) -> None:
    book = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    book.add_worksheet("表").write_row("A1", ["甲", "乙"])
    book.close()
    assert main(["--root", str(root), "excel", "in", str(tmp_path / "a.xlsx")]) == 2
    assert "没有一张表认得出高新区" in capsys.readouterr().err
