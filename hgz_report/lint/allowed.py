"""Numbers that a template may write itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.bare_numbers import bare_numbers

_DIGITS = "一二两三四五六七八九十百千万亿"
_UNITS = (
    "个百分点|%|万?亿元|万?元|个|家|项|条|种|份|倍|成|类|批|所|名|人次|人|件|套|座|公里|平方公里|亩|次"
    "|大(?=[\u4e00-\u9fff])|方面|方向"
)
_QUANTITY = re.compile(rf"(?<![第{_DIGITS}])(?:[{_DIGITS[:-2]}][{_DIGITS}]*|几|数[十百千万亿]+)(?:{_UNITS})")
_ALLOWED: tuple[tuple[str, str], ...] = (
    (r"一(?![百千万亿])", "“一”作限定词：一个高新区、一项以上、同一规则"),
    (r"七个方面|四项融合|三个方向", "“四融三化”的固定说法：四项融合加三个方向，共七个方面"),
    (r"六项任务", "文章所列任务的固定说法"),
    (r"两个年份", "指同一段里写明的两个年份"),
    (r"超千亿元", "指标名称里的档次"),
    (r"每万名", "比率的分母"),
    (r"[一二三四五六七八九十]+五”", "五年规划的名称，如“十四五”"),
)
"""Quantities in Chinese numerals that need no fact, and why."""
_ALLOWED_PATTERN = re.compile("|".join(regex for regex, _ in _ALLOWED))


def unbound_digits(text: str) -> Iterator[tuple[int, int]]:
    """Where a template writes digits that lead to no fact, as (start, end)."""
    return bare_numbers(text)


def unbound_words(text: str) -> Iterator[tuple[int, int]]:
    """Where a template states a quantity in Chinese numerals that leads to no fact, as (start, end)."""
    masked = _ALLOWED_PATTERN.sub(lambda found: " " * len(found.group()), text)
    for found in _QUANTITY.finditer(masked):
        yield found.span()
