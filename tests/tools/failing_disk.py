"""A disk that fails: what this process and its children do below some folders is counted, and from some place on refused.

Or the process is killed there.  For a process of its own: it can't be undone.
"""

from __future__ import annotations

import builtins
import errno
import io
import mmap
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any

import hgz_report
from hgz_report.edition import publish

_MADE = {
    "os.link": 1, "os.rename": 1, "os.mkdir": 0, "os.utime": 0, "os.remove": 0, "os.rmdir": 0, "os.chmod": 0, "os.symlink": 1,
    "os.truncate": 0,
}  # fmt: skip
"""What changes a disk, and which argument names the place."""
_GONE = ("os.remove", "os.rmdir")
_PACKAGE = str(Path(hgz_report.__file__).parent)


class FailingDisk:
    """The `at`th operation fails with `error`, and with `lasting` all that come after it; 0: none, they are only counted.

    `reads`: what is opened for reading is counted instead.  `kill`: the process ends there by SIGKILL, 2: with its group.
    `sites`: a file that gets a line for each operation: which code asked for it.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        error: int,
        at: int = 0,
        *,
        lasting: bool = False,
        reads: bool = False,
        kill: int = 0,
        sites: Path | None = None,
    ) -> None:
        self.folders = tuple(f"{folder}{end}" for folder in folders for end in ("/", ""))
        self.error, self.at, self.lasting = error, at, lasting
        self.reads, self.kill, self.sites = reads, kill, sites
        self.counter = mmap.mmap(-1, 8)  # shared with the children

    @property
    def done(self) -> int:
        """Operations so far."""
        return int.from_bytes(self.counter[:8], "little")

    def begin(self) -> None:
        """From now on."""
        sys.addaudithook(self._hear)
        if self.reads:
            return
        opened, synced, exchanged = io.open, os.fsync, publish._exchanged

        def open_file(file: Any, mode: str = "r", buffering: int = -1, *rest: Any, **named: Any) -> Any:
            writes = isinstance(file, (str, Path)) and set(mode) & set("wax") and self._holds(str(file))
            if not writes:
                return opened(file, mode, buffering, *rest, **named)
            binary = io.BufferedWriter(_File(str(file), mode.replace("b", "").replace("t", ""), self))
            if "b" in mode:
                return binary
            return io.TextIOWrapper(binary, *rest, **named)

        def sync(fd: Any) -> None:
            if self._holds(str(Path(f"/proc/self/fd/{fd}").readlink())):
                self.step("fsync", "")
            synced(fd)

        def exchange(one: Path, other: Path) -> bool:
            try:
                if self._holds(str(other)):
                    self.step("exchange", str(other))
            except OSError:
                return False
            return exchanged(one, other)

        io.open = builtins.open = open_file
        os.fsync = sync
        publish._exchanged = exchange

    def written(self, write: Callable[[Any], int], data: Any) -> int:
        """Write, or half of it and then no more."""
        try:
            self.step("write", "", half=lambda: write(bytes(data)[: len(data) // 2]))
        except OSError:
            write(bytes(data)[: len(data) // 2])
            raise
        return write(data)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            if not isinstance(path, str):
                return
            writes = bool(set(mode or "") & set("wax")) or bool((flags or 0) & os.O_CREAT)
            if writes != self.reads and self._holds(path):
                self.step("open", path)
        elif event in _MADE and not self.reads:
            path = arguments[_MADE[event]]
            if isinstance(path, (str, bytes, Path)) and self._holds(os.fsdecode(path)):
                self.step(event, os.fsdecode(path))

    def _holds(self, path: str) -> bool:
        return path.startswith(self.folders)

    def step(self, what: str, path: str, half: Callable[[], object] = lambda: None) -> None:
        """An operation is about to be done.  Raises OSError where it may not be."""
        now = self.done + 1
        self.counter[:8] = now.to_bytes(8, "little")
        if self.sites:
            _told(self.sites, f"{now} {what} {_asking()}\n")
        if not self.at or now < self.at or (now > self.at and not self.lasting):
            return
        if self.kill:
            half()
            os.killpg(os.getpgrp(), signal.SIGKILL) if self.kill > 1 else os.kill(os.getpid(), signal.SIGKILL)
        if not (self.error == errno.ENOSPC and what in _GONE):  # a full disk lets go
            raise OSError(self.error, os.strerror(self.error), path)


class _File(io.FileIO):
    def __init__(self, path: str, mode: str, disk: FailingDisk) -> None:
        super().__init__(path, mode)
        self.disk = disk

    def write(self, data: Any) -> int:
        return self.disk.written(super().write, data)


def _told(path: Path, line: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_APPEND)
    os.write(handle, line.encode())
    os.close(handle)


def _asking() -> str:
    """Which line of the package asks, and who asked it, for what writes files is a few functions."""
    frame: FrameType | None = sys._getframe(2)
    places: list[str] = []
    while frame and len(places) < 3:
        code = frame.f_code
        if code.co_filename.startswith(_PACKAGE):
            places.append(f"{code.co_filename[len(_PACKAGE) + 1 :]}:{code.co_name}:{frame.f_lineno}")
        frame = frame.f_back
    return "<".join(places)
