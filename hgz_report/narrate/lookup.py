"""The template functions that find facts.  `Absent` when a fact is not there, `Missing` when what is asked for makes no sense."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.fact_finder import FactFinder
from hgz_report.data.placeholder import Placeholder, find, resolve, resolve_key
from hgz_report.document.ledger import Ledger
from hgz_report.narrate.view_maker import Views
from hgz_report.narrate.views import FactView
from hgz_report.origin import Attributed, PeriodOf, Wording, attributed

_LABEL = re.compile("[a-z][a-z0-9_]*")
_LEAVE_OUT = "可有可无的话放进 {% optional %} 与 {% endoptional %} 之间"
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


class Lookup(Struct, frozen=True):
    """Facts of one report; `owner` is the zone the report is about, or `national`."""

    dataset: Dataset
    views: Views
    ledger: Ledger
    owner: str

    def functions(self) -> tuple[Callable[..., object], ...]:
        """What templates may call."""
        return (
            self.fact, self.has, self.latest, self.facts, self.series, self.full_years, self.year_ends, self.years_of,
            self.in_year, self.present, self.growth_of, self.share_of, self.target_of,
        )  # fmt: skip

    def fact(self, indicator: str, period: str | int | None = None, owner: str | None = None) -> FactView:
        """The fact of an indicator: of the period given (`2025:target` for a target), else the newest actual."""
        entry = self._entry(indicator, period, owner)
        if entry is None:
            raise self._missing(self.indicator(indicator.partition(":")[0]), period, self.known(owner))
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
            for entry in self.dataset.of(self.known(owner))
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

    def _companion(self, fact: FactView, kind: str) -> FactView | None:
        period = self.dataset.facts[fact.id].fact.period
        for entry in self.dataset.of(fact.owner):
            if (entry.indicator.of, entry.indicator.kind, entry.fact.period) == (fact.indicator, kind, period):
                return self.views.fact(entry)
        return None

    def series(self, indicator: str, owner: str | None = None) -> tuple[FactView, ...]:
        """All actual values of an indicator in order of time."""
        found = self.dataset.of(self.known(owner), self.indicator(indicator))
        entries = [e for e in found if e.fact.status != "target"]
        return tuple(self.views.fact(entry) for entry in sorted(entries, key=lambda e: e.period))

    def present(
        self, *indicators: str, period: str | int | None = None, owner: str | None = None
    ) -> tuple[FactView, ...]:
        """Those of the facts asked for that are there."""
        return tuple(self.fact(name, period, owner) for name in indicators if self.has(name, period, owner))

    def full_years(self, indicator: str, owner: str | None = None) -> tuple[FactView, ...]:
        """The values of full years, of confidence A or B, in order of time: what a chart shows."""
        return tuple(
            fact
            for fact in self.series(indicator, owner)
            if fact.full_year and fact.confidence < "C" and fact.value is not None
        )

    def year_ends(self, indicator: str, since: int = 0, owner: str | None = None) -> tuple[FactView, ...]:
        """One value a year: the last point of time the year has, for stocks such as the number of zones."""
        entries = self.dataset.of(self.known(owner), self.indicator(indicator))
        years = sorted({entry.period.year or 0 for entry in entries})
        views = (self.in_year(indicator, year, owner) for year in years if year >= since)
        return tuple(view for view in views if isinstance(view, FactView))

    def years_of(self, *indicators: str, owner: str | None = None) -> tuple[Attributed, ...]:
        """The years for which one of the indicators has a full-year value of confidence A or B, in order."""
        names = [self.indicator(name) for name in indicators]
        entries = [entry for name in names for entry in self.dataset.of(self.known(owner), name)]
        years = {
            e.fact.period: attributed(e.period.in_year, PeriodOf(e.id))
            for e in entries
            if e.period.is_full_year and e.fact.status == "actual" and e.fact.confidence < "C"
        }
        return tuple(years[year] for year in sorted(years))

    def in_year(self, indicator: str, year: str | int, owner: str | None = None) -> FactView | Attributed:
        """The value of a full year, or of the year's last point of time; a dash when there is none of confidence A or B."""
        found = self.dataset.of(self.known(owner), self.indicator(indicator))
        entries = [e for e in found if e.fact.status == "actual" and e.fact.confidence < "C"]
        of_year = [
            e
            for e in entries
            if str(e.period.year) == str(year).removesuffix("年") and (e.period.is_full_year or e.period.is_point)
        ]
        return self.views.fact(max(of_year, key=lambda e: e.period)) if of_year else attributed("—", Wording("none"))

    def named(self, placeholder: Placeholder) -> FactView:
        """The fact that a reference names.  Raises Missing, Absent where it is only not there."""
        data = self.dataset
        wrong = FactFinder(data.facts, data.owners, data.indicator_names).complaint(self.owner, placeholder)
        entry = resolve(data.facts, self.owner, placeholder)
        if wrong is None and entry is not None:
            return self.views.fact(entry)
        assert wrong is not None  # what leads nowhere is complained of
        if wrong.severity == "error":
            label = f"；要给标题、表、图编号的，写成 {{#{placeholder}}}" if _LABEL.fullmatch(str(placeholder)) else ""
            raise Missing(wrong.what, f"{wrong.hint}{label}")
        owner = data.owners.id(placeholder.owner or self.owner)
        raise Absent(f"{data.subject(owner).short}没有“{placeholder}”这条事实", f"{wrong.hint}；{_LEAVE_OUT}")

    def _entry(self, indicator: str, period: str | int | None, owner: str | None) -> FactEntry | None:
        if (name := indicator.partition(":")[0]) not in self.dataset.indicator_names:
            raise self._unknown(name)
        key = indicator if period is None else f"{indicator}@{period}"
        entry = resolve_key(self.dataset.facts, self.known(owner), key)
        return entry if entry is not None and entry.printable else None

    def known(self, owner: str | None) -> str:
        """The slug of an owner that a template names, the report's own without one."""
        called = self.dataset.owners
        if owner and owner not in called:
            otherwise = f"可写 national、全国，或 {'、'.join(self.dataset.zones)}"
            raise Missing(f"没有叫“{owner}”的高新区", called.hint(owner, otherwise))
        return called.id(owner or self.owner)

    def indicator(self, word: str) -> str:
        """The id of an indicator by its id or name."""
        if word not in self.dataset.indicator_names:
            raise self._unknown(word)
        return self.dataset.indicator_names.id(word)

    def _unknown(self, indicator: str) -> Missing:
        hint = self.dataset.indicator_names.hint(indicator, "指标的编号和名称见 data/indicators.yaml")
        return Missing(f"没有叫“{indicator}”的指标", hint)

    def _missing(self, indicator: str, period: str | int | None, owner: str) -> Absent:
        subject = self.dataset.subject(owner)
        name = self.dataset.indicators[indicator].name
        having = [entry.fact.period for entry in self.dataset.of(owner, indicator)]
        what = f"{subject.short}没有“{name}”（{indicator}）" + (f"在 {period} 的事实" if period else "的事实")
        hint = f"有的时期：{'、'.join(having)}；" if having else "在数据里补上这条事实；"
        return Absent(what, hint + _LEAVE_OUT)


def _by_thing(entries: Iterable[FactEntry]) -> Iterator[list[FactEntry]]:
    """Entries in runs of one indicator, targets apart."""
    for _, same in groupby(entries, key=lambda e: e.fact.indicator):
        facts = list(same)
        yield [entry for entry in facts if entry.fact.status != "target"]
        yield [entry for entry in facts if entry.fact.status == "target"]


def _newest(entries: list[FactEntry], number: int) -> list[FactEntry]:
    sound = [entry for entry in entries if entry.fact.confidence < "C"]
    return (sound or entries)[-number:]
