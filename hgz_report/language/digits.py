"""Digits that stand in a text on their own: outside names, dates and everything else that may hold digits without a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = re.compile(r"\d[\d.,，]*")


def bare_numbers(text: str, harmless: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where digits stand outside what is `harmless` (`data/allowed_numbers.yaml`), as (start, end)."""
    masked = harmless.sub(lambda found: " " * len(found.group()), text)
    for found in _DIGITS.finditer(masked):
        yield found.span()
