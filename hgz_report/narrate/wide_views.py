"""What templates see of many zones at once: links, exchanges, examples, provinces, lines of the one page."""

from __future__ import annotations

from dataclasses import dataclass

from hgz_report.narrate.pathway_views import DimensionView, ZoneView
from hgz_report.narrate.views import FactView, PracticeView


@dataclass(frozen=True, slots=True)
class CaseView:
    """A practice held up as an example."""

    zone: ZoneView
    name: str
    practice: PracticeView | None
    text: str


@dataclass(frozen=True, slots=True)
class CarryView:
    """A practice that carries a link from an integration to a transformation."""

    zone: ZoneView
    practice: PracticeView
    words: str
    effects: tuple[FactView, ...]
    """The facts that measure its effect; none where there are only inputs and sizes."""


@dataclass(frozen=True, slots=True)
class ChannelView:
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


@dataclass(frozen=True, slots=True)
class PairView:
    """Zones of one province of which one has what others need."""

    province: str
    name: str
    act: str
    watch: str
    giver: ZoneView
    facts: tuple[FactView, ...]
    """What the giver has, in figures."""
    takers: tuple[ZoneView, ...]


@dataclass(frozen=True, slots=True)
class MoversView:
    """The zones at both ends of the quantity that the most zones have at one time."""

    name: str
    period: str
    all: tuple[FactView, ...]
    up: tuple[FactView, ...]
    down: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class ExampleView:
    """A zone's practice with the figure that tells most of it."""

    zone: ZoneView
    practice: PracticeView
    fact: FactView


@dataclass(frozen=True, slots=True)
class EntryView:
    """How zones go about one dimension: who does, the best examples, what is to be looked at."""

    dimension: DimensionView
    zones: tuple[ZoneView, ...]
    examples: tuple[ExampleView, ...]


@dataclass(frozen=True, slots=True)
class LineView:
    """A zone's line on the one page."""

    zone: ZoneView
    finding: str
    number: str
    ask: str


@dataclass(frozen=True, slots=True)
class ProvinceView:
    """The zones of a province and the one that has most to show."""

    name: str
    zones: tuple[ZoneView, ...]
    best: LineView
