"""What many zones show together: the links that practices carry, who can lend what to whom, both ends of a field, examples.

Everything that grows with the number of zones is chosen here by a stated rule, so that a paper reads alike at 13 and at 178.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import get_args

from msgspec import Struct

from hgz_report.data.channels import Carry, Channel, Exchange
from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.model import Practice, Stage
from hgz_report.data.placeholder import resolve_key

STAGES: tuple[Stage, ...] = get_args(Stage)
"""From what is put in to what comes of it."""


class Carried(Struct, frozen=True):
    """A practice that carries a link, and the facts that measure its effect."""

    zone: str
    practice: Practice
    carry: Carry
    effects: tuple[FactEntry, ...]


class Pair(Struct, frozen=True):
    """Zones of one province: one has what the others need."""

    province: str
    exchange: Exchange
    giver: str
    facts: tuple[FactEntry, ...]
    takers: tuple[str, ...]


class Example(Struct, frozen=True):
    """A practice with the figure that tells most of it."""

    zone: str
    practice: Practice
    fact: FactEntry


def sound(dataset: Dataset, zone: str, references: Iterable[str]) -> tuple[FactEntry, ...]:
    """The facts referred to that are results with a number, of confidence A or B."""
    found = (resolve_key(dataset.facts, zone, reference) for reference in references)
    return tuple(e for e in found if e is not None and is_sound(e))


def is_sound(entry: FactEntry) -> bool:
    """Whether a fact is a result with a number, of confidence A or B."""
    return entry.fact.status == "actual" and entry.fact.confidence < "C" and entry.number is not None


def carried(dataset: Dataset, link: Channel) -> tuple[Carried, ...]:
    """The practices that carry a link, those with a measured effect first, each group in the order of zones."""
    by_link = dataset.reads.once(("carried", dataset.listed), lambda: _carried(dataset))
    return by_link.get((link.via, link.to), ())


def _carried(dataset: Dataset) -> Mapping[tuple[str, str], tuple[Carried, ...]]:
    """Of every link: one look at all practices, for papers ask for all links."""
    found: dict[tuple[str, str], list[Carried]] = {}
    for zone, practice in dataset.practices():
        for carry in practice.carries:
            one = Carried(zone, practice, carry, sound(dataset, zone, carry.effects))
            found.setdefault((carry.via, carry.to), []).append(one)
    return {link: tuple(sorted(those, key=lambda one: not one.effects)) for link, those in found.items()}


def pairs(dataset: Dataset) -> Iterator[Pair]:
    """In every province, for everything that can be exchanged: the zone that has it with figures, and those that need it.

    Of several givers the one with the most figures.  Provinces in the order of their first zones.
    """
    home = {slug: zone.province for slug, zone in dataset.zones.items()}
    provinces = dict.fromkeys(home.values())
    for exchange in dataset.pathway.exchanges:
        given = [(zone, p) for zone, p in dataset.practices() if exchange.id in p.offers]
        wanted = dict.fromkeys(zone for zone, p in dataset.practices() if exchange.id in p.needs)
        for province in provinces:
            here = [(zone, sound(dataset, zone, p.facts)) for zone, p in given if home[zone] == province]
            having = [(zone, facts) for zone, facts in here if facts]
            if not having:
                continue
            giver, facts = max(having, key=lambda one: len(one[1]))
            takers = tuple(zone for zone in wanted if home[zone] == province and zone != giver)
            if takers:
                yield Pair(province, exchange, giver, facts, takers)


def field(dataset: Dataset) -> tuple[FactEntry, ...]:
    """The growth rate that the most zones have for one full year, largest first; of equals the newest."""
    order = {identifier: at for at, identifier in enumerate(dataset.indicators)}
    rates = [
        entry
        for zone in dataset.zones
        for entry in dataset.of(zone)
        if entry.indicator.kind == "growth"
        and entry.indicator.comparable
        and entry.period.is_full_year
        and is_sound(entry)
    ]
    rates.sort(key=_year_and_name)
    groups = [tuple(same) for _, same in groupby(rates, key=_year_and_name)]
    largest = max(groups, key=lambda g: (len(g), g[0].period.year or 0, -order[g[0].fact.indicator]), default=())
    return tuple(sorted(largest, key=lambda entry: -(entry.size or 0)))


def _year_and_name(entry: FactEntry) -> tuple[int, str]:
    return (entry.period.year or 0, entry.fact.indicator)


def best_examples(dataset: Dataset, dimension: str) -> tuple[Example, ...]:
    """Of every zone its best example in a dimension, the best zones first.

    Better is what stands nearer to the effect (`stage` of the indicator), then more figures, then the order of zones.  The
    figure is the one nearest to the effect, of several the first that the practice names, at its newest.
    """
    best: dict[str, tuple[tuple[int, int], Example]] = {}
    for zone, practice in dataset.practices():
        if dimension not in practice.dimensions:
            continue
        facts = _of_dimension(dataset, zone, practice, dimension)
        if nearest := max(facts, key=_nearness, default=None):
            shown = max((e for e in facts if e.fact.indicator == nearest.fact.indicator), key=lambda e: e.period)
            rank = (_nearness(shown), len(facts))
            if zone not in best or rank > best[zone][0]:
                best[zone] = (rank, Example(zone, practice, shown))
    ranked = sorted(best.values(), key=lambda one: (-one[0][0], -one[0][1]))
    return tuple(example for _, example in ranked)


def _of_dimension(dataset: Dataset, zone: str, practice: Practice, dimension: str) -> tuple[FactEntry, ...]:
    """Effects in the dimension, and figures that measure it; of a practice that is about it first of all any figure."""
    ends = [carry for carry in practice.carries if dimension in (carry.via, carry.to)]
    effects = [entry for carry in ends for entry in sound(dataset, zone, carry.effects)]
    facts = sound(dataset, zone, practice.facts)
    measuring = [entry for entry in facts if dimension in entry.indicator.dimensions]
    elsewhere = {
        entry.id for carry in practice.carries if carry not in ends for entry in sound(dataset, zone, carry.effects)
    }
    own = [entry for entry in facts if entry.id not in elsewhere] if practice.dimensions[0] == dimension else []
    return (*effects, *measuring) or tuple(own)


def _nearness(entry: FactEntry) -> int:
    stage = entry.indicator.stage
    return STAGES.index(stage) if stage else -1


def by_province(dataset: Dataset) -> tuple[tuple[str, Sequence[str]], ...]:
    """The zones of each province, those with the most zones first."""
    provinces: dict[str, list[str]] = {}
    for slug, zone in dataset.zones.items():
        provinces.setdefault(zone.province, []).append(slug)
    return tuple(sorted(provinces.items(), key=lambda item: -len(item[1])))
