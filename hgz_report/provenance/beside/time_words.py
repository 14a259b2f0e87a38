"""Times beside a number: the year, month and part of a year that a reader takes for the number's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from msgspec.structs import replace

from hgz_report.data.dataset import FactEntry
from hgz_report.document.passage import Passage
from hgz_report.language.numbers import Number, find
from hgz_report.origin import Derived, Fact, PeriodOf
from hgz_report.provenance.beside.surroundings import BoundNumber, Stranger, Surroundings

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_HAN_YEAR = re.compile("[一二][九〇零][〇零一二三四五六七八九]{2}(?=年)")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_MONTH = re.compile(r"年(\d{1,2})(?:[—–-](\d{1,2}))?月(?:(\d{1,2})日)?")
_TITLE = re.compile("《[^》]*》")
"""The year in a title is the title's."""
_PART = re.compile(r"[第前]?[一二三四1-4]个?季度|[上下]半年|前\d{1,2}个?月|\d{1,2}[—–-]\d{1,2}月")
_UNTIL = re.compile(
    r"[至到—–-](?:(?P<year>\d{4})年|(?=\d{1,2}[月日]))"
    r"(?:第?[一二三四]季度|[上下]半年)?(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})日)?[末底]?"
)
"""The second half of a range of times: 至5月31日, 至2024年第三季度."""
_SINCE = re.compile(r"(?P<year>\d{4})年(?:(?P<month>\d{1,2})月)?(?:(?P<day>\d{1,2})日)?")
_LATER = re.compile(r"[（(，,]?(?:是|为|即|系)?$")
"""What may stand between a number and a time that is said of it afterwards."""
_HINT = "每个数前面写它自己的时期，如 {{ f.period }}、{{ f.in_year }}；数据文件里照样写"


def time_strangers(around: Surroundings) -> Iterator[Stranger]:
    """Times that are not the number's own."""
    dates = _dates(around.passage.words)
    yield from _parts_of_years(around)
    yield from _in_row(around)
    yield from _in_column(around)
    if around.passage.kind == "caption":
        yield from _of_block(around, dates)
    for date, after in zip(dates, [*dates[1:], None], strict=False):
        _, end = around.sentence(date.start)
        yield from _governed(around, date, min(after.start, end) if after else end)
        yield from _said_after(around, date)


def own_time(around: Surroundings, number: Number) -> PeriodOf | None:
    """What a typed time is bound to: the nearest number behind it in its sentence that is of this very time; None for none."""
    dates = _dates(around.passage.words) if number.kind == "date" else []
    at = bisect_right(dates, number.start, key=attrgetter("start"))
    if not at or dates[at - 1].end < number.end:
        return None
    date, (_, end) = dates[at - 1], around.sentence(dates[at - 1].start)
    until = min(end, dates[at].start) if at < len(dates) else end
    behind = around.numbers_between(date.end, end)
    # Of a computed value both times are said before it: 2022年比2019年增长.
    if behind and not isinstance(behind[0].origin, Derived):
        behind = around.numbers_between(date.end, until)
    known = (entry for one in behind for entry in around.entries(one.origin))
    return next(
        (PeriodOf(e.id) for e in known if e.period.stated and e.number is not None and _agrees(date.text, e)), None
    )


@lru_cache(maxsize=1024)  # the head of a column stands over each of its cells
def _dates(text: str) -> Sequence[Number]:
    plain = _TITLE.sub(lambda found: "《》".center(len(found.group())), text)
    plain = _HAN_YEAR.sub(lambda found: found.group().translate(_DIGITS), plain)
    if not _YEAR.search(plain):
        return ()
    dates = [number for number in find(plain) if number.kind == "date" and _YEAR.search(number.text)]
    found: list[Number] = []
    for date in (_with_part(plain, date) for date in dates):
        if not found or date.start >= found[-1].end:
            until = _UNTIL.match(plain, date.end)
            found.append(replace(date, text=plain[date.start : until.end()], end=until.end()) if until else date)
    return found


def _with_part(text: str, date: Number) -> Number:
    """2023年 with the 前三季度 behind it."""
    part = _PART.match(text, date.end)
    return replace(date, text=text[date.start : part.end()], end=part.end()) if part else date


def _governed(around: Surroundings, date: Number, until: int) -> Iterator[Stranger]:
    """The numbers between a time and the next one are of that time."""
    for number in around.numbers_between(date.end, until):
        known = around.entries(number.origin)
        if _contradicts([date.text], known):
            yield _stranger(date, number, known, "前面")
            return


def _said_after(around: Surroundings, date: Number) -> Iterator[Stranger]:
    """49个（2024年）; 49个，是2024年的数."""
    before = around.last_number(date.start)
    between = around.passage.text[before.end : date.start] if before else "。"
    if before and _LATER.fullmatch(between) and (known := around.entries(before.origin)):
        rest = around.passage.text[date.end : date.end + 2]
        said = between[:1] in ("（", "(") or rest.startswith(("数", "的数"))
        if said and _contradicts([date.text], known):
            yield _stranger(date, before, known, "后面")


def _parts_of_years(around: Surroundings) -> Iterator[Stranger]:
    """一季度, 上半年: a number of a whole year is not of a part of one."""
    for number in around.numbers:
        match number.origin:
            case Fact(identifier, "", "" | "number") if (entry := around.facts[identifier]).period.is_full_year:
                start, clause = around.clause(number)
                found = _PART.search(clause)
                if found and not around.numbers_between(start + found.end(), number.stretch.start):
                    at = start + found.start()
                    what = f"“{number.said}”是{entry.period.chinese}全年的数，前面写的是“{found.group()}”"
                    yield Stranger(at, at + len(found.group()), what, _HINT)


def _in_row(around: Surroundings) -> Iterator[Stranger]:
    """A row that prints the time of facts has only numbers of these times."""
    if around.passage.row < 0:
        return
    pieces = [(one.text[s.start : s.end], s.origin) for one in around.row for s in one.stretches]
    times = dict.fromkeys(text for text, origin in pieces if isinstance(origin, PeriodOf) and _YEAR.search(text))
    for number in around.numbers:
        known = around.entries(number.origin)
        if _contradicts(times, known):
            what = f"“{number.said}”是{_chinese(known)}的数，同一行写的是“{'、'.join(times)}”"
            yield Stranger(number.stretch.start, number.end, what, _HINT)


def _in_column(around: Surroundings) -> Iterator[Stranger]:
    """The time in a column's head is that of the numbers below it."""
    dates = _dates(around.head.text) if around.head else []
    for number in around.numbers:
        known = around.entries(number.origin)
        if _contradicts([date.text for date in dates], known):
            what = f"“{number.said}”是{_chinese(known)}的数，表头写的是“{dates[0].text}”"
            yield Stranger(number.stretch.start, number.end, what, _HINT)


def _of_block(around: Surroundings, dates: Sequence[Number]) -> Iterator[Stranger]:
    """A time in a caption is that of some number below it."""
    known = [entry for entry in _entries_of(around) if entry.number is not None]
    for date in dates:
        if _contradicts([date.text], known):
            what = f"“{date.text}”不是下面的数的时期，下面的是{_chinese(known)}的数"
            yield Stranger(date.start, date.end, what, _HINT)


def _entries_of(around: Surroundings) -> list[FactEntry]:
    others: list[Passage] = [one for one in around.block.passages if one.kind in ("cell", "chart", "alt")]
    inside = [Surroundings(one, around.block, around.facts) for one in others]
    return [entry for one in inside for number in one.numbers for entry in around.entries(number.origin)]


def _stranger(date: Number, number: BoundNumber, known: Sequence[FactEntry], where: str) -> Stranger:
    return Stranger(date.start, date.end, f"“{number.said}”是{_chinese(known)}的数，{where}写的是“{date.text}”", _HINT)


def _chinese(entries: Sequence[FactEntry]) -> str:
    return "、".join(dict.fromkeys(entry.period.chinese for entry in entries))


def _contradicts(dates: Collection[str], entries: Collection[FactEntry]) -> bool:
    """Whether there are times and facts, and none is of the other."""
    return bool(dates and entries) and not any(_agrees(date, entry) for date in dates for entry in entries)


def _agrees(date: str, entry: FactEntry) -> bool:
    """Whether a typed time may stand before a fact: the same year, no other month or day, the whole of what it is about."""
    period = entry.period
    if not period.stated or entry.number is None:
        return True
    if date.startswith(period.chinese) and ".." in period.text:
        return True
    if (since := _SINCE.match(date)) and (until := _UNTIL.fullmatch(date, since.end())):
        year = until["year"] or since["year"]
        if ".." in period.text and since["month"]:
            month = until["month"] or ("12" if date.endswith(("末", "底")) else since["month"])
            day = until["day"] or (since["day"] and "31")
            return _same_range(period.text, since.groups(), (year, month, day))
        date = f"{year}年{date[until.end('year') + 1 if until['year'] else since.end() + 1 :]}"
    years, typed = _YEAR.findall(period.text), _YEAR.findall(date)
    if not set(years) & set(typed):
        return False
    if part := _PART.search(date):
        return period.ends is not None and not period.is_full_year and period.ends.month == _last_month(part.group())
    month = _MONTH.search(date)
    known = re.findall(r"-(\d\d)(?:-(\d\d))?", period.text)
    if month and known:
        same_day = not month[3] or not known[-1][1] or int(month[3]) == int(known[-1][1])
        return int(month[2] or month[1]) == int(known[-1][0]) and same_day
    bare = re.fullmatch(r"\d{4}年?", date) is not None
    return not (bare and len(set(years)) == 1 and period.part)


def _same_range(period: str, since: Sequence[str | None], until: Sequence[str | None]) -> bool:
    """Whether `2024-03-05..2024-05-31` is from `since` until `until`: years, months and days as typed, days where there are."""
    typed = [[int(one) for one in time if one] for time in (since, until)]
    return typed == [[int(one) for one in re.findall(r"\d+", time)] for time in period.split("..")]


def _last_month(part: str) -> int:
    """In which month a part of a year ends: 前三季度 and 1—9月 in September."""
    if "半年" in part:
        return 6 if part.startswith("上") else 12
    number = int(re.findall(r"\d+|[一二三四]", part)[-1].translate(str.maketrans("一二三四", "1234")))
    return number * 3 if "季度" in part else number
