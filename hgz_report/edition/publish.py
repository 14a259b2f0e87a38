"""Puts an edition into its folder whole or not at all: built beside it, then exchanged for it in one step, one run at a time.

Where the system can't exchange two folders (Windows, some network disks) it is swapped in by two renames.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from hgz_report.cache.whole import remove, sync
from hgz_report.edition.edition_folders import free_name, leftovers
from hgz_report.problems import Locked, Problem, Problems, Where, os_reason

_HERE, _SWAP = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS."""


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


def publish(
    folder: Path,
    edition: str,
    files: Mapping[str, bytes | Path],
    keep: Callable[[Path], bool] = lambda stood: True,
    from_here_on: Callable[[], None] = lambda: None,
) -> Path:
    """Put `files` (name -> bytes, or a finished file to take) into `folder/edition`.

    Until the last rename the present edition is untouched; `from_here_on` is called before.  `keep` gets what stood there, and
    says whether it may go.  Raises Problems when the folder can't be written.
    """
    target = folder / edition
    try:
        _recover(folder, edition, keep)
        half, fresh, old = (free_name(folder, f".{edition}.{what}") for what in ("half", "new", "old"))
        half.mkdir()
        for name, data in files.items():
            _put(half / name, data, target / name)
        sync(half)
        half.rename(fresh)  # under this name it is whole
        from_here_on()
        if not (os.path.lexists(target) and _exchanged(fresh, target)):
            if os.path.lexists(target):
                target.rename(old)
            fresh.rename(target)
    except OSError as error:
        _recover(folder, edition, keep)
        raise Problems([unwritable(Path(error.filename or folder), error)]) from None
    except BaseException:
        _recover(folder, edition, keep)
        raise
    sync(folder)  # it is published; only a power cut could still undo it, wholly
    _recover(folder, edition, keep)
    return target


def _recover(folder: Path, edition: str, keep: Callable[[Path], bool]) -> None:
    """What a run left, this one or one that was killed or failed: what was published comes back, what was half made goes, and
    what stood in the edition's place once people's files are out of it.
    """
    target = folder / edition
    for what, path in leftovers(folder, edition):
        if what == "old" and not os.path.lexists(target):
            with suppress(OSError):  # the folder can't be written: the caller says so
                path.rename(target)
        elif what == "half" or keep(path):
            remove(path)


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


def unwritable(path: Path, error: OSError) -> Problem:
    """Why a file or folder can't be written, in Chinese."""
    return Problem(
        Where(path.as_posix()),
        f"写不进输出文件夹：{os_reason(error)}",
        "检查权限和磁盘空间，或在 report.toml 的 [output] folder 改换文件夹",
    )
