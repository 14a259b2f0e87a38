"""How quantities read in Chinese: scale, decimals, and the words for 约, 近, 超过, 不足.

The source's own figure is never changed, only written shorter where that loses nothing or where prose rounds by rule.
Rules after GB/T 15835-2011 (Arabic numerals with 万/亿, 4.1, 5.1) and GB/T 9704 practice; rounding is half up, as statistics do.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from hgz_report.dataset import FactEntry
from hgz_report.model import Kind, Qualifier, Reading
from hgz_report.period import Period

MONEY: dict[str, Decimal] = {
    "元": Decimal(1),
    "万元": Decimal(10) ** 4,
    "亿元": Decimal(10) ** 8,
    "万亿元": Decimal(10) ** 12,
}
DOLLARS: dict[str, Decimal] = {"美元": Decimal(1), "万美元": Decimal(10) ** 4, "亿美元": Decimal(10) ** 8}
PEOPLE: dict[str, Decimal] = {"人": Decimal(1), "万人": Decimal(10) ** 4}
FAMILIES: tuple[dict[str, Decimal], ...] = (MONEY, DOLLARS, PEOPLE)
"""Units that convert into each other, as multiples of the smallest."""

_MEASURES = frozenset({"%", "平方公里", "万平方米", "万人", "万家", "万件", "分钟", "小时", "倍", "个百分点"})
"""Units of what is measured, not counted: 余 does not go with them."""


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
_BOUND_NAMES = {
    "exact": "", "about": "概数", "nearly": "概数", "over": "下限", "at_least": "下限", "under": "上限",
}  # fmt: skip
_COMPACT_MARKS = {**QUALIFIER_WORDS, "over": "＞", "at_least": "≥", "under": "＜"}


@dataclass(frozen=True, slots=True)
class Worded:
    """A quantity in words: `number` as a table prints it, `unit`, and `text`, the whole as prose prints it."""

    number: str
    unit: str
    text: str


def quantity(
    number: Decimal | Fraction, unit: str, kind: Kind, qualifier: Qualifier = "exact", decimals: int = 2
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


def worded(entry: FactEntry, reading: Reading) -> Worded:
    """A fact, or what another source says of it, as reports print it."""
    number = reading.number
    if number is None:
        text = str(reading.value)
        shown = date_text(text) if entry.indicator.kind == "date" else text
        return Worded(shown, "", shown)
    if isinstance(number, Decimal) and entry.indicator.kind == "date":
        return Worded(f"{number}年", "", f"{number}年")
    return quantity(number, entry.unit, entry.indicator.kind, reading.qualifier, entry.indicator.decimals)


def mark_of(entry: FactEntry) -> str:
    """What a reader should know of a figure (下限、概数、目标、仅供参考、说法不一 …); empty for an undisputed exact result."""
    fact = entry.fact
    disputed = any(reading.confidence != "D" for reading in fact.conflicts)
    weak = "仅供参考" if fact.confidence == "C" else ""
    marks = (_BOUND_NAMES[fact.qualifier], STATUS_NAMES[fact.status], weak, "说法不一" if disputed else "")
    return "、".join(mark for mark in marks if mark)


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


def converted(number: Decimal | Fraction, unit: str, to: str) -> Decimal | Fraction:
    """`number` of `unit` in unit `to`.  Raises ValueError when the two do not convert."""
    if unit == to:
        return number
    for family in FAMILIES:
        if unit in family and to in family:
            factor = family[unit] / family[to]
            return number * factor if isinstance(number, Decimal) else number * Fraction(factor)
    raise ValueError(f"单位“{unit}”与“{to}”不能换算")


def listing(words: tuple[str, ...] | list[str], last: str = "和") -> str:
    """甲、乙和丙."""
    if len(words) < 2:
        return "".join(words)
    return "、".join(words[:-1]) + last + words[-1]


def _prose_scale(number: Decimal, unit: str, decimals: int) -> tuple[Decimal, str]:
    if unit == "亿元" and abs(rounded(number, decimals)) >= 10000:
        return rounded(_trimmed(number / 10000), min(decimals, 2)), "万亿元"
    if unit == "万元" and abs(rounded(number, decimals)) >= 10000:
        return rounded(_trimmed(number / 10000), decimals), "亿元"
    if _is_count(unit) and number == number.to_integral_value() and abs(number) >= 10000 and number % 100 == 0:
        return _trimmed(number / 10000), f"万{unit}"
    return rounded(number, decimals), unit


def _words(number: Decimal, unit: str, kind: Kind, qualifier: Qualifier) -> tuple[str, str]:
    """The words before the number and between number and unit."""
    round_count = kind == "level" and _is_count(unit) and number % 10 == 0 and abs(number) < 10000
    return ("", "余") if qualifier == "over" and round_count else (QUALIFIER_WORDS[qualifier], "")


def _fraction(number: Fraction, qualifier: Qualifier) -> Worded:
    digits = "一半" if number == Fraction(1, 2) else plain_digits(number)
    text = QUALIFIER_WORDS[qualifier] + digits
    return Worded(text, "", text)


def _is_count(unit: str) -> bool:
    return bool(unit) and unit not in MONEY and unit not in DOLLARS and unit not in _MEASURES


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _trimmed(number: Decimal) -> Decimal:
    text = format(number, "f")
    return Decimal(text.rstrip("0").rstrip(".")) if "." in text else number


def _whole(number: Decimal | Fraction) -> bool:
    return number == int(number)
