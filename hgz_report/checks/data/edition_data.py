"""What rules look at, and what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from hgz_report.checks.finding import Rule
from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.document.figures import Figure
from hgz_report.language.wording import QUALIFIER_WORDS
from hgz_report.problems import Where


@dataclass(frozen=True, slots=True)
class EditionData:
    """The data of an edition, its date, and what its reports print: empty unless all of them were composed."""

    dataset: Dataset
    date: date
    printed: Sequence[Figure] = ()

    def series(self) -> Iterator[list[FactEntry]]:
        """The actual, printable values of one indicator of one owner, by what their periods span; oldest first."""
        groups: dict[tuple[str, str, str], list[FactEntry]] = {}
        for entry in self.dataset.facts.values():
            if entry.printable and entry.fact.status == "actual" and entry.number is not None and entry.period.stated:
                groups.setdefault((entry.owner, entry.fact.indicator, entry.period.part), []).append(entry)
        for group in groups.values():
            yield sorted(group, key=lambda entry: entry.period)

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


@dataclass(frozen=True, slots=True)
class Remark:
    """What a rule has against a place; `fact` is the fact beside which it may be accepted, "" where it may not."""

    fact: str
    where: Where | None
    what: str
    hint: str


Check = Callable[[EditionData], Iterator[Remark]]


@dataclass(frozen=True, slots=True)
class DataRule(Rule):
    """One rule of the gate.  `on_reports`: it looks at what all reports print, not at the data alone."""

    check: Check
    on_reports: bool = False


def of_fact(entry: FactEntry, what: str, hint: str) -> Remark:
    """A remark on a fact, at its line."""
    return Remark(entry.id, entry.where, f"{named(entry)}{what}", hint)


def named(entry: FactEntry) -> str:
    """成都高新区2023年地区生产总值: how messages call a fact."""
    time = entry.period.chinese if entry.period.stated else ""
    return f"{entry.owner_name}{time}“{entry.indicator.name}”"


def written(entry: FactEntry) -> str:
    """The value as the file has it, with its unit and 约, 超过 and the like: 1698.88亿元."""
    unit = "" if isinstance(entry.number, Fraction) else entry.unit
    return f"{QUALIFIER_WORDS[entry.fact.qualifier]}{entry.fact.value}{unit}"
