"""What points from a cell to a note below the table."""

from __future__ import annotations

import re

NOTE_MARKS = re.compile(
    r"[\u2460-\u2473\u2776-\u277f\u00b9\u2070-\u2079]|(?<![A-Za-z米里])[\u00b2\u00b3]|[\[［【(（]注?\d{1,2}[)）\]］】]$|[*＊†‡]+$"
)
"""What points to a note below the table: ①, ², [3], （注1）, *.  Unicode's normal form makes digits of some."""
