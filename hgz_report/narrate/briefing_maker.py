"""Makes the views of a zone's briefing: the texts of its data file with bound numbers, days by rule, practices found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec import Struct

from hgz_report.analysis.derive import FORMULAS
from hgz_report.data import briefing as written
from hgz_report.data.briefing import REQUEST_DUE, Briefing
from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.model import National
from hgz_report.data.placeholder import Calculated, mentions, resolve, resolve_key
from hgz_report.data.printed import printed
from hgz_report.language.deadline import by_the_end, deadline
from hgz_report.language.wording import date_text
from hgz_report.narrate.briefing_views import (
    BriefingView,
    ChainView,
    FindingView,
    LessonView,
    LinkView,
    PartnerView,
    PositionView,
    ProposalView,
    RequestView,
)
from hgz_report.narrate.choosing import Choosing
from hgz_report.narrate.lookup import Lookup, Missing
from hgz_report.narrate.parted_titles import parted
from hgz_report.narrate.view_maker import Views
from hgz_report.narrate.view_words import unstopped
from hgz_report.narrate.views import DerivedView, FactView, PracticeView
from hgz_report.origin import Config, Wording, attributed


class Briefings(Struct, frozen=True):
    """Makes views of briefings on the `day` of the edition."""

    lookup: Lookup
    day: date

    @property
    def dataset(self) -> Dataset:
        """All data."""
        return self.lookup.dataset

    @property
    def views(self) -> Views:
        """The views all reports share."""
        return self.lookup.views

    def functions(self) -> tuple[Callable[..., object], ...]:
        """What templates may call."""
        return self.briefing, self.proposals, self.requests

    def briefing(self, zone: str | None = None) -> BriefingView:
        """The briefing of the report's zone, or of another; what its other data give where none is written."""
        slug = self.lookup.known(zone)
        if slug == NATIONAL:
            raise Missing("要说明是哪个高新区", f"写文件名或简称：{'、'.join(self.dataset.zones)}")
        return self.views.once(("briefing", slug, self.lookup.owner, self.day), lambda: self._of_zone(slug))

    def _of_zone(self, zone: str) -> BriefingView:
        said = self.dataset.zones[zone].briefing
        return self._briefing(zone, said) if said else self._unwritten(zone)

    def _unwritten(self, zone: str) -> BriefingView:
        subject, prose = self.dataset.zones[zone], self.views.prose
        findings = (text for one in subject.findings if (text := prose(one, zone)))
        tiles = Choosing(self.lookup).headline(4) if zone == self.lookup.owner else ()
        gaps = (text for one in subject.gaps if (text := prose(unstopped(one), zone)))
        due = self._due(REQUEST_DUE, _to_the_day)
        return BriefingView(
            written=False, zone=self.views.zone(zone), title="", thin=False,
            findings=tuple(FindingView("", text) for text in findings),
            tiles=tuple((fact.name, fact) for fact in tiles), practices=self._told(zone),
            chain=None, lesson=None, positions=(), place="", shortcoming="", proposals=(),
            requests=tuple(RequestView(gap, "", due, "") for gap in gaps), calculations=(), partners=self._partners(zone),
        )  # fmt: skip

    def _told(self, zone: str) -> tuple[PracticeView, ...]:
        practices = self.dataset.zones[zone].practices
        chosen = [one for one in practices if one.role] or practices
        return tuple(self.views.practice(zone, one) for one in chosen)

    def _partners(self, zone: str) -> tuple[PartnerView, ...]:
        partners = self.dataset.zones[zone].partners
        return tuple(PartnerView(self.views.zone(one.zone), self.views.prose(one.text, zone)) for one in partners)

    def _calculations(self, zone: str, said: Briefing) -> Iterator[DerivedView]:
        calculated = (one for _, text, _ in printed(said) for one in mentions(text) if isinstance(one, Calculated))
        for one in calculated:
            first, second = (resolve(self.dataset.facts, zone, fact) for fact in (one.first, one.second))
            if first and second:
                yield self.views.computed(FORMULAS[one.rule](first, second))

    def proposals(self, zone: str | None = None) -> tuple[ProposalView, ...]:
        """What the office proposes to the report's zone or, in a national report, to the country; or to another zone."""
        owner, said = self._of(zone)
        return tuple(self.proposal(owner, one) for one in (said.proposals if said else ()))

    def requests(self, zone: str | None = None) -> tuple[RequestView, ...]:
        """What is asked for, of whom `proposals` is about."""
        owner, said = self._of(zone)
        return tuple(self.request(owner, one) for one in (said.requests if said else ()))

    def _of(self, zone: str | None) -> tuple[str, Briefing | National | None]:
        owner = zone or self.lookup.owner
        if owner == NATIONAL:
            return owner, self.dataset.national
        if owner not in self.dataset.zones:
            raise Missing(f"没有 slug 为“{owner}”的高新区", f"可写：{'、'.join(self.dataset.zones)}")
        return owner, self.dataset.zones[owner].briefing

    def _briefing(self, zone: str, said: Briefing) -> BriefingView:
        prose = self.views.prose
        return BriefingView(
            written=True,
            zone=self.views.zone(zone),
            title=parted(said.title)[0],
            thin=said.form == "thin",
            findings=tuple(
                FindingView(prose(one.claim, zone), text) for one in said.findings if (text := prose(one.text, zone))
            ),
            tiles=tuple((one.label, fact) for one in said.tiles if (fact := self._fact(zone, one.fact))),
            practices=self._told(zone),
            chain=self._chain(zone, said.chain) if said.chain else None,
            lesson=self._lesson(zone, said),
            positions=self._positions(zone, said),
            place=prose(said.place, zone),
            shortcoming=prose(said.shortcoming, zone),
            proposals=tuple(self.proposal(zone, one) for one in said.proposals),
            requests=tuple(self.request(zone, one) for one in said.requests),
            calculations=tuple(self._calculations(zone, said)),
            partners=self._partners(zone),
        )

    def _positions(self, zone: str, said: Briefing) -> tuple[PositionView, ...]:
        """Rows of which every cell has its facts."""
        rows = []
        for one in said.positions:
            own, other, reading = (self.views.prose(text, zone) for text in (one.own, one.other, one.reading))
            rows += [PositionView(one.basis, one.what, own, other, reading)] if own and other and reading else []
        return tuple(rows)

    def _fact(self, zone: str, key: str) -> FactView | None:
        """The fact; None where it is not there any more, as loading has said."""
        entry = resolve_key(self.dataset.facts, zone, key)
        return self.views.fact(entry) if entry else None

    def _practices(self, zone: str, keys: tuple[str, ...]) -> tuple[PracticeView, ...]:
        found = []
        for key in keys:
            owner, _, name = key.rpartition("/")
            there = self.dataset.subject(owner or zone).practices
            found.append(self.views.practice(owner or zone, next(one for one in there if one.id == name)))
        return tuple(found)

    def _chain(self, zone: str, chain: written.Chain) -> ChainView:
        links = (LinkView(one.role, self.views.zone(one.zone), self.views.prose(one.has, zone)) for one in chain.links)
        return ChainView(self.views.prose(chain.title, zone), tuple(links))

    def _lesson(self, zone: str, said: Briefing) -> LessonView | None:
        prose = self.views.prose
        if said.lesson:
            return LessonView(prose(said.lesson.text, zone), prose(said.lesson.condition, zone))
        if said.learn_from:
            practices = self._practices(zone, said.learn_from.practices)
            return LessonView(
                prose(said.learn_from.text, zone), claim=prose(said.learn_from.claim, zone), practices=practices
            )
        return None

    def proposal(self, owner: str, said: written.Proposal) -> ProposalView:
        """A proposal to a zone, or to the country."""
        prose = self.views.prose
        task = next(task for task in self.dataset.pathway.tasks if task.id == said.task)
        return ProposalView(
            id=said.id,
            title=prose(said.title, owner),
            what=prose(said.what, owner),
            why=prose(said.why, owner),
            facts=tuple(fact for key in said.facts if (fact := self._fact(owner, key))),
            practices=self._practices(owner, said.practices),
            task=task.short,
            lead=said.lead,
            support=said.support,
            due=self._due(said.due, by_the_end),
            goal=prose(said.goal, owner),
            indicator=prose(said.indicator, owner),
            baseline=self._fact(owner, said.baseline) if said.baseline else None,
            draft=said.status == "draft",
        )

    def request(self, owner: str, said: written.Request) -> RequestView:
        """What a zone, or a zone of the country, is asked for."""
        prose = self.views.prose
        due = self._due(said.due, _to_the_day)
        return RequestView(prose(said.what, owner), prose(said.period, owner), due, prose(said.why, owner))

    def _due(self, rule: str, words: Callable[[date], str]) -> str:
        return attributed(words(deadline(rule, self.day)), Wording("due", (Config("edition.date"),)))


def _to_the_day(day: date) -> str:
    return date_text(day.isoformat())
