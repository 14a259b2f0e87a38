"""Puts an edition into its folder whole or not at all: built beside it, then swapped in by two renames, one run at a time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from hgz_report.problems import Locked, Problem, Problems, Where


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
            _put(fresh / name, data)
        _sync(fresh)
        if os.path.lexists(target):
            target.rename(old)
        fresh.rename(target)
        _sync(folder)
        _remove(old)
    except OSError as error:
        _recover(target, fresh, old)
        raise Problems([unwritable(Path(error.filename or folder), error)]) from None
    except BaseException:
        _recover(target, fresh, old)
        raise
    return target


def _recover(target: Path, fresh: Path, old: Path) -> None:
    """After a run that was killed or failed: what was published comes back, what was half made goes."""
    if old.is_dir() and not os.path.lexists(target):
        with suppress(OSError):  # the folder can't be written: the caller says so
            old.rename(target)
    else:
        _remove(old)
    _remove(fresh)


def _remove(path: Path) -> None:
    """A folder with all it holds, a file, or a symbolic link itself, never what it points to."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _put(path: Path, data: bytes | Path) -> None:
    """Write some bytes, or take a finished file: the same file under a second name where the system has that."""
    if isinstance(data, Path):
        try:
            os.link(data, path)
        except OSError:  # no second names here, or another disk
            _write(path, data.read_bytes())
    else:
        _write(path, data)


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
    reason = {
        13: "没有写入权限",
        28: "磁盘已满",
        30: "磁盘只读",
        20: "路径中有一段是文件而不是文件夹",
        17: "同名文件已存在",
    }
    said = reason.get(error.errno or 0, error.strerror or str(error))
    return Problem(
        Where(path.as_posix()),
        f"写不进输出文件夹：{said}",
        "检查权限和磁盘空间，或在 report.toml 的 [output] folder 改换文件夹",
    )
