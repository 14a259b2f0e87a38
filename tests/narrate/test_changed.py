"""The difference to the edition before, as templates tell it: numbers old and new are bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from hgz_report.checks.prose.documents import Granted, lint_document
from hgz_report.data.dataset import Dataset
from hgz_report.document.figures import figures
from hgz_report.provenance.accounts import accounts_of, unaccounted, untrue
from tests.tools.past import state_of, with_past
from tests.tools.project import ROOT
from tests.tools.shipped import shipped
from tests.tools.telling import lines, told

SECTION = (ROOT / "templates/shared/changes.md.j2").read_text(encoding="utf-8")
ALL = (ROOT / "templates/shared/all_changes.md.j2").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def data() -> Dataset:
    return shipped()


@pytest.fixture(scope="module")
def changed(data: Dataset) -> Dataset:
    """Chengdu had 47 platforms in 2024 and fewer firms of 2022, and no figure of its coverage."""
    state = state_of(data, "chengdu", chain_coverage=None, pilot_projects_served={"value": "1700", "text": "1700余个"})
    return with_past(data, chengdu=state)


def test_nothing_is_printed_where_there_is_no_edition_to_compare_with(tmp_path: Path, data: Dataset) -> None:
    assert lines(told(tmp_path, data, SECTION)) == []


def test_an_edition_like_the_last_says_that_nothing_changed(tmp_path: Path, data: Dataset) -> None:
    said = lines(told(tmp_path, with_past(data), SECTION))
    assert (
        said == ["同上期（2026年8月20日）比，数没有变，建议没有变（3条没有改动，期限顺延）。"] or "数没有变" in said[0]
    )


def test_revised_and_new_figures_are_told_with_old_and_new(tmp_path: Path, changed: Dataset) -> None:
    said = "".join(lines(told(tmp_path, changed, SECTION)))
    assert "2个数有变化" in said
    assert "订正1个：2024年服务创新项目数由1700余个改为1800余个。" in said or "由1700余个改为1800余个" in said
    assert "新增1个：" in said


def test_old_numbers_are_bound_to_the_record_and_nothing_is_unaccounted(tmp_path: Path, changed: Dataset) -> None:
    document = replace(told(tmp_path, changed, SECTION), title="")
    accounts = accounts_of(document, changed.allowed.in_templates, changed.facts)
    assert list(unaccounted([accounts])) == []
    assert list(untrue([accounts], changed.facts)) == []
    bound = {figure.fact for figure in figures(document)}
    assert {"before:2026-Q3/chengdu.pilot_projects_served@2024", "chengdu.pilot_projects_served@2024"} <= bound


def test_the_country_s_paper_counts_those_of_all_zones(tmp_path: Path, changed: Dataset) -> None:
    said = "".join(lines(told(tmp_path, changed, ALL, owner="national")))
    assert "全国和各高新区2个数有变化" in said


def test_a_zone_that_is_gone_has_withdrawn_figures_under_its_old_name(tmp_path: Path, data: Dataset) -> None:
    state = replace(state_of(data, "chengdu"), owner="gone", name="旧高新区")
    facts = tuple(replace(one, id=one.id.replace("chengdu.", "gone.")) for one in state.facts[:2])
    past = with_past(data, gone=replace(state, facts=facts, proposals=()))
    template = "{% each 各方的上期 %}{% each 订正和撤回 %}{% each 各行 %}{归属}{哪个数}{今数/撤回}。{% end %}{% end %}{% end %}"
    assert "旧高新区" in "".join(lines(told(tmp_path, past, template, owner="national")))


def test_the_rules_of_prose_leave_the_words_of_an_earlier_edition_alone(tmp_path: Path, data: Dataset) -> None:
    wrong = {"value": "大幅增长,显著", "text": "大幅增长,显著"}
    past = with_past(data, chengdu=state_of(data, "chengdu", pilot_projects_served=wrong))
    document = told(tmp_path, past, SECTION)
    assert "由大幅增长,显著改为" in "".join(lines(document))
    assert lint_document(document, None, Granted()) == ()
