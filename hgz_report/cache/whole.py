"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path


def put_whole(path: Path, *parts: bytes, lasting: bool = False, clearing: bool = False) -> None:
    """Write a file in one step, making its folder; `lasting`: on the disk when this returns.

    `clearing`: what stands in its place or in its folder's and should not goes, as in the store, where nothing is a person's.
    Raises OSError, and then leaves what was there.
    """
    if clearing and not path.parent.is_dir():
        remove(path.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            file.writelines(parts)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
        if clearing and path.is_dir():
            remove(path)
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise


def remove(path: Path) -> None:
    """Take away a folder with all it holds, a file, or a symbolic link itself, never what it points to, as far as can be."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def sync(folder: Path) -> None:
    """Make renames last through a power cut where the system lets a folder be opened (not on Windows)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
