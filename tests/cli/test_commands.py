"""Commands are imported when they are asked for, and all are there."""

from __future__ import annotations

import subprocess
import sys

from hgz_report.cli.main import COMMANDS, CalledFor


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
