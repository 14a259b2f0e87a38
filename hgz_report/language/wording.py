"""How quantities read in Chinese: scale, decimals, and the words for 约, 近, 超过, 不足.

The source's own figure is never changed, only written shorter where that loses nothing or where prose rounds by rule.
Rules after GB/T 15835-2011 (Arabic numerals with 万/亿, 4.1, 5.1) and GB/T 9704 practice; rounding is half up, as statistics do.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hgz_report.language.period import Period
from hgz_report.language.plain_numbers import trimmed
from hgz_report.language.terms import IndicatorKind, Qualifier
from hgz_report.language.units import is_counted

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
_COMPACT_MARKS = {**QUALIFIER_WORDS, "over": "＞", "at_least": "≥", "under": "＜"}


@dataclass(frozen=True, slots=True)
class Worded:
    """A quantity in words: `number` as a table prints it, `unit`, and `text`, the whole as prose prints it."""

    number: str
    unit: str
    text: str


def quantity(
    number: Decimal | Fraction, unit: str, kind: IndicatorKind, qualifier: Qualifier = "exact", decimals: int = 2
) -> Worded:
    """Word a number.  `decimals` is the most that prose prints; a table prints the source's own digits in its own unit."""
    if kind == "rank":
        digits = plain_digits(number)
        return Worded(digits, unit, f"第{digits}{unit}")
    if isinstance(number, Fraction) and not _whole(number):
        return _fraction(number, qualifier)
    exact = Decimal(number.numerator) if isinstance(number, Fraction) else number
    shown, shown_unit = _prose_scale(exact, unit, decimals)
    before, after = _words(exact, unit, kind, qualifier)
    text = f"{before}{plain_digits(shown)}{after}{shown_unit}"
    return Worded(f"{before}{plain_digits(exact)}{after}", unit, text)


def compact(number: Decimal | Fraction, unit: str, qualifier: Qualifier = "exact") -> str:
    """As a chart prints it beside a bar: ＞1800, 近80%, 2/3.  The unit stands in the title of the chart, % beside the number."""
    if isinstance(number, Fraction) and not _whole(number):
        return _fraction(number, qualifier).text
    return f"{_COMPACT_MARKS[qualifier]}{plain_digits(number)}{'%' if unit == '%' else ''}"


def change(number: Decimal, qualifier: Qualifier = "exact") -> str:
    """A growth rate in % as a clause: 增长10.7%, 增长近30%, 下降1.1%, 持平."""
    if number == 0:
        return "持平"
    shown = plain_digits(rounded(abs(number), 2))
    return f"{'增长' if number > 0 else '下降'}{QUALIFIER_WORDS[qualifier]}{shown}%"


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
    """Digits without exponent or thousands separator: 1698.88, 16378, 1/3."""
    if isinstance(number, Fraction):
        return str(number.numerator) if _whole(number) else f"{number.numerator}/{number.denominator}"
    return format(number, "f")


def rounded(number: Decimal, decimals: int) -> Decimal:
    """Half up to `decimals` places; a number with fewer places stays as it is."""
    if _places(number) <= decimals:
        return number
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def listing(words: tuple[str, ...] | list[str], last: str = "和") -> str:
    """甲、乙和丙."""
    if len(words) < 2:
        return "".join(words)
    return "、".join(words[:-1]) + last + words[-1]


def _prose_scale(number: Decimal, unit: str, decimals: int) -> tuple[Decimal, str]:
    if unit == "亿元" and abs(rounded(number, decimals)) >= 10000:
        return rounded(Decimal(trimmed(number / 10000)), min(decimals, 2)), "万亿元"
    if unit == "万元" and abs(rounded(number, decimals)) >= 10000:
        return rounded(Decimal(trimmed(number / 10000)), decimals), "亿元"
    if is_counted(unit) and number == number.to_integral_value() and abs(number) >= 10000 and number % 100 == 0:
        return Decimal(trimmed(number / 10000)), f"万{unit}"
    return rounded(number, decimals), unit


def _words(number: Decimal, unit: str, kind: IndicatorKind, qualifier: Qualifier) -> tuple[str, str]:
    """The words before the number and between number and unit."""
    round_count = kind == "level" and is_counted(unit) and number % 10 == 0 and abs(number) < 10000
    return ("", "余") if qualifier == "over" and round_count else (QUALIFIER_WORDS[qualifier], "")


def _fraction(number: Fraction, qualifier: Qualifier) -> Worded:
    digits = "一半" if number == Fraction(1, 2) else plain_digits(number)
    text = QUALIFIER_WORDS[qualifier] + digits
    return Worded(text, "", text)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _whole(number: Decimal | Fraction) -> bool:
    return number == int(number)
