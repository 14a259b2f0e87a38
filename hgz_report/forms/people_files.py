"""Which entries of a folder a person put there: what systems and open programs leave behind is passed over."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from hgz_report.problems import Problem, Where, os_reason

_LEFT_BEHIND = re.compile(r"\..*|~\$.*|~WR[A-Z]\d+\.tmp|thumbs\.db|desktop\.ini|__pycache__", re.IGNORECASE)
"""Hidden files, an office program's lock (`~$…`, `.~lock.…#`) and scratch files, the marks of file managers."""


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name is nobody's."""
    return _LEFT_BEHIND.fullmatch(name) is not None


def entries(folder: Path) -> Iterator[Path]:
    """What people put into a folder, by name.  Raises OSError."""
    return (path for path in sorted(folder.iterdir()) if not is_left_behind(path.name))


def unreadable(folder: Path, most: int) -> Iterator[Problem]:
    """What stands in a folder of the project, or below it, and is not read: a link that leads out of the folder, what is neither
    file nor folder (to open a pipe waits for ever), a file of more than `most` bytes.  Raises OSError.
    """
    own = folder.resolve()
    if own.parent != folder.parent.resolve():
        yield Problem(Where(folder.name), "这个文件夹是链接，内容在项目外面", "把文件夹本身放进项目")
        return
    for path in _below(folder):
        where = Where(path.relative_to(folder.parent).as_posix())
        if fault := _fault_of(path, own, most):
            yield Problem(where, *fault)


def ordinary_bytes(path: Path, most: int) -> bytes:
    """All of a file of at most `most` bytes.  Raises OSError, for what is larger and what is no file, too: a pipe has no end."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.ENXIO, "", str(path))
    if found.st_size > most:
        raise OSError(errno.EFBIG, "", str(path))
    return path.read_bytes()


def _below(folder: Path) -> Iterator[Path]:
    """Everything below a folder, by name; links are not followed."""
    for path in entries(folder):
        yield path
        if path.is_dir() and not path.is_symlink():
            yield from _below(path)


def _fault_of(path: Path, own: Path, most: int) -> tuple[str, str] | None:
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(own):
            return "是链接，指向这个文件夹外面", "把文件本身放进来"
        found = path.stat()
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before Python 3.13
        reason = os_reason(error) if isinstance(error, OSError) else "链接绕成了圈"
        return f"读不出来：{reason}", "检查文件是否完好、有没有读取权限；坏的链接请删去"
    if stat.S_ISDIR(found.st_mode):
        return ("是链接，绕回了上面的文件夹", "删去这个链接") if path.is_symlink() else None
    if not stat.S_ISREG(found.st_mode):
        return "不是普通的文件", "移出去，换成文件"
    if found.st_size > most:
        size = f"{found.st_size / 1024 / 1024:.1f} MB，超过 {most / 1024 / 1024:.0f} MB"
        return f"文件有 {size} 的上限", "请检查是否放错了文件"
    if not os.access(path, os.R_OK):
        return "没有读取权限", "检查文件的权限"
    return None
