"""status.json: how the last run ended, and what the next one says of those that did not happen."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from hgz_report.cli.beating import beating
from hgz_report.cli.main import main
from hgz_report.delivery.clock import CHINA
from hgz_report.delivery.due import Schedule
from hgz_report.delivery.heartbeat import read_status, status_line
from hgz_report.problems import Locked, Problem, Problems, Unusable, Where
from tests.tools.project import change, contents
from tests.tools.published import EDITION, ZONES, publish, published_project
from tests.tools.tiny_project import tiny_project

Command = Callable[[argparse.Namespace], int]
Output = pytest.CaptureFixture[str]
_DAYS = [
    # schedule, after, due next
    (("天", 1, "06:00"), "2026-11-29T05:59", "2026-11-29T06:00"),
    (("天", 1, "06:00"), "2026-11-29T06:00", "2026-11-30T06:00"),
    (("周", 1, "06:00"), "2026-11-29T12:00", "2026-11-30T06:00"),
    (("周", 7, "23:30"), "2026-11-29T23:31", "2026-12-06T23:30"),
    (("月", 5, "06:00"), "2026-11-05T07:00", "2026-12-05T06:00"),
    (("月", 28, "06:00"), "2027-02-01T00:00", "2027-02-28T06:00"),
    (("季", 5, "06:00"), "2026-11-29T12:00", "2027-01-05T06:00"),
]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


@pytest.mark.parametrize(("said", "after", "due"), _DAYS)
def test_when_a_run_is_due_next(said: tuple[str, int, str], after: str, due: str) -> None:
    every, day, time = said
    assert Schedule(every, day, datetime.strptime(time, "%H:%M").time()).next(at(after)) == at(due)  # noqa: DTZ007


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An edition is published; a run is due on the fifth of each month."""
    root = published_project(tmp_path / "project", ZONES[:2])
    change(root / "report.toml", '# every = "季"', 'every = "月"')
    change(root / "report.toml", "# day = 5 ", "day = 5 ")
    return root


def run(root: Path, moment: str, command: Command = lambda options: 0, **options: object) -> int:
    """A build that begins at a moment and takes two minutes; `command` stands for what it does."""
    turns = iter([at(moment), at(moment) + timedelta(minutes=2)])
    given = argparse.Namespace(**{"root": root, "slug": [], "format": None, "edition": None, **options})
    return beating(command, lambda: next(turns))(given)


def status(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((root / "reports/status.json").read_text(encoding="utf-8"))
    return found


def wrong(options: argparse.Namespace) -> int:
    raise Problems([Problem(Where("data/zones/zibo.yaml", 12), "value：应为数字", "改成数字")])


def test_a_run_says_when_it_was_how_it_ended_and_when_the_next_is_due(project: Path) -> None:
    assert run(project, "2026-09-05T06:00") == 0
    said = status(project)
    assert (said["result"], said["exit_code"], said["edition"], said["reports"]) == ("做成", 0, "2026-Q4", 5)
    assert (said["begun"], said["ended"]) == ("2026-09-05T06:00:00+08:00", "2026-09-05T06:02:00+08:00")
    assert said["next_due"] == "2026-10-05T06:00:00+08:00"


def test_a_run_on_time_says_nothing(project: Path, capsys: Output) -> None:
    run(project, "2026-09-05T06:00")
    run(project, "2026-10-05T06:20")
    assert capsys.readouterr().err == ""
    assert status(project)["notices"] == []


def test_the_next_run_says_which_did_not_happen(project: Path, capsys: Output) -> None:
    run(project, "2026-10-05T06:01")
    run(project, "2026-12-20T09:00")
    assert capsys.readouterr().err.splitlines() == [
        "留意  定在 2026-11-05 06:00 的一次没有做（上一次运行是 2026-10-05 06:01）",
        "留意  定在 2026-12-05 06:00 的一次没有按时做，现在补上",
    ]
    assert len(status(project)["notices"]) == 2


def test_a_clock_that_went_back_is_said(project: Path, capsys: Output) -> None:
    run(project, "2026-12-20T09:00")
    assert run(project, "2026-12-01T09:00") == 0
    assert "时钟比上一次运行（2026-12-20 09:02）还早" in capsys.readouterr().err


def test_a_failed_run_says_what_was_wrong(project: Path) -> None:
    with pytest.raises(Problems):
        run(project, "2027-01-05T06:00", wrong)
    said = status(project)
    assert (said["result"], said["exit_code"], said["withheld"]) == ("有错", 1, [])
    assert said["problems"] == ["data/zones/zibo.yaml:12  value：应为数字\n  提示：改成数字"]
    found = read_status(project / "reports")
    assert found is not None
    line = "上一次运行 2027-01-05 06:02：有错，1 处错，发布过的没有动；下一次 2027-02-05 06:00。"
    assert status_line(found) == line


def test_papers_that_were_withheld_are_named(project: Path) -> None:
    missing = [{"slug": "zibo", "title": "淄博高新区简报", "reasons": ["错了"]}]
    publish(project, EDITION, [("summary", "要情", "summary", "")], missing=missing)
    assert run(project, "2027-01-05T06:00", lambda options: 1) == 1
    assert (status(project)["result"], status(project)["withheld"]) == ("做成，有缺", ["淄博高新区简报"])


@pytest.mark.parametrize(
    ("ending", "result", "code"),
    [(KeyboardInterrupt(), "中断", 130), (ZeroDivisionError(), "程序出错", 70), (Unusable([]), "用法不对", 2)],
)
def test_however_a_run_ends_it_is_said(project: Path, ending: BaseException, result: str, code: int) -> None:
    def ended(options: argparse.Namespace) -> int:
        raise ending

    with pytest.raises(type(ending)):
        run(project, "2027-01-05T06:00", ended)
    assert (status(project)["result"], status(project)["exit_code"]) == (result, code)


def test_a_trial_and_a_run_that_another_keeps_out_leave_the_heartbeat_alone(project: Path) -> None:
    def locked(options: argparse.Namespace) -> int:
        raise Locked("reports")

    run(project, "2026-09-05T06:00")
    before = (project / "reports/status.json").read_bytes()
    assert run(project, "2026-09-06T06:00", format=["pdf"]) == 0
    assert run(project, "2026-09-06T06:00", slug=["zibo"]) == 0
    with pytest.raises(Locked):
        run(project, "2026-09-06T06:00", locked)
    assert (project / "reports/status.json").read_bytes() == before


@pytest.mark.parametrize("folder", ["data", "data/zones", ".", "templates/x", "../project"])
def test_no_heartbeat_is_written_where_data_or_templates_stand(project: Path, folder: str) -> None:
    change(project / "report.toml", 'folder = "reports"', f'folder = "{folder}"')
    before = contents(project)
    run(project, "2026-09-05T06:00")
    assert contents(project) == before


def test_a_file_in_the_place_of_the_folder_stays_and_the_run_ends_as_it_would(tmp_path: Path, capsys: Output) -> None:
    root = published_project(tmp_path / "project", ZONES[:2])
    change(root / "report.toml", 'folder = "reports"', 'folder = "there"')
    (root / "there").write_text("a person's", encoding="utf-8")
    assert run(root, "2026-09-05T06:00") == 0
    assert "status.json 没有写成" in capsys.readouterr().err
    assert (root / "there").read_text(encoding="utf-8") == "a person's"
    assert run(tmp_path / "nowhere", "2026-09-05T06:00") == 0
    assert not (tmp_path / "nowhere").exists()


def test_what_came_back_is_listed_and_left_as_it_is(project: Path, capsys: Output) -> None:
    (project / "inbox/已处理").mkdir(parents=True)
    (project / "inbox/已处理/chengdu.xlsx").touch()
    (project / "inbox/淄博报送表.xlsx").write_bytes(bytes(2048))
    (project / "inbox/~$淄博报送表.xlsx").touch()
    before = contents(project / "inbox")
    run(project, "2026-09-05T06:00")
    assert "inbox/ 里有 1 件没有处理" in capsys.readouterr().err
    assert main(["--root", str(project), "inbox"]) == 0
    out = capsys.readouterr().out
    assert "淄博报送表.xlsx   报送表   2" in out
    assert "chengdu" not in out
    assert contents(project / "inbox") == before


def test_a_build_has_a_heartbeat_and_its_edition_the_same_bytes(tmp_path: Path, capsys: Output) -> None:
    root = tiny_project(tmp_path / "project")
    assert main(["--root", str(root), "build"]) == 0
    first, published = status(root), contents(root / "reports/2026-Q4")
    assert "status.json" not in published
    page = (root / "reports/index.html").read_text(encoding="utf-8")
    assert '<p id="heartbeat">上一次运行 ' in page
    (root / "data/recipients.yaml").write_text("recipients: []\n", encoding="utf-8")  # no input of a report
    assert main(["--root", str(root), "build"]) == 0
    assert "没有改动" in capsys.readouterr().out
    assert contents(root / "reports/2026-Q4") == published
    assert status(root)["begun"] >= first["begun"]


@pytest.mark.parametrize("spoilt", ["", "[]", "{}", '{"begun": 1}'])
def test_a_heartbeat_that_cannot_be_read_is_none(tmp_path: Path, spoilt: str) -> None:
    (tmp_path / "status.json").write_text(spoilt, encoding="utf-8")
    assert read_status(tmp_path) is None
