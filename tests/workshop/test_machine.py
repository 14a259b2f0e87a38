"""What `hgz-report doctor` says of a machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from hgz_report.workshop.machine import examined
from tests.tools.project import ROOT


def test_faces_programs_and_extras_are_named_with_what_they_change() -> None:
    found = examined(ROOT)
    assert {one.group for one in found.equipment} == {"程序", "字体", "可有可无的程序", "另装的部分"}
    assert all(one.changes for one in found.equipment)
    assert found.problems == ()


def test_what_is_lacking_is_said_and_a_folder_without_configuration_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hgz_report.workshop.machine.shutil.which", lambda name: None)
    monkeypatch.setattr("hgz_report.workshop.machine.find_spec", lambda name: None)
    found = examined(tmp_path)
    assert not any(one.found for one in found.equipment if one.group != "程序")
    assert "没有找到配置文件" in found.problems[0].what
