"""An edition says in which faces it is printed, and no others take their place without a word."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

import matplotlib as mpl
import pytest

from hgz_report.cli.main import main
from hgz_report.fonts.folders import installed_with_us
from tests.tools.project import change, contents
from tests.tools.tiny_project import EDITION, tiny_project

Output = pytest.CaptureFixture[str]
ANOTHER = Path(mpl.get_data_path()) / "fonts" / "ttf" / "STIXGeneral.ttf"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tiny_project(tmp_path_factory.mktemp("faces") / "project")
    assert main(["--root", str(root), "build"]) == 0
    return root


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "project")
    return tmp_path / "project"


def build(root: Path, *options: str) -> int:
    return main(["--root", str(root), "build", *options])


def own_latin(root: Path) -> None:
    """A face of the project's own for 西文."""
    (root / "fonts").mkdir()
    shutil.copy(ANOTHER, root / "fonts/times.ttf")


def test_the_manifest_names_every_face_with_its_version_and_the_hash_of_its_file(built: Path) -> None:
    said = json.loads((built / EDITION / "manifest.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(installed_with_us("NotoSerifSC-Regular.otf").read_bytes()).hexdigest()
    assert list(said["faces"]) == ["仿宋", "小标宋", "黑体", "楷体", "宋体", "西文"]
    first = said["faces"]["仿宋"][0]
    assert (first["name"], first["sha256"]) == ("Noto Serif SC", digest)
    assert first["version"].startswith("Version ")


def test_a_face_that_the_machine_got_meanwhile_changes_nothing(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(project / EDITION)
    installed = tmp_path / "home/.local/share/fonts"
    installed.mkdir(parents=True)
    shutil.copy(ANOTHER, installed / "times.ttf")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert build(project, "--no-cache") == 0
    assert contents(project / EDITION) == before
    change(project / "report.toml", '# "西文" = ["times.ttf"]', '"西文" = ["times.ttf"]')  # what is named is used
    assert build(project, "--new-fonts") == 0
    assert contents(project / EDITION) != before


def test_where_nobody_looks_on_other_faces_are_refused_until_they_are_meant(project: Path, capsys: Output) -> None:
    before = contents(project / EDITION)
    own_latin(project)
    assert build(project, "--unattended") == 1
    said = capsys.readouterr().err
    assert "字体和 2026-Q4 那一期不一样，版面会变：西文 Noto Serif SC → STIXGeneral" in said
    assert "--new-fonts" in said
    assert contents(project / EDITION) == before
    assert build(project, "--unattended", "--new-fonts") == 0
    assert contents(project / EDITION) != before
    assert build(project, "--unattended", "--no-cache") == 0  # from now on they are those of the edition before


def test_who_looks_on_is_told_and_served(project: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    own_latin(project)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    assert build(project) == 0
    assert "留意  字体和 2026-Q4 那一期不一样" in capsys.readouterr().out
    assert "字体和" not in (project / EDITION / "manifest.json").read_text(encoding="utf-8")


def test_a_file_of_the_same_name_with_other_content_is_another_face(project: Path, capsys: Output) -> None:
    own_latin(project)
    assert build(project, "--new-fonts") == 0
    face = project / "fonts/times.ttf"
    face.write_bytes(face.read_bytes() + bytes(4))
    assert build(project, "--unattended") == 1
    assert "西文 STIXGeneral：内容 " in capsys.readouterr().err


def test_the_next_edition_is_held_against_the_one_before(project: Path, capsys: Output) -> None:
    own_latin(project)
    assert build(project, "--unattended", "--edition", "2027-Q1", "--date", "2027-03-31") == 1
    assert "字体和 2026-Q4 那一期不一样" in capsys.readouterr().err
    shutil.rmtree(project / "reports")  # as in a fresh clone
    assert build(project, "--unattended", "--edition", "2027-Q1", "--date", "2027-03-31") == 0


def test_editions_of_older_programs_are_held_against_by_name(project: Path, capsys: Output) -> None:
    path = project / EDITION / "manifest.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    del said["faces"]
    path.write_text(json.dumps(said), encoding="utf-8")
    assert build(project, "--unattended") == 0
    said["fonts"]["黑体"] = "SimHei"
    del said["faces" if "faces" in said else "libraries"]
    path.write_text(json.dumps(said), encoding="utf-8")
    assert build(project, "--unattended") == 1
    assert "黑体 SimHei → Noto Sans SC" in capsys.readouterr().err


@pytest.mark.parametrize("spoilt", ["", "[]", '{"edition": "2026-Q4", "date": 1, "fonts": []}'])
def test_a_manifest_that_says_nothing_stops_nothing(project: Path, spoilt: str) -> None:
    own_latin(project)
    (project / EDITION / "manifest.json").write_text(spoilt, encoding="utf-8")
    assert build(project, "--unattended") == 0
