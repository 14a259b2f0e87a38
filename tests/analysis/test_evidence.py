"""What counts as evidence, and which tasks follow from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.analysis.evidence import Recommendation, evidence, matrix, recommend
from hgz_report.data.dataset import Dataset
from hgz_report.data.load.load import load_dataset
from tests.tools.sample import CHENGDU, FILES, INDICATORS, PATHWAY, ZIBO, write_sample
from tests.tools.telling import sample

PRACTICE = """\
  - id: {id}
    title: 做法
    text: 有做法
    dimensions: [{dimensions}]
    facts: [{facts}]
    tasks: [{tasks}]
    source: article-2024
    locator: 第三节
"""
TASK = """\
  - id: two-anchors
    name: 壮大先进制造业集群
    short: 制造业集群
    gist: 抓住两头
    anchors: [sci-tech-industry, high-end]
    measures:
      - text: 人人都做
      - {text: 只做技改, dimensions: [high-end]}
      - {text: 只做中试, dimensions: [sci-tech-industry]}
    locator: 第四节
speakers:
"""

MEASURED = INDICATORS.replace(
    "    name: 重点技术改造项目\n", "    name: 重点技术改造项目\n    dimensions: [high-end]\n"
)
"""With an indicator that measures 高端化."""


def practice(*dimensions: str, facts: str = "", tasks: str = "", id: str = "more") -> str:
    return PRACTICE.format(id=id, dimensions=", ".join(dimensions), facts=facts, tasks=tasks)


def told(root: Path, *practices: str, indicators: str = INDICATORS, zibo: str = ZIBO) -> Dataset:
    """The sample with two anchors for a second task, and Zibo's practices replaced."""
    head, _, rest = zibo.partition("practices:\n")
    zibo = f"{head}practices:{'' if practices else ' []'}\n{''.join(practices)}gaps:{rest.partition('gaps:')[2]}"
    pathway = PATHWAY.replace("speakers:\n", TASK)
    return load_dataset(
        write_sample(root, {**FILES, "pathway.yaml": pathway, "zones/zibo.yaml": zibo, "indicators.yaml": indicators})
    )


def level(data: Dataset, dimension: str, zone: str = "zibo") -> int:
    return evidence(data, zone, dimension).level


def advice(data: Dataset, task: str, zone: str = "zibo") -> Recommendation:
    return next(item for item in recommend(data, zone) if item.task.id == task)


def test_a_practice_with_figures_is_level_two(tmp_path: Path) -> None:
    data = told(tmp_path, practice("high-end", facts="upgrade_projects@2024"), indicators=MEASURED)
    assert level(data, "high-end") == 2


def test_a_number_beside_a_practice_that_measures_something_else_is_no_evidence(tmp_path: Path) -> None:
    data = told(tmp_path, practice("smart", facts="upgrade_projects@2024"), indicators=MEASURED)
    assert level(data, "smart") == 1
    assert evidence(data, "zibo", "smart").facts == ()


def test_a_practice_alone_is_level_one(tmp_path: Path) -> None:
    assert level(told(tmp_path, practice("high-end")), "high-end") == 1


def test_a_figure_alone_is_level_one(tmp_path: Path) -> None:
    assert level(told(tmp_path, indicators=MEASURED), "high-end") == 1


def test_nothing_found_is_level_zero(tmp_path: Path) -> None:
    data = told(tmp_path)
    assert [item.level for item in matrix(data)["zibo"]] == [0] * 7


def test_words_are_no_figure(tmp_path: Path) -> None:
    assert level(told(tmp_path, practice("high-end", facts="leading_industries")), "high-end") == 1
    tied = INDICATORS.replace("    name: 主导产业\n", "    name: 主导产业\n    dimensions: [green]\n")
    assert level(told(tmp_path, indicators=tied), "green") == 0


def test_a_fact_that_is_not_printed_is_no_evidence(tmp_path: Path) -> None:
    doubtful = ZIBO.replace("confidence: C\n    note: 只有一处报道", "confidence: D\n    note: 不可用")
    data = told(tmp_path, practice("high-end", facts="upgrade_projects@2024"), indicators=MEASURED, zibo=doubtful)
    assert level(data, "high-end") == 1


def test_a_fact_named_by_a_practice_and_tied_by_its_indicator_counts_once(tmp_path: Path) -> None:
    found = evidence(sample(tmp_path), "chengdu", "sci-tech-industry")
    assert [entry.id for entry in found.facts] == [
        "chengdu.pilot_platforms@2024",
        "chengdu.pilot_platforms@2025:target",
    ]


def test_the_matrix_has_every_zone_in_the_order_of_the_seven_dimensions(tmp_path: Path) -> None:
    data = sample(tmp_path)
    rows = matrix(data)
    assert list(rows) == ["chengdu", "zibo"]
    assert all([item.dimension for item in row] == [d.id for d in data.pathway.dimensions] for row in rows.values())


def test_a_task_named_by_a_practice_is_advanced_whatever_its_anchors(tmp_path: Path) -> None:
    item = advice(told(tmp_path, practice("green", tasks="two-anchors")), "two-anchors")
    assert (item.verdict, [named.id for named in item.named_by]) == ("advance", ["more"])


def test_a_task_is_advanced_when_every_anchor_has_evidence_and_one_has_figures(tmp_path: Path) -> None:
    two = practice("high-end", facts="upgrade_projects"), practice("sci-tech-industry", id="two")
    data = told(tmp_path, *two, indicators=MEASURED)
    assert advice(data, "two-anchors").verdict == "advance"


@pytest.mark.parametrize(
    "practices",
    [
        (practice("high-end"), practice("sci-tech-industry", id="two")),
        (practice("high-end", facts="upgrade_projects"),),
        (practice("high-end"),),
    ],
    ids=["no figures", "one anchor empty", "one anchor empty and no figures"],
)
def test_a_task_with_some_evidence_is_supported_first(tmp_path: Path, practices: tuple[str, ...]) -> None:
    assert advice(told(tmp_path, *practices), "two-anchors").verdict == "support"


def test_a_task_without_any_evidence_is_verified_first_never_proposed(tmp_path: Path) -> None:
    assert advice(told(tmp_path, practice("green", facts="upgrade_projects")), "two-anchors").verdict == "verify"


def test_a_task_without_anchors_follows_only_from_a_practice_that_names_it(tmp_path: Path) -> None:
    pathway = ("anchors: [sci-tech-industry]", "anchors: []")
    data = sample(tmp_path, pathway=pathway)
    assert advice(data, "innovation-highland", "chengdu").verdict == "verify"
    assert advice(data, "innovation-highland", "zibo").verdict == "advance"


def test_a_measure_for_one_dimension_is_proposed_only_where_that_has_evidence(tmp_path: Path) -> None:
    data = told(tmp_path, practice("high-end"))
    assert [m.text for m in advice(data, "two-anchors").measures] == ["人人都做", "只做技改"]
    assert [m.text for m in advice(data, "two-anchors", "chengdu").measures] == ["人人都做", "只做中试"]


def test_a_fact_of_another_zone_counts_when_the_practice_names_its_owner(tmp_path: Path) -> None:
    assert "upgrade_projects" not in CHENGDU
    measured = INDICATORS.replace("    name: 园区生产总值\n", "    name: 园区生产总值\n    dimensions: [smart]\n")
    data = told(tmp_path, practice("smart", facts='"national.park_gdp@2023"'), indicators=measured)
    assert level(data, "smart") == 2


def test_every_task_gets_a_verdict_for_every_zone(tmp_path: Path) -> None:
    data = told(tmp_path, practice("high-end"))
    for zone in data.zones:
        assert [item.task.id for item in recommend(data, zone)] == [task.id for task in data.pathway.tasks]
