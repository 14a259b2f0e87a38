"""What a run is about to do: everything loaded, and the jobs that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from msgspec import Struct

from hgz_report.cache.store import Cache
from hgz_report.checks.data import gate
from hgz_report.checks.prose.cleared import Cleared
from hgz_report.checks.prose.documents import Granted
from hgz_report.checks.prose.lint import ProjectProse
from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.edition_state import CorrectionNote, EditionState
from hgz_report.data.load.load import load_dataset
from hgz_report.data.watched import watched
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.faces import edition_fonts
from hgz_report.edition.job import Depth, Job, Materials
from hgz_report.edition.paper import Words
from hgz_report.edition.paper_names import slugs_called
from hgz_report.edition.previous import with_previous
from hgz_report.edition.signed_off import SignedOff
from hgz_report.edition.withheld import NOTHING_WITHHELD, Withheld
from hgz_report.fonts.fontset import FontSet
from hgz_report.forms.messages import choice_hint
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.reports import DEFINITION, TEMPLATES, Report, load_reports
from hgz_report.problems import Problem, Problems, Where
from hgz_report.writers.formats import FORMATS


class Wanted(Struct, frozen=True):
    """What is asked for: reports by name (all when empty), how far, in which formats (the configured ones when empty)."""

    slugs: tuple[str, ...] = ()
    depth: Depth = "files"
    formats: tuple[str, ...] = ()
    prose: bool = True
    """False: the rules about prose are not asked, nor any face looked for."""


class Prepared(Struct, frozen=True):
    """`reports`: all there are; `jobs`: what is to be made; `problems`: what is already known to be wrong."""

    config: EditionConfig
    cache: Cache
    materials: Materials
    reports: tuple[Report, ...]
    jobs: tuple[Job, ...]
    prose: ProjectProse | None
    problems: tuple[Problem, ...]

    @property
    def dataset(self) -> Dataset:
        """The data, unwatched."""
        return self.materials.dataset.whole

    @property
    def fonts(self) -> FontSet:
        """The faces, which a run that sets pages has."""
        assert self.materials.fonts is not None
        return self.materials.fonts


def prepare(
    root: Path,
    config: EditionConfig,
    wanted: Wanted,
    cache: Cache,
    withheld: Withheld = NOTHING_WITHHELD,
    corrected: tuple[EditionState, CorrectionNote] | None = None,
    *,
    data: Dataset | None = None,
    faces: FontSet | None = None,
) -> Prepared:
    """Load data, templates and faces.  Raises Problems for what cannot be read, and for a report that does not exist.

    Of a zone that is `withheld` no paper is made, and its file is not read.  `corrected`: the issued edition that papers are
    compared with instead of the one before, and why.  `data`, `faces`: what is known to stand there.
    """
    problems: list[Problem] = list(_unknown_rules(config))
    dataset = load_dataset(root, cache, withheld.instead) if data is None else replace(data, past=None)
    dataset = _compared(dataset, corrected) if corrected else with_previous(dataset, root, config, cache)
    reports = load_reports(root / TEMPLATES, dataset)
    chosen = set(slugs_called(wanted.slugs, reports, dataset)) or {report.slug for report in reports}
    mine = {report.owner for report in reports if report.slug in chosen} if wanted.slugs else set()
    if wrong := [problem for owner in sorted(mine) for problem in withheld.problems.get(owner, ())]:
        raise Problems(wrong)
    jobs: list[Job] = []
    issue = count(config.masthead.issue)
    formats = wanted.formats or config.output.formats
    annexes = tuple((one.owner, one.slug) for one in reports if one.annex and one.owner not in withheld.problems)
    for report in reports:
        own = (report.issue or next(issue)) if report.numbered else None
        if report.slug in chosen and report.owner not in withheld.problems:
            problems += _unknown_formats(report)
            made_in = tuple(name for name in formats if name in (report.formats or formats))
            led = annexes if "html" in made_in else ()
            bound = "pdf" in made_in and _is_bound(report, config)
            jobs.append(Job(report, own, wanted.depth if made_in else "words", made_in, led, bound))
    of_others = _of_others(reports, chosen)
    prose = ProjectProse.read(root, cache, of_others, withheld.files) if wanted.prose else None
    materials = Materials(
        config=config,
        dataset=watched(dataset),
        templates=Templates.of(root / TEMPLATES, cache),
        fonts=(faces or edition_fonts(root, config)) if wanted.prose else None,
        granted=prose.granted if prose else Granted(),
        cleared=prose.cleared if prose else Cleared(),
        confirmed=SignedOff.read(root, config.edition_id).digests if config.review.required else None,
    )
    return Prepared(config, cache, materials, reports, tuple(jobs), prose, tuple(problems))


def _compared(dataset: Dataset, corrected: tuple[EditionState, CorrectionNote]) -> Dataset:
    return replace(dataset, past=corrected[0], correction=corrected[1])


def _is_bound(report: Report, config: EditionConfig) -> bool:
    """Whether a paper is a part of the booklet."""
    booklet = config.output.booklet
    return booklet == "all" or (report.numbered and booklet == "papers")


def judged(prepared: Prepared, words: Sequence[Words], failed: Collection[Problem]) -> tuple[Problem, ...]:
    """What was noticed and let pass, once all reports are composed; `failed`: what kept others from being.

    Raises Problems: all that the templates, the gate's rules and those about prose have against data and reports.  Rules
    about what all reports print are asked only when all are composed.
    """
    dataset, config = prepared.dataset, prepared.config
    complete = len(words) == len(prepared.reports)
    printed = tuple(figure for one in words for figure in one.figures)
    problems = [*prepared.problems, *failed]
    problems += (problem for one in words for problem in (*one.unaccounted, *one.untrue))
    findings = gate.examine(
        gate.EditionData(dataset, config.date, printed, complete), config.checks.errors, prepared.cache
    )
    if prepared.prose:
        for one in words:
            prepared.prose.cleared.now |= one.cleared
        hits = [hit for one in words for hit in one.hits]
        found = prepared.prose.findings(hits, complete=complete)
        findings += (finding.problem for finding in found)
    if problems or any(finding.severity == "error" for finding in findings):
        raise Problems([*problems, *findings])
    idle = _unused(words, dataset) if complete else ()  # an entry may be meant for a report that is not made now
    return (*dataset.warnings, *findings, *idle)


def _unused(words: Sequence[Words], dataset: Dataset) -> Iterator[Problem]:
    """A warning for each entry of the allow-list for templates that let nothing pass."""
    used = {entry for one in words for entry in one.allowed}
    for entry in dataset.allowed.entries:
        if entry.place == "template" and entry.id not in used:
            where = dataset.places[f"allowed/{entry.id}"]
            yield Problem(where, f"“{entry.pattern}”没有用到", "模板里没有这样的数字了就删去这一条", "warning")


def _of_others(reports: Sequence[Report], chosen: Collection[str]) -> Callable[[str], bool]:
    """Whether a file belongs to papers that are not chosen only: to another kind, to another zone."""
    owners = {report.owner for report in reports if report.slug in chosen}
    folders = {report.folder for report in reports}
    wanted = {report.folder for report in reports if report.slug in chosen}

    def is_of_others(file: str) -> bool:
        room, _, rest = file.partition("/")
        if room == TEMPLATES:
            return rest.partition("/")[0] in folders - wanted
        return rest.startswith("zones/") and not owners & {NATIONAL, rest.removeprefix("zones/").removesuffix(".yaml")}

    return is_of_others


def _unknown_rules(config: EditionConfig) -> Iterator[Problem]:
    known = [rule.id for rule in gate.RULES]
    for name in config.checks.errors:
        if name not in known:
            yield Problem(Where(CONFIG), f"checks.errors 里没有“{name}”这条规则", choice_hint(name, known))


def _unknown_formats(report: Report) -> Iterator[Problem]:
    where = Where(f"{TEMPLATES}/{report.folder}/{DEFINITION}")
    for name in report.formats:
        if name not in FORMATS:
            yield Problem(where, f"formats 里没有“{name}”这种格式", choice_hint(name, list(FORMATS)))
