"""Mail servers that nobody would want to meet, on this machine; each as a function of the connection."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Thread

Talk = Callable[[socket.socket], object]
_BANNER = b"220 here\r\n"
_WELL: Mapping[str, bytes] = {
    "EHLO": b"250-here\r\n250 SIZE 50000000\r\n", "HELO": b"250 here\r\n", "MAIL": b"250 ok\r\n", "RCPT": b"250 ok\r\n",
    "DATA": b"354 go on\r\n", ".": b"250 taken\r\n", "NOOP": b"250 ok\r\n", "RSET": b"250 ok\r\n", "QUIT": b"221 bye\r\n",
}  # fmt: skip


@contextmanager
def listening(talk: Talk) -> Iterator[int]:
    """A server that talks so to everybody who comes, until the block ends; its port."""
    with socket.create_server(("127.0.0.1", 0)) as own:
        Thread(target=_served, args=(own, talk), daemon=True).start()
        yield own.getsockname()[1]


def _served(own: socket.socket, talk: Talk) -> None:
    with suppress(OSError):
        while True:
            line, _ = own.accept()
            Thread(target=_talked, args=(line, talk), daemon=True).start()


def _talked(line: socket.socket, talk: Talk) -> None:
    with suppress(OSError, ValueError), line:
        line.settimeout(30)
        talk(line)


def answering(**other: bytes | Talk) -> Talk:
    """A server that does all well, but for what it answers to some commands (`end`: to the whole mail; `begin`: at first)."""
    answers: dict[str, bytes | Talk] = {**_WELL}
    answers |= {{"end": "."}.get(name, name.upper()): answer for name, answer in other.items() if name != "begin"}

    def talk(line: socket.socket) -> None:
        _say(line, other.get("begin", _BANNER))
        file = line.makefile("rb")
        mail = False
        while said := file.readline():
            if mail and said != b".\r\n":
                continue
            word = "." if mail else said[:4].decode("latin-1").strip().upper()
            answer = answers.get(word, b"500 what\r\n")
            mail = word == "DATA" and isinstance(answer, bytes) and answer.startswith(b"354")
            _say(line, answer)
            if word == "QUIT":
                return

    return talk


def _say(line: socket.socket, answer: bytes | Talk) -> None:
    line.sendall(answer) if isinstance(answer, bytes) else answer(line)


def hangs(line: socket.socket) -> None:
    """Say nothing more."""
    time.sleep(20)


def goes(line: socket.socket) -> None:
    """Hang up."""
    line.shutdown(socket.SHUT_RDWR)


def drips(line: socket.socket) -> None:
    """One byte after the other, and never a line."""
    for _ in range(200):
        line.sendall(b"2")
        time.sleep(0.1)


def babbles(line: socket.socket) -> None:
    """An answer that has no end."""
    while True:
        line.sendall(b"250-more\r\n" * 500)
