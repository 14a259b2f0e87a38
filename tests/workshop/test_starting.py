"""A folder for another office: it builds at once, from a wheel as well, and nothing that is there is written over."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hgz_report.cache.store import Cache
from hgz_report.edition.config import load_config
from hgz_report.edition.rehearse import rehearse
from hgz_report.problems import Unusable
from hgz_report.workshop.starting.set_up import set_up
from tests.tools.project import ROOT


def test_a_new_folder_is_right_as_it_is(tmp_path: Path) -> None:
    names = set_up(tmp_path / "本办")
    made = rehearse(tmp_path / "本办", load_config(tmp_path / "本办"), cache=Cache(None))
    assert len(made.papers) == 2
    assert made.warnings == () or all("字体" in one.hint or "make fonts" in one.hint for one in made.warnings)
    assert "data/zones/chengdu.yaml" in names


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "信.txt").write_text("留着", encoding="utf-8")
    with pytest.raises(Unusable, match="已经有东西"):
        set_up(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["信.txt"]


def test_the_wheel_lays_it_out_without_this_project(tmp_path: Path) -> None:
    backend = importlib.util.spec_from_file_location("wheel_backend", ROOT / ".ci/wheel_backend.py")
    assert backend is not None
    build = "import sys; sys.path.insert(0, '.ci'); import wheel_backend; print(wheel_backend.build_wheel(sys.argv[1]))"
    named = subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, capture_output=True, check=True)
    unpacked = tmp_path / "unpacked"
    zipfile.ZipFile(tmp_path / named.stdout.decode().strip().splitlines()[-1]).extractall(unpacked)
    command = [sys.executable, "-m", "hgz_report", "new", "office", "--json"]
    told = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(unpacked)}, capture_output=True, check=True
    )
    assert b"templates/zone/report.yaml" in told.stdout
    assert (tmp_path / "office/templates/annex/report.yaml").read_bytes() == (
        ROOT / "templates/annex/report.yaml"
    ).read_bytes()
    assert not (ROOT / "hgz_report/workshop/starting/carried").exists()
