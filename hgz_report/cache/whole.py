"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_LONGEST = 240
"""Bytes of a name that a dot and the number of a process can be added to."""


def put_whole(path: Path, *parts: bytes, lasting: bool = False, clearing: bool = False) -> None:
    """Write a file in one step, making its folder; `lasting`: on the disk when this returns.

    What killed runs left of it half written goes.  `clearing`: what stands in its place or in its folder's and should not
    goes, as in the store, where nothing is a person's.  Raises OSError, and then leaves what was there.
    """
    if clearing and not path.parent.is_dir():
        remove(path.parent)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not clearing:  # the store has thousands of files, and lets go of what is not used
        sweep_beside(path)
    fresh = half_written(path)
    try:
        _written(fresh, parts, lasting=lasting)
        if clearing and path.is_dir():
            remove(path)
        fresh.replace(path)
    except BaseException:
        _let_go(fresh)
        raise


def put_new(path: Path, *parts: bytes) -> None:
    """The same for a file that is not there yet, in a folder that is; on the disk when this returns.

    Raises FileExistsError where something has its name, which stays, OSError where it can't be written.
    """
    sweep_beside(path)
    fresh = half_written(path)
    try:
        _written(fresh, parts, lasting=True)
        try:
            os.link(fresh, path)  # never over another's
        except FileExistsError:
            raise
        except OSError:  # no second names here (FAT, some network disks)
            if os.path.lexists(path):
                raise FileExistsError(path) from None
            fresh.rename(path)
    finally:
        _let_go(fresh)


def _let_go(fresh: Path) -> None:
    for _ in range(2):  # in a folder of somebody else's nobody comes by again
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
            return


def _written(fresh: Path, parts: tuple[bytes, ...], *, lasting: bool) -> None:
    try:
        with fresh.open("wb") as file:
            file.writelines(parts)
            file.flush()
            if lasting:
                os.fsync(file.fileno())
    except OSError as error:
        error.filename = error.filename or str(fresh)  # whoever says so needs the name
        raise


def half_written(path: Path) -> Path:
    """Where this process writes what is to become a file, in the same folder."""
    return path.with_name(f".{_short(path.name)}.{os.getpid()}")


def _short(name: str) -> str:
    """A name to which more can be added: a system takes 255 bytes."""
    return name if len(os.fsencode(name)) <= _LONGEST else sha256(os.fsencode(name)).hexdigest()[:16]


def sweep_beside(path: Path) -> None:
    """Take away what killed runs left half written of a file; what a living one writes stays."""
    name = re.compile(rf"\.{re.escape(_short(path.name))}\.(\d{{1,10}})")
    with suppress(OSError):
        for other in path.parent.iterdir():
            if (found := name.fullmatch(other.name)) and not lives(int(found[1])):
                other.unlink()


def lives(process: int) -> bool:
    """Whether there is such a process; yes where the system can't be asked without harm (Windows)."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def remove(path: Path) -> None:
    """Take away a folder with all it holds, a file, or a symbolic link itself, never what it points to, as far as can be."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        if path.exists():  # a moment later it may be let
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
