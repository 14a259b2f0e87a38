"""What the calculating functions and the shared wordings print: the shipped words, on the sample with facts added."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.document.figures import fact_refs
from tests.tools.sample import FILES, write_sample
from tests.tools.telling import complaint, lines, told

WORDS = Path(__file__).with_name("standing.md.j2").read_text(encoding="utf-8")
_INDICATORS = """\
  profit:
    name: 利润总额
    unit: 亿元
    group: 规模
  output:
    name: 工业总产值
    unit: 亿元
    group: 规模
  inflow:
    name: 资金净流入
    unit: 亿元
    group: 规模
  energy:
    name: 单位产值能耗
    unit: 吨
    group: 绿色
  cloud_share:
    name: 上云企业占比
    kind: share
    unit: "%"
    group: 企业
"""
Given = tuple[str, str, str]
"""Indicator, period (with `:target`), value (with the qualifier before it)."""


def data_with(root: Path, *facts: Given) -> Dataset:
    files = dict(FILES)
    indicators = next(name for name in files if name.endswith("indicators.yaml"))
    zone = next(name for name in files if name.endswith("zibo.yaml"))
    files[indicators] += _INDICATORS
    files[zone] = files[zone].replace("facts:\n", "facts:\n" + "".join(map(_fact, facts)), 1)
    return load_dataset(write_sample(root, files))


def _fact(given: Given) -> str:
    indicator, time, amount = given
    period, _, status = time.partition(":")
    *qualifier, value = amount.split()
    number, _, unit = value.partition("|")
    rows = [f"- indicator: {indicator}", f"  period: {period}", f"  value: {number}"]
    rows += [f"  status: {status}"] if status else []
    rows += [f"  unit: {unit}"] if unit else []
    rows += [f"  qualifier: {qualifier[0]}"] if qualifier else []
    rows += ["  source: article-2024", "  locator: 第二节", "  confidence: B"]
    return "".join(f"  {row}\n" for row in rows)


def said(root: Path, template: str, *facts: Given) -> str:
    beside = {"shared/words.md.j2": WORDS}
    return "\n".join(lines(told(root, data_with(root, *facts), template, owner="zibo", beside=beside)))


TOWARD = (
    '{% from "shared/words.md.j2" import toward, lacking %}{% set f = latest("NAME") %}{{ toward(f, target_of(f)) }}。'
)
LACKING = TOWARD.replace("{{ toward(f, target_of(f)) }}。", "{{ lacking(f, target_of(f)) }}")


@pytest.mark.parametrize(
    ("name", "actual", "target", "expected"),
    [
        ("cloud_share", "1/2", "60", "2023年上云企业占比一半，完成2027年目标60%的83.3%，尚差10个百分点。"),
        ("cloud_share", "1/3", "60", "2023年上云企业占比1/3，完成2027年目标60%的55.6%，尚差26.67个百分点。"),
        ("cloud_share", "50", "2/3", "2023年上云企业占比50%，完成2027年目标2/3的75%，尚差16.67个百分点。"),
        ("output", "49", "60", "2023年工业总产值49亿元，完成2027年目标60亿元的81.7%，尚差11亿元。"),
        ("output", "99.96", "100", "2023年工业总产值99.96亿元，完成2027年目标100亿元的99.96%，尚差0.04亿元。"),
        (
            "output",
            "9999.96",
            "1|万亿元",
            "2023年工业总产值9999.96亿元，完成2027年目标1万亿元的99.9996%，尚差0.04亿元。",
        ),
        ("output", "60", "60", "2023年工业总产值60亿元，完成2027年目标60亿元的100%。"),
        ("output", "66", "60", "2023年工业总产值66亿元，完成2027年目标60亿元的110%。"),
        (
            "output",
            "49",
            "at_least 60",
            "2023年工业总产值49亿元，2027年目标不少于60亿元，完成下限的81.7%，尚差至少11亿元。",
        ),
        ("output", "over 49", "60", "2023年工业总产值超过49亿元，完成2027年目标60亿元的至少81.6%。"),
        ("output", "under 49", "60", "2023年工业总产值不足49亿元，完成2027年目标60亿元的至多81.7%，尚差至少11亿元。"),
        ("output", "nearly 60", "60", "2023年工业总产值近60亿元，完成2027年目标60亿元的近100%，还没有达到。"),
        ("output", "60", "over 60", "2023年工业总产值60亿元，2027年目标超过60亿元，完成下限的100%，还没有达到。"),
        ("energy", "10", "8", "2023年单位产值能耗10吨，距2027年目标8吨尚差2吨。"),
        ("energy", "7", "8", "2023年单位产值能耗7吨，已达到2027年目标8吨。"),
        ("energy", "over 7", "8", "2023年单位产值能耗超过7吨，2027年目标8吨，是否达到说不准。"),
        ("output", "60", "under 50", "2023年工业总产值60亿元，距2027年目标不足50亿元尚差至少10亿元。"),
        ("profit", "-5", "3", "2023年利润总额-5亿元，距2027年目标3亿元尚差8亿元。"),
        ("output", "5", "0", "2023年工业总产值5亿元，已达到2027年目标0亿元。"),
    ],
)
def test_how_far_a_result_is_from_its_target(
    tmp_path: Path, name: str, actual: str, target: str, expected: str
) -> None:
    facts = ((name, "2023", actual), (name, "2027:target", target))
    assert said(tmp_path, TOWARD.replace("NAME", name), *facts) == expected


@pytest.mark.parametrize(
    ("at", "until", "expected"),
    [
        ("2024", "2025", "完成2025年目标60亿元的81.7%，当时尚差11亿元；目标已到期，到期时的数未见。"),
        ("2025", "2025", "完成2025年目标60亿元的81.7%，尚差11亿元；目标已到期。"),
        ("2025", "2026", "完成2026年目标60亿元的81.7%，尚差11亿元。"),
    ],
)
def test_a_target_whose_time_is_past_is_said_to_be_due(tmp_path: Path, at: str, until: str, expected: str) -> None:
    facts = (("output", at, "49"), ("output", f"{until}:target", "60"))
    assert said(tmp_path, TOWARD.replace("NAME", "output"), *facts) == f"{at}年工业总产值49亿元，{expected}"


def test_a_recommendation_says_what_is_missing_and_nothing_where_nothing_is(tmp_path: Path) -> None:
    lacking = LACKING.replace("NAME", "output")
    due = said(tmp_path, lacking, ("output", "2024", "49"), ("output", "2025:target", "60"))
    assert due == "对照目标：2024年工业总产值49亿元，距2025年目标60亿元当时还差11亿元；目标已到期，到期时的数未见。"
    assert said(tmp_path, lacking, ("output", "2024", "over 49"), ("output", "2027:target", "60")) == ""
    assert said(tmp_path, lacking, ("output", "2024", "61"), ("output", "2027:target", "60")) == ""


@pytest.mark.parametrize(
    ("name", "new", "old", "expected"),
    [
        ("profit", "5", "-3", "扭亏为盈"),
        ("profit", "-5", "3", "由盈转亏"),
        ("profit", "-4", "-10", "亏损收窄60%"),
        ("profit", "-15", "-10", "亏损扩大50%"),
        ("profit", "-9.999", "-10", "亏损收窄0.01%"),
        ("profit", "-10", "-10", "亏损持平"),
        ("inflow", "5", "-3", "由负转正"),
        ("inflow", "-4", "-10", "负值收窄60%"),
        ("output", "115", "100", "增长15%"),
        ("output", "90", "100", "下降10%"),
        ("output", "100.03", "100", "增长0.03%"),
        ("output", "99.999", "100", "下降0.001%"),
        ("output", "100", "100", "持平"),
        ("output", "about 100", "100", "基本持平"),
        ("output", "over 120", "100", "增长至少20%"),
        ("output", "1.2|万亿元", "10000", "增长20%"),
        ("cloud_share", "1/2", "48", "提高2个百分点"),
        ("cloud_share", "48", "1/2", "下降2个百分点"),
    ],
)
def test_a_change_between_two_values_is_a_clause(tmp_path: Path, name: str, new: str, old: str, expected: str) -> None:
    template = f'{{{{ change(fact("{name}", 2024), fact("{name}", 2023)) }}}}'
    assert said(tmp_path, template, (name, "2024", new), (name, "2023", old)) == expected


def test_the_number_of_a_change_is_bound_to_its_formula(tmp_path: Path) -> None:
    yearly = 'change(fact("output", 2024), fact("output", 2022), yearly=true)'
    template = f'年均{{{{ {yearly} }}}}，{{{{ change(fact("profit", 2024), fact("profit", 2023)) }}}}'
    facts = (("output", "2024", "121"), ("output", "2022", "100"), ("profit", "2024", "-4"), ("profit", "2023", "-10"))
    document = told(tmp_path, data_with(tmp_path, *facts), template, owner="zibo")
    assert lines(document) == ["年均增长10%，亏损收窄60%"]
    assert [ref.fact for ref, _ in fact_refs(document)] == [
        "average_growth(zibo.output@2024,zibo.output@2022)",
        "narrowing(zibo.profit@2024,zibo.profit@2023)",
    ]


@pytest.mark.parametrize(
    ("call", "facts", "expected"),
    [
        ('growth(fact("profit", 2024), fact("profit", 2023))', (("profit", "2024", "5"), ("profit", "2023", "-3")),
         "算不出：“淄博高新区2023年利润总额”是负数，增速没有意义"),
        ('change(fact("profit", 2024), fact("profit", 2023))', (("profit", "2024", "5"), ("profit", "2023", "0")),
         "算不出：“淄博高新区2023年利润总额”为零，不能作除数"),
        ('change(fact("profit", 2023), fact("profit", 2024))', (("profit", "2024", "5"), ("profit", "2023", "-3")),
         "不能算涨跌"),
        ('change(fact("profit", 2024), fact("inflow", 2023))', (("profit", "2024", "5"), ("inflow", "2023", "-3")),
         "不能说扭亏为盈"),
        ('change(fact("profit", 2024), fact("profit", "2023H1"))', (("profit", "2024", "5"), ("profit", "2023H1", "-3")),
         "同样时段"),
        ('growth(fact("output", 2024), fact("output", 2023))',
         (("output", "2024", "over 5"), ("output", "2023", "over 3")),
         "都不是准数，合在一起说不准，不能计算"),
        ('growth(fact("cloud_share", 2024), fact("cloud_share", 2023))',
         (("cloud_share", "2024", "50"), ("cloud_share", "2023", "1/3")), "百分数之间用 difference"),
        ('chart.progress([[fact("energy", 2024), fact("energy", "2027:target")]], title="图")',
         (("energy", "2024", "5"), ("energy", "2027:target", "3")), "降下来的目标"),
        ('chart.progress([[fact("profit", 2024), fact("profit", "2027:target")]], title="图")',
         (("profit", "2024", "-5"), ("profit", "2027:target", "3")), "负的实绩"),
    ],
)  # fmt: skip
def test_what_has_no_meaning_is_refused_with_the_reason(
    tmp_path: Path, call: str, facts: tuple[Given, ...], expected: str
) -> None:
    assert expected in complaint(tmp_path, data_with(tmp_path, *facts), f"{{{{ {call} }}}}", owner="zibo")


def test_progress_is_drawn_of_what_has_a_completion_only(tmp_path: Path) -> None:
    facts = (("energy", "2024", "5"), ("energy", "2027:target", "3"), ("profit", "2024", "-5"),
             ("profit", "2027:target", "3"), ("cloud_share", "2024", "1/2"), ("cloud_share", "2027:target", "60"))  # fmt: skip
    template = "{% for f, t in targets() %}{{ f.name }}{{ t.period }}{% endfor %}"
    assert said(tmp_path, template, *facts) == "上云企业占比2027年"


def test_a_target_in_words_is_nothing_to_be_far_from(tmp_path: Path) -> None:
    facts = (("leading_industries", "2023", "新材料"), ("leading_industries", "2027:target", "智能装备"))
    template = '{% set f = fact("leading_industries", 2023) %}{{ "有" if target_of(f) else "没有" }}'
    assert "没有" in said(tmp_path, template, *facts)


def test_parts_that_rounding_makes_more_than_the_whole_are_drawn(tmp_path: Path) -> None:
    template = '{{ chart.doughnut(series("cloud_share"), title="占比", note="各年并列", id="c") }}'
    rounded = [("cloud_share", str(2021 + n), value) for n, value in enumerate(("33.4", "33.4", "33.3"))]
    assert "占比" in said(tmp_path, template, *rounded)
    more = [("cloud_share", str(2021 + n), value) for n, value in enumerate(("33.4", "33.4", "33.4"))]
    assert "各部分之和超过100%" in complaint(tmp_path, data_with(tmp_path, *more), template, owner="zibo")


def test_values_in_different_scales_are_ranked_by_size(tmp_path: Path) -> None:
    facts = (("output", "2022", "1.2|万亿元"), ("output", "2023", "9000"), ("output", "2024", "13000"))
    template = '{% for f in series("output") | sort(attribute="value") %}{{ f.period }}{% endfor %}'
    assert said(tmp_path, template, *facts) == "2023年2022年2024年"


def test_a_ranking_goes_by_size_whatever_the_scale_and_the_kind_of_list(tmp_path: Path) -> None:
    facts = (("output", "2022", "1.2|万亿元"), ("output", "2023", "9000"), ("output", "2024", "13000"))
    chart = '{{ chart.dots(series("output") | selectattr("full_year"), title="产值", id="c") }}'
    told_of = said(tmp_path, chart, *facts)
    assert re.findall("20..年", told_of) == ["2024年", "2022年", "2023年"]


def test_places_in_a_ranking_have_no_difference(tmp_path: Path) -> None:
    facts = (("rank", "2020", "5"), ("rank", "2021", "3"))
    call = '{{ difference(fact("rank", 2021), fact("rank", 2020)) }}'
    assert "是位次，没有差" in complaint(tmp_path, data_with(tmp_path / "data", *facts), call, owner="zibo")
