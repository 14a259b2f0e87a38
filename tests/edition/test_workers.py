"""Tasks done in several processes: what comes of them comes, whenever one of the processes is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from multiprocessing import active_children, get_all_start_methods

import pytest

from hgz_report.edition.workers import Doing, done_apart
from tests.tools.project import ROOT

pytestmark = pytest.mark.skipif("fork" not in get_all_start_methods(), reason="SIGKILL is of systems that fork")
MUCH = 10_000_000
"""Bytes; a pipe takes some thousands until they are read."""


def pids() -> Doing[int]:
    return lambda number: os.getpid()


def pids_and_much() -> Doing[bytes]:
    return lambda number: b"%d " % os.getpid() + bytes(MUCH if number else 0)


def slow_pids() -> Doing[int]:
    def pid(number: int) -> int:
        time.sleep(0.3 * number)
        return os.getpid()

    return pid


def refusing() -> Doing[int]:
    def halves(number: int) -> int:
        return 100 // (number - 3)

    return halves


def test_each_task_begins_and_is_done_once() -> None:
    told = list(done_apart(pids, 20, 3))
    assert sorted(number for number, pid in told if pid is None) == list(range(20))
    assert sorted(number for number, pid in told if pid) == list(range(20))
    assert len({pid for _, pid in told if pid}) <= 3
    assert not active_children()


def test_a_process_that_is_killed_while_it_waits_keeps_nobody_waiting() -> None:
    told = done_apart(slow_pids, 2, 2)
    first = next(pid for _, pid in told if pid)
    os.kill(first, signal.SIGKILL)
    assert [number for number, pid in told if pid] == [1]


def test_what_a_killed_process_was_saying_is_not_done_and_keeps_nobody_waiting() -> None:
    told = done_apart(pids_and_much, 2, 2)
    first = next(said for _, said in told if said)
    time.sleep(0.2)  # the other one is in the middle of what it has to say
    for child in active_children():
        if child.pid != int(first):
            os.kill(child.pid or 0, signal.SIGKILL)
    assert [number for number, said in told if said] == []


def test_a_task_that_raised_is_not_told_as_done_the_others_are() -> None:
    assert sorted(number for number, half in done_apart(refusing, 8, 4) if half is not None) == [0, 1, 2, 4, 5, 6, 7]


def test_who_stops_listening_leaves_no_process_behind() -> None:
    told = done_apart(slow_pids, 9, 2)
    next(pid for _, pid in told if pid)
    told.close()  # type: ignore[attr-defined]
    assert not active_children()


def test_ctrl_c_in_the_moment_in_which_a_process_begins_is_not_its_to_hear() -> None:
    script = (
        "import os, signal\n"
        "from hgz_report.edition.workers import done_apart\n"
        "os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.SIGINT))\n"
        "print(sorted(came for _, came in done_apart(lambda: lambda number: number, 3, 2) if came is not None))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.stdout, ran.stderr) == ("[0, 1, 2]\n", "")
