"""Papers are signed off as they are read; an edition that is issued stays as it is; old ones go when they may."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from hgz_report.cli.main import main
from hgz_report.edition.build import build as make_edition
from hgz_report.edition.config import load_config
from hgz_report.edition.issued import read_issued
from hgz_report.edition.own_files import own_files
from hgz_report.problems import Problems
from tests.tools.project import change, contents
from tests.tools.tiny_project import EDITION, tiny_project, turn

Output = pytest.CaptureFixture[str]
PAPER = "made-000"
RECORDS = "data/editions/2026-Q4"
WORD = "送审稿"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tiny_project(tmp_path_factory.mktemp("tiny") / "project")
    assert run(root, "build") == 0
    return root


@pytest.fixture
def project(published: Path, tmp_path: Path) -> Path:
    """A tiny project with a published edition, to be changed."""
    return Path(shutil.copytree(published, tmp_path / "project"))


@pytest.fixture
def reviewed(project: Path) -> Path:
    """The same where papers have to be confirmed."""
    change(project / "report.toml", "required = false", "required = true")
    assert run(project, "build") == 0
    return project


def run(root: Path, *command: str) -> int:
    options = ("--jobs", "1") if command[0] in ("build", "issue") else ()
    return main([command[0], "--root", str(root), *command[1:], *options])


def drafts(root: Path) -> dict[str, str]:
    """The word across the pages of each paper."""
    trace = json.loads((root / EDITION / "trace.json").read_text(encoding="utf-8"))
    return {report["slug"]: report.get("draft", "") for report in trace["reports"]}


# -- signed off -------------------------------------------------------------------------------------------------------


def test_a_paper_is_marked_as_a_draft_until_somebody_confirms_it(reviewed: Path, capsys: Output) -> None:
    assert {*drafts(reviewed).values()} == {WORD}
    assert run(reviewed, "confirm", PAPER, "--by", "姓名") == 0
    said = capsys.readouterr().out
    assert "还有 3 份没有核" in said
    assert run(reviewed, "build") == 0
    assert {slug for slug, word in drafts(reviewed).items() if not word} == {PAPER}
    assert run(reviewed, "build", PAPER) == 0
    assert run(reviewed, "confirm", "--all", "--by", "姓名") == 0  # that the word is gone has changed nothing
    assert "全部核过了" in capsys.readouterr().out


def test_a_paper_that_is_not_what_was_confirmed_is_a_draft_again_and_is_said_by_name(
    reviewed: Path, capsys: Output
) -> None:
    run(reviewed, "confirm", "--all", "--by", "姓名")
    turn(reviewed)
    assert run(reviewed, "build") == 0
    assert {slug for slug, word in drafts(reviewed).items() if word} == {PAPER}
    capsys.readouterr()
    assert run(reviewed, "issue") == 1
    assert f"（{PAPER}）姓名 核过以后改了" in capsys.readouterr().err
    assert run(reviewed, "editions", "--json") == 0
    assert json.loads(capsys.readouterr().out)[0]["unconfirmed"] == [PAPER]


def test_a_line_added_to_a_data_file_changes_nothing_for_who_has_read_the_paper(reviewed: Path) -> None:
    run(reviewed, "confirm", "--all", "--by", "姓名")
    for path in (reviewed / "data/zones").iterdir():
        path.write_text("# 说明\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert run(reviewed, "build") == 0
    assert {*drafts(reviewed).values()} == {""}


def test_a_word_that_is_configured_stays_whoever_confirms(reviewed: Path, capsys: Output) -> None:
    change(reviewed / "report.toml", 'draft = ""', 'draft = "征求意见稿"')
    run(reviewed, "build")
    run(reviewed, "confirm", "--all", "--by", "姓名")
    run(reviewed, "build")
    assert {*drafts(reviewed).values()} == {"征求意见稿"}
    capsys.readouterr()
    assert run(reviewed, "issue") == 1
    assert "每页印着“征求意见稿”" in capsys.readouterr().err


def test_only_a_paper_as_it_was_made_is_confirmed(project: Path, capsys: Output) -> None:
    path = project / EDITION / f"{PAPER}.docx"
    path.unlink()
    path.write_bytes(b"corrected by hand")
    assert run(project, "confirm", PAPER, "--by", "姓名") == 1
    assert f"{PAPER}.docx  发布以后改过" in capsys.readouterr().err
    assert not (project / RECORDS).exists()
    assert run(project, "confirm", "没有的", "--by", "姓名") == 1


@pytest.mark.parametrize("command", [("confirm", "--by", "姓名"), ("confirm", PAPER, "--all", "--by", "姓名"),
                                     ("confirm", PAPER, "--by", " "), ("confirm", PAPER, "--by", "甲\n乙")])  # fmt: skip
def test_who_and_what_has_to_be_said(project: Path, command: tuple[str, ...]) -> None:
    assert run(project, *command, "--json") == 2


def test_a_record_that_is_damaged_is_a_problem_and_confirms_nothing(reviewed: Path) -> None:
    run(reviewed, "confirm", "--all", "--by", '张"三: #')
    path = reviewed / RECORDS / "confirmed.yaml"
    assert '张\\"三: #' in path.read_text(encoding="utf-8")
    assert run(reviewed, "build") == 0
    path.write_text("confirmed: 1\n", encoding="utf-8")
    assert run(reviewed, "build") == 1


# -- issued -----------------------------------------------------------------------------------------------------------


def test_an_issued_edition_is_not_made_again_whatever_is_changed(project: Path, capsys: Output) -> None:
    assert run(project, "issue", "2026-Q4", "--by", "姓名", "--date", "2026-12-01") == 0
    before = contents(project / EDITION)
    issued = read_issued(project, "2026-Q4")
    assert issued
    assert (issued.by, issued.date.isoformat()) == ("姓名", "2026-12-01")
    assert issued.files == own_files(project / EDITION)
    assert (project / RECORDS / "record.json").is_file()
    turn(project)
    capsys.readouterr()
    assert run(project, "build") == 0
    said = capsys.readouterr().out
    assert "2026-Q4 已经印发（2026-12-01），不再重做；文件同印发时一样" in said
    assert "hgz-report correct" in said
    assert "hgz-report new-edition" in said
    assert run(project, "build", "--json") == 0
    assert json.loads(capsys.readouterr().out)["issued"] == "2026-12-01"
    with pytest.raises(Problems, match="已经印发"):
        make_edition(project, load_config(project))
    assert run(project, "build", PAPER) == 0
    assert run(project, "issue") == 1
    assert run(project, "check") == 0
    assert contents(project / EDITION) == before


def test_what_a_killed_issue_did_not_come_to_is_made_up_for_by_the_next(project: Path, capsys: Output) -> None:
    assert run(project, "issue") == 0
    page, paper = project / "reports/index.html", project / EDITION / f"{PAPER}.pdf"
    page.unlink()
    paper.chmod(0o644)
    assert run(project, "issue") == 1
    assert "已经印发" in capsys.readouterr().err
    assert "已印发" in page.read_text(encoding="utf-8")
    assert paper.stat().st_mode & 0o222 == 0


def test_an_issued_file_that_is_no_longer_what_it_was_is_a_finding(project: Path, capsys: Output) -> None:
    assert run(project, "issue") == 0
    path = project / EDITION / f"{PAPER}.pdf"
    assert not path.stat().st_mode & 0o222
    path.chmod(0o644)
    path.write_bytes(b"another")
    (project / EDITION / f"{PAPER}.docx").unlink()
    capsys.readouterr()
    assert run(project, "build") == 1
    said = capsys.readouterr().err
    assert f"{PAPER}.pdf  印发以后改过" in said
    assert f"{PAPER}.docx  印发以后不见了" in said
    assert path.read_bytes() == b"another"


def test_what_is_not_whole_not_current_or_was_changed_is_not_issued(project: Path, capsys: Output) -> None:
    turn(project)
    assert run(project, "issue") == 1
    assert f"发布的 {PAPER} 不是现在会做出来的样子" in capsys.readouterr().err
    turn(project)
    kept = (project / EDITION / "facts.csv").read_bytes()
    (project / EDITION / "facts.csv").write_bytes(b"x")
    assert run(project, "issue") == 1
    assert "facts.csv  发布以后改过" in capsys.readouterr().err
    (project / EDITION / "facts.csv").write_bytes(kept)
    (project / EDITION / "manifest.json").write_text("{}", encoding="utf-8")
    assert run(project, "issue") == 1
    shutil.rmtree(project / EDITION)
    assert run(project, "issue") == 1
    assert "还没有发布这一期" in capsys.readouterr().err
    assert run(project, "issue", "2026-Q3") == 2
    assert not (project / RECORDS).exists()


def test_a_record_of_the_issue_that_is_damaged_stops_a_build(project: Path) -> None:
    assert run(project, "issue") == 0
    path = project / RECORDS / "issued.yaml"
    for text in ("", "edition: 1\n", path.read_text(encoding="utf-8").replace('"2026-Q4"', '"2026-Q3"')):
        path.write_text(text, encoding="utf-8")
        assert run(project, "build") == 1


# -- which there are, and which go ------------------------------------------------------------------------------------


@pytest.fixture
def several(project: Path) -> Path:
    """Five editions of which one is current, one was issued and one holds a note; a trial."""
    for number, edition in enumerate(("2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"), 1):
        assert run(project, "build", "--edition", edition, "--date", f"2026-11-0{number}") == 0
    (project / "reports/2026-Q1/批示.txt").write_bytes(b"1")
    record = project / "data/editions/2026-Q2/issued.yaml"
    record.parent.mkdir(parents=True)
    record.write_text(f'edition: "2026-Q2"\ndate: 2026-03-02\nfiles:\n  "a": "{"0" * 64}"\n', encoding="utf-8")
    assert run(project, "build", PAPER) == 0
    return project


def test_editions_are_listed_with_their_state(several: Path, capsys: Output) -> None:
    (several / "reports/2026-Q3/facts.csv").unlink()
    capsys.readouterr()
    assert run(several, "editions", "--json") == 0
    found = {one["folder"]: one for one in json.loads(capsys.readouterr().out)}
    assert {name: one["state"] for name, one in found.items()} == {
        "2025-Q4": "被取代",
        "2026-Q1": "被取代",
        "2026-Q2": "已印发",
        "2026-Q3": "不完整",
        "2026-Q4": "现行",
        "2026-Q4-试做": "试做",
    }
    assert found["2026-Q1"]["people"] == ["批示.txt"]
    assert found["2026-Q4"]["size"] == sum(map(len, contents(several / EDITION).values()))
    assert run(several, "editions") == 0
    said = capsys.readouterr().out
    assert "2026-Q3：reports/2026-Q3/facts.csv 不见了" in said
    assert said.index("2026-Q4") < said.index("2025-Q4")


def test_only_the_oldest_superseded_ones_go_and_only_when_it_is_said_twice(several: Path, capsys: Output) -> None:
    before = contents(several / "reports")
    capsys.readouterr()
    assert run(several, "prune", "--keep", "1") == 0
    said = capsys.readouterr().out
    assert "可以删 1 期" in said
    assert "2025-Q4" in said
    assert contents(several / "reports") == before
    assert run(several, "prune", "--keep", "1", "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out)["editions"] == ["2025-Q4"]
    assert sorted(path.name for path in (several / "reports").iterdir() if path.is_dir()) == [
        "2026-Q1",
        "2026-Q2",
        "2026-Q3",
        "2026-Q4",
        "2026-Q4-试做",
    ]
    assert "2025-Q4" not in (several / "reports/index.html").read_text(encoding="utf-8")
    assert run(several, "prune", "--keep", "1", "--yes") == 0
    assert "没有可以删的" in capsys.readouterr().out


def test_an_edition_beside_which_files_of_peoples_lie_does_not_go(several: Path, capsys: Output) -> None:
    (several / "reports/2025-Q4-改过的").mkdir()
    (several / "reports/2025-Q4-改过的/a.docx").write_bytes(b"1")
    (several / "reports/2026-Q1/批示.txt").unlink()
    capsys.readouterr()
    assert run(several, "prune", "--keep", "1", "--yes", "--json") == 0
    assert json.loads(capsys.readouterr().out)["editions"] == ["2026-Q1"]
