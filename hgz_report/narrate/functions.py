"""What a template may call and read: facts, computed values, practices, policies, the pathway, and the report itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct

from hgz_report.analysis.derive import recomputed
from hgz_report.analysis.evidence import LEVELS, VERDICT_NAMES, evidence, evidence_of, matrix, recommend
from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.model import Practice, Zone
from hgz_report.document.ledger import Ledger
from hgz_report.language.period import Period
from hgz_report.language.units import COUNTING_WORDS
from hgz_report.narrate.briefing_maker import Briefings
from hgz_report.narrate.calculating import Calculations
from hgz_report.narrate.changed import Changes
from hgz_report.narrate.choosing import Choosing
from hgz_report.narrate.comparing import Comparing
from hgz_report.narrate.counting import label, number_of, numeral
from hgz_report.narrate.endnotes import Endnotes
from hgz_report.narrate.lookup import GROUPS, Lookup, Missing, one_of
from hgz_report.narrate.pathway_views import DimensionView, MeasureView, ZoneView
from hgz_report.narrate.view_maker import Views
from hgz_report.narrate.view_words import cited, source_views
from hgz_report.narrate.views import (
    DerivedView,
    EvidenceView,
    FactView,
    NoteView,
    PolicyView,
    PracticeView,
    RecommendationView,
    SourceView,
)
from hgz_report.narrate.wide import Wide
from hgz_report.origin import Attributed, Wording, attributed

_POLICY_KINDS = ("plan", "policy", "list")
_LINE, _SOURCES = 12, 3
"""Ems of a value with its mark, and sources, that stand in a line of a cell."""


class Later(Struct, frozen=True):
    """A value that is worked out when a template asks for it; most ask for few."""

    value: Callable[[], object]


class Functions(Struct, frozen=True):
    """Template functions of one report; `owner` is the zone the report is about, or `national`."""

    dataset: Dataset
    views: Views
    ledger: Ledger
    owner: str
    calculations: Calculations

    def table(self) -> Mapping[str, object]:
        """Name in templates -> function or value."""
        functions: tuple[Callable[..., object], ...] = (
            *self.lookup().functions(),
            *Choosing(self.lookup()).functions(),
            *self.calculations.functions(),
            *Wide(self.dataset, self.views, self.ledger).functions(),
            *Comparing(self.lookup(), self.calculations).functions(),
            *Changes(self.lookup(), self.calculations.day).functions(),
            *Briefings(self.lookup(), self.calculations.day).functions(),
            *Endnotes(self.dataset, self.views, self.ledger, self.owner).functions(),
            self.practices, self.practice, self.policies, self.policy, self.evidence, self.recommendations,
            self.count, self.cite, self.sources, self.printed, self.figures, self.noted, self.derived, self.owner_of,
            self.leaders, self.verdicts, self.matrix, self.most_evident, self.least_evident, self.measures, label,
            numeral,
        )  # fmt: skip
        return {**{function.__name__: function for function in functions}, **self._values()}

    def lookup(self) -> Lookup:
        """The functions that find facts for this report."""
        return Lookup(self.dataset, self.views, self.ledger, self.owner)

    def _values(self) -> Mapping[str, object]:
        views, pathway, subject = self.views, self.dataset.pathway, self.dataset.subject(self.owner)
        values: dict[str, Callable[[], object]] = {
            "groups": lambda: tuple(attributed(group, Wording("group")) for group in GROUPS),
            "levels": lambda: tuple(attributed(level, Wording("level")) for level in LEVELS),
            "zones": lambda: tuple(views.zone(slug) for slug in self.dataset.zones),
            "dimensions": lambda: tuple(views.dimension(dimension) for dimension in pathway.dimensions),
            "tasks": lambda: tuple(views.task(task) for task in pathway.tasks),
            "shortcomings": lambda: tuple(views.pathway.shortcoming(item) for item in pathway.shortcomings),
            "speakers": lambda: tuple(views.pathway.speaker(speaker) for speaker in pathway.speakers),
            "pathway_gist": lambda: views.prose(pathway.gist, NATIONAL),
            "pathway_cite": lambda: cited(pathway.source),
            "gaps": lambda: self._said(subject.gaps),
            "notes": lambda: self._said(subject.notes),
        }
        if isinstance(subject, Zone):
            values["zone"] = lambda: views.zone(self.owner)
            values["findings"] = lambda: self._said(subject.findings)
        return {name: Later(value) for name, value in values.items()}

    def _said(self, texts: Iterable[str]) -> tuple[Attributed, ...]:
        return tuple(said for text in texts if (said := self.views.prose(text, self.owner)))

    # -- counted --------------------------------------------------------------------------------------------------

    def count(self, things: Iterable[object], unit: str, of: str) -> Attributed:
        """How many things there are, as a bound number: `count(practices(), "项", "做法")`."""
        one_of(unit, COUNTING_WORDS, "量词")
        return self.views.count(number_of(things), unit, f"{self.owner}.{of}")

    # -- practices, policies, pathway -----------------------------------------------------------------------------

    def practices(
        self, dimension: str | None = None, owner: str | None = None, *, primary: bool = False
    ) -> tuple[PracticeView, ...]:
        """Practices of the report's zone, or of all zones in a national report.

        `primary`: only those for which the dimension is the first they name (`dimension=""`: those that name none).
        """
        self._dimension(dimension or None)
        who = self.lookup().known(owner)
        return tuple(
            self.views.practice(zone, practice)
            for zone, practice in self.dataset.practices(() if who == NATIONAL else (who,))
            if _belongs(practice, dimension, primary=primary)
        )

    def practice(self, identifier: str) -> PracticeView:
        """One practice, as `zibo/upgrade`."""
        zone, _, name = identifier.partition("/")
        for slug, practice in self.dataset.practices((zone,)) if zone in self.dataset.zones else ():
            if practice.id == name:
                return self.views.practice(slug, practice)
        raise Missing(f"没有编号为“{identifier}”的做法", "写成 高新区slug/做法编号，如 zibo/technical-upgrade")

    def policies(self, kind: str | None = None, owner: str | None = None) -> tuple[PolicyView, ...]:
        """Documents and lists about the report's subject, or `owner`, newest first; of the country those of no single zone."""
        one_of(kind, _POLICY_KINDS, "文件类别")
        who = self.lookup().known(owner)
        listed = (p for p in self.dataset.policies if kind in (None, p.kind) and p.confidence != "D")
        mine = [p for p in listed if (len(p.zones) != 1 if who == NATIONAL else who in p.zones)]
        mine.sort(key=lambda policy: Period(policy.date), reverse=True)
        return tuple(self.views.policy(policy, who) for policy in mine)

    def policy(self, identifier: str) -> PolicyView:
        """One document or list."""
        for policy in self.dataset.policies:
            if policy.id == identifier:
                return self.views.policy(policy)
        raise Missing(f"没有编号为“{identifier}”的文件或名单", "编号见 data/policies.yaml")

    def evidence(self, zone: str | None = None, dimension: str | None = None) -> tuple[EvidenceView, ...]:
        """Evidence of one zone in the seven dimensions, or of all zones in one dimension."""
        self._dimension(dimension)
        if dimension is not None:
            return tuple(self.views.evidence(evidence(self.dataset, slug, dimension)) for slug in self.dataset.zones)
        return tuple(self.views.evidence(item) for item in evidence_of(self.dataset, self._zone(zone)))

    def recommendations(self, verdict: str | None = None, zone: str | None = None) -> tuple[RecommendationView, ...]:
        """The six tasks with verdicts for a zone."""
        one_of(verdict, tuple(VERDICT_NAMES), "结论")
        items = recommend(self.dataset, self._zone(zone))
        return tuple(self.views.recommendation(item) for item in items if verdict in (None, item.verdict))

    def _dimension(self, dimension: str | None) -> None:
        one_of(dimension, [d.id for d in self.dataset.pathway.dimensions], "方面")

    def _zone(self, zone: str | None) -> str:
        slug = self.lookup().known(zone)
        if slug == NATIONAL:
            raise Missing("要说明是哪个高新区", f"写文件名或简称：{'、'.join(self.dataset.zones)}")
        return slug

    def leaders(self, task: str) -> tuple[RecommendationView, ...]:
        """The zones for which a task is to be advanced first, with the basis: whom others may learn from."""
        one_of(task, [t.id for t in self.dataset.pathway.tasks], "任务")
        items = [item for slug in self.dataset.zones for item in recommend(self.dataset, slug)]
        return tuple(self.views.recommendation(i) for i in items if i.task.id == task and i.verdict == "advance")

    def verdicts(self) -> tuple[tuple[RecommendationView, ...], ...]:
        """Every zone's verdicts on the six tasks."""
        zones = self.dataset.zones
        return tuple(tuple(self.views.recommendation(item) for item in recommend(self.dataset, slug)) for slug in zones)

    def matrix(self) -> tuple[tuple[EvidenceView, ...], ...]:
        """Every zone's evidence in the seven dimensions."""
        return tuple(tuple(self.views.evidence(item) for item in row) for row in matrix(self.dataset).values())

    def most_evident(self) -> tuple[DimensionView, ...]:
        """The dimensions in which the most zones have practices with figures."""
        return self._by_evidence(max)

    def least_evident(self) -> tuple[DimensionView, ...]:
        """The dimensions in which the fewest have."""
        return self._by_evidence(min)

    def _by_evidence(self, choose: Callable[[Iterable[int]], int]) -> tuple[DimensionView, ...]:
        columns = list(zip(*matrix(self.dataset).values(), strict=True))
        strong = [sum(item.level == 2 for item in column) for column in columns]
        wanted = choose(strong)
        dimensions = self.dataset.pathway.dimensions
        return tuple(self.views.dimension(d) for d, number in zip(dimensions, strong, strict=True) if number == wanted)

    def measures(self, *, conditional: bool = False) -> tuple[MeasureView, ...]:
        """All measures of the six tasks, or only those with a condition."""
        found = (measure for task in self.dataset.pathway.tasks for measure in self.views.task(task).measures)
        return tuple(measure for measure in found if measure.condition or not conditional)

    def owner_of(self, fact: FactView) -> ZoneView:
        """The zone a fact belongs to."""
        return self.views.zone(fact.owner)

    # -- about the report itself ----------------------------------------------------------------------------------

    def cite(self, source: str) -> Attributed:
        """The number of a source in this report's list."""
        if source not in self.dataset.sources:
            raise Missing(f"没有编号为“{source}”的出处", "出处编号见 data/sources.yaml")
        return cited(source)

    def sources(self) -> tuple[SourceView, ...]:
        """The sources cited in the sections before this one, by their numbers."""
        cited = self.ledger.cited_before
        return source_views(self.dataset, sorted(cited, key=cited.__getitem__))

    def printed(self) -> tuple[FactView, ...]:
        """The facts printed in the sections before this one, in order."""
        facts = self.dataset.facts
        return tuple(
            self.views.fact(facts[identifier]) for identifier in self.ledger.printed_before if identifier in facts
        )

    def figures(
        self, group: str | None = None, *, own: bool = False, most: int = 0
    ) -> tuple[tuple[FactView, ...], ...]:
        """The figures printed so far, an indicator at a time in the order of groups and indicators, by owner and period.

        `group`: only its indicators; `own`: all that is known of the report's subject, printed or not, what is said in words
        too; `most`: a row for so many at most.
        """
        one_of(group, GROUPS, "指标组")
        order = {identifier: at for at, identifier in enumerate(self.dataset.indicators)}
        told = self.lookup().facts(group) if own else self.printed()
        entries = [self.dataset.facts[fact.id] for fact in told if own or fact.kind != "text"]
        entries = [entry for entry in entries if group in (None, entry.indicator.group)]
        owners = {entry.owner for entry in entries}
        place = {owner: at for at, owner in enumerate((NATIONAL, *self.dataset.zones))} if len(owners) > 1 else {}
        entries.sort(
            key=lambda e: (GROUPS.index(e.indicator.group), order[e.fact.indicator], place.get(e.owner, 0), e.period)
        )
        facts = [self.views.fact(entry) for entry in entries]
        rows = (tuple(same) for _, same in groupby(facts, key=lambda fact: fact.indicator))
        return tuple(part for row in rows for part in (_parts(row, most) if most else (row,)))

    def noted(self, owner: str = "") -> tuple[NoteView, ...]:
        """The notes of the facts printed so far, each once, with the facts it is about; facts in conflict apart.

        `owner`: only facts of one zone, or of `national`.
        """
        notes: dict[str, list[FactView]] = {}
        for fact in self.printed():
            if fact.note and not fact.conflicts and owner in ("", fact.owner):
                notes.setdefault(self.dataset.facts[fact.id].fact.note, []).append(fact)
        return tuple(NoteView(tuple(facts), facts[0].note, facts[0].confidence) for facts in notes.values())

    def derived(self) -> tuple[DerivedView, ...]:
        """The computed values printed in the sections before this one."""
        values = (recomputed(identifier, self.dataset.facts) for identifier in self.ledger.printed_before)
        return tuple(self.views.computed(value) for value in values if value is not None)


def _parts(row: Sequence[FactView], most: int) -> Iterator[tuple[FactView, ...]]:
    """A row in parts of so many facts at most; one that takes more than a line of a cell stands alone."""
    for alone, same in groupby(row, key=_long):
        facts, size = tuple(same), 1 if alone else most
        yield from (facts[at : at + size] for at in range(0, len(facts), size))


def _long(fact: FactView) -> bool:
    words = f"{fact.text}（{fact.mark}）" if fact.mark else str(fact.text)
    return len(words) - sum(map(str.isascii, words)) / 2 > _LINE or fact.cite.count("、") >= _SOURCES


def _belongs(practice: Practice, dimension: str | None, *, primary: bool) -> bool:
    if dimension is None:
        return True
    if primary:
        return (practice.dimensions or ("",))[0] == dimension
    return dimension in practice.dimensions
