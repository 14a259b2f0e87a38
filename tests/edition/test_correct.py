"""An issued edition is corrected beside itself: what was printed, what it is now, why, and in which papers."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from hgz_report.cli.main import main
from hgz_report.edition.issued import read_issued
from tests.tools.pdf_checks import structure_text
from tests.tools.project import ROOT, change, contents
from tests.tools.tiny_project import EDITION, tiny_project

Output = pytest.CaptureFixture[str]
PAPER = "made-000"
FIRST, SECOND = f"{EDITION}-更正1", f"{EDITION}-更正2"
WHY = "2019年的数抄错一位"


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tiny_project(tmp_path_factory.mktemp("tiny") / "project")
    shutil.copytree(ROOT / "templates/correction", root / "templates/correction")
    assert run(root, "build") == 0
    assert run(root, "issue") == 0
    return root


@pytest.fixture
def project(issued: Path, tmp_path: Path) -> Path:
    """A tiny project with an issued edition, in which a number was found wrong since."""
    root = Path(shutil.copytree(issued, tmp_path / "project"))
    change(root / f"data/zones/{PAPER}.yaml", "period: 2019, value: 44", "period: 2019, value: 45")
    return root


def run(root: Path, *command: str) -> int:
    return main([command[0], "--root", str(root), *command[1:], "--jobs", "1"])


def said_in(pdf: bytes) -> str:
    """What a PDF says, without blanks."""
    return "".join("".join(text for _, text in structure_text(pdf)).split())


def test_a_correction_says_old_new_why_and_which_papers_and_leaves_the_issued_edition_as_it_was(
    project: Path, capsys: Output
) -> None:
    before = contents(project / EDITION)
    assert run(project, "correct", "2026-Q4", "--why", WHY, "--by", "姓名", "--date", "2026-12-05") == 0
    assert contents(project / EDITION) == before
    said = said_in((project / FIRST / "correction.pdf").read_bytes())
    assert f"{WHY}。" in said
    assert "44家45家" in said
    assert "《天津滨海高新以技改提质，下一步量效果》" in said
    assert "盐城" not in said
    record = read_issued(project, "2026-Q4")
    assert record
    (one,) = record.corrections
    assert (one.folder, one.papers, one.why, one.by, one.date.isoformat()) == (
        "2026-Q4-更正1", (PAPER,), WHY, "姓名", "2026-12-05",
    )  # fmt: skip
    corrected = contents(project / FIRST)
    assert {*corrected} == {*before, *(f"correction.{ending}" for ending in ("pdf", "docx", "tree.json"))}
    assert corrected[f"{PAPER}.pdf"] != before[f"{PAPER}.pdf"]
    assert corrected["made-041.pdf"] == before["made-041.pdf"]
    manifest = json.loads(corrected["manifest.json"])
    assert manifest["correction"] == {"of": "2026-Q4", "why": WHY, "papers": [PAPER]}
    capsys.readouterr()
    assert main(["audit", str(project / FIRST)]) == 0
    assert main(["--root", str(project), "build", "--jobs", "1"]) == 0
    assert contents(project / EDITION) == before
    assert "已更正" in (project / "reports/index.html").read_text(encoding="utf-8")


def test_a_second_correction_starts_from_the_first(project: Path) -> None:
    assert run(project, "correct", "--why", WHY) == 0
    assert run(project, "correct", "--why", "再看一遍") == 1  # nothing is different
    change(project / f"data/zones/{PAPER}.yaml", "period: 2019, value: 45", "period: 2019, value: 46")
    first = contents(project / FIRST)
    assert run(project, "correct", "--why", "再错一处") == 0
    assert contents(project / FIRST) == first
    assert "45家46家" in said_in((project / SECOND / "correction.pdf").read_bytes())
    record = read_issued(project, "2026-Q4")
    assert record
    assert [one.folder for one in record.corrections] == ["2026-Q4-更正1", "2026-Q4-更正2"]


def test_what_was_not_issued_or_is_not_different_needs_no_correction(
    issued: Path, project: Path, capsys: Output
) -> None:
    assert run(issued, "correct", "--why", WHY) == 1
    assert "各篇同印发的一样" in capsys.readouterr().err
    shutil.rmtree(project / "data/editions")
    assert run(project, "correct", "--why", WHY) == 1
    assert "还没有印发" in capsys.readouterr().err
    assert not (project / FIRST).exists()


def test_a_correction_is_held_to_the_rules_as_everything_is(project: Path, capsys: Output) -> None:
    assert run(project, "correct", "--why", "抄错,一位") == 1
    assert run(project, "correct", "--why", "甲\n乙") == 2
    change(project / "report.toml", "required = false", "required = true")
    assert run(project, "correct", "--why", WHY) == 1
    assert "加 --by 姓名" in capsys.readouterr().err
    path = project / EDITION / f"{PAPER}.pdf"
    path.chmod(0o644)
    path.write_bytes(b"another")
    assert run(project, "correct", "--why", WHY, "--by", "姓名") == 1
    assert "印发以后改过" in capsys.readouterr().err
    assert not (project / FIRST).exists()
