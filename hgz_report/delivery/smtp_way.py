"""Mail by SMTP, step by step, so that it is known how far a mail came (RFC 5321).  No password in any message or error."""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage

from msgspec import Struct

from hgz_report.delivery.consignments import Consignment
from hgz_report.delivery.mail import Letterhead, letter
from hgz_report.delivery.mail_session import MailSession
from hgz_report.delivery.ways import Begin, NoWay, PutOff, Refused, Unknown
from hgz_report.edition.sending_config import Tls

_SHOWN = 160
_CLOSING = 421
_TOO_LARGE = (552, 523)
_STEPS = (smtplib.SMTPException, OSError, ValueError)
"""What talking to a server may end in; ValueError where it answers no numbers."""


class Server(Struct, frozen=True):
    """Where mail is handed over; `certificates`: a file of roots, "" for the system's; no user, no login."""

    host: str
    port: int
    tls: Tls
    certificates: str = ""
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"Server({self.host}:{self.port})"


class BySmtp:
    """One connection for a run, made when it is first needed and made again when it was lost."""

    def __init__(self, server: Server, head: Letterhead, now: Callable[[], datetime]) -> None:
        self._server = server
        self._head = head
        self._now = now
        self._session: MailSession | None = None

    def hand_over(self, parcel: Consignment, contents: Sequence[bytes], begin: Begin) -> None:
        """Raises PutOff, Refused, Unknown, NoWay."""
        self.send(letter(parcel, contents, self._head, self._now()), parcel.recipient.to, begin)

    def arrived(self, parcel: Consignment, contents: Sequence[bytes]) -> bool:
        """Nobody can see into a mailbox."""
        return False

    def close(self) -> None:
        """Take leave of the server."""
        if self._session is not None:
            with suppress(*_STEPS):
                self._session.quit()
            self._drop()

    def send(self, message: EmailMessage, to: str, begin: Begin) -> None:
        """Hand over one mail for one address.  Raises as `hand_over`."""
        session = self._open()
        body = _dotted(message.as_bytes())
        with self._before_anything_went_out():
            size = [f"size={len(body)}"] if session.has_extn("size") else []
            self._judge(session.mail(self._head.address, size), of_sender=True)
            self._judge(session.rcpt(to))
        begin()
        with self._before_anything_went_out():
            self._judge(session.docmd("DATA"), good=(354,))
        try:
            session.send(body)
            answer = session.getreply()
        except _STEPS:
            self._drop()
            raise Unknown("内容发到一半或刚发完，连接断了，不知道收到没有") from None
        self._judge(answer)

    def _open(self) -> MailSession:
        """A session that answers.  Raises PutOff, NoWay."""
        if self._session is not None:
            with suppress(*_STEPS):
                if self._session.noop()[0] == 250:
                    return self._session
            self._drop()
        try:
            self._session = self._connected()
            self._log_in(self._session)
        except NoWay:
            self._drop()
            raise
        except ssl.SSLCertVerificationError as error:
            self._drop()
            raise NoWay(
                f"服务器的证书不可信（{error.verify_message}）：内网自签的，把根证书写进 [delivery] certificates"
            ) from None
        except smtplib.SMTPConnectError as error:
            self._drop()
            self._answered(error.smtp_code, error.smtp_error)
        except _STEPS as error:
            self._drop()
            why = f"连不上 {self._server.host}:{self._server.port}：{_no_connection(error)}"
            raise PutOff(why, again=True, unanswered=True) from None
        assert self._session is not None
        return self._session

    def _connected(self) -> MailSession:
        server = self._server
        try:
            context = ssl.create_default_context(cafile=server.certificates or None)
        except (OSError, ValueError):
            raise NoWay("[delivery] certificates 的文件读不了，或者不是 PEM 证书") from None
        if server.tls == "tls":
            return MailSession(server.host, server.port, context)
        session = MailSession(server.host, server.port)
        self._session = session
        if server.tls == "starttls":
            session.ehlo_or_helo_if_needed()
            if not session.has_extn("starttls"):
                raise NoWay("服务器不会 STARTTLS，没有加密就没有登录、没有发")
            session.encrypt(context)
        return session

    def _log_in(self, session: MailSession) -> None:
        session.ehlo_or_helo_if_needed()
        if not self._server.user:
            return
        try:
            session.login(self._server.user, self._server.password)
        except smtplib.SMTPAuthenticationError as error:
            if 400 <= error.smtp_code < 500:
                raise PutOff(f"服务器暂时不让登录（{error.smtp_code}）") from None
            raise NoWay(f"服务器不认用户名或密码（{error.smtp_code}）：核对 [delivery] user 和密码") from None
        except smtplib.SMTPNotSupportedError:
            raise NoWay("服务器不接受登录，去掉 [delivery] user，或者换端口") from None

    @contextmanager
    def _before_anything_went_out(self) -> Iterator[None]:
        try:
            yield
        except (PutOff, Refused, NoWay):
            raise
        except _STEPS:
            self._drop()
            raise PutOff("还没有发内容，连接断了", again=True) from None

    def _judge(
        self, answer: tuple[int, bytes], *, good: Sequence[int] = (250, 251, 252), of_sender: bool = False
    ) -> None:
        """Raises PutOff or Refused, or NoWay for what is `of_sender`, where the answer isn't good."""
        code, said = answer
        if code in good:
            return
        self._reset(code)
        self._answered(code, said, of_sender=of_sender)

    def _answered(self, code: int, said: bytes | str, *, of_sender: bool = False) -> None:
        words = f"{code} {self._harmless(said)}".strip()
        if 400 <= code < 500:
            raise PutOff(f"服务器说稍后再试：{words}", again=True)
        if of_sender and code not in _TOO_LARGE:
            raise NoWay(f"服务器不让这个地址发信：{words}")
        raise Refused(f"服务器拒收：{words}")

    def _reset(self, code: int) -> None:
        if self._session is not None and code != _CLOSING:
            with suppress(*_STEPS):
                self._session.rset()
                return
        self._drop()

    def _drop(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def _harmless(self, said: bytes | str) -> str:
        """What a server said, in a line, without what it should not have repeated."""
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        if self._server.password:
            text = text.replace(self._server.password, "***")
        return re.sub(r"[\x00-\x1f\x7f-\x9f\s]+", " ", text)[:_SHOWN].strip()


def _no_connection(error: Exception) -> str:
    match error:
        case socket.gaierror():
            return "找不到这个名字的服务器"
        case ConnectionRefusedError():
            return "那里没有邮件服务器，核对端口"
        case TimeoutError():
            return "没有回应"
        case ssl.SSLError():
            return "加密谈不拢，核对端口和 tls"
    return "连接断了，核对端口和 tls"


def _dotted(data: bytes) -> bytes:
    """The content of DATA: lines that begin with a dot get another, a dot alone ends it."""
    lines = data if data.endswith(b"\r\n") else data + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines) + b".\r\n"
