"""Everything a build does short of writing: what `check` looks at."""

from __future__ import annotations

from collections.abc import Sequence
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
    if pages and not problems:
        problems += (problem for document in planned.documents for problem in _not_laid_out(document, fonts))
    if problems:
        raise Problems([*problems, *planned.warnings])
    return planned


def _not_laid_out(document: Document, fonts: FontSet) -> Sequence[Problem]:
    from hgz_report.layout.lay_out import lay_out  # a tenth of a second that a check of words alone is spared

    try:
        lay_out(document, LOOKS[document.look], fonts)
    except Problems as found:
        return found.problems
    return ()
