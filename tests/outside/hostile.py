"""`python -m tests.outside.hostile [--json FILE] [WORD…]`: every case, or those of the doors and names that hold a word."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from tests.tools.hostile.bench import PROJECT, Bench
from tests.tools.hostile.trial import Case, Seen, tried
from tests.tools.hostile.warm import Warm, libraries_of
from tests.tools.tiny_project import tiny_project
from tests.tools.tried_builds import Run

_WIDTH = 4
"""Bytes of a case's number."""
_PAPER = "reports/2026-Q4/made-000"
_COMMANDS = (
    ("build", "--jobs", "1", "--no-cache"), ("check", "--jobs", "1"), ("facts",), ("list",), ("lint",), ("explain", "42家"),
    ("audit",), ("returned", f"{_PAPER}.docx"), ("excel", "out", ".cache/a.xlsx"), ("excel", "in", ".cache/a.xlsx"),
    ("check", "--source", f"{_PAPER}.docx", "--as", "made-up"), ("check", "--source", f"{_PAPER}.pdf", "--as", "made-up"),
    ("deliver",), ("inbox",), ("fonts",), ("plan",), ("list",), ("compare", "2026-Q4"), ("new-edition", "2027-Q1"),
)  # fmt: skip
"""Whose libraries are read once."""


def main() -> int:
    """Exit 1 where a case did not go as expected."""
    parser = argparse.ArgumentParser(prog="python -m tests.outside.hostile", description=__doc__)
    parser.add_argument("word", nargs="*")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    began = time.perf_counter()
    for name in ("EDITOR", "VISUAL"):
        os.environ.pop(name, None)
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        seen = _all(_benches(Path(name), options.workers), options.word)
    for one in seen:
        for wrong in one.wrong:
            print(f"{one.door}  {one.name}: {wrong}\n    {one.said[-300:]!r}")
    failed = sum(bool(one.wrong) for one in seen)
    for door, count in Counter(one.door for one in seen).items():
        print(f"{door}: {count} cases, {sum(bool(one.wrong) for one in seen if one.door == door)} not as expected")
    cpu = sum(os.times()[:4])
    print(f"{len(seen)} cases, {failed} not as expected, {time.perf_counter() - began:.0f} s, {cpu:.0f} CPU s")
    if options.json:
        options.json.write_text(
            json.dumps([asdict(one) for one in seen], ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return 1 if failed else 0


def _with_pages(root: Path) -> None:
    """Pages for reading, too."""
    config = (root / "report.toml").read_text(encoding="utf-8")
    (root / "report.toml").write_text(config.replace('["pdf", "docx"]', '["pdf", "docx", "html"]'), encoding="utf-8")


def _asked(case: Case, words: list[str]) -> bool:
    return not words or any(word in f"{case.door} {case.name}" for word in words)


def _benches(folder: Path, workers: int) -> list[Bench]:
    """A project for each worker, built, and a process that is ready; before the payloads are in memory."""
    first = folder / "0" / PROJECT
    first.parent.mkdir()
    _with_pages(tiny_project(first))
    assert Run.begin(first, "--jobs", "1").end() == 0
    libraries = libraries_of(first, *_COMMANDS)
    for number in range(1, workers):
        own = shutil.copytree(first, folder / str(number) / PROJECT)
        assert Run.begin(own, "--jobs", "1").end() == 0
    return [Bench(folder / str(number), Warm(libraries)) for number in range(workers)]


def _tried(case: Case, bench: Bench) -> Seen:
    try:
        return tried(case, bench)
    except Exception as error:
        return Seen(case.door, case.name, 70, 0, 0, repr(error), ["the case itself failed"])


def _all(benches: list[Bench], words: list[str]) -> list[Seen]:
    """Each worker is a fork that takes the next case until there is none, and writes down what it saw."""
    from tests.tools.hostile import doors

    chosen = [case for case in doors.cases() if _asked(case, words)]
    reading, writing = os.pipe()
    os.write(writing, b"".join(number.to_bytes(_WIDTH) for number in range(len(chosen))))
    os.close(writing)
    pids = []
    for bench in benches:
        if not (pid := os.fork()):
            with suppress(BaseException), bench.ends, (bench.folder / "seen").open("w", encoding="utf-8") as out:
                while number := os.read(reading, _WIDTH):
                    out.write(json.dumps(asdict(_tried(chosen[int.from_bytes(number)], bench))) + "\n")
                    out.flush()
            os._exit(0)
        pids.append(pid)
    ended = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    lines = [line for bench in benches for line in (bench.folder / "seen").read_text("utf-8").splitlines()]
    for bench in benches:
        bench.warm.close()
    assert not any(ended) and len(lines) == len(chosen), f"the harness itself failed: {ended}"
    return [Seen(**json.loads(line)) for line in lines]


if __name__ == "__main__":
    sys.exit(main())
