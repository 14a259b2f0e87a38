"""explain: from a number to its source, its formula and every place it is printed; from a task to its rule."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hgz_report.cli.main import main
from tests.tools.project import PAPERS, copy_project

Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_project(tmp_path_factory.mktemp("explain"), PAPERS)
    assert main(["build", "--root", str(folder), "--json", "chengdu", "--format", "pdf"]) == 0
    return folder


def explained(project: Path, what: str, capsys: Output) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["explain", "--root", str(project), what])
    captured = capsys.readouterr()
    return code, captured.out + captured.err


def test_a_fact_is_explained_with_its_source_and_where_it_is_printed(project: Path, capsys: Output) -> None:
    code, said = explained(project, "chengdu.pilot_platforms@2024", capsys)
    assert code == 0
    assert said.startswith("49个  chengdu.pilot_platforms@2024\n")
    for line in (
        "时期：2024年",
        "可信度：B",
        "位置：第二节",
        "《成都高新区推进新型工业化情况》第2页，“二、主要指标”：49个",
    ):
        assert line in said


def test_a_number_as_printed_leads_to_all_it_may_mean(project: Path, capsys: Output) -> None:
    code, said = explained(project, "2024年", capsys)
    assert code == 0
    assert "2024年  chengdu.pilot_platforms@2024#period" in said
    assert re.search(r"“2024年”有 \d+ 种来历", said)


def test_a_computed_value_shows_its_formula_and_inputs(project: Path, capsys: Output) -> None:
    code, said = explained(project, "81.7%", capsys)
    assert code == 0
    assert "公式：81.7%＝成都高新区2024年中试平台49个÷成都高新区2025年中试平台目标60个" in said
    assert "  60个  chengdu.pilot_platforms@2025:target" in said


def test_a_task_of_a_zone_shows_the_rule_and_what_it_looked_at(project: Path, capsys: Output) -> None:
    code, said = explained(project, "chengdu/innovation-highland", capsys)
    assert code == 0
    assert said.startswith("优先推进  chengdu/innovation-highland\n")
    assert "规则：有做法直接对应这项任务" in said
    assert "科技创新和产业创新融合：有做法且有数据" in said


def test_a_task_by_itself_is_explained_for_every_zone(project: Path, capsys: Output) -> None:
    capsys.readouterr()
    assert main(["explain", "--root", str(project), "--json", "innovation-highland"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found) == 13
    assert {field[1] for one in found for field in one["fields"] if field[0] == "结论"} >= {"优先推进"}


@pytest.mark.parametrize("what", ["chengdu.pilot_platform@2024", "31415个"])
def test_what_is_not_known_is_said_with_what_comes_near(project: Path, capsys: Output, what: str) -> None:
    code, said = explained(project, what, capsys)
    assert code == 1
    assert f"没有找到“{what}”" in said
    assert "提示：" in said


def test_before_the_first_build_a_fact_is_explained_without_places(tmp_path: Path, capsys: Output) -> None:
    code, said = explained(copy_project(tmp_path), "chengdu.pilot_platforms@2024", capsys)
    assert code == 0
    assert "本期还没有做" in said


def test_a_negative_fact_that_no_report_prints_is_explained_by_its_words(project: Path, capsys: Output) -> None:
    for what in ("-1.1%", "−1.1%"):
        assert main(["explain", what, "--root", str(project)]) == 0
        assert "zhongguancun.key_rd_growth@2023-01..2023-04" in capsys.readouterr().out


def test_before_the_first_build_a_number_is_not_found_because_nothing_is_printed(
    tmp_path: Path, capsys: Output
) -> None:
    assert main(["explain", "9个", "--root", str(copy_project(tmp_path))]) == 1
    assert "make report" in capsys.readouterr().err
