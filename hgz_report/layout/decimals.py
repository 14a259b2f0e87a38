"""Numbers with different numbers of decimals, one below the other: aligned on the point."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"[+\-−]?\d[\d,]*(\.\d+|)")
_NO_NUMBER = frozenset({"", "—", "…"})
"""What stands where there is no number."""


def tail(text: str) -> str:
    """A number from its decimal point on: `.8` of `19.8`; nothing of a whole number or of anything else."""
    number = _NUMBER.fullmatch(text)
    return number[1] if number else ""


def tails(texts: Iterable[str]) -> set[str]:
    """The tails of a column whose numbers should align on the point; empty where they need not, or are not all numbers."""
    numbers = [text for text in texts if text not in _NO_NUMBER]
    found = {tail(text) for text in numbers}
    aligned = all(map(_NUMBER.fullmatch, numbers)) and len(set(map(len, found))) > 1
    return found if aligned else set()
