"""The line itself: load, make every report, publish them together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, Unpack

from hgz_report.cache.store import Cache
from hgz_report.cache.whole import remove
from hgz_report.classes import dataclass
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.do_jobs import Done, Locally, Progress, Runner, do_all
from hgz_report.edition.index_page import index_page
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.paper import Made
from hgz_report.edition.pinned_faces import FACES, Chains, changed_faces, faces_of, last_published_faces
from hgz_report.edition.prepare import Prepared, Wanted, judged, prepare
from hgz_report.edition.publish import exclusive, publish, unwritable
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
from hgz_report.edition.why_made import reason
from hgz_report.edition.withheld import (
    NOTHING_WITHHELD,
    MissingPaper,
    Withheld,
    at_fault,
    failed_zones,
    last_published,
    remember_good,
    zone_slugs,
)
from hgz_report.narrate.charting.picture_files import PICTURES
from hgz_report.narrate.reports import TEMPLATES
from hgz_report.problems import Problem, Problems
from hgz_report.provenance.trace_file import TRACE

_TRIES = 3
_CHANGED = "做的时候有人改了 data/、templates/、pictures/ 或 report.toml，改了三次都没有做成"


@dataclass(frozen=True, slots=True)
class Edition:
    """What a build made."""

    folder: Path
    made: tuple[Made, ...]
    outcome: Outcome
    notices: tuple[Problem, ...] = ()
    """What only this run has to say: it is no part of the edition, and the next run doesn't repeat it."""

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What was noticed and let pass."""
        return self.outcome.warnings


class Asked(TypedDict, total=False):
    """What may be asked of a build; see `Order`."""

    slugs: Sequence[str]
    formats: Sequence[str]
    strict: bool
    workers: int
    cluster: str
    keep_going: bool
    verify: bool
    unattended: bool
    new_fonts: bool


@dataclass(frozen=True, slots=True)
class Order:
    """How an edition is to be made.

    `slugs`, `formats`: only these (all when empty); `strict`: what the rules of pages find is wrong, too; `workers`: in how
    many processes; `cluster`: the address of one that does it instead; `keep_going`: a zone with mistakes is withheld, the
    others are published; `verify`: font files are hashed again, whatever their size and time say; `unattended`: nobody is
    there to look at what is said; `new_fonts`: other faces than those of the edition before are meant.
    """

    slugs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    strict: bool = False
    workers: int = 1
    cluster: str = ""
    keep_going: bool = False
    verify: bool = False
    unattended: bool = False
    new_fonts: bool = False

    @classmethod
    def of(cls, asked: Asked) -> Order:
        """From what is asked for."""
        return cls(
            tuple(asked.get("slugs", ())),
            tuple(asked.get("formats", ())),
            asked.get("strict", False),
            asked.get("workers", 1),
            asked.get("cluster", ""),
            asked.get("keep_going", False),
            asked.get("verify", False),
            asked.get("unattended", False),
            asked.get("new_fonts", False),
        )

    @property
    def partial(self) -> bool:
        """Whether it is only a part of an edition."""
        return bool(self.slugs or self.formats)


@dataclass(frozen=True, slots=True)
class _Ready:
    """Everything made and found right; `inputs`: hashes of what it was made of; `faces`: those of the manifest."""

    prepared: Prepared
    done: Done
    warnings: tuple[Problem, ...]
    withheld: Withheld
    inputs: Mapping[str, str]
    faces: Chains
    notices: tuple[Problem, ...]

    @property
    def made(self) -> tuple[Made, ...]:
        """The finished reports."""
        return tuple(paper.made for paper in self.done.papers.values() if paper.made)


def build(
    root: Path,
    config: EditionConfig,
    *,
    progress: Progress = lambda standing: None,
    cache: Cache | None = None,
    **asked: Unpack[Asked],
) -> Edition:
    """Make the reports of an edition, as they are `asked` for, and publish them.

    Raises Problems when anything is wrong, Locked when another run holds the folder; what was published before then stays.
    """
    output = root / config.output.folder
    cache, order = cache or Cache(None), Order.of(asked)
    with exclusive(output), _shelf(output, config, cache) as shelf:
        ready = _made_of_one_state(root, lambda: _ready(root, config, order, shelf, progress, cache))
        before = Before.read(output / config.edition_id) if order.partial else Before()
        missing = _missing(ready, output)
        companions = _companions(ready, before, missing)
        files: dict[str, bytes | Path] = {**companions}
        files |= {name: shelf.place(content) for one in ready.made for name, content in one.contents.items()}
        folder = publish(output, config.edition_id, files, keep=order.partial)
        if not order.partial:  # of the others the texts were not looked at
            remember_good(cache, root, ready.prepared.dataset, ready.withheld)
        if cache.kept:
            cache.used |= {path for path in files.values() if isinstance(path, Path)}
            cache.prune()
    return Edition(folder, ready.made, _outcome(root, folder, ready, companions, missing), ready.notices)


def _made_of_one_state(root: Path, make: Callable[[], _Ready]) -> _Ready:
    """What `make` gives, once nobody wrote to its inputs meanwhile.  Raises Problems where somebody always does."""
    for _ in range(_TRIES):
        ready = make()
        if ready.inputs == _inputs(root):
            return ready
    raise Problems([Problem(None, _CHANGED, "等别人改完再做；有程序在不停地写，先停下它")])


def _ready(
    root: Path, config: EditionConfig, order: Order, shelf: FileShelf, progress: Progress, cache: Cache
) -> _Ready:
    withheld, known = NOTHING_WITHHELD, zone_slugs(root)
    wanted = Wanted(order.slugs, "files", order.formats)
    while True:
        inputs = _inputs(root)
        try:
            prepared = prepare(root, config, wanted, cache, withheld)
            faces = faces_of(prepared.fonts, cache, verify=order.verify)
            notices = tuple(_of_faces(faces, root / config.output.folder, config.edition_id, order))
            kept = KeptJobs(cache, shelf, prepared.materials, order.verify)
            done = do_all(prepared.jobs, kept, _runner(order, root), progress)
            found = failed_zones(done, prepared.reports) if order.keep_going else {}
            if not found:
                warnings = _warnings(prepared, done, strict=order.strict)
                return _Ready(prepared, done, warnings, withheld, inputs, faces, notices)
        except OSError as error:
            raise Problems([unwritable(root / config.output.folder, error)]) from None
        except Problems as wrong:
            if not order.keep_going:
                raise
            found = at_fault(wrong.problems, known)
        withheld = withheld.with_more(found, cache)


def _of_faces(faces: Chains, output: Path, edition: str, order: Order) -> Iterator[Problem]:
    """That other faces print than last time.  Raises Problems where nobody would see it said before it is published."""
    before = None if order.new_fonts else last_published_faces(output, edition)
    alone = order.unattended and not order.partial
    changed = changed_faces(before, faces, "error" if alone else "warning") if before else None
    if changed and alone:
        raise Problems([changed])
    yield from [changed] if changed else ()


def _runner(order: Order, root: Path) -> Runner:
    if not order.cluster:
        return Locally(order.workers)
    from hgz_report.edition.cluster import OnCluster

    return OnCluster(order.cluster, root)


def _outcome(
    root: Path, folder: Path, ready: _Ready, companions: Mapping[str, bytes], missing: Sequence[MissingPaper]
) -> Outcome:
    hashes = {name: FileContent.of(data).sha256 for name, data in companions.items()}
    hashes |= {name: content.sha256 for one in ready.made for name, content in one.contents.items()}
    place = folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)
    papers = tuple(
        PaperFiles(one.slug, one.title, one.pages, tuple(sorted(one.files)), reason(ready.done.reasons[one.slug]))
        for one in ready.made
    )
    wrong = tuple(problem for problems in ready.withheld.problems.values() for problem in problems)
    return Outcome(
        place, papers, ready.prepared.fonts.served(), ready.warnings, hashes, tuple(one.said for one in missing), wrong
    )


def _missing(ready: _Ready, output: Path) -> tuple[MissingPaper, ...]:
    edition = ready.prepared.config.edition_id
    return tuple(
        MissingPaper(
            report.slug,
            report.title,
            ready.withheld.problems[report.owner],
            last_published(output, edition, report.slug),
        )
        for report in ready.prepared.reports
        if report.owner in ready.withheld.problems
    )


def _inputs(root: Path) -> dict[str, str]:
    return input_hashes(root, ("data", TEMPLATES, PICTURES), (CONFIG,))


@contextmanager
def _shelf(output: Path, config: EditionConfig, cache: Cache) -> Iterator[FileShelf]:
    """Where finished files stand until they are published: in the store, else in a folder of this run."""
    own = output / f".{config.edition_id}.made"
    remove(own)  # of a run that was killed
    try:
        yield FileShelf(cache.folder / "file", own, cache.spoilt) if cache.folder else FileShelf(own)
    finally:
        remove(own)


def _warnings(prepared: Prepared, done: Done, *, strict: bool) -> tuple[Problem, ...]:
    """What was noticed.  Raises Problems for what is wrong."""
    warnings = judged(prepared, done.words, done.problems)
    if strict and done.looks:
        raise Problems(replace(one, severity="error") for one in done.looks)
    return (*warnings, *done.looks, *prepared.fonts.warnings)


def _companions(ready: _Ready, before: Before, missing: Sequence[MissingPaper]) -> dict[str, bytes]:
    """manifest.json, facts.csv, trace.json and index.html."""
    prepared, made = ready.prepared, ready.made
    config, fonts = prepared.config, prepared.fonts
    order = [report.slug for report in prepared.reports]
    date = config.date.isoformat()
    said = [str(warning) for warning in ready.warnings]
    content = manifest(config.edition_id, date, made, ready.inputs, fonts.served(), said, order, before)
    content[FACES] = ready.faces
    if missing:
        content["missing"] = [one.record for one in missing]
    companions = {
        TRACE: edition_trace(config.edition_id, date, made, prepared.dataset, order, before),
        FACTS: facts_csv(made, order, before),
        INDEX: index_page(content, config.masthead.series),
    }
    held = {name: FileContent.of(data) for name, data in companions.items()}
    content["companions"] = {name: {"sha256": one.sha256, "bytes": one.size} for name, one in held.items()}
    return {MANIFEST: as_json(content), **companions}
