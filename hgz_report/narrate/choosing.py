"""The template functions that choose facts to be shown together: those with targets, series, facts alike, one of each zone."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from hgz_report.analysis.standing import measurable
from hgz_report.data.dataset import Dataset
from hgz_report.data.model import Zone
from hgz_report.data.placeholder import find, resolve, resolve_key
from hgz_report.narrate.lookup import Lookup, Missing, one_of
from hgz_report.narrate.view_maker import Views
from hgz_report.narrate.views import FactView

NUMERIC = ("level", "share", "growth", "rank", "index", "duration")


class Choosing(Struct, frozen=True):
    """Choices for one report."""

    lookup: Lookup

    def functions(self) -> tuple[Callable[..., object], ...]:
        """What templates may call."""
        return self.targets, self.trends, self.alike, self.headline, self.compare, self.newest_of_zones

    @property
    def dataset(self) -> Dataset:
        """The data."""
        return self.lookup.dataset

    @property
    def views(self) -> Views:
        """The views of the data."""
        return self.lookup.views

    def targets(self, owner: str | None = None) -> tuple[tuple[FactView, FactView], ...]:
        """Every newest result of which a part of its target is done, with that target: what a chart of progress shows."""
        facts = self.dataset.facts
        pairs = (
            (fact, self.lookup.target_of(fact))
            for fact in self.lookup.facts(newest=1, owner=owner)
            if fact.value is not None
        )
        return tuple((fact, t) for fact, t in pairs if t is not None and measurable(facts[fact.id], facts[t.id]))

    def trends(self, least: int = 3, owner: str | None = None) -> tuple[tuple[FactView, ...], ...]:
        """Indicators with results of confidence A or B for at least so many full years, the longest first; no growth rates."""
        found = []
        for identifier, indicator in self.dataset.indicators.items():
            if indicator.kind in ("level", "index", "share"):
                row = self.lookup.full_years(identifier, owner)
                found += [row] if len(row) >= least else []
        return tuple(sorted(found, key=len, reverse=True))

    def alike(self, kind: str, least: int = 2, owner: str | None = None) -> tuple[FactView, ...]:
        """The largest group of newest results of one kind, unit and period (growth rates of 2023), or nothing."""
        one_of(kind, NUMERIC, "指标类别")
        groups: dict[tuple[str, str], list[FactView]] = {}
        for fact in self.lookup.facts(newest=1, owner=owner):
            if fact.kind == kind and fact.status == "actual" and fact.confidence < "C" and fact.value is not None:
                groups.setdefault((fact.unit or "%", fact.period), []).append(fact)
        largest = max(groups.values(), key=len, default=[])
        return tuple(largest) if len(largest) >= least else ()

    def headline(self, most: int = 6, owner: str | None = None) -> tuple[FactView, ...]:
        """The figures for the head of a report: first those of the findings or tiles, then the newest results by group.

        Of each indicator one, with a number, of confidence A or B; no growth rates, targets or 概况 beyond the findings.
        """
        whose = self.lookup.known(owner)
        subject = self.dataset.subject(whose)
        named = [one for text in (subject.findings if isinstance(subject, Zone) else ()) for one in find(text)]
        tiles = subject.briefing.tiles if isinstance(subject, Zone) and subject.briefing else ()
        entries = [resolve_key(self.dataset.facts, whose, tile.fact) for tile in tiles]
        entries += [resolve(self.dataset.facts, whose, placeholder) for placeholder in named]
        told = [self.views.fact(entry) for entry in entries if entry is not None and entry.printable]
        others = [
            f
            for f in self.lookup.facts(newest=1, owner=owner)
            if f.kind != "growth" and not f.is_profile and f.status == "actual"
        ]
        sound = [f for f in (*told, *others) if f.value is not None and f.confidence < "C"]
        first = {(f.owner, f.indicator): f for f in reversed(sound)}
        return tuple(sorted(first.values(), key=sound.index)[:most])

    def compare(self, indicator: str, period: str | int) -> tuple[FactView, ...]:
        """The same indicator at the same period for every zone that has it, largest first."""
        wanted = self.lookup.indicator(indicator)
        if not self.dataset.indicators[wanted].comparable:
            name = self.dataset.indicators[wanted].name
            raise Missing(f"指标“{name}”口径不一，不能作高新区之间的比较", "换一个 comparable 的指标，或改为分别叙述")
        listed = frozenset(self.dataset.zones)
        found = [e for e in self.dataset.facts.everywhere(wanted) if e.fact.period == str(period)]
        rows = [
            e for e in found if e.owner in listed and e.printable and e.number is not None and e.fact.status == "actual"
        ]
        return tuple(self.views.fact(entry) for entry in sorted(rows, key=lambda e: -(e.size or 0)))

    def newest_of_zones(self, indicator: str) -> tuple[FactView, ...]:
        """The newest actual full-year value of each zone, in the order of zones; never D or C."""
        wanted, found = self.lookup.indicator(indicator), []
        for owner in self.dataset.zones:
            entries = [
                e for e in self.dataset.of(owner, wanted) if e.fact.status == "actual" and e.fact.confidence < "C"
            ]
            full = [e for e in entries if e.period.is_full_year or not e.period.stated]
            found += [self.views.fact(max(full, key=lambda e: e.period))] if full else []
        return tuple(found)
