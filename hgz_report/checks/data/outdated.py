"""Rules about what texts and templates print of a series: an older value than there is, a target whose time is past."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.checks.data.edition_data import EditionData, Remark, named, written
from hgz_report.checks.data.shown import ShownFact
from hgz_report.data.dataset import FactEntry

_WEAK = frozenset({"C", "D"})
_SAID_TO_BE_OVER = re.compile("期限已过|已(?:经)?(?:过|到)期")


def superseded(book: EditionData) -> Iterator[Remark]:
    """An older actual value is shown, and no newer one with it; a value that templates print in several places once."""
    for shown in book.shown:
        entry = shown.entry
        if entry.fact.status == "actual" and (newer := _newer(book, entry)) and not _compared(book, shown):
            what = f"印的是{named(entry)}{written(entry)}，已有更新的{newer.period.chinese}{written(newer)}"
            hint = f"改用新数；占位不写时期就总是最新的，如 {{{entry.fact.indicator}}}"
            yield Remark(entry.id, shown.where, what, hint, tuple(dict.fromkeys((written(entry), written(newer)))))


def expired(book: EditionData) -> Iterator[Remark]:
    """A target is shown whose time was over before the edition."""
    for shown in book.shown:
        ends = shown.entry.period.ends
        over = ends and ends < book.date and not _SAID_TO_BE_OVER.search(shown.words)
        if shown.entry.fact.status == "target" and over:
            what = f"印的目标{named(shown.entry)}{written(shown.entry)}，到本期日期已经过期"
            yield Remark(shown.entry.id, shown.where, what, "写完成情况，或者新的目标", (written(shown.entry),))


def _compared(book: EditionData, shown: ShownFact) -> bool:
    """Whether a newer value stands beside it, if not the newest: 由…增至…."""
    same = book.dataset.facts.of(shown.entry.owner, shown.entry.fact.indicator)
    newer = [other for other in same if other.fact.status == "actual" and _later(other, shown.entry)]
    return any(other.id in shown.beside for other in newer)


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
