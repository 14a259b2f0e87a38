"""Numbers that a template writes itself, though nothing stands behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from hgz_report.checks.prose.pieces import MASK
from hgz_report.data.allow_list import NONE_ALLOWED
from hgz_report.language.numbers import bare_numbers

_GOVERNS = re.compile(f"[^。！？；\n{MASK}]*+{MASK}")
"""Behind a time, a number of the same sentence that it may be the time of."""
Spans = Callable[[str], Iterator[tuple[int, int]]]


def unbound_digits(allowed: re.Pattern[str] = NONE_ALLOWED) -> Spans:
    """Finds where a template writes digits that lead to no fact, as (start, end)."""
    return lambda text: _spans(text, allowed, in_digits=True)


def unbound_words(allowed: re.Pattern[str] = NONE_ALLOWED) -> Spans:
    """Finds where a template states a number in words that lead to no fact: 四个, 翻番, 榜首, 近半."""
    return lambda text: _spans(text, allowed, in_digits=False)


def _spans(text: str, allowed: re.Pattern[str], *, in_digits: bool) -> Iterator[tuple[int, int]]:
    for number in bare_numbers(text, allowed):
        if number.kind == "date" and _GOVERNS.match(text, number.end):
            continue  # the build binds it to the number behind it, or refuses it
        if any(map(str.isdecimal, number.text)) == in_digits:
            yield number.start, number.end
