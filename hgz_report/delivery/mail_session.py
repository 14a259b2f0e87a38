"""An SMTP session that waits for each answer as a whole: smtplib waits anew for every line of it, and reads lines for ever."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any, BinaryIO

SECONDS = 60.0
"""How long a server may take to answer."""
_LINES = 100
"""Of an answer: a server lists what it can in some twenty."""


class MailSession(smtplib.SMTP):
    """`context`: where a connection begins encrypted.  What takes too long or has no end ends like a lost connection."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext | None = None) -> None:
        self._context = context
        super().__init__(host, port, timeout=SECONDS)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        if self._context is None:
            return plain
        with _until(SECONDS, plain):
            return self._context.wrap_socket(plain, server_hostname=host)

    def getreply(self) -> tuple[int, bytes]:
        """An answer.  Raises SMTPServerDisconnected where none comes in time."""
        own: Any = self
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected
        if self.file is None:
            own.file = _Lines(self.sock.makefile("rb"))
        own.file.left = _LINES
        with _until(SECONDS, self.sock):
            return super().getreply()

    def encrypt(self, context: ssl.SSLContext) -> None:
        """STARTTLS."""
        with _until(SECONDS, self.sock):
            self.starttls(context=context)


class _Lines:
    """What a server says, so many lines at a time."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.left = _LINES

    def readline(self, size: int) -> bytes:
        """The next line, empty where there has been enough."""
        self.left -= 1
        return self._file.readline(size) if self.left >= 0 else b""

    def close(self) -> None:
        """Nothing more is read."""
        self._file.close()


@contextmanager
def _until(seconds: float, line: socket.socket | None) -> Iterator[None]:
    """Hang up when the time is over."""

    def hang_up() -> None:
        with suppress(OSError):
            if line is not None:
                line.shutdown(socket.SHUT_RDWR)

    bell = Timer(seconds, hang_up)
    bell.daemon = True
    bell.start()
    try:
        yield
    finally:
        bell.cancel()
