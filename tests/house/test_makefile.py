"""What make runs for editors is ours, whatever lies about in the folder, is said in the environment, or the folder is called."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.tools.project import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def test_python_is_isolated_wherever_it_installs_or_runs_the_program() -> None:
    calls = re.findall(r'(?<!运行 )(?:\$\(PY\)|"\$\$\w+"|/python) (-.*)', _MAKEFILE)
    own = [call for call in calls if re.search(r"-m (hgz_report|pip|venv|ensurepip)\b|-c ", call)]
    assert len(own) > 9
    assert [call for call in own if not call.startswith("-I ")] == []


def test_what_pip_says_in_english_goes_into_a_file() -> None:
    calls = re.findall(r"\$\((?:INSTALL|PIP)\) .*", _MAKEFILE.partition(".DEFAULT_GOAL")[2])
    assert len(calls) > 3
    assert [call for call in calls if ">$(SAID) 2>&1 || " not in call] == []


def test_the_way_to_a_folder_of_any_name_is_in_plain_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python reads it before anything else, in the encoding of the locale."""
    spec = importlib.util.spec_from_file_location("wheel_backend", ROOT / ".ci/wheel_backend.py")
    assert spec
    assert spec.loader
    monkeypatch.setitem(sys.modules, "wheel_backend", backend := importlib.util.module_from_spec(spec))
    spec.loader.exec_module(backend)
    project = tmp_path / "项目 一"
    libraries = project / ".venv/lib/python3.11/site-packages"
    libraries.mkdir(parents=True)
    written = io.StringIO()

    @contextmanager
    def file(name: str) -> Iterator[io.StringIO]:
        assert name == "hgz_report.pth"
        yield written

    monkeypatch.setattr(backend, "_ROOT", project.resolve())
    monkeypatch.setattr(backend.sysconfig, "get_path", lambda name: str(libraries))
    builder: Any = SimpleNamespace(_write_to_zip=file, module=SimpleNamespace(name="hgz_report"))
    backend._add_way(builder)
    assert written.getvalue() == "../../../.."
    assert (libraries / written.getvalue()).resolve() == project.resolve()
