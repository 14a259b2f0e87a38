"""What a spreadsheet shows for a value under a number format of plain digits (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

PLAIN = re.compile(r"General|(?P<parted>#,##)?0(?P<places>\.0+)?")
"""All formats that a chart may have."""
_GENERAL_DIGITS = 10


def shown(code: str, value: Decimal) -> str:
    """The value as the format prints it.  Raises ValueError for a format that is more than digits."""
    found = PLAIN.fullmatch(code)
    if found is None:
        raise ValueError(code)
    if code == "General":
        return f"{Context(prec=_GENERAL_DIGITS).plus(value).normalize() + 0:f}"
    rounded = value.quantize(Decimal(1).scaleb(1 - len(found["places"] or ".")), ROUND_HALF_UP)
    return f"{rounded:,f}" if found["parted"] else f"{rounded:f}"
