"""What a fact's own note says of it: that it is no result, that it is one, another number, another unit."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hgz_report.checks.data import natures, times, typed
from hgz_report.checks.data.edition_data import EditionData
from hgz_report.edition.config import load_config
from tests.tools.project import ROOT
from tests.tools.shipped import shipped
from tests.tools.slips import Slip

DAY = load_config(ROOT).date
DATA = shipped()
RULES = (times.said_otherwise, times.tentative_still, typed.note_contradicts, natures.nothing, natures.steep)
GDP = "zibo.gdp@2022"


def said(fact: str, **new: Any) -> list[str]:
    """What the rules say of a shipped fact with other keys."""
    book = EditionData(Slip("", "", {fact: new}).made_in(DATA), DAY)
    return [remark.what for rule in RULES for remark in rule(book) if remark.fact.partition(":")[0] == fact]


@pytest.mark.parametrize(
    "note",
    [
        "计划数。",
        "尚未统计。",
        "预计全年达到。",
        "初步核算数。",
        "初步统计。",
        "快报数。",
        "目标数。",
        "力争完成。",
        "拟于年内建成。",
        "将在年底达到。",
        "预计同比增长。",
        "2022年预计数。",
        "2023年1月公布的预计数。",
    ],
)
def test_an_actual_value_that_its_note_calls_no_result_is_noticed(note: str) -> None:
    assert any("写作实绩" in what for what in said(GDP, note=note))


@pytest.mark.parametrize(
    "note",
    [
        "高于年初的预计数。",
        "计划总投资，不是完成投资。",
        "2025年将达到更高水平。",
        "与预计数一致。",
        "初步核算数已修订，此为修订后的数。",
        "来源采用虚拟建模口径。",
        "将两个园区合并统计。",
    ],
)
def test_a_note_that_speaks_of_something_else_is_left_alone(note: str) -> None:
    assert said(GDP, note=note) == []


@pytest.mark.parametrize("note", ["实际完成数。", "已完成。", "年底已建成。", "实际达到。"])
def test_a_target_that_its_note_calls_met_is_noticed(note: str) -> None:
    assert any("写作目标" in what for what in said(GDP, status="target", note=note))


@pytest.mark.parametrize("note", ["尚未完成。", "计划完成数。", "2025年的目标。"])
def test_a_target_that_is_still_one_is_left_alone(note: str) -> None:
    assert not any("写作目标" in what for what in said(GDP, status="target", note=note))


@pytest.mark.parametrize("status", ["estimate", "preliminary"])
def test_what_is_long_past_is_no_estimate_unless_its_note_says_so(status: str) -> None:
    assert any("过去已有一年半" in what for what in said(GDP, status=status))
    assert said(GDP, status=status, note="2023年1月公布的初步数、预计数。") == []


@pytest.mark.parametrize(
    ("note", "noticed"),
    [
        ("总量达到380亿元。", True),
        ("原文作738.3亿元。", True),
        ("总量达到0.0738万亿元。", True),
        ("总量达到378.3亿元。", False),
        ("总量达到3783000万元。", False),
        ("上年为337亿元。", False),
        ("全市为4402亿元。", False),
        ("其中工业200亿元。", False),
        ("统计企业120家。", False),
        ("由200亿元升至300亿元。", False),
        ("原文单位为万元。", True),
        ("单位：万亿元。", True),
        ("原文单位为万元，换算成亿元。", False),
        ("原文单位为亿元。", False),
    ],
)
def test_a_note_with_another_number_or_unit_is_noticed(note: str, noticed: bool) -> None:
    assert any("note 却" in what for what in said(GDP, note=note)) == noticed


def test_an_amount_of_nothing_and_steep_growth_are_noticed() -> None:
    assert any("像是没有查到" in what for what in said(GDP, value=Decimal(0)))
    assert any("很少有这样的增速" in what for what in said("zibo.city_upgrade_done_growth@2023", value=Decimal("57.7")))
