"""Number formats that print a value as the report prints it, and a value typed in later as itself.

A label of a Word chart is its value under a number format (ECMA-376 part 1, 18.8.31).  Where the report prints plain digits the
format is those digits' own.  A wording (近一半, 2/3, ＞1800) stands in a section that holds for its own value only:
`[<lo]plain;[<hi]"近一半";plain`.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from hgz_report.document.chart import Plot, Point, with_unit
from hgz_report.language.plain_numbers import trimmed

_DIGITS = 15
"""A spreadsheet keeps so many."""
_GENERAL = 10
"""General shows so many characters without rounding."""
_SHARPNESS = 10
"""Significant digits to which a value must agree with the printed one to be worded like it."""
_PLAIN = re.compile(r"(?P<number>-?\d+(?:\.(?P<places>\d+))?)(?P<after>[^\d.,]*)")
_PARTED = re.compile(r"(?P<number>-?\d{1,3}(?:,\d{3})+(?:\.(?P<places>\d+))?)(?P<after>[^\d.,]*)")
_NUMBER_AT_END = re.compile(r"(^|[^/\d.])[\d.]+$")
_INSIDE = re.compile(r"\d+(?:\.\d+)?")


def stored(value: Decimal) -> Decimal:
    """The value as a spreadsheet keeps it, to 15 significant digits; never a negative nought."""
    return Context(prec=_DIGITS).plus(value) + 0


def literal(text: str) -> str:
    """Text inside a number format: quoted, a quotation mark escaped."""
    parts = [f'"{part}"' if part else "" for part in text.split('"')]
    return '\\"'.join(parts)


def plain_format(plot: Plot) -> str:
    """How a value reads that the report has not worded: its digits, with % where the chart prints it."""
    printed = [point.printed for series in plot.series for point in series.points]
    return 'General"%"' if any(text.endswith("%") for text in printed) else "General"


def label_format(point: Point, plain: str, unit: str = "") -> str:
    """The number format of a point's label, which prints `point.printed` and the unit; `plain` is that of other values."""
    if point.value is None:
        return plain
    return worded(stored(point.value), with_unit(point.printed, unit), plain)


def worded(value: Decimal, printed: str, plain: str) -> str:
    """A format under which `value` reads as `printed`, and any other number as `plain` has it."""
    if _in_general(value) + plain.removeprefix("General").strip('"') == printed:
        return plain
    own = _own_format(value, printed)
    return window(value, printed, plain) if own is None else own


def _in_general(value: Decimal) -> str:
    """Digits as General shows them; "" where it would round them."""
    text = trimmed(value)
    return text if len(text) <= _GENERAL else ""


def window(value: Decimal, printed: str, plain: str) -> str:
    """A format that prints these very words for `value` alone; `plain` for all others."""
    if value == 0:
        return f"{plain};-{plain};{literal(printed)}"
    if value < 0:
        # A section for negative numbers prints no sign of its own; a condition would leave that to the program.
        return f"{plain};{_around_number(-value, printed)}"
    step = Decimal(1).scaleb(value.adjusted() + 1 - _SHARPNESS)
    middle = value.quantize(step, ROUND_HALF_UP)
    return f"[<{middle - step:f}]{plain};[<{middle + step:f}]{literal(printed)};{plain}"


def _own_format(value: Decimal, printed: str) -> str | None:
    """The format of plain digits and what follows them; None where the printed text is no such number or not this one."""
    for pattern, whole in ((_PLAIN, "0"), (_PARTED, "#,##0")):
        found = pattern.fullmatch(printed)
        if found is None:
            continue
        places = len(found["places"] or "")
        number = Decimal(found["number"].replace(",", ""))
        if value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == number and (value < 0) == (number < 0):
            return whole + ("." + "0" * places if places else "") + literal(found["after"])
    return None


def _around_number(size: Decimal, printed: str) -> str:
    """A section that prints a number of this size amid the words around it, or the words alone where it isn't among them."""
    for found in _INSIDE.finditer(printed):
        if Decimal(found[0]) == size:
            places = len(found[0].partition(".")[2])
            digits = "0." + "0" * places if places else "0"
            return literal(printed[: found.start()]) + digits + literal(printed[found.end() :])
    return literal(printed)
