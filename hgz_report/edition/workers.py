"""Numbered tasks done in several processes that share nothing to wait for: whichever of them dies, the others go on.

Those of `concurrent.futures.ProcessPoolExecutor` wait at one queue: one that is killed while it holds the queue's lock leaves
the others, and the run with them, waiting for ever (Python 3.11 to 3.13).  Here each has a pipe of its own.
"""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

Came = TypeVar("Came")
Doing = Callable[[int], Came]
"""Does the task of a number."""


class _Worker(Struct, Generic[Came], eq=False):
    """A process and the tasks it was given that it has not done, the one in hand first."""

    process: BaseProcess
    line: Connection
    given: deque[int]

    def take(self, number: int) -> bool:
        """Give it a task; False where it is gone."""
        try:
            self.line.send(number)
        except OSError:
            return False
        self.given.append(number)
        return True

    def done(self) -> tuple[int, Came] | None:
        """The task in hand and what came of it; None where it is gone, in the middle of what it had to say or before."""
        try:
            result: Came = self.line.recv()
        except (EOFError, OSError):
            return None
        return self.given.popleft(), result

    def end(self) -> None:
        """Let it be gone: what it writes is put in place whole or not at all."""
        self.process.kill()
        self.process.join()
        self.line.close()


def done_apart(begin: Callable[[], Doing[Came]], tasks: int, workers: int) -> Iterator[tuple[int, Came | None]]:
    """The numbers of tasks, from 0, as they begin (None) and as they are done (what came of them).

    `begin` gives each process what does its tasks.  A task that raised, or whose process died, is not told as done, nor are those
    that no process was left for.
    """
    waiting = deque(range(tasks))
    at_work: dict[Connection, _Worker[Came]] = {}
    try:
        for _ in range(min(workers, tasks)):
            worker = _started(begin)
            at_work[worker.line] = worker
        while at_work and (waiting or any(worker.given for worker in at_work.values())):
            for worker in at_work.values():
                while waiting and len(worker.given) <= (len(waiting) > workers):  # one in hand, one at the door
                    if not worker.take(waiting[0]):
                        break
                    yield waiting.popleft(), None
            for worker in _heard(at_work):
                if told := worker.done():
                    yield told
                else:
                    at_work.pop(worker.line).end()
    finally:
        for worker in at_work.values():
            worker.end()


def _heard(at_work: Mapping[Connection, _Worker[Came]]) -> list[_Worker[Came]]:
    """Those that have something to say, or are gone; wait for the first."""
    from multiprocessing.connection import wait

    heard = wait([*at_work])
    return [worker for line, worker in at_work.items() if line in heard]


def _started(begin: Callable[[], Doing[Came]]) -> _Worker[Came]:
    from multiprocessing import get_context

    context = get_context(_method())
    near, far = context.Pipe()
    process: BaseProcess = context.Process(target=_work, args=(begin, far), daemon=True)  # type: ignore[attr-defined]
    with _interrupts_held():
        process.start()
    far.close()  # the process alone has it now: its end is the line's
    return _Worker(process, near, deque())


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C waits until a process has begun, which ignores it from its first line on: in between it would complain."""
    try:
        from signal import SIG_BLOCK, SIG_SETMASK, pthread_sigmask
    except ImportError:  # Windows
        yield
        return
    before = pthread_sigmask(SIG_BLOCK, {SIGINT})
    try:
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)


def _method() -> str:
    """`fork` where the system has it: nothing has to be loaded again.  Newer Pythons warn of it beside other threads."""
    from multiprocessing import get_all_start_methods

    alone = threading.active_count() == 1 or sys.version_info < (3, 12)
    return "fork" if alone and "fork" in get_all_start_methods() else "spawn"


def _work(begin: Callable[[], Doing[Came]], line: Connection) -> None:
    """Do what is asked for.  It ends with the run, however that ends; Ctrl-C is the run's to hear."""
    signal(SIGINT, SIG_IGN)
    Thread(target=_end_with_the_run, daemon=True).start()
    do = begin()
    while True:
        try:
            line.send(do(line.recv()))
        except Exception:  # whoever started it does the task again, and has what happens there to tell
            return


def _end_with_the_run() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    run = parent_process()
    assert run is not None
    wait([run.sentinel])
    os._exit(1)  # a run that is killed tells nobody, and its workers would wait for ever
