"""Who asked for a change and was told that it takes too long must not find it made afterwards."""

from __future__ import annotations

from contextvars import ContextVar
from threading import Lock


class Patience:
    """Of one request: either somebody still waits when writing begins, or nothing is written."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._ended = self._begun = False

    def end(self) -> bool:
        """Nobody waits any longer; False where writing has begun, so that an answer is about to come."""
        with self._lock:
            self._ended = not self._begun
            return self._ended

    def begin(self) -> None:
        """Writing begins.  Raises TimeoutError where nobody waits any longer."""
        with self._lock:
            if self._ended:
                raise TimeoutError
            self._begun = True


PATIENCE: ContextVar[Patience | None] = ContextVar("PATIENCE", default=None)
"""That of the request which is being answered; the thread that answers it has it, too."""


def writing_begins() -> None:
    """To be called right before files are changed.  Raises TimeoutError where nobody waits for that any longer."""
    if patience := PATIENCE.get():
        patience.begin()
