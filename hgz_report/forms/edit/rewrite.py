"""Edited files take the place of those that were read: all prepared first, all exchanged or none, none that moved on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from hgz_report.cache.together import NOTE, alone, noted, put_back
from hgz_report.cache.whole import half_written, sync
from hgz_report.problems import Problem, Problems, Where, os_reason

_AGAIN = "再做一次：先读现在的文件"


class Rewrite(Struct, frozen=True):
    """A file as it was read and as it is to be."""

    before: bytes
    after: bytes


def still_as_read(root: Path, files: Mapping[str, Rewrite]) -> None:
    """Raise Problems where `rewrite` would: for whoever has something else to write first."""
    for name, content in files.items():
        try:
            _still(inside(root, name), name, content.before)
        except OSError as error:
            raise Problems([_unwritable(name, error, "，什么都没有写")]) from None


def rewrite(root: Path, files: Mapping[str, Rewrite]) -> None:
    """Put every file's new bytes in its place under `root`; names are from there, with forward slashes.

    The mode stays, a link inside the project stays a link.  Raises Problems, and has changed nothing, when a file is not the
    one that was read, leads out of the project, or can't be written.  Where the system fails between two files, or the run is
    killed there, what was written is taken back: at once, or by the next run (`cache.together`).
    """
    staged: dict[str, tuple[Path, Path]] = {}
    at = next(iter(files), "")
    try:
        with alone(root):
            put_back(root)
            with noted(root, {name: (content.before, content.after) for name, content in files.items()}):
                for at, content in files.items():
                    target = inside(root, at)
                    staged[at] = target, half_written(target)
                    _stage(*staged[at], content.after)
                for at, content in files.items():
                    _still(staged[at][0], at, content.before)
                for at in staged:
                    target, fresh = staged[at]
                    fresh.replace(target)
                for folder in {target.parent for target, _ in staged.values()}:
                    sync(folder)
    except OSError as error:
        raise Problems([_unwritable(at, error, _standing(root))]) from None
    finally:
        for _, fresh in staged.values():
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _standing(root: Path) -> str:
    if (root / NOTE).exists():
        return "；已经写了的退不回去，下一次运行先退回原样，再做别的"
    return "，什么都没有写"


def _unwritable(name: str, error: OSError, done: str) -> Problem:
    return Problem(Where(name), f"写不了这个文件：{os_reason(error)}{done}", "检查磁盘空间和文件夹的权限")


def inside(root: Path, name: str) -> Path:
    """The file of this name, links followed.

    Raises Problems when it is not a file of the project, OSError when there is none.
    """
    path = (root / name).resolve(strict=True)
    if not path.is_relative_to(root.resolve()) or not path.is_file():
        what = "这个文件其实在项目文件夹外面，没有改它"
        raise Problems([Problem(Where(name), what, "把链接换成项目里的文件，或者到它真正在的地方去改")])
    return path


def _still(path: Path, name: str, before: bytes) -> None:
    if path.read_bytes() != before:
        raise Problems([Problem(Where(name), "这个文件刚才被别人改过，没有改它", _AGAIN)])


def _stage(target: Path, fresh: Path, data: bytes) -> None:
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.chmod(target.stat().st_mode & 0o7777)
