"""What templates see at the end of a paper: who issued what it used."""

from __future__ import annotations

from dataclasses import dataclass

from hgz_report.narrate.views import SourceView


@dataclass(frozen=True, slots=True)
class IssuerView:
    """Who issued some sources."""

    name: str
    sources: tuple[SourceView, ...]
