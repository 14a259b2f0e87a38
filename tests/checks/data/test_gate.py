"""The data gate: figures that contradict each other are found, rounded and qualified ones are left in peace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgz_report.checks.data.bounds import Bounds, bounds
from hgz_report.checks.data.edition_data import EditionData
from hgz_report.checks.data.gate import examine
from hgz_report.checks.data.rules import RULES
from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.document.figures import Figure
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import Plan, plan
from hgz_report.problems import Problems, Where
from tests.tools.project import ROOT, change, copy_project
from tests.tools.sample import FILES, write_sample
from tests.tools.shipped import shipped

DATE = date(2025, 6, 30)
RATE = "    name: 规模以上工业增加值增速\n"
BEFORE = "  - indicator: va_growth\n"
ROW = "  - {{indicator: {}, period: {}, value: {}, source: article-2024, locator: 表, confidence: B}}\n"


ENTRY = next(iter(shipped().facts.values()))


def data(root: Path, *changes: tuple[str, str, str]) -> Dataset:
    """The sample with some text of a file put in place of other."""
    files = dict(FILES)
    for name, old, new in changes:
        assert old in files[name]
        files[name] = files[name].replace(old, new, 1)
    return load_dataset(write_sample(root, files))


def said(dataset: Dataset, day: date = DATE, rule: str = "") -> list[str]:
    """What the gate says, of one rule or of all."""
    return [problem.what for problem in examine(EditionData(dataset, day)) if f"规则 {rule}" in problem.what]


def with_series(root: Path, *values: str) -> Dataset:
    """Zibo with values of one indicator in successive years from 2015."""
    rows = "".join(ROW.format("park_gdp", 2015 + n, value) for n, value in enumerate(values))
    return data(root, ("zones/zibo.yaml", BEFORE, rows + BEFORE))


def test_what_is_shipped_passes_every_rule(planned: Plan) -> None:
    assert planned.warnings == ()


def test_the_slip_of_2011_is_found_in_the_real_series(tmp_path: Path) -> None:
    """The source printed 亿元 where it meant 万亿元."""
    root = copy_project(tmp_path)
    line = change(root / "data/national.yaml", "    value: 13.16\n", "    value: 13.16\n    unit: 亿元\n")
    with pytest.raises(Problems) as found:
        plan(root, load_config(root))
    (problem,) = (p for p in found.value.problems if "out-of-series" in p.what)
    assert problem.where
    assert problem.where.line == line - 2
    assert "2011年“营业收入”为13.16亿元，是相邻时期的十分之一以下" in problem.what


@pytest.mark.parametrize(
    "values",
    [("1", "2", "4", "9"), ("100", "13", "101"), ("5", "5", "5"), ("0", "7"), ("3", "2.9", "30"), ("1", "7.9")],
)
def test_a_series_that_moves_less_than_tenfold_is_left_alone(tmp_path: Path, values: tuple[str, ...]) -> None:
    assert said(with_series(tmp_path, *values), rule="out-of-series") == (
        ["淄博高新区2017年“园区生产总值”为30万亿元，是相邻时期的十倍以上：2016年2.9万亿元（规则 out-of-series）"]
        if values[-1] == "30"
        else []
    )


def test_of_three_values_the_odd_one_is_named_wherever_it_stands(tmp_path: Path) -> None:
    for place in range(3):
        values = ["1.1", "1.2", "1.3"]
        values[place] = str(Decimal(values[place]) * 10000)
        (message,) = said(with_series(tmp_path, *values), rule="out-of-series")
        assert f"{2015 + place}年“园区生产总值”" in message


@pytest.mark.parametrize(
    ("period", "value"), [("2024-01..2024-09", "0.0001"), ("2024H1", "300"), ("2012..2014", "400")]
)
def test_values_of_part_of_a_year_are_not_set_beside_whole_years(tmp_path: Path, period: str, value: str) -> None:
    rows = ROW.format("park_gdp", 2023, 1) + ROW.format("park_gdp", period, value)
    assert said(data(tmp_path, ("zones/zibo.yaml", BEFORE, rows + BEFORE)), rule="out-of-series") == []


@pytest.mark.parametrize(
    ("rate", "before", "contradicts"),
    [
        ("23.5", "1000", False),
        ("20", "1000", False),
        ("12", "1000", True),
        ("-23", "1600", False),
        ("23", "1600", True),
    ],
)
def test_growth_may_differ_by_what_prices_and_revisions_explain(
    tmp_path: Path, rate: str, before: str, contradicts: bool
) -> None:
    dataset = data(
        tmp_path,
        ("indicators.yaml", RATE, RATE + "    of: gdp\n"),
        ("zones/zibo.yaml", "value: -1.5", f"value: {rate}"),
        ("zones/zibo.yaml", BEFORE, ROW.format("gdp", 2022, f"{before}, unit: 万元") + BEFORE),
    )
    assert any("growth-contradicts" in message for message in said(dataset)) == contradicts


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("2024-02-29", "2023-02-28"),
        ("2025-02-28", "2024-02-29"),
        ("2025-02-28", "2024-02-28"),
        ("2024-01-01..2024-02-29", "2023-01-01..2023-02-28"),
        ("2025-01-01..2025-02-28", "2024-01-01..2024-02-29"),
        ("2024-06-30", "2023-06-30"),
        ("2024H1", "2023H1"),
    ],
)
def test_growth_at_the_end_of_february_is_held_against_the_end_of_february(tmp_path: Path, new: str, old: str) -> None:
    rows = (
        ROW.format("gdp", f'"{new}"', 150) + ROW.format("gdp", f'"{old}"', 100) + ROW.format("va_growth", f'"{new}"', 3)
    )
    dataset = data(
        tmp_path,
        ("indicators.yaml", RATE, RATE + "    of: gdp\n"),
        ("zones/zibo.yaml", BEFORE, rows + BEFORE),
    )
    assert any("growth-contradicts" in message for message in said(dataset))


def test_rounded_figures_do_not_contradict_their_share(tmp_path: Path) -> None:
    """22 of 76 is 28.9 %; said of 2.2 and 7.6 it may be 28.3 to 29.6."""
    share = "    name: 高新技术企业占全国比重\n"
    for printed, wrong in (("29.0", False), ("28.4", False), ("31", True)):
        rows = (
            ROW.format("pilot_platforms", 2024, "7.6")
            + ROW.format("cycle_time", 2024, 1)
            + ROW.format("hightech_share", 2024, printed)
        )
        dataset = data(
            tmp_path,
            ("indicators.yaml", share, share + "    of: upgrade_projects\n    whole_of: pilot_platforms\n"),
            ("zones/zibo.yaml", "    value: 25\n", "    value: 2.2\n"),
            ("zones/zibo.yaml", BEFORE, rows + BEFORE),
        )
        assert any("share-contradicts" in message for message in said(dataset)) == wrong, printed


def test_what_an_editor_accepted_is_not_said_again(tmp_path: Path) -> None:
    accept = "    also_in: [article-2024]\n    accept: [{rule: repeated-source, values: [25个], reason: 两个版面}]\n"
    note = "    note: 只有一处报道\n"
    assert said(data(tmp_path, ("zones/zibo.yaml", note, note + accept))) == []


def test_an_acceptance_holds_for_its_own_rule_and_fact_only(tmp_path: Path) -> None:
    accept = "    also_in: [article-2024]\n    accept:\n      - {rule: conflict-idle, values: [25个], reason: 核对过}\n"
    note = "    note: 只有一处报道\n"
    messages = said(data(tmp_path, ("zones/zibo.yaml", note, note + accept)))
    assert [message.partition("规则 ")[2][:13] for message in messages] == ["repeated-sour", "conflict-idle"]


def test_rules_about_what_all_reports_print_wait_for_all_of_them() -> None:
    """So one report can be built although some acceptances speak of what the others print."""
    warnings = plan(ROOT, load_config(ROOT), ["zigong"]).warnings
    assert [problem for problem in warnings if "规则 expired" not in problem.what] == []


def test_rules_about_one_printed_figure_are_asked_of_one_report(project: Path) -> None:
    """A growth rate of two zones' figures that are not of one kind stops the build of that report alone."""
    path = project / "templates/zone/20_practices.md.j2"
    wrong = (
        '{% if zone.slug == "xian" %}\n\n{{ growth(fact("gdp", 2023), fact("gdp", 2023, "suzhou")) }}。\n{% endif %}\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + wrong, encoding="utf-8")
    with pytest.raises(Problems, match="unlike-comparison"):
        plan(project, load_config(project), ["xian"])
    plan(project, load_config(project), ["zigong"])


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "value: 64.2",
            "value: 74.2",
            "accept 是对64.2万人、61.7万人、55.4万人写的，现在是74.2万人、61.7万人、55.4万人",
        ),
        ("value: 61.7", "value: 60.7", "现在是64.2万人、60.7万人、55.4万人"),
        ("value: 55.4", "value: 45.4", "现在是64.2万人、61.7万人、45.4万人"),
    ],
)
def test_an_acceptance_ends_when_one_of_the_figures_changes(project: Path, old: str, new: str, says: str) -> None:
    change(project / "data/zones/zhongguancun.yaml", old, new)
    (message,) = (m for m in said(load_dataset(project), date(2026, 11, 23), "off-trend") if "accept 是对" in m)
    assert says in message


def test_an_older_value_in_a_text_is_noticed_once_there_is_a_newer_one(project: Path) -> None:
    row = "  - indicator: pilot_platforms\n    period: 2025\n    value: 58\n    source: n_2025nov\n"
    row += "    locator: 表\n    confidence: B\n"
    change(project / "data/zones/chengdu.yaml", "  - indicator: key_chains\n", row + "  - indicator: key_chains\n")
    found = [p for p in plan(project, load_config(project), ["chengdu"]).warnings if "superseded" in p.what]
    files = {where.file for p in found if (where := p.where)}
    assert files >= {"data/zones/chengdu.yaml", "data/pathway.yaml"}  # others print it too
    assert all("2024年“中试平台”49个，已有更新的2025年58个" in p.what for p in found)
    assert len(found) == len({problem.where for problem in found}) > 1  # each place once


def test_a_target_that_points_down_is_reached_from_above(tmp_path: Path) -> None:
    """49 pilot platforms and a target of 60: nothing to ask about, unless fewer were better."""
    assert said(data(tmp_path), rule="target-reached") == []
    name = "    name: 中试平台\n"
    fewer = data(tmp_path, ("indicators.yaml", name, name + "    aim: down\n"))
    assert "2024年的49个已经达到" in said(fewer, rule="target-reached")[0]


def test_a_figure_behind_the_name_of_another_indicator_is_noticed(project: Path) -> None:
    change(
        project / "data/zones/chengdu.yaml", "帮助项目融资{pilot_funding@2024}。", "高新技术企业{listed_firms@2022}。"
    )
    found = [p.what for p in plan(project, load_config(project), ["annex-chengdu"]).warnings if "misnamed" in p.what]
    assert found == ["“高新技术企业”后面印的是“上市及过会企业”的数55家（规则 misnamed）"]


def test_a_notice_stops_a_build_where_the_project_says_so(project: Path) -> None:
    row = "  - indicator: pilot_platforms\n    period: 2025\n    value: 58\n    source: n_2025nov\n"
    row += "    locator: 表\n    confidence: B\n"
    change(project / "data/zones/chengdu.yaml", "  - indicator: key_chains\n", row + "  - indicator: key_chains\n")
    plan(project, load_config(project), ["chengdu"])
    change(project / "report.toml", "errors = [] ", 'errors = ["superseded"] ')
    with pytest.raises(Problems, match="规则 superseded"):
        plan(project, load_config(project), ["chengdu"])
    change(project / "report.toml", '["superseded"]', '["superseeded"]')
    with pytest.raises(Problems, match="没有“superseeded”这条规则"):
        plan(project, load_config(project), ["chengdu"])


def test_an_error_in_prose_stops_a_build(project: Path) -> None:
    change(project / "data/zones/yuelu.yaml", "about: ", "about: 园区，，")
    with pytest.raises(Problems, match="P"):
        plan(project, load_config(project), ["yuelu"])


def test_the_edition_s_date_decides_what_is_still_to_come() -> None:
    dataset = shipped()
    early = said(dataset, date(2023, 6, 1), "actual-after-edition")
    assert any("2023年“园区生产总值”" in message for message in early)
    assert not any("2022年" in message for message in early)


def test_a_rule_has_a_name_and_a_reason_in_chinese_and_an_id_of_its_own() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES) >= 20
    assert all(not rule.name.isascii() and not rule.basis.isascii() for rule in RULES)


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal(10) ** 9, places=2), st.integers(0, 2))
def test_a_figure_and_the_same_figure_rounded_never_contradict_each_other(number: Decimal, places: int) -> None:
    rounded = round(number, places)
    if rounded > 0:
        exact, short = (
            bounds(replace(ENTRY, fact=ENTRY.fact.model_copy(update={"value": value})), ENTRY.unit)
            for value in (number, rounded)
        )
        assert exact is not None
        assert short is not None
        assert exact.meets(short)


@given(st.lists(st.decimals(min_value=1, max_value=1000, places=1), min_size=4, max_size=4))
def test_quotients_lie_within_the_quotient_of_bounds(ends: list[Decimal]) -> None:
    a, b, c, d = ends
    quotient = Bounds(min(a, b), max(a, b)).over(Bounds(min(c, d), max(c, d)))
    assert quotient.low <= a / c <= quotient.high


def test_two_growth_rates_of_one_place_and_period_may_be_set_against_each_other(tmp_path: Path) -> None:
    """收入增速比产值增速快几个百分点 compares like with like; rates of two years, or of two indicators in two zones, do not."""
    extra = (
        "  va_growth:\n",
        "  other_growth: {name: 服务业营业收入增速, kind: growth, unit: '%', group: 规模}\n  va_growth:\n",
    )
    row = ROW.replace("{}", "other_growth", 1)
    dataset = data(
        tmp_path,
        ("indicators.yaml", *extra),
        ("zones/zibo.yaml", BEFORE, row.format(2023, 8) + row.format(2022, 5) + BEFORE),
    )

    def judged(calculation: str) -> list[str]:
        printed = (Figure(calculation, "9.5个百分点", Where("data/zones/zibo.yaml", 1)),)
        found = examine(EditionData(dataset, DATE, printed))
        return [problem.what for problem in found if "unlike-comparison" in problem.what]

    assert judged("difference(zibo.other_growth@2023,zibo.va_growth@2023)") == []
    assert len(judged("difference(zibo.other_growth@2022,zibo.va_growth@2023)")) == 1
    assert len(judged("multiple(zibo.other_growth@2023,zibo.va_growth@2023)")) == 1
