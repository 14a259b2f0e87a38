"""Every number in Chinese text, each with the whole phrase that states it: 超过19亿元, 1800余个, 第3位, 2024年1—5月, 三分之一.

A number says more than its digits: 约, 余 and the unit belong to it, and a change of any of them is another number.  Every run of
numerals is one unless a word holds it (`number_grammar`, `numeral_words`): what is not known to be a word is a number.
Pure text in, positions out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from hgz_report.language.chinese_numerals import chinese_value
from hgz_report.language.number_grammar import PATTERN, UNITS_ALONE
from hgz_report.language.numeral_chars import NUMERAL
from hgz_report.language.numeral_words import general_words
from hgz_report.language.units import PRINTED_SCALES

__all__ = ["Number", "NumberKind", "bare_numbers", "find", "units"]

NumberKind = Literal[
    "number", "range", "fraction", "rank", "order", "date", "period", "code", "growth", "chinese", "vague"
]
"""`code`: digits inside a name or an address (5G, PM2.5, 〔1992〕169号); `order`: which chapter, session or meeting;
`period`: the name of a plan (十四五); `growth`: 翻番; `chinese`: an amount in Han numerals; `vague`: 数十家, 上百个, 近半, and
signs like ① and ½.
"""
_SEPARATORS = re.compile("[,，]")
_NUMERALS = re.compile(NUMERAL)
_ASCII = frozenset(map(chr, range(128)))


class Number(Struct, frozen=True):
    """A number in a text from `start` to `end`.

    `text`: the whole phrase.  `value`: the number written, not multiplied by 万 or 亿, which stay in `unit`; the first of a
    range; of 翻两番 the multiple reached (4); None for dates, names and vague amounts.  `qualifier`: the words that bound it,
    before and after (超过, 余, 左右).  `core`: where its digits stand, without qualifiers, scale and unit.
    """

    start: int
    end: int
    text: str
    kind: NumberKind
    value: Decimal | Fraction | None
    unit: str
    qualifier: str
    core: tuple[int, int]

    @property
    def is_name(self) -> bool:
        """Whether it is a name that everybody knows and no figure of anything: 十四五, 二十大, 5G.  It needs no origin."""
        return self.kind in ("period", "order") or (
            self.kind == "code" and _WELL_KNOWN.fullmatch(self.text) is not None
        )


_WELL_KNOWN = re.compile(r"[2-6]G|[234]D|[248]K|211|985|863|973|12345|[0-9]{1,2}(?:\+[0-9]{1,2})*\+[A-Z]{1,2}")


def find(text: str) -> Iterator[Number]:
    """Every number of `text`, in order and without overlap.  A line end or tab is never inside a number."""
    return iter(_found(text))


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[Number, ...]:
    """Remembered: a text is looked through by its rules, for its origins and for its places, and reports say much alike."""
    return tuple(_look_for(text))


def _look_for(text: str) -> Iterator[Number]:
    at = 0
    while found := PATTERN.search(text, at):
        at = found.end()
        if found.lastgroup != "word":
            number = _number(found)
            beyond = _word_end(text, number)
            if beyond:
                at = max(beyond, number.core[1])
            else:
                yield number


def _word_end(text: str, number: Number) -> int:
    """Where the word ends that holds the numerals of a number, and its unit too; 0 where none does.

    A word that ends with its numeral (双十一) may stand before what looks like a unit (期间).
    """
    if text[number.core[0]] in _ASCII:  # no word begins with one
        return 0
    words = general_words()
    places = [found.start() for found in _NUMERALS.finditer(text, *number.core)]
    if not places:
        return 0
    last = places[-1] + 1
    whole = max(last, number.end - len(number.qualifier)) if number.unit else last
    return max((end for _, end in words.holding(text, places[0]) if end >= whole or end == last), default=0)


def bare_numbers(text: str, harmless: re.Pattern[str]) -> Iterator[Number]:
    """Numbers outside what is `harmless` (`data/allowed_numbers.yaml` and registered names) that are no names themselves."""
    numbers = [number for number in find(text) if not number.is_name]
    spans = [found.span() for found in harmless.finditer(text)] if numbers else []
    for number in numbers:
        if not any(start <= number.core[0] and number.core[1] <= end for start, end in spans):
            yield number


def units(text: str) -> Iterator[tuple[int, int]]:
    """Where 万亿元, 亿元, 百分点 and the like stand, beside a number or alone (in a table's head)."""
    return (found.span() for found in UNITS_ALONE.finditer(text))


def _number(found: re.Match[str]) -> Number:
    kind: NumberKind = found.lastgroup  # type: ignore[assignment]  # the groups that close last are named after the kinds
    named = _PARTS[kind]
    if "core" not in named or found[named["core"]] is None:
        return Number(*found.span(), found.group(), kind, None, "", "", found.span())
    before, core, scale, more, unit, after = (found[named[name]] or "" if name in named else "" for name in _PART_NAMES)
    start, end = found.span(named["core"])
    if kind == "chinese":
        core, scale = _parted(core)
        end -= len(scale)
    value = _value(kind, core)
    return Number(*found.span(), found.group(), kind, value, f"{scale}{unit}", f"{before}{more}{after}", (start, end))


_PART_NAMES = ("before", "core", "scale", "more", "unit", "after")
_PARTS = {
    kind: {name: PATTERN.groupindex[group] for name in _PART_NAMES if (group := f"{kind}_{name}") in PATTERN.groupindex}
    for kind in PATTERN.groupindex
}
"""Of each kind the parts that its pattern names, and their groups."""


def _parted(numeral: str) -> tuple[str, str]:
    """三百亿 as 三百 and 亿, as digits would have it; a numeral that has 万 or 亿 inside, or is one of them, stays whole."""
    scale = next((name for name in PRINTED_SCALES if numeral.endswith(name)), "")
    before = numeral.removesuffix(scale)
    return (
        (before, scale)
        if before and not before.endswith(("万", "亿")) and not {"万", "亿"} & {*before}
        else (numeral, "")
    )


def _value(kind: NumberKind, core: str) -> Decimal | Fraction | None:
    digits = _SEPARATORS.sub("", core).replace("－", "-").replace("−", "-")
    match kind:
        case "number" | "rank" if digits.lstrip("+-").replace(".", "", 1).isdecimal():
            return Decimal(digits)
        case "range":
            first = re.match(r"[+-]?\d+(?:\.\d+)?", digits)
            return Decimal(first.group()) if first else None
        case "fraction" if "/" in digits:
            over, under = digits.split("/")
            return Fraction(int(over), int(under)) if int(under) else None
        case "growth":
            doublings = chinese_value(core)
            return Decimal(2) ** int(doublings) if doublings is not None and doublings < _MOST_DOUBLINGS else None
        case "chinese":
            return chinese_value(_TO.split(core, maxsplit=1)[0])
        case "fraction" | "rank":
            return chinese_value(core)
        case _:
            return None


_TO = re.compile("[—–~～-]|至|到")
_MOST_DOUBLINGS = 10
