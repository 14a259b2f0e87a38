"""What templates see at the end of a paper: who issued what it used."""

from __future__ import annotations

from msgspec import Struct

from hgz_report.narrate.views import SourceView


class IssuerView(Struct, frozen=True):
    """Who issued some sources."""

    name: str
    sources: tuple[SourceView, ...]
