"""Builds that something happens to, and what has to be true whatever it was."""

from __future__ import annotations

import os
import re
import select
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Literal

from hgz_report.cli.main import main
from tests.tools.project import contents
from tests.tools.tiny_project import EDITION, tiny_project, turn

ASIDE = f"{EDITION}-改过的"

_GOLDEN = (5**0.5 - 1) / 2
_ENGLISH = re.compile(r"Traceback|Error\b|Errno|(?:\b[a-z]{2,} ){2}[a-z]")
_OURS = re.compile("hgz-report [a-z-]+(?: (?:in|out))?")
"""A command that a hint tells."""
_TITLE = re.compile(r"《[^》]*》")  # a source's own
_HANGS = 120
"""Seconds after which a run of the tiny project will not end."""
State = Literal[0, 1]


@dataclass
class Run:
    """A build, or another command, in a process of its own: a fork of this one, that has read the libraries already."""

    pid: int
    said: Path
    began: float = field(default_factory=time.perf_counter)
    code: int | None = None
    seconds: float = 0

    @classmethod
    def begin(cls, root: Path, *options: str, first: Callable[[], None] = lambda: None) -> Run:
        """Start it; `first` is done there before it."""
        return cls.of(root, lambda: main(["--root", str(root), "build", *options]), first)

    @classmethod
    def of(cls, root: Path, act: Callable[[], int], first: Callable[[], None] = lambda: None) -> Run:
        """Start whatever gives an exit code."""
        said = root.parent / f"said-{next(_numbers)}"
        pid = os.fork()
        if pid:
            return cls(pid, said)
        code, known = 70, {*sys.modules}
        try:
            os.setsid()
            handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(handle, 1)
            os.dup2(handle, 2)
            first()
            code = act()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 70
        except BaseException:  # what a person would see
            traceback.print_exc()
        finally:
            with suppress(OSError):
                sys.stdout.flush()
            _read_there(said).write_text("\n".join(name for name in sys.modules if name not in known), encoding="utf-8")
            os._exit(code)

    def end(self) -> int:
        """Wait for it; its exit code, negative where it was killed."""
        if self.code is None:
            self._wait()
            _, status = os.waitpid(self.pid, 0)
            self.code = os.waitstatus_to_exitcode(status)
            self.seconds = time.perf_counter() - self.began
            self._read_here()
        return self.code

    def _wait(self) -> None:
        """See to it that it comes to an end, where the system can tell (Linux)."""
        if hasattr(os, "pidfd_open"):
            handle = os.pidfd_open(self.pid)
            ended, _, _ = select.select([handle], [], [], _HANGS)
            os.close(handle)
            if not ended:
                self.kill(group=True)
                raise AssertionError(f"hangs: {self.words[-500:]}")

    def _read_here(self) -> None:
        """Import what a run that came to its end had to: half of its time.  The next one has it from the fork."""
        if self.code is not None and self.code >= 0:
            for name in _read_there(self.said).read_text(encoding="utf-8").split():
                if name.startswith(_PACKAGE):
                    import_module(name)

    def kill(self, number: int = signal.SIGKILL, *, group: bool = False) -> None:
        """Send it a signal; `group`: and its workers."""
        with suppress(ProcessLookupError):
            (os.killpg if group else os.kill)(self.pid, number)

    def workers(self) -> list[int]:
        """Its children."""
        try:
            return [int(word) for word in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]
        except OSError:
            return []

    @property
    def words(self) -> str:
        """What it said."""
        return self.said.read_text(encoding="utf-8") if self.said.exists() else ""


def _read_there(said: Path) -> Path:
    return said.with_name(f"{said.name}-read")


_numbers = count()
_PACKAGE = "hgz_report."


def moments(number: int) -> Iterator[float]:
    """So many moments of a time that lasts 1, spread evenly and in no order."""
    return ((place * _GOLDEN + 0.5) % 1 for place in range(number))


MODES: Mapping[str, tuple[str, ...]] = {"cold": ("--jobs", "1"), "cached": ("--jobs", "1"), "two": ("--jobs", "2")}


class Bench:
    """A tiny project with two states, the editions both must give, and the store after either; what was found wrong."""

    def __init__(self, folder: Path) -> None:
        self.root = tiny_project(folder / "project")
        self.store = self.root / ".cache"
        self.tries, self.findings = 0, list[str]()
        self.right: list[Mapping[str, bytes]] = []
        self.kept = [folder / "store-0", folder / "store-1"]
        self.lengths: dict[str, float] = {}
        self.theirs: set[bytes] = set()
        """What people have written, that must be somewhere below the output folder."""
        self.state: State = 0
        self.keep_stores()

    def keep_stores(self) -> None:
        """Remember what a build of either state leaves; the second is published, the first is to be made."""
        for state, kept in enumerate(self.kept):
            if self.state != state:
                self.turn()
            self.cold()
            assert Run.begin(self.root, "--jobs", "1").end() == 0
            self.right = [*self.right, contents(self.root / EDITION)][:2]
            assert contents(self.root / EDITION) == self.right[state]
            shutil.rmtree(kept, ignore_errors=True)
            shutil.copytree(self.store, kept)
        self.turn()

    def turn(self) -> None:
        """Let the project be in its other state."""
        turn(self.root)
        self.state = 1 if self.state == 0 else 0

    def cold(self) -> None:
        """Empty the store; the folder stays, for its number is in the keys."""
        self.store.mkdir(exist_ok=True)
        for path in self.store.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def warm(self, state: State | None = None) -> None:
        """Let the store be as it was after a build of the other state, or of one."""
        self.cold()
        shutil.copytree(self.kept[1 - self.state if state is None else state], self.store, dirs_exist_ok=True)

    def ready(self, mode: str) -> tuple[str, ...]:
        """Let one state be published and the other to be made; with which options."""
        if self.published() == self.state:
            self.turn()
        (self.warm if mode == "cached" else self.cold)()
        return MODES[mode]

    def length(self, mode: str) -> float:
        """How long a build takes."""
        if mode not in self.lengths:
            run = Run.begin(self.root, *self.ready(mode))
            run.end()
            self.lengths[mode] = run.seconds
        return self.lengths[mode]

    def wrong(self, what: str, run: Run | None = None) -> None:
        """Something is as it must not be."""
        self.findings.append(what + (f"\n{run.words[-200:]}" if run else ""))
        sys.stderr.write(f"✗ {self.tries} {self.findings[-1]}\n")  # a long run may not come to its end

    def published(self) -> State | None:
        """Of which state the published edition is, to the byte; None where it is of neither."""
        there = contents(self.root / EDITION) if (self.root / EDITION).is_dir() else {}
        ours = {name: data for name, data in there.items() if data not in self.theirs}
        states: tuple[State, State] = (0, 1)
        for state in states:
            right = self.right[state]
            if ours.items() <= right.items() and right.keys() <= there.keys():
                return state
        return None

    def whole(self, what: str, run: Run) -> None:
        """The edition is one or the other; what was said is Chinese; a run that ended well made the new one, others none.

        What people wrote is there.
        """
        self.tries += 1
        code, state = run.end(), self.published()
        if lost := self.theirs - {*contents(self.root / "reports").values()}:
            self.wrong(f"{what}: {len(lost)} files of people's are lost", run)
        if state is None:
            self.wrong(f"{what}: the edition is of no build", run)
        if english := english_in(run.words):
            self.wrong(f"{what}: said in English: {english}", run)
        if code == 0 and state != self.state:
            self.wrong(f"{what}: done, but not there", run)
        if code > 0 and state == self.state:
            self.wrong(f"{what}: there, but said not to be", run)

    def again(self, what: str, *options: str) -> Run:
        """The next build is right and leaves nothing."""
        run = Run.begin(self.root, "--jobs", "1", *options)
        until = time.perf_counter() + 3
        while run.end() == 75 and time.perf_counter() < until:  # workers of a killed run are about to go
            run = Run.begin(self.root, "--jobs", "1", *options)
        if run.end() != 0 or self.published() != self.state:
            self.wrong(f"{what}: the next build ended with {run.end()}", run)
        there = {*contents(self.root / ASIDE).values()} if self.theirs else set[bytes]()
        if self.theirs - there:
            self.wrong(f"{what}: {len(self.theirs - there)} files of people's are lost", run)
        if self.theirs:
            shutil.rmtree(self.root / ASIDE, ignore_errors=True)
            self.theirs.clear()
        left = {path.name for path in (self.root / EDITION).parent.iterdir()} - {
            Path(EDITION).name,
            ".lock",
            "index.html",
            "feed.xml",
            "status.json",
        }
        if left:
            self.wrong(f"{what}: left over {sorted(left)}")
        return run

    def entries(self) -> dict[str, list[Path]]:
        """The store's entries by kind."""
        kinds = (path for path in sorted(self.store.iterdir()) if path.is_dir())
        return {kind.name: sorted(path for path in kind.iterdir() if path.is_file()) for kind in kinds}


def english_in(words: str) -> str:
    """What of something said a person of ours can't read; "" for nothing."""
    found = _ENGLISH.search(_OURS.sub("", _TITLE.sub("", words)))
    return found[0] if found else ""


def everywhere(bench: Bench) -> list[Path]:
    """Where a build writes."""
    return [bench.store, bench.root / "reports"]
