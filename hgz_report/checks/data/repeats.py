"""Rules about one figure standing twice: in two indicators, two zones, two years.  Copied by mistake, or true and accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from hgz_report.checks.data.edition_data import EditionData, Remark, named, of_fact, written
from hgz_report.data.dataset import FactEntry

_TELLING = 3
"""Digits, without zeros before and after, from which on the same figure twice is no accident."""
_KINDS = frozenset({"level", "share", "growth", "index"})


def same_figure(book: EditionData) -> Iterator[Remark]:
    """A figure of three digits or more that stands in two indicators of one owner and time, in two zones for one indicator
    and time, or in two successive times of one series.
    """
    told: set[str] = set()
    for one, other in (*_in_two_indicators(book), *_in_two_zones(book), *_in_two_years(book)):
        if one.id not in told:
            told.add(one.id)
            what = f"为{written(one)}，和{named(other)}是同一个数"
            yield of_fact(one, what, "核对是不是抄错了行、抄错了年份或高新区", other)


def _in_two_indicators(book: EditionData) -> Iterator[tuple[FactEntry, FactEntry]]:
    yield from _twice(book, lambda entry: (entry.owner, entry.fact.period, entry.unit, str(entry.number)))


def _in_two_zones(book: EditionData) -> Iterator[tuple[FactEntry, FactEntry]]:
    yield from _twice(book, lambda entry: (entry.fact.indicator, entry.fact.period, entry.unit, str(entry.number)))


def _twice(book: EditionData, place: Callable[[FactEntry], tuple[str, ...]]) -> Iterator[tuple[FactEntry, FactEntry]]:
    first: dict[tuple[str, ...], FactEntry] = {}
    for entry in book.numeric:
        if _telling(entry):
            other = first.setdefault(place(entry), entry)
            if other is not entry:
                yield entry, other


def _in_two_years(book: EditionData) -> Iterator[tuple[FactEntry, FactEntry]]:
    for group in book.history.values():
        before: FactEntry | None = None
        for entry in group:
            if before and _telling(entry) and (entry.number, entry.unit) == (before.number, before.unit):
                yield entry, before
            before = entry


def _telling(entry: FactEntry) -> bool:
    return entry.indicator.kind in _KINDS and isinstance(entry.number, Decimal) and len(_digits(entry)) >= _TELLING


def _digits(entry: FactEntry) -> str:
    """The digits of the value without zeros at either end: 1.50 and 1500 have the same."""
    return str(entry.number).replace(".", "").replace("-", "").strip("0")
