"""manifest.json and facts.csv: what an edition says of itself, the same on every machine."""

from __future__ import annotations

import csv
import getpass
import hashlib
import io
import platform
import re
import socket
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import ChartBlock, Document, FactRef, Paragraph, Strong, Text
from hgz_report.document.chart import Plot, Point, Series
from hgz_report.edition.fact_rows import document_figures, figure_rows
from hgz_report.edition.own_files import as_json
from hgz_report.edition.paper import Made
from hgz_report.edition.record import (
    facts_csv,
    input_hashes,
    manifest,
    sha256,
)
from hgz_report.edition.shelf import FileContent
from hgz_report.origin import Derived, Fact
from hgz_report.problems import Where
from tests.tools.telling import PROPERTIES, sample, told

HEAD = [
    "报告",
    "印出",
    "编号",
    "归属",
    "指标",
    "时期",
    "数值",
    "单位",
    "限定",
    "性质",
    "可信度",
    "出处",
    "位置",
    "说明",
    "数据文件",
    "模板",
]
INPUTS = {"data/a.yaml": "0" * 64, "templates/b.md.j2": "1" * 64}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return sample(tmp_path_factory.mktemp("data"))


def made(slug: str, *refs: FactRef, files: dict[str, bytes] | None = None) -> Made:
    document = Document(slug, f"{slug}的题目", (Paragraph(refs, where=Where("t.md.j2", 3)),), PROPERTIES)
    return finished(document, 4, files or {f"{slug}.pdf": b"pdf"})


@cache
def sample_data() -> Dataset:
    with TemporaryDirectory() as folder:
        return sample(Path(folder))


def finished(document: Document, pages: int = 1, files: dict[str, bytes] | None = None) -> Made:
    """What a job would say of a document."""
    printed = document_figures(document)
    contents = {name: FileContent.of(data) for name, data in (files or {}).items()}
    return Made(
        document.slug, document.title, pages, len({fact for fact, _ in printed}), contents, FileContent.of(b"{}"), b"{}", {},
        figure_rows(document.slug, printed, sample_data()),
    )  # fmt: skip


def rows(made: list[Made], order: list[str]) -> list[list[str]]:
    text = facts_csv(made, order).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def record(items: list[Made], order: list[str]) -> dict[str, Any]:
    return manifest("2026-Q4", "2026-11-23", items, INPUTS, {"仿宋": "FangSong"}, ["提醒"], order)


PLATFORMS = FactRef("49个", Fact("chengdu.pilot_platforms@2024"))


# -- facts.csv --------------------------------------------------------------------------------------------------------


def test_facts_open_in_excel_as_they_are(data: Dataset) -> None:
    content = facts_csv([made("chengdu", PLATFORMS)], ["chengdu"])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == 2


def test_a_figure_is_listed_with_all_there_is_to_trace_it(data: Dataset) -> None:
    head, row = rows([made("chengdu", PLATFORMS)], ["chengdu"])
    assert head == HEAD
    assert row == [
        "chengdu", "49个", "chengdu.pilot_platforms@2024", "成都高新区", "中试平台", "2024", "49", "个", "exact", "actual", "B",
        "迈向高智绿 探索新型工业化“高新”范式", "第二节，成都高新区段", "", "data/zones/chengdu.yaml:9:5", "t.md.j2:3",
    ]  # fmt: skip


def test_every_bound_figure_of_a_report_is_listed_once_and_sources_are_not(tmp_path: Path, data: Dataset) -> None:
    template = (
        '# 甲\n{{ fact("pilot_platforms") }}{{ fact("pilot_platforms") }}{{ fact("pilot_platforms").cite }}[^n]\n\n'
        '**{{ fact("pilot_platforms", "2025:target") }}**\n\n| 甲 | 乙 |\n|---|---|\n'
        '| {{ count(facts(), "条", "事实") }} | {{ fact("gdp", 2023, "zibo") }} |\n\n: 表\n\n'
        '[^n]: 注{{ fact("rank", 2023, "zibo") }}\n'
    )
    document = told(tmp_path, data, template)
    listed = rows([finished(document)], ["short"])[1:]
    assert sorted(row[2] for row in listed) == [
        "chengdu.pilot_platforms@2024", "chengdu.pilot_platforms@2025:target", "count:chengdu.事实", "zibo.gdp@2023",
        "zibo.rank@2023",
    ]  # fmt: skip


def test_a_figure_that_only_a_chart_shows_is_listed_too(data: Dataset) -> None:
    fact = "chengdu.pilot_platforms@2024"
    series = Series("中试平台", (Point(Decimal(49), "49", fact), Point()))
    chart = ChartBlock(Plot("column", ("2024", "2025"), (series,), "个"), (Text("图"),), "柱状图", where=Where("c", 1))
    item = finished(Document("chengdu", "题", (chart,), PROPERTIES))
    assert [(row[1], row[2], row[-1]) for row in rows([item], ["chengdu"])[1:]] == [("49", fact, "c:1")]
    assert record([item], ["chengdu"])["reports"][0]["facts"] == 1


def test_a_figure_in_two_wordings_is_listed_in_both(data: Dataset) -> None:
    refs = (PLATFORMS, FactRef("49", Fact(PLATFORMS.fact, part="number")))
    assert [row[1] for row in rows([made("chengdu", *refs)], ["chengdu"])[1:]] == ["49个", "49"]


def test_a_computed_value_is_listed_by_its_formula(data: Dataset) -> None:
    (row,) = rows([made("chengdu", FactRef("81.7%", Derived("completion", ("a", "b"))))], ["chengdu"])[1:]
    assert row[:3] == ["chengdu", "'81.7%", "completion(a,b)"]
    assert len(row) == len(HEAD)


RUN = [
    "=1+1",
    "+1",
    "@SUM(A1)",
    "-1+1",
    "\t=1",
    "\r=1",
    " =1",
    '=HYPERLINK("http://x")',
    "-甲",
    "＝1+1",
    "－1+1",
    "＠SUM(A1)",
]
RETYPED = [
    "1/2", "1/3", "1 1/2", "2024-04-26", "2024-10", "1-3", "2024/4/26", "2024.4.26", "2024年4月26日", "2024年4月", "4月26日",
    "8.1%", "-8.1%", "007", "1e5", "1,234", "12345678901234567", "12:30", "3-May", "May 2024", "TRUE", "false", "#N/A",
    "(5)", "¥5", "１／２",
]  # fmt: skip


@pytest.mark.parametrize("text", [*RUN, *RETYPED])
def test_no_cell_is_one_that_a_spreadsheet_runs_or_makes_something_else_of(data: Dataset, text: str) -> None:
    items = [made("chengdu", FactRef(text, Fact(text)))]
    (row,) = rows(items, ["chengdu"])[1:]
    assert row[1] == row[2] == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        "-1.5",
        "-3",
        "0.5",
        "2024",
        "49个",
        "下降1.5%",
        "3332.55亿元",
        "2024年",
        "第5位",
        "—",
        "5G",
        "甲=乙",
        "may",
        "national",
    ],
)
def test_numbers_stay_numbers_negative_ones_too_and_words_words(data: Dataset, text: str) -> None:
    assert rows([made("chengdu", FactRef(text, Fact("x")))], ["chengdu"])[1][1] == text


def test_reports_stand_in_the_order_of_the_edition_whatever_order_they_were_made_in(data: Dataset) -> None:
    items = [made(slug, PLATFORMS) for slug in ("zibo", "chengdu", "national")]
    order = ["national", "chengdu", "zibo"]
    assert [row[0] for row in rows(items, order)[1:]] == order
    assert [entry["slug"] for entry in record(items, order)["reports"]] == order


# -- manifest.json ----------------------------------------------------------------------------------------------------


def test_hashes_are_those_of_the_files(tmp_path: Path) -> None:
    assert sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (entry,) = record([made("chengdu", PLATFORMS, files={"chengdu.pdf": b"abc"})], ["chengdu"])["reports"]
    assert entry["files"] == {"chengdu.pdf": {"sha256": hashlib.sha256(b"abc").hexdigest(), "bytes": 3}}
    assert (entry["pages"], entry["facts"], entry["title"]) == (4, 1, "chengdu的题目")


def test_inputs_are_hashed_by_their_path_under_the_root_without_hidden_files(tmp_path: Path) -> None:
    for name in (
        "data/zones/a.yaml",
        "data/.a.swp",
        "data/__pycache__/x.pyc",
        "templates/t.md.j2",
        "report.toml",
        "other",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    found = input_hashes(tmp_path, ("data", "templates"), ("report.toml", "absent.toml"))
    assert found == {
        name: hashlib.sha256(name.encode()).hexdigest()
        for name in ("data/zones/a.yaml", "templates/t.md.j2", "report.toml")
    }


def test_the_hash_of_all_inputs_follows_each_of_them() -> None:
    def digest(inputs: dict[str, str]) -> str:
        return str(manifest("e", "d", [], inputs, {}, [], [])["inputs_sha256"])

    assert digest(INPUTS) == digest(dict(reversed(INPUTS.items())))
    assert len({digest(INPUTS), digest({}), digest(INPUTS | {"data/a.yaml": "2" * 64}), digest({"x": "0" * 64})}) == 4


def test_a_manifest_names_neither_clock_nor_machine_nor_person(tmp_path: Path) -> None:
    text = as_json(record([made("chengdu", PLATFORMS)], ["chengdu"])).decode()
    assert re.findall(r"\d\d:\d\d", text) == []
    assert set(re.findall(r"20\d\d-\d\d-\d\d", text)) == {"2026-11-23"}  # the edition's own day
    for name in (socket.gethostname(), getpass.getuser(), platform.node(), str(Path.home()), str(tmp_path)):
        assert f'"{name}"' not in text
        assert not name.startswith("/") or name not in text


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert as_json(record([made("chengdu")], ["chengdu"])) == as_json(record([made("chengdu")], ["chengdu"]))


def test_chinese_is_readable_in_the_manifest() -> None:
    assert "chengdu的题目" in as_json(record([made("chengdu")], ["chengdu"])).decode()


def test_emphasised_figures_count_as_figures(data: Dataset) -> None:
    document = Document("chengdu", "题", (Paragraph((Strong((PLATFORMS,)),)),), PROPERTIES)
    assert len(rows([finished(document)], ["chengdu"])) == 2
