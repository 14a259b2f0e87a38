"""Everything a build does short of writing: what `check` looks at."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from hgz_report.cache.store import Cache
from hgz_report.data.dataset import Dataset
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.do_jobs import Locally, Progress, do_all
from hgz_report.edition.edition_folders import check_output
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.prepare import Wanted, judged, prepare
from hgz_report.edition.shelf import FileShelf
from hgz_report.problems import Problem


class PlannedPaper(NamedTuple):
    """A paper that the edition will have: `kind`: the folder of its templates, `zone`: "" for what is about no single one."""

    slug: str
    kind: str
    zone: str
    formats: tuple[str, ...]


class Rehearsed(Struct, frozen=True):
    """What was looked at, and what was noticed and let pass."""

    dataset: Dataset
    papers: tuple[PlannedPaper, ...]
    warnings: tuple[Problem, ...]


def rehearse(
    root: Path,
    config: EditionConfig,
    *,
    pages: bool = False,
    workers: int = 1,
    progress: Progress = lambda standing: None,
    cache: Cache | None = None,
) -> Rehearsed:
    """Compose all reports and see that they can be set; `pages`: laid out too.  Raises Problems."""
    cache = cache or Cache(None)
    check_output(root, root / config.output.folder, config.edition_id)
    prepared = prepare(root, config, Wanted(depth="pages" if pages else "words"), cache)
    kept = KeptJobs(cache, FileShelf(root), prepared.materials)  # no job of this depth puts anything on the shelf
    done = do_all(prepared.jobs, kept, Locally(workers), progress)
    warnings = judged(prepared, done.words, done.problems)
    papers = tuple(
        PlannedPaper(
            one.slug,
            one.folder,
            one.owner if one.owner in prepared.dataset.zones else "",
            one.formats or config.output.formats,
        )
        for one in prepared.reports
    )
    return Rehearsed(prepared.dataset, papers, (*warnings, *done.looks))
