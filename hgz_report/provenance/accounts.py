"""What stands behind every number of a report: a look-up at the origin of the stretch it stands in, or a Problem."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter
from types import MappingProxyType

from msgspec import Struct

from hgz_report.data.allow_list import NAME
from hgz_report.data.dataset import FactEntry
from hgz_report.document.blocks import Document
from hgz_report.document.passage import Passage, Stretch
from hgz_report.document.passages import units_of
from hgz_report.document.stretch_search import nearest, sharing
from hgz_report.language.numbers import Number, find
from hgz_report.language.numeral_chars import NUMERAL
from hgz_report.origin import Allowed, DataText, Origin, Template, template_line
from hgz_report.problems import Problem, Where
from hgz_report.provenance.beside.strangers import strangers
from hgz_report.provenance.beside.surroundings import PassageBlock, Surroundings, own_unit
from hgz_report.provenance.beside.time_words import own_time

_SIGNIFICANT = re.compile(f"{NUMERAL}|过")
_NAMES = ("name", "short", "title")
"""Fields that templates set beside a number: what is wrong there was not written with the name."""
_ABOUT = 10
"""Characters around a number that a message shows."""
Patterns = Mapping[str, re.Pattern[str]]
"""What a template may write itself, by the id of its entry in data/allowed_numbers.yaml."""


class Account(Struct, frozen=True):
    """A number of a passage and its origin; None where nothing stands behind it, for the reason in `fault`."""

    number: Number
    origin: Origin | None
    fault: str = ""


class Accounted(Struct, frozen=True):
    """A passage with the account of each of its numbers."""

    unit: Passage
    accounts: tuple[Account, ...]


def accounts_of(
    document: Document, patterns: Patterns, facts: Mapping[str, FactEntry] = MappingProxyType({})
) -> tuple[Accounted, ...]:
    """Every passage of a numbered document with what stands behind its numbers; `facts` bind typed times to numbers beside."""
    return tuple(Accounted(unit, tuple(_accounts(unit, patterns, facts))) for unit in units_of(document))


def unaccounted(documents: Iterable[Sequence[Accounted]]) -> Iterator[Problem]:
    """A Problem for each number of the reports that nothing stands behind; each line and number once."""
    for accounted in documents:
        for item in accounted:
            places = _Places(item.unit)
            for account in item.accounts:
                if account.origin is None:
                    yield _problem(places, account)


def untrue(documents: Iterable[Sequence[Accounted]], facts: Mapping[str, FactEntry]) -> Iterator[Problem]:
    """A Problem for everything beside a number that is not that number's own."""
    for accounted in documents:
        blocks: dict[int, list[Passage]] = {}
        for item in accounted:
            blocks.setdefault(item.unit.block, []).append(item.unit)
        around = {number: PassageBlock(passages) for number, passages in blocks.items()}
        for item in accounted:
            unit = item.unit
            block = around[unit.block] if unit.block >= 0 else PassageBlock((unit,))
            places = _Places(unit)
            for found in strangers(Surroundings(unit, block, facts)):
                yield Problem(places.of(found.start, found.end), found.what, found.hint)


def _accounts(unit: Passage, patterns: Patterns, facts: Mapping[str, FactEntry]) -> Iterator[Account]:
    allowed = _AllowedPlaces(unit.text, patterns)
    around = Surroundings(unit, PassageBlock((unit,)), facts)
    for number in numbers_of(unit):
        start, end = _significant(unit.text, *number.core)
        touched = sharing(unit.stretches, number.start, number.end)
        holder = next((s for s in touched if s.start <= start and end <= s.end), None)
        if holder is None:
            yield Account(number, None, "由几处的字拼成")
        elif strangers := [s for s in touched if s is not holder and not own_unit(holder.origin, s.origin)]:
            words = "".join(unit.text[max(s.start, number.start) : min(s.end, number.end)] for s in strangers)
            yield Account(number, None, f"“{words}”不是这个数自己的")
        else:
            held = _held(number, holder, allowed)
            time = own_time(around, number) if held.origin is None else None
            yield Account(number, time) if time else held


class _AllowedPlaces:
    """Where the words of a stretch are let pass; looked for once, however many numbers they hold."""

    def __init__(self, text: str, patterns: Patterns) -> None:
        self._text, self._patterns = text, patterns
        self._found: dict[tuple[int, int], list[tuple[str, list[tuple[int, int]]]]] = {}

    def name(self, holder: Stretch, start: int, end: int) -> str | None:
        """The first entry that holds all from `start` to `end`; None where none does."""
        key = holder.start, holder.end
        if key not in self._found:
            words = self._text[holder.start : holder.end]
            self._found[key] = [
                (name, spans)
                for name, pattern in self._patterns.items()
                if (spans := [found.span() for found in pattern.finditer(words) if found.group()])
            ]
        for name, spans in self._found[key]:
            at = bisect_right(spans, start - holder.start, key=itemgetter(0))
            if at and end - holder.start <= spans[at - 1][1]:
                return name
        return None


def _held(number: Number, holder: Stretch, allowed: _AllowedPlaces) -> Account:
    origin = holder.origin
    if not isinstance(origin, Template):
        return Account(number, origin)
    if number.is_name:
        return Account(number, Allowed(NAME, origin))
    name = allowed.name(holder, number.start, number.end)
    return Account(number, None, "没有出处") if name is None else Account(number, Allowed(name, origin))


def numbers_of(unit: Passage) -> Iterator[Number]:
    """The numbers of a passage; “1.” in front of an entry and “2024年” at its beginning are two."""
    yield from _numbers(unit.text[: unit.label])
    yield from _numbers(unit.words)


@lru_cache(maxsize=16384)
def _numbers(text: str) -> tuple[Number, ...]:
    """The numbers of a text; fifteen reports print many texts alike."""
    return tuple(find(text))


def _significant(text: str, start: int, end: int) -> tuple[int, int]:
    """From the first to the last numeral: 年 and 月 may stand outside what is bound."""
    places = [at for at in range(start, end) if _SIGNIFICANT.match(text[at])]
    return (places[0], places[-1] + 1) if places else (start, end)


@dataclass(frozen=True)
class _Places:
    """Where what is wrong in a passage was typed; looked through once, however much is wrong there."""

    unit: Passage

    @cached_property
    def _typed(self) -> Sequence[Stretch]:
        """The stretches that have a line; what is wrong beside a name was not written with the name."""
        return [
            one
            for one in self.unit.stretches
            if template_line(one.origin)
            and not (isinstance(one.origin, DataText) and one.origin.field.endswith(_NAMES))
        ]

    def of(self, start: int, end: int) -> Where | None:
        """The line a person typed what stands there, or what stands next to it; else the template line of the block."""
        near = next(nearest(self._typed, start, end), ())
        lines = [template_line(one.origin) for one in sorted(near, key=lambda s: isinstance(s.origin, DataText))]
        return lines[0] if lines else self.unit.where


def _problem(places: _Places, account: Account) -> Problem:
    number, unit = account.number, places.unit
    around = unit.text[max(number.start - _ABOUT, 0) : number.end + _ABOUT].replace("\n", " ")
    return Problem(
        places.of(number.start, number.end),
        f"印出的“{number.text}”{account.fault}：……{around}……",
        "数字写 {指标@时期}，或用 completion()、count() 等来印，带自己的单位和“约”“超过”；年份写在这一年的数前面；"
        "不是数据的，在 data/allowed_numbers.yaml 里加一条，写明理由",
    )
