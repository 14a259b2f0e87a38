"""What texts name and templates print in running text, each with all that is shown beside it: once for every rule about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry, LocatedFacts
from hgz_report.data.placeholder import Placeholder, mentions, resolve
from hgz_report.data.printed import printed
from hgz_report.document.figures import Figure
from hgz_report.origin import Attributed, DataText, template_line
from hgz_report.problems import Where

_BEFORE = "before:"
"""What an edition before printed."""


class ShownFact(NamedTuple):
    """A fact that a text names or a template prints, where, everything else shown there, and what the text says."""

    entry: FactEntry
    where: Where | None
    beside: frozenset[str]
    words: str = ""


def shown(dataset: Dataset, figures: Sequence[Figure]) -> Sequence[ShownFact]:
    """First what texts name, then what templates print besides in running text."""
    facts = dataset.facts
    found: list[ShownFact] = []
    for owner, texts in _entries(dataset):
        named = [(text, itself, entry) for text in texts for itself, entry in _named(facts, owner, text)]
        beside = frozenset(entry.id for _, _, entry in named)
        words = "\n".join(texts)
        found += (ShownFact(entry, place_of(text), beside, words) for text, itself, entry in named if itself)
    told = {shown.entry.id for shown in found}
    for where, there in _by_block(figures).items():
        beside = frozenset(figure.fact for figure in there)
        if any(one.startswith(_BEFORE) for one in beside):
            continue  # it says what is otherwise than in an earlier edition, of whatever time
        operands = "\n".join(other.partition("(")[2] for other in beside)
        for name in dict.fromkeys(figure.fact for figure in there if figure.running):
            if name not in told and name not in operands and (entry := facts.get(name)):
                told.add(name)
                found.append(ShownFact(entry, where, beside))
    return found


def _named(facts: LocatedFacts, owner: str, text: str) -> Iterator[tuple[bool, FactEntry]]:
    """The facts that a text names: whether it is their own value that it tells, or one calculated from them."""
    for mention in mentions(text):
        itself = isinstance(mention, Placeholder)
        for each in (mention,) if isinstance(mention, Placeholder) else (mention.first, mention.second):
            if entry := resolve(facts, owner, each):
                yield itself, entry


def _entries(dataset: Dataset) -> Iterator[tuple[str, list[str]]]:
    """Texts that tell numbers, and no note on what is told; those of one entry (own, other and reading of a position)
    together, and whose they are.
    """
    told: dict[tuple[str, str], list[str]] = {}
    owned = [(owner, dataset.subject(owner)) for owner in (NATIONAL, *dataset.zones)]
    for owner, model in (*owned, *((NATIONAL, policy) for policy in dataset.policies), (NATIONAL, dataset.pathway)):
        for steps, text, mark in printed(model):
            if mark.bound and "{" in text and steps[0] != "facts":
                told.setdefault((owner, _entry_of(text)), []).append(text)
    return ((owner, texts) for (owner, _), texts in told.items())


def _entry_of(text: str) -> str:
    """The way to the entry of a list that a text is a field of; to the text itself where it is of none."""
    origin = text.pieces[0].origin if isinstance(text, Attributed) and text.pieces else None
    if not isinstance(origin, DataText):
        return text
    head, dot, _ = origin.field.rpartition(".")
    return f"{origin.file}/{head if dot and head.endswith(']') else origin.field}"


def place_of(text: str) -> Where | None:
    """The line of a text of a data file."""
    return template_line(text.pieces[0].origin) if isinstance(text, Attributed) and text.pieces else None


def _by_block(figures: Sequence[Figure]) -> Mapping[Where, list[Figure]]:
    blocks: dict[Where, list[Figure]] = {}
    for figure in figures:
        if figure.where:
            blocks.setdefault(figure.where, []).append(figure)
    return blocks
