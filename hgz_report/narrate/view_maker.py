"""Makes the views that templates see from the dataset, every number in them entered in the ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from typing import TypeVar

from msgspec import Struct, field

from hgz_report.analysis.aims import falls
from hgz_report.analysis.derive import DerivedValue
from hgz_report.analysis.evidence import LEVELS, VERDICT_NAMES, Evidence, Recommendation
from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.data.model import (
    Policy,
    Practice,
    Reading,
)
from hgz_report.data.pathway import Dimension, Task
from hgz_report.data.placeholder import resolve_key, sources_of
from hgz_report.data.worded import mark_of, portion_of
from hgz_report.data.worded import worded as fact_worded
from hgz_report.language.period import Period
from hgz_report.language.wording import STATUS_NAMES, date_text
from hgz_report.narrate.data_text import filled
from hgz_report.narrate.pathway_maker import PathwayMaker
from hgz_report.narrate.pathway_views import DimensionView, TaskView, ZoneView
from hgz_report.narrate.view_words import cited, part_of, unstopped, years_between
from hgz_report.narrate.views import (
    DerivedView,
    EvidenceView,
    FactView,
    PolicyView,
    PracticeView,
    ReadingView,
    RecommendationView,
)
from hgz_report.origin import Attributed, Count, Derived, Fact, PeriodOf, Wording, attributed, between, joined

_GAP = re.compile(r"\{(\d)\}")
DOTS = ("○", "◐", "●")
"""By the level of evidence."""


T = TypeVar("T")


class Views(Struct):
    """View maker of a dataset.  A view hangs on nothing but the data, so each is made once for all reports."""

    dataset: Dataset
    _held: dict[int, object] = field(default_factory=dict)
    """What is known by its identity has to stay."""

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is made for the first report that asks; `key` says all that it hangs on beside the data."""
        return self.dataset.reads.once(("view", self.dataset.listed, key), make)

    def fact(self, entry: FactEntry) -> FactView:
        """The view of a fact."""
        return self.once(entry.id, lambda: self._fact(entry))

    def _fact(self, entry: FactEntry) -> FactView:
        fact, indicator = entry.fact, entry.indicator
        said = fact_worded(entry, fact)
        cite = between(cited(source) for source in dict.fromkeys((fact.source, *fact.also_in)))
        identifier, time = entry.id, PeriodOf(entry.id)
        return FactView(
            id=entry.id,
            owner=entry.owner,
            owner_name=entry.owner_name,
            indicator=fact.indicator,
            name=indicator.name,
            group=attributed(indicator.group, Wording("group", (Fact(identifier),))),
            kind=indicator.kind,
            definition=indicator.definition,
            text=attributed(said.text, Fact(identifier)),
            number=attributed(said.number, Fact(identifier, part="number")),
            unmarked=attributed(said.text, Fact(identifier, part="unmarked")),
            portion=attributed(portion_of(entry), Fact(identifier)),
            unit=attributed(said.unit, Fact(identifier, part="unit")),
            period=attributed(entry.period.chinese, time),
            year=attributed(str(entry.period.year or ""), time),
            in_year=attributed(entry.period.in_year, time),
            year_end=attributed(entry.period.year_end, time),
            full_year=entry.period.is_full_year,
            snapshot=entry.period.is_point,
            stated=entry.period.stated,
            status=fact.status,
            status_name=attributed(STATUS_NAMES[fact.status], Wording("status", (Fact(identifier),))),
            cite=cite,
            note=self.prose(fact.note, entry.owner),
            confidence=fact.confidence,
            falling=fact.status == "target" and falls(entry),
            value=entry.size,
            written=entry.number,
            qualifier=fact.qualifier,
            comparable=indicator.comparable,
            mark=attributed(mark_of(entry), Wording("mark", (Fact(identifier),))),
            conflicts=tuple(self._reading(entry, reading) for reading in fact.conflicts if reading.confidence != "D"),
        )

    def _reading(self, entry: FactEntry, reading: Reading) -> ReadingView:
        said = fact_worded(entry, reading)
        return ReadingView(
            text=attributed(said.text, Fact(entry.id, reading.source)),
            period=attributed(Period(reading.period).chinese, PeriodOf(entry.id, reading.source)),
            source=cited(reading.source),
            note=self.prose(unstopped(reading.note), entry.owner),
        )

    def computed(self, value: DerivedValue) -> DerivedView:
        """The view of a derived value."""
        said = value.worded
        rule, inputs = value.rule, value.inputs
        return DerivedView(
            id=value.id,
            text=attributed(said.text, Derived(rule, inputs)),
            number=attributed(said.number, Derived(rule, inputs, "number")),
            unit=attributed(said.unit, Derived(rule, inputs, "unit")),
            formula=self.formula(value),
            years=years_between([self.dataset.facts[one] for one in inputs]),
            value=value.number,
        )

    def formula(self, value: DerivedValue) -> Attributed:
        """The formula with its inputs, each as period, name and bound quantity."""
        facts = [self.fact(self.dataset.facts[identifier]) for identifier in value.inputs]
        names = [joined((f.period if f.stated else "", f.name, f.status_name, f.text)) for f in facts]
        sign = Wording("formula", (Derived(value.rule, value.inputs),))
        parts = _GAP.split(value.formula)  # text and number of an input in turn
        return joined(names[int(part)] if n % 2 else attributed(part, sign) for n, part in enumerate(parts))

    def count(self, number: int, unit: str, of: str) -> Attributed:
        """A number of things counted in the data."""
        return attributed(f"{number}{unit}", Count(of))

    def prose(self, text: str, owner: str) -> Attributed:
        """Data text with its placeholders as bound quantities.  A sentence whose fact is not there is left out whole."""
        self._held[id(text)] = text
        return self.once((id(text), owner), lambda: self._prose(text, owner))

    def _prose(self, text: str, owner: str) -> Attributed:
        return filled(
            text,
            owner,
            self.dataset.facts,
            lambda entry, part: part_of(self.fact(entry), part),
            lambda value: self.computed(value).text,
        )

    def practice(self, zone: str, practice: Practice) -> PracticeView:
        """A practice of a zone."""
        return self.once(("practice", zone, practice.id), lambda: self._practice(zone, practice))

    def _practice(self, zone: str, practice: Practice) -> PracticeView:
        entries = [resolve_key(self.dataset.facts, zone, key) for key in practice.facts]
        sources = sources_of(self.dataset.facts, zone, practice.text, practice.source)
        return PracticeView(
            id=practice.id,
            zone=zone,
            zone_name=self.dataset.zones[zone].short,
            title=practice.title,
            text=self.prose(practice.text, zone),
            dimensions=practice.dimensions,
            tasks=practice.tasks,
            facts=tuple(self.fact(entry) for entry in entries if entry is not None and entry.printable),
            cite=between(cited(name) for name in sources),
            source=practice.source,
            role=practice.role or "",
            result_wanted=self.prose(practice.result_wanted, zone),
        )

    def policy(self, policy: Policy, owner: str = NATIONAL) -> PolicyView:
        """A document or list; its date is bound to `policy.<id>@date`.

        Of a document that concerns several zones a zone's report prints only the points that name the zone; a point that lost
        its fact is left out.
        """
        identifier = f"policy.{policy.id}@date"
        return PolicyView(
            id=policy.id,
            title=policy.title,
            kind=policy.kind,
            status=policy.status,
            issuer=policy.issuer,
            date=attributed(date_text(policy.date), Fact(identifier)),
            when=policy.date,
            points=tuple(text for point in self._points(policy, owner) if (text := self.prose(point, NATIONAL))),
            zones=policy.zones,
            note=self.prose(policy.note, NATIONAL),
            cite=between(cited(source) for source in dict.fromkeys((policy.source, *policy.also_in))),
            conflicts=tuple(
                ReadingView(
                    attributed(date_text(str(reading.value)), Fact(identifier, reading.source)),
                    attributed(Period(reading.period).chinese, PeriodOf(identifier, reading.source)),
                    cited(reading.source),
                    self.prose(unstopped(reading.note), NATIONAL),
                )
                for reading in policy.conflicts
            ),
        )

    def _points(self, policy: Policy, owner: str) -> tuple[str, ...]:
        if owner == NATIONAL or len(policy.zones) == 1:
            return policy.points
        names = {self.dataset.zones[owner].short, self.dataset.zones[owner].name}
        return tuple(point for point in policy.points if any(name in point for name in names))

    def evidence(self, item: Evidence) -> EvidenceView:
        """What there is for one zone in one dimension."""
        return self.once(("evidence", item.zone, item.dimension), lambda: self._evidence(item))

    def _evidence(self, item: Evidence) -> EvidenceView:
        dimension = next(d for d in self.dataset.pathway.dimensions if d.id == item.dimension)
        return EvidenceView(
            zone=item.zone,
            zone_name=self.dataset.zones[item.zone].short,
            dimension=self.dimension(dimension),
            level=item.level,
            level_name=attributed(LEVELS[item.level], Wording("level")),
            dot=attributed(DOTS[item.level], Wording("level")),
            practices=tuple(self.practice(item.zone, practice) for practice in item.practices),
            facts=tuple(self.fact(entry) for entry in item.facts),
        )

    def recommendation(self, item: Recommendation) -> RecommendationView:
        """A task for a zone."""
        return self.once(("recommendation", item.zone, item.task.id), lambda: self._recommendation(item))

    def _recommendation(self, item: Recommendation) -> RecommendationView:
        return RecommendationView(
            zone=item.zone,
            zone_name=self.dataset.zones[item.zone].short,
            task=self.task(item.task),
            verdict=item.verdict,
            verdict_name=attributed(VERDICT_NAMES[item.verdict], Wording("verdict")),
            basis=tuple(self.evidence(basis) for basis in item.basis),
            measures=tuple(self.pathway.measure(m) for m in item.measures),
            named_by=tuple(self.practice(item.zone, practice) for practice in item.named_by),
        )

    @property
    def pathway(self) -> PathwayMaker:
        """Makes the views of 四融三化."""
        return PathwayMaker(self.dataset.pathway, self.prose, self.zone)

    def dimension(self, dimension: Dimension) -> DimensionView:
        """One of 四融三化."""
        return self.once(("dimension", dimension.id), lambda: self.pathway.dimension(dimension))

    def task(self, task: Task) -> TaskView:
        """One of the six tasks."""
        return self.once(("task", task.id), lambda: self.pathway.task(task))

    def zone(self, slug: str) -> ZoneView:
        """A zone."""
        return self.once(("zone", slug), lambda: self._zone(slug))

    def _zone(self, slug: str) -> ZoneView:
        zone = self.dataset.zones[slug]

        def told(name: str) -> str:
            return self.prose(getattr(zone, name), slug)

        def each(name: str) -> tuple[str, ...]:
            return tuple(self.prose(text, slug) for text in getattr(zone, name))

        return ZoneView(slug, zone.name, zone.short, zone.city, zone.province, told, each)


def views_of(dataset: Dataset) -> Views:
    """The views that all reports of one dataset share."""
    return dataset.reads.once(("views", dataset.listed), lambda: Views(dataset))
