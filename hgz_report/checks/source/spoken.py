"""Numbers as officials write them that the grammar reads in part: 1亿500万元, 1万2千家, 8.7万亿.

Each becomes one `Number` whose value is already multiplied; those it covers are replaced by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from hgz_report.language.chinese_numerals import chinese_value
from hgz_report.language.numbers import Number
from hgz_report.language.units import AFTER_DIGITS, any_of

BARE = "?"
"""The unit of 25亿: of what, the text does not say."""
_HAN = "零〇一二两三四五六七八九十百千"
_POINT_DIGITS = str.maketrans("零〇一二三四五六七八九", "00123456789")
_BEFORE = (
    "(?P<before>不少于|不低于|不超过|不足|不到|不满|超过|超出|突破|大约|将近|接近|至少|最少|约为|高于|低于|多于|少于"
    "|超|约|近|逾|达)?"
)
_MORE = "(?P<more>[余多](?![样种]))?"
_AFTER = "(?P<after>左右|以上|以下|以内|上下)?"
_UNIT = f"(?P<unit>{any_of(AFTER_DIGITS)})?"
_SCALED = re.compile(
    rf"{_BEFORE}(?<![\d.,{_HAN}万亿])(?P<core>(?:\d[\d.,]*|[{_HAN}])[{_HAN}]*[百千万亿](?:\d[\d.,]*|[{_HAN}万亿])*)"
    rf"(?!(?<=千)[瓦克米赫帕伏卡焦]){_MORE}{_UNIT}{_AFTER}"
)
_TOKEN = re.compile(r"\d[\d.,]*|.")
_ONE_DIGIT = 9
_WITHIN = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}


def spoken(text: str) -> Iterator[Number]:
    """Every such number, in order."""
    for found in _SCALED.finditer(text):
        if (value := _sum(found["core"])) is not None:
            yield _number(found, value, found["unit"] or BARE)


def _number(found: re.Match[str], value: Fraction, unit: str) -> Number:
    groups = found.groupdict()
    words = "".join(groups.get(name) or "" for name in ("before", "more", "after")).replace("达", "")
    return Number(*found.span(), found.group(), "number", value, unit, words, found.span("core"))


def _sum(core: str) -> Fraction | None:
    """1亿500万 is 105000000, 1万2千 is 12000, 8.7万亿 is 87000亿, 三万五 is 35000; None where digits make no number."""
    total = section = digit = Fraction(0)
    highest = last = 1
    for token in _TOKEN.findall(core):
        if token in _WITHIN:
            section += (digit or 1) * _WITHIN[token]
            digit, last = Fraction(0), _WITHIN[token]
        elif token in _BIG:
            times = _BIG[token]
            whole = section + digit
            total = (total + whole) * times if times > highest else total + whole * times
            section = digit = Fraction(0)
            highest, last = max(highest, times), times
        elif not digit and (value := _decimal(token.replace(",", ""))) is not None:
            digit, last = value, 1 if value == 0 or value > _ONE_DIGIT else last
        else:
            return None
    shortened = core[-1] not in "十百千万亿" and last > 1  # 三万五
    return total + section + (digit * last / 10 if shortened else digit)


def _decimal(text: str) -> Fraction | None:
    if text[:1].isdigit():
        return Fraction(Decimal(text)) if re.fullmatch(r"\d+(?:\.\d+)?", text) else None
    whole, point, after = text.partition("点")
    value = chinese_value(whole)
    if value is None:
        return None
    if not point:
        return Fraction(value)
    digits = after.translate(_POINT_DIGITS)
    return Fraction(value) + Fraction(int(digits), 10 ** len(digits)) if digits.isdecimal() else None
