"""A preview that runs while one stranger after another comes: asked as only a program asks, byte by byte."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.tools.hostile.bench import Bench
from tests.tools.hostile.ground import Ground
from tests.tools.hostile.trial import slow

_RUNNING: dict[Bench, RunningPreview] = {}
_STARTS, _ANSWERS = 60, 12
"""Seconds."""
_MOST = 3_000_000


@dataclass
class RunningPreview:
    """One on a copy of the bench's project, with the keys of its own page."""

    root: Path
    said: Path
    pid: int
    port: int
    token: str
    ground: Ground
    read: int = 0
    heard: list[str] = field(default_factory=list)
    """What came of the last wait for a message: kind, turn, whether the pages are held."""

    @classmethod
    def of(cls, bench: Bench) -> RunningPreview:
        """The one that runs, or a new one, ended with the bench."""
        if bench not in _RUNNING:
            root, said = bench.folder / "preview", bench.folder / "said-preview"
            shutil.copytree(bench.ground.root, root, symlinks=True)
            pid = bench.warm.begin(root, ("preview", "--no-open", "--port", "0"), said)
            found = _soon(lambda: re.search(r"http://127\.0\.0\.1:(\d+)/#(\S+)", said.read_text("utf-8")), _STARTS)
            new = _RUNNING[bench] = cls(root, said, pid, int(found[1]), found[2], Ground(root))
            bench.ends.callback(new.end, bench)
            _soon(lambda: "pages" in new.event(lambda told: told["kind"] == "pages"), _STARTS)
        return _RUNNING[bench]

    @property
    def host(self) -> str:
        """As its page names it."""
        return f"127.0.0.1:{self.port}"

    def request(self, method: str, path: str, body: bytes = b"", **headers: str | None) -> bytes:
        """The bytes of a request; headers that are not given are those of the preview's own page, None takes one away."""
        given: dict[str, str | None] = {
            "host": self.host, "x-token": self.token, "content-type": "application/json", "connection": "close",
            "content-length": str(len(body)) if body or method == "POST" else None,
        }  # fmt: skip
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        lines = [
            f"{method} {path} HTTP/1.1",
            *(f"{name}: {value}" for name, value in given.items() if value is not None),
        ]
        return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body

    def connected(self) -> socket.socket:
        """A connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=_ANSWERS)

    def sent(self, data: bytes, seconds: float = _ANSWERS) -> tuple[int, str]:
        """Send it and hear what comes; the status of the first answer, 0 where none came."""
        with self.connected() as line:
            with suppress(OSError):
                line.sendall(data)
            line.settimeout(seconds * slow())
            return answered(line)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str | None) -> tuple[int, str]:
        """A request and its answer."""
        return self.sent(self.request(method, path, body, **headers))

    def post(self, path: str, given: object) -> tuple[int, str]:
        """A request of plain values."""
        return self.ask("POST", path, json.dumps(given).encode())

    def event(self, fits: Callable[[dict[str, Any]], bool], seconds: float = 15) -> str:
        """The first message of its stream that fits, "" where none comes in time (longer where others use the machine)."""
        seconds *= slow()
        until = time.monotonic() + seconds
        self.heard.clear()
        with self.connected() as line, line.makefile("rb") as file:
            line.sendall(self.request("GET", "/events?paper=made-000"))
            line.settimeout(seconds)
            with suppress(TimeoutError):
                while time.monotonic() < until and (told := file.readline()):
                    if told.startswith(b"data: "):
                        one = json.loads(told[6:])
                        self.heard.append(
                            f"{one['kind']} {one['turn']} {one['held']} {until - time.monotonic():.1f} s left"
                        )
                        if fits(one):
                            return told.decode()
        return ""

    def after(self, found: tuple[int, str]) -> tuple[int, str]:
        """The same answer, once it is known that the preview serves its own page, said nothing and changed no file.

        Raises AssertionError.
        """
        began = time.monotonic()
        status, _ = self.ask("GET", "/begin")
        assert status == 200, f"afterwards its own page gets {status}"
        assert time.monotonic() - began < _ANSWERS, "afterwards its own page waits"
        words = self.said.read_bytes()[self.read :].decode("utf-8", "replace")
        self.read += len(words.encode())
        changed = self.ground.changed()
        assert not changed, f"changed {changed}"
        status, text = found[0], found[1].replace("\r\n", "\n")
        head, _, body = text.partition("\n\n")
        return (
            status,
            f"{body if head.startswith('HTTP/') else text}\n{words if 'http://' not in words else ''}".strip(),
        )

    def megabytes(self) -> float:
        """The most memory it had so far."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii", errors="replace")
        return int(status.partition("VmHWM:")[2].split()[0]) / 1024

    def end(self, bench: Bench) -> None:
        """Let it end."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        bench.warm.end(self.pid, 20)


def answered(line: socket.socket, *, until: bytes = b"") -> tuple[int, str]:
    """What comes until the connection ends, or some bytes did; the status of the first answer, 0 where none came."""
    data = b""
    with suppress(OSError):
        while (more := line.recv(65_536)) and len(data) < _MOST:
            data += more
            if until and until in data:
                break
    found = re.match(rb"HTTP/1\.[01] (\d{3})", data)
    return int(found[1]) if found else 0, data.decode("utf-8", "replace")


def _soon(done: Callable[[], Any], seconds: float) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(OSError):
            if found := done():
                return found
        time.sleep(0.05)
    raise AssertionError("the preview does not begin")
