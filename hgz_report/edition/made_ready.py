"""An edition made and found right, before any of it is published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TypedDict

from msgspec import Struct

from hgz_report.cache.store import Cache
from hgz_report.cache.whole import remove
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.do_jobs import Done, Locally, Progress, Runner, do_all
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.paper import Made
from hgz_report.edition.pinned_faces import Chains, changed_faces, faces_of, last_published_faces
from hgz_report.edition.prepare import Prepared, Wanted, judged, prepare
from hgz_report.edition.publish import unwritable
from hgz_report.edition.record import input_hashes
from hgz_report.edition.shelf import FileShelf
from hgz_report.edition.withheld import NOTHING_WITHHELD, Withheld, at_fault, failed_zones, zone_slugs
from hgz_report.narrate.charting.picture_files import PICTURES
from hgz_report.narrate.reports import TEMPLATES
from hgz_report.problems import Problem, Problems

_TRIES = 3
_CHANGED = "做的时候有人改了 data/、templates/、pictures/ 或 report.toml，改了三次都没有做成"


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


class Order(Struct, frozen=True):
    """How an edition is to be made.

    `slugs`, `formats`: only these (all when empty), as a trial; `strict`: what the rules of pages find is wrong, and so are
    people's files in the folder; `workers`: in how many processes; `cluster`: the address of one that does it instead;
    `keep_going`: a zone with mistakes is withheld, the others are published; `verify`: font files are hashed again, whatever
    their size and time say; `unattended`: nobody is there to look at what is said; `new_fonts`: other faces than those of the
    edition before are meant.
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
    def trial(self) -> bool:
        """Whether it is only a part of an edition: that is not published, but put beside it."""
        return bool(self.slugs or self.formats)


class Ready(Struct, frozen=True):
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


def made_of_one_state(root: Path, make: Callable[[], Ready]) -> Ready:
    """What `make` gives, once nobody wrote to its inputs meanwhile.  Raises Problems where somebody always does."""
    for _ in range(_TRIES):
        ready = make()
        if ready.inputs == _inputs(root):
            return ready
    raise Problems([Problem(None, _CHANGED, "等别人改完再做；有程序在不停地写，先停下它")])


def made_ready(
    root: Path, config: EditionConfig, order: Order, shelf: FileShelf, progress: Progress, cache: Cache
) -> Ready:
    """Make what is ordered and look through it.  Raises Problems."""
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
                return Ready(prepared, done, warnings, withheld, inputs, faces, notices)
        except OSError as error:
            raise Problems([unwritable(root / config.output.folder, error)]) from None
        except Problems as wrong:
            if not (order.keep_going or order.slugs):
                raise
            found = at_fault(wrong.problems, known)
            if order.slugs and not order.keep_going:
                withheld = _without_others(withheld, found, cache, wrong)
                continue
        withheld = withheld.with_more(found, cache)


def _without_others(
    withheld: Withheld, found: Mapping[str, tuple[Problem, ...]], cache: Cache, wrong: Problems
) -> Withheld:
    """For a trial, that other zones' mistakes need not stop.  Raises what was `wrong` where these can't be left out."""
    try:
        return withheld.with_more(found, cache)
    except Problems:
        raise wrong from None


def _of_faces(faces: Chains, output: Path, edition: str, order: Order) -> Iterator[Problem]:
    """That other faces print than last time.  Raises Problems where nobody would see it said before it is published."""
    before = None if order.new_fonts else last_published_faces(output, edition)
    alone = order.unattended and not order.trial
    changed = changed_faces(before, faces, "error" if alone else "warning") if before else None
    if changed and alone:
        raise Problems([changed])
    yield from [changed] if changed else ()


def _runner(order: Order, root: Path) -> Runner:
    if not order.cluster:
        return Locally(order.workers)
    from hgz_report.edition.cluster import OnCluster

    return OnCluster(order.cluster, root)


def _inputs(root: Path) -> dict[str, str]:
    return input_hashes(root, ("data", TEMPLATES, PICTURES), (CONFIG,))


@contextmanager
def shelf_of(output: Path, config: EditionConfig, cache: Cache) -> Iterator[FileShelf]:
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
