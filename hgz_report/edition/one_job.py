"""Jobs by themselves, for make, ninja or Snakemake: which there are, and one of them done, which `build` then takes."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from hgz_report.cache.store import Cache
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.do_jobs import Locally, do_all
from hgz_report.edition.job import Job
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.paper import Made
from hgz_report.edition.prepare import Wanted, prepare
from hgz_report.edition.publish import unwritable
from hgz_report.edition.shelf import FileShelf
from hgz_report.edition.why_made import reason
from hgz_report.problems import Problem, Problems

_NO_STORE = "单做一份要有 .cache/，做好的留在那里，build 再从那里取"


class Planned(Struct, frozen=True):
    """A job of the edition; `why` it would be done now, empty where its result is there."""

    job: Job
    why: str


def planned_jobs(root: Path, config: EditionConfig, cache: Cache) -> tuple[Planned, ...]:
    """All jobs of the edition.  Raises Problems for what cannot be read."""
    prepared = prepare(root, config, Wanted(), cache)
    kept = KeptJobs(cache, _shelf(cache), prepared.materials)
    found = ((job, kept.recall(job)) for job in prepared.jobs)
    return tuple(Planned(job, "" if one.paper else reason(one.changed)) for job, one in found)


def make_one(root: Path, config: EditionConfig, slug: str, cache: Cache) -> Made:
    """Do one job and keep what it gives.  Raises Problems where that can't be; what only all reports together show is not
    looked for.
    """
    prepared = prepare(root, config, Wanted((slug,)), cache)
    shelf = _shelf(cache)
    try:
        done = do_all(prepared.jobs, KeptJobs(cache, shelf, prepared.materials), Locally())
    except OSError as error:
        raise Problems([unwritable(shelf.folder, error)]) from None
    wrong = [*done.problems, *(problem for words in done.words for problem in (*words.unaccounted, *words.untrue))]
    made = next((paper.made for paper in done.papers.values()), None)
    if wrong or made is None:
        raise Problems(wrong)
    return made


def _shelf(cache: Cache) -> FileShelf:
    if cache.folder is None or not cache.writable:
        raise Problems([Problem(None, _NO_STORE, "不要写 --no-cache，检查 .cache/ 的写入权限")])
    return FileShelf(cache.folder / "file", spoilt=cache.spoilt)
