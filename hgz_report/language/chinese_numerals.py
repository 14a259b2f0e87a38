"""Chinese numerals as numbers: 十三, 一百零四, 两千, 三分之一."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_BIG = {"万": 10**4, "亿": 10**8}


def chinese_value(text: str) -> Decimal | Fraction | None:
    """The number a Chinese numeral spells; None for what is none (过半)."""
    if text in ("一半", "半数"):
        return Fraction(1, 2)
    under, parts, over = text.partition("分之")
    if parts:
        bottom, top = _whole(under), _whole(over)
        return Fraction(top, bottom) if top is not None and bottom else None
    whole = _whole(text)
    return None if whole is None else Decimal(whole)


def _whole(text: str) -> int | None:
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _TENS:
            section += (digit or 1) * _TENS[char]
            digit = 0
        elif char in _BIG:
            total += (section + digit or 1) * _BIG[char]
            section = digit = 0
        else:
            return None
    return total + section + digit
