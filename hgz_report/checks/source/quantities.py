"""Figures of a source and figures of facts, brought to one scale: 8.7万亿元, 87000亿元 and 8.7 with 万亿元 are one amount."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from hgz_report.data.model import Reading
from hgz_report.language.chinese_numerals import chinese_value
from hgz_report.language.numbers import Number, find
from hgz_report.language.terms import Qualifier
from hgz_report.language.units import UNITS, scaled

_PERCENT = frozenset({"%", "个百分点", "百分点"})
_WORDS: tuple[tuple[str, Qualifier], ...] = (
    ("不少于", "at_least"), ("不低于", "at_least"), ("至少", "at_least"), ("最少", "at_least"),
    ("不足", "under"), ("不到", "under"), ("不满", "under"), ("低于", "under"), ("少于", "under"), ("以下", "under"),
    ("超", "over"), ("突破", "over"), ("逾", "over"), ("高于", "over"), ("多", "over"), ("余", "over"), ("以上", "over"),
    ("近", "nearly"), ("接近", "nearly"), ("约", "about"), ("左右", "about"), ("上下", "about"),
)  # fmt: skip
_ORDINAL = re.compile(r"第([一二三四五六七八九十]+)(?:家|个)")
"""第三家国家高新区: a place in an order, counted with a measure word."""
_CUT_OFF = re.compile(r"(?<=[类大共的了])([两二三四五六七八九十])(?=\n|$)")
"""A numeral at the end of a column whose measure word was lost in the scan."""


_FALLING = re.compile("(?:下降|下滑|减少|回落|降低|负增长|缩减)了?$")
_LOOSE = re.compile("([多余])(年|元)")
"""30多年来: words that belong to a number but may also begin another word (多元), so that reading leaves them alone."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity: `value` in the smallest unit (元, %, 个 …), `unit` without 万 and 亿, and its bound.

    `unit` "" goes with any counted thing, "第" is a place in an order.
    """

    value: Fraction
    unit: str
    qualifier: Qualifier

    def same(self, other: Amount) -> bool:
        """One quantity, whatever is said of its bounds."""
        return self.value == other.value and _alike(self.unit, other.unit)


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number of a source, and the amount it states; None where it states none (a date, a name)."""

    number: Number
    amount: Amount | None
    falling: bool = False
    """下降1.5% stands before it: of a growth rate it says −1.5 %, of a reduction 1.5 %."""

    def states(self, amount: Amount) -> bool:
        """Whether it is this amount, whatever is said of its bounds."""
        if self.amount is None:
            return False
        return self.amount.same(amount) or (self.falling and self.amount.same(replace(amount, value=-amount.value)))


def figures(text: str) -> list[StatedNumber]:
    """Every number of a plain text, in order."""
    found = [
        StatedNumber(n, _amount(n, text), bool(_FALLING.search(text[max(0, n.start - 5) : n.start])))
        for n in find(text)
    ]
    taken = [figure.number for figure in found]
    for pattern, unit in ((_ORDINAL, "第"), (_CUT_OFF, "")):
        for match in pattern.finditer(text):
            if not any(number.start < match.end() and match.start() < number.end for number in taken):
                value = chinese_value(match.group(1))
                number = Number(*match.span(), match.group(), "chinese", value, unit, "", match.span(1))
                found.append(
                    StatedNumber(number, Amount(Fraction(value), unit, "exact") if value is not None else None)
                )
    return sorted(found, key=lambda figure: figure.number.start)


def amount_of(reading: Reading, unit: str, kind: str) -> Amount | None:
    """What a fact says, in the scale of `figures`; None for dates and texts."""
    number = reading.number
    if number is None:
        return None
    if kind == "rank":
        return Amount(Fraction(number), "第", reading.qualifier)
    scale, base = _scaled("" if isinstance(number, Fraction) else unit)
    return Amount(Fraction(number) * scale, "%" if isinstance(number, Fraction) else base, reading.qualifier)


def _amount(number: Number, text: str) -> Amount | None:
    """A fraction and a percentage are of one unit; a third is 1/3 and 33.3 % is not."""
    if number.kind == "rank":
        value = number.value if number.value is not None else _ordinal(number.text)
        return Amount(Fraction(value), "第", "exact") if value is not None else None
    if number.value is None:
        return None
    loose = _LOOSE.match(text, number.end) if not number.unit else None
    scale, base = _scaled(loose.group(2) if loose else number.unit)
    words = number.qualifier or (loose.group(1) if loose else "")
    return Amount(Fraction(number.value) * scale, "%" if number.kind == "fraction" else base, _qualifier(words))


def _ordinal(text: str) -> Fraction | None:
    found = re.search("第([一二三四五六七八九十]+)", text)
    value = chinese_value(found.group(1)) if found else None
    return Fraction(value) if value is not None else None


def _scaled(unit: str) -> tuple[Fraction, str]:
    if unit in _PERCENT:
        return Fraction(1, 100), "%"
    factor, base = scaled(unit)
    return Fraction(factor), base


def _qualifier(words: str) -> Qualifier:
    return next((meaning for word, meaning in _WORDS if word in words), "exact")


def _alike(first: str, second: str) -> bool:
    if first == second:
        return True
    if "第" in (first, second):
        return False
    return all(unit == "" or UNITS.get(unit) == "thing" for unit in (first, second))
