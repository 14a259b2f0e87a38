"""Several files that change all together or not at all: what they held is noted before the first one is exchanged.

Where a run is stopped between two of them the next one finds the note, and puts back what had been exchanged.
"""

from __future__ import annotations

import errno
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hgz_report.cache.whole import put_whole, sweep_beside, sync

FOLDER = ".rewriting"
NOTE = f"{FOLDER}/before.json"
"""Where the note stands, from the project's root."""
_WAIT = 10.0
"""Seconds for another run to come to the end of its files."""


@dataclass(frozen=True, slots=True)
class PutBack:
    """What became of files that a run left half exchanged: `back` are as they were before it, `moved` was changed since, and
    then nothing was touched.
    """

    back: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()


@contextmanager
def alone(root: Path, wait: float | None = None) -> Iterator[None]:
    """Be the only run that exchanges files of a project.  Raises OSError, EBUSY where another one goes on doing so."""
    from filelock import FileLock, Timeout  # every command imports this module

    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    lock = FileLock(folder / "lock", timeout=_WAIT if wait is None else wait)
    try:
        lock.acquire()
    except Timeout:
        raise OSError(errno.EBUSY, "another run exchanges files", str(folder)) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def noted(root: Path, files: Mapping[str, tuple[bytes, bytes]]) -> Iterator[None]:
    """Note what files (by name from `root`: before and after) hold, and put it back where the block is left by an exception.

    For who is alone.  Raises OSError, before the block where nothing can be noted; a note that stays is for the next run.
    """
    entries = [
        {"name": name, "before": b64encode(before).decode(), "after": sha256(after).hexdigest()}
        for name, (before, after) in files.items()
    ]
    note = root / NOTE
    put_whole(note, json.dumps({"files": entries}, ensure_ascii=False).encode(), lasting=True)
    sync(note.parent)
    try:
        yield
    except BaseException:
        put_back(root)
        raise
    with suppress(OSError):  # all of them are as they are to be: the next run sees that, and lets it go
        note.unlink()


def put_back(root: Path) -> PutBack | None:
    """Undo what a run left half done; None where there is nothing to undo.  For who is alone.  Raises OSError."""
    note = root / NOTE
    try:
        entries = [(str(one["name"]), b64decode(one["before"]), str(one["after"])) for one in _entries(note)]
    except FileNotFoundError:
        return None
    found = _undone(root, entries)
    note.unlink(missing_ok=True)
    return found


def left_half_done(root: Path) -> PutBack | None:
    """The same for who begins a run, where no other one is about it.  Raises OSError."""
    if not (root / NOTE).exists():
        return None
    try:
        with alone(root, 0):
            return put_back(root)
    except OSError as error:
        if error.errno == errno.EBUSY:
            return None
        raise


def _entries(note: Path) -> Sequence[Mapping[str, str]]:
    """What a note says; nothing where it is none, for then no run of ours left it.  Raises OSError."""
    try:
        content = json.loads(note.read_bytes())["files"]
        fine = all(isinstance(one[key], str) for one in content for key in ("name", "before", "after"))
        [b64decode(one["before"], validate=True) for one in content]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ()
    return content if fine else ()


def _undone(root: Path, entries: Sequence[tuple[str, bytes, str]]) -> PutBack | None:
    exchanged: list[tuple[str, Path, bytes]] = []
    moved: list[str] = []
    ours = [one for one in entries if sha256(one[1]).hexdigest() != one[2] and _is_ours(root, one[0])]
    for name, before, after in ours:
        path = (root / name).resolve()
        sweep_beside(path)
        now = path.read_bytes() if path.is_file() else b""
        if sha256(now).hexdigest() == after:
            exchanged.append((name, path, before))
        elif now != before:
            moved.append(name)
    if len(exchanged) == len(ours) or not exchanged:
        return None
    if moved:
        return PutBack(moved=tuple(one[0] for one in ours))
    for _, path, before in exchanged:
        mode = path.stat().st_mode
        put_whole(path, before, lasting=True)
        path.chmod(mode & 0o7777)
    return PutBack(tuple(name for name, _, _ in exchanged))


def _is_ours(root: Path, name: str) -> bool:
    """Whether a name is of a file that people write: nothing outside the project, nothing hidden."""
    home, path = root.resolve(), (root / name).resolve()
    return path.is_relative_to(home) and not any(part.startswith(".") for part in path.relative_to(home).parts)
