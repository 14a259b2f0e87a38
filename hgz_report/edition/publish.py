"""Puts an edition into its folder whole or not at all: built beside it, then exchanged for it in one step, one run at a time.

Where the system can't exchange two folders (Windows, some network disks) it is swapped in by two renames.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from hgz_report.cache.whole import remove
from hgz_report.problems import Locked, Problem, Problems, Where

_HERE, _SWAP = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS."""
_REASONS = {
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.ENOSPC: "磁盘已满",
    getattr(errno, "EDQUOT", -1): "用完了分给的磁盘空间",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.ENOTDIR: "路径中有一段是文件而不是文件夹",
    errno.EEXIST: "同名文件已存在",
    errno.ENOENT: "刚写好的文件或文件夹不见了",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENAMETOOLONG: "路径太长",
    errno.EBUSY: "有程序占着它",
}


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold the output folder for this run.  Raises Locked when another run holds it, Problems when it can't be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / ".lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise Locked(str(folder)) from None
    except OSError as error:
        raise Problems([unwritable(folder, error)]) from None
    try:
        yield
    finally:
        lock.release()


def publish(folder: Path, edition: str, files: Mapping[str, bytes | Path], *, keep: bool) -> Path:
    """Put `files` (name -> bytes, or a finished file to take) into `folder/edition`.

    With `keep`, files of the present edition that are not among them stay.  Until the last rename the present edition is
    untouched.  Raises Problems when the folder can't be written.
    """
    target, fresh, old = folder / edition, folder / f".{edition}.new", folder / f".{edition}.old"
    try:
        _recover(target, fresh, old)
        fresh.mkdir()
        if keep and target.is_dir() and not target.is_symlink():
            for path in sorted(target.iterdir()):
                if path.is_file() and not path.is_symlink() and path.name not in files:
                    shutil.copy2(path, fresh / path.name)
        for name, data in files.items():
            _put(fresh / name, data, target / name)
        _sync(fresh)
        if not (os.path.lexists(target) and _exchanged(fresh, target)):
            if os.path.lexists(target):
                target.rename(old)
            fresh.rename(target)
    except OSError as error:
        _recover(target, fresh, old)
        raise Problems([unwritable(Path(error.filename or folder), error)]) from None
    except BaseException:
        _recover(target, fresh, old)
        raise
    with suppress(OSError):  # it is published; only a power cut could still undo it, wholly
        _sync(folder)
    remove(old)
    remove(fresh)
    return target


def _recover(target: Path, fresh: Path, old: Path) -> None:
    """After a run that was killed or failed: what was published comes back, what was half made goes."""
    if old.is_dir() and not os.path.lexists(target):
        with suppress(OSError):  # the folder can't be written: the caller says so
            old.rename(target)
    else:
        remove(old)
    remove(fresh)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False, and nothing done, where that can't be."""
    if sys.platform not in ("linux", "darwin"):
        return False
    system = ctypes.CDLL(None)
    names = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            return bool(system.renamex_np(*names, _SWAP) == 0)
        return bool(system.renameat2(_HERE, names[0], _HERE, names[1], _SWAP) == 0)
    except AttributeError:  # an old C library
        return False


def _put(path: Path, data: bytes | Path, replaced: Path) -> None:
    """Write some bytes, or take a finished file: the same file under a second name where the system has that.

    Not where another edition than the one that is replaced has it too: who changes a file in one must not change the other's.
    """
    if isinstance(data, bytes):
        _write(path, data)
        return
    try:
        names = data.stat().st_nlink
        if names > 2 or (names == 2 and not (replaced.exists() and replaced.samefile(data))):
            raise OSError(errno.EMLINK, "of another edition")
        os.link(data, path)
    except OSError:  # no second names here, or another disk
        _write(path, data.read_bytes())


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    """Make renames last through a power cut where the system lets a folder be opened (not on Windows)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def unwritable(path: Path, error: OSError) -> Problem:
    """Why a file or folder can't be written, in Chinese."""
    said = _REASONS.get(error.errno or 0, f"系统不许（错误 {error.errno}）")
    return Problem(
        Where(path.as_posix()),
        f"写不进输出文件夹：{said}",
        "检查权限和磁盘空间，或在 report.toml 的 [output] folder 改换文件夹",
    )
