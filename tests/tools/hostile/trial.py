"""One hostile case: a project as it was built, a command in a process of its own, and what must be true whatever came in."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.tools.hostile.bench import Bench, Place
from tests.tools.hostile.warm import Ended, waited_alone
from tests.tools.project import ROOT

DONE, FOUND, UNUSABLE, BUSY = 0, 1, 2, 75
ENGLISH = re.compile(r"Traceback|\bError\b|[a-z]Error\b|Errno|(?:\b[a-z]{2,}[ ,]+){3}[a-z]|Warning:")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|‘[^’]*’|「[^」]*」|(?:[\w.~$+-]*/)+[\w.~$+-]*|^.*usage.*$", re.MULTILINE)
"""What is somebody else's: quoted, a title, a path."""
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")
"""What is never printed."""
_GRACE = 20
"""Seconds after the limit, then it is said to hang."""
_STEEPEST, _BRIEF = 2.6, 0.3
"""Twice as much may take so many times the CPU seconds; where it takes few, the beginning and the end are most of them."""
Prepare = Callable[[Place], Sequence[str]]
Make = Callable[[Place], object]
"""Changes a place."""


@dataclass(frozen=True)
class Case:
    """What comes in, and what is expected.

    `prepare` makes it and gives the command's arguments; `codes`: exit codes that are right; `says`: a pattern that must be
    read; `seconds`, `megabytes`: the most that is spent.
    """

    door: str
    name: str
    prepare: Prepare
    codes: tuple[int, ...]
    says: str = ""
    seconds: float = 5
    megabytes: int = 400
    alone: Mapping[str, str | None] | None = None
    """A new process with this environment (None takes a name away), else a fork of one that has read the libraries."""
    shell: str = ""
    """The command's streams, `{}` being the command."""
    isolated: bool = False
    """As the Makefile runs it."""
    signal: tuple[int, float] | None = None
    """Sent after so many seconds."""
    lets: tuple[str, ...] = ()
    """Folders and files that the command may change, beside reports/."""
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Values of names (`module:name`) in the command's process: how long it waits; None: what does nothing."""
    twice: Prepare | None = None
    """The same, twice as much: it must not take much more than twice as long."""
    own: bool = False
    """In a copy of the project that is thrown away."""
    asks: Callable[[Bench], tuple[int, str]] | None = None
    """Instead of a command: a status, and what a program said that goes on running."""


@dataclass
class Seen:
    """What came of a case; `wrong` is empty where all is as expected."""

    door: str
    name: str
    code: int
    seconds: float
    megabytes: float
    said: str
    wrong: list[str] = field(default_factory=list)
    cpu: float = 0
    """Seconds, what prepares it included."""


def tried(case: Case, bench: Bench) -> Seen:
    """Run it, and put back what it changed."""
    began = time.process_time()
    if case.asks:
        seen = _asked(case, bench)
    else:
        seen = _run(case, case.prepare, bench)
        if case.twice:
            seen = _compared(seen, _run(case, case.twice, bench))
    seen.cpu += time.process_time() - began
    return seen


def _run(case: Case, prepare: Prepare, bench: Bench) -> Seen:
    place = bench.place(own=case.own)
    try:
        arguments = prepare(place)
        before = _state(place.root, case.lets)
        said = bench.folder / "said"
        seconds = case.seconds * slow() + _GRACE
        began = time.perf_counter()
        if case.alone is not None or case.shell or case.signal:
            ended = waited_alone(_begun_alone(case, place, arguments, said), seconds, case.signal)
        else:
            ended = bench.warm.end(bench.warm.begin(place.root, arguments, said, case.settings), seconds)
        seen = _seen(case, ended, time.perf_counter() - began - ended.waited, said)
        if before != _state(place.root, case.lets):
            seen.wrong.append("changed what it must not")
        return seen
    finally:
        bench.put_back(place)


def _seen(case: Case, ended: Ended, seconds: float, said: Path) -> Seen:
    words = said.read_bytes()[:2_000_000].decode("utf-8", "backslashreplace") if said.exists() else ""
    seen = Seen(case.door, case.name, ended.code, seconds, ended.megabytes, words, [], ended.cpu)
    seen.wrong += _faults(case, seen)
    if seen.code not in (DONE, *(-number for number in signal.valid_signals())) and not (words.strip() or case.shell):
        seen.wrong.append("says nothing")
    return seen


def _asked(case: Case, bench: Bench) -> Seen:
    assert case.asks is not None
    began = time.perf_counter()
    signal.signal(signal.SIGALRM, _hangs)
    signal.alarm(int(case.seconds * slow()) + _GRACE * 3)
    try:
        code, words = case.asks(bench)
    finally:
        signal.alarm(0)
    seen = Seen(case.door, case.name, code, time.perf_counter() - began, 0, words)
    seen.wrong += _faults(case, seen)
    return seen


def _hangs(number: int, frame: object) -> None:
    raise TimeoutError("it hangs")


def _compared(once: Seen, twice: Seen) -> Seen:
    if twice.cpu > _BRIEF and twice.cpu > once.cpu * _STEEPEST:
        twice.wrong.append(f"{once.cpu:.2f} CPU s, twice as much {twice.cpu:.2f} CPU s")
    twice.wrong = once.wrong + twice.wrong
    twice.cpu += once.cpu
    return twice


def _faults(case: Case, seen: Seen) -> list[str]:
    wrong = []
    if seen.code not in case.codes:
        wrong.append(f"exit {seen.code}, expected {case.codes}")
    own = _QUOTED.sub("", seen.said)
    if english := ENGLISH.search(own):
        wrong.append(f"English: {english[0]!r}")
    if CONTROLS.search(seen.said):
        wrong.append("a control character printed")
    if case.says and not re.search(case.says, seen.said):
        wrong.append(f"does not say {case.says!r}")
    if seen.seconds > case.seconds * slow():
        wrong.append(f"{seen.seconds:.1f} s")
    if seen.megabytes > case.megabytes:
        wrong.append(f"{seen.megabytes:.0f} MB")
    return wrong


def slow() -> float:
    """How much longer a limit is where others use the machine."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1) * 1.5)


def _state(root: Path, lets: tuple[str, ...]) -> dict[str, bytes]:
    """What people wrote and what is published: it must be the same afterwards."""
    kept: dict[str, bytes] = {}
    for name in ("data", "templates", "pictures", "report.toml", "reports"):
        if name in lets or not (root / name).exists() or (root / name).is_symlink():
            continue
        path = root / name
        kept |= (
            {f"{name}/{key}": value for key, value in _contents(path).items()}
            if path.is_dir()
            else {name: path.read_bytes() if path.is_file() and path.stat().st_size < 50_000_000 else b""}
        )
    return kept


def _contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in files
        if path.name not in (".lock", "status.json", "feed.xml")
        and path != folder / "index.html"  # says how the last run went
        and path.stat().st_size < 50_000_000
    }


def _begun_alone(case: Case, place: Place, arguments: Sequence[str], said: Path) -> int:
    given = {**os.environ, "PYTHONPATH": str(ROOT)}
    for name, value in (case.alone or {}).items():
        given.pop(name, None)
        if value is not None:
            given[name] = value.replace("{root}", str(place.root)).replace("{outside}", str(place.outside))
    command = [sys.executable, *(["-I"] if case.isolated else []), "-m", "hgz_report", *arguments]
    if case.shell:
        words = " ".join("'" + word.replace("'", "'\\''") + "'" for word in command)
        command = ["bash", "-c", case.shell.replace("{}", words)]
    with said.open("wb") as out:
        return subprocess.Popen(
            command, cwd=place.root, env=given, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
        ).pid
