"""Slips of the keyboard and of the eye in the shipped data: drawn by lot over zones and indicators, not chosen to be caught."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from itertools import pairwise
from typing import Any, TypeVar

from hgz_report.data.dataset import Dataset, FactEntry, LocatedFacts, fact_id

EACH = 12
"""Slips of every kind, where there are so many."""
SEED = 20261123


_Drawn = TypeVar("_Drawn")


class Lot:
    """Draws the same every time, on every machine and Python: from the hash of a seed and a count."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn = 0

    def choice(self, things: Sequence[_Drawn]) -> _Drawn:
        """One of several things."""
        self._drawn += 1
        drawn = sha256(f"{self._seed} {self._drawn}".encode()).digest()
        return things[int.from_bytes(drawn[:8]) % len(things)]

    def sample(self, things: Sequence[_Drawn], count: int) -> list[_Drawn]:
        """So many different ones."""
        left = list(things)
        return [left.pop(self.choice(range(len(left)))) for _ in range(count)]


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip: its kind, the file it is in, and the new keys of the facts it changes, by their ids."""

    kind: str
    file: str
    changes: Mapping[str, Mapping[str, Any]]

    def __str__(self) -> str:
        """`digit in front: data/zones/zibo.yaml zibo.gdp@2022 {'value': 878.3}`."""
        told = "; ".join(
            f"{name} { {key: str(value) for key, value in new.items()} }" for name, new in self.changes.items()
        )
        return f"{self.kind}: {self.file} {told}"

    def made_in(self, dataset: Dataset) -> Dataset:
        """The data with the slip in them."""
        return replace(dataset, facts=LocatedFacts(self._entries(dataset)))

    def _entries(self, dataset: Dataset) -> Iterator[FactEntry]:
        for entry in dataset.facts.values():
            if new := self.changes.get(entry.id):
                fact = entry.fact.model_copy(update=dict(new))
                yield replace(entry, id=fact_id(entry.owner, fact), fact=fact)
            else:
                yield entry


Make = Callable[[Dataset, Lot], Iterator[tuple[str, Mapping[str, Mapping[str, Any]]]]]


def slips(dataset: Dataset) -> Iterator[Slip]:
    """Up to `EACH` slips of every kind."""
    for kind, make in KINDS.items():
        lot = Lot(f"{SEED} {kind}")
        found = list(make(dataset, lot))
        for file, changes in lot.sample(found, min(EACH, len(found))):
            yield Slip(kind, file, changes)


def _numbers(dataset: Dataset, *kinds: str) -> list[FactEntry]:
    facts = (entry for entry in dataset.facts.values() if entry.printable and isinstance(entry.number, Decimal))
    return [entry for entry in facts if not kinds or entry.indicator.kind in kinds]


def _valued(entry: FactEntry, digits: str) -> tuple[str, Mapping[str, Mapping[str, Any]]]:
    return entry.where.file, {entry.id: {"value": Decimal(digits)}}


def _digits(entry: FactEntry) -> str:
    return str(entry.fact.value)


def _front(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset):
        digits = _digits(entry)
        at = next(at for at, char in enumerate(digits) if char in "123456789")
        other = lot.choice([char for char in "123456789" if char != digits[at]])
        yield _valued(entry, digits[:at] + other + digits[at + 1 :])


def _within(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset):
        digits = _digits(entry)
        places = [at for at, char in enumerate(digits) if char.isdigit()][1:]
        if places:
            at = lot.choice(places)
            other = lot.choice([char for char in "0123456789" if char != digits[at]])
            yield _valued(entry, digits[:at] + other + digits[at + 1 :])


def _point(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset, "level", "share", "growth", "index"):
        yield _valued(entry, format(Decimal(_digits(entry)).scaleb(lot.choice((-1, 1))), "f"))


def _exchanged(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset):
        digits = _digits(entry)
        pairs = [at for at, (a, b) in enumerate(pairwise(digits)) if a != b and a.isdigit() and b.isdigit()]
        if pairs:
            at = lot.choice(pairs)
            yield _valued(entry, digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :])


def _unit(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    steps = {
        "亿元": ("万元", "万亿元"),
        "万亿元": ("亿元",),
        "万元": ("亿元",),
        "万人": ("人",),
        "家": ("万家",),
        "个": ("万个",),
        "万家": ("家",),
        "件": ("万件",),
    }
    for entry in _numbers(dataset, "level"):
        if others := steps.get(entry.unit):
            yield entry.where.file, {entry.id: {"unit": lot.choice(others)}}


def _years(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for first, second in _neighbours(dataset):
        if not first.period.part and not second.period.part:
            yield _swapped(first, second)


def _to_date(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for first, second in _neighbours(dataset):
        if first.period.year == second.period.year and (first.period.part or second.period.part):
            yield _swapped(first, second)


def _neighbours(dataset: Dataset) -> Iterator[tuple[FactEntry, FactEntry]]:
    groups: dict[tuple[str, str], list[FactEntry]] = {}
    for entry in _numbers(dataset):
        if entry.period.stated and entry.fact.status == "actual":
            groups.setdefault((entry.owner, entry.fact.indicator), []).append(entry)
    for group in groups.values():
        ordered = sorted(group, key=lambda entry: entry.period)
        yield from ((a, b) for a, b in pairwise(ordered) if a.fact.value != b.fact.value)


def _swapped(first: FactEntry, second: FactEntry) -> tuple[str, Mapping[str, Mapping[str, Any]]]:
    keys = ("value", "unit", "qualifier")
    one = {key: getattr(second.fact, key) for key in keys}
    other = {key: getattr(first.fact, key) for key in keys}
    return first.where.file, {first.id: one, second.id: other}


def _sign(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset, "growth", "level"):
        yield _valued(entry, str(-Decimal(_digits(entry))))


def _ratio(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset, "share"):
        yield _valued(entry, format(Decimal(_digits(entry)) / 100, "f"))


def _as_growth(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    """An amount where its growth belongs, and a growth rate where the amount belongs."""
    for entry in _numbers(dataset, "growth"):
        amounts = [
            other for other in dataset.of(entry.owner, entry.indicator.of or "") if isinstance(other.number, Decimal)
        ]
        for amount in amounts:
            yield _valued(entry, _digits(amount))
            yield _valued(amount, _digits(entry))


def _other_indicator(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset):
        others = [
            other for other in _numbers(dataset) if other.owner == entry.owner and other.fact.value != entry.fact.value
        ]
        if others:
            yield _valued(entry, _digits(lot.choice(others)))


def _other_zone(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset):
        same = [
            other
            for other in _numbers(dataset)
            if other.fact.indicator == entry.fact.indicator
            and other.owner != entry.owner
            and other.fact.value != entry.fact.value
        ]
        if same:
            yield _valued(entry, _digits(lot.choice(same)))


def _target(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    """A target and the actual value of one indicator exchanged; where only one is there, its status."""
    for entry in _numbers(dataset):
        if entry.fact.status == "target":
            actual = next(
                iter(e for e in dataset.of(entry.owner, entry.fact.indicator) if e.fact.status == "actual"), None
            )
            yield _swapped(entry, actual) if actual else (entry.where.file, {entry.id: {"status": "actual"}})
        elif entry.fact.status == "actual":
            yield entry.where.file, {entry.id: {"status": "target"}}


def _qualifier(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset):
        if entry.fact.qualifier != "exact":
            yield entry.where.file, {entry.id: {"qualifier": "exact"}}


def _status(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset):
        if entry.fact.status != "actual":
            yield entry.where.file, {entry.id: {"status": "actual"}}


def _nothing(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    """Zero where an amount belongs."""
    for entry in _numbers(dataset, "level"):
        yield _valued(entry, "0")


def _tentative(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    """An actual value called an estimate or preliminary."""
    for entry in _numbers(dataset):
        if entry.fact.status == "actual":
            yield entry.where.file, {entry.id: {"status": lot.choice(("estimate", "preliminary"))}}


def _dates(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    """A digit of the year, or a year that is still to come; of the order only what a wrong year breaks."""
    for entry in dataset.facts.values():
        if entry.indicator.kind == "date":
            text = str(entry.fact.value)
            at = lot.choice((1, 2, 3))
            other = lot.choice([char for char in "0123456789" if char != text[at]])
            yield entry.where.file, {entry.id: {"value": text[:at] + other + text[at + 1 :]}}


def _period(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    """The year of a value mistyped by up to ten."""
    for entry in _numbers(dataset):
        if entry.period.is_full_year:
            year = int(entry.fact.period) + lot.choice((-10, -3, -1, 1, 3, 10))
            if f"{entry.owner}.{entry.fact.indicator}@{year}" not in dataset.facts:
                yield entry.where.file, {entry.id: {"period": str(year)}}


def _rank(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    for entry in _numbers(dataset, "rank"):
        yield _valued(entry, f"{_digits(entry)}{lot.choice('0123456789')}")
        yield _valued(entry, f"{lot.choice('123456789')}{_digits(entry)}")


def _copied(dataset: Dataset, lot: Lot) -> Iterator[Any]:
    """The value of the line before, or of the year before."""
    for first, second in (*_neighbours(dataset), *_lines(dataset)):
        yield _valued(second, _digits(first))


def _lines(dataset: Dataset) -> Iterator[tuple[FactEntry, FactEntry]]:
    numbers = _numbers(dataset)
    yield from ((a, b) for a, b in pairwise(numbers) if a.owner == b.owner and a.fact.value != b.fact.value)


KINDS: Mapping[str, Make] = {
    "first digit": _front,
    "digit within": _within,
    "decimal point moved": _point,
    "digits exchanged": _exchanged,
    "unit": _unit,
    "two years exchanged": _years,
    "sums within a year exchanged": _to_date,
    "sign": _sign,
    "share as ratio": _ratio,
    "growth and amount": _as_growth,
    "another indicator's value": _other_indicator,
    "another zone's value": _other_zone,
    "target and actual": _target,
    "qualifier lost": _qualifier,
    "status lost": _status,
    "zero": _nothing,
    "status mistaken": _tentative,
    "date": _dates,
    "period": _period,
    "place out of the field": _rank,
    "copied from the line before": _copied,
}


def kinds_of(found: Sequence[Slip]) -> dict[str, list[Slip]]:
    """By kind."""
    return {kind: [slip for slip in found if slip.kind == kind] for kind in KINDS}
