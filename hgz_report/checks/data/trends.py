"""Rules about a series in time: jumps, spikes, two years swapped, sums within a year that fall.

What is counted within a year (1—9月, 上半年) is set beside other years at its yearly rate; points in time as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import log

from msgspec import Struct

from hgz_report.checks.data.amounts import out_of_series
from hgz_report.checks.data.bounds import bounds, in_unit
from hgz_report.checks.data.edition_data import EditionData, Remark, of_fact, written
from hgz_report.data.dataset import FactEntry

_KINDS = frozenset({"level", "index", "duration"})
_FASTEST = log(1.4)
"""A year's growth beyond which a step is looked into, and a fall when that growth would be needed to make it good."""
_SOONEST = 0.75
"""Two values nearer than this many years may differ by what this many years explain."""
_SPIKE = log(1.12)
"""How far a value may lie off the line between its neighbours, of which it overshoots both."""
_BENT = log(1.25)
"""How far it may lie off that line where it lies between them in size."""
_SEASON = log(1.15)
"""How much more is left open where a part of a year stands for it."""
_RANK_JUMP = 10
"""Places from one year to the next; two more for each year between."""
_RATE_JUMP = 9
"""Percentage points between growth to date of one year, between shares of successive years."""
_PRO_RATA = (0.55, 1.7)
"""A longer sum is so many times its share of the shorter one at the least and at the most."""
_MORE_THAN_YEARS = re.compile(r"\d{4}\.\.\d{4}")


class _Timed(Struct, frozen=True):
    """A value of a series: the middle of its time in years, the logarithm of its yearly rate, whether a season bends that."""

    entry: FactEntry
    at: float
    size: float
    seasonal: bool


def off_trend(book: EditionData) -> Iterator[Remark]:
    """Values that the zone's own series does not bear out, and that are not ten times out of it besides."""
    tenfold: set[str] | None = None
    for group in book.history.values():
        if len(group) < 2:
            continue
        series = _timed(group)
        odd = set(_spikes(series))
        odd |= {place for place in _jumps(series, odd) if place not in odd}
        if odd and tenfold is None:
            tenfold = {remark.fact for remark in out_of_series(book)}
        for place in sorted(odd):
            near = [series[at].entry for at in (place - 1, place + 1) if 0 <= at < len(series)]
            entry = series[place].entry
            if tenfold and entry.id in tenfold:
                continue
            beside = "、".join(f"{other.period.chinese}{written(other)}" for other in near)
            yield of_fact(entry, f"为{written(entry)}，和前后时期连不起来：{beside}", "核对数值、年份和口径", *near)


def swapped_years(book: EditionData) -> Iterator[Remark]:
    """A series that rises but for two neighbours, and would rise throughout if they changed places."""
    for group in book.history.values():
        if len(group) < 3:
            continue
        series = [timed for timed in _timed(group) if timed.entry.fact.qualifier == "exact" and not timed.seasonal]
        falls = [at for at, (first, second) in enumerate(pairwise(series)) if second.size < first.size - log(1.03)]
        if len(series) < 3 or len(falls) != 1:
            continue
        at = falls[0]
        mended = [timed.size for timed in series]
        mended[at], mended[at + 1] = mended[at + 1], mended[at]
        near = series[at].size - series[at + 1].size < _FASTEST  # beyond, one of the two is a spike
        if near and all(before < after for before, after in pairwise(mended)) and (at > 0 or len(series) > 3):
            first, second = series[at].entry, series[at + 1].entry
            what = f"为{written(second)}，比{first.period.chinese}的{written(first)}小，对调才顺着数列走"
            yield of_fact(second, what, "核对两个数的年份有没有写反", first)


def sums_within_a_year(book: EditionData) -> Iterator[Remark]:
    """Of amounts added up since New Year a longer one is no smaller than a shorter one."""
    for short, long in _cumulative(book, _KINDS):
        first, second = bounds(short, long.unit), bounds(long, long.unit)
        if first and second and first.low > second.high:
            what = f"为{written(long)}，比{short.period.chinese}的{written(short)}还小"
            yield of_fact(long, what, "核对两个数的时期和单位；年内累计只增不减", short)


def pace_within_a_year(book: EditionData) -> Iterator[Remark]:
    """…and neither far more nor far less than its share of the year; growth to date does not leap."""
    for short, long in _cumulative(book, _KINDS):
        first, second = in_unit(short, long.unit), in_unit(long, long.unit)
        if first and second and second >= first > 0:
            pace = float(second / first) / (_months(long) / _months(short))
            if not _PRO_RATA[0] <= pace <= _PRO_RATA[1]:
                what = f"为{written(long)}，同{short.period.chinese}的{written(short)}不成比例"
                yield of_fact(long, what, "核对两个数的时期和单位", short)
    for short, long in _cumulative(book, frozenset({"growth", "share"})):
        first, second = in_unit(short, "%"), in_unit(long, "%")
        if first is not None and second is not None and abs(first - second) > _RATE_JUMP:
            what = f"为{written(long)}，同{short.period.chinese}的{written(short)}相差太大"
            yield of_fact(long, what, "核对两个数的时期和正负", short)


def leaps(book: EditionData) -> Iterator[Remark]:
    """Places and shares that leap from one year to the next."""
    for group in book.history.values():
        kind = group[0].indicator.kind
        if kind not in ("rank", "share"):
            continue
        for before, after in pairwise(group):
            old, new = in_unit(before, before.unit), in_unit(after, before.unit)
            years = max((after.period.year or 0) - (before.period.year or 0), 1)
            limit = _RANK_JUMP + 2 * (years - 1) if kind == "rank" else _RATE_JUMP * years
            if old is not None and new is not None and abs(new - old) > limit:
                what = f"为{written(after)}，同{before.period.chinese}的{written(before)}相差太大"
                yield of_fact(after, what, "核对两个数的数值和年份", before)


def _cumulative(book: EditionData, kinds: frozenset[str]) -> Iterator[tuple[FactEntry, FactEntry]]:
    """Neighbours among the values of one year that are added up since its first day, the shorter first."""
    for group in book.history.values():
        if group[0].indicator.kind in kinds:
            years: dict[int, list[FactEntry]] = {}
            for entry in group:
                starts, ends = entry.period.starts, entry.period.ends
                if starts and ends and (starts.month, starts.day) == (1, 1) and starts.year == ends.year:
                    years.setdefault(starts.year, []).append(entry)
            for entries in years.values():
                if any(not entry.period.is_full_year for entry in entries):
                    yield from pairwise(sorted(entries, key=_months))


def _months(entry: FactEntry) -> int:
    starts, ends = entry.period.starts, entry.period.ends
    return (ends.year - starts.year) * 12 + ends.month - starts.month + 1 if starts and ends else 12


def _timed(group: Sequence[FactEntry]) -> list[_Timed]:
    """The values of a group that can be set in one line: positive, of at most a year, no two of one time."""
    if group[0].indicator.kind not in _KINDS:
        return []
    found: dict[float, _Timed] = {}
    for entry in group:
        value = in_unit(entry, entry.indicator.unit)
        starts, ends = entry.period.starts, entry.period.ends
        if value is None or value <= 0 or not starts or not ends or _MORE_THAN_YEARS.fullmatch(entry.fact.period):
            continue
        part = not entry.period.is_full_year and not entry.period.is_point
        months = _months(entry) if part else 12
        first, last = starts.year + (starts.month - 1) / 12, ends.year + ends.month / 12
        at = last if entry.period.is_point else (first + last) / 2
        found[at] = _Timed(entry, at, log(float(value) * 12 / months), part)
    return [found[at] for at in sorted(found)]


def _slope(first: _Timed, second: _Timed) -> tuple[float, float]:
    """The step from one to the other, and how large it may be."""
    years = max(second.at - first.at, _SOONEST)
    return second.size - first.size, _FASTEST * years + _room(first, second)


def _room(*several: _Timed) -> float:
    """What seasons and words such as 超过 leave open."""
    rough = any(timed.entry.fact.qualifier != "exact" for timed in several)
    return _SEASON * any(timed.seasonal for timed in several) + _SEASON * rough


def _spikes(series: Sequence[_Timed]) -> Iterator[int]:
    """Values inside a series, off the line between two neighbours that fit each other."""
    for place in range(1, len(series) - 1):
        before, here, after = series[place - 1 : place + 2]
        whole, limit = _slope(before, after)
        share = (here.at - before.at) / (after.at - before.at)
        line = before.size + whole * share
        outside = not min(before.size, after.size) <= here.size <= max(before.size, after.size)
        years = min(here.at - before.at, after.at - here.at)
        allowed = (_SPIKE if outside else _BENT) * max(years, 1) ** 0.5 + _room(before, here, after)
        if abs(here.size - line) > allowed and abs(whole) <= limit and not _ends_are_odd(series, place):
            yield place


def _ends_are_odd(series: Sequence[_Timed], place: int) -> bool:
    """Whether a neighbour at an end of the series is the odd one: here and the other neighbour fit each other."""
    for end, other in ((place - 1, place + 1), (place + 1, place - 1)):
        if end in (0, len(series) - 1):
            step, limit = _slope(*sorted((series[end], series[place]), key=lambda timed: timed.at))
            fit, room = _slope(*sorted((series[other], series[place]), key=lambda timed: timed.at))
            if abs(step) > 2 * limit and abs(fit) <= room:
                return True
    return False


def _jumps(series: Sequence[_Timed], odd: set[int]) -> Iterator[int]:
    """The later (or, at the beginning, the earlier) end of a step that is too large, where no spike explains it."""
    for place, (first, second) in enumerate(pairwise(series)):
        step, limit = _slope(first, second)
        one_year = first.entry.period.year == second.entry.period.year  # the rules about sums within a year see to it
        if abs(step) > limit and not one_year and not {place, place + 1} & odd:
            after = _slope(second, series[place + 2]) if place + 2 < len(series) else None
            yield place if place == 0 and after and abs(after[0]) <= after[1] else place + 1
