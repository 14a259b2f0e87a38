"""Who may ask: only pages that this preview served itself, in a browser on this machine, with the token of this run.

Host and Origin are each compared with a list (DNS rebinding makes them agree with each other); the token comes in a header,
which no form and no link of another site can send, and stands in no address.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from msgspec import Struct

HttpScope: TypeAlias = "MutableMapping[str, Any]"
HttpMessage: TypeAlias = "MutableMapping[str, Any]"
HttpReceive: TypeAlias = Callable[[], Awaitable[HttpMessage]]
HttpSend: TypeAlias = Callable[[HttpMessage], Awaitable[None]]
HttpApp: TypeAlias = Callable[[HttpScope, HttpReceive, HttpSend], Awaitable[None]]


class _Sent(Struct, frozen=True):
    """What a request may send: of what kind, how many bytes, in how many seconds."""

    kind: str
    named: str
    most: int
    seconds: float


UPLOAD = "/returned/file"
_JSON = _Sent("application/json", "JSON", 256_000, 5.0)
"""A page of text has a hundredth."""
_WORD = _Sent(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX", 20_000_000, 20.0
)  # what is larger waits in inbox/
_HEADERS = (
    (
        b"content-security-policy",
        b"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        b"base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)
_OPEN = ("/", "/page/")
"""What is served to whoever asks: the page itself, which holds nothing."""
_TICKET = "/ticket"


def _bytes(given: str) -> bytes:
    """Of whatever a stranger sends: JSON may hold halves of characters."""
    return given.encode("utf-8", "surrogatepass")


@dataclass
class Keys:
    """The token of a run, and the ticket by which the first page gets it: an address is seen by other users of a machine, so
    what opens the browser holds a ticket that serves once.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    ticket: str = field(default_factory=lambda: secrets.token_urlsafe(24))

    def fits(self, given: str) -> bool:
        """Whether somebody has the token."""
        return secrets.compare_digest(_bytes(given), self.token.encode())

    def redeem(self, given: str) -> str:
        """The token for the ticket, once; "" for anything else."""
        if self.ticket and secrets.compare_digest(_bytes(given), self.ticket.encode()):
            self.ticket = ""
            return self.token
        return ""


@dataclass(frozen=True)
class Guard:
    """Stands before the application."""

    app: HttpApp
    keys: Keys
    port: int
    _uploading: asyncio.Lock = field(default_factory=asyncio.Lock)
    """One large file at a time is held in memory."""

    async def __call__(self, scope: HttpScope, receive: HttpReceive, send: HttpSend) -> None:
        """Refuse, or let pass with a bound body and with headers that let the browser do nothing else."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return

        async def told(message: HttpMessage) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message.get("headers", ())}
                message["headers"] = [*message.get("headers", ()), *(one for one in _HEADERS if one[0] not in given)]
            await send(message)

        if refused := self._refused(scope):
            await _answer(told, *refused)
            return
        if scope["method"] != "POST":
            await self.app(scope, receive, told)
        elif scope["path"] != UPLOAD:
            await self._passed(scope, receive, told, _JSON)
        elif self._uploading.locked():
            await _answer(told, 503, "正在收另一份，等它收完再试")
        else:
            async with self._uploading:
                await self._passed(scope, receive, told, _WORD)

    async def _passed(self, scope: HttpScope, receive: HttpReceive, send: HttpSend, sent: _Sent) -> None:
        """Read what was sent, and pass it on."""
        body = await _read(receive, sent)
        if body is None:
            await _answer(send, 413, "送来的内容太多，或者太慢")
            return
        await self.app(scope, _again(body, receive), send)

    def _refused(self, scope: HttpScope) -> tuple[int, str] | None:
        """Status and reason; None where nothing is against it."""
        named = [name for name, _ in scope["headers"]]
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        hosts = [f"127.0.0.1:{self.port}", f"localhost:{self.port}"]
        if named.count(b"host") != 1 or headers["host"] not in hosts:
            return 421, "这个地址不是预览的"
        if "origin" in headers and headers["origin"] not in [f"http://{host}" for host in hosts]:
            return 403, "别的网页不能用预览"
        if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return 403, "别的网页不能用预览"
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return 405, "没有这种请求"
        path = scope["path"]
        if path == _OPEN[0] or path.startswith(_OPEN[1]) or path == _TICKET:
            return None
        if not self.keys.fits(headers.get("x-token", "")):
            return 403, "没有钥匙：用命令行里印出的网址打开"
        sent = _WORD if path == UPLOAD else _JSON
        if scope["method"] == "POST" and headers.get("content-type", "").partition(";")[0] != sent.kind:
            return 415, f"只收 {sent.named}"
        return None


async def _read(receive: HttpReceive, sent: _Sent) -> bytes | None:
    """All that was sent; None where it is too much or does not come."""
    body = bytearray()
    try:
        async with asyncio.timeout(sent.seconds):
            while True:
                message = await receive()
                body += message.get("body", b"")
                if message["type"] != "http.request" or len(body) > sent.most:
                    return None
                if not message.get("more_body"):
                    return bytes(body)
    except TimeoutError:
        return None


def _again(body: bytes, receive: HttpReceive) -> HttpReceive:
    """What was read, for who comes after."""
    left = [body]

    async def again() -> HttpMessage:
        return {"type": "http.request", "body": left.pop(), "more_body": False} if left else await receive()

    return again


async def _answer(send: HttpSend, status: int, said: str) -> None:
    body = said.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
