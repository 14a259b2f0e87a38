"""One composed report: what the rules find in it is a function of it, of its kind of paper and of what the project grants.

No rule compares one report with another, so findings may be kept beside the report, and the next run need not look again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from hgz_report.cache.store import digest_of
from hgz_report.checks.prose.cleared import Cleared
from hgz_report.checks.prose.looking import looked_at
from hgz_report.checks.prose.papers import paper_hits
from hgz_report.checks.prose.pieces import Hit, PieceKind
from hgz_report.checks.prose.rendered import Shown, shown_texts, titles_pattern
from hgz_report.data.allow_list import NONE_ALLOWED
from hgz_report.document.blocks import Document
from hgz_report.document.stretch_search import sharing
from hgz_report.narrate.reports import Report
from hgz_report.origin import Recorded


@dataclass(frozen=True)
class Granted:
    """What a project lets pass: numbers of its allow-list and in its names, words in other people's titles."""

    allowed: re.Pattern[str] = NONE_ALLOWED
    titles: re.Pattern[str] = NONE_ALLOWED

    @classmethod
    def of(cls, allowed: re.Pattern[str], titles: Iterable[str]) -> Granted:
        """From the titles themselves."""
        return cls(allowed, titles_pattern(titles))

    @cached_property
    def digest(self) -> bytes:
        """A hash of it."""
        return digest_of(self.allowed.pattern.encode(), self.titles.pattern.encode())


class DocumentHit(NamedTuple):
    """What a rule, by its id, found in a text of a report."""

    rule: str
    shown: Shown
    hit: Hit


def lint_document(
    document: Document, report: Report | None, granted: Granted, cleared: Cleared | None = None
) -> tuple[DocumentHit, ...]:
    """Everything the rules find in a report; `report`: the kind of paper, which may switch on more of them.

    `cleared` spares a look at what is known to be clear, and changes nothing in what is found.
    """
    whole = shown_texts(document, granted.titles)
    told: list[tuple[PieceKind, str, Shown]] = [(shown.kind, shown.text, shown) for shown in whole]
    found = [
        DocumentHit(rule.id, shown, hit) for shown, rule, hit in looked_at(told, granted.allowed, cleared or Cleared())
    ]
    if report and (report.lint or any(report.budgets.model_dump().values())):
        of_paper = paper_hits(document, report, whole, granted.titles)
        found += (DocumentHit(rule.id, shown, hit) for rule, shown, hit in of_paper)
    return tuple(one for one in found if not _of_the_past(one.shown, one.hit))


def _of_the_past(shown: Shown, hit: Hit) -> bool:
    """Whether it is what an earlier edition printed: nobody can write it otherwise now."""
    spans = (one for one in sharing(shown.stretches, hit.start, hit.end) if isinstance(one.origin, Recorded))
    return any(one.start <= hit.start and hit.end <= one.end for one in spans)
