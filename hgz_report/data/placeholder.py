"""Facts named inside text: `{gdp}`, `{gdp@2023}`, `{chengdu.gdp@2023}`, `{pilot_platforms@2025:target}`.

The owner is a zone's slug or `national`; without one it is the zone whose file the text stands in.  Without a period
the newest actual value is meant.  Doubled braces are none.  `{completion(gdp@2023, gdp@2025:target)}` is calculated from two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import cast, get_args

from hgz_report.data.dataset import FactEntry, LocatedFacts
from hgz_report.language.terms import FormulaName

_BODY = (
    r"(?:(?P<owner>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)\.)?"
    r"(?P<indicator>[a-z][a-z0-9_]*)"
    r"(?:@(?P<period>[0-9A-Za-z][0-9A-Za-z.-]*))?"
    r"(?::(?P<status>target|estimate|preliminary))?"
)
_PLACEHOLDER = re.compile(r"(?<!\{)\{" + _BODY + r"\}(?!\})")
_REFERENCE = re.compile(_BODY)
_OPERAND = re.sub(r"\?P<\w+>", "?:", _BODY)
_CALCULATED = re.compile(
    r"(?<!\{)\{(?P<rule>"
    + "|".join(get_args(FormulaName))
    + rf")\((?P<first>{_OPERAND}), ?(?P<second>{_OPERAND})\)\}}(?!\}})"
)
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


@dataclass(frozen=True, slots=True)
class Calculated:
    """A value that a text has calculated from two facts; `start` and `end` are positions in the text, braces included."""

    start: int
    end: int
    rule: FormulaName
    first: Placeholder
    second: Placeholder


def find(text: str) -> list[Placeholder]:
    """Every fact that `text` names, in order, those that it calculates with included."""
    return [
        one
        for mention in mentions(text)
        for one in ((mention,) if isinstance(mention, Placeholder) else (mention.first, mention.second))
    ]


def mentions(text: str) -> list[Placeholder | Calculated]:
    """Everything in braces that stands for a number, in order."""
    if "{" not in text:
        return []
    found: list[Placeholder | Calculated] = [_placeholder(one) for one in _PLACEHOLDER.finditer(text)]
    found += (_calculated(one) for one in _CALCULATED.finditer(text))
    return sorted(found, key=lambda one: one.start)


def parse(reference: str) -> Placeholder | None:
    """A reference without braces, as in a practice's `facts`; None when it is not spelled like one."""
    found = _REFERENCE.fullmatch(reference)
    return _placeholder(found) if found else None


def strays(text: str) -> Iterator[str]:
    """Pieces with a brace that are neither a placeholder nor doubled braces."""
    for found in _BRACES.finditer(text):
        if not found.group().startswith("{{") and not _is_sound(text, found.start()):
            yield found.group()


def _is_sound(text: str, at: int) -> bool:
    return bool(_PLACEHOLDER.match(text, at) or _CALCULATED.match(text, at))


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


def _calculated(found: re.Match[str]) -> Calculated:
    first, second = (_REFERENCE.fullmatch(found.string, *found.span(name)) for name in ("first", "second"))
    if first is None or second is None:
        raise AssertionError(f"an operand is no reference: {found.group()}")
    rule = cast(FormulaName, found.group("rule"))
    return Calculated(found.start(), found.end(), rule, _placeholder(first), _placeholder(second))


def sources_of(facts: LocatedFacts, owner: str, text: str, source: str) -> tuple[str, ...]:
    """Who says what a text says: its own source, then the sources of its numbers that its own source does not give."""
    found = [entry.fact for each in find(text) if (entry := resolve(facts, owner, each)) is not None]
    others = [fact.source for fact in found if source not in (fact.source, *fact.also_in)]
    return tuple(dict.fromkeys((source, *others)))
