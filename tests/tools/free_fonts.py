"""The free fonts alone, as on a bare machine: what is set in them is the same on every machine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.search import FontConfig, resolve


@cache
def free_fonts() -> FontSet:
    """Neither the machine's own fonts nor those that `make fonts` fetched."""
    return resolve(FontConfig(machine=False), Path(__file__).parent / "no-fonts")
