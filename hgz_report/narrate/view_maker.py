"""Makes the views that templates see from the dataset, every number in them entered in the ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hgz_report.analysis.derive import Derived
from hgz_report.analysis.evidence import LEVELS, VERDICT_NAMES, Evidence, Recommendation
from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.data.model import (
    REPRINT,
    UNKNOWN,
    Dimension,
    Measure,
    Policy,
    Practice,
    Reading,
    Shortcoming,
    Task,
)
from hgz_report.data.placeholder import find, resolve, resolve_key
from hgz_report.data.worded import mark_of, worded
from hgz_report.document.ledger import Citation, Ledger, Literal, Quantity
from hgz_report.language.period import Period
from hgz_report.language.wording import STATUS_NAMES, date_text
from hgz_report.narrate.views import (
    DerivedView,
    DimensionView,
    EvidenceView,
    FactView,
    MeasureView,
    PolicyView,
    PracticeView,
    ReadingView,
    RecommendationView,
    ShortcomingView,
    SourceView,
    TaskView,
    ZoneView,
)

_SENTENCE = re.compile("[^。！？]*[。！？][”’）]*|[^。！？]+")
ROLE_NAMES = {"main": "主线", "grip": "抓手", "support": "支撑", "direction": "方向"}


@dataclass(slots=True)
class Views:
    """View maker of one report."""

    dataset: Dataset
    ledger: Ledger
    derived: dict[str, DerivedView] = field(default_factory=dict)
    """Every computed value asked for so far, by id."""
    _facts: dict[str, FactView] = field(default_factory=dict)

    def fact(self, entry: FactEntry) -> FactView:
        """The view of a fact; made once a report."""
        known = self._facts.get(entry.id)
        if known is None:
            known = self._facts[entry.id] = self._fact(entry)
        return known

    def _fact(self, entry: FactEntry) -> FactView:
        fact, indicator = entry.fact, entry.indicator
        said = worded(entry, fact)
        cite = "、".join(self.cite(source) for source in dict.fromkeys((fact.source, *fact.also_in)))
        number = self._bound(said.number, entry.id)
        return FactView(
            id=entry.id,
            owner=entry.owner,
            owner_name=entry.owner_name,
            indicator=fact.indicator,
            name=indicator.name,
            group=indicator.group,
            kind=indicator.kind,
            definition=indicator.definition,
            text=self._bound(said.text, entry.id),
            number=number,
            unit=said.unit,
            period=entry.period.chinese,
            year=str(entry.period.year or ""),
            full_year=entry.period.is_full_year,
            snapshot=entry.period.is_point,
            stated=entry.period.stated,
            status=fact.status,
            status_name=STATUS_NAMES[fact.status],
            cite=cite,
            note=self.prose(fact.note, entry.owner),
            confidence=fact.confidence,
            value=entry.number,
            qualifier=fact.qualifier,
            comparable=indicator.comparable,
            mark=mark_of(entry),
            conflicts=tuple(self._reading(entry, reading) for reading in fact.conflicts if reading.confidence != "D"),
        )

    def _reading(self, entry: FactEntry, reading: Reading) -> ReadingView:
        said = worded(entry, reading)
        return ReadingView(
            text=self._bound(said.text, f"{entry.id}!{reading.source}"),
            period=Period(reading.period).chinese,
            source=self.cite(reading.source),
            note=self.prose(reading.note.removesuffix("。"), entry.owner),
        )

    def computed(self, value: Derived) -> DerivedView:
        """The view of a derived value, remembered for the notes on data."""
        worded = value.worded
        view = DerivedView(
            id=value.id,
            text=self._bound(worded.text, value.id),
            number=self._bound(worded.number, value.id),
            unit=worded.unit,
            formula=self.formula(value),
            value=value.number,
        )
        return self.derived.setdefault(value.id, view)

    def formula(self, value: Derived) -> str:
        """The formula with its inputs, each as period, name and bound quantity."""
        facts = [self.fact(self.dataset.facts[identifier]) for identifier in value.inputs]
        names = [f"{self.dataset.facts[f.id].period.stated * f.period}{f.name}{f.status_name}{f.text}" for f in facts]
        return value.formula.format(*names)

    def count(self, number: int, unit: str, of: str) -> str:
        """A number of things counted in the data, bound to `count:<of>`."""
        return self._bound(f"{number}{unit}", f"count:{of}")

    def cite(self, source: str) -> str:
        """The mark of a source number."""
        return self.ledger.mark(Citation(source))

    def prose(self, text: str, owner: str) -> str:
        """Data text as literal, its placeholders as bound quantities.  A sentence whose fact is not there is left out whole."""
        return "".join(self._sentence(sentence, owner) for sentence in _SENTENCE.findall(text))

    def _sentence(self, text: str, owner: str) -> str:
        pieces: list[str] = []
        position = 0
        for placeholder in find(text):
            entry = resolve(self.dataset.facts, owner, placeholder)
            if entry is None:
                return ""
            if placeholder.start > position:
                pieces.append(self.ledger.mark(Literal(text[position : placeholder.start])))
            pieces.append(self.fact(entry).text)
            position = placeholder.end
        if position < len(text):
            pieces.append(self.ledger.mark(Literal(text[position:])))
        return "".join(pieces)

    def practice(self, zone: str, practice: Practice) -> PracticeView:
        """A practice of a zone."""
        entries = [resolve_key(self.dataset.facts, zone, key) for key in practice.facts]
        return PracticeView(
            id=practice.id,
            zone=zone,
            zone_name=self.dataset.zones[zone].short,
            title=practice.title,
            text=self.prose(practice.text, zone),
            dimensions=practice.dimensions,
            tasks=practice.tasks,
            facts=tuple(self.fact(entry) for entry in entries if entry is not None and entry.printable),
            cite=self.cite(practice.source),
        )

    def policy(self, policy: Policy, owner: str = NATIONAL) -> PolicyView:
        """A document or list; its date is bound to `policy.<id>@date`.

        Of a document that concerns several zones a zone's report prints only the points that name the zone.
        """
        identifier = f"policy.{policy.id}@date"
        return PolicyView(
            id=policy.id,
            title=policy.title,
            kind=policy.kind,
            status=policy.status,
            issuer=policy.issuer,
            date=self._bound(date_text(policy.date), identifier),
            when=policy.date,
            points=tuple(self.prose(point, NATIONAL) for point in self._points(policy, owner)),
            zones=policy.zones,
            note=self.prose(policy.note, NATIONAL),
            cite="、".join(self.cite(source) for source in dict.fromkeys((policy.source, *policy.also_in))),
            conflicts=tuple(
                ReadingView(
                    self._bound(date_text(str(reading.value)), f"{identifier}!{reading.source}"),
                    Period(reading.period).chinese,
                    self.cite(reading.source),
                    self.prose(reading.note.removesuffix("。"), NATIONAL),
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
        dimension = next(d for d in self.dataset.pathway.dimensions if d.id == item.dimension)
        return EvidenceView(
            zone=item.zone,
            zone_name=self.dataset.zones[item.zone].short,
            dimension=self.dimension(dimension),
            level=item.level,
            level_name=LEVELS[item.level],
            practices=tuple(self.practice(item.zone, practice) for practice in item.practices),
            facts=tuple(self.fact(entry) for entry in item.facts),
        )

    def recommendation(self, item: Recommendation) -> RecommendationView:
        """A task for a zone."""
        return RecommendationView(
            zone=item.zone,
            zone_name=self.dataset.zones[item.zone].short,
            task=self.task(item.task),
            verdict=item.verdict,
            verdict_name=VERDICT_NAMES[item.verdict],
            basis=tuple(self.evidence(basis) for basis in item.basis),
            measures=tuple(self.measure(m) for m in item.measures),
            named_by=tuple(self.practice(item.zone, practice) for practice in item.named_by),
        )

    def dimension(self, dimension: Dimension) -> DimensionView:
        """One of 四融三化."""
        return DimensionView(
            id=dimension.id,
            name=dimension.name,
            short=dimension.short,
            kind=dimension.kind,
            role=dimension.role,
            role_name=ROLE_NAMES[dimension.role],
            measure=dimension.measure,
            gist=self.prose(dimension.gist, NATIONAL),
            signs=tuple(self.prose(sign, NATIONAL) for sign in dimension.signs),
            sign_heads=tuple(sign.partition("：")[0] for sign in dimension.signs),
        )

    def task(self, task: Task) -> TaskView:
        """One of the six tasks."""
        measures = tuple(self.measure(measure) for measure in task.measures)
        return TaskView(task.id, task.name, task.short, self.prose(task.gist, NATIONAL), task.anchors, measures)

    def measure(self, measure: Measure) -> MeasureView:
        """One measure under a task."""
        return MeasureView(self.prose(measure.text, NATIONAL), measure.condition, measure.areas)

    def shortcoming(self, item: Shortcoming) -> ShortcomingView:
        """One of the four shortcomings with its dimensions and tasks."""
        pathway = self.dataset.pathway
        return ShortcomingView(
            id=item.id,
            name=item.name,
            gist=self.prose(item.gist, NATIONAL),
            dimensions=tuple(self.dimension(d) for d in pathway.dimensions if d.id in item.dimensions),
            tasks=tuple(self.task(t) for t in pathway.tasks if t.id in item.tasks),
        )

    def zone(self, slug: str) -> ZoneView:
        """A zone."""
        zone = self.dataset.zones[slug]
        gaps = tuple(self.prose(gap, slug) for gap in zone.gaps)
        notes = tuple(self.prose(note, slug) for note in zone.notes)
        about = self.prose(zone.about, slug) if zone.about else ""
        return ZoneView(slug, zone.name, zone.short, zone.city, zone.province, about, gaps, notes)

    def sources(self) -> tuple[SourceView, ...]:
        """The sources cited so far, in the order of their numbers."""
        views = []
        for identifier in self.ledger.cited:
            source = self.dataset.sources[identifier]
            fields = (
                source.title,
                source.author,
                source.publisher,
                date_text(source.date),
                source.via,
                source.url,
                source.note,
                source.publisher != UNKNOWN,
                source.date != UNKNOWN,
                source.via == REPRINT,
            )
            views.append(SourceView(self.cite(identifier), *fields))
        return tuple(views)

    def _bound(self, text: str, fact: str) -> str:
        return self.ledger.mark(Quantity(text, fact)) if text else ""
