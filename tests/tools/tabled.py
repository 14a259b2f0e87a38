"""A project that tables go into, and what `excel in` says of one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from hgz_report.cli.main import main
from tests.tools.project import ROOT
from tests.tools.sample import FILES, write_sample

SOURCE = "z_xa_pr"
_REGISTERED = f"""\
  {SOURCE}:
    title: 统计快报
    publisher: 成都高新区
    date: 2026-06
    trust: A
"""


def tabled_project(folder: Path) -> Path:
    """The sample with one more source, and no rule of the gate made stricter."""
    project = write_sample(folder, {**FILES, "sources.yaml": FILES["sources.yaml"] + _REGISTERED})
    config = (ROOT / "report.toml").read_text(encoding="utf-8")
    (project / "report.toml").write_text(re.sub("^errors = .*$", "errors = []", config, flags=re.M), encoding="utf-8")
    return project


def taken(root: Path, path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    """What `excel in --json` says; its exit code is what it should be for that."""
    capsys.readouterr()
    code = main(["--root", str(root), "excel", "in", str(path), "--json", *words])
    told = json.loads(capsys.readouterr().out)
    assert code == (1 if told["refused"] or told["guess"] or errors(told) else 0)
    return told


def errors(told: Any) -> list[Any]:
    """What keeps it from being written."""
    return [one for one in told["findings"] if one["severity"] == "error"]


def refused(told: Any) -> dict[str, str]:
    """Cell -> why it was not taken."""
    return {one["cell"]: one["what"] for one in told["refused"]}
