"""From one edition to the next: shown before it is written, nothing of the old one lost, refusals with their reason."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from hgz_report.cli.main import main
from hgz_report.edition.config import load_config
from hgz_report.language.period import Period
from hgz_report.workshop.next_edition.outlived import latest_like
from tests.tools.project import change, contents
from tests.tools.tiny_project import tiny_project

Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_project(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def project(tiny: Path, tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name, data in contents(tiny).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def turned(root: Path, *words: str) -> int:
    return main(["--root", str(root), "new-edition", *words])


def test_it_is_shown_and_nothing_is_written_unless_that_is_asked_for(project: Path, capsys: Output) -> None:
    before = contents(project)
    assert turned(project, "2027-Q1") == 0
    said = capsys.readouterr().out
    assert "2026-Q4 → 2027-Q1，还没有写；加 --write 写入" in said
    assert re.search(r"\[masthead\] issue +1 +5 +2026-Q4 从第 1 期到第 4 期", said)
    assert {name: data for name, data in contents(project).items() if not name.startswith(".cache")} == before


def test_id_date_and_number_are_written_and_every_other_byte_stays(project: Path) -> None:
    old = (project / "report.toml").read_text(encoding="utf-8")
    assert turned(project, "2027-Q1", "--write") == 0
    config = load_config(project)
    assert (config.edition_id, config.date, config.masthead.issue) == ("2027-Q1", date(2027, 3, 31), 5)
    new = (project / "report.toml").read_text(encoding="utf-8").splitlines()
    changed = [line for line in new if line not in old.splitlines()]
    assert [line.partition(" ")[0] for line in changed] == ["id", "date", "issue"]


def test_without_a_published_edition_there_is_nothing_to_compare_with(project: Path, capsys: Output) -> None:
    change(project / "report.toml", 'previous = ""', 'previous = "2026-Q3"')
    assert turned(project, "2027-Q1", "--write") == 0
    assert "这一期没有发布，下一期没有可比的" in capsys.readouterr().out
    assert load_config(project).previous == ""
    assert not (project / "data/editions").exists()


def test_the_number_goes_on_after_the_last_one_that_was_printed(project: Path, capsys: Output) -> None:
    change(project / "report.toml", "issue = 1 ", "issue = 7 ")
    assert main(["--root", str(project), "build", "--format", "docx", "--jobs", "1"]) == 0
    change(project / "report.toml", "issue = 7 ", "issue = 2 ")
    capsys.readouterr()
    for trial in (project / "reports").glob("2026-Q4*"):
        trial.rename(project / "reports/2026-Q4")
    assert turned(project, "2027-Q1", "--json") == 0
    assert [one["new"] for one in json.loads(capsys.readouterr().out)["changes"] if "issue" in one["name"]] == ["11"]


def test_the_old_edition_stays_as_it_was_published(project: Path) -> None:
    build = ["--root", str(project), "build", "--jobs", "1"]
    change(project / "report.toml", 'formats = ["pdf", "docx"]', 'formats = ["docx"]')
    assert main(build) == 0
    before = contents(project / "reports/2026-Q4")
    assert turned(project, "2027-Q1", "--write") == 0
    assert load_config(project).previous == "2026-Q4"
    assert (project / "data/editions/2026-Q4/record.json").is_file()
    assert main([*build, "--date", "2027-04-01"]) == 0
    assert contents(project / "reports/2026-Q4") == before
    assert json.loads((project / "reports/2027-Q1/manifest.json").read_bytes())["date"] == "2027-04-01"


def test_a_report_with_numbers_of_its_own_goes_on_with_them(project: Path, capsys: Output) -> None:
    folder = project / "templates/own"
    folder.mkdir()
    (folder / "report.yaml").write_text(
        "title: 专刊\nslug: own\nissue: 12  # 自己的\nsubject: 专刊\nkeywords: []\n", "utf-8"
    )
    (folder / "10_own.md.j2").write_text("# 情况\n\n专门说的话。\n", "utf-8")
    assert turned(project, "2027-Q1", "--write", "--json") == 0
    assert "issue: 13  # 自己的\n" in (folder / "report.yaml").read_text("utf-8")
    lines = json.loads(capsys.readouterr().out)["changes"]
    assert ("templates/own/report.yaml", 3, "12", "13") in [(x["file"], x["line"], x["old"], x["new"]) for x in lines]
    assert load_config(project).masthead.issue == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["con"], "Windows"),
        (["NUL"], "Windows"),
        (["2027/Q1"], "不能用"),
        (["2026-Q4"], "现在就是"),
        (["2026-q4"], "现在就是"),
        (["2026-Q3"], "不晚于"),
        (["2025"], "不晚于"),
        (["2027-Q1", "--date", "2026-01-01"], "早于"),
        (["2027-Q1", "--date", "2027-02-30"], "不是日期"),
        (["2027-Q1", "--date", "next-week"], "不是日期"),
        (["专刊"], "看不出时间"),
        (["2027-Q1", "--date", "last-day-of-month"], "定不了日期"),
    ],
)
def test_what_can_not_be_the_next_edition_is_refused(
    words: list[str], said: str, project: Path, capsys: Output
) -> None:
    before = (project / "report.toml").read_bytes()
    assert turned(project, *words, "--write") == 1
    assert said in capsys.readouterr().err
    assert (project / "report.toml").read_bytes() == before


@pytest.mark.parametrize("folder", ["reports/2027-q1", "data/editions/2027-Q1"])
def test_an_edition_that_is_there_already_is_not_begun_again(folder: str, project: Path, capsys: Output) -> None:
    (project / folder).mkdir(parents=True)
    assert turned(project, "2027-Q1") == 1
    assert f"{folder}  {Path(folder).name} 这一期已经有了" in capsys.readouterr().err


def test_a_rule_stays_and_gives_the_new_date(project: Path) -> None:
    change(project / "report.toml", "date = 2026-11-23", 'date = "last-workday-of-quarter"')
    assert turned(project, "2027-Q2", "--write") == 0
    assert 'date = "last-workday-of-quarter"' in (project / "report.toml").read_text(encoding="utf-8")
    assert load_config(project).date == date(2027, 6, 30)


def test_it_tells_what_is_behind_the_times(project: Path, capsys: Output) -> None:
    path = sorted((project / "data/zones").iterdir())[0]
    text = path.read_text(encoding="utf-8")
    assert turned(project, "2027-Q1", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert not told["written"]
    oldest = told["replace"][0]
    assert oldest["file"].startswith("data/") and oldest["line"] > 1
    periods = [one["fact"].partition("@")[2].partition(":")[0] for one in told["replace"]]
    assert [Period(one) for one in periods] == sorted(Period(one) for one in periods)
    pinned = [one for one in told["pinned"] if one["file"] == path.relative_to(project).as_posix()]
    assert all(one["written"] in text.splitlines()[one["line"] - 1] for one in pinned)
    assert all(one["newer"] or one["expected"] for one in told["pinned"])


@pytest.mark.parametrize(
    ("period", "latest"),
    [
        ("2024", "2026"),
        ("2026", None),
        ("2025Q3", "2026Q4"),
        ("2026H1", "2026H2"),
        ("2024-02-29", "2027-02-28"),
        ("2025-06", "2026-06"),
        ("2023-01..2023-09", "2026-01..2026-09"),
        ("2012..2023", None),
        ("unstated", None),
    ],
)
def test_of_every_kind_of_time_it_is_known_which_one_could_be_told_now(period: str, latest: str | None) -> None:
    found = latest_like(Period(period), date(2027, 3, 31))
    assert (found.text if found else None) == latest
