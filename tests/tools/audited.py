"""Finished files spoilt and audited."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from benchmarks.mutants_word import WordFile
from hgz_report.cli.main import main

Output = pytest.CaptureFixture[str]
BODY = "word/document.xml"


def audited(path: Path, capsys: Output, *more: str) -> tuple[int, Any]:
    capsys.readouterr()
    code = main(["audit", str(path), "--json", *more])
    return code, json.loads(capsys.readouterr().out)["files"]


def respelt(path: Path, old: str, new: str) -> None:
    """Change the first `old` of a paragraph's text in a .docx, over whatever runs it stands in."""
    file = WordFile(path.read_bytes())
    unit = next(at for at, text in enumerate(file.texts) if old in text)
    start = file.texts[unit].index(old)
    data = file.edited(unit, [(start, start + len(old), new)])
    assert data
    path.write_bytes(data)


def rewritten(path: Path, change: Callable[[str], str], member: str = BODY) -> None:
    """Change a part of a .docx as text."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    before = members[member].decode("utf-8")
    members[member] = change(before).encode("utf-8")
    assert members[member] != before.encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
