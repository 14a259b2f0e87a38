"""The rules look at texts: at those that are not known to be clear, and only the rules that may find something in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from hgz_report.checks.prose.cleared import Cleared
from hgz_report.checks.prose.pieces import Hit, Narrowing, PieceKind, ProseRule, Search

T = TypeVar("T")


def looked_at(
    things: Iterable[tuple[PieceKind, str, T]], allowed: re.Pattern[str], cleared: Cleared
) -> Iterator[tuple[T, ProseRule, Hit]]:
    """What the rules hit in the texts of things that are not known to be clear; those without a hit are from now on."""
    doubtful = cleared.doubtful(things)
    if not doubtful:
        return
    from hgz_report.checks.prose.table import rules_with  # a tenth of a second that most runs are spared

    rules = list(_likely(rules_with(allowed), (text for _, _, text, _ in doubtful)))
    for mark, kind, text, thing in doubtful:
        clear = True
        for rule, look in rules:
            if kind in rule.kinds:
                for hit in look(text):
                    clear = False
                    yield thing, rule, hit
        if clear:
            cleared.now.add(mark)


def _likely(rules: Sequence[ProseRule], texts: Iterable[str]) -> Iterator[tuple[ProseRule, Search]]:
    """The rules that may find something, each with what is left of its look: most find nothing, and one look at all texts at
    once spares a look at each.
    """
    joined = "\n".join(dict.fromkeys(texts))  # reports print many texts alike
    for rule in rules:
        look = rule.look.narrowed(joined) if isinstance(rule.look, Narrowing) else rule.look
        if look is not None:
            yield rule, look
