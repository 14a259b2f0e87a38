"""Rules about dates that are values: not to come, in order, and before what is counted of the thing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hgz_report.checks.data.edition_data import EditionData, Remark, named, of_fact, written
from hgz_report.data.dataset import FactEntry
from hgz_report.language.period import Period

_EARLIEST = date(1978, 12, 18)
"""Before the reform there were no zones of this kind: the first was set up in 1988."""


def date_to_come(book: EditionData) -> Iterator[Remark]:
    """Dates after the edition that are told as having been."""
    for entry, day in _dates(book):
        if entry.fact.status == "actual" and day.starts and day.starts > book.date:
            yield of_fact(entry, f"为{written(entry)}，在本期日期（{book.date.isoformat()}）之后", "核对日期")


def date_too_early(book: EditionData) -> Iterator[Remark]:
    """Dates from before there were zones."""
    for entry, day in _dates(book):
        if day.ends and day.ends < _EARLIEST:
            yield of_fact(entry, f"为{written(entry)}，早于改革开放", "核对日期")


def dates_out_of_order(book: EditionData) -> Iterator[Remark]:
    """A date before another that it cannot be before: approved before it was founded."""
    for entry, day in _dates(book):
        if not (first := entry.indicator.not_before):
            continue
        for other in book.dataset.of(entry.owner, first):
            earlier = _day(other)
            if earlier and day.ends and earlier.starts and day.ends < earlier.starts:
                what = f"为{written(entry)}，早于{named(other)}的{written(other)}"
                yield of_fact(entry, what, "核对两个日期", other)


def counted_before_founded(book: EditionData) -> Iterator[Remark]:
    """A zone that was founded after the time of figures it has: told once, at the date."""
    openings = {each.not_before for each in book.dataset.indicators.values()}
    for entry, day in _dates(book):
        if entry.indicator.not_before or not day.starts or entry.fact.indicator not in openings:
            continue
        own = (
            each for each in book.dataset.of(entry.owner) if each.fact.status == "actual" and each.number is not None
        )
        first = min(((each.period.ends, each.id, each) for each in own if each.period.ends), default=None)
        if first and first[0] < day.starts:
            what = f"为{written(entry)}，而{named(first[2])}已有数"
            yield of_fact(entry, what, "核对日期，或者那个数的时期", first[2])


def _dates(book: EditionData) -> Iterator[tuple[FactEntry, Period]]:
    for entry in book.dataset.facts.values():
        if entry.printable and (day := _day(entry)):
            yield entry, day


def _day(entry: FactEntry) -> Period | None:
    return Period(str(entry.fact.value)) if entry.indicator.kind == "date" else None
