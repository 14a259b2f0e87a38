"""What is new, on its way to the browsers: one stream for each page that is open, which begins with all that it lacks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field

from hgz_report.workshop.preview.session import Session, Turns
from hgz_report.workshop.preview.telling import Reply, marks_of, told_pages, told_papers, told_problem

MOST = 24
"""Pages that may be open at a time."""
_BEAT = 20.0
"""Seconds after which a stream that has nothing to say says so: who has gone is noticed."""


@dataclass(eq=False)
class Listener:
    """A page that is open: which paper it shows, and which pages it has."""

    slug: str
    has: set[str]
    queue: asyncio.Queue[str] = field(default_factory=asyncio.Queue)


class Broadcast:
    """All that listen."""

    def __init__(self, session: Session, turns: Turns) -> None:
        self._session, self._turns = session, turns
        self._listeners: set[Listener] = set()
        self._loop = asyncio.get_running_loop()

    def tell(self, kind: str, slug: str) -> None:
        """Something is new; called by the thread that works."""
        self._loop.call_soon_threadsafe(self._pass_on, kind, slug)

    @property
    def full(self) -> bool:
        """Whether no more may listen."""
        return len(self._listeners) >= MOST

    async def stream(self, slug: str, has: Iterable[str]) -> AsyncIterator[bytes]:
        """Server-sent events for one page, until it is closed."""
        own = Listener(slug, set(has))
        self._listeners.add(own)
        looked_at = self._session.looked_at
        looked_at[slug] = looked_at.get(slug, 0) + 1
        try:
            if self._session.sheets(slug):
                own.queue.put_nowait("pages")
            if not self._session.is_current(slug):
                self._turns.wanted(slug)
            own.queue.put_nowait("checks")
            while True:
                try:
                    kind = await asyncio.wait_for(own.queue.get(), _BEAT)
                except TimeoutError:
                    yield b": \n\n"
                    continue
                said = json.dumps(self._said(kind, own), ensure_ascii=False, separators=(",", ":"))
                yield f"data: {said}\n\n".encode()
        finally:
            self._listeners.discard(own)
            looked_at[slug] -= 1
            if not looked_at[slug]:
                del looked_at[slug]

    def _pass_on(self, kind: str, slug: str) -> None:
        for one in self._listeners:
            if not slug or one.slug == slug:
                one.queue.put_nowait(kind)

    def _said(self, kind: str, to: Listener) -> Reply:
        session = self._session
        said: Reply = {"kind": kind, "turn": session.turn, "took": dict(session.took)}
        sheets = session.sheets(to.slug)
        said["held"] = bool(session.mistakes or to.slug in session.failed)
        if kind == "pages" and sheets:
            said |= told_pages(sheets, to.has)
            to.has = {page.name for page in sheets.pages}
            return said
        problems = session.problems
        said["problems"] = [told_problem(one) for one in problems]
        if kind == "checks":
            said["whole"] = session.checked.whole
            said["marks"] = marks_of(sheets, problems) if sheets else []
            reports = session.prepared.reports if session.prepared else ()
            said["papers"] = told_papers(reports, {slug: len(found) for slug, found in session.failed.items()})
        return said
