"""Facts named inside text: `{gdp}`, `{gdp@2023}`, `{chengdu.gdp@2023}`, `{pilot_platforms@2025:target}`.

The owner is a zone's slug or `national`; without one it is the zone whose file the text stands in.  Without a period
the newest actual value is meant.  Doubled braces are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hgz_report.data.dataset import FactEntry, LocatedFacts

_BODY = (
    r"(?:(?P<owner>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.)?"
    r"(?P<indicator>[a-z][a-z0-9_]*)"
    r"(?:@(?P<period>[0-9A-Za-z][0-9A-Za-z.-]*))?"
    r"(?::(?P<status>target|estimate|preliminary))?"
)
_PLACEHOLDER = re.compile(r"(?<!\{)\{" + _BODY + r"\}(?!\})")
_REFERENCE = re.compile(_BODY)
_BRACES = re.compile(r"\{\{.*?\}\}|\{[^{}]*\}?|\}")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """One mention of a fact; `start` and `end` are positions in the text, braces included."""

    start: int
    end: int
    owner: str | None
    indicator: str
    period: str | None
    status: str | None

    def __str__(self) -> str:
        owner = f"{self.owner}." if self.owner else ""
        period = f"@{self.period}" if self.period else ""
        status = f":{self.status}" if self.status else ""
        return f"{owner}{self.indicator}{period}{status}"


def find(text: str) -> list[Placeholder]:
    """Every placeholder of `text`, in order."""
    return [_placeholder(found) for found in _PLACEHOLDER.finditer(text)]


def parse(reference: str) -> Placeholder | None:
    """A reference without braces, as in a practice's `facts`; None when it is not spelled like one."""
    found = _REFERENCE.fullmatch(reference)
    return _placeholder(found) if found else None


def strays(text: str) -> Iterator[str]:
    """Pieces with a brace that are neither a placeholder nor doubled braces."""
    for found in _BRACES.finditer(text):
        if not found.group().startswith("{{") and not _PLACEHOLDER.match(text, found.start()):
            yield found.group()


def resolve(facts: LocatedFacts, default_owner: str, placeholder: Placeholder) -> FactEntry | None:
    """The printable fact that is meant, or None.  Without a status only actual values are meant."""
    owner, status = placeholder.owner or default_owner, placeholder.status or "actual"
    if placeholder.period is not None:
        suffix = "" if status == "actual" else f":{status}"
        entry = facts.get(f"{owner}.{placeholder.indicator}@{placeholder.period}{suffix}")
        return entry if entry is not None and entry.printable else None
    same = facts.of(owner, placeholder.indicator)
    return _newest(entry for entry in same if entry.fact.status == status and entry.printable)


def resolve_key(facts: LocatedFacts, default_owner: str, reference: str) -> FactEntry | None:
    """`resolve` for a reference without braces; None also when it is not spelled like one."""
    placeholder = parse(reference)
    return resolve(facts, default_owner, placeholder) if placeholder else None


def _newest(entries: Iterable[FactEntry]) -> FactEntry | None:
    return max(entries, key=lambda entry: entry.period, default=None)


def _placeholder(found: re.Match[str]) -> Placeholder:
    owner, indicator, period, status = found.group("owner", "indicator", "period", "status")
    return Placeholder(found.start(), found.end(), owner, indicator, period, status)
