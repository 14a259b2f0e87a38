"""A server that says nothing, too much or for ever keeps a run for as long as an answer may take, and no longer."""

from __future__ import annotations

import smtplib
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

import pytest

from hgz_report.delivery import mail_session
from hgz_report.delivery.mail_session import MailSession

Talk = Callable[[socket.socket], object]
PATIENCE = 0.4


@contextmanager
def server(talk: Talk) -> Iterator[int]:
    """One that talks to whoever comes; its port."""
    with socket.create_server(("127.0.0.1", 0)) as own:

        def serve() -> None:
            with suppress(OSError):
                line, _ = own.accept()
                with line:
                    line.settimeout(5)
                    talk(line)

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield own.getsockname()[1]
    thread.join(5)


def drips(line: socket.socket) -> None:
    for _ in range(200):
        line.sendall(b"2")
        time.sleep(0.02)


def has_no_end(line: socket.socket) -> None:
    while True:
        line.sendall(b"220-welcome\r\n" * 100)


TALKS: dict[str, Talk] = {
    "nothing": lambda line: line.recv(1),
    "byte after byte": drips,
    "for ever": has_no_end,
    "one endless line": lambda line: line.sendall(b"2" * 1_000_000),
    "garbage": lambda line: line.sendall(b"\x00\xff\r\n"),
    "numbers that are none": lambda line: line.sendall("两百二十 好\r\n".encode()),
}


@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize("talk", TALKS.values(), ids=TALKS)
def test_a_server_is_not_waited_for_longer_than_an_answer_may_take(
    talk: Talk, encrypted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_session, "SECONDS", PATIENCE)
    context = ssl.create_default_context() if encrypted else None
    began = time.perf_counter()
    with server(talk) as port, pytest.raises((smtplib.SMTPException, OSError, ValueError)):
        MailSession("127.0.0.1", port, context)
    assert time.perf_counter() - began < PATIENCE * 5
