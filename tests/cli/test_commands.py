"""Commands are imported when they are asked for, and all are there."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from hgz_report.cli.main import COMMANDS, CalledFor, main
from hgz_report.cli.output import say, show_table
from hgz_report.delivery import inbox


def test_every_command_is_there() -> None:
    later = [one for one in COMMANDS.values() if isinstance(one, CalledFor)]
    assert len(later) > 20
    assert all(callable(one.command) for one in later)


def test_a_command_imports_no_other() -> None:
    tried = "import sys; from hgz_report.cli.main import main; main(['list', '--root', '.']); print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True).stdout
    loaded = set(said.split())
    assert "hgz_report.cli.listing" in loaded
    assert not {"hgz_report.cli.previewing", "hgz_report.cli.auditing", "webbrowser"} & loaded


def test_what_the_system_does_not_let_a_command_read_is_said_by_its_name_with_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(root: Path) -> object:
        raise OSError(errno.EIO, "Input/output error", str(root / "inbox/表.xlsx"))

    monkeypatch.setattr(inbox, "returned", broken)
    assert main(["--root", str(tmp_path), "inbox"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("inbox/表.xlsx  读不了或者写不进：磁盘读写出错\n  提示：检查它的权限")


def test_control_characters_of_a_file_that_somebody_sent_move_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    show_table(("文件", "是什么"), [("a\x1b[31m.docx", "x\x7f")])
    say("改成\x1b]0;x\x07")
    said = capsys.readouterr().out
    assert "a<U+001B>[31m.docx" in said
    assert not {"\x1b", "\x7f", "\x07"} & set(said)
