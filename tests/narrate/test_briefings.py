"""A zone's briefing as templates see it: bound numbers, days by rule, what is not there left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.problems import Problems
from tests.tools.sample import FILES, write_sample
from tests.tools.shipped import shipped
from tests.tools.telling import complaint, lines, told

BRIEFING = """
briefing:
  title: 成都高新区以中试促转化
  findings:
    - {claim: 平台成批, text: '平台有{pilot_platforms@2024}'}
    - {claim: 差得不多, text: '目标完成{completion(pilot_platforms@2024, pilot_platforms@2025:target)}'}
    - {claim: 丢了的不印, text: '融资{pilot_platforms@2019}'}
  tiles:
    - {fact: pilot_platforms@2024, label: 建成的平台}
    - {fact: 'pilot_platforms@2025:target', label: 计划的平台}
  chart: {kind: bar, title: 离目标不远, facts: [pilot_platforms@2024, 'pilot_platforms@2025:target'], note: 先建成的，后目标}
  lesson: {text: 目标有数。, condition: 先有企业。}
  positions:
    - {basis: target, what: 平台, own: '{pilot_platforms@2024}', other: '{pilot_platforms@2019}', reading: 没有比照}
  shortcoming: 没有产出。
  proposals:
    - id: count
      title: 数产出
      what: 每年公布
      why: 没有产出
      task: innovation-highland
      lead: 管委会
      due: 1个季度
      indicator: 上市产品数
      baseline: pilot_platforms@2024
  requests:
    - {what: 建成的平台, period: 2025年末}
"""
FINDINGS = "{% for f in briefing().findings %}\n- {{ f.claim }}：{{ f.text }}\n{% endfor %}\n"


@pytest.fixture
def data(tmp_path: Path) -> Dataset:
    zone = FILES["zones/chengdu.yaml"].rstrip("\n") + "\n" + BRIEFING.lstrip("\n")
    return load_dataset(write_sample(tmp_path, {**FILES, "zones/chengdu.yaml": zone}))


def test_texts_have_bound_numbers_and_one_whose_fact_is_gone_is_left_out(tmp_path: Path, data: Dataset) -> None:
    assert lines(told(tmp_path, data, FINDINGS)) == ["· 平台成批：平台有49个", "· 差得不多：目标完成81.7%"]


def test_a_row_without_its_facts_is_not_printed(tmp_path: Path, data: Dataset) -> None:
    assert lines(told(tmp_path, data, "{% if not briefing().positions %}\n没有比照。\n{% endif %}\n")) == ["没有比照。"]


def test_a_deadline_is_a_day_counted_from_the_edition_s(tmp_path: Path, data: Dataset) -> None:
    template = "{% for p in briefing().proposals %}{{ p.due }}前，{% endfor %}{{ briefing().requests[0].due }}前。\n"
    assert lines(told(tmp_path, data, template)) == ["2027年3月底前，2026年12月31日前。"]


def test_the_front_chart_is_drawn_as_the_data_say(tmp_path: Path, data: Dataset) -> None:
    (head, _, source) = lines(told(tmp_path, data, "{{ front_chart() }}\n"))
    assert head == "[图1 离目标不远]"
    assert "先建成的，后目标" in source


def test_key_figures_bear_their_short_names(tmp_path: Path, data: Dataset) -> None:
    assert lines(told(tmp_path, data, "{{ chart.tiles(briefing().tiles) }}\n")) == [
        "◆ 建成的平台：49个（2024年）",
        "◆ 计划的平台：60个（2025年目标）",
    ]


def test_a_zone_without_a_briefing_has_one_of_its_findings_and_gaps(tmp_path: Path, data: Dataset) -> None:
    template = "{% set b = briefing() %}{% if not b.written %}\n{{ b.practices[0].title }}。\n{% endif %}\n"
    assert lines(told(tmp_path, data, template, owner="zibo"))
    assert lines(told(tmp_path, data, "{{ front_chart() or '没有图。' }}\n", owner="zibo")) == ["没有图。"]


def test_the_sources_of_what_was_printed_and_of_practices_go_by_their_numbers(tmp_path: Path, data: Dataset) -> None:
    first = "平台有{{ briefing().tiles[0][1] }}。\n"
    last = "{% for s in sources_used(briefing().practices) %}\n- {{ s.number }}．{{ s.title }}\n{% endfor %}\n"
    until = "数据截至{{ data_until() }}。\n"
    said = lines(told(tmp_path, data, first, last + "\n" + until))
    assert said[0] == "平台有49个。"
    assert said[-1] == "数据截至2024年。"
    assert any("迈向高智绿" in line for line in said)


def test_a_calculation_without_sense_is_told_with_the_line_of_the_data(tmp_path: Path) -> None:
    text = BRIEFING.replace(
        "completion(pilot_platforms@2024, pilot_platforms@2025:target)", "growth(pilot_platforms@2024, zibo.gdp)"
    )
    zone = FILES["zones/chengdu.yaml"].rstrip("\n") + "\n" + text.lstrip("\n")
    data = load_dataset(write_sample(tmp_path, {**FILES, "zones/chengdu.yaml": zone}))
    said = complaint(tmp_path, data, FINDINGS)
    line = next(at for at, each in enumerate(zone.splitlines(), 1) if "growth(" in each)
    assert said.startswith(f"data/zones/chengdu.yaml:{line}")
    assert "算不出" in said


def test_what_the_shipped_briefings_say_of_people_and_days_is_no_typed_day() -> None:
    """A day that is typed in a proposal would be past in some later edition."""
    for slug, zone in shipped().zones.items():
        for proposal in zone.briefing.proposals if zone.briefing else ():
            assert not re.search(r"\d年", proposal.goal), f"{slug}/{proposal.id}"


def test_a_title_with_a_number_in_braces_is_refused(tmp_path: Path) -> None:
    text = BRIEFING.replace("title: 成都高新区以中试促转化", "title: 成都有{pilot_platforms@2024}")
    zone = FILES["zones/chengdu.yaml"].rstrip("\n") + "\n" + text.lstrip("\n")
    with pytest.raises(Problems, match="标题里不能有占位"):
        load_dataset(write_sample(tmp_path, {**FILES, "zones/chengdu.yaml": zone}))
