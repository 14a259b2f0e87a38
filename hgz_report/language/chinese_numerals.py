"""Chinese numerals as numbers: 十三, 一百零四, 两千, 一点五, 三分之一, 百分之十二点五, 七成五, 二〇二四."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hgz_report.language.units import SCALES

_DIGITS = (
    {char: value for value, char in enumerate("零一二三四五六七八九")}
    | {char: value for value, char in enumerate("〇壹贰叁肆伍陆柒捌玖")}
    | {"两": 2, "貳": 2, "參": 3, "兩": 2, "俩": 2, "仨": 3}
)
_TENS = {"十": 10, "百": SCALES["百"], "千": SCALES["千"], "拾": 10, "佰": 100, "仟": 1000}
_SCORES = {"廿": 20, "卅": 30, "卌": 40}
_BIG = {"万": SCALES["万"], "亿": SCALES["亿"], "兆": 10**12, "萬": SCALES["万"], "億": SCALES["亿"]}
_HALVES = ("一半", "半数")
_PARTS = {"百": 100, "千": 1000, "万": 10000}


def chinese_value(text: str) -> Decimal | Fraction | None:
    """The number a Chinese numeral spells; None for what is none (过半) or is so many by and large (三五, 七八百)."""
    if text in _HALVES:
        return Fraction(1, 2)
    under, parts, over = text.partition("分之")
    if parts:
        bottom = Decimal(_PARTS[under]) if under in _PARTS else _number(under)
        top = _number(over)
        return Fraction(top) / Fraction(bottom) if top is not None and bottom else None
    tenths, mark, hundredths = text.partition("成")
    if mark:
        whole, more = _number(tenths), _number(hundredths) if hundredths else Decimal(0)
        return None if whole is None or more is None else Fraction(whole * 10 + more) / 100
    return _number(text)


def _number(text: str) -> Decimal | None:
    whole, mark, after = text.partition("点")
    if not mark:
        whole, mark, after = text.partition(".")
    before = _whole(whole)
    if before is None or not mark:
        return None if before is None else Decimal(before)
    digits = "".join(str(_DIGITS.get(char, char)) for char in after)
    return Decimal(f"{before}.{digits}") if digits.isdecimal() else None


def _whole(text: str) -> int | None:
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if len(text) > 1 and all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text)) if "〇" in text or len(text) > 3 else None
    total = section = 0
    digit: int | None = None
    for char in text:
        if char in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[char]
        elif char in _SCORES:
            section += _SCORES[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = None
        elif char in _BIG:
            factor = _BIG[char]
            sum_so_far = total + section + (digit or 0)
            # 万亿: what stands before it was in 万 already.
            total = sum_so_far * factor if total and total < factor else total + (section + (digit or 0) or 1) * factor
            section, digit = 0, None
        else:
            return None
    return total + section + (digit or 0)
