"""What templates see: plain, read-only values.  Strings that hold ledger marks print as bound quantities or literal text."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from hgz_report.data.model import PROFILE
from hgz_report.language.terms import Qualifier, Status
from hgz_report.narrate.pathway_views import DimensionView, MeasureView, TaskView


class ReadingView(Struct, frozen=True):
    """What another source says instead."""

    text: str
    period: str
    source: str
    note: str


class FactView(Struct, frozen=True):
    """A fact.  Printed by itself it is the whole quantity in words (超过19亿元)."""

    id: str
    owner: str
    owner_name: str
    indicator: str
    name: str
    group: str
    kind: str
    definition: str
    text: str
    number: str
    unmarked: str
    """The whole quantity, 目标、预计、仅供参考 left out because the editor says so."""
    portion: str
    """A share in words (近一半, 三分之二); "" where no such words are true of it."""
    unit: str
    period: str
    year: str
    in_year: str
    """2024年, whatever part of the year it is about."""
    year_end: str
    """2024年底, for what was counted at the end of a year or over it."""
    full_year: bool
    snapshot: bool
    """Whether it was counted at a point of time, such as the end of a year."""
    stated: bool
    """Whether the source says what time the value is about; `period` then reads as the program's own 时期未注明."""
    status: Status
    status_name: str
    """目标, 预计, 初步数; empty for an actual."""
    cite: str
    note: str
    confidence: str
    falling: bool
    """Of a target: whether less is better."""
    value: Fraction | None
    """Its size in the unit of its indicator, for comparing: a half is 50."""
    written: Decimal | Fraction | None
    """The number as the source has it, in the unit that it has: 1/2."""
    qualifier: Qualifier
    comparable: bool
    mark: str
    """What its own words do not say of it: 目标、预计、仅供参考、说法不一; empty for an undisputed result."""
    conflicts: tuple[ReadingView, ...]

    def __str__(self) -> str:
        return self.text

    @property
    def is_target(self) -> bool:
        """Whether it is what somebody wants, not what is."""
        return self.status == "target"

    @property
    def is_estimate(self) -> bool:
        """Whether it is what somebody expects."""
        return self.status == "estimate"

    @property
    def is_profile(self) -> bool:
        """Whether its indicator describes the zone (主导产业, 成立时间) instead of measuring it."""
        return self.group == PROFILE


class DerivedView(Struct, frozen=True):
    """A computed value; prints as a quantity (81.7%)."""

    id: str
    text: str
    number: str
    unit: str
    formula: str
    years: str
    """The years it is computed from: 2017—2022年; one year where both are of it, "" where one is not stated."""
    value: Decimal

    def __str__(self) -> str:
        return self.text


class StandingView(Struct, frozen=True):
    """A result beside its target.  Neither `reached` nor `short`: nobody knows."""

    reached: bool
    short: bool
    percent: DerivedView | None
    """How much of the target is done; None where that has no meaning."""
    gap: DerivedView | None
    """What is missing; None where nothing is, or nobody knows how much."""
    floor: bool
    """Whether the target is a least amount (不少于)."""
    over: bool
    """Whether the target's time is past on the edition's date."""
    final: bool
    """Whether the result is of the target's time or later."""


class PracticeView(Struct, frozen=True):
    """A practice of a zone; `text` has its numbers bound, `cite` names its source and the other sources of its numbers."""

    id: str
    zone: str
    zone_name: str
    title: str
    text: str
    dimensions: tuple[str, ...]
    tasks: tuple[str, ...]
    facts: tuple[FactView, ...]
    cite: str
    source: str
    """The id of its source."""
    role: str
    """What it shows in a briefing; empty for one that stands in the annex only."""
    result_wanted: str


class PolicyView(Struct, frozen=True):
    """A document or list of selected parks."""

    id: str
    title: str
    kind: str
    status: str
    issuer: str
    date: str
    when: str
    """The date as the data have it: 2024-04."""
    points: tuple[str, ...]
    zones: tuple[str, ...]
    note: str
    cite: str
    conflicts: tuple[ReadingView, ...]


class EvidenceView(Struct, frozen=True):
    """What there is for one zone in one dimension."""

    zone: str
    zone_name: str
    dimension: DimensionView
    level: int
    level_name: str
    dot: str
    """●, ◐ or ○: practices with figures, one of the two, neither."""
    practices: tuple[PracticeView, ...]
    facts: tuple[FactView, ...]


class RecommendationView(Struct, frozen=True):
    """A task for a zone with its verdict and basis."""

    zone: str
    zone_name: str
    task: TaskView
    verdict: str
    verdict_name: str
    basis: tuple[EvidenceView, ...]
    measures: tuple[MeasureView, ...]
    """Those of the task's measures that concern a dimension in which the zone has evidence, or none in particular."""
    named_by: tuple[PracticeView, ...]


class SourceView(Struct, frozen=True):
    """An entry of the list of sources."""

    number: str
    title: str
    short: str
    """What a briefing calls it, empty where that is its title."""
    author: str
    publisher: str
    date: str
    via: str
    url: str
    note: str
    has_publisher: bool
    has_date: bool
    is_reprint: bool
    """Whether all that is known of the place is that it reprints."""


class NoteView(Struct, frozen=True):
    """A note and the facts it is about."""

    facts: tuple[FactView, ...]
    note: str
    confidence: str
