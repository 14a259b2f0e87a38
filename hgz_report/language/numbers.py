"""Every number in Chinese text, each with the whole phrase that states it: 超过19亿元, 1800余个, 第3位, 2024年1—5月, 三分之一.

A number says more than its digits: 约, 余 and the unit belong to it, and a change of any of them is another number.  Chinese
numerals count where they state a quantity (四个, 十三家, 一半) and not where a word merely holds one (一批, 一体化, 四川).
Pure text in, positions out; reads nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from hgz_report.language.chinese_numerals import chinese_value
from hgz_report.language.number_grammar import PATTERN, UNITS_ALONE

__all__ = ["Number", "NumberKind", "find", "units"]

NumberKind = Literal["number", "range", "fraction", "rank", "date", "period", "code", "chinese", "vague"]
"""`code`: digits inside a name or an address (5G, PM2.5, 〔1992〕169号); `vague`: 数十家, 上百个."""
_SEPARATORS = re.compile("[,，]")
_WIDE = str.maketrans("０１２３４５６７８９％", "0123456789%")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text from `start` to `end`.

    `text`: the whole phrase.  `value`: the number written, not multiplied by 万 or 亿, which stay in `unit`; the first of a
    range; None for dates, names and vague amounts.  `qualifier`: the words that bound it, before and after (超过, 余, 左右).
    `core`: where its digits stand, without qualifiers, scale and unit.
    """

    start: int
    end: int
    text: str
    kind: NumberKind
    value: Decimal | Fraction | None
    unit: str
    qualifier: str
    core: tuple[int, int]


def find(text: str) -> Iterator[Number]:
    """Every number of `text`, in order and without overlap.  A line end or tab is never inside a number."""
    return (_number(found) for found in PATTERN.finditer(text))


def units(text: str) -> Iterator[tuple[int, int]]:
    """Where 万亿元, 亿元, 百分点 and the like stand, beside a number or alone (in a table's head)."""
    return (found.span() for found in UNITS_ALONE.finditer(text))


def _number(found: re.Match[str]) -> Number:
    kind: NumberKind = found.lastgroup  # type: ignore[assignment]  # the groups that close last are named after the kinds
    groups = found.groupdict()

    def part(name: str) -> str:
        return groups.get(f"{kind}_{name}") or ""

    core = f"{kind}_core"
    span = found.span(core) if groups.get(core) else found.span()
    qualifier = f"{part('before')}{part('more')}{part('after')}"
    return Number(
        *found.span(), found.group(), kind, _value(kind, groups.get(core) or ""), part("unit"), qualifier, span
    )


def _value(kind: NumberKind, core: str) -> Decimal | Fraction | None:
    digits = _SEPARATORS.sub("", core.translate(_WIDE)).replace("－", "-").replace("−", "-")
    match kind:
        case "number" | "rank" if digits.lstrip("+-").replace(".", "", 1).isdecimal():
            return Decimal(digits)
        case "range":
            first = re.match(r"[+-]?\d+(?:\.\d+)?", digits)
            return Decimal(first.group()) if first else None
        case "fraction" if "/" in digits:
            over, under = digits.split("/")
            return Fraction(int(over), int(under)) if int(under) else None
        case "fraction" | "chinese" | "rank":
            return chinese_value(core)
        case _:
            return None
