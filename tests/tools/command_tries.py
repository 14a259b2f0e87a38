"""Commands that are killed or starved of their disk; see `tried_commands` for what must be true then."""

from __future__ import annotations

import errno
import http.client
import json
import re
import time
from collections.abc import Callable, Iterator, Sequence
from threading import Thread

from hgz_report.cli.main import main
from tests.tools.failing_disk import FailingDisk
from tests.tools.tried_builds import Bench, Run, moments
from tests.tools.tried_commands import PAPER, Command, CommandBench

_FEW = 20
_SERVED = 60
"""Seconds for the preview to begin."""
_COPIES = ("trial_copy.py", ":_mirrored:")
Try = Callable[[], None]


def commands_killed(bench: Bench, number: int) -> None:
    """Kill -9, half of them at a moment of the run, half before an operation or in the middle of what it writes."""
    tried = CommandBench(bench, () if number > _FEW else ("new-edition",))
    share = -(-number // len(tried.commands))
    left = number
    for one in tried.commands:
        for turn, moment in enumerate(moments(min(left, share) // 2)):
            tried.ready(one)
            run = Run.of(tried.root, lambda one=one: one.act(tried.root))  # type: ignore[misc]
            time.sleep(moment * one.seconds)
            run.kill(group=turn % 2 == 1)
            tried.tried(one, f"killed after {moment * one.seconds:.3f} s", run, failing=False)
        for turn, at in enumerate(chosen(one.steps, min(left, share) - min(left, share) // 2)):
            tried.ready(one)
            disk = FailingDisk(tried.folders, 0, at, kill=1 + turn % 2)
            run = Run.of(tried.root, lambda one=one: one.act(tried.root), disk.begin)  # type: ignore[misc]
            tried.tried(one, f"killed at {at}: {one.steps[at - 1]}", run, failing=False)
        left -= min(left, share)


def commands_failing(bench: Bench, number: int) -> None:
    """A disk that fails: at every operation (full from there on; broken once), and at each place of the code in two more ways."""
    tried = CommandBench(bench, () if number > _FEW else ("new-edition",))
    known = set[tuple[str, str]]()
    tries = [(one, case) for one in tried.commands for case in _cases(one, known)]
    for place in range(min(number, len(tries))):
        one, (error, at, lasting, reads) = tries[place * len(tries) // min(number, len(tries))]
        tried.ready(one)
        disk = FailingDisk(tried.folders, error, at, lasting=lasting, reads=reads)
        run = Run.of(tried.root, lambda one=one: one.act(tried.root), disk.begin)  # type: ignore[misc]
        what = (one.reads if reads else one.steps)[at - 1]
        said = f"{errno.errorcode[error]} at {at} {'from on' if lasting else 'once'}: {what}"
        tried.tried(one, said, run, failing=True)


def served_killed(bench: Bench, number: int) -> None:
    """The server of the preview itself, while a browser has asked it for an edit."""
    tried = CommandBench(bench, ("preview edit",))
    (one,) = tried.commands
    tried.ready(one)
    edit = json.dumps(tried.wanted_edit()).encode()
    for moment in moments(number):
        tried.ready(one)
        run = Run.of(
            tried.root, lambda: main(["--root", str(tried.root), "preview", PAPER, "--no-open", "--port", "0"])
        )
        port, token = _address(run)
        asking = Thread(target=_asked, args=(port, token, edit))
        asking.start()
        time.sleep(moment * 2 * one.seconds)
        run.kill(group=True)
        asking.join()
        tried.tried(one, f"the server killed {moment * 2 * one.seconds:.3f} s after it was asked", run, failing=False)


def _address(run: Run) -> tuple[int, str]:
    """Where it serves, once it says so, and has set the paper."""
    until = time.perf_counter() + _SERVED
    while time.perf_counter() < until:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/#(\S+)", run.words):
            return int(found[1]), found[2]
        time.sleep(0.05)
    raise AssertionError(run.words)


def _asked(port: int, token: str, body: bytes) -> None:
    """Ask until there is something to edit."""
    until = time.perf_counter() + _SERVED
    while time.perf_counter() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=_SERVED)
        try:
            connection.request("POST", "/edit", body, {"x-token": token, "content-type": "application/json"})
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:  # it was killed
            return
        finally:
            connection.close()
        time.sleep(0.1)


def _cases(one: Command, known: set[tuple[str, str]]) -> Iterator[tuple[int, int, bool, bool]]:
    """Error, operation, whether it lasts, whether it is one that reads.

    Every operation; of the many that fill a copy to try an edit in, the first of each place.  `known`: what reads alike in
    another command, and was tried there.
    """
    each = firsts(one.steps)
    for at, what in enumerate(one.steps, 1):
        if at in each or not any(place in what for place in _COPIES):
            if not what.startswith(("os.remove", "os.rmdir")):
                yield errno.ENOSPC, at, True, False
            yield errno.EIO, at, False, False
    for what, at, reads in [(one.steps[at - 1], at, False) for at in each] + [
        (one.reads[at - 1], at, True) for at in firsts(one.reads)
    ]:
        place = ("r" if reads else "w", what.partition("<")[0])
        if place not in known:
            known.add(place)
            yield errno.EACCES, at, False, reads
            yield (errno.EIO, at, True, True) if reads else (errno.EROFS, at, True, False)


def firsts(steps: Sequence[str]) -> list[int]:
    """The first operation of each place of the code, counted from 1."""
    return [steps.index(what) + 1 for what in dict.fromkeys(steps)]


def chosen(steps: Sequence[str], number: int) -> list[int]:
    """So many operations: first those of each place of the code, then others spread evenly."""
    each = firsts(steps)
    if number <= len(each):
        return [each[place * len(each) // number] for place in range(number)]
    more = number - len(each)
    return each + [1 + place * len(steps) // more for place in range(more)]
