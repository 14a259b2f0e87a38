"""What a kind of paper switches on in its report.yaml: no talk of sources on the first page, nobody speaks, budgets."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from msgspec.structs import replace

from hgz_report.checks.prose.documents import Granted, lint_document
from hgz_report.checks.prose.lint import lint
from hgz_report.data.dataset import Dataset
from hgz_report.narrate.report_file import Budgets
from hgz_report.narrate.reports import Report
from hgz_report.origin import DataText, attributed
from tests.tools.telling import sample, told

TITLE = attributed("中试先行", DataText("templates/short/report.yaml", 1, 1, "title"))
STRICT = Report(
    "short", TITLE, "", (), "chengdu", "short", (),
    budgets=Budgets(title=8, finding=20, prose=40, cell=6, caption=5), lint=("front", "voice", "filler"),
)  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return sample(tmp_path_factory.mktemp("data"))


def found(root: Path, data: Dataset, template: str, report: Report = STRICT) -> list[str]:
    document = replace(told(root, data, template), slug=report.slug, title=report.title)
    return [
        f"{one.rule.id} {one.note}".strip()
        for one in lint((), lint_document(document, report, Granted()))
        if one.rule.id[0] in "FB"
    ]


@pytest.mark.parametrize(
    ("template", "rules"),
    [
        ("> 数实融合未见材料。", ["F01"]),
        ("> 文章点名。", ["F01"]),
        ("> 佐证最多的是成都。", ["F01"]),
        ("> 材料集中在科产融合。", ["F01"]),
        ("> 储能材料、新材料见长。", []),
        ("# 甲\n\n文章点名。", []),
        ("# 甲\n\n任务按统一规则推出。", ["F02"]),
        ("# 甲\n\n各期见随附的数据表。", ["F02"]),
        ("# 甲\n\n补齐后再定举措。", ["F03"]),
        ("> 中试接上了科研和产业。", []),
        ("> 一二三四五六七八九十，一二三四五六七八九十。", ["B02 22字，最多20字"]),
        ("# 甲\n\n" + "一二三四五六七八九十" * 4 + "。", ["B03 41字，最多40字"]),
        ("::: aside\n" + "一二三四五六七八九十" * 5 + "\n:::", []),
        ("| 甲 | 乙 |\n|---|---|\n| 一二三四五六七 | 丙 |\n\n: 表 {#t}", ["B04 7字，最多6字"]),
        ("| 甲 | 乙 |\n|---|---|\n| 一 | 丙 |\n\n: 一二三四五六 {#t}", ["B05 6字，最多5字"]),
    ],
)
def test_a_paper_is_held_to_what_it_switched_on(tmp_path: Path, data: Dataset, template: str, rules: list[str]) -> None:
    expected = sorted(rule[:3] for rule in rules)
    said = found(tmp_path, data, template)
    assert sorted(one[:3] for one in dict.fromkeys(said)) == expected
    assert {rule for rule in rules if " " in rule} <= set(said)


def test_a_title_has_a_budget_and_is_on_the_first_page(tmp_path: Path, data: Dataset) -> None:
    long = replace(STRICT, title=attributed("文章里的中试平台建设情况", TITLE.pieces[0].origin))
    assert {one[:3] for one in found(tmp_path, data, "甲。", long)} == {"F01", "B01"}


def test_a_paper_that_switched_nothing_on_is_not_looked_at(tmp_path: Path, data: Dataset) -> None:
    free = replace(STRICT, budgets=Budgets(), lint=())
    assert found(tmp_path, data, "> 数实融合未见材料，文章没有写，补齐后再定。", free) == []


def test_a_sentence_of_nine_thousand_marks_is_looked_through_at_once(tmp_path: Path, data: Dataset) -> None:
    began = process_time()
    found(tmp_path, data, "甲" + "、" * 9_000 + "乙。")
    assert process_time() - began < 5
