"""Files changed by chance, through every door that reads one: a result or a sentence in Chinese, in bounded time.

`python -m tests.outside.fuzz [SECONDS] [TARGET…] [--seed N] [--keep FOLDER] [--again FILE]`: each target for so many seconds
of the processor (180).  What fails is kept in FOLDER, and tried once more by `--again`; exit 1 on any finding.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.tools.fuzz_targets import TARGETS, Target
from tests.tools.mutations import EDITS, Edit

_LONGEST = 20
"""Seconds of work that one file may take."""
_SETTINGS = settings(
    max_examples=50, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=[*HealthCheck]
)


class TooLong(BaseException):
    """No handler of the program's catches it."""


@dataclass
class Fuzzed:
    """What came of a target: how many files were tried, and what was found, by what it is."""

    name: str
    runs: int = 0
    slowest: float = 0
    found: dict[str, str] = field(default_factory=dict)


def fuzz(name: str, target: Target, seconds: float, first: int, keep: Path) -> Fuzzed:
    """Try a target for so long; every finding of a kind once."""
    result = Fuzzed(name)
    until, number = time.process_time() + seconds, first
    originals = target.originals()
    while time.process_time() < until:

        @seed(number)
        @_SETTINGS
        @given(st.integers(0, len(originals) - 1), EDITS)
        def one(which: int, edits: list[Edit]) -> None:
            if time.process_time() < until:
                data = target.changed(target.original(originals[which]), edits)
                _try(result, target, originals[which], data, keep)

        one()
        number += 1
    return result


def _try(result: Fuzzed, target: Target, original: str, data: bytes, keep: Path) -> None:
    now = keep / f"{result.name}-now@{original.replace('/', '+')}"
    now.write_bytes(data)  # is there even where nothing of us survives
    began = time.process_time()
    for wrong in _wrong(target, original, data):
        kind = "".join(char for char in wrong.partition(" in ")[0] if not char.isdigit())[:60]
        if kind not in result.found:
            kept = keep / f"{result.name}-{len(result.found) + 1}@{original.replace('/', '+')}"
            kept.write_bytes(data)
            result.found[kind] = f"{kept}\n    {wrong}"
    now.unlink()
    result.runs += 1
    result.slowest = max(result.slowest, time.process_time() - began)


def _wrong(target: Target, original: str, data: bytes) -> Iterator[str]:
    try:
        with _bounded():
            yield from [*target.tried(original, data)]
    except TooLong:
        yield f"longer than {_LONGEST} s"
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(last.filename).name}:{last.name}:{last.lineno}"
        yield f"{type(error).__name__} at {place} in {traceback.format_exc()[-1500:]}"


@contextmanager
def _bounded() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _LONGEST, 1)  # again where it was swallowed
    faulthandler.dump_traceback_later(20 * _LONGEST, exit=True)  # nothing of ours gets the signal
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()


def main() -> int:
    """Fuzz, or try a kept file once more."""
    parser = argparse.ArgumentParser(prog="python -m tests.outside.fuzz", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="SECONDS|TARGET")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3)))
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "hgz-fuzz")
    parser.add_argument("--again", type=Path)
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    seconds = next((float(word) for word in options.words if word[0].isdigit()), 180.0)
    names = [word for word in options.words if not word[0].isdigit()] or [*TARGETS]
    if options.again:
        head, _, original = options.again.name.partition("@")
        names, seconds = [head.partition("-")[0]], 0.0
    found = 0
    for name in names:
        with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
            target = TARGETS[name](Path(folder))
            result = fuzz(name, target, seconds, options.seed, options.keep)
            if options.again:
                _try(result, target, original.replace("+", "/"), options.again.read_bytes(), options.keep)
        found += len(result.found)
        said = f"{result.runs} files, {len(result.found)} kinds of findings, slowest {result.slowest:.1f} s"
        print(f"{name}: {said}, seed {options.seed}")
        print("".join(f"  {one}\n" for one in result.found.values()), end="", flush=True)
    return int(found > 0)


if __name__ == "__main__":
    sys.exit(main())
