"""A process that has read the libraries that commands need, and becomes a command by a fork: a run takes a tenth of the time.

It has done nothing else: what a command remembers, it remembers in a fork of its own.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from hgz_report.cli.main import main

_TIMED_OUT = -signal.SIGKILL


@dataclass(frozen=True)
class Ended:
    """How a process ended: exit code (negative: the signal), the most memory in MB, CPU seconds with its children.

    `waited`: seconds in which it was ready and others had the processors.
    """

    code: int
    megabytes: float
    cpu: float
    waited: float


class Warm:
    """`libraries`: modules to read; `cwd` is where a command begins unless told."""

    def __init__(self, libraries: Iterable[str]) -> None:
        self._line, theirs = socket.socketpair()
        self.pid = os.fork()
        if not self.pid:
            self._line.close()
            with suppress(BaseException):
                _read(libraries)
                _serve(theirs)
            os._exit(0)
        theirs.close()
        self._file = self._line.makefile("rwb")

    def begin(self, root: Path, arguments: Sequence[str], said: Path, settings: Mapping[str, Any] | None = None) -> int:
        """Start a command in a folder, its words into a file; `settings`: values of names (`module:name`) there.  Its id."""
        told = {"root": str(root), "arguments": list(arguments), "said": str(said), "settings": dict(settings or {})}
        return int(self._asked(told))

    def end(self, pid: int, seconds: float) -> Ended:
        """Wait for it, and kill it with all it started when the time is over."""
        self._tell({"end": pid})
        began, late = time.perf_counter(), False
        while not select.select([self._line], [], [], 1)[0]:
            if not late and time.perf_counter() - began - _waited(pid) > seconds:
                late = True
                with suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)
        answer = self._file.readline()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        code, megabytes, cpu, waited = json.loads(answer)
        return Ended(_TIMED_OUT if late else code, megabytes, cpu, waited)

    def close(self) -> None:
        """Let it go."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        self._file.close()
        self._line.close()

    def _tell(self, told: Mapping[str, Any]) -> None:
        self._file.write(json.dumps(told).encode() + b"\n")
        self._file.flush()

    def _asked(self, told: Mapping[str, Any]) -> Any:
        self._tell(told)
        return json.loads(self._file.readline())


def libraries_of(root: Path, *commands: Sequence[str]) -> list[str]:
    """What commands import, each tried in a fork of this process.  Raises AssertionError where one fails of itself."""
    found: set[str] = set()
    for arguments in commands:
        reading, writing = os.pipe()
        if not (pid := os.fork()):
            with suppress(BaseException):
                code = _command(root, arguments, Path(os.devnull), {})
                os.write(writing, json.dumps([code, sorted(sys.modules)]).encode())
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as file:
            code, names = json.loads(file.read())
        os.waitpid(pid, 0)
        assert code in (0, 1, 2), (arguments, code)
        found |= {name for name in names if name not in sys.modules and not name.startswith("__")}
    return sorted(found)


def _read(libraries: Iterable[str]) -> None:
    for name in libraries:
        with suppress(ImportError):
            import_module(name)


def _serve(line: socket.socket) -> None:
    file = line.makefile("rwb")
    while told := file.readline():
        asked = json.loads(told)
        answer: Any = _ended(asked["end"]) if "end" in asked else _forked(line, asked)
        file.write(json.dumps(answer).encode() + b"\n")
        file.flush()


def _forked(line: socket.socket, asked: Mapping[str, Any]) -> int:
    if pid := os.fork():
        return pid
    line.close()
    code = 70
    try:
        os.setsid()
        code = _command(Path(asked["root"]), asked["arguments"], Path(asked["said"]), asked["settings"])
    finally:
        os._exit(code)


def _ended(pid: int) -> list[float]:
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    waited = _waited(pid)
    _, status, used = os.wait4(pid, 0)
    return [os.waitstatus_to_exitcode(status), used.ru_maxrss / 1024, used.ru_utime + used.ru_stime, waited]


def _command(root: Path, arguments: Sequence[str], said: Path, settings: Mapping[str, Any]) -> int:
    code = 70
    try:
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.chdir(root)
        for name, value in settings.items():
            module, _, attribute = name.partition(":")
            assert hasattr(import_module(module), attribute), name
            setattr(import_module(module), attribute, _does_nothing if value is None else value)
        code = main(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 70
    except BaseException:  # what a person would see
        traceback.print_exc()
    with suppress(OSError, ValueError):
        sys.stdout.flush()
        sys.stderr.flush()
    return code


def _does_nothing(*given: object) -> None:
    """Instead of what only takes time."""


def waited_alone(pid: int, seconds: float, sent: tuple[int, float] | None) -> Ended:
    """The same of a process that this one started; `sent`: a signal once it has run so many seconds."""
    began, peak, waited = time.perf_counter(), 0.0, 0.0
    while True:
        peak, waited = max(peak, _peak(pid)), max(waited, _waited(pid))
        done, status, used = os.wait4(pid, os.WNOHANG)
        passed = time.perf_counter() - began
        if done:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            return Ended(os.waitstatus_to_exitcode(status), peak, used.ru_utime + used.ru_stime, waited)
        if sent and passed - waited > sent[1]:
            os.kill(pid, sent[0])
            sent = None
        if passed - waited > seconds:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            _, _, used = os.wait4(pid, 0)
            return Ended(_TIMED_OUT, peak, used.ru_utime + used.ru_stime, waited)
        time.sleep(0.01)


def _waited(pid: int) -> float:
    """Seconds in which a process was ready and others had the processors, so far."""
    with suppress(OSError, ValueError, IndexError):
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    return 0.0


def _peak(pid: int) -> float:
    """The most memory of a process so far, MB: what wait4 says of one that became another program is that of the first."""
    with suppress(OSError, ValueError, IndexError):
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024
    return 0.0
