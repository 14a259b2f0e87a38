"""A mail server on this machine that keeps what it takes, and refuses, puts off or hangs up as it is told."""

from __future__ import annotations

import email.policy
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HOST = "127.0.0.1"
USER, PASSWORD = "bulletin", "pass-secret-9"


class Mailbox:
    """`answers`: by step (MAIL, RCPT, DATA) what to say to an address, the first time of several; None is a hang-up."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.answers: dict[tuple[str, str], list[str | None]] = {}
        self.watch: Callable[[str, str], object] = lambda step, address: None
        self.port = 0

    def counts(self) -> dict[str, int]:
        """How many mails each address got."""
        addresses = [address for address, _ in self.taken]
        return {address: addresses.count(address) for address in addresses}

    def mail(self, address: str) -> EmailMessage:
        """The first mail of an address."""
        return next(mail for (taken, _), mail in zip(self.taken, self.mails(), strict=True) if taken == address)

    def mails(self) -> list[EmailMessage]:
        """All of them, read."""
        return [message_from_bytes(data, EmailMessage, policy=email.policy.default) for _, data in self.taken]

    def say(self, step: str, address: str, *said: str | None) -> None:
        """What is said to an address at a step, one after another; then all is well again."""
        self.answers[step, address] = list(said)

    def _answer(self, step: str, address: str, server: SMTP) -> str | None:
        self.watch(step, address)
        waiting = self.answers.get((step, address), [])
        if not waiting:
            return None
        said = waiting.pop(0)
        if said is None:
            assert server.transport is not None
            server.transport.abort()  # type: ignore[attr-defined]
            return "421 gone"
        return said

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """What is said to RCPT TO."""
        if said := self._answer("RCPT", address, server):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """What is said when the whole mail is there."""
        (address,) = envelope.rcpt_tos
        if (said := self._answer("DATA", address, server)) and not said.startswith("421 gone"):
            return said
        content = envelope.content
        assert isinstance(content, bytes)
        self.taken.append((address, content))  # a server that hangs up after the last line has taken it
        self.watch("TAKEN", address)
        return said or "250 OK"


@contextmanager
def mail_server(*, login: bool = False, **options: Any) -> Iterator[Mailbox]:
    """One that runs while the block does."""
    box = Mailbox()
    if login:
        options |= {"authenticator": _authenticated, "auth_require_tls": False}
    with socket.create_server((HOST, 0)) as free:
        box.port = free.getsockname()[1]
    controller = Controller(box, hostname=HOST, port=box.port, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def _authenticated(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    right = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, message=None if right else f"535 wrong: {PASSWORD}", handled=right)
