"""Rules about what a value of its kind can be at all: signs, whole things, rates, places in a field, natural ceilings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from hgz_report.checks.data.bounds import bounds, in_unit
from hgz_report.checks.data.edition_data import EditionData, Remark, named, of_fact, written
from hgz_report.data.dataset import NATIONAL, FactEntry
from hgz_report.language.units import UNITS, scaled

_AVERAGES = ("每", "均", "人均")
"""In the name of what is counted by the head: 12.3 patents for every ten thousand people are no slip."""
_TOTALS = ("累计", "翻")
"""In the name of growth over several years."""
_STEEP, _SHARP = Decimal(40), Decimal(-30)
"""% a year beyond which growth is looked into: of 89 rates here one is steeper."""
_YEARLY = Decimal("1.2")
"""What a part or the whole may have grown a year, where the two are not of one year."""
_SIZE = "规模"
"""The group of indicators of how large a zone is."""
_PEERS = 3
"""So many other zones make a field that a value can stand outside of."""
_BEYOND = Decimal(8)
"""How many times the largest (or what part of the least) of the others is too far."""
_RATES = frozenset({"growth", "share"})


def negative(book: EditionData) -> Iterator[Remark]:
    """Amounts and indices below zero that are not said to have a sign."""
    for entry in book.numeric:
        if entry.indicator.kind in ("level", "index") and not entry.indicator.signed and _value(entry) < 0:
            hint = "核对正负号；降幅写成增速指标的负数；本来会有负数的，在指标里写 signed: true"
            yield of_fact(entry, f"为{written(entry)}，总量不能是负数", hint)


def nothing(book: EditionData) -> Iterator[Remark]:
    """Amounts of money, or of how large a place is, that are zero: a gap filled in."""
    for entry in book.numeric:
        money = UNITS.get(scaled(entry.unit)[1]) == "money"
        if entry.indicator.kind == "level" and not _value(entry) and (money or entry.indicator.group == _SIZE):
            yield of_fact(
                entry, f"为{written(entry)}，像是没有查到而写了零", "没有查到的不写，写进 gaps；确实是零的写 accept"
            )


def not_whole(book: EditionData) -> Iterator[Remark]:
    """Part of a thing that is counted: 4.9 platforms."""
    for entry in book.numeric:
        factor, base = scaled(entry.unit)
        counted = base and UNITS.get(base, "thing") in ("thing", "turn")
        if entry.indicator.kind != "level" or not counted or any(word in entry.indicator.name for word in _AVERAGES):
            continue
        if (Fraction(entry.number or 0) * factor).denominator != 1:
            yield of_fact(entry, f"为{written(entry)}，按{base}计的数应是整数", "核对小数点和单位")


def below_nothing(book: EditionData) -> Iterator[Remark]:
    """A fall by more than all there was."""
    for entry in book.numeric:
        least = {"%": -100, "倍": -1}.get(entry.unit)
        if entry.indicator.kind == "growth" and least is not None and _value(entry) < least:
            yield of_fact(entry, f"为{written(entry)}，不会降得比原来还多", "核对数值和单位")


def steep(book: EditionData) -> Iterator[Remark]:
    """Growth of a year that hardly ever is: an amount in its place, a decimal point moved."""
    for entry in book.numeric:
        if entry.indicator.kind != "growth" or entry.unit == "倍" or any(w in entry.indicator.name for w in _TOTALS):
            continue
        if -100 <= _value(entry) < _SHARP or _value(entry) > _STEEP:
            yield of_fact(entry, f"为{written(entry)}，一年里很少有这样的增速", "核对小数点、单位；是总量的另立指标")


def as_ratio(book: EditionData) -> Iterator[Remark]:
    """Growth rates written as 0.125 where 12.5 % is meant: of three decimals and below 1 %; of shares the loader asks."""
    for entry in book.numeric:
        number = entry.number
        if entry.indicator.kind != "growth" or entry.unit != "%" or not isinstance(number, Decimal):
            continue
        if 0 < abs(number) < 1 and -int(number.as_tuple().exponent) >= 3:
            hint = "百分数写 12.5，不写 0.125；确实不到 1% 的，核对后写 accept"
            yield of_fact(entry, f"为{written(entry)}，像是把百分数写成了小数", hint)


def above_ceiling(book: EditionData) -> Iterator[Remark]:
    """Values above what an indicator is said never to exceed; places behind the last of the field."""
    for entry in book.numeric:
        ceiling, value = entry.indicator.ceiling, in_unit(entry, entry.indicator.unit)
        if ceiling is not None and value is not None and value > ceiling:
            limit = f"{ceiling.normalize():f}{entry.indicator.unit}"
            yield of_fact(entry, f"为{written(entry)}，超过了这个指标的上限{limit}", "核对数值；上限写在指标的 ceiling")


def above_larger(book: EditionData) -> Iterator[Remark]:
    """More than what it is part of, or by nature smaller than, in the nearest year there is; than all zones together, too."""
    for entry in book.numeric:
        if entry.fact.status == "target" or not entry.period.stated:
            continue
        names = [name for name in (entry.indicator.part_of, *entry.indicator.below) if name]
        larger = [(owner, name) for name in names for owner in dict.fromkeys((entry.owner, NATIONAL))]
        if entry.owner != NATIONAL and entry.indicator.kind == "level":
            larger.append((NATIONAL, entry.fact.indicator))
        for owner, name in larger:
            if (owner, name) not in book.history:
                continue
            other = book.nearest(entry, owner, name)
            same = (entry.owner, entry.indicator.part_of), (NATIONAL, entry.fact.indicator)
            if other is None or (other.fact.period == entry.fact.period and (owner, name) in same):
                continue  # of one time `part_over_whole` and `zone_over_country` speak
            value, beside = in_unit(entry, other.unit), in_unit(other, other.unit)
            if value is None or beside is None or value <= beside:
                continue  # no bounds could be further apart than the values
            smaller, most = bounds(entry, other.unit), bounds(other, other.unit)
            if smaller and most and smaller.low > most.high * _YEARLY ** _years(entry, other):
                what = f"为{written(entry)}，比{named(other)}的{written(other)}还大"
                yield of_fact(entry, what, "核对数值、单位和口径", other)


def out_of_field(book: EditionData) -> Iterator[Remark]:
    """A zone's amount or rate far outside of what all others have."""
    groups: dict[str, list[FactEntry]] = {}
    for entry in book.numeric:
        if (
            entry.fact.status != "target"
            and not entry.period.part
            and (entry.owner != NATIONAL or entry.indicator.kind in _RATES)
        ):
            groups.setdefault(entry.fact.indicator, []).append(entry)
    for entries in groups.values():
        beyond = _beyond_rates(entries) if entries[0].indicator.kind in _RATES else _beyond_amounts(entries)
        for entry, far in beyond:
            what = f"为{written(entry)}，同别的同类数相差太远，最近的是{named(far)}的{written(far)}"
            yield of_fact(entry, what, "核对小数点、单位和指标", far)


def _beyond_rates(entries: Sequence[FactEntry]) -> Iterator[tuple[FactEntry, FactEntry]]:
    """Rates that lie further outside the span of the others than that is wide, each with the nearest of them."""
    if len(entries) - 1 <= _PEERS:
        return
    values = [(_value(entry), entry) for entry in entries]
    for (value, entry), least, most in zip(values, _ends(values), _ends(values[::-1], largest=True)[::-1], strict=True):
        low, high = least[0], most[0]
        width = max(high - low, Decimal(10) if entry.indicator.kind == "growth" else high / 2)
        if far := most[1] if value > high + width else least[1] if value < low - width else None:
            yield entry, far


def _beyond_amounts(entries: Sequence[FactEntry]) -> Iterator[tuple[FactEntry, FactEntry]]:
    """Amounts far larger or smaller than all others, each with the nearest of them."""
    if entries[0].indicator.kind != "level" or len({entry.owner for entry in entries}) - 1 < _PEERS:
        return
    values = [(size, entry) for entry in entries if (size := in_unit(entry, entry.indicator.unit))]
    if len(values) > 1:
        for (value, entry), least, most in zip(values, _ends(values), _ends(values, largest=True), strict=True):
            if far := most[1] if value > most[0] * _BEYOND else least[1] if value * _BEYOND < least[0] else None:
                yield entry, far


def _ends(values: Sequence[tuple[Decimal, FactEntry]], *, largest: bool = False) -> list[tuple[Decimal, FactEntry]]:
    """Of each value the least (or largest) of the others, of equals the first: one look at all, not one for each."""
    ordered = sorted(values, key=lambda pair: pair[0], reverse=largest)
    first, second = ordered[:2]
    return [second if entry is first[1] else first for _, entry in values]


def _value(entry: FactEntry) -> Decimal:
    """In its own unit, a fraction of a share in %."""
    value = in_unit(entry, entry.unit)
    assert value is not None  # `numeric` has numbers only
    return value


def _years(first: FactEntry, second: FactEntry) -> int:
    return abs((first.period.year or 0) - (second.period.year or 0))
