"""Rules about what texts and templates print of a series: an older value than there is, a target whose time is past."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hgz_report.checks.data.edition_data import EditionData, Remark, named, written
from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.data.placeholder import Placeholder, find, mentions, resolve
from hgz_report.data.printed import printed
from hgz_report.document.figures import Figure
from hgz_report.origin import Attributed, DataText, template_line
from hgz_report.problems import Where

_WEAK = frozenset({"C", "D"})
_SAID_TO_BE_OVER = re.compile("期限已过|已(?:经)?(?:过|到)期")


class _Shown(NamedTuple):
    """A fact that a text names or a template prints, where, everything else shown there, and what the text says."""

    entry: FactEntry
    where: Where | None
    beside: frozenset[str]
    words: str = ""


def superseded(book: EditionData) -> Iterator[Remark]:
    """An older actual value is shown, and no newer one with it; a value that templates print in several places once."""
    for shown in _shown(book):
        entry = shown.entry
        if entry.fact.status == "actual" and (newer := _newer(book, entry)) and not _compared(book, shown):
            what = f"印的是{named(entry)}{written(entry)}，已有更新的{newer.period.chinese}{written(newer)}"
            hint = f"改用新数；占位不写时期就总是最新的，如 {{{entry.fact.indicator}}}"
            yield Remark(entry.id, shown.where, what, hint, tuple(dict.fromkeys((written(entry), written(newer)))))


def expired(book: EditionData) -> Iterator[Remark]:
    """A target is shown whose time was over before the edition."""
    for shown in _shown(book):
        ends = shown.entry.period.ends
        over = ends and ends < book.date and not _SAID_TO_BE_OVER.search(shown.words)
        if shown.entry.fact.status == "target" and over:
            what = f"印的目标{named(shown.entry)}{written(shown.entry)}，到本期日期已经过期"
            yield Remark(shown.entry.id, shown.where, what, "写完成情况，或者新的目标", (written(shown.entry),))


def texts_of(dataset: Dataset) -> Iterator[tuple[str, str, Where | None]]:
    """Every text that tells something, and no note on what is told: whose it is, the text, where it stands."""
    owned = [(owner, dataset.subject(owner)) for owner in (NATIONAL, *dataset.zones)]
    for owner, model in (*owned, *((NATIONAL, policy) for policy in dataset.policies), (NATIONAL, dataset.pathway)):
        for steps, text, mark in printed(model):
            if mark.bound and steps[0] != "facts":
                yield owner, text, place_of(text)


def _entries(dataset: Dataset) -> Iterator[tuple[str, list[tuple[str, Where | None]]]]:
    """The texts with numbers, those of one entry (own, other and reading of a position) together, and whose they are."""
    told: dict[tuple[str, str], list[tuple[str, Where | None]]] = {}
    for owner, text, where in texts_of(dataset):
        if "{" in text:
            told.setdefault((owner, _entry_of(text)), []).append((text, where))
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


def _shown(book: EditionData) -> Sequence[_Shown]:
    """First what texts name, then what templates print besides in running text."""
    facts = book.dataset.facts
    found: list[_Shown] = []
    for owner, texts in _entries(book.dataset):
        beside = frozenset(
            entry.id for text, _ in texts for each in find(text) if (entry := resolve(facts, owner, each))
        )
        words = "\n".join(text for text, _ in texts)
        for text, where in texts:
            named_here = (resolve(facts, owner, each) for each in mentions(text) if isinstance(each, Placeholder))
            found += (_Shown(entry, where, beside, words) for entry in named_here if entry)
    told = {shown.entry.id for shown in found}
    for where, figures in _by_block(book.printed).items():
        beside = frozenset(figure.fact for figure in figures)
        for name in dict.fromkeys(figure.fact for figure in figures if figure.running):
            explained = any(name in other.partition("(")[2] for other in beside)
            if name not in told and not explained and (shown := facts.get(name)):
                told.add(name)
                found.append(_Shown(shown, where, beside))
    return found


def _compared(book: EditionData, shown: _Shown) -> bool:
    """Whether a newer value stands beside it, if not the newest: 由…增至…."""
    same = book.dataset.facts.of(shown.entry.owner, shown.entry.fact.indicator)
    newer = [other for other in same if other.fact.status == "actual" and _later(other, shown.entry)]
    return any(other.id in shown.beside for other in newer)


def _by_block(figures: Sequence[Figure]) -> Mapping[Where, list[Figure]]:
    blocks: dict[Where, list[Figure]] = {}
    for figure in figures:
        if figure.where:
            blocks.setdefault(figure.where, []).append(figure)
    return blocks


def _newer(book: EditionData, entry: FactEntry) -> FactEntry | None:
    """The newest actual value that is as good as the one shown: a weak one does not set a sure one aside."""
    weak = entry.fact.confidence in _WEAK
    same = book.history.get((entry.owner, entry.fact.indicator), ())
    newer = [
        other
        for other in same
        if other.fact.status == "actual" and _later(other, entry) and (weak or other.fact.confidence not in _WEAK)
    ]
    return newer[-1] if newer else None


def _later(other: FactEntry, entry: FactEntry) -> bool:
    """Of a later time; 2022年 and the end of 2022 are one time."""
    mine, yours = entry.period.ends, other.period.ends
    return bool(mine and yours and yours > mine and (yours - mine).days > 1)
