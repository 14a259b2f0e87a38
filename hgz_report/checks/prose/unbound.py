"""Numbers that a template may write itself: those of `data/allowed_numbers.yaml`, and what is grammar and no quantity."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hgz_report.data.allow_list import NONE_ALLOWED, joined_patterns
from hgz_report.language.digits import bare_numbers
from hgz_report.language.units import IN_TEMPLATES, any_of

Spans = Callable[[str], Iterator[tuple[int, int]]]
_DIGITS = "一二两三四五六七八九十百千万亿"
_QUANTITY = re.compile(
    rf"(?<![第{_DIGITS}])(?:[{_DIGITS[:-2]}][{_DIGITS}]*|几|数[十百千万亿]+)(?:万?亿|万)?(?:{any_of(IN_TEMPLATES)})"
)
_GRAMMAR: tuple[tuple[str, str], ...] = (
    (r"一(?![百千万亿])", "“一”作限定词：一个高新区、一项以上、同一规则"),
    (r"每万名", "比率的分母"),
    (r"[一二三四五六七八九十]+五”", "五年规划的名称，如“十四五”"),
)
"""Chinese numerals that state no quantity, and why."""


def unbound_digits(allowed: re.Pattern[str] = NONE_ALLOWED) -> Spans:
    """Finds where a template writes digits that lead to no fact, as (start, end)."""
    return lambda text: bare_numbers(text, allowed)


def unbound_words(allowed: re.Pattern[str] = NONE_ALLOWED) -> Spans:
    """Finds where a template states a quantity in Chinese numerals that leads to no fact, as (start, end)."""
    harmless = joined_patterns((allowed.pattern, *(regex for regex, _ in _GRAMMAR)))

    def spans(text: str) -> Iterator[tuple[int, int]]:
        masked = harmless.sub(lambda found: " " * len(found.group()), text)
        for found in _QUANTITY.finditer(masked):
            yield found.span()

    return spans
