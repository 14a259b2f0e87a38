"""The template functions that find facts.  `Absent` when a fact is not there, `Missing` when what is asked for makes no sense."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import groupby

from hgz_report.analysis.standing import measurable
from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.data.model import Zone
from hgz_report.data.placeholder import find, resolve, resolve_key
from hgz_report.document.ledger import Ledger
from hgz_report.narrate.view_maker import Views
from hgz_report.narrate.views import FactView
from hgz_report.origin import Attributed, PeriodOf, Wording, attributed

NUMERIC = ("level", "share", "growth", "rank", "index", "duration")
GROUPS = ("概况", "规模", "增长", "产业", "企业", "创新", "开放", "绿色", "建设", "位次")


class Missing(Exception):  # noqa: N818 - says what the data lack, becomes a Problem with the template's line
    """A template asked for something that cannot be had."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


class Absent(Missing):
    """A fact that may be there in another edition and is not now."""


def one_of(word: str | None, words: Sequence[str], thing: str) -> None:
    """Refuses a word that is none of `words`: a misspelt choice would otherwise find nothing, and nothing would be said."""
    if word is not None and word not in words:
        raise Missing(f"没有“{word}”这个{thing}", f"可写：{'、'.join(words)}")


@dataclass(frozen=True, slots=True)
class Lookup:
    """Facts of one report; `owner` is the zone the report is about, or `national`."""

    dataset: Dataset
    views: Views
    ledger: Ledger
    owner: str

    def functions(self) -> tuple[Callable[..., object], ...]:
        """What templates may call."""
        return (
            self.fact, self.has, self.latest, self.facts, self.series, self.year_ends, self.years_of, self.in_year,
            self.compare, self.newest_of_zones, self.present, self.growth_of, self.share_of, self.target_of,
            self.targets, self.trends, self.alike, self.headline,
        )  # fmt: skip

    def fact(self, indicator: str, period: str | int | None = None, owner: str | None = None) -> FactView:
        """The fact of an indicator: of the period given (`2025:target` for a target), else the newest actual."""
        entry = self._entry(indicator, period, owner)
        if entry is None:
            raise self._missing(indicator, period, owner or self.owner)
        return self.views.fact(entry)

    def has(self, indicator: str, period: str | int | None = None, owner: str | None = None) -> bool:
        """Whether `fact` with the same arguments would find something."""
        return self._entry(indicator, period, owner) is not None

    def latest(self, indicator: str, owner: str | None = None) -> FactView | None:
        """The newest actual, or None."""
        entry = self._entry(indicator, None, owner)
        return self.views.fact(entry) if entry else None

    def facts(
        self,
        group: str | None = None,
        owner: str | None = None,
        dimension: str | None = None,
        newest: int | None = None,
        *,
        untold: bool = False,
    ) -> tuple[FactView, ...]:
        """Printable facts of the report's subject, by group, indicator (order of the file) and period.

        `newest`: of each indicator (targets apart from actuals) only so many, the newest; one of confidence C only where
        there is none better.  `untold`: without those that a practice of the subject shows.
        """
        one_of(group, GROUPS, "指标组")
        one_of(dimension, [d.id for d in self.dataset.pathway.dimensions], "方面")
        order = {identifier: index for index, identifier in enumerate(self.dataset.indicators)}
        entries = [
            entry
            for entry in self.dataset.of(self._known(owner))
            if group in (None, entry.indicator.group) and (dimension is None or dimension in entry.indicator.dimensions)
        ]
        entries.sort(key=lambda e: (GROUPS.index(e.indicator.group), order[e.fact.indicator], e.period, e.id))
        if newest is not None:
            entries = [entry for same in _by_thing(entries) for entry in _newest(same, newest)]
        told = self._told(owner or self.owner) if untold else set[str]()
        return tuple(self.views.fact(entry) for entry in entries if entry.id not in told)

    def _told(self, owner: str) -> set[str]:
        facts = self.dataset.facts
        found: list[FactEntry | None] = []
        for practice in self.dataset.subject(owner).practices:
            found += [resolve_key(facts, owner, key) for key in practice.facts]
            found += [resolve(facts, owner, placeholder) for placeholder in find(practice.text)]
        return {entry.id for entry in found if entry is not None}

    def growth_of(self, fact: FactView) -> FactView | None:
        """The growth rate that a source gives for the same thing and period, or None."""
        return self._companion(fact, "growth")

    def share_of(self, fact: FactView) -> FactView | None:
        """The share of a whole that a source gives for the same thing and period, or None."""
        return self._companion(fact, "share")

    def target_of(self, fact: FactView) -> FactView | None:
        """The next target set for the same indicator, for the year of the fact or later, or None; of numbers only."""
        period = self.dataset.facts[fact.id].period
        found = [
            e
            for e in self.dataset.of(fact.owner, fact.indicator)
            if e.fact.status == "target" and e.period.stated and e.number is not None
        ]
        later = [entry for entry in found if (entry.period.year or 0) >= (period.year or 9999)]
        return self.views.fact(min(later, key=lambda e: e.period)) if later and not fact.is_target else None

    def targets(self) -> tuple[tuple[FactView, FactView], ...]:
        """Every newest result of which a part of its target is done, with that target: what a chart of progress shows."""
        facts = self.dataset.facts
        pairs = ((fact, self.target_of(fact)) for fact in self.facts(newest=1) if fact.value is not None)
        return tuple((fact, t) for fact, t in pairs if t is not None and measurable(facts[fact.id], facts[t.id]))

    def trends(self, least: int = 3) -> tuple[tuple[FactView, ...], ...]:
        """Indicators with results of confidence A or B for at least so many full years, the longest first; no growth rates."""
        found = []
        for identifier, indicator in self.dataset.indicators.items():
            if indicator.kind in ("level", "index", "share"):
                row = [f for f in self.series(identifier) if f.full_year and f.confidence < "C" and f.value is not None]
                found += [tuple(row)] if len(row) >= least else []
        return tuple(sorted(found, key=len, reverse=True))

    def alike(self, kind: str, least: int = 2) -> tuple[FactView, ...]:
        """The largest group of newest results of one kind, unit and period (growth rates of 2023), or nothing."""
        one_of(kind, NUMERIC, "指标类别")
        groups: dict[tuple[str, str], list[FactView]] = {}
        for fact in self.facts(newest=1):
            if fact.kind == kind and fact.status == "actual" and fact.confidence < "C" and fact.value is not None:
                groups.setdefault((fact.unit or "%", fact.period), []).append(fact)
        largest = max(groups.values(), key=len, default=[])
        return tuple(largest) if len(largest) >= least else ()

    def headline(self, most: int = 6) -> tuple[FactView, ...]:
        """The figures for the head of a report: first those of the findings or tiles, then the newest results by group.

        Of each indicator one, with a number, of confidence A or B; no growth rates, targets or 概况 beyond the findings.
        """
        subject = self.dataset.subject(self.owner)
        named = [one for text in (subject.findings if isinstance(subject, Zone) else ()) for one in find(text)]
        tiles = subject.briefing.tiles if isinstance(subject, Zone) and subject.briefing else ()
        entries = [resolve_key(self.dataset.facts, self.owner, tile.fact) for tile in tiles]
        entries += [resolve(self.dataset.facts, self.owner, placeholder) for placeholder in named]
        told = [self.views.fact(entry) for entry in entries if entry is not None and entry.printable]
        others = [f for f in self.facts(newest=1) if f.kind != "growth" and not f.is_profile and f.status == "actual"]
        sound = [f for f in (*told, *others) if f.value is not None and f.confidence < "C"]
        first = {(f.owner, f.indicator): f for f in reversed(sound)}
        return tuple(sorted(first.values(), key=sound.index)[:most])

    def _companion(self, fact: FactView, kind: str) -> FactView | None:
        period = self.dataset.facts[fact.id].fact.period
        for entry in self.dataset.of(fact.owner):
            if (entry.indicator.of, entry.indicator.kind, entry.fact.period) == (fact.indicator, kind, period):
                return self.views.fact(entry)
        return None

    def series(self, indicator: str, owner: str | None = None) -> tuple[FactView, ...]:
        """All actual values of an indicator in order of time."""
        entries = [e for e in self.dataset.of(self._known(owner), indicator) if e.fact.status != "target"]
        return tuple(self.views.fact(entry) for entry in sorted(entries, key=lambda e: e.period))

    def year_ends(self, indicator: str, since: int = 0) -> tuple[FactView, ...]:
        """One value a year: the last point of time the year has, for stocks such as the number of zones."""
        years = sorted({entry.period.year or 0 for entry in self.dataset.of(self.owner, indicator)})
        views = (self.in_year(indicator, year) for year in years if year >= since)
        return tuple(view for view in views if isinstance(view, FactView))

    def years_of(self, *indicators: str) -> tuple[Attributed, ...]:
        """The years for which one of the indicators has a full-year value of confidence A or B, in order."""
        entries = [entry for indicator in indicators for entry in self.dataset.of(self.owner, indicator)]
        years = {
            e.fact.period: attributed(e.period.in_year, PeriodOf(e.id))
            for e in entries
            if e.period.is_full_year and e.fact.status == "actual" and e.fact.confidence < "C"
        }
        return tuple(years[year] for year in sorted(years))

    def in_year(self, indicator: str, year: str | int) -> FactView | Attributed:
        """The value of a full year, or of the year's last point of time; a dash when there is none of confidence A or B."""
        entries = [
            e for e in self.dataset.of(self.owner, indicator) if e.fact.status == "actual" and e.fact.confidence < "C"
        ]
        of_year = [
            e
            for e in entries
            if str(e.period.year) == str(year).removesuffix("年") and (e.period.is_full_year or e.period.is_point)
        ]
        return self.views.fact(max(of_year, key=lambda e: e.period)) if of_year else attributed("—", Wording("none"))

    def compare(self, indicator: str, period: str | int) -> tuple[FactView, ...]:
        """The same indicator at the same period for every zone that has it, largest first."""
        if indicator not in self.dataset.indicators:
            raise self._unknown(indicator)
        if not self.dataset.indicators[indicator].comparable:
            name = self.dataset.indicators[indicator].name
            raise Missing(f"指标“{name}”口径不一，不能作高新区之间的比较", "换一个 comparable 的指标，或改为分别叙述")
        found = [
            e for e in self.dataset.facts.values() if e.fact.indicator == indicator and e.fact.period == str(period)
        ]
        rows = [
            e
            for e in found
            if e.owner != NATIONAL and e.printable and e.number is not None and e.fact.status == "actual"
        ]
        return tuple(self.views.fact(entry) for entry in sorted(rows, key=lambda e: -(e.size or 0)))

    def _entry(self, indicator: str, period: str | int | None, owner: str | None) -> FactEntry | None:
        if (name := indicator.partition(":")[0]) not in self.dataset.indicators:
            raise self._unknown(name)
        key = indicator if period is None else f"{indicator}@{period}"
        entry = resolve_key(self.dataset.facts, self._known(owner), key)
        return entry if entry is not None and entry.printable else None

    def _known(self, owner: str | None) -> str:
        slug = owner or self.owner
        if slug != NATIONAL and slug not in self.dataset.zones:
            raise Missing(f"没有 slug 为“{slug}”的高新区", f"可写 national，或 {'、'.join(self.dataset.zones)}")
        return slug

    def _unknown(self, indicator: str) -> Missing:
        near = get_close_matches(indicator, self.dataset.indicators, 1)
        return Missing(
            f"没有编号为“{indicator}”的指标", f"是不是 {near[0]}？" if near else "指标编号见 data/indicators.yaml"
        )

    def _missing(self, indicator: str, period: str | int | None, owner: str) -> Absent:
        subject = self.dataset.subject(owner)
        name = self.dataset.indicators[indicator].name
        having = [entry.fact.period for entry in self.dataset.of(owner, indicator)]
        what = f"{subject.short}没有“{name}”（{indicator}）" + (f"在 {period} 的事实" if period else "的事实")
        hint = f"有的时期：{'、'.join(having)}；" if having else "在数据里补上这条事实；"
        hint += "可有可无的话放进 {% optional %} 与 {% endoptional %} 之间"
        return Absent(what, hint)

    def newest_of_zones(self, indicator: str) -> tuple[FactView, ...]:
        """The newest actual full-year value of each zone, in the order of zones; never D or C."""
        found = []
        for owner in self.dataset.zones:
            entries = [
                e for e in self.dataset.of(owner, indicator) if e.fact.status == "actual" and e.fact.confidence < "C"
            ]
            full = [e for e in entries if e.period.is_full_year or not e.period.stated]
            found += [self.views.fact(max(full, key=lambda e: e.period))] if full else []
        return tuple(found)

    def present(self, *indicators: str, period: str | int | None = None) -> tuple[FactView, ...]:
        """Those of the facts asked for that are there."""
        return tuple(self.fact(name, period) for name in indicators if self.has(name, period))


def _by_thing(entries: Iterable[FactEntry]) -> Iterator[list[FactEntry]]:
    """Entries in runs of one indicator, targets apart."""
    for _, same in groupby(entries, key=lambda e: e.fact.indicator):
        facts = list(same)
        yield [entry for entry in facts if entry.fact.status != "target"]
        yield [entry for entry in facts if entry.fact.status == "target"]


def _newest(entries: list[FactEntry], number: int) -> list[FactEntry]:
    sound = [entry for entry in entries if entry.fact.confidence < "C"]
    return (sound or entries)[-number:]
