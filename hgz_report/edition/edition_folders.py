"""Folders below the output folder: an edition's own, and those beside it that are called after it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hgz_report.cache.whole import lives
from hgz_report.problems import Problem, Problems, Where

TRIAL, ASIDE, CORRECTED = "-试做", "-改过的", "-更正"
_OURS = re.compile(rf"(.+?)(?:{TRIAL}|{ASIDE}|{CORRECTED}(\d+))+")
_WORKING = re.compile(r"\.(half|new|old)\d*")
_HALF_WRITTEN = re.compile(r"\.(?:index\.html|feed\.xml|status\.json)\.(\d{1,10})")
_PROTECTED = ("data", "templates", "pictures", "fonts", "inbox", "hgz_report", ".git", ".cache", ".venv")
"""What of a project is no place for editions."""
_ELSEWHERE = "在 report.toml 的 [output] folder 写一个别的文件夹，如 reports"


def is_reserved(identifier: str) -> bool:
    """Whether an edition's id ends like a folder that the program makes beside one."""
    return _OURS.fullmatch(identifier) is not None


def edition_of(folder: str) -> str:
    """The edition that a folder is or belongs to."""
    found = _OURS.fullmatch(folder)
    return found[1] if found else folder


def correction_number(folder: str) -> int:
    """Which corrected edition a folder is, counted from 1; 0 for none."""
    found = re.fullmatch(rf".+{CORRECTED}(\d+)", folder)
    return int(found[1]) if found else 0


def leftovers(output: Path, edition: str) -> Iterator[tuple[str, Path]]:
    """What a run that was killed left beside an edition: `half` made, `new` (made, or exchanged for it), `old`."""
    for path in sorted(output.iterdir()):
        found = _WORKING.fullmatch(path.name.removeprefix(f".{edition}"))
        if found and path.name.startswith(f".{edition}."):
            yield found[1], path


def sweep(output: Path) -> None:
    """Take away what killed runs left half written of the files beside the editions; what a living one writes stays."""
    for path in output.glob(".*.*"):
        found = _HALF_WRITTEN.fullmatch(path.name)
        if found and not lives(int(found[1])):
            with suppress(OSError):
                path.unlink()


def free_name(folder: Path, name: str) -> Path:
    """A name in a folder that nothing has: the one asked for, else the same with a number before its ending."""
    stem, dot, ending = name.rpartition(".") if "." in name[1:] else (name, "", "")
    path, number = folder / name, 2
    while os.path.lexists(path):
        path, number = folder / f"{stem}-{number}{dot}{ending}", number + 1
    return path


def check_output(root: Path, output: Path, edition: str) -> None:
    """Raises Problems where editions would be put among the project's own files, or in their place."""
    if "\0" in f"{output}{edition}":
        raise Problems([Problem(Where("report.toml"), "输出文件夹或期的编号里有不能用的字符 U+0000", _ELSEWHERE)])
    home, there = root.resolve(), output.resolve()
    target = (output / edition).resolve()
    inside = next((name for name in _PROTECTED if there.is_relative_to((root / name).resolve())), "")
    if there == home or inside or home.is_relative_to(target):
        place = f"项目自己的 {inside}/" if inside else "项目所在的文件夹"
        what = f"各期报告不能放在“{output.name or '.'}”：那是{place}，发布会动到里面的文件"
        raise Problems([Problem(Where("report.toml"), what, _ELSEWHERE)])
