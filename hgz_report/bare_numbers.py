"""Digits that stand in a text on their own: outside names, dates and everything else that may hold digits without a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

HARMLESS: tuple[tuple[str, str], ...] = (
    (r"《[^》]*》", "a title is quoted as it is"),
    (r"〔\d{4}〕\d+号", "the number of an official document"),
    (r"(?:19|20)\d\d(?:(?:[—–-]|年?[至到])(?:19|20)\d\d)?年(?:\d{1,2}(?:[—–-]\d{1,2})?月(?:\d{1,2}日)?)?", "a date"),
    (r"\d\d世纪(?:\d0年代)?", "a century or decade"),
    (r"“\d+(?:\+[\dA-Za-z]+)+[^”]{0,12}”", "a scheme known by its formula, like “5+2+X”体系"),
    (r"(?:工业|Web)\s?\d\.0", "a generation known by its number"),
    (r"[2-6]G(?![A-Za-z])", "a generation of mobile networks"),
    (r"[A-Za-z][A-Za-z0-9.+/-]*(?: \d[\d.:-]*)?", "a Latin name with its number, like BFS, PM2.5, ISO 9001"),
)
"""What may hold digits without a fact behind it, and why."""
_HARMLESS_PATTERN = re.compile("|".join(pattern for pattern, _ in HARMLESS))
_DIGITS = re.compile(r"\d[\d.,，]*")


def bare_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where digits stand outside harmless names, as (start, end)."""
    masked = _HARMLESS_PATTERN.sub(lambda found: " " * len(found.group()), text)
    for found in _DIGITS.finditer(masked):
        yield found.span()
