"""The line itself: load, make every report, publish them together."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.do_jobs import Done, Progress, do_all
from hgz_report.edition.index_page import index_page
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.paper import Made
from hgz_report.edition.prepare import Prepared, Wanted, judged, prepare
from hgz_report.edition.publish import exclusive, publish, unwritable
from hgz_report.edition.reasons import reason
from hgz_report.edition.record import (
    FACTS,
    INDEX,
    MANIFEST,
    Before,
    as_json,
    edition_trace,
    facts_csv,
    input_hashes,
    manifest,
)
from hgz_report.edition.shelf import FileContent, FileShelf
from hgz_report.edition.unchanged import Outcome, PaperFiles
from hgz_report.narrate.charting.picture_files import PICTURES
from hgz_report.narrate.reports import TEMPLATES
from hgz_report.problems import Problem, Problems
from hgz_report.provenance.trace_file import TRACE

CONFIG_FILE = "report.toml"
_CHANGED = "做的时候有人改了 data/、templates/、pictures/ 或 report.toml，改了三次都没有做成"


@dataclass(frozen=True, slots=True)
class Edition:
    """What a build made."""

    folder: Path
    made: tuple[Made, ...]
    fonts: Mapping[str, str]
    warnings: tuple[Problem, ...]
    outcome: Outcome


def build(
    root: Path,
    config: EditionConfig,
    *,
    slugs: Sequence[str] = (),
    formats: Sequence[str] = (),
    strict: bool = False,
    workers: int = 1,
    progress: Progress = lambda standing: None,
    cache: Cache | None = None,
) -> Edition:
    """Make the reports named by `slugs` (all when empty) in `formats` (the configured ones when empty) and publish them.

    `strict`: what the rules of pages find is wrong, too; `workers`: in how many processes.  Raises Problems when anything is
    wrong, Locked when another run holds the folder; what was published before then stays.
    """
    output = root / config.output.folder
    cache = cache or Cache(None)
    partial = bool(slugs or formats)
    wanted = Wanted(tuple(slugs), "files", tuple(formats))
    with exclusive(output), _shelf(output, config, cache) as shelf:
        inputs = _inputs(root)
        prepared = prepare(root, config, wanted, cache)
        try:
            done = do_all(prepared.jobs, _kept(root, prepared, shelf, cache), workers, progress)
        except OSError as error:
            raise Problems([unwritable(output, error)]) from None
        warnings = _warnings(prepared, done, strict=strict)
        made = tuple(paper.made for paper in done.papers.values() if paper.made)
        before = Before.read(output / config.edition_id) if partial else Before()
        companions = _companions(prepared, made, inputs, warnings, before)
        files: dict[str, bytes | Path] = {**companions}
        files |= {name: shelf.place(content) for one in made for name, content in one.contents.items()}
        folder = publish(output, config.edition_id, files, keep=partial)
        hashes = {name: FileContent.of(data).sha256 for name, data in companions.items()}
        hashes |= {name: content.sha256 for one in made for name, content in one.contents.items()}
        if cache.kept:
            cache.prune()
    assert prepared.materials.fonts is not None
    fonts = prepared.materials.fonts.served()
    place = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
    papers = tuple(
        PaperFiles(one.slug, one.title, one.pages, tuple(sorted(one.files)), reason(done.reasons[one.slug]))
        for one in made
    )
    outcome = Outcome(place, papers, fonts, warnings, hashes)
    return Edition(folder, made, fonts, warnings, outcome)


def _kept(root: Path, prepared: Prepared, shelf: FileShelf, cache: Cache) -> KeptJobs:
    return KeptJobs(cache, shelf, prepared.materials, root)


def _inputs(root: Path) -> dict[str, str]:
    return input_hashes(root, ("data", TEMPLATES, PICTURES), (CONFIG_FILE,))


@contextmanager
def _shelf(output: Path, config: EditionConfig, cache: Cache) -> Iterator[FileShelf]:
    """Where finished files stand until they are published: in the store, else in a folder of this run."""
    if cache.folder is not None and cache.writable:
        yield FileShelf(cache.folder / "file")
        return
    folder = output / f".{config.edition_id}.made"
    try:
        yield FileShelf(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _warnings(prepared: Prepared, done: Done, *, strict: bool) -> tuple[Problem, ...]:
    """What was noticed.  Raises Problems for what is wrong."""
    words = [paper.words for paper in done.papers.values()]
    failed = [problem for problems in done.failed.values() for problem in problems]
    warnings = judged(prepared, words, failed)
    looks = [problem for paper in done.papers.values() for problem in paper.looks]
    if strict and looks:
        raise Problems(replace(one, severity="error") for one in looks)
    assert prepared.materials.fonts is not None
    return (*warnings, *looks, *prepared.materials.fonts.warnings)


def _companions(
    prepared: Prepared, made: Sequence[Made], inputs: Mapping[str, str], warnings: Sequence[Problem], before: Before
) -> dict[str, bytes]:
    """manifest.json, facts.csv, trace.json and index.html."""
    config, fonts = prepared.config, prepared.materials.fonts
    assert fonts is not None
    order = [report.slug for report in prepared.reports]
    date = config.date.isoformat()
    said = [str(warning) for warning in warnings]
    content = manifest(config.edition_id, date, made, inputs, fonts.served(), said, order, before)
    companions = {
        TRACE: edition_trace(config.edition_id, date, made, prepared.dataset, order, before),
        FACTS: facts_csv(made, order, before),
        INDEX: index_page(content, config.masthead.series),
    }
    held = {name: FileContent.of(data) for name, data in companions.items()}
    content["companions"] = {name: {"sha256": one.sha256, "bytes": one.size} for name, one in held.items()}
    return {MANIFEST: as_json(content), **companions}
