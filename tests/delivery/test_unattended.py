"""What a timer starts, and the timers that start it."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from hgz_report.cli import main as commands
from hgz_report.cli.main import main
from hgz_report.delivery import clock
from hgz_report.delivery.clock import CHINA
from hgz_report.delivery.heartbeat import Seen, ended, write_status
from tests.tools.mail_server import mail_server
from tests.tools.project import ROOT, change
from tests.tools.published import ZONES, published_project

Output = pytest.CaptureFixture[str]
PLACE = "一 个$文\"件'夹 100%"
SCHEDULES = [("天", 1), ("周", 7), ("月", 28), ("季", 5)]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 29, 15, 0, tzinfo=CHINA))
    root = published_project(tmp_path / PLACE, ZONES[:2])
    change(root / "report.toml", '# every = "季"', 'every = "季"')
    change(root / "report.toml", "# day = 5 ", "day = 5 ")
    return root


def timer(root: Path, system: str, capsys: Output) -> str:
    capsys.readouterr()
    assert main(["--root", str(root), "schedule", f"--{system}"]) == 0
    return capsys.readouterr().out


def every(root: Path, what: str, day: int) -> None:
    change(root / "report.toml", 'every = "季"', f'every = "{what}"')
    change(root / "report.toml", "day = 5 ", f"day = {day} ")


@pytest.mark.parametrize(("what", "day"), SCHEDULES)
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here to ask")
def test_systemd_reads_its_units_without_a_remark(project: Path, capsys: Output, what: str, day: int) -> None:
    every(project, what, day)
    units = re.split(r"^# 存成 .*/(\S+)\n", timer(project, "systemd", capsys), flags=re.MULTILINE)[1:]
    names, texts = units[::2], units[1::2]
    assert names == ["hgz-report.service", "hgz-report.timer"]
    for name, text in zip(names, texts, strict=True):
        (project / name).write_text(text, encoding="utf-8")
    asked = [str(project / name) for name in names]
    run = subprocess.run(
        ["systemd-analyze", "verify", "--user", *asked],
        capture_output=True,
        text=True,
        check=False,
        env={"XDG_RUNTIME_DIR": "/tmp"},
    )
    said = [line for line in (run.stdout + run.stderr).splitlines() if "hgz-report" in line]
    assert (run.returncode, said) == (0, [])
    calendar = re.search(r"OnCalendar=(.*)", texts[1])
    assert calendar
    found = subprocess.run(
        ["systemd-analyze", "calendar", "--base-time=2026-11-29 15:00:00", calendar[1]],
        capture_output=True,
        text=True,
        check=False,
        env={"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8"},
    )
    first = json.loads(_as_json(project, capsys))["first"][:16].replace("T", " ")
    assert first in found.stdout


def _as_json(root: Path, capsys: Output) -> str:
    capsys.readouterr()
    assert main(["--root", str(root), "schedule", "--cron", "--json"]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(("what", "day"), SCHEDULES)
def test_windows_gets_a_task_that_catches_up_and_never_runs_twice_at_once(
    project: Path, capsys: Output, what: str, day: int
) -> None:
    every(project, what, day)
    task = ET.fromstring(timer(project, "windows", capsys))
    found = {part.tag.partition("}")[2]: (part.text or "").strip() for part in task.iter()}
    assert (found["StartWhenAvailable"], found["MultipleInstancesPolicy"]) == ("true", "IgnoreNew")
    assert found["WorkingDirectory"] == str(project.resolve())
    assert found["Command"] == str(Path(sys.executable).absolute())
    assert datetime.fromisoformat(found["StartBoundary"]) > clock.now()


def test_the_line_of_cron_is_read_by_cron_and_the_shell_as_it_was_meant(project: Path, capsys: Output) -> None:
    (line,) = (line for line in timer(project, "cron", capsys).splitlines() if not line.startswith("#"))
    minute, hour, *_, command = line.split(" ", 5)
    assert (minute, hour) == ("7", "*")
    assert not re.search(r"(?<!\\)%", command)
    words = shlex.split(command.replace("\\%", "%"))  # as cron hands it over
    assert words[:2] == ["cd", str(project.resolve())]
    assert words[-1] == "delivery/unattended.log"


def test_the_very_command_of_the_timer_runs_with_nothing_in_its_environment(project: Path, capsys: Output) -> None:
    """The project has no templates: the run fails, says so in the log and in the heartbeat, and ends with 1."""
    (line,) = (line for line in timer(project, "cron", capsys).splitlines() if not line.startswith("#"))
    command = line.split(" ", 5)[5].replace("\\%", "%")
    run = subprocess.run(
        ["env", "-i", f"PYTHONPATH={ROOT}", "/bin/sh", "-c", command], capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stdout, run.stderr) == (1, "", "")
    log = (project / "delivery/unattended.log").read_text(encoding="utf-8")
    assert "定时运行" in log
    assert "共 " in log
    assert json.loads((project / "reports/status.json").read_text(encoding="utf-8"))["result"] == "有错"
    again = subprocess.run(
        ["env", "-i", f"PYTHONPATH={ROOT}", "/bin/sh", "-c", command], capture_output=True, text=True, check=False
    )
    assert again.returncode == 0  # not due again
    assert (project / "delivery/unattended.log").read_text(encoding="utf-8") == log


def test_without_a_schedule_it_is_said_what_to_write(project: Path, capsys: Output) -> None:
    change(project / "report.toml", 'every = "季"', "")
    assert main(["--root", str(project), "schedule", "--systemd"]) == 2
    assert "没有写多久做一次" in capsys.readouterr().err
    change(project / "report.toml", "[schedule]", '[schedule]\nevery = "周"\n')
    change(project / "report.toml", "day = 5 ", "day = 8 ")
    assert main(["--root", str(project), "schedule", "--systemd"]) == 1
    assert "一周里没有第 8 天" in capsys.readouterr().err


class Steps:
    """Stands for the commands: what each ends with, and which were asked for."""

    def __init__(self, **codes: int) -> None:
        self.codes = codes
        self.asked: list[str] = []
        self.words: list[str] = []

    def __call__(self, arguments: Sequence[str]) -> int:
        words = [word for word in arguments[2:] if not word.startswith("--") or word == "--failure"]
        self.asked.append(" ".join(words))
        self.words += arguments
        return self.codes.get(words[0], 0)


@pytest.mark.parametrize(
    ("codes", "asked", "code"),
    [
        ({}, ["build", "deliver"], 0),
        ({"build": 1}, ["build", "deliver --failure"], 1),
        ({"build": 2}, ["build", "deliver --failure"], 2),
        ({"build": 75}, ["build"], 75),
        ({"deliver": 1}, ["build", "deliver", "deliver --failure"], 1),
        ({"deliver": 75}, ["build", "deliver"], 75),
    ],
)
def test_what_was_not_made_is_not_delivered_and_the_editor_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, codes: dict[str, int], asked: list[str], code: int
) -> None:
    (project / "data/recipients.yaml").touch()
    change(project / "report.toml", 'sender = ""', 'sender = "bulletin@example.invalid"')
    change(project / "report.toml", 'editor = ""', 'editor = "editor@example.invalid"')
    steps = Steps(**codes)
    monkeypatch.setattr(commands, "main", steps)
    assert main(["--root", str(project), "unattended"]) == code
    assert steps.asked == asked


@pytest.mark.parametrize(
    ("withheld", "asked", "code"),
    [
        (True, ["build", "deliver", "deliver --failure"], 1),
        (False, ["build", "deliver --failure"], 1),
    ],
)
def test_who_keeps_going_sends_what_was_published_without_the_rest(
    project: Path, monkeypatch: pytest.MonkeyPatch, withheld: bool, asked: list[str], code: int
) -> None:
    (project / "data/recipients.yaml").touch()
    change(project / "report.toml", 'sender = ""', 'sender = "bulletin@example.invalid"')
    change(project / "report.toml", 'editor = ""', 'editor = "editor@example.invalid"')
    lacking = {"reports": [], "missing": [{"slug": "zibo", "title": "淄博"}]}
    wrong = () if withheld else ("data/national.yaml:3  错了",)
    now = clock.now()
    write_status(project / "reports", ended(now, now, 1, Seen("2026-Q4", lacking, wrong), None))
    steps = Steps(build=1)
    monkeypatch.setattr(commands, "main", steps)
    assert main(["--root", str(project), "unattended", "--keep-going"]) == code
    assert steps.asked == asked
    assert "--keep-going" in steps.words


@pytest.mark.parametrize("system", ["systemd", "cron", "windows"])
def test_a_timer_can_be_told_to_keep_going(project: Path, capsys: Output, system: str) -> None:
    assert "--keep-going" not in timer(project, system, capsys)
    assert main(["--root", str(project), "schedule", f"--{system}", "--keep-going"]) == 0
    assert " unattended --keep-going" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("hgz_report.edition.build.build", "程序出错（RuntimeError），请告诉维护的人"),
        ("hgz_report.cli.building._built", "程序出错（RuntimeError），请告诉维护的人"),
    ],
)
def test_the_editor_is_told_when_the_program_itself_fails(
    project: Path, monkeypatch: pytest.MonkeyPatch, step: str, said: str
) -> None:
    def fails(*anything: object, **named: object) -> int:
        raise RuntimeError(step)

    monkeypatch.setattr(step, fails)
    with mail_server() as box:
        for old, new in {
            'server = ""': 'server = "127.0.0.1"',
            "port = 465": f"port = {box.port}",
            'tls = "tls"': 'tls = "none"',
            'sender = ""': 'sender = "bulletin@example.invalid"',
            'editor = ""': 'editor = "editor@example.invalid"',
        }.items():
            change(project / "report.toml", old, new)
        with pytest.raises(RuntimeError, match=re.escape(step)):
            main(["--root", str(project), "unattended"])
        assert box.counts() == {"editor@example.invalid": 1}
        body = box.mail("editor@example.invalid").get_body()
    assert body is not None
    assert said in body.get_content()


def test_a_run_is_due_once_after_each_time_it_was_due(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Steps()
    monkeypatch.setattr(commands, "main", steps)
    asked = ["--root", str(project), "unattended", "--if-due"]
    assert main(asked) == 0
    assert steps.asked == ["build"]  # none ever ran

    def ran(begun: datetime) -> None:
        write_status(project / "reports", ended(begun, begun, 0, Seen("2026-Q4", {}), None))

    ran(clock.now() - timedelta(days=40))
    assert main(asked) == 0
    assert steps.asked == ["build"]
    ran(datetime(2026, 10, 5, 5, 59, tzinfo=CHINA))
    assert main(asked) == 0
    assert steps.asked == ["build", "build"]
