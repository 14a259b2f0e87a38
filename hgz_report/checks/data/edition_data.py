"""What rules look at, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Literal

from msgspec import Struct

from hgz_report.checks.data.shown import ShownFact, shown
from hgz_report.checks.finding import Rule
from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.document.figures import Figure
from hgz_report.language.wording import QUALIFIER_WORDS
from hgz_report.problems import Where


@dataclass(frozen=True, eq=False)
class EditionData:
    """The data of an edition, its date, and what its reports print: all that were composed, `complete` when that is every one."""

    dataset: Dataset
    date: date
    printed: Sequence[Figure] = ()
    complete: bool = True

    @cached_property
    def numeric(self) -> Sequence[FactEntry]:
        """Every printable number."""
        return [entry for entry in self.dataset.facts.values() if entry.printable and entry.number is not None]

    @cached_property
    def history(self) -> Mapping[tuple[str, str], Sequence[FactEntry]]:
        """By owner and indicator: the printable values that are no targets and have a time; oldest first."""
        groups: dict[tuple[str, str], list[FactEntry]] = {}
        for entry in self.numeric:
            if entry.fact.status != "target" and entry.period.stated:
                groups.setdefault((entry.owner, entry.fact.indicator), []).append(entry)
        return {key: sorted(group, key=lambda entry: entry.period) for key, group in groups.items()}

    @cached_property
    def shown(self) -> Sequence[ShownFact]:
        """What texts name and templates print in running text."""
        return shown(self.dataset, self.printed)

    @cached_property
    def series(self) -> Sequence[Sequence[FactEntry]]:
        """The actual, printable values of one indicator of one owner, by what their periods span; oldest first."""
        found: list[list[FactEntry]] = []
        for group in self.history.values():
            parts: dict[str, list[FactEntry]] = {}
            for entry in group:
                if entry.fact.status == "actual":
                    parts.setdefault(entry.period.part, []).append(entry)
            found += parts.values()
        return found

    def nearest(self, entry: FactEntry, owner: str, indicator: str) -> FactEntry | None:
        """Of another series the value of a time as long whose year is nearest to that of `entry`; of two the earlier."""
        year, part = entry.period.year, entry.period.part
        others = [other for other in self.history.get((owner, indicator), ()) if year and other.period.part == part]
        return min(others, key=lambda other: abs((other.period.year or 0) - (year or 0)), default=None)

    def across_zones(self) -> Iterator[list[FactEntry]]:
        """The zones' printable values of one indicator for one stated period."""
        groups: dict[tuple[str, str], list[FactEntry]] = {}
        for entry in self.dataset.facts.values():
            if entry.owner != NATIONAL and entry.printable and entry.period.stated:
                groups.setdefault((entry.fact.indicator, entry.fact.period), []).append(entry)
        yield from groups.values()

    def same_time(self, entry: FactEntry, indicator: str) -> FactEntry | None:
        """The same owner's value of another indicator for the same period and of the same status."""
        return self.twin(entry, entry.owner, indicator, entry.fact.period)

    def twin(self, entry: FactEntry, owner: str, indicator: str, period: str) -> FactEntry | None:
        """A printable fact with the status of `entry`."""
        suffix = "" if entry.fact.status == "actual" else f":{entry.fact.status}"
        found = self.dataset.facts.get(f"{owner}.{indicator}@{period}{suffix}")
        return found if found is not None and found.printable else None


class Remark(Struct, frozen=True):
    """What a rule has against a place; `fact` is the fact beside which it may be accepted, "" where it may not.

    `values`: the figures it speaks of, as `written`.  An acceptance holds for these and no others.
    """

    fact: str
    where: Where | None
    what: str
    hint: str
    values: tuple[str, ...] = ()


Check = Callable[[EditionData], Iterator[Remark]]


class DataRule(Rule, frozen=True):
    """One rule of the gate.  `looks_at`: the facts of one owner, all data, what is printed (each figure by itself), or what all
    reports print.
    """

    check: Check
    looks_at: Literal["owner", "data", "printed", "all reports"] = "data"


def of_fact(entry: FactEntry, what: str, hint: str, *others: FactEntry) -> Remark:
    """A remark on a fact, at its line; `others`: the facts beside which it looks wrong."""
    values = tuple(dict.fromkeys(written(each) for each in (entry, *others)))
    return Remark(entry.id, entry.where, f"{named(entry)}{what}", hint, values)


def named(entry: FactEntry) -> str:
    """成都高新区2023年地区生产总值: how messages call a fact."""
    time = entry.period.chinese if entry.period.stated else ""
    return f"{entry.owner_name}{time}“{entry.indicator.name}”"


def written(entry: FactEntry) -> str:
    """The value as the file has it, with its unit and 约, 超过 and the like: 1698.88亿元."""
    unit = "" if isinstance(entry.number, Fraction) else entry.unit
    return f"{QUALIFIER_WORDS[entry.fact.qualifier]}{entry.fact.value}{unit}"
