"""What templates see of tables that are told row by row: figures by group, evidence of a zone, what each zone is asked for."""

from __future__ import annotations

from msgspec import Struct

from hgz_report.narrate.briefing_views import RequestView
from hgz_report.narrate.pathway_views import ZoneView
from hgz_report.narrate.views import EvidenceView, FactView


class FigureRowView(Struct, frozen=True):
    """Facts of one indicator that stand in a row."""

    facts: tuple[FactView, ...]

    @property
    def name(self) -> str:
        """The indicator's name."""
        return self.facts[0].name

    @property
    def definition(self) -> str:
        """What it counts."""
        return self.facts[0].definition


class FigureGroupView(Struct, frozen=True):
    """The rows of a group of indicators."""

    name: str
    rows: tuple[FigureRowView, ...]


class EvidenceRowView(Struct, frozen=True):
    """A zone's evidence in the seven dimensions."""

    zone_name: str
    evidence: tuple[EvidenceView, ...]


class AskedView(Struct, frozen=True):
    """What a zone is asked for."""

    zone: ZoneView
    requests: tuple[RequestView, ...]
