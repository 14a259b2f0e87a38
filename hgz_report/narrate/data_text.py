"""Texts of the data with their numbers: what stands in braces becomes a bound quantity."""

from __future__ import annotations

import re
from collections.abc import Callable

from hgz_report.analysis.derive import FORMULAS, DerivedValue
from hgz_report.data.dataset import FactEntry, LocatedFacts
from hgz_report.data.placeholder import Calculated, Placeholder, mentions, resolve
from hgz_report.origin import Attributed, joined, template_line
from hgz_report.problems import Problem, Problems

_SENTENCE = re.compile("[^。！？]*[。！？][”’）]*|[^。！？]+")
_HINT = "换成单位相通、能算的两个数，或者不算；哪些不能算见 templates/README.md 的“算不出的”"


class DataFault(Problems):
    """A mistake of a text of the data, with its line there: nothing that a template could mend."""


def filled(
    text: str,
    owner: str,
    facts: LocatedFacts,
    fact: Callable[[FactEntry, str], str],
    computed: Callable[[DerivedValue], str],
) -> Attributed:
    """A text with its numbers as `fact` (the whole or a part) and `computed` word them.

    A sentence whose fact is not there is left out whole.
    Raises DataFault for a calculation that makes no sense.
    """

    def quantity(mention: Placeholder | Calculated, said: Attributed) -> str | None:
        if isinstance(mention, Placeholder):
            entry = resolve(facts, owner, mention)
            return fact(entry, mention.part) if entry else None
        first, second = (resolve(facts, owner, one) for one in (mention.first, mention.second))
        if first is None or second is None:
            return None
        try:
            return computed(FORMULAS[mention.rule](first, second))
        except ValueError as reason:
            where = template_line(said.pieces[0].origin)
            what = f"“{said[mention.start : mention.end]}”算不出：{reason}"
            raise DataFault([Problem(where, what, _HINT)]) from None

    def sentence(said: Attributed) -> Attributed:
        pieces: list[str] = []
        position = 0
        for mention in mentions(said):
            number = quantity(mention, said)
            if number is None:
                return Attributed(())
            pieces += (said.cut(position, mention.start), number)
            position = mention.end
        return joined((*pieces, said.cut(position)))

    whole = text if isinstance(text, Attributed) else Attributed(())
    return joined(sentence(whole.cut(*found.span())) for found in _SENTENCE.finditer(text))
