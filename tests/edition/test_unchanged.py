"""A run that has nothing to do says so at once; whatever was changed, by whomever, it is done again."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hgz_report.cli.main import main
from hgz_report.edition.config import load_config
from hgz_report.edition.plan import plan
from hgz_report.edition.unchanged import inputs_digest
from hgz_report.problems import Problems
from tests.tools.project import change, contents
from tests.tools.tiny_project import EDITION, tiny_project, turn

AGAIN = "没有改动，不用重做"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small edition, built once with its cache."""
    root = tiny_project(tmp_path_factory.mktemp("tiny") / "project")
    assert main(["--root", str(root), "build"]) == 0
    return root


def said(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What a build says."""
    capsys.readouterr()
    assert main(["--root", str(root), "build", *options]) == 0
    return capsys.readouterr().out


def test_a_second_build_changes_nothing_and_says_so(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(built / EDITION)
    stamps = {path.name: path.stat().st_mtime_ns for path in (built / EDITION).iterdir()}
    assert AGAIN in said(built, capsys)
    assert contents(built / EDITION) == before
    assert {path.name: path.stat().st_mtime_ns for path in (built / EDITION).iterdir()} == stamps


def test_without_the_cache_the_same_bytes_are_made_again(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(built / EDITION)
    assert AGAIN not in said(built, capsys, "--no-cache")
    assert contents(built / EDITION) == before


@pytest.mark.parametrize(
    "disturb",
    [
        lambda root: (root / EDITION / "made-000.docx").write_bytes(b"changed"),
        lambda root: (root / EDITION / "made-000.docx").unlink(),
        lambda root: (root / EDITION / "facts.csv").unlink(),
        lambda root: (root / EDITION / "manifest.json").write_text("{}", encoding="utf-8"),
        turn,
        lambda root: change(root / "report.toml", "copies = 0", "copies = 20"),
        lambda root: ((root / "pictures").mkdir(), (root / "pictures/a.png").write_bytes(b"")),
        lambda root: (root / "templates/zone/99_more.md.j2").write_text("# 另外\n\n另有说明。\n", encoding="utf-8"),
    ],
    ids=(
        "a file changed",
        "a file gone",
        "a table gone",
        "the manifest spoilt",
        "data",
        "configuration",
        "a picture",
        "a template",
    ),
)
def test_whatever_was_changed_is_made_again(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], disturb: Callable[[Path], object]
) -> None:
    root = tmp_path / "project"
    shutil.copytree(built, root)
    assert AGAIN not in said(root, capsys)  # it stands in another folder now
    assert AGAIN in said(root, capsys)
    disturb(root)
    assert AGAIN not in said(root, capsys)


def test_another_edition_is_not_taken_for_this_one(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(built, capsys, "--edition", "2027-Q1", "--date", "2027-03-31")
    assert (built / "reports/2027-Q1/made-000.docx").exists()
    assert "2026-Q4" in said(built, capsys)
    assert main(["--root", str(built), "build", "--edition", ""]) == 1  # no edition's id, though nothing was changed


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_run_with_nothing_to_do_imports_none_of_the_libraries(built: Path, command: str) -> None:
    code = (
        "import sys\nfrom hgz_report.cli.main import main\n"
        f"code = main(['--root', {str(built)!r}, {command!r}])\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules} & "
        "{'jinja2', 'pydantic', 'reportlab', 'docx', 'lxml', 'yaml', 'rich', 'uharfbuzz', 'matplotlib', 'PIL', 'msgspec'}), code)"
    )
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
        )
    assert done.stdout.splitlines()[-1] == "[] 0"


def test_a_partial_build_lints_what_it_is_made_of_and_nothing_else(project: Path) -> None:
    change(project / "data/zones/chengdu.yaml", "about: 首批", "about: 近年来,首批")
    config = load_config(project)
    assert plan(project, config, ["zibo"]).documents
    for slugs in (["chengdu"], ["national"], []):
        with pytest.raises(Problems, match=r"data/zones/chengdu\.yaml"):
            plan(project, config, slugs)


def test_a_folder_or_a_file_that_has_become_a_link_is_not_as_it_was(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "project", tmp_path / "elsewhere"
    (root / "data").mkdir(parents=True)
    (root / "data/a.yaml").write_text("a: 1\n", encoding="utf-8")
    elsewhere.mkdir()
    told = {inputs_digest(root, "")}
    (root / "data/a.yaml").rename(elsewhere / "a.yaml")
    (root / "data/a.yaml").symlink_to(elsewhere / "a.yaml")
    told.add(inputs_digest(root, ""))
    (root / "data/a.yaml").unlink()
    (root / "data").rmdir()
    (root / "data").symlink_to(elsewhere)
    told.add(inputs_digest(root, ""))
    assert len(told) == 3
