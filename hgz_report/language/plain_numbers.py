"""Numbers in as few characters as say them, without exponent."""

from __future__ import annotations

from decimal import Decimal


def short(value: float, places: int = 2) -> str:
    """A measure for a drawing operator: rounded to `places` (at least one), no needless zeros, no minus before 0."""
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def trimmed(number: Decimal) -> str:
    """A decimal's own digits without needless zeros: 1.50 -> 1.5, 100 -> 100."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
