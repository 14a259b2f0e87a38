"""Figures of a source and figures of facts, brought to one scale: 8.7万亿元, 87000亿元 and 8.7 with 万亿元 are one amount."""

from __future__ import annotations

import re
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.checks.source.said import NOTHING_SAID, Context, Contexts, falls
from hgz_report.checks.source.spoken import BARE, spoken
from hgz_report.checks.source.table_cells import NO_CELLS, CellUnits
from hgz_report.data.dataset import FactEntry
from hgz_report.data.model import Reading
from hgz_report.language.chinese_numerals import chinese_value
from hgz_report.language.numbers import Number, find
from hgz_report.language.terms import Qualifier
from hgz_report.language.units import UNITS, scaled

_PARTS = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "成": Fraction(1, 10)}
_POINTS = frozenset({"个百分点", "百分点"})
_WORDS: tuple[tuple[str, Qualifier], ...] = (
    ("不少于", "at_least"), ("不低于", "at_least"), ("至少", "at_least"), ("最少", "at_least"),
    ("不足", "under"), ("不到", "under"), ("不满", "under"), ("低于", "under"), ("少于", "under"), ("以下", "under"),
    ("超", "over"), ("突破", "over"), ("逾", "over"), ("高于", "over"), ("多", "over"), ("余", "over"), ("以上", "over"),
    ("近", "nearly"), ("接近", "nearly"), ("约", "about"), ("左右", "about"), ("上下", "about"),
)  # fmt: skip
_AT_MOST = re.compile("不超过|不高于|不多于|至多|最多|以内")
"""An upper bound that is reached: no qualifier of a fact says so."""
_ORDINAL = re.compile(r"第([一二三四五六七八九十]+)(?:家|个)")
"""第三家国家高新区: a place in an order, counted with a measure word."""
_ENDLESS = re.compile(r"[A-Za-z/:.?=&_%#+-]{40,}|[零〇一二两三四五六七八九十百千万亿]{40,}")
"""Long addresses and runs of numerals are no statistic, and the grammar would try each of their characters."""

_LOOSE = re.compile("([多余])(年|元)")
"""30多年来: words that belong to a number but may also begin another word (多元), so that reading leaves them alone."""


class Amount(Struct, frozen=True):
    """A quantity: `value` in the smallest unit (元, %, 个 …), `unit` without 万 and 亿, and its bound.

    `unit` "" goes with any counted thing, "第" is a place in an order.
    """

    value: Fraction
    unit: str
    qualifier: Qualifier

    def same(self, other: Amount) -> bool:
        """One quantity, whatever is said of its bounds."""
        return self.value == other.value and _alike(self.unit, other.unit)


class StatedNumber(Struct, frozen=True):
    """A number of a source, the amounts it states (none: a date, a name), and what is said of it."""

    number: Number
    amounts: tuple[Amount, ...]
    said: Context = NOTHING_SAID

    def states(self, amount: Amount, entry: FactEntry) -> bool:
        """Whether it is this amount, whatever is said of its bounds."""
        wanted = replace(amount, value=-amount.value) if falls(self.said, entry) else amount
        return any(own.same(wanted) for own in self.amounts)

    def bounds(self) -> frozenset[Qualifier]:
        """The bounds it may be taken to give: 以上 is both over and at least; none where facts have no word for it."""
        if _AT_MOST.search(self.number.qualifier):
            return frozenset()
        words = {own.qualifier for own in self.amounts}
        return frozenset(words | {"at_least"} if self.number.qualifier == "以上" else words)


def figures(text: str, units: CellUnits = NO_CELLS) -> list[StatedNumber]:
    """Every number of a plain text, in order; `units` says what a bare number in a table is a number of."""
    numbers = _numbers(text)
    contexts = Contexts.of(text, numbers)
    found: list[StatedNumber] = []
    for number in numbers:
        cell = units(number)
        said = contexts.said_of(number)
        if cell is not None:
            number = replace(number, unit=number.unit or cell.unit)
            said = Context(cell.dates, "down" if cell.falling else "", negative=said.negative, planned=cell.planned)
        found.append(StatedNumber(number, _amounts(number, text, said), said))
    return found


def _numbers(text: str) -> list[Number]:
    """What the grammar finds, with the readings that go beyond it in the place of what they cover."""
    found = list(find(_ENDLESS.sub(lambda run: " " * len(run.group()), text)))
    for match in _ORDINAL.finditer(text):
        value = chinese_value(match.group(1))
        found.append(Number(*match.span(), match.group(), "chinese", value, "第", "", match.span(1)))
    found += spoken(text)
    # Of two that overlap the longer one counts, of two alike the grammar's, which comes first, unless it gives no value.
    found.sort(key=lambda number: (number.start, -number.end, number.value is None))
    kept: list[Number] = []
    for number in found:
        while kept and number.start < kept[-1].end and number.end - number.start > kept[-1].end - kept[-1].start:
            kept.pop()
        if not kept or number.start >= kept[-1].end:
            kept.append(number)
    return kept


def amount_of(reading: Reading, unit: str, kind: str) -> Amount | None:
    """What a fact says, in the scale of `figures`; None for dates and texts."""
    number = reading.number
    if number is None:
        return None
    if kind == "rank":
        return Amount(Fraction(number), "第", reading.qualifier)
    scale, base = _scaled("" if isinstance(number, Fraction) else unit)
    return Amount(Fraction(number) * scale, "%" if isinstance(number, Fraction) else base, reading.qualifier)


def _amounts(number: Number, text: str, said: Context) -> tuple[Amount, ...]:
    """What a number may state: 翻一番 is twice and 100 % more, 增长1.5倍 is 150 % more."""
    own = _amount(number, text)
    if own is None:
        return ()
    if number.kind == "growth":
        return (replace(own, unit="倍"), replace(own, value=own.value - 1, unit="%"))
    if own.unit == "倍" and said.step:
        return (own, replace(own, unit="%"))
    return (own,)


def _amount(number: Number, text: str) -> Amount | None:
    """A fraction and a percentage are of one unit; a third is 1/3 and 33.3 % is not."""
    if number.kind == "rank":
        value = number.value if number.value is not None else _ordinal(number.text)
        return Amount(Fraction(value), "第", "exact") if value is not None else None
    if number.kind == "growth":
        return Amount(Fraction(number.value or 2), "倍", _qualifier(number.qualifier))  # 翻番、增长一倍
    if number.value is None:
        return None
    loose = _LOOSE.match(text, number.end) if not number.unit else None
    scale, base = _scaled(loose.group(2) if loose else number.unit)
    words = number.qualifier or (loose.group(1) if loose else "")
    value = abs(Fraction(number.value)) * scale
    return Amount(value, "%" if number.kind == "fraction" else base, _qualifier(words))


def _ordinal(text: str) -> Fraction | None:
    found = re.search("第([一二三四五六七八九十]+)", text)
    value = chinese_value(found.group(1)) if found else None
    return Fraction(value) if value is not None else None


def _scaled(unit: str) -> tuple[Fraction, str]:
    if unit in _PARTS:
        return _PARTS[unit], "%"
    if unit in _POINTS:
        return Fraction(1), "百分点"
    factor, base = scaled(unit)
    return Fraction(factor), base or (BARE if unit else "")


def _qualifier(words: str) -> Qualifier:
    return next((meaning for word, meaning in _WORDS if word in words), "exact")


def _alike(first: str, second: str) -> bool:
    if first == second:
        return True
    if "第" in (first, second):
        return False
    if BARE in (first, second):
        return all(unit in (BARE, "元") or UNITS.get(unit) == "thing" for unit in (first, second))
    return all(unit == "" or UNITS.get(unit) == "thing" for unit in (first, second))
