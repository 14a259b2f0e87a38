"""The time a fact is about: a year, a month, a day, a half-year, a quarter, a range of these, or not stated."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering

UNSTATED = "unstated"
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_LAST_OF_FEBRUARY = re.compile(r"(?P<year>\d{4})-02-(?:28|29)")
_POINT = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?|(?P<part>H[12]|Q[1-4]))?"
)
_PART_CHINESE = {"H1": "上半年", "H2": "下半年", "Q1": "第一季度", "Q2": "第二季度", "Q3": "第三季度", "Q4": "第四季度"}
_PART_FIRST_MONTH = {"H1": 1, "H2": 7, "Q1": 1, "Q2": 4, "Q3": 7, "Q4": 10}
_PART_LAST_MONTH = {"H1": 6, "H2": 12, "Q1": 3, "Q2": 6, "Q3": 9, "Q4": 12}


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """`text` is the canonical spelling: `2023`, `2024-05`, `2023-12-31`, `2024H1`, `2021Q3`, `2012..2023`, `unstated`."""

    text: str

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period.  Raises ValueError with a Chinese reason when `text` is none of the forms above."""
        if text == UNSTATED:
            return cls(text)
        start, mark, end = text.partition("..")
        first = _match(start)
        if mark:
            second = _match(end)
            if _shape(start) != _shape(end):
                raise ValueError(f"时期“{text}”首尾写法不一致，应同为年、同为月或同为日")
            if _last_day(second) <= _last_day(first):
                raise ValueError(f"时期“{text}”的止期应晚于起期")
        return cls(text)

    @property
    def stated(self) -> bool:
        """False when the source does not say what time the value is about."""
        return self.text != UNSTATED

    @property
    def year(self) -> int | None:
        """The year in which the period ends, or None when it is not stated."""
        return int(self._last.group("year")) if self.stated else None

    @property
    def in_year(self) -> str:
        """2024年; "" when not stated."""
        return f"{self.year}年" if self.stated else ""

    @property
    def year_end(self) -> str:
        """2024年底; "" when not stated, or when it ends before its year does."""
        return f"{self.year}年底" if re.fullmatch(r"\d{4}(?:-12(?:-31)?)?", self.text) else ""

    @property
    def is_full_year(self) -> bool:
        """True for `2023`: the only kind of flow that may be set beside another year."""
        return re.fullmatch(r"\d{4}", self.text) is not None

    @property
    def is_point(self) -> bool:
        """True for a month or a day by itself: when a stock was counted."""
        return self.stated and ".." not in self.text and "-" in self.text

    @property
    def starts(self) -> date | None:
        """The first day, or None when the period is not stated."""
        return _starts(self.text)

    @property
    def ends(self) -> date | None:
        """The last day (every month taken to have 30, February 28), or None when the period is not stated."""
        return _ends(self.text)

    def is_over(self, day: date) -> bool:
        """Whether `day` comes after it; False when it is not stated."""
        if not self.stated:
            return False
        ends = _last_day(self._last)
        return day > ends if self._last.group("day") else (day.year, day.month) > (ends.year, ends.month)

    @property
    def part(self) -> str:
        """What a period spans, the same text in every year (`H1`, `-01..-09`, `..`); "" for a whole year, month or day.

        The end of February is the same in leap years.
        """
        return _part(self.text) if self.stated and not self.is_point else ""

    @property
    def year_earlier(self) -> tuple[str, ...]:
        """The text of the same period of the year before: what a growth rate over the year compares with.

        29 February compares with the 28th.  The 28th of the year after a leap year may be either: two texts, the last day
        of the month first.  Empty when it is not stated.
        """
        if not self.stated:
            return ()
        earlier = _YEAR.sub(lambda found: str(int(found.group()) - 1), self.text)
        last, plain = (_LAST_OF_FEBRUARY.sub(to, earlier) for to in (_last_of_february, r"\g<year>-02-28"))
        return tuple(dict.fromkeys((last, plain if "-02-28" in self.text else last)))

    @property
    def chinese(self) -> str:
        """As prose says it: 2023年, 2023年末, 2024年5月, 2024年上半年, 2023年1—9月, 2012—2023年, 时期未注明."""
        if not self.stated:
            return "时期未注明"
        start, mark, _ = self.text.partition("..")
        first, last = _match(start), self._last
        if not mark:
            return _chinese(last)
        if first.group("part"):
            return f"{_chinese(first)}至{_chinese(last)}"
        if first.group("month") is None:
            return f"{first.group('year')}—{last.group('year')}年"
        if first.group("day") is None and first.group("year") == last.group("year"):
            return f"{first.group('year')}年{int(first.group('month'))}—{int(last.group('month'))}月"
        return f"{_chinese(first)}至{_chinese(last)}"

    def __lt__(self, other: Period) -> bool:
        """By the last day of the period; unstated first; a longer text after a shorter one on the same day."""
        return self._key < other._key

    def __str__(self) -> str:
        return self.text

    @property
    def _last(self) -> re.Match[str]:
        return _match(self.text.rpartition("..")[2])

    @property
    def _key(self) -> tuple[date, str]:
        return (_ends(self.text) or date.min, self.text)


@lru_cache(maxsize=4096)
def _starts(text: str) -> date | None:
    return None if text == UNSTATED else _first_day(_match(text.partition("..")[0]))


@lru_cache(maxsize=4096)
def _ends(text: str) -> date | None:
    return None if text == UNSTATED else _last_day(_match(text.rpartition("..")[2]))


@lru_cache(maxsize=4096)
def _part(text: str) -> str:
    return _YEAR.sub("", text.replace("-02-29", "-02-28"))


@lru_cache(maxsize=4096)  # an edition has a few hundred periods and asks for each a hundred times
def _match(text: str) -> re.Match[str]:
    found = _POINT.fullmatch(text)
    if found is None:
        raise ValueError(
            f"时期“{text}”写法不认识；可写 2023、2024-05、2023-12-31、2024H1、2024Q3、2012..2023、unstated（未注明）"
        )
    if found.group("day"):
        try:
            date.fromisoformat(text)
        except ValueError:
            raise ValueError(f"日期“{text}”不存在") from None
    return found


def _last_of_february(found: re.Match[str]) -> str:
    year = int(found.group("year"))
    return f"{year}-02-{29 if isleap(year) else 28}"


def _shape(text: str) -> str:
    return re.sub(r"\d", "0", text)


def _first_day(found: re.Match[str]) -> date:
    year, month, day = int(found.group("year")), found.group("month"), found.group("day")
    return date(year, int(month or _PART_FIRST_MONTH.get(found.group("part") or "", 1)), int(day or 1))


def _last_day(found: re.Match[str]) -> date:
    year, month, day = int(found.group("year")), found.group("month"), found.group("day")
    if day:
        return date(year, int(month), int(day))
    last_month = int(month) if month else _PART_LAST_MONTH.get(found.group("part") or "", 12)
    return date(year, last_month, 28 if last_month == 2 else 30)


def _chinese(found: re.Match[str]) -> str:
    year, month, day, part = (found.group(name) for name in ("year", "month", "day", "part"))
    if part:
        return f"{year}年{_PART_CHINESE[part]}"
    if month is None:
        return f"{year}年"
    if day is None:
        return f"{year}年{int(month)}月"
    if (month, day) == ("12", "31"):
        return f"{year}年末"
    return f"{year}年{int(month)}月{int(day)}日"
