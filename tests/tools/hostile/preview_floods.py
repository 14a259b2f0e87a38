"""Connections that are no requests or too many, and files that turn bad while the preview runs."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tests.tools.hostile.running_preview import RunningPreview, answered
from tests.tools.payloads import ENDLESS

_TEMPLATE, _ZONE = "templates/zone/15_own.md.j2", "data/zones/made-000.yaml"
_EVERY = 6
"""Of the payloads that tests/narrate runs each, one in so many is saved here."""
_WAITS = 2
"""Seconds for an answer to what is no request."""
Ask = Callable[[RunningPreview], tuple[int, str]]


def bytes_sent(made: Callable[[RunningPreview], bytes]) -> Ask:
    """Bytes that are put together for a preview."""
    return lambda preview: preview.sent(made(preview), _WAITS)


def _headed(preview: RunningPreview, *lines: str, body: bytes = b"") -> bytes:
    own = (
        "POST /edit HTTP/1.1",
        f"host: {preview.host}",
        f"x-token: {preview.token}",
        "content-type: application/json",
    )
    return "\r\n".join((*own, *lines, "", "")).encode() + body


_NO_HTTP: dict[str, bytes] = {
    "nothing": b"",
    "a line end": b"\r\n" * 10,
    "a greeting of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(range(256)) * 2,
    "a greeting of SSH": b"SSH-2.0-OpenSSH_9.6\r\n",
    "zeros": b"\0" * 100_000,
    "a million letters": b"A" * 1_000_000,
    "HTTP of 1991": b"GET /\r\n",
    "HTTP of another day": b"GET / HTTP/9.9\r\nhost: a\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a head without a colon": b"GET / HTTP/1.1\r\nhost\r\n\r\n",
    "a head of control characters": b"GET / HTTP/1.1\r\nhost: a\x00\x1b\r\n\r\n",
    "a head that is folded": b"GET / HTTP/1.1\r\nhost: a\r\n b\r\n\r\n",
}
_ANOTHER = b"0\r\n\r\nGET / HTTP/1.1\r\n\r\n"
MADE: dict[str, tuple[Ask, tuple[int, ...]]] = {
    "10,000 heads": (
        bytes_sent(lambda p: _headed(p, *(f"a{n}: 1" for n in range(10_000)), "content-length: 0", "connection: close")),
        (400, 409, 431, 0),
    ),
    "a head of a megabyte": (bytes_sent(lambda p: _headed(p, "a: " + "b" * 1_000_000)), (0, 400, 431)),
    "two lengths": (bytes_sent(lambda p: _headed(p, "content-length: 2", "content-length: 90", body=b"{}")), (0, 400)),
    "a length below nothing": (bytes_sent(lambda p: _headed(p, "content-length: -1", body=b"{}")), (0, 400)),
    "a length in words": (bytes_sent(lambda p: _headed(p, "content-length: 两", body=b"{}")), (0, 400)),
    "a length without end": (bytes_sent(lambda p: _headed(p, "content-length: " + "9" * 50)), (0, 400, 413)),
    "a length and pieces": (
        bytes_sent(lambda p: _headed(p, "content-length: 4", "transfer-encoding: chunked", body=_ANOTHER)),
        (0, 400, 409),
    ),
    "pieces that lie": (bytes_sent(lambda p: _headed(p, "transfer-encoding: chunked", body=b"zz\r\n{}\r\n0\r\n\r\n")), (0, 400)),
    "a piece without end": (
        bytes_sent(lambda p: _headed(p, "transfer-encoding: chunked", body=b"ffffffffffffffff\r\n" + b" " * 500_000)),
        (0, 400, 413),
    ),
    "packed": (
        bytes_sent(lambda p: p.request("POST", "/edit", b"\x1f\x8b\x08" + b"\0" * 100, content_encoding="gzip")),
        (400, 409),
    ),
    "a form": (lambda p: p.ask("POST", "/edit", b"kind=data", content_type="application/x-www-form-urlencoded"), (415,)),
    "a form of parts": (lambda p: p.ask("POST", "/edit", b"--a", content_type="multipart/form-data; boundary=a"), (415,)),
    "a text for JSON": (lambda p: p.ask("POST", "/edit", b"{}", content_type="text/plain"), (415,)),
    "JSON of no kind": (lambda p: p.ask("POST", "/edit", b"{}", content_type=None), (415,)),
    "two hosts": (bytes_sent(lambda p: p.request("GET", "/begin", host=f"{p.host}\r\nhost: evil.example")), (400, 421)),
    "two tokens": (bytes_sent(lambda p: p.request("GET", "/begin", x_token=f"{p.token}\r\nx-token: guess")), (403,)),
    "another method inside": (
        bytes_sent(lambda p: p.request("GET", "/edit", x_http_method_override="POST")), (405,)
    ),
    "a hundred requests at once": (
        bytes_sent(lambda p: p.request("GET", "/begin", connection="keep-alive") * 99 + p.request("GET", "/begin")), (200,)
    ),
    "a socket of the web": (
        bytes_sent(lambda p: p.request("GET", "/events", connection="Upgrade", upgrade="websocket",
                                       sec_websocket_version="13", sec_websocket_key="AAAAAAAAAAAAAAAAAAAAAA==")
                   .replace(b"x-token", b"x-taken")),
        (403, 400),
    ),
    "a socket of the web, with the token": (
        bytes_sent(lambda p: p.request("GET", "/begin", connection="Upgrade", upgrade="websocket",
                                       sec_websocket_version="13", sec_websocket_key="AAAAAAAAAAAAAAAAAAAAAA==")),
        (200, 400, 0),
    ),
    "another protocol": (bytes_sent(lambda p: p.request("GET", "/begin", connection="Upgrade", upgrade="h2c")), (200, 400, 0)),
}  # fmt: skip


@contextmanager
def many_saying(preview: RunningPreview, number: int, said: bytes) -> Iterator[list[socket.socket]]:
    """So many connections, on each of which something was sent."""
    with ExitStack() as stack:
        lines = [stack.enter_context(preview.connected()) for _ in range(number)]
        for line in lines:
            line.sendall(said)
        yield lines


def _sitting(number: int, said: bytes) -> Ask:
    """So many who say this and wait; its own page is served meanwhile."""

    def ask(preview: RunningPreview) -> tuple[int, str]:
        with many_saying(preview, number, said.replace(b"{host}", preview.host.encode())):
            return preview.ask("GET", "/begin")

    return ask


def _dripping(preview: RunningPreview) -> tuple[int, str]:
    """Heads that come one byte after the other."""
    with many_saying(preview, 50, b"GET /begin HTTP/1.1\r\n") as lines:
        for _ in range(20):
            for line in lines:
                with suppress(OSError):
                    line.sendall(b"a")
            time.sleep(0.05)
        return preview.ask("GET", "/begin")


def _slow_body(preview: RunningPreview) -> tuple[int, str]:
    """A body that does not come is not waited for."""
    with preview.connected() as line:
        line.sendall(_headed(preview, "content-length: 1000", "connection: close", body=b"{"))
        return answered(line)


def _gone(preview: RunningPreview) -> tuple[int, str]:
    """A hundred who ask and do not wait."""
    for number in range(100):
        with preview.connected() as line:
            line.sendall(preview.request("GET", ("/events?paper=made-000", "/search?words=a", "/begin")[number % 3]))
    return preview.ask("GET", "/begin")


def _streams(preview: RunningPreview) -> tuple[int, str]:
    """More streams than it has."""
    with ExitStack() as stack:
        statuses = []
        for _ in range(30):
            line = stack.enter_context(preview.connected())
            line.sendall(preview.request("GET", "/events?paper=made-000"))
            statuses.append(answered(line, until=b"\r\n\r\n")[0])
        return statuses[-1], f"{statuses.count(200)} 个"


def _deaf(preview: RunningPreview) -> tuple[int, str]:
    """Streams that nobody reads."""
    with many_saying(preview, 10, preview.request("GET", "/events?paper=made-000")):
        return preview.ask("GET", "/begin")


def _endless_stream(path: str) -> Ask:
    def ask(preview: RunningPreview) -> tuple[int, str]:
        with preview.connected() as line:
            line.sendall(preview.request("GET", path))
            status, _ = answered(line, until=b"\r\n\r\n")
            return status, ""

    return ask


def _said(data: bytes) -> Ask:
    return lambda preview: preview.sent(data, _WAITS)


FLOODS: dict[str, tuple[Ask, tuple[int, ...]]] = {
    "200 who say nothing": (_sitting(200, b""), (200,)),
    "200 with half a head": (_sitting(200, b"GET / HTTP/1.1\r\nhost: {host}\r\n"), (200,)),
    "200 with half a body": (_sitting(200, b"POST /ticket HTTP/1.1\r\nhost: {host}\r\ncontent-length: 99\r\n\r\n{"), (200,)),
    "heads that drip": (_dripping, (200,)),
    "a body that does not come": (_slow_body, (413,)),
    "a hundred who go": (_gone, (200,)),
    "30 streams": (_streams, (503,)),
    "streams that nobody reads": (_deaf, (200,)),
    "a stream of no paper": (_endless_stream("/events?paper=nothing"), (200,)),
    "a stream of 30,000 pages": (_endless_stream("/events?paper=made-000&has=" + "a," * 15_000), (200,)),
    "a stream without a token": (lambda p: p.ask("GET", "/events?paper=made-000", x_token=None), (403,)),
    "a ticket that is none": (lambda p: p.post("/ticket", {"ticket": "guess"}), (200,)),
    "a ticket in Chinese": (lambda p: p.post("/ticket", {"ticket": "门票"}), (200,)),
    "a ticket of surrogates": (lambda p: p.post("/ticket", {"ticket": "\ud800"}), (200, 400)),
    "a ticket that is empty": (lambda p: p.post("/ticket", {"ticket": ""}), (200,)),
    "undo of nothing": (lambda p: p.post("/undo", {}), (409,)),
    "open a file outside": (lambda p: p.post("/open", {"file": "../../etc/passwd", "line": 1}), (409,)),
    "open a line without end": (lambda p: p.post("/open", {"file": "report.toml", "line": float("inf")}), (400, 409)),
    "open without a program": (lambda p: p.post("/open", {"file": "report.toml", "line": 1}), (409,)),
    "open nothing": (lambda p: p.post("/open", {}), (400,)),
    "open a program for a file": (lambda p: p.post("/open", {"file": "data/$(touch a).yaml", "line": 1}), (409,)),
    **{f"no HTTP: {name}": (_said(data), (0, 400, 421)) for name, data in _NO_HTTP.items()},
}  # fmt: skip


def _saved(change: Callable[[Path], object], says: str) -> Ask:
    """A file turns bad: it is said where; as it was again, the pages are there."""

    def ask(preview: RunningPreview) -> tuple[int, str]:
        change(preview.root)
        try:
            told = preview.event(
                lambda one: says in str([problem.get("place", problem) for problem in one.get("problems", ())])
            )
        finally:
            preview.ground.put_back()
        again = preview.event(lambda one: one["kind"] == "checks" and not one["held"])
        if told and again:
            return 200, ""
        return 500, f"told: {bool(told)}, again: {bool(again)}, last heard: {preview.heard}"

    return ask


def _put(name: str, data: str | bytes) -> Callable[[Path], object]:
    return lambda root: (root / name).write_bytes(data if isinstance(data, bytes) else data.encode())


def _instead(name: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / name).unlink(missing_ok=True)
        make(root / name)

    return change


SAVED: dict[str, Ask] = {
    **{
        f"saved: {name}": _saved(_put(_TEMPLATE, text), "15_own")
        for number, (name, (text, _)) in enumerate(ENDLESS.items())
        if number % _EVERY == 0
    },
    "saved: a class": _saved(_put(_TEMPLATE, "{{ zone.__class__ }}"), "15_own"),
    "saved: half a tag": _saved(_put(_TEMPLATE, "{% if zone"), "15_own"),
    "saved: not UTF-8": _saved(_put(_TEMPLATE, b"\xff\xfe\x00"), "15_own"),
    "saved: 30 MB": _saved(_put(_TEMPLATE, "甲" * 10_000_000), "15_own"),
    "saved: 100,000 quotes": _saved(_put(_TEMPLATE, ">" * 100_000 + "甲"), "15_own"),
    "saved: a pipe": _saved(_instead(_TEMPLATE, os.mkfifo), "15_own"),
    "saved: a link to /dev/zero": _saved(_instead(_TEMPLATE, lambda path: path.symlink_to("/dev/zero")), "15_own"),
    "saved: a link outside": _saved(_instead(_TEMPLATE, lambda path: path.symlink_to("/etc/passwd")), "15_own"),
    "saved: data that are no YAML": _saved(_put(_ZONE, "name: [甲\n"), "made-000"),
    "saved: a bomb of aliases": _saved(
        _put(_ZONE, "a: &a [1,1]\n" + "".join(f"b{n}: &b{n} [*a,*a]\n" for n in range(20))), "made-000"
    ),
    "saved: 4.9 MB of one key": _saved(_put(_ZONE, "name: 甲\n" * 400_000), "made-000"),
    "saved: data that are a pipe": _saved(_instead(_ZONE, os.mkfifo), "made-000"),
    "saved: no data": _saved(_instead(_ZONE, lambda path: None), "data"),
    "saved: a configuration that is none": _saved(_put("report.toml", "a = ["), "report.toml"),
    "saved: no configuration": _saved(_instead("report.toml", lambda path: None), "report.toml"),
    "saved: a configuration of 5 MB": _saved(_put("report.toml", "# 甲\n" * 1_000_000), "report.toml"),
}
