"""How quantities read in Chinese: scale, decimals, and the words for 约, 近, 超过, 不足.

The source's own figure is never changed, only written shorter where that loses nothing or where prose rounds by rule.
Rules after GB/T 15835-2011 (Arabic numerals with 万/亿, 4.1, 5.1) and GB/T 9704 practice; rounding is half up, as statistics do.
What is printed is never more than what is so: a bound is rounded to its open side, what is not nought (or all) is not
rounded to it, and the scale is chosen by what is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from hgz_report.language.period import Period
from hgz_report.language.plain_numbers import trimmed
from hgz_report.language.terms import IndicatorKind, Qualifier
from hgz_report.language.units import UNITS, is_counted, scaled

STATUS_NAMES = {"actual": "", "target": "目标", "estimate": "预计", "preliminary": "初步数"}
QUALIFIER_WORDS: dict[str, str] = {
    "exact": "",
    "about": "约",
    "nearly": "近",
    "over": "超过",
    "at_least": "不少于",
    "under": "不足",
}
"""The word in front of a number.  A round count over a bound takes 余 after it instead: 1800余个."""
_BELOW_ZERO = {**QUALIFIER_WORDS, "over": "低于", "at_least": "不高于", "under": "高于"}
"""A bound is of the size: 下降超过8% is below -8 %."""
_COMPUTED = {**QUALIFIER_WORDS, "over": "至少", "at_least": "至少", "under": "至多"}
"""A bound that comes from another one may be reached."""
_COMPUTED_BELOW_ZERO = {**_COMPUTED, "over": "至多", "at_least": "至多", "under": "至少"}
_COMPACT_MARKS = {**QUALIFIER_WORDS, "over": "＞", "at_least": "≥", "under": "＜"}
_COMPACT_BELOW_ZERO = {**QUALIFIER_WORDS, "over": "＜", "at_least": "≤", "under": "＞"}
_ROUNDING = {"over": ROUND_DOWN, "at_least": ROUND_DOWN, "under": ROUND_UP}
"""Towards the side that a bound leaves open: 超过8.748 is over 8.74, not over 8.75."""
_ANY_LENGTH = Context(prec=100)
_NEVER_ROUNDED_TO: Mapping[str, tuple[int, ...]] = {"%": (0, 100, -100), "倍": (0, 1)}
"""Nothing, all, the same: said only of what is just that.  Other units: 0."""
_NEXT_SCALE = {"万": "亿", "亿": "万亿"}
_SCALE_BEFORE = {"万亿": "亿", "亿": "万", "万": ""}
_SCALE_FULL = 10000
_SCALED_DECIMALS = 2
BoundSide = Literal["exact", "about", "lower", "upper"]


class Worded(Struct, frozen=True):
    """A quantity in words: `number` as a table prints it, `unit`, and `text`, the whole as prose prints it."""

    number: str
    unit: str
    text: str


def quantity(
    number: Decimal | Fraction,
    unit: str,
    kind: IndicatorKind,
    qualifier: Qualifier = "exact",
    decimals: int = 2,
    *,
    computed: bool = False,
) -> Worded:
    """Word a number.  `decimals` is the most that prose prints where that says it; a table prints the source's own digits in
    its own unit.  `computed`: a bound reads 至少, 至多.
    """
    if kind == "rank":
        digits = plain_digits(number)
        return Worded(digits, unit, f"第{digits}{unit}")
    if isinstance(number, Fraction) and not _whole(number):
        return _fraction(number, qualifier)
    exact = number if isinstance(number, Decimal) else Decimal(number.numerator * (100 if unit == "%" else 1))
    shown, shown_unit = _prose_scale(exact, unit, decimals, qualifier) if exact else (Decimal(0), unit)
    before, after = _computed(exact, qualifier) if computed else _words(exact, unit, kind, qualifier)
    text = f"{before}{plain_digits(shown)}{after}{shown_unit}"
    return Worded(f"{before}{plain_digits(exact)}{after}", unit, text)


def compact(number: Decimal | Fraction, unit: str, qualifier: Qualifier = "exact") -> str:
    """As a chart prints it beside a bar: ＞1800, 近80%, 2/3.  The unit stands in the title of the chart, % beside the number."""
    if isinstance(number, Fraction) and not _whole(number):
        return _fraction(number, qualifier).text
    mark = (_COMPACT_BELOW_ZERO if number < 0 else _COMPACT_MARKS)[qualifier]
    return f"{mark}{plain_digits(number)}{'%' if unit == '%' else ''}"


def bound_of(number: Decimal | Fraction | None, qualifier: Qualifier) -> BoundSide:
    """On which side of a printed number the true one is."""
    match qualifier:
        case "exact":
            return "exact"
        case "about" | "nearly":
            return "about"
        case "under":
            return "lower" if number and number < 0 else "upper"
        case "over" | "at_least":
            return "upper" if number and number < 0 else "lower"


def change(number: Decimal, qualifier: Qualifier = "exact", unit: str = "%", decimals: int = 2) -> str:
    """A change as a clause: 增长10.7%, 增长近30%, 下降1.1%, 增长2倍, 提高0.5个百分点, 持平."""
    before, amount = change_parts(number, qualifier, unit, decimals)
    return before + amount


def change_parts(
    number: Decimal, qualifier: Qualifier = "exact", unit: str = "%", decimals: int = 2, *, computed: bool = False
) -> tuple[str, str]:
    """The verb of a change and its size, "" where it has none: 增长 and 近30%.  Nothing falls by 倍: that is said in %."""
    if number == 0:
        return ("持平" if qualifier == "exact" else "基本持平"), ""
    if unit == "倍" and number < 0:
        number, unit = Decimal(trimmed(number * 100)), "%"
    points = unit.endswith("百分点")
    verb = "下降" if number < 0 else "提高" if points else "增长"
    shown = honest(abs(number), decimals, qualifier, "%" if points else unit)
    word = (_COMPUTED if computed else QUALIFIER_WORDS)[qualifier]
    return verb, f"{word}{plain_digits(shown)}{'个百分点' if points else unit}"


def turned(old: Decimal | Fraction, new: Decimal | Fraction, *, profit: bool) -> str:
    """What became of an amount of which one is below nought: 扭亏为盈, 由盈转亏, 亏损收窄, 亏损扩大, 亏损持平; "" of others."""
    loss = "亏损" if profit else "负值"
    if old < 0 < new:
        return "扭亏为盈" if profit else "由负转正"
    if new < 0 < old:
        return "由盈转亏" if profit else "由正转负"
    if old < 0 and new < 0:
        return loss + ("持平" if new == old else "收窄" if new > old else "扩大")
    return ""


def date_text(value: str) -> str:
    """`2024-04` -> 2024年4月, `1988-05-10` -> 1988年5月10日; text that is no date stays."""
    try:
        Period.parse(value)
    except ValueError:
        return value
    parts = value.split("-")
    if not all(part.isdigit() for part in parts):
        return Period(value).chinese
    return "".join(f"{int(part)}{name}" for part, name in zip(parts, "年月日", strict=False))


def plain_digits(number: Decimal | Fraction) -> str:
    """Digits without exponent, thousands separator or a minus before nought: 1698.88, 16378, 1/3."""
    if isinstance(number, Fraction):
        return str(number.numerator) if _whole(number) else f"{number.numerator}/{number.denominator}"
    return format(number or abs(number), "f")


def rounded(number: Decimal, decimals: int, qualifier: Qualifier = "exact") -> Decimal:
    """Half up to `decimals` places, a bound towards its open side; a number with fewer places stays as it is."""
    if _places(number) <= decimals:
        return number
    return number.quantize(Decimal(1).scaleb(-decimals), _ROUNDING.get(qualifier, ROUND_HALF_UP), _ANY_LENGTH)


def honest(number: Decimal, decimals: int, qualifier: Qualifier = "exact", unit: str = "") -> Decimal:
    """Rounded to as few places as say no more than is so, but at least to `decimals`: 99.96% and 0.03% keep two."""
    for places in range(decimals, max(_places(number), decimals) + 1):
        shown = rounded(number, places, qualifier)
        if shown == number or shown not in _NEVER_ROUNDED_TO.get(unit, (0,)):
            return shown
    return number


def listing(words: tuple[str, ...] | list[str], last: str = "和") -> str:
    """甲、乙和丙."""
    if len(words) < 2:
        return "".join(words)
    return "、".join(words[:-1]) + last + words[-1]


def finer(number: Decimal, unit: str, decimals: int, least: int = 0) -> tuple[Decimal, str]:
    """An amount in the largest scale that says it in `decimals` places and is `least` in it: 0.04亿元, no 0.000004万亿元."""
    base = scaled(unit)[1]
    scale = unit.removesuffix(base)
    while scale in _SCALE_BEFORE and (_places(honest(number, decimals)) > decimals or abs(number) < least):
        number, scale = number * _SCALE_FULL, _SCALE_BEFORE[scale]
    return number, f"{scale}{base}"


def _prose_scale(number: Decimal, unit: str, decimals: int, qualifier: Qualifier) -> tuple[Decimal, str]:
    """What prose prints: in 万, 亿 or 万亿 as soon as that is as long; of money to two places, of all else without loss."""
    if is_counted(unit) and abs(number) >= _SCALE_FULL and Fraction(number) % 100 == 0:
        number, unit, decimals = _fewer(number), f"万{unit}", _SCALED_DECIMALS
    shown = honest(number, decimals, qualifier, unit)
    factor, base = scaled(unit)
    scale = unit.removesuffix(base)
    while factor > 1 and scale in _NEXT_SCALE and abs(shown) >= _SCALE_FULL:
        money = UNITS.get(base) == "money"
        less = _fewer(number if money else shown)
        if not money and _places(less) > _SCALED_DECIMALS:
            break
        number, scale = less, _NEXT_SCALE[scale]
        shown = Decimal(trimmed(rounded(number, _SCALED_DECIMALS, qualifier)))
    return shown, f"{scale}{base}"


def _fewer(number: Decimal) -> Decimal:
    return Decimal(trimmed(number / _SCALE_FULL))


def _computed(number: Decimal, qualifier: Qualifier) -> tuple[str, str]:
    return (_COMPUTED_BELOW_ZERO if number < 0 else _COMPUTED)[qualifier], ""


def _words(number: Decimal, unit: str, kind: IndicatorKind, qualifier: Qualifier) -> tuple[str, str]:
    """The words before the number and between number and unit."""
    round_count = kind == "level" and is_counted(unit) and 0 < number < _SCALE_FULL and number % 10 == 0
    if qualifier == "over" and round_count:
        return "", "余"
    return (_BELOW_ZERO if number < 0 else QUALIFIER_WORDS)[qualifier], ""


def _fraction(number: Fraction, qualifier: Qualifier) -> Worded:
    digits = "一半" if number == Fraction(1, 2) else plain_digits(number)
    text = QUALIFIER_WORDS[qualifier] + digits
    return Worded(text, "", text)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _whole(number: Decimal | Fraction) -> bool:
    return number == int(number)
