"""What a build is about to make: everything that has to be right before anything is laid out or written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.checks.data import gate
from hgz_report.checks.prose.lint import lint_project
from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.load.load import load_dataset
from hgz_report.document.blocks import Document
from hgz_report.document.figures import figures
from hgz_report.edition.compose import compose
from hgz_report.edition.config import FILE as CONFIG
from hgz_report.edition.config import EditionConfig
from hgz_report.forms.messages import choice_hint
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.reports import DEFINITION, TEMPLATES, Report, load_reports
from hgz_report.problems import Problem, Problems, Where
from hgz_report.provenance.accounts import Accounted, accounts_of, unaccounted, untrue, unused
from hgz_report.writers.formats import FORMATS


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that has to be right before anything is written.  `warnings`: what was noticed and let pass."""

    dataset: Dataset
    reports: tuple[Report, ...]
    documents: tuple[Document, ...]
    formats: Mapping[str, tuple[str, ...]]
    """Of a document that is made in some formats only: which."""
    warnings: tuple[Problem, ...]
    accounts: tuple[tuple[Accounted, ...], ...]
    """What stands behind every number, document by document."""


def plan(
    root: Path, config: EditionConfig, slugs: Sequence[str] = (), *, prose: bool = True, cache: Cache | None = None
) -> Plan:
    """Load data and templates and compose the reports named by `slugs` (all when empty).

    Raises Problems: first all that cannot be read in the data, then all that the templates of every report, the gate's rules
    and (unless `prose` is False) those about prose have against it.  Rules about what all reports print are asked only when
    all are composed, and files that no chosen report is made of are not linted.  `cache`: what earlier runs worked out.
    """
    problems: list[Problem] = list(_unknown_rules(config))
    dataset = load_dataset(root, cache)
    reports = load_reports(root / TEMPLATES, dataset)
    templates = Templates.of(root / TEMPLATES, cache)
    chosen = set(_known(reports, slugs))
    documents: list[Document] = []
    issue = count(config.masthead.issue)
    for report in reports:
        own = (report.issue or next(issue)) if report.numbered else None
        if report.slug in chosen:
            problems += _unknown_formats(report)
            try:
                documents.append(compose(report, own, dataset, config, templates))
            except Problems as found:
                problems += found.problems
    complete = len(documents) == len(reports)
    printed = tuple(figure for document in documents for figure in figures(document))
    findings = gate.examine(gate.EditionData(dataset, config.date, printed, complete), config.checks.errors, cache)
    accounts = tuple(accounts_of(document, dataset.allowed.in_templates, dataset.facts) for document in documents)
    problems += unaccounted(accounts)
    problems += untrue(accounts, dataset.facts)
    if prose:
        of_others = _of_others(reports, chosen)
        linted = lint_project(root, documents, reports, complete=complete, cache=cache, left_out=of_others)
        findings += (finding.problem for finding in linted)
    if problems or any(finding.severity == "error" for finding in findings):
        raise Problems([*problems, *findings])
    idle = unused(accounts, dataset) if complete else ()  # an entry may be meant for a report that is not made now
    formats = {report.slug: report.formats for report in reports if report.formats}
    return Plan(dataset, reports, tuple(documents), formats, (*dataset.warnings, *findings, *idle), accounts)


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


def _known(reports: Sequence[Report], slugs: Sequence[str]) -> list[str]:
    known = [report.slug for report in reports]
    if unknown := [slug for slug in slugs if slug not in known]:
        hint = f"可做的报告：{'、'.join(known)}"
        raise Problems(Problem(None, f"没有叫“{slug}”的报告", hint) for slug in unknown)
    return list(slugs) or known
