"""Word files read in a process of their own, which may take only so long and so much memory: anybody may have made them.

The process stays for the next file, what it has read of the project at hand, until it fails, takes too long, or is no longer
wanted.
"""

from __future__ import annotations

import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Lock
from typing import Any

from msgspec.structs import replace

from hgz_report.cache.store import Cache
from hgz_report.problems import Problem, Problems
from hgz_report.readers.content import Unjudged
from hgz_report.workshop.preview.warm import WarmCache
from hgz_report.workshop.returned.read_back import ReadBack, read_back

SECONDS = 20.0
"""Of the processor that a file may take: one of four pages takes one, also where others are at work."""
_WAITED = 60.0
"""Seconds by the clock after which nobody waits any longer, for the process to begin or for a file."""
_MEMORY = 2_000_000_000
"""Bytes of address space, most of which is what the program itself maps."""
_MOMENT = 0.2
"""Seconds in which a process that broke off is gone."""
_ALARM: int = getattr(signal, "SIGPROF", 0)
"""What ends a process whose time on the processor is up; 0 where the system has no such thing."""
MOST = 400
"""Changes that are told of: of more nobody goes through one by one."""
_BUSY = Problem(None, "正在读另一份", "等它读完再试")
_SLOW = Problem(
    None,
    "读得太久，没有再读",
    "用 Word 打开另存一次再试；还不行就请对方重新存一份 .docx 再发来",
)
_DIED = Problem(
    None, "读这份文件要的内存太多，没有读", "去掉后来插入的图片，用 Word 另存一次；还不行就请对方重新存一份 .docx"
)


@dataclass
class ReadApart:
    """Reads files for one preview.  `seconds`: of the processor that each may take."""

    root: Path
    seconds: float = SECONDS
    _one: Lock = field(default_factory=Lock)
    _process: SpawnProcess | None = None
    _wire: Connection | None = None

    def begin(self) -> None:
        """Have the process ready: it takes a second or two to load what it needs."""
        if self._one.acquire(blocking=False):
            try:
                self._begun()
            finally:
                self._one.release()

    def read(self, path: Path) -> ReadBack:
        """Everything that was changed in a file, at most `MOST` of it, held against the project as it is now.

        Raises Problems for a file that is none of ours, or that costs too much.
        """
        if not self._one.acquire(timeout=_WAITED):
            raise Problems([_BUSY])
        try:
            told = self._told(path)
        finally:
            self._one.release()
        if isinstance(told, ReadBack):
            return told
        raise Problems(told)

    def _told(self, path: Path) -> ReadBack | Sequence[Problem]:
        wire = self._begun()
        try:
            wire.send(path)
            if wire.poll(_WAITED):
                told: ReadBack | Sequence[Problem] = wire.recv()
                return told
        except (EOFError, OSError):
            code = self._end()
            return [_SLOW if code == -_ALARM else _DIED]
        self._end()
        return [_SLOW]

    def close(self) -> None:
        """End the process."""
        self._end()

    def _begun(self) -> Connection:
        if self._wire is None or self._process is None or not self._process.is_alive():
            self._end()
            context = get_context("spawn")
            self._wire, far = context.Pipe()
            self._process = context.Process(target=_serve, args=(self.root, far, self.seconds), daemon=True)
            self._process.start()
            far.close()
        return self._wire

    def _end(self) -> int | None:
        """End the process; how it ended where it had already."""
        code = None
        if self._process is not None:
            self._process.join(_MOMENT)
            code = self._process.exitcode
            self._process.kill()
            self._process.join()
        if self._wire is not None:
            self._wire.close()
        self._process = self._wire = None
        return code


def _serve(root: Path, wire: Connection, seconds: float) -> None:
    """Read what is named, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever ended the preview has it end us
    _bound()
    cache = WarmCache(Cache.of(root))
    while True:
        try:
            path = wire.recv()
        except (EOFError, OSError):
            return
        cache.turn()
        _wound(seconds)
        told = _told(root, path, cache)
        _wound(0)
        wire.send(told)


def _told(root: Path, path: Path, cache: Cache) -> ReadBack | tuple[Problem, ...]:
    """What was found, as it goes over the wire; else what is wrong.  MemoryError ends the process."""
    try:
        found = read_back(root, path, cache=cache)
    except Unjudged as reason:
        return (Problem(None, reason.what, reason.hint),)
    except Problems as wrong:
        return wrong.problems
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        said = f"读这份文件时程序自己出了错（{type(error).__name__}）"
        return (Problem(None, said, "用 Word 打开另存一次再试；还不行，把文件交给维护程序的人"),)
    more = (f"改动太多，只列前 {MOST} 处；后面的用 hgz-report returned 看",) if len(found.items) > MOST else ()
    items = tuple(item.settled() for item in found.items[:MOST])
    return replace(found, items=items, said=(*found.said, *more))


def _wound(seconds: float) -> None:
    """Have the system end this process when it has taken so much of the processor, where it can; 0: let it be."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bound() -> None:
    """Take no more memory than is granted, where the system can hold us to it."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        limits: Any = resource
        limits.setrlimit(limits.RLIMIT_AS, (_MEMORY, _MEMORY))
