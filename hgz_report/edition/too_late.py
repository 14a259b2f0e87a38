"""Ctrl-C once an edition is being put in its place: what is done can't be said not to be."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from signal import SIG_IGN, SIGINT, getsignal, signal


@contextmanager
def interrupts_until_too_late() -> Iterator[Callable[[], None]]:
    """Gives what to call at the moment from which on nobody interrupts any more, until this is left.

    Only the main thread can be interrupted, and only it can say so.
    """
    is_main = threading.current_thread() is threading.main_thread()
    before = getsignal(SIGINT)
    try:
        yield _ignore if is_main and before is not None else _leave
    finally:
        if is_main and before is not None and getsignal(SIGINT) is SIG_IGN:
            signal(SIGINT, before)


def _ignore() -> None:
    signal(SIGINT, SIG_IGN)


def _leave() -> None:
    """Of another thread, or where somebody else has the say: nothing to be done."""
