"""Rules about amounts: parts and wholes, shares, growth rates, and values out of line with their neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from hgz_report.checks.data.bounds import Bounds, bounds, convertible, in_unit
from hgz_report.checks.data.edition_data import EditionData, Remark, named, of_fact, written
from hgz_report.data.dataset import NATIONAL, FactEntry
from hgz_report.language.wording import plain_digits, rounded

_TENFOLD = Decimal(8)
"""A value so many times its neighbours (or so small a part of them) is taken for a slip: ten, less what may have changed."""
_A_YEAR = Decimal("1.4")
"""By how much the limit grows with every further year between two values: the fastest series here grew 40 % a year."""
_REAL_MARGIN = Decimal(5)
"""Percentage points by which growth at constant prices, or of a revised base, may differ from the nominal one."""
_NOMINAL_MARGIN = Decimal("0.5")
_NOMINAL = "名义"
_IN_SERIES = frozenset({"level", "share", "index", "duration"})


def unlike_units(book: EditionData) -> Iterator[Remark]:
    """Indicators said to be of, part of or made of others whose units do not convert."""
    indicators = book.dataset.indicators
    for name, indicator in indicators.items():
        relations = [("parts", other, indicator.unit) for other in indicator.parts]
        if indicator.part_of:
            relations.append(("part_of", indicator.part_of, indicator.unit))
        if indicator.of and indicator.whole_of:
            relations.append(("whole_of", indicator.whole_of, indicators[indicator.of].unit))
        for key, other, unit in relations:
            if not convertible(unit, indicators[other].unit):
                what = f"指标“{indicator.name}”的 {key} 把单位不同的数放在一起：{unit or '无'}和{indicators[other].unit or '无'}"
                hint = "核对编号；单位只差万、亿的才能相比，别的关系不要写"
                yield Remark("", book.dataset.places.get(name), what, hint)


def share_over_whole(book: EditionData) -> Iterator[Remark]:
    """Shares of more than the whole: 100 %, or a bound that leaves no room for one."""
    for entry in book.numeric:
        if entry.indicator.kind == "share" and (share := bounds(entry, "%")):
            at_the_top = entry.fact.qualifier == "over" and share.low >= 100
            if share.low > 100 or at_the_top:
                yield of_fact(entry, f"为{written(entry)}，占比不能超过 100%", "核对数值和 qualifier")


def part_over_whole(book: EditionData) -> Iterator[Remark]:
    """A part larger than the whole it is declared to be part of, in the same place and time."""
    for entry in book.numeric:
        whole = book.same_time(entry, entry.indicator.part_of) if entry.indicator.part_of else None
        if whole and _exceeds(entry, whole):
            what = f"为{written(entry)}，比总体{named(whole)}的{written(whole)}还大"
            yield of_fact(entry, what, "核对两个数的单位（亿元、万亿元）和口径", whole)


def zone_over_country(book: EditionData) -> Iterator[Remark]:
    """A zone's amount larger than the amount of all zones together."""
    for entry in book.numeric:
        if entry.owner == NATIONAL or entry.indicator.kind != "level":
            continue
        country = book.twin(entry, NATIONAL, entry.fact.indicator, entry.fact.period)
        if country and _exceeds(entry, country):
            what = f"为{written(entry)}，比全部国家高新区的{written(country)}还大"
            yield of_fact(entry, what, "核对单位；口径不同就分成两个指标", country)


def parts_do_not_add(book: EditionData) -> Iterator[Remark]:
    """A total that its declared parts, all given for the same place and time, do not add up to."""
    for entry in book.numeric:
        if not entry.indicator.parts:
            continue
        parts = [book.same_time(entry, name) for name in entry.indicator.parts]
        found = [part for part in parts if part is not None]
        ranges = [bounds(part, entry.unit) for part in found]
        total = bounds(entry, entry.unit)
        if len(found) < len(parts) or total is None:
            continue
        added = Bounds(Decimal(0), Decimal(0))
        for piece in ranges:
            added = added.plus(piece) if piece else added
        if not added.meets(total):
            amounts = "＋".join(f"{part.indicator.name}{written(part)}" for part in found)
            what = f"为{written(entry)}，各部分相加对不上：{amounts}"
            yield of_fact(entry, what, "核对各数；只是一部分的，改写成 part_of", *found)


def share_contradicts(book: EditionData) -> Iterator[Remark]:
    """A share that differs from part ÷ whole where all three are facts."""
    for entry in book.numeric:
        indicator = entry.indicator
        if indicator.kind != "share" or not (indicator.of and indicator.whole_of):
            continue
        part, whole = book.same_time(entry, indicator.of), book.same_time(entry, indicator.whole_of)
        if part is None or whole is None:
            continue
        top, bottom, said = bounds(part, whole.unit), bounds(whole, whole.unit), bounds(entry, "%")
        if top and bottom and said and not said.meets(top.over(bottom).times(100)):
            value, divisor = in_unit(part, whole.unit), in_unit(whole, whole.unit)
            assert value is not None and divisor is not None  # they have bounds
            real = plain_digits(rounded(value / divisor * 100, 2))
            what = f"为{written(entry)}，而{written(part)}÷{written(whole)}＝{real}%"
            hint = f"核对“{part.indicator.name}”“{whole.indicator.name}”和本条，三个数不能同时都对"
            yield of_fact(entry, what, hint, part, whole)


def growth_contradicts(book: EditionData) -> Iterator[Remark]:
    """A growth rate that the values of the two years do not bear out."""
    for entry in book.numeric:
        of = entry.indicator.of
        if entry.indicator.kind != "growth" or entry.unit != "%" or of is None:
            continue
        earlier = (book.twin(entry, entry.owner, of, period) for period in entry.period.year_earlier)
        new, old = book.same_time(entry, of), next((twin for twin in earlier if twin), None)
        if new is None or old is None:
            continue
        latest, before = bounds(new, old.unit), bounds(old, old.unit)
        said = in_unit(entry, "%")
        if latest is None or before is None or said is None:
            continue
        margin = _NOMINAL_MARGIN if _NOMINAL in entry.indicator.name else _REAL_MARGIN
        if not latest.over(before).times(100).meets(Bounds(said + 100, said + 100), margin):
            value, base = in_unit(new, old.unit), in_unit(old, old.unit)
            assert value is not None and base is not None  # they have bounds
            real = plain_digits(rounded((value / base - 1) * 100, 1))
            what = f"为{written(entry)}，而由{written(old)}到{written(new)}是{real}%"
            hint = "核对三个数；口径或基数调整过的，在 note 里说明"
            yield of_fact(entry, what, hint, old, new)


def out_of_series(book: EditionData) -> Iterator[Remark]:
    """A value ten times its neighbours in time, or a tenth: 亿元 for 万亿元, a digit too many."""
    for series in book.series:
        if len(series) < 2 or series[0].indicator.kind not in _IN_SERIES:
            continue
        steps = [_step(first, second) for first, second in pairwise(series)]
        for place, entry in enumerate(series):
            before = steps[place - 1] if place else None
            after = -steps[place] if place < len(steps) else None
            sides = [side for side in (before, after) if side is not None]
            if (
                sides
                and len(set(sides)) == 1
                and sides[0]
                and (len(sides) == 2 or len(series) == 2 or _alone(steps, place))
            ):
                near = [other for other in series[max(place - 1, 0) : place + 2] if other is not entry]
                neighbours = "、".join(f"{other.period.chinese}{written(other)}" for other in near)
                size = "十倍以上" if sides[0] > 0 else "十分之一以下"
                what = f"为{written(entry)}，是相邻时期的{size}：{neighbours}"
                yield of_fact(entry, what, "核对单位（亿元、万亿元）和小数点", *near)


def shared_rank(book: EditionData) -> Iterator[Remark]:
    """Two zones with one place in the same ranking."""
    for entries in book.across_zones():
        if entries[0].indicator.kind != "rank" or not entries[0].indicator.comparable:
            continue
        first: dict[str, FactEntry] = {}
        for entry in entries:
            other = first.setdefault(str(entry.fact.value), entry)
            if other is not entry:
                what = f"为{written(entry)}，和{other.owner_name}同一时期的位次相同"
                yield of_fact(entry, what, "核对两处的年份和评价名称", other)


def _exceeds(part: FactEntry, whole: FactEntry) -> bool:
    smaller, larger = bounds(part, whole.unit), bounds(whole, whole.unit)
    return smaller is not None and larger is not None and smaller.low > larger.high


def _step(first: FactEntry, second: FactEntry) -> int:
    """1 when the second value is out of proportion above the first, -1 below, 0 when neither."""
    old, new = in_unit(first, first.indicator.unit), in_unit(second, first.indicator.unit)
    if old is None or new is None or old <= 0 or new <= 0:
        return 0
    years = (second.period.year or 0) - (first.period.year or 0)
    limit = _TENFOLD * _A_YEAR ** max(years - 1, 0)
    return 1 if new > old * limit else -1 if old > new * limit else 0


def _alone(steps: list[int], place: int) -> bool:
    """At an end of a longer series: whether the end is the odd one, and not its neighbour."""
    other = steps[1] if place == 0 else steps[-2]
    return other == 0
