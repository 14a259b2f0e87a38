"""`python -m tests.outside.documented [WORD…]`: in a fresh clone, every line the documents tell is typed, each on its own.

The clone is of what is committed.  It uses the running interpreter's packages and the fonts of this checkout.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import NamedTuple

from tests.tools.documented import commands
from tests.tools.project import ROOT
from tests.tools.tried_builds import english_in
from tests.tools.typed_lines import (
    ALSO,
    BEFORE,
    ENDED,
    ENDS,
    INSTEAD,
    LEFT_OUT,
    LONG,
    NETWORK,
    SERVERS,
    Step,
    first,
    for_programs,
)

_PROGRAMS = ("hgz-report", "make", "python -m", "py -3 -m")
_LIMIT = 1800
"""Seconds a line may take: what takes longer hangs, however busy the machine is."""
_STAMPS = (".made", ".run-stamp", ".dev-stamp", ".preview-stamp")
_FINE = frozenset({0})
_CACHE = shutil.ignore_patterns(".cache")


class ToldLine(NamedTuple):
    """What is told, where first, and whether only in the running text."""

    words: str
    where: str
    mentioned: bool


class TypedLine(NamedTuple):
    """How a line ended."""

    line: ToldLine
    typed: str
    code: int
    seconds: float
    said: str
    wrong: str


def main() -> int:
    """Exit 1 where a line did not end as the documents say."""
    parser = argparse.ArgumentParser(prog="python -m tests.outside.documented", description=__doc__)
    parser.add_argument("word", nargs="*", help="only lines that hold one of these")
    parser.add_argument("--fonts", type=Path, default=ROOT / "fonts", help="a folder of fonts; none: the free ones")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--long", action="store_true", help="what takes long, too")
    parser.add_argument("--network", action="store_true", help="what needs network, too")
    options = parser.parse_args()
    began = time.perf_counter()
    told = [line for line in _lines() if not options.word or any(word in line.words for word in options.word)]
    wanted = {reason for reason, asked in ((LONG, options.long), (NETWORK, options.network)) if asked}
    left = {line: reason for line in told if (reason := _left_out(line)) and reason not in wanted}
    with tempfile.TemporaryDirectory(prefix="documented-") as name:
        seen = _all([line for line in told if line not in left], Path(name), options.fonts, options.workers)
        failed = [one for one in seen if one.wrong]
        print("\n没有跑的：")
        for line, reason in left.items():
            print(f"  {line.words}（{line.where}）：{reason}")
        for one in failed:
            print(f"不对：{one.typed}（{one.line.where}）：{one.wrong}")
        print(f"文档里的命令 {len(told)} 条，跑了 {len(seen)} 条，不对的 {len(failed)} 条，没有跑的 {len(left)} 条，"
              f"{time.perf_counter() - began:.0f} s", flush=True)  # fmt: skip
    return 1 if failed or not seen else 0


def _left_out(line: ToldLine) -> str | None:
    return None if line.words in ALSO else first(LEFT_OUT, line.words)


def _lines() -> list[ToldLine]:
    """Every line once; one that stands in a block somewhere is to be typed as it is."""
    found: dict[str, ToldLine] = {}
    for program in _PROGRAMS:
        for one, words in commands(program):
            line = ToldLine(" ".join([program, *map(_quoted, words)]), f"{one.page}:{one.line}", one.mentioned)
            if line.words not in found or (found[line.words].mentioned and not one.mentioned):
                found[line.words] = line
    for also in ALSO:
        found.setdefault(also, ToldLine(also, "make help", mentioned=False))
    return list(found.values())


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word else word


def _all(lines: list[ToldLine], folder: Path, fonts: Path, workers: int) -> list[TypedLine]:
    rooms: SimpleQueue[Path] = SimpleQueue()
    for number in range(workers):
        room = folder / str(number)
        room.mkdir()
        rooms.put(room)
    fresh = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(fresh)], check=True)
    if fonts.is_dir():
        (fresh / "fonts").symlink_to(fonts.resolve())
    else:
        (fresh / "fonts").mkdir()
        (fresh / "fonts/.tried").touch()
    (fresh / "build").mkdir()
    _environment(folder / "venv", fresh)
    grounds = Grounds(folder, fresh)

    def one(line: ToldLine) -> TypedLine:
        own = rooms.get()
        try:
            seen = _typed(line, grounds, own)
        finally:
            rooms.put(own)
        sign, rest = ("✗", f"：{seen.wrong}\n{seen.said[-1500:]}") if seen.wrong else ("✓", "")
        print(f"{sign} {seen.code:3d} {seen.seconds:6.1f} s  {seen.typed}（{line.where}）{rest}", flush=True)
        return seen

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(one, lines))


class Grounds:
    """The clone as it is once certain steps are done; the first is the build of the whole edition."""

    def __init__(self, folder: Path, fresh: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[Step, ...], Path] = {(): fresh}
        self._lock = Lock()

    def project(self, steps: tuple[Step, ...], room: Path) -> Path:
        """A copy in a worker's folder; raises StepError where a step doesn't end well."""
        done = ("hgz-report build --jobs 2", *steps)
        with self._lock:
            for count in range(1, len(done) + 1):
                if done[:count] not in self._made:
                    self._make(done[:count], room)
        return _renewed(self._made[done], room)

    def _make(self, steps: tuple[Step, ...], room: Path) -> None:
        root, last = _renewed(self._made[steps[:-1]], room), steps[-1]
        if isinstance(last, str):
            code, _, said = _run(last, root)
            if code not in (first(ENDS, last) or _FINE):
                raise StepError(last, code, said)
        else:
            last(root)
        self._made[steps] = self._folder / f"ground-{len(self._made)}"
        shutil.copytree(root, self._made[steps], symlinks=True, ignore=_CACHE)


class StepError(Exception):
    """What a line needs can't be had: the step, its exit code and what it said."""


def _environment(venv: Path, program: Path) -> None:
    """The packages of this interpreter, and the clone's program, where it stays: `.cache/` knows it by its files."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    (packages,) = venv.glob("lib/python*/site-packages")
    (packages / "outer.pth").write_text(f"{program}\n{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    command = venv / "bin/hgz-report"
    command.write_text(f"#!{venv}/bin/python\nfrom hgz_report.__main__ import run\nrun()\n", encoding="utf-8")
    command.chmod(0o755)


def _renewed(base: Path, room: Path) -> Path:
    """A copy of a project in a worker's folder, with the environment as it is after `make`.

    What the worker has made stays in `.cache/`, which is of no use once it is copied.
    """
    root, kept = room / "project", room / "kept"
    if (root / ".cache").is_dir():
        (root / ".cache").rename(kept)
    subprocess.run(["rm", "-rf", str(root)], check=True)  # thousands of files: these programs are quicker than shutil
    subprocess.run(["cp", "-a", str(base), str(root)], check=True)
    if kept.is_dir():
        kept.rename(root / ".cache")
    venv = room.parent / "venv"
    (root / ".venv").unlink(missing_ok=True)
    (root / ".venv").symlink_to(venv)
    for stamp in _STAMPS:
        (venv / stamp).touch()
    return root


def _typed(line: ToldLine, grounds: Grounds, room: Path) -> TypedLine:
    """Type a line where what it needs is done."""
    words = INSTEAD.get(line.words, line.words)
    try:
        root = grounds.project(first(BEFORE, line.words) or (), room)
    except StepError as failed:
        step, code, said = failed.args
        return TypedLine(line, words, code, 0, said, f"先要做的 {step} 退出码 {code}")
    ready = first(SERVERS, line.words)
    code, seconds, said = _served(words, root, ready) if ready else _run(words, root)
    return TypedLine(line, words, code, seconds, said, _wrong(line, code, said, serves=ready is not None))


def _wrong(line: ToldLine, code: int, said: str, *, serves: bool) -> str:
    expected = frozenset({ENDED}) if serves else first(ENDS, line.words) or _FINE
    if line.mentioned and code == 2 and "缺少" in said and not english_in(said):
        return ""  # a mention of a command by its name
    if code not in expected:
        return f"退出码 {code}，应是 {'、'.join(map(str, sorted(expected)))}"
    ours = line.words.startswith("hgz-report") and not for_programs(line.words)
    if "Traceback" in said or (ours and english_in(said)):
        return f"英文：{english_in(said)}"
    return ""


def _surroundings(root: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VISUAL", "EDITOR")}
    path = f"{root}/.venv/bin:{os.environ['PATH']}"
    return {**kept, "PATH": path, "PYTHONUNBUFFERED": "1", "BROWSER": "true"}  # a browser that opens nothing


def _run(words: str, root: Path) -> tuple[int, float, str]:
    """Exit code (124: too slow), seconds and what was said."""
    began = time.perf_counter()
    process = _begun(words, root)
    try:
        said, _ = process.communicate(timeout=_LIMIT)
        code = process.returncode
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        said, code = process.communicate()[0], 124
    return code, time.perf_counter() - began, said


def _served(words: str, root: Path, ready: str) -> tuple[int, float, str]:
    """The same of what runs until it is ended: once it says that it is ready, it is asked to end."""
    began = time.perf_counter()
    process = _begun(words, root)
    assert process.stdout is not None
    stop = signal.SIGKILL
    said = ""
    while time.perf_counter() < began + _LIMIT and (line := process.stdout.readline()):
        said += line
        if ready in line:
            stop = signal.SIGTERM
            break
    if process.poll() is None:
        os.killpg(process.pid, stop)
    rest, _ = process.communicate(timeout=_LIMIT)
    code = process.returncode
    return (128 - code if code < 0 else code), time.perf_counter() - began, said + rest


def _begun(words: str, root: Path) -> subprocess.Popen[str]:
    head, _, to = words.partition(" > ")
    arguments = shlex.split(head)
    out = (root / to).open("w", encoding="utf-8") if to else subprocess.PIPE
    return subprocess.Popen(arguments, cwd=root, env=_surroundings(root), stdin=subprocess.DEVNULL, stdout=out,
                            stderr=subprocess.STDOUT, text=True, encoding="utf-8", errors="replace",
                            start_new_session=True)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
