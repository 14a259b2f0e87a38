"""What is shown, turn by turn: a file is saved, the papers that are looked at are set anew, then the others, then all is checked.

One thread works at a time.  What readers of the state get is replaced whole, never changed.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import thread_time

from msgspec import Struct

from hgz_report.collection import settle
from hgz_report.edition.doing import looked_through
from hgz_report.edition.job import Job
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.paper import Words
from hgz_report.edition.paper_names import slugs_called
from hgz_report.edition.prepare import Prepared, judged
from hgz_report.edition.shelf import FileShelf
from hgz_report.narrate.costs import Runaway
from hgz_report.problems import Problem, Problems
from hgz_report.workshop.preview.project_files import FileStamp, file_stamp
from hgz_report.workshop.preview.sheets import Faces, SetPaper, ms, set_paper
from hgz_report.workshop.preview.warm import Warm

_QUIET = 0.35
"""Seconds after a paint before the other papers are looked at: whoever types on does not wait for them."""
Tell = Callable[[str, str], None]
"""Is told that something is new: `pages` of a paper, `mistake`, or `checks` of all."""


class AllChecked(Struct, frozen=True):
    """What the rules say of all papers; `whole` when none was left out."""

    problems: tuple[Problem, ...] = ()
    whole: bool = False


@dataclass
class Session:
    """The state of one preview.  `tell` is called in the thread that works."""

    root: Path
    first: str = ""
    """The paper that is set when nobody looks at any yet."""
    tell: Tell = lambda kind, slug: None
    warm: Warm = field(init=False)
    faces: Faces = field(default_factory=Faces, init=False)
    prepared: Prepared | None = field(default=None, init=False)
    """The project as it was when it was last without mistakes."""
    mistakes: tuple[Problem, ...] = field(default=(), init=False)
    """What keeps the project from being read now."""
    failed: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict, init=False)
    """What keeps papers from being set."""
    checked: AllChecked = field(default=AllChecked(), init=False)
    turn: int = field(default=0, init=False)
    took: Mapping[str, float] = field(default_factory=dict, init=False)
    """Milliseconds of each stage of the last turn."""
    looked_at: dict[str, int] = field(default_factory=dict, init=False)
    """Papers that somebody has before them, and how many have."""
    _sheets: dict[str, SetPaper] = field(default_factory=dict, init=False)
    _words: dict[str, Words] = field(default_factory=dict, init=False)
    _granted: bytes = field(default=b"", init=False)
    """What was let pass in prose when the papers were looked through."""
    _current: set[str] = field(default_factory=set, init=False)
    """Papers that are known to be as the project is now."""
    _seen: dict[str, FileStamp] = field(default_factory=dict, init=False)
    """Of the files that were saved when and how large they were when they were read."""
    _endless: bool = field(default=False, init=False)
    """A template costs too much."""
    _settled: bool = field(default=False, init=False)
    _kept: KeptJobs | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.warm = Warm(self.root)

    @property
    def first_paper(self) -> str:
        """The file name of the paper to show first, whatever it was called; "" before anything was read."""
        if self.prepared is None:
            return ""
        try:
            called = slugs_called([self.first], self.prepared.reports, self.prepared.dataset) if self.first else []
        except Problems:
            called = []
        return next(iter([*called, *(job.report.slug for job in self.prepared.jobs)]), "")

    def is_current(self, slug: str) -> bool:
        """Whether a paper is known to be as the project is now."""
        return slug in self._current

    def sheets(self, slug: str) -> SetPaper | None:
        """A paper as it was last set; None where it never was."""
        return self._sheets.get(slug)

    @property
    def set_papers(self) -> tuple[SetPaper, ...]:
        """All that were set, in the order of the edition."""
        order = [report.slug for report in self.prepared.reports] if self.prepared else []
        return tuple(found for slug in order if (found := self._sheets.get(slug)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong or noticed now, each once."""
        failed = [problem for problems in self.failed.values() for problem in problems]
        return tuple(dict.fromkeys((*self.mistakes, *failed, *self.checked.problems)))

    # -- a turn

    def begin(self, changed: frozenset[str]) -> None:
        """Read what was saved and set the papers that somebody looks at; nothing where the files are those read last."""
        stamps = {file: file_stamp(self.root / file) for file in changed}
        if self.turn and all(self._seen.get(file) == stamp for file, stamp in stamps.items()):
            return
        self._seen.update(stamps)
        self.turn += 1
        started = thread_time()
        try:
            prepared = self.warm.read(changed if self.prepared else ())
        except Problems as found:
            self.mistakes = found.problems
            self.tell("mistake", "")
            return
        self.mistakes, self.prepared, self._endless = (), prepared, False
        self._kept = KeptJobs(self.warm.cache, FileShelf(self.root), prepared.materials)
        self._current = set()
        self.took = {"read": ms(thread_time() - started)}
        known = dict.fromkeys(job.report.slug for job in prepared.jobs)
        self._sheets = {slug: sheets for slug, sheets in self._sheets.items() if slug in known}
        first = self.first_paper
        for slug in [slug for slug in self.looked_at if slug in known] or [first]:
            self._refresh(slug, seen=True)

    def set(self, slug: str, asked: float = 0.0) -> None:
        """Set a paper and tell of it, whatever it is made of.  `asked`: ms that it took to see that it has to be."""
        job = self._job(slug)
        if job is None or self.prepared is None:
            return
        try:
            made = set_paper(job, self.prepared.materials, self.faces, self._sheets.get(slug))
        except Problems as found:
            self.failed = {**self.failed, slug: found.problems}
            self._current.add(slug)
            self._endless = isinstance(found, Runaway)
            self.tell("mistake", slug)
            return
        self.failed = {name: problems for name, problems in self.failed.items() if name != slug}
        self._words.pop(slug, None)
        self._sheets[slug] = made
        self._current.add(slug)
        self.took = {**self.took, **made.took, "compose": made.took["compose"] + asked}
        self.tell("pages", slug)

    def _job(self, slug: str) -> Job | None:
        """As it is now: its sections may be others than when its sheets were set."""
        return next((one for one in self.prepared.jobs if one.report.slug == slug), None) if self.prepared else None

    def rest(self) -> Iterator[None]:
        """What remains to be done of a turn, in small steps: the other papers, then what the rules say of all."""
        if self.prepared is None or self.mistakes:
            self._free()
            return
        for job in self.prepared.jobs:
            slug = job.report.slug
            if self._endless:  # the others may take as long, each
                self._say((), whole=False)
                self._free()
                return
            if slug not in self._current:
                self._refresh(slug)
                yield
        yield from self._judge(self.prepared)

    def _refresh(self, slug: str, *, seen: bool = False) -> None:
        """Set a paper anew if something that it is made of has changed.  `seen`: somebody waits to hear of it in any case."""
        known, kept, job, started = self._sheets.get(slug), self._kept, self._job(slug), thread_time()
        if (
            known
            and kept
            and job
            and slug not in self.failed
            and known.readings
            and not kept.changed(job, known.readings)
        ):
            self._current.add(slug)
            if seen:
                self.took = {**self.took, "compose": ms(thread_time() - started)}
                self.tell("pages", slug)
            return
        self.set(slug, ms(thread_time() - started))

    def _judge(self, prepared: Prepared) -> Iterator[None]:
        try:
            full = self.warm.judging(prepared)
        except Problems as found:
            self._say(found.problems, whole=False)
            self._free()
            return
        if full.materials.granted.digest != self._granted:
            self._words.clear()
            self._granted = full.materials.granted.digest
        yield
        for job in full.jobs:
            slug = job.report.slug
            sheets = self._sheets.get(slug)
            if sheets is None or slug in self.failed:
                continue
            if slug not in self._words or not sheets.readings:
                reads = full.materials.dataset.reads
                with reads.gathered() as read:
                    self._words[slug] = looked_through(sheets.document, job, full.materials).words
                if self._kept:
                    more = {part: reads.loaded.get(part, b"") for part in read}
                    sheets.readings = self._kept.readings(job, {**more, **sheets.reads})
                yield
        failed = [problem for problems in self.failed.values() for problem in problems]
        try:
            words = [self._words[job.report.slug] for job in full.jobs if job.report.slug in self._words]
            said = judged(full, words, failed)
        except Problems as found:
            said = found.problems
        self._free()
        self._say(said, whole=True)

    def _free(self) -> None:
        """Free what turns left behind, here alone: in the middle of a turn it would be waited for.

        What was read first stays for good, so that the next time need not walk over it.
        """
        if self._settled:
            gc.collect()
        else:
            settle()
            self._settled = True

    def _say(self, problems: tuple[Problem, ...], *, whole: bool) -> None:
        self.checked = AllChecked(problems, whole)
        self.tell("checks", "")


class Turns:
    """Runs a session: `saved` at any time, one turn after the other, the rest of a turn only while nothing was saved."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._changed: set[str] = set()
        self._wanted: list[str] = []
        self._woken = asyncio.Event()

    def saved(self, files: frozenset[str]) -> None:
        """Files were saved, by their names from the root."""
        self._changed |= files
        self._woken.set()

    def wanted(self, slug: str) -> None:
        """Somebody wants to see a paper."""
        self._wanted.append(slug)
        self._woken.set()

    async def run(self) -> None:
        """Work until cancelled."""
        rest: Iterator[None] | None = None
        while True:
            if rest is None:
                await self._woken.wait()
            self._woken.clear()
            if self._changed:
                changed, self._changed = frozenset(self._changed), set()
                await asyncio.to_thread(self.session.begin, changed)
                rest = self.session.rest()
                await self._quiet()
            elif self._wanted:
                await asyncio.to_thread(self.session.set, self._wanted.pop(0))
                rest = self.session.rest()
            elif rest is not None and await asyncio.to_thread(_ended, rest):
                rest = None
            if self._changed or self._wanted:
                self._woken.set()

    async def _quiet(self) -> None:
        try:
            await asyncio.wait_for(self._woken.wait(), _QUIET)
        except TimeoutError:
            return


def _ended(steps: Iterator[None]) -> bool:
    """Take a step; whether it was the last."""
    return next(steps, _END) is _END


_END = object()
