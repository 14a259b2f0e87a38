"""What stands behind every number of a report, or the Problem that nothing does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from hgz_report.data.dataset import Dataset
from hgz_report.document.blocks import Document
from hgz_report.language.numbers import Number, find
from hgz_report.problems import Problem
from hgz_report.provenance.passages import Passage, units_of
from hgz_report.provenance.quotable import ALLOWED, Book

UNACCOUNTED = ""
PERIOD = "#period"
_SIGNIFICANT = re.compile("[0-9０-９零〇一二两三四五六七八九十百千万亿半过]")


@dataclass(frozen=True, slots=True)
class Account:
    """A number of a unit and its binding; `UNACCOUNTED` where there is none."""

    number: Number
    binding: str


@dataclass(frozen=True, slots=True)
class Accounted:
    """A unit with the account of each of its numbers."""

    unit: Passage
    accounts: tuple[Account, ...]


def accounts_of(document: Document, book: Book) -> tuple[Accounted, ...]:
    """Every unit of a numbered document with what stands behind its numbers."""
    out: list[Accounted] = []
    for _, same in groupby(units_of(document), key=lambda unit: id(unit.block)):
        units = list(same)
        # A period may stand in another cell than its fact: the facts of the whole block count, those of the unit first.
        block = [bound.binding for unit in units for bound in unit.bound]
        out += (Accounted(unit, tuple(_accounts(unit, block, book))) for unit in units)
    return tuple(out)


def unaccounted(documents: Iterable[tuple[Accounted, ...]]) -> Iterator[Problem]:
    """A Problem for each number of the reports that nothing stands behind; each template line and number once."""
    for accounted in documents:
        for item in accounted:
            for account in item.accounts:
                if account.binding == UNACCOUNTED:
                    yield _problem(item.unit, account.number)


def unused(documents: Iterable[tuple[Accounted, ...]], dataset: Dataset) -> Iterator[Problem]:
    """A warning for each entry of the allow-list for templates that let nothing pass."""
    used = {account.binding for accounted in documents for item in accounted for account in item.accounts}
    for entry in dataset.allowed.entries:
        if entry.place == "template" and f"{ALLOWED}{entry.id}" not in used:
            where = dataset.places[f"allowed/{entry.id}"]
            yield Problem(where, f"“{entry.pattern}”没有用到", "模板里没有这样的数字了就删去这一条", "warning")


def within(spans: Iterable[tuple[int, int, str]], start: int, end: int) -> str:
    """The binding of the first span that holds everything from `start` to `end`."""
    return next((binding for first, last, binding in spans if first <= start and end <= last), UNACCOUNTED)


def _accounts(unit: Passage, block: Iterable[str], book: Book) -> Iterator[Account]:
    bound = [(b.start, b.end, b.binding) for b in unit.bound]
    facts = [b.binding for b in unit.bound]
    loose: tuple[tuple[int, int, str], ...] | None = None
    periods: Mapping[str, str] = {}
    for number in _numbers(unit.text):
        start, end = _significant(unit.text, *number.core)
        binding = within(bound, start, end)
        if binding == UNACCOUNTED:
            if loose is None:
                loose = book.harmless(unit.text)
                periods = book.printed_periods([*facts, *block])
            binding = within(loose, start, end) or _period(number, periods)
        yield Account(number, binding)


@lru_cache(maxsize=16384)
def _numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text; fifteen reports print many texts alike."""
    return tuple(find(text))


def _significant(text: str, start: int, end: int) -> tuple[int, int]:
    """From the first to the last numeral: 年 and 月 may stand outside what is bound."""
    places = [at for at in range(start, end) if _SIGNIFICANT.match(text[at])]
    return (places[0], places[-1] + 1) if places else (start, end)


def _period(number: Number, periods: Mapping[str, str]) -> str:
    fact = periods.get(number.text)
    return f"{fact}{PERIOD}" if fact else UNACCOUNTED


def _problem(unit: Passage, number: Number) -> Problem:
    around = unit.text[max(number.start - 10, 0) : number.end + 10].replace("\n", " ")
    return Problem(
        unit.where,
        f"印出的“{number.text}”没有出处：……{around}……",
        "数字用 fact()、completion()、count() 等来印；不是数据的，在 data/allowed_numbers.yaml 里加一条，写明理由",
    )
