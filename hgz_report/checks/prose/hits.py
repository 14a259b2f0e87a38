"""What the rules hit in texts: in pieces of files, and in one composed report, which is all that a report's job has to know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from hgz_report.checks.prose.cleared import Cleared
from hgz_report.checks.prose.files import ProseFile
from hgz_report.checks.prose.papers import paper_hits
from hgz_report.checks.prose.pieces import Hit, Pattern, PieceKind, ProseRule, Sifted
from hgz_report.checks.prose.rendered import Shown, shown_texts
from hgz_report.data.allow_list import NONE_ALLOWED
from hgz_report.document.blocks import Document
from hgz_report.narrate.reports import Report

T = TypeVar("T")


class ShownHit(NamedTuple):
    """What a rule (its id) hit in a text of a report."""

    rule: str
    shown: Shown
    hit: Hit


@dataclass(frozen=True, slots=True)
class Reader:
    """How texts are looked at.

    `allowed`: what the project's allow-list of numbers lets pass; `titles`: of what others wrote, which nobody mends;
    `cleared`: the texts that are known to be clear, not looked at again.
    """

    allowed: re.Pattern[str] = NONE_ALLOWED
    titles: tuple[str, ...] = ()
    cleared: Cleared = field(default_factory=Cleared)

    @classmethod
    def of(cls, files: Iterable[ProseFile], allowed: re.Pattern[str], cleared: Cleared) -> Reader:
        """With the titles that stand in the files of the project."""
        titles = (piece.text for file in files for piece in file.content.pieces if piece.kind == "title")
        return cls(allowed, tuple(sorted(set(titles))), cleared)

    def document_hits(
        self, document: Document, report: Report | None = None, clear: set[bytes] | None = None
    ) -> tuple[ShownHit, ...]:
        """What the rules hit in a composed report; `report`: what it is of, which may switch on rules of its own.

        `clear` gets the hashes of the texts in which nothing was hit.
        """
        told: Iterator[tuple[PieceKind, str, Shown]] = (
            (shown.kind, shown.text, shown) for shown in shown_texts((document,), self.titles)
        )
        found = [ShownHit(rule.id, shown, hit) for shown, rule, hit in self.looked_at(told, clear)]
        if report and (report.lint or any(report.budgets.model_dump().values())):
            found += (ShownHit(one.rule.id, one.shown, one.hit) for one in paper_hits(document, report, self.titles))
        return tuple(found)

    def looked_at(
        self, things: Iterable[tuple[PieceKind, str, T]], clear: set[bytes] | None = None
    ) -> Iterator[tuple[T, ProseRule, Hit]]:
        """What the rules hit in the texts of things that are not known to be clear; those without a hit are from now on."""
        clear = set() if clear is None else clear
        doubtful = self.cleared.doubtful(things, clear)
        self.cleared.now |= clear
        if not doubtful:
            return
        from hgz_report.checks.prose.table import rules_with  # a tenth of a second that most runs are spared

        rules = _likely(rules_with(self.allowed), (text for _, _, text, _ in doubtful))
        for mark, kind, text, thing in doubtful:
            hits = [(rule, hit) for rule in rules if kind in rule.kinds for hit in rule.look(text)]
            yield from ((thing, rule, hit) for rule, hit in hits)
            if not hits:
                clear.add(mark)
                self.cleared.now.add(mark)


def _likely(rules: Sequence[ProseRule], texts: Iterable[str]) -> list[ProseRule]:
    """The rules that may find something: most find nothing, and one look at all texts at once spares a look at each."""
    joined = "\n".join(dict.fromkeys(texts))
    return [rule for rule in rules if not (isinstance(rule.look, Pattern | Sifted) and rule.look.is_absent(joined))]
