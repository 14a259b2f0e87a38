"""Everything a build does short of writing: what `check` looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hgz_report.cache.store import Cache
from hgz_report.document.blocks import Document
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.faces import edition_fonts
from hgz_report.edition.plan import Plan, plan
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.presentable import unpresentable
from hgz_report.problems import Problem, Problems
from hgz_report.style import LOOKS


def rehearse(root: Path, config: EditionConfig, *, pages: bool = False, cache: Cache | None = None) -> Plan:
    """The plan of all reports, once it is known that they can be set; `pages`: laid out too.  Raises Problems."""
    planned = plan(root, config, cache=cache)
    fonts = edition_fonts(root, config)
    problems = list(unpresentable(planned.documents, fonts))
    found: list[Problem] = []
    if pages and not problems:
        found += (problem for document in planned.documents for problem in _of_pages(document, fonts))
        problems += (problem for problem in found if problem.severity == "error")
    if problems:
        raise Problems([*problems, *planned.warnings])
    return replace(planned, warnings=(*planned.warnings, *found))


def _of_pages(document: Document, fonts: FontSet) -> Sequence[Problem]:
    """What is wrong with the pages of a report, or keeps it from having any."""
    from hgz_report.checks.pages.page_rules import page_findings
    from hgz_report.layout.lay_out import lay_out  # a tenth of a second that a check of words alone is spared

    try:
        return list(page_findings(lay_out(document, LOOKS[document.look], fonts)))
    except Problems as found:
        return found.problems
