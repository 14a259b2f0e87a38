"""A preview without a server: its session run to the end of each turn, and its application asked as a browser asks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hgz_report.workshop.preview.desk import Desk
from hgz_report.workshop.preview.guard import Guard, HttpMessage, Keys
from hgz_report.workshop.preview.routes import Answers, application
from hgz_report.workshop.preview.session import Session

PORT = 8765
HOST = f"127.0.0.1:{PORT}"


class Previewed:
    """A session on a project; `saves` writes a file and takes the turn that follows."""

    def __init__(self, root: Path, slug: str) -> None:
        self.root, self.slug = root, slug
        self.told: list[tuple[str, str]] = []
        self.session = Session(root, slug, lambda kind, paper: self.told.append((kind, paper)))
        self.session.looked_at[slug] = 1
        self.desk = Desk(self.session)
        self.turn(["report.toml"])

    def turn(self, files: Iterable[str]) -> None:
        """What follows when files were saved."""
        self.session.begin(frozenset(files))
        for _ in self.session.rest():
            pass

    def saves(self, file: str, old: str, new: str) -> None:
        """Replace words of a file by others."""
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        self.turn([file])

    @property
    def pages(self) -> list[str]:
        """The pages as SVG."""
        sheets = self.session.sheets(self.slug)
        assert sheets is not None
        return [page.svg for page in sheets.pages]

    def spot(self, words: str) -> dict[str, str]:
        """The place of the first character of some words, as a click asks for it."""
        sheets = self.session.sheets(self.slug)
        assert sheets is not None
        for passage in sheets.whose.passages:
            at = passage.text.find(words)
            strip = next(sheets.whose.strips(passage, at, at + 1), None) if at >= 0 else None
            if strip:
                return {"paper": self.slug, "a": strip.address, "s": str(strip.start)}
        raise AssertionError(f"{words!r} is not on the pages")

    def card(self, words: str) -> dict[str, Any]:
        """The first card of what stands behind some words."""
        found: dict[str, Any] = self.desk.at(self.spot(words))["cards"][0]
        return found


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> Any:
        """As plain values."""
        return json.loads(self.text)


class Browser:
    """Asks the application; headers that are not given are those of the preview's own page."""

    def __init__(self, previewed: Previewed) -> None:
        self.keys = Keys()
        answers = Answers(previewed.session, previewed.desk, self.keys)
        self._app = Guard(application(answers, _nothing), self.keys, PORT)

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str | None) -> Answered:
        """A request; None takes a header away."""
        given: dict[str, str | None] = {"host": HOST, "x-token": self.keys.token, "content-type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        listed = [(name.encode(), value.encode()) for name, value in given.items() if value is not None]
        return asyncio.run(self._asked(path, method, body, listed))

    async def _asked(self, path: str, method: str, body: bytes, headers: list[tuple[bytes, bytes]]) -> Answered:
        name, _, query = path.partition("?")
        scope: dict[str, Any] = {
            "type": "http", "http_version": "1.1", "method": method, "path": name, "raw_path": name.encode(),
            "query_string": query.encode(), "headers": headers, "scheme": "http", "root_path": "",
            "client": ("127.0.0.1", 1), "server": ("127.0.0.1", PORT),
        }  # fmt: skip
        sent: list[HttpMessage] = []
        parts = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> HttpMessage:
            return parts.pop(0) if parts else {"type": "http.disconnect"}

        async def send(message: HttpMessage) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        start = sent[0]
        said = b"".join(message.get("body", b"") for message in sent[1:])
        got = {key.decode(): value.decode() for key, value in start["headers"]}
        return Answered(start["status"], got, said.decode())


@asynccontextmanager
async def _nothing(app: Any) -> Any:
    yield
