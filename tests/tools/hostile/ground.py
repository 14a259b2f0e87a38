"""A project that is put back after each case, in its place: its store, with what was worked out, knows the folder."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

STORE = ".cache"


@dataclass
class _Entry:
    """As a file, folder or link was: `mark` tells that nobody touched it since."""

    content: bytes | str | None
    mode: int
    times: tuple[int, int]
    mark: tuple[int, ...]


class Ground:
    """`root` as it is now is how it will be again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known = {path: _read(path) for path in _below(root)}

    def changed(self) -> list[str]:
        """What people wrote or an edition holds and is otherwise now."""
        paths = {path for path in [*self._known, *_below(self.root)] if STORE not in path.relative_to(self.root).parts}
        now = {path: _read(path) if os.path.lexists(path) else None for path in sorted(paths)}
        return [
            path.relative_to(self.root).as_posix()
            for path, one in now.items()
            if not _alike(one, self._known.get(path))
        ]

    def put_back(self) -> bool:
        """Undo what was done to it; whether the store is still the one it was."""
        for path in list(_below(self.root)):
            known = self._known.get(path)
            if os.path.lexists(path) and (
                known is None or stat.S_IFMT(known.mode) != stat.S_IFMT(path.lstat().st_mode)
            ):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        store = (self.root / STORE).lstat().st_ino if (self.root / STORE).exists() else 0
        for path, known in self._known.items():
            if not os.path.lexists(path) or _mark(path) != known.mark:
                _write(path, known)
                known.mark = _mark(path)
        return store != 0 and self._known[self.root / STORE].mark[0] == store


def _below(root: Path) -> Iterator[Path]:
    """Everything, folders before what is in them, each opened."""
    for folder, folders, files in os.walk(root):
        for name in [*folders]:
            path = Path(folder, name)
            if not path.is_symlink():
                with suppress(OSError):
                    path.chmod(path.lstat().st_mode | 0o700)
            yield path
        yield from (Path(folder, name) for name in files)


def _alike(one: _Entry | None, other: _Entry | None) -> bool:
    return one is not None and other is not None and (one.content, one.mode) == (other.content, other.mode)


def _mark(path: Path) -> tuple[int, ...]:
    there = path.lstat()
    if stat.S_ISDIR(there.st_mode):
        return there.st_ino, there.st_mode
    return there.st_ino, there.st_mode, there.st_size, there.st_mtime_ns, there.st_ctime_ns


def _read(path: Path) -> _Entry:
    there = path.lstat()
    content = str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else None
    return _Entry(content, there.st_mode, (there.st_atime_ns, there.st_mtime_ns), _mark(path))


def _write(path: Path, known: _Entry) -> None:
    if stat.S_ISDIR(known.mode):
        path.mkdir(exist_ok=True)
        path.chmod(stat.S_IMODE(known.mode))
        return
    path.unlink(missing_ok=True)
    if isinstance(known.content, str):
        path.symlink_to(known.content)
    elif known.content is not None:
        path.write_bytes(known.content)
        path.chmod(stat.S_IMODE(known.mode))
        os.utime(path, ns=known.times)
