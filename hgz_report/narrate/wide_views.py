"""What templates see of many zones at once: links, exchanges, examples, provinces, lines of the one page."""

from __future__ import annotations

from msgspec import Struct

from hgz_report.narrate.pathway_views import DimensionView, ZoneView
from hgz_report.narrate.views import FactView, PracticeView


class CaseView(Struct, frozen=True):
    """A practice held up as an example."""

    zone: ZoneView
    name: str
    practice: PracticeView | None
    text: str


class CarryView(Struct, frozen=True):
    """A practice that carries a link from an integration to a transformation."""

    zone: ZoneView
    practice: PracticeView
    words: str
    effects: tuple[FactView, ...]
    """The facts that measure its effect; none where there are only inputs and sizes."""


class ChannelView(Struct, frozen=True):
    """One of the twelve links, with the practices that carry it: those with a measured effect first."""

    via: DimensionView
    to: DimensionView
    how: str
    cases: tuple[CarryView, ...]

    @property
    def others(self) -> tuple[ZoneView, ...]:
        """The zones of the cases after the first."""
        return tuple(dict.fromkeys(case.zone for case in self.cases[1:]))

    @property
    def measured(self) -> tuple[CarryView, ...]:
        """The cases with a measured effect."""
        return tuple(case for case in self.cases if case.effects)


class PairView(Struct, frozen=True):
    """Zones of one province of which one has what others need."""

    province: str
    name: str
    act: str
    watch: str
    giver: ZoneView
    facts: tuple[FactView, ...]
    """What the giver has, in figures."""
    takers: tuple[ZoneView, ...]


class MoversView(Struct, frozen=True):
    """The zones at both ends of the quantity that the most zones have at one time."""

    name: str
    period: str
    all: tuple[FactView, ...]
    up: tuple[FactView, ...]
    down: tuple[FactView, ...]


class ExampleView(Struct, frozen=True):
    """A zone's practice with the figure that tells most of it."""

    zone: ZoneView
    practice: PracticeView
    fact: FactView


class EntryView(Struct, frozen=True):
    """How zones go about one dimension: who does, the best examples, what is to be looked at."""

    dimension: DimensionView
    zones: tuple[ZoneView, ...]
    examples: tuple[ExampleView, ...]


class LineView(Struct, frozen=True):
    """A zone's line on the one page."""

    zone: ZoneView
    finding: str
    number: str
    ask: str


class ProvinceView(Struct, frozen=True):
    """The zones of a province and the one that has most to show."""

    name: str
    zones: tuple[ZoneView, ...]
    best: LineView
