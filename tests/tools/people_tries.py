"""Builds that something happens to while people's files lie in the edition's folder."""

from __future__ import annotations

import errno
import time

from tests.tools.failing_disk import FailingDisk
from tests.tools.tiny_project import EDITION
from tests.tools.tried_builds import Bench, Run, everywhere, moments


def people(bench: Bench, number: int) -> None:
    """Kill -9 where people have changed a paper of the edition and put a note and a folder beside it."""
    for turn, moment in enumerate(moments(number)):
        mode = "two" if turn % 4 == 0 else "cached"
        moment *= bench.length(mode)
        options = bench.ready(mode)
        _write_theirs(bench, turn)
        run = Run.begin(bench.root, *options)
        time.sleep(moment)
        run.kill(group=turn % 2 == 1)
        bench.whole(f"people's files, killed, {mode}, after {moment:.3f} s", run)
        bench.again(f"people's files, killed, {mode}, after {moment:.3f} s")


def people_full(bench: Bench, number: int) -> None:
    """The same with a disk that fails, at each operation."""
    options = bench.ready("cached")
    _write_theirs(bench, 0)
    disk = FailingDisk(everywhere(bench), 0)
    Run.begin(bench.root, *options, first=disk.begin).end()
    bench.again("people's files")
    cases = ((errno.ENOSPC, True), (errno.EIO, False), (errno.EIO, True))
    tries = [(error, lasting, at) for error, lasting in cases for at in range(1, disk.done + 1)]
    for place in range(min(number, len(tries))):
        error, lasting, at = tries[place * len(tries) // min(number, len(tries))]
        options = bench.ready("cached")
        _write_theirs(bench, place)
        what = f"people's files, {errno.errorcode[error]} at {at} {'from on' if lasting else 'once'}"
        run = Run.begin(bench.root, *options, first=FailingDisk(everywhere(bench), error, at, lasting=lasting).begin)
        bench.whole(what, run)
        bench.again(what)


def _write_theirs(bench: Bench, turn: int) -> None:
    folder = bench.root / EDITION
    if not folder.is_dir():
        bench.again("there was no edition")
        bench.turn()
    paper = sorted(folder.glob("*.docx"))[turn % 4]
    for path, text in ((paper, "changed"), (folder / "领导批示.docx", "a note"), (folder / "附件/a.txt", "a folder")):
        path.parent.mkdir(exist_ok=True)
        data = f"{text} {turn}".encode()
        path.unlink(missing_ok=True)  # an office program saves so
        path.write_bytes(data)
        bench.theirs.add(data)
