"""The template functions about many zones at once: values, never sentences.  Each has a form for few and one for many."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from hgz_report.analysis import examples
from hgz_report.data.channels import Channel
from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.placeholder import resolve_key
from hgz_report.document.ledger import Ledger
from hgz_report.narrate.choosing import Choosing
from hgz_report.narrate.lookup import Lookup, Missing, one_of
from hgz_report.narrate.pathway_views import SpeakerView
from hgz_report.narrate.view_maker import Views
from hgz_report.narrate.views import FactView, PracticeView
from hgz_report.narrate.wide_views import (
    CarryView,
    CaseView,
    ChannelView,
    EntryView,
    ExampleView,
    LineView,
    MoversView,
    PairView,
    ProvinceView,
)
from hgz_report.origin import Wording, attributed, joined
from hgz_report.style import MANY_ZONES

_STATES = ("carried", "measured", "open")
_OPEN, _SHUT = (attributed(mark, Wording("brackets")) for mark in "（）")


class Wide(Struct, frozen=True):
    """Functions of one report about all zones."""

    dataset: Dataset
    views: Views
    ledger: Ledger

    def functions(self) -> tuple[Callable[..., object], ...]:
        """What templates may call."""
        return (
            self.ladder, self.channels, self.pairs, self.movers, self.entries, self.cases, self.said, self.lines,
            self.provinces, self.many,
        )  # fmt: skip

    def ladder(self) -> tuple[FactView, ...]:
        """The rungs of data/national.yaml, each at its newest: in order, never divided by each other."""
        found = (resolve_key(self.dataset.facts, NATIONAL, rung) for rung in self.dataset.national.ladder)
        return tuple(self.views.fact(entry) for entry in found if entry is not None)

    def channels(
        self, state: str | None = None, via: str | None = None, to: str | None = None
    ) -> tuple[ChannelView, ...]:
        """The twelve links; only those that a practice carries, of which an effect is measured, or that are open.

        `via`, `to`: of one integration, to one transformation.
        """
        one_of(state, _STATES, "状态")
        kinds = {d.id: d for d in self.dataset.pathway.dimensions}
        one_of(via, tuple(kinds), "方面")
        one_of(to, tuple(kinds), "方面")
        found = []
        for link in self.dataset.pathway.links:
            if via in (None, link.via) and to in (None, link.to):
                key = "channel", self.dataset.listed, link.via, link.to, link.how
                found.append(self.dataset.reads.once(key, partial(self._channel, link)))
        return tuple(channel for channel in found if state is None or state in _states(channel))

    def _channel(self, link: Channel) -> ChannelView:
        kinds = {d.id: d for d in self.dataset.pathway.dimensions}
        ends = (self.views.dimension(kinds[link.via]), self.views.dimension(kinds[link.to]))
        cases = tuple(self._carry(one) for one in examples.carried(self.dataset, link))
        return ChannelView(*ends, self.views.prose(link.how, NATIONAL), cases)

    def _carry(self, one: examples.Carried) -> CarryView:
        return CarryView(
            self.views.zone(one.zone),
            self.views.practice(one.zone, one.practice),
            self.views.prose(one.carry.words, one.zone),
            tuple(self.views.fact(entry) for entry in one.effects),
        )

    def pairs(self) -> tuple[PairView, ...]:
        """Who can lend what to whom within a province; of a zone's report only those in which it is."""
        return tuple(
            PairView(
                self.dataset.zones[pair.giver].province,
                pair.exchange.name,
                self.views.prose(pair.exchange.act, NATIONAL),
                self.views.prose(pair.exchange.watch, NATIONAL),
                self.views.zone(pair.giver),
                tuple(self.views.fact(entry) for entry in pair.facts),
                tuple(self.views.zone(zone) for zone in pair.takers),
            )
            for pair in examples.pairs(self.dataset)
        )

    def movers(self, most: int = 3) -> MoversView | None:
        """Both ends of the growth rate that the most zones have for one year; None where fewer than two have one."""
        facts = tuple(self.views.fact(entry) for entry in examples.field(self.dataset))
        if len(facts) < 2:
            return None
        apart = len(facts) >= 2 * most
        return MoversView(facts[0].name, facts[0].period, facts, facts[:most], facts[-most:] if apart else ())

    def entries(self, best: int = 2) -> tuple[EntryView, ...]:
        """For each of the seven dimensions: the zones with a practice in it, and the best examples with figures."""
        found = []
        for dimension in self.dataset.pathway.dimensions:
            zones = dict.fromkeys(z for z, p in self.dataset.practices() if dimension.id in p.dimensions)
            shown = examples.best_examples(self.dataset, dimension.id)[:best]
            views = tuple(
                ExampleView(
                    self.views.zone(one.zone), self.views.practice(one.zone, one.practice), self.views.fact(one.fact)
                )
                for one in shown
            )
            owners = tuple(self.views.zone(zone) for zone in zones)
            found.append(EntryView(self.views.dimension(dimension), owners, views))
        return tuple(found)

    def cases(self, dimension: str) -> tuple[CaseView, ...]:
        """The cases that data/pathway.yaml holds side by side for a dimension."""
        dimensions = {d.id: d for d in self.dataset.pathway.dimensions}
        one_of(dimension, tuple(dimensions), "方面")
        return tuple(
            CaseView(
                self.views.zone(case.zone),
                case.name,
                self._practice(case.zone, case.practice) if case.practice else None,
                self.views.prose(case.text, NATIONAL),
            )
            for case in dimensions[dimension].cases
        )

    def _practice(self, zone: str, identifier: str) -> PracticeView:
        return self.views.practice(zone, next(p for p in self.dataset.zones[zone].practices if p.id == identifier))

    def said(self, name: str) -> tuple[SpeakerView, ...]:
        """What a speaker said, in the order of data/pathway.yaml."""
        speakers = [s for s in self.dataset.pathway.speakers if s.name == name]
        if not speakers:
            names = "、".join(dict.fromkeys(s.name for s in self.dataset.pathway.speakers))
            raise Missing(f"没有叫“{name}”的讲话人", f"可写：{names}")
        return tuple(self.views.pathway.speaker(speaker) for speaker in speakers)

    def lines(self) -> tuple[LineView, ...]:
        """A line for every zone: what its file says under `summary`, else what can be told from its other data."""
        return tuple(self._line(slug) for slug in self.dataset.zones)

    def _line(self, slug: str) -> LineView:
        zone, view = self.dataset.zones[slug], self.views.zone(slug)
        if said := zone.summary:
            return LineView(view, *(self.views.prose(text, slug) for text in (said.finding, said.number, said.ask)))
        ask = self.views.prose(zone.briefing.requests[0].what, slug) if zone.briefing and zone.briefing.requests else ""
        finding = zone.practices[0].title if zone.practices else self.views.prose(zone.about, slug)
        shown = Choosing(Lookup(self.dataset, self.views, self.ledger, slug)).headline(1)
        number = joined((shown[0].name, shown[0].text, _OPEN, shown[0].period, _SHUT)) if shown else ""
        return LineView(view, finding, number, ask)

    def provinces(self) -> tuple[ProvinceView, ...]:
        """The zones of each province with the line of one that says most: a file's own `summary` before one put together."""
        found = []
        for _, slugs in examples.by_province(self.dataset):
            best = max(
                slugs,
                key=lambda slug: (self.dataset.zones[slug].summary is not None, len(self.dataset.zones[slug].facts)),
            )
            zones = tuple(self.views.zone(slug) for slug in slugs)
            found.append(ProvinceView(zones[0].province, zones, self._line(best)))
        return tuple(found)

    def many(self) -> bool:
        """Whether there are more zones than can have a line each."""
        return len(self.dataset.zones) > MANY_ZONES


def _states(channel: ChannelView) -> tuple[str, ...]:
    return ("measured", "carried") if channel.measured else ("carried",) if channel.cases else ("open",)
