"""`python -m tests.outside.hostile [--json FILE] [WORD…]`: every case, or those of the doors and names that hold a word."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from tests.tools.hostile import doors
from tests.tools.hostile.trial import Case, Seen, tried
from tests.tools.tiny_project import tiny_project
from tests.tools.tried_builds import Run


def main() -> int:
    """Exit 1 where a case did not go as expected."""
    parser = argparse.ArgumentParser(prog="python -m tests.outside.hostile", description=__doc__)
    parser.add_argument("word", nargs="*")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    chosen = [case for case in doors.cases() if _asked(case, options.word)]
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="hostile-") as name:
        folder = Path(name)
        built = tiny_project(folder / "built")
        _with_pages(built)
        assert Run.begin(built, "--jobs", "1").end() == 0
        seen = _all(chosen, built, folder, options.workers)
    for one in seen:
        for wrong in one.wrong:
            print(f"{one.door}  {one.name}: {wrong}\n    {one.said[-300:]!r}")
    failed = sum(bool(one.wrong) for one in seen)
    for door, count in Counter(one.door for one in seen).items():
        print(f"{door}: {count} cases, {sum(bool(one.wrong) for one in seen if one.door == door)} not as expected")
    print(f"{len(seen)} cases, {failed} not as expected, {time.perf_counter() - began:.0f} s")
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


def _tried(case: Case, built: Path, folder: Path) -> Seen:
    try:
        return tried(case, built, folder)
    except Exception as error:
        return Seen(case.door, case.name, 70, 0, 0, repr(error), ["the case itself failed"])


def _all(chosen: list[Case], built: Path, folder: Path, workers: int) -> list[Seen]:
    """Each worker is a fork that takes every so manyth case and writes down what it saw."""
    pids = []
    for worker in range(workers):
        if not (pid := os.fork()):
            with suppress(BaseException), (folder / f"seen-{worker}").open("w", encoding="utf-8") as out:
                for case in chosen[worker::workers]:
                    out.write(json.dumps(asdict(_tried(case, built, folder / str(worker)))) + "\n")
                    out.flush()
            os._exit(0)
        pids.append(pid)
    ended = [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids]
    lines = [line for n in range(workers) for line in (folder / f"seen-{n}").read_text("utf-8").splitlines()]
    assert not any(ended) and len(lines) == len(chosen), f"the harness itself failed: {ended}"
    return [Seen(**json.loads(line)) for line in lines]


if __name__ == "__main__":
    sys.exit(main())
