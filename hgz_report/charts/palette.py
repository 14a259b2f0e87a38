"""The house colours of charts: told apart in colour, in grey print, and by colour-blind eyes."""

from __future__ import annotations

from functools import cache

NAVY, OCHRE, STEEL, MIST = "#1F3A5F", "#D9A441", "#4875A6", "#C3CCD6"
SERIES = (NAVY, OCHRE, STEEL, MIST)
"""Colours of series in order: lightness (L*) about 24, 71, 48, 82, so that any two differ in grey by 10 or more."""
HUES = {"": NAVY, "navy": NAVY, "ochre": OCHRE, "steel": STEEL, "mist": MIST}
"""What a single series may be drawn in."""
_READ = 4.5
_DARK = frozenset((NAVY, STEEL))

INK = "#222222"
"""Names and printed values."""
FAINT = "#5A6570"
"""Scale figures and marks of missing values."""
GRID = "#DDE1E6"
GROUND = "#EDF0F3"
"""The whole behind a share."""

SMALL, TEXT = 9.0, 10.0
"""Type sizes in pt at print size."""
LEAST = 6.0
"""No chart sets smaller type than this ..."""
LEAST_VALUE = 7.0
"""... and no printed value on a bar or line smaller than this: it is left out instead."""


def on(color: str) -> str:
    """The colour of text on a bar."""
    return "#FFFFFF" if color in _DARK else INK


def readable_on(color: str) -> str:
    """The colour of text on any ground: white, or ink, or black, the first with a contrast of 4.5 (WCAG 2.1, 1.4.3)."""
    return next((ink for ink in ("#FFFFFF", INK) if contrast(ink, color) >= _READ), "#000000")


def contrast(one: str, other: str) -> float:
    """How two colours stand out from each other, from 1 to 21 (WCAG 2.1)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def rgb(color: str) -> tuple[float, float, float]:
    """A colour as frames have it: red, green and blue from 0 to 1."""
    if color == "white":
        return 1.0, 1.0, 1.0
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue
