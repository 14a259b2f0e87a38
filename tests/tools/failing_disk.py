"""A disk that fails: what this process and its children write below some folders is counted, and from some place on refused.

For a process of its own: it can't be undone.
"""

from __future__ import annotations

import builtins
import io
import mmap
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hgz_report.edition import publish

_MADE = {"os.link": 1, "os.rename": 1, "os.mkdir": 0, "os.utime": 0, "os.remove": 0, "os.rmdir": 0}
"""What changes a disk, and which argument names the place."""


class FailingDisk:
    """The `at`th operation fails with `error`, and with `lasting` all that come after it; 0: none, they are only counted."""

    def __init__(self, folders: Sequence[Path], error: int, at: int = 0, *, lasting: bool = False) -> None:
        self.folders = tuple(f"{folder}{end}" for folder in folders for end in ("/", ""))
        self.error, self.at, self.lasting = error, at, lasting
        self.counter = mmap.mmap(-1, 8)  # shared with the children

    @property
    def done(self) -> int:
        """Operations so far."""
        return int.from_bytes(self.counter[:8], "little")

    def begin(self) -> None:
        """From now on."""
        sys.addaudithook(self._hear)
        opened, synced, exchanged = io.open, os.fsync, publish._exchanged

        def open_file(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
            if isinstance(file, (str, Path)) and "w" in mode and self._holds(str(file)):
                return io.BufferedWriter(_File(str(file), self))
            return opened(file, mode, *rest, **named)

        def sync(fd: Any) -> None:
            if self._holds(str(Path(f"/proc/self/fd/{fd}").readlink())):
                self._step("fsync")
            synced(fd)

        def exchange(one: Path, other: Path) -> bool:
            try:
                if self._holds(str(other)):
                    self._step(str(other))
            except OSError:
                return False
            return exchanged(one, other)

        io.open = builtins.open = open_file
        os.fsync = sync
        publish._exchanged = exchange

    def written(self, write: Callable[[Any], int], data: Any) -> int:
        """Write, or half of it and then no more."""
        try:
            self._step("write")
        except OSError:
            write(bytes(data)[: len(data) // 2])
            raise
        return write(data)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            if isinstance(path, str) and (mode == "w" or (flags or 0) & os.O_CREAT) and self._holds(path):
                self._step(path)
        elif event in _MADE:
            path = arguments[_MADE[event]]
            gone = event in ("os.remove", "os.rmdir")  # a full disk lets go
            if not (gone and self.error != 5) and self._holds(os.fsdecode(path)):
                self._step(os.fsdecode(path))

    def _holds(self, path: str) -> bool:
        return path.startswith(self.folders)

    def _step(self, name: str) -> None:
        now = self.done + 1
        self.counter[:8] = now.to_bytes(8, "little")
        if self.at and (now == self.at or (self.lasting and now > self.at)):
            raise OSError(self.error, os.strerror(self.error), name)


class _File(io.FileIO):
    def __init__(self, path: str, disk: FailingDisk) -> None:
        super().__init__(path, "wb")
        self.disk = disk

    def write(self, data: Any) -> int:
        return self.disk.written(super().write, data)
