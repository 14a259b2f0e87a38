"""The house colours of charts: told apart in colour, in grey print, and by colour-blind eyes."""

from __future__ import annotations

NAVY, OCHRE, STEEL, MIST = "#1F3A5F", "#D9A441", "#4F7CAC", "#C3CCD6"
SERIES = (NAVY, OCHRE, STEEL, MIST)
"""Colours of series in order: lightness (L*) about 24, 71, 51, 82, so that any two differ in grey by 10 or more."""

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
"""No chart sets smaller type than this."""
