"""The date of an edition by a rule: from the time its id names, without a clock; public holidays are not known.

`2027-Q1` and `last-workday-of-quarter` give 31 March 2027.  Saturdays and Sundays are no workdays.  On which of them
offices work, and which weekdays are holidays, is announced year by year: a date that falls on such a day is to be written out.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

_SATURDAY = 5
_QUARTER = re.compile(r"(?P<year>20\d\d)-?Q(?P<number>[1-4])")
_HALF = re.compile(r"(?P<year>20\d\d)-?H(?P<number>[12])")
_MONTH = re.compile(r"(?P<year>20\d\d)-?(?P<number>0[1-9]|1[0-2])")
_YEAR = re.compile(r"(?P<year>20\d\d)(?P<number>)")


class DateRule(Struct, frozen=True):
    """A rule's name, what it says, how an id has to be written for it, and how many months lie in the time it names."""

    name: str
    chinese: str
    pattern: re.Pattern[str]
    example: str
    months: int
    workday: bool

    def day(self, edition: str) -> date | None:
        """The date of an edition; None when its id does not name such a time."""
        found = self.pattern.fullmatch(edition)
        if found is None:
            return None
        year, month = int(found["year"]), int(found["number"] or 1) * self.months
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=max(last.weekday() - _SATURDAY + 1, 0)) if self.workday else last


_SPANS = (
    ("quarter", "季度", _QUARTER, "2027-Q1", 3),
    ("half-year", "半年", _HALF, "2027-H1", 6),
    ("month", "月", _MONTH, "2027-03", 1),
    ("year", "年", _YEAR, "2027", 12),
)
RULES: Mapping[str, DateRule] = {
    f"last-{kind}-of-{span}": DateRule(
        f"last-{kind}-of-{span}", f"期号所说的{chinese}的最后一{day}", pattern, example, months, kind == "workday"
    )
    for kind, day in (("workday", "个工作日（星期六、星期日不算，节假日程序不知道）"), ("day", "天"))
    for span, chinese, pattern, example, months in _SPANS
}
"""By name; those of workdays first."""


def usual_rule(edition: str) -> DateRule | None:
    """The rule of workdays for the time that an id names."""
    return next((rule for rule in RULES.values() if rule.workday and rule.day(edition)), None)


def time_named(edition: str) -> date | None:
    """The last day of the time that an id names, by which ids compare; None when it names none."""
    return next((day for rule in RULES.values() if not rule.workday and (day := rule.day(edition))), None)
