"""All reports as documents, composed anew: for whoever looks at them themselves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from hgz_report.cache.store import Cache
from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import Document
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.doing import Composition, composed
from hgz_report.edition.prepare import Wanted, judged, prepare
from hgz_report.narrate.costs import Runaway
from hgz_report.narrate.reports import Report
from hgz_report.problems import Problem, Problems
from hgz_report.provenance.accounts import Accounted


class Plan(Struct, frozen=True):
    """Everything that has to be right before anything is written.  `warnings`: what was noticed and let pass."""

    dataset: Dataset
    reports: tuple[Report, ...]
    documents: tuple[Document, ...]
    warnings: tuple[Problem, ...]
    accounts: tuple[tuple[Accounted, ...], ...]
    """What stands behind every number, document by document."""


def plan(
    root: Path, config: EditionConfig, slugs: Sequence[str] = (), *, prose: bool = True, cache: Cache | None = None
) -> Plan:
    """Load data and templates and compose the reports named by `slugs` (all when empty).

    Raises Problems: first all that cannot be read in the data, then all that the templates of every report, the gate's rules
    and (unless `prose` is False) those about prose have against it.  `cache`: what earlier runs worked out.
    """
    cache = cache or Cache(None)
    prepared = prepare(root, config, Wanted(tuple(slugs), "words", prose=prose), cache)
    made: list[Composition] = []
    failed: list[Problem] = []
    for job in prepared.jobs:
        try:
            made.append(composed(job, prepared.materials))
        except Runaway:
            raise  # what the others have to say can wait: each may take as long
        except Problems as found:
            failed += found.problems
    warnings = judged(prepared, [one.words for one in made], failed)
    documents = tuple(one.document for one in made)
    return Plan(prepared.dataset, prepared.reports, documents, warnings, tuple(one.accounts for one in made))
