"""Edited files take the place of those that were read: all prepared first, each exchanged in one step, none that moved on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hgz_report.cache.whole import sync
from hgz_report.problems import Problem, Problems, Where, os_reason

_AGAIN = "再做一次：先读现在的文件"


@dataclass(frozen=True, slots=True)
class Rewrite:
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
    one that was read, leads out of the project, or can't be written; when the system fails between two files, says which were
    written.
    """
    staged: dict[str, tuple[Path, Path]] = {}
    written: list[str] = []
    name = ""
    try:
        for name, content in files.items():
            target = inside(root, name)
            staged[name] = target, _staged(target, content.after)
        for name, content in files.items():
            _still(staged[name][0], name, content.before)
        for name, (target, fresh) in staged.items():
            fresh.replace(target)
            written.append(name)
    except OSError as error:
        done = f"；已经写好的：{'、'.join(written)}" if written else "，什么都没有写"
        raise Problems([_unwritable(name, error, done)]) from None
    finally:
        for _, fresh in staged.values():
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
    for folder in {target.parent for target, _ in staged.values()}:
        sync(folder)


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


def _staged(target: Path, data: bytes) -> Path:
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.chmod(target.stat().st_mode & 0o7777)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    return fresh
