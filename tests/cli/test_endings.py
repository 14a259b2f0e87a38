"""How a command ends that is stopped from outside: with the exit codes that README tells, its words in Chinese, no traceback."""

from __future__ import annotations

import logging
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from hgz_report.cli.previewing import InChinese
from tests.tools.project import ROOT

_COMMAND = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
import hgz_report.cli.main as command
from hgz_report.__main__ import run
command.COMMANDS = {**command.COMMANDS, "list": lambda options: print("begun", flush=True) or %s or 0}
sys.argv = ["hgz-report", "list"]
run()
"""
"""The whole command, but for what it does; it hears signals also where this suite runs in the background, or under `nohup`."""


@cache
def told(name: str) -> int:
    """The exit code that README tells for a signal or key."""
    page = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(rf"(\d+) [^；0-9]*{name}", page[page.index("\n退出码：") :])
    assert found, name
    return int(found[1])


@contextmanager
def begun(act: str) -> Iterator[subprocess.Popen[str]]:
    words = [sys.executable, "-c", _COMMAND % act]
    with subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "begun\n"
        yield process
        process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "Ctrl-C"])
def test_what_is_stopped_ends_as_the_readme_tells(name: str) -> None:
    number = signal.SIGINT if name == "Ctrl-C" else signal.Signals[name]
    with begun("time.sleep(60)") as process:
        process.send_signal(number)
        code = process.wait(20)
        assert (code if code >= 0 else 128 - code) == told(name)
        assert process.stderr
        assert process.stderr.read() == ("\n已中断；已发布的报告保持原样。\n" if name == "Ctrl-C" else "")


def test_a_reader_who_has_read_enough_is_no_failure() -> None:
    with begun("[print('甲' * 1_000) for _ in range(1_000)].clear()") as process:
        assert process.stdout
        process.stdout.close()
        assert process.wait(20) == 0
        assert process.stderr
        assert process.stderr.read() == ""


def test_libraries_come_before_what_somebody_else_has_on_the_path(tmp_path: Path) -> None:
    for name in ("yaml", "jinja2", "pydantic", "decimal"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken for a library')\n", encoding="utf-8")
    words = [sys.executable, "-m", "hgz_report", "list"]
    given = {"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}", "PATH": ""}
    ended = subprocess.run(words, cwd=tmp_path, env=given, capture_output=True, encoding="utf-8", check=False)
    assert (ended.returncode, "taken" in ended.stderr) == (1, False), ended.stderr


def test_help_that_cannot_be_printed_is_said() -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no such device")
    with full.open("w") as out:
        words = [sys.executable, "-m", "hgz_report", "--help"]
        ended = subprocess.run(words, cwd=ROOT, stdout=out, stderr=subprocess.PIPE, encoding="utf-8", check=False)
    assert (ended.returncode, "没有写完" in ended.stderr) == (2, True)


def test_what_a_library_says_in_english_is_said_in_chinese_once(capsys: pytest.CaptureFixture[str]) -> None:
    logger = logging.Logger("asyncio")
    logger.addHandler(InChinese())
    for _ in range(3):
        logger.warning("Invalid HTTP request received.")
        logger.error("socket.accept() out of system resource")
    said = capsys.readouterr().err
    assert said.count("没有答上来") == 1
    assert "system" not in said
    assert "HTTP" not in said
