"""One hostile case: a project of its own, a command in a process of its own, and what must be true whatever came in."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from hgz_report.cli.main import main
from tests.tools.project import ROOT

DONE, FOUND, UNUSABLE, BUSY = 0, 1, 2, 75
_ENGLISH = re.compile(r"Traceback|\bError\b|[a-z]Error\b|Errno|(?:\b[a-z]{2,}[ ,]+){3}[a-z]|Warning:")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》|‘[^’]*’|「[^」]*」|(?:[\w.~$+-]*/)+[\w.~$+-]*|^.*usage.*$", re.MULTILINE)
"""What is somebody else's: quoted, a title, a path."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f]")
_GRACE = 20
"""Seconds after the limit, then it is said to hang."""


@dataclass
class Place:
    """Where a case happens: `root` a built project, `outside` a folder beside it for what comes from elsewhere."""

    root: Path
    outside: Path

    def write(self, name: str, content: str | bytes) -> Path:
        """A file of the project."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that is there."""
        text = (self.root / name).read_text(encoding="utf-8")
        assert old in text, (name, old)
        self.write(name, text.replace(old, new, 1))

    def came(self, name: str, content: bytes) -> str:
        """A file from outside; its path."""
        path = self.outside / name
        path.write_bytes(content)
        return str(path)


Prepare = Callable[[Place], Sequence[str]]
Make = Callable[[Place], object]
"""Changes a place."""


@dataclass(frozen=True)
class Case:
    """What comes in, and what is expected.

    `prepare` makes it and gives the command's arguments; `codes`: exit codes that are right; `says`: a pattern that must be
    read; `seconds`, `megabytes`: the most that is spent; `alone`: a new process with this environment (None takes a name away),
    else a fork; `shell`: the command's streams, `{}` being the command; `signal`: sent after so many seconds.
    """

    door: str
    name: str
    prepare: Prepare
    codes: tuple[int, ...]
    says: str = ""
    seconds: float = 5
    megabytes: int = 400
    alone: Mapping[str, str | None] | None = None
    shell: str = ""
    isolated: bool = False
    """As the Makefile runs it."""
    signal: tuple[int, float] | None = None
    lets: tuple[str, ...] = ()
    """Folders and files that the command may change, beside reports/."""


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


def tried(case: Case, built: Path, folder: Path) -> Seen:
    """Run it in a copy of the built project below `folder`."""
    place = Place(folder / "project", folder / "outside")
    shutil.rmtree(folder, ignore_errors=True)
    place.outside.mkdir(parents=True)
    shutil.copytree(built, place.root, symlinks=True)
    arguments = case.prepare(place)
    before = _state(place.root, case.lets)
    said = folder / "said"
    began = time.perf_counter()
    pid = _begun_alone(case, place, arguments, said) if _is_alone(case) else _forked(place.root, arguments, said)
    code, megabytes = _ended(pid, case)
    seconds = time.perf_counter() - began
    words = said.read_bytes()[:2_000_000].decode("utf-8", "backslashreplace") if said.exists() else ""
    seen = Seen(case.door, case.name, code, seconds, megabytes, words)
    seen.wrong += _faults(case, seen)
    if before != _state(place.root, case.lets):
        seen.wrong.append("changed what it must not")
    _open(folder)
    shutil.rmtree(folder, ignore_errors=True)
    return seen


def _is_alone(case: Case) -> bool:
    return case.alone is not None or bool(case.shell) or case.signal is not None


def _faults(case: Case, seen: Seen) -> list[str]:
    wrong = []
    if seen.code not in case.codes:
        wrong.append(f"exit {seen.code}, expected {case.codes}")
    own = _QUOTED.sub("", seen.said)
    if english := _ENGLISH.search(own):
        wrong.append(f"English: {english[0]!r}")
    if _CONTROLS.search(seen.said):
        wrong.append("a control character printed")
    if case.says and not re.search(case.says, seen.said):
        wrong.append(f"does not say {case.says!r}")
    if seen.code not in (DONE, *(-number for number in signal.valid_signals())) and not seen.said.strip():
        wrong.append("says nothing") if not case.shell else None
    if seen.seconds > case.seconds * _slow():
        wrong.append(f"{seen.seconds:.1f} s")
    if seen.megabytes > case.megabytes:
        wrong.append(f"{seen.megabytes:.0f} MB")
    return wrong


def _slow() -> float:
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


def _forked(root: Path, arguments: Sequence[str], said: Path) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 70
    try:
        os.setsid()
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(handle, 1)
        os.dup2(handle, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.chdir(root)
        code = main(arguments)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 70
    except BaseException:  # what a person would see
        traceback.print_exc()
    finally:
        with suppress(OSError):
            sys.stdout.flush()
        os._exit(code)


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


def _ended(pid: int, case: Case) -> tuple[int, float]:
    """Exit code and the most memory, MB; killed where it hangs."""
    until = time.perf_counter() + case.seconds + _GRACE
    sent = case.signal is None
    began, peak = time.perf_counter(), 0.0
    while True:
        peak = max(peak, _peak(pid))
        done, status, used = os.wait4(pid, os.WNOHANG)
        if done:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
            return os.waitstatus_to_exitcode(status), peak if _is_alone(case) else used.ru_maxrss / 1024
        if not sent and case.signal and time.perf_counter() - began > case.signal[1]:
            sent = True
            os.kill(pid, case.signal[0])
        if time.perf_counter() > until:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.wait4(pid, 0)
            return -9, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        time.sleep(0.01)


def _peak(pid: int) -> float:
    """The most memory of a process so far, MB: what wait4 says of one that became another program is that of the first."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0.0
    found = re.search(r"VmHWM:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def _open(folder: Path) -> None:
    """Let all of it be deleted again."""
    for path, folders, _ in os.walk(folder):
        for name in folders:
            with suppress(OSError):
                Path(path, name).chmod(0o700)
