"""Deadlines by a rule from a day (`5个月`, `1个季度`, `1年`), so that none is typed that is past in the next edition."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

DEADLINE = r"^\d{1,2}(个月|个季度|年)$"
_MONTHS = {"个月": 1, "个季度": 3, "年": 12}


def deadline(rule: str, day: date) -> date:
    """The last day of the month, quarter or year that lies so many after that of a day: `0年` is the end of this year."""
    unit = next(unit for unit in _MONTHS if rule.endswith(unit))
    span = _MONTHS[unit]
    last = ((day.month - 1) // span + int(rule.removesuffix(unit)) + 1) * span
    year, month = day.year + (last - 1) // 12, (last - 1) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def by_the_end(day: date) -> str:
    """2027年3月底, 2027年底: the end of a month, as plans say it."""
    return f"{day.year}年底" if day.month == 12 else f"{day.year}年{day.month}月底"
