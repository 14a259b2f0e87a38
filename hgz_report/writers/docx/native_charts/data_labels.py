"""Labels in plain digits: how far a number format alone can say what the report prints, and what is left for a name.

A label of a Word chart is its value under a number format (ECMA-376 part 1, 18.8.31).  Only formats of digits are used, which
every office program reads alike: no sections, no conditions, no quoted words, no %.  A unit stands at the axis, a wording
(＞1800, 近一半, 2/3) in the category's name (`names`).
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from msgspec import Struct

from hgz_report.document.chart import Plot, Point, Series
from hgz_report.language.plain_numbers import trimmed

GENERAL = "General"
"""All digits that a value has: what somebody types in later is printed as typed.  `0` would print 18 for 18.4."""
_DIGITS = 15
"""A spreadsheet keeps so many."""
_GENERAL_DIGITS = 10
"""General shows so many characters without rounding."""
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_PART_OF_A_WHOLE = re.compile(r"[/／:：]|分之")


class LabelReading(Struct, frozen=True):
    """A printed value split: the format of its label and the digits that this prints (None, "": no label says it), and the whole
    wording where digits alone don't say it.
    """

    code: str | None = None
    digits: str = ""
    wording: str = ""


def stored(value: Decimal) -> Decimal:
    """The value as a spreadsheet keeps it, to 15 significant digits; never a negative nought."""
    return Context(prec=_DIGITS).plus(value) + 0


def unit_of(plot: Plot, one: Series) -> str:
    """The unit that stands at the axis of a series; % too where the points alone say it."""
    printed = [point.printed for point in one.points if point.printed]
    return one.unit or plot.unit or ("%" if printed and all(text.endswith("%") for text in printed) else "")


def reading(point: Point, unit: str) -> LabelReading:
    """How a label reads a point in a chart of this unit; empty where the report prints nothing."""
    if point.value is None or not point.printed:
        return LabelReading()
    value, printed = stored(point.value), str(point.printed)
    bare = printed.removesuffix(unit)
    found = _NUMBER.findall(bare)
    if len(found) != 1 or _PART_OF_A_WHOLE.search(bare):
        return LabelReading(wording=printed)
    (digits,) = found
    code = _code(value, digits)
    wording = "" if bare == digits and code else printed
    return LabelReading(code, digits if code else "", wording)


def _code(value: Decimal, digits: str) -> str | None:
    """The format under which a value reads as these digits; None where it is another number."""
    number = Decimal(digits.replace(",", ""))
    places = len(digits.partition(".")[2])
    if value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) != number or (value < 0) != (number < 0):
        return None
    if digits == trimmed(value) and len(digits) <= _GENERAL_DIGITS:
        return GENERAL
    return plain_code(places, parted="," in digits)


def plain_code(places: int, *, parted: bool = False) -> str:
    """The format of digits with so many decimals; `parted`: with a comma at the thousands."""
    return ("#,##0" if parted else "0") + ("." + "0" * places if places else "")
