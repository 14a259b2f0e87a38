"""Numbers that a template may write itself: those of `data/allowed_numbers.yaml`, and what is grammar and no quantity."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from hgz_report.forms.yaml.read import read_tree
from hgz_report.language.digits import bare_numbers
from hgz_report.language.units import IN_TEMPLATES, any_of

Spans = Callable[[str], Iterator[tuple[int, int]]]
_FILE = "data/allowed_numbers.yaml"
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


def allow_list(root: Path) -> tuple[str, ...]:
    """The patterns that may hold numbers without a fact; what is wrong with the file the loader says."""
    try:
        content = read_tree((root / _FILE).read_bytes(), _FILE).value
    except OSError:
        return ()
    entries = content.get("allowed") if isinstance(content, dict) else None
    listed = entries if isinstance(entries, list) else []
    patterns = [entry.get("pattern") for entry in listed if isinstance(entry, dict)]
    return tuple(pattern for pattern in patterns if isinstance(pattern, str) and _sound(pattern))


def _sound(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def unbound_digits(allowed: Sequence[str] = ()) -> Spans:
    """Finds where a template writes digits that lead to no fact, as (start, end)."""
    harmless = _any(allowed)
    return lambda text: bare_numbers(text, harmless)


def unbound_words(allowed: Sequence[str] = ()) -> Spans:
    """Finds where a template states a quantity in Chinese numerals that leads to no fact, as (start, end)."""
    harmless = _any([*allowed, *(regex for regex, _ in _GRAMMAR)])

    def spans(text: str) -> Iterator[tuple[int, int]]:
        masked = harmless.sub(lambda found: " " * len(found.group()), text)
        for found in _QUANTITY.finditer(masked):
            yield found.span()

    return spans


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")
