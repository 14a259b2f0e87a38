"""Everything the data files say, in one immutable object that knows where each fact was written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import count

from hgz_report.data.allow_list import AllowList
from hgz_report.data.called import Called
from hgz_report.data.edition_state import CorrectionNote, EditionState
from hgz_report.data.model import (
    Fact,
    Indicator,
    National,
    Policy,
    Practice,
    Source,
    Subject,
    Zone,
)
from hgz_report.data.pathway import Pathway
from hgz_report.data.reads import Reads
from hgz_report.data.zone_register import ZoneRegister
from hgz_report.language.period import Period
from hgz_report.language.units import converted
from hgz_report.problems import Problem, Where

NATIONAL = "national"
THE_COUNTRY = "全国"
"""What editors call the country where they name whose a fact is."""


def owners_called(shorts: Iterable[tuple[str, str]]) -> Called:
    """Owners by slug and short name."""
    return Called.of((*shorts, (NATIONAL, THE_COUNTRY)))


def indicators_called(indicators: Mapping[str, Indicator]) -> Called:
    """Indicators by id and name."""
    return Called.of((identifier, indicator.name) for identifier, indicator in indicators.items())


def fact_id(owner: str, fact: Fact) -> str:
    """`chengdu.pilot_platforms@2025:target`: owner, indicator, period, and the status unless it is an actual."""
    suffix = "" if fact.status == "actual" else f":{fact.status}"
    return f"{owner}.{fact.indicator}@{fact.period}{suffix}"


@dataclass(frozen=True)
class FactEntry:
    """A fact together with what is needed to print and to trace it."""

    id: str
    owner: str
    owner_name: str
    fact: Fact
    indicator: Indicator
    where: Where

    @cached_property
    def period(self) -> Period:
        """The parsed period."""
        return Period(self.fact.period)

    @cached_property
    def number(self) -> Decimal | Fraction | None:
        """The numeric value as it is written and printed (1/2, 50), None for a date or text."""
        return self.fact.number

    @property
    def unit(self) -> str:
        """The unit the value is written in (亿元, 家, % …)."""
        return self.fact.unit or self.indicator.unit

    @cached_property
    def amount(self) -> Fraction | None:
        """The value in `unit`, exact, for whoever calculates or compares: a fraction of a whole counts in %, 1/2 as 50."""
        number = self.number
        if number is None:
            return None
        return number * 100 if isinstance(number, Fraction) else Fraction(number)

    @cached_property
    def size(self) -> Fraction | None:
        """`amount` in the unit of the indicator, in which all its values compare."""
        amount = self.amount
        return amount if amount is None else Fraction(converted(amount, self.unit, self.indicator.unit))

    @property
    def printable(self) -> bool:
        """D is kept in the data as a warning to the next editor and never printed."""
        return self.fact.confidence != "D"


class LocatedFacts(Mapping[str, FactEntry]):
    """Facts under their ids, in file order, and found by owner and indicator without looking through all of them.

    `owners` and `indicators`: what those that have facts are called.
    """

    def __init__(self, entries: Iterable[FactEntry] = ()) -> None:
        self._by_id: dict[str, FactEntry] = {}
        self._by_owner: dict[str, list[FactEntry]] = {}
        self._by_thing: dict[tuple[str, str], list[FactEntry]] = {}
        self._by_indicator: dict[str, list[FactEntry]] = {}
        for entry in entries:
            if entry.id not in self._by_id:  # of two with one id the first
                self._by_id[entry.id] = entry
                self._by_owner.setdefault(entry.owner, []).append(entry)
                self._by_thing.setdefault((entry.owner, entry.fact.indicator), []).append(entry)
                self._by_indicator.setdefault(entry.fact.indicator, []).append(entry)
        listed = self._by_id.values()
        self.owners = owners_called((entry.owner, entry.owner_name) for entry in listed)
        self.indicators = Called.of((entry.fact.indicator, entry.indicator.name) for entry in listed)

    def __getitem__(self, identifier: str) -> FactEntry:
        return self._by_id[identifier]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def of(self, owner: str, indicator: str | None = None) -> Sequence[FactEntry]:
        """The facts of one owner, optionally of one indicator, D included."""
        if indicator is None:
            return self._by_owner.get(owner, ())
        return self._by_thing.get((owner, indicator), ())

    def everywhere(self, indicator: str) -> Sequence[FactEntry]:
        """The facts of one indicator of all owners, D included."""
        return self._by_indicator.get(indicator, ())


@dataclass(frozen=True, slots=True, eq=False)
class ListedZones(Mapping[str, Zone]):
    """Every zone is found, only some are listed."""

    zones: Mapping[str, Zone]
    listed: tuple[str, ...]

    def __getitem__(self, slug: str) -> Zone:
        return self.zones[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)


@dataclass(frozen=True, eq=False)
class Dataset:
    """All data of one edition; two of them are the same only if they are one.

    `facts` holds every fact of every owner, in file order, under its id.
    """

    zones: Mapping[str, Zone]
    national: National
    pathway: Pathway
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    policies: tuple[Policy, ...]
    allowed: AllowList
    """Numbers that may be printed without a fact, and why."""
    facts: LocatedFacts
    places: Mapping[str, Where]
    """Where each zone, practice (`zibo/upgrade`), policy, source, indicator and allowed number (`allowed/decade`) is written,
    and each acceptance of a fact (`zibo.gdp@2023/accept/0`).
    """
    register: ZoneRegister | None = None
    """All national zones there are, also those without a file of their own; None when nobody has listed them."""
    settled: Mapping[str, str] | None = None
    """What values were when they were settled, by the id of the fact; None when nothing has been."""
    numbered: int = 0
    """The highest number a source was ever given."""
    digests: Mapping[str, bytes] = field(default_factory=dict)
    """A hash of each data file as it was read, by name; empty where the data did not come from files."""
    warnings: tuple[Problem, ...] = ()
    """What the loader noticed and let pass: a sentence that will not be printed because its fact is gone, and the like."""

    past: EditionState | None = None
    """What the edition before stood on, if this one is to be compared with it; templates see it as `previous`."""
    correction: CorrectionNote | None = None
    """Why and in which papers an issued edition is corrected, for the paper that says so."""
    reads: Reads = field(default_factory=Reads, repr=False)
    """What is worked out once for all reports; a watched dataset notes here what is read of it."""

    @property
    def previous(self) -> EditionState | None:
        """The edition to compare with."""
        return self.past

    @property
    def highest_source_number(self) -> int:
        """The highest number that was ever given to a source, or that one without gets now."""
        return max([self.numbered, *self.source_numbers.values()])

    @cached_property
    def source_numbers(self) -> Mapping[str, int]:
        """The number of every source, the same in all papers; those without one yet go on from the highest ever given."""
        given = {name: source.number for name, source in self.sources.items() if source.number}
        fresh = count(max([self.numbered, *given.values()]) + 1)
        return {name: given.get(name) or next(fresh) for name in self.sources}

    @cached_property
    def owners(self) -> Called:
        """What the zones and the country are called."""
        zones = ((slug, zone.short) for slug, zone in self.zones.items())
        others = ((entry.owner, entry.owner_name) for entry in self.facts.values())
        return owners_called((*zones, *others, (NATIONAL, self.national.short)))

    @cached_property
    def indicator_names(self) -> Called:
        """What the indicators are called."""
        return indicators_called(self.indicators)

    def subject(self, owner: str) -> Subject:
        """The zone or the country called `owner`; KeyError when there is none."""
        return self.national if owner == NATIONAL else self.zones[owner]

    @property
    def extent(self) -> int:
        """How many facts there are."""
        return len(self.facts)

    def only(self, zones: Collection[str]) -> Dataset:
        """The same data for a report about some zones only (all without any): it lists no others, and may name them."""
        return replace(self, zones=ListedZones(self.zones, tuple(zones))) if zones else self

    def of(self, owner: str, indicator: str | None = None) -> Iterator[FactEntry]:
        """Printable facts of one owner, optionally of one indicator, in file order."""
        return (entry for entry in self.facts.of(owner, indicator) if entry.printable)

    @property
    def listed(self) -> tuple[str, ...] | None:
        """The zones that are listed, None for all."""
        return self.zones.listed if isinstance(self.zones, ListedZones) else None

    def practices(self, zones: Iterable[str] = ()) -> Iterator[tuple[str, Practice]]:
        """The practices of some zones (of every zone without any) as (zone slug, practice), in zone order."""
        for slug in zones or self.zones:
            for practice in self.zones[slug].practices:
                yield slug, practice
