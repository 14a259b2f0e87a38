"""What templates see of a zone's briefing: the texts of its data file with bound numbers, days by rule, practices found."""

from __future__ import annotations

from msgspec import Struct

from hgz_report.narrate.pathway_views import ZoneView
from hgz_report.narrate.views import DerivedView, FactView, PracticeView


class FindingView(Struct, frozen=True):
    """A finding: a claim and what it rests on."""

    claim: str
    text: str


class LessonView(Struct, frozen=True):
    """What others may learn, or from whom to learn (`claim`, `practices`)."""

    text: str
    condition: str = ""
    claim: str = ""
    practices: tuple[PracticeView, ...] = ()


class LinkView(Struct, frozen=True):
    """A link of a chain: who does it, with what."""

    role: str
    zone: ZoneView
    has: str


class ChainView(Struct, frozen=True):
    """Roles in a chain; `title` says what they show."""

    title: str
    links: tuple[LinkView, ...]


class PositionView(Struct, frozen=True):
    """What a zone is compared with (`basis`: target, past, nation, province, peer), and how to read it."""

    basis: str
    what: str
    own: str
    other: str
    reading: str


class ProposalView(Struct, frozen=True):
    """A proposal of the office's; `due`: 2027年3月底."""

    id: str
    title: str
    what: str
    why: str
    facts: tuple[FactView, ...]
    practices: tuple[PracticeView, ...]
    task: str
    lead: str
    support: tuple[str, ...]
    due: str
    goal: str
    indicator: str
    baseline: FactView | None
    draft: bool
    """Whether nobody has confirmed it yet."""


class RequestView(Struct, frozen=True):
    """What a zone is asked for; `due`: 2026年12月31日."""

    what: str
    period: str
    due: str
    why: str


class PartnerView(Struct, frozen=True):
    """Whom a zone may work with, and at what."""

    zone: ZoneView
    what: str


class BriefingView(Struct, frozen=True):
    """A zone's briefing as its data file has it; not `written`: what else the file says, in the same shape."""

    written: bool
    zone: ZoneView
    title: str
    thin: bool
    findings: tuple[FindingView, ...]
    tiles: tuple[tuple[str, FactView], ...]
    """Label and fact of each."""
    practices: tuple[PracticeView, ...]
    """Those with a role, all where none has one."""
    chain: ChainView | None
    lesson: LessonView | None
    positions: tuple[PositionView, ...]
    place: str
    shortcoming: str
    proposals: tuple[ProposalView, ...]
    requests: tuple[RequestView, ...]
    calculations: tuple[DerivedView, ...]
    """Of its texts."""
    partners: tuple[PartnerView, ...]
