"""Jobs done: recalled where nothing has changed, made where something has, in this process or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.collection import set_aside, settle
from hgz_report.data.dataset import NATIONAL
from hgz_report.data.reads import DataPart
from hgz_report.edition.doing import made_of, text_of
from hgz_report.edition.job import Job, Materials
from hgz_report.edition.kept_jobs import KeptJobs, Readings
from hgz_report.edition.paper import Paper, Words
from hgz_report.edition.same_text import KeptText, SameText
from hgz_report.edition.shelf import FileShelf
from hgz_report.edition.stored_sections import sections_of
from hgz_report.edition.workers import done_apart
from hgz_report.narrate.costs import Runaway
from hgz_report.problems import Problem, Problems

BATCH = 8
"""Jobs after which a process frees what they left behind, once it has done three times as many: an edition of thirty papers
ends sooner without.
"""
FEW = 4
"""Jobs that are done sooner by one process than by several that have to be started."""
Progress = Callable[["HowFar"], None]


class HowFar(Struct, frozen=True):
    """How far a run is: jobs in all, those made and those recalled so far, and the titles of those being made."""

    total: int
    made: int = 0
    kept: int = 0
    running: tuple[str, ...] = ()


class Done(Struct, frozen=True):
    """What jobs gave, by slug; `failed`: what kept a job from giving anything.

    `reasons`: why it was made: the parts that have changed, none where it was never made before; None where it was recalled.
    """

    papers: Mapping[str, Paper]
    failed: Mapping[str, tuple[Problem, ...]]
    reasons: Mapping[str, tuple[DataPart, ...] | None]

    @property
    def words(self) -> list[Words]:
        """What the composed reports say."""
        return [paper.words for paper in self.papers.values()]

    @property
    def problems(self) -> list[Problem]:
        """What kept the others from being made."""
        return [problem for problems in self.failed.values() for problem in problems]

    @property
    def looks(self) -> list[Problem]:
        """What the rules of pages found."""
        return [problem for paper in self.papers.values() for problem in paper.looks]


class JobResult(Struct, frozen=True):
    """What comes back from wherever a job was done."""

    paper: Paper | None
    problems: tuple[Problem, ...]
    reads: Readings
    place: bytes = b""
    """Where the paper stands in the store already."""
    endless: bool = False
    """It cost too much: what the others have to say can wait, for each may take as long."""
    used: frozenset[Path] = frozenset()
    spoilt: frozenset[str] = frozenset()
    """What `Cache.used` and `Cache.spoilt` lack where it was done by another process."""


Step: TypeAlias = tuple[Job, JobResult | None, tuple[str, ...]]
"""A job, what it gave (None: it has begun), the titles of those being made."""
Runner = Callable[[Sequence[Job], KeptJobs], Iterator[Step]]
"""Does jobs somewhere, and says so as they begin and end."""


def do(job: Job, materials: Materials, shelf: FileShelf) -> JobResult:
    """Do one job and say what it read."""
    reads = materials.dataset.reads
    with reads.gathered() as read:
        try:
            kept = made(job, materials, shelf)
        except Problems as found:
            return JobResult(None, found.problems, {}, endless=isinstance(found, Runaway))
    return JobResult(kept.paper, (), {part: reads.loaded.get(part, b"") for part in read}, place=kept.place)


def made(job: Job, materials: Materials, shelf: FileShelf) -> KeptText:
    """What comes of a job, from the store where its templates say what they said.  Raises Problems, OSError."""
    with sections_of(job, materials) as sections:
        text = text_of(job, materials, sections)
    if materials.cache.folder is None:
        return KeptText(made_of(text, job, materials, shelf))
    same = SameText.of(text, job, materials)
    if known := same.recall(shelf):
        for part in known.parts:
            materials.dataset.reads.note(*part)
        return known
    with materials.dataset.reads.gathered() as asked:
        paper = made_of(text, job, materials, shelf)
    return same.keep(paper, asked)


def do_all(jobs: Sequence[Job], kept: KeptJobs, run: Runner, progress: Progress = lambda standing: None) -> Done:
    """Do all jobs, by `run` those that are not recalled.  Raises OSError where files can't be written."""
    recalled = {job.report.slug: kept.recall(job) for job in jobs}
    papers = {slug: one.paper for slug, one in recalled.items() if one.paper}
    failed: dict[str, tuple[Problem, ...]] = {}
    to_make = [job for job in jobs if job.report.slug not in papers]
    to_make.sort(key=lambda job: job.report.owner != NATIONAL)  # the longest first
    standing = HowFar(len(jobs), kept=len(papers))
    progress(standing)
    for job, result, running in run(to_make, kept) if to_make else ():
        if result is not None:
            kept.cache.used |= result.used
            kept.cache.spoilt |= result.spoilt
            if result.endless:
                raise Problems(result.problems)
            standing = replace(standing, made=standing.made + 1)
            if result.paper is None:
                failed[job.report.slug] = result.problems
            else:
                papers[job.report.slug] = result.paper
                kept.keep(job, result.paper, result.reads, result.place)
        progress(replace(standing, running=running))
    order = [job.report.slug for job in jobs]
    reasons = {slug: None if one.paper else one.changed for slug, one in recalled.items()}
    return Done({slug: papers[slug] for slug in order if slug in papers}, failed, reasons)


class Locally(Struct, frozen=True):
    """Does jobs on this machine, in `workers` processes where there are enough jobs for that."""

    workers: int = 1

    def __call__(self, jobs: Sequence[Job], kept: KeptJobs) -> Iterator[Step]:
        """In processes of their own, or here."""
        several = self.workers > 1 and len(jobs) >= FEW
        return _in_processes(jobs, kept, self.workers) if several else _here(jobs, kept)


def _is_due(number: int) -> bool:
    return number >= 3 * BATCH and number % BATCH == 0


def _here(jobs: Sequence[Job], kept: KeptJobs) -> Iterator[Step]:
    if len(jobs) > 3 * BATCH:
        set_aside()
    for number, job in enumerate(jobs, 1):
        if _is_due(number) and len(jobs) - number > BATCH:  # the last few end with the process
            settle()
        yield job, None, (job.report.title,)
        yield job, do(job, kept.materials, kept.shelf), ()


class _JobsApart(Struct, frozen=True):
    """What a process does jobs with: handed over once, when it starts."""

    jobs: Sequence[Job]
    materials: Materials
    shelf: FileShelf

    def __call__(self) -> Callable[[int], JobResult]:
        """The process starts."""
        turns = count(1)
        set_aside()

        def done(number: int) -> JobResult:
            if _is_due(next(turns)):
                settle()
            return self._done(self.jobs[number])

        return done

    def _done(self, job: Job) -> JobResult:
        cache, shelf = self.materials.cache, self.shelf
        for told in (cache.used, cache.spoilt, shelf.spoilt):
            told.clear()
        result = do(job, self.materials, shelf)
        return replace(result, used=frozenset(cache.used), spoilt=frozenset(cache.spoilt | shelf.spoilt))


def _in_processes(jobs: Sequence[Job], kept: KeptJobs, workers: int) -> Iterator[Step]:
    """In processes of their own.  What a process that died had in hand is done here."""
    left, running = dict(enumerate(jobs)), dict[int, str]()
    for number, result in done_apart(_JobsApart(jobs, kept.materials, kept.shelf), len(jobs), workers):
        if result is None:
            running[number] = jobs[number].report.title
        else:
            del left[number], running[number]
        yield jobs[number], result, tuple(running.values())
    yield from _here(list(left.values()), kept)
