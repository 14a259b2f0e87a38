"""The real data and templates in a folder of a test's own, to be changed and built there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAPERS = Path(__file__).with_name("papers")
"""Templates of the tests' own: long papers with a contents page and every kind of block, whose words stay as they are."""
FONTS_OFF = "machine = false"
FORMATS = 'formats = ["pdf", "docx", "html"]'


def copy_project(folder: Path, templates: Path = ROOT / "templates") -> Path:
    """Data, templates and configuration.

    The machine's own fonts are left aside, so that every machine does the same; what a test tries may be an old figure.  HTML is
    left out: the tests about it ask for it.
    """
    shutil.copytree(ROOT / "data", folder / "data")
    shutil.copytree(templates, folder / "templates")
    config = (ROOT / "report.toml").read_text(encoding="utf-8").replace("machine = true", FONTS_OFF)
    config, settled = re.subn(r"^errors = \[.*?\]", "errors = []", config, flags=re.MULTILINE)
    assert settled == 1
    assert FORMATS in config
    config = config.replace('booklet = "papers"', 'booklet = "none"')
    (folder / "report.toml").write_text(config.replace(FORMATS, 'formats = ["pdf", "docx"]'), encoding="utf-8")
    return folder


def small_project(folder: Path) -> Path:
    """The zones' briefings without their longer sections, in Word only: an edition that is made in a second or two."""
    root = copy_project(folder)
    for room in (root / "templates").iterdir():
        if room.is_dir() and room.name not in ("zone", "shared"):
            shutil.rmtree(room)
    for path in (root / "templates/zone").glob("[2-6]*.md.j2"):
        path.unlink()
    change(root / "report.toml", 'formats = ["pdf", "docx"]', 'formats = ["docx"]')
    return root


def change(path: Path, old: str, new: str) -> int:
    """Replace the first `old` in a file; the line it stood in."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no “{old}”"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def section(folder: Path, report: str, text: str) -> str:
    """Write a section of a test's own into the templates of a kind of report; its path as messages give it."""
    path = folder / "templates" / report / "15_own.md.j2"
    path.write_text(text, encoding="utf-8")
    return path.relative_to(folder).as_posix()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its relative path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
