"""Facts named inside text: `{gdp}`, `{gdp@2023}`, `{chengdu.gdp@2023}`, `{地区生产总值@最新}`, `{成都高新区.中试平台@2025:目标}`.

Data files and templates write them alike.  The owner is a zone's slug or short name, `national` or 全国; without one it is the
zone whose file the text stands in, or whose report it is.  The indicator is an id or a name.  Without a period, or with 最新,
the newest actual value is meant.  `{gdp@最新.时期}` is a part of the fact.  Doubled braces and `{#…}` are none.
`{completion(gdp@2023, gdp@2025:target)}`, `{完成率(…, …)}`: a value calculated from two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import get_args

from msgspec import Struct

from hgz_report.data.dataset import FactEntry, LocatedFacts
from hgz_report.language.han import HAN
from hgz_report.language.terms import FormulaName, Status
from hgz_report.language.wording import STATUS_NAMES

NEWEST = "最新"
PARTS = ("时期", "年", "年底", "数", "名称", "不注", "成数")
"""What may be taken of a fact: its time, the year it is in, that year's end, the bare number, the indicator's name, the whole
without 目标、预计、仅供参考, a share in words (近一半).
"""
_STATUSES: Mapping[str, Status] = {
    word: status for status in get_args(Status) for word in (status, STATUS_NAMES[status]) if STATUS_NAMES[status]
}
_RULES: Mapping[str, FormulaName] = {
    **{name: name for name in get_args(FormulaName)},
    "完成率": "completion",
    "占比": "share",
    "增速": "growth",
    "年均增速": "average_growth",
    "差": "difference",
    "倍数": "multiple",
    "平均": "per",
}
_NAME = rf"(?=[^{{}}@.:,，()]*[{HAN}])[^{{}}@.:,，()：＠#%|\\\s]+"
_IS_PART = rf"(?:{'|'.join(PARTS)})"
_BODY = (
    rf"(?:(?P<owner>[a-z][a-z0-9]*(?:-[a-z0-9]+)*|{_NAME})\.)?"
    rf"(?!{_IS_PART}(?:\}}|$))(?P<indicator>[a-z][a-z0-9_]*|{_NAME})"
    rf"(?:@(?P<period>[0-9A-Za-z][0-9A-Za-z.-]*|{NEWEST}))?"
    rf"(?::(?P<status>{'|'.join(_STATUSES)}))?"
    rf"(?:\.(?P<part>{_IS_PART}))?"
)
_PLACEHOLDER = re.compile(r"(?<![{\\])\{" + _BODY + r"\}(?!\})")
_REFERENCE = re.compile(_BODY)
_OPERAND = r"[^{}(),，\s]+"
"""What may be a reference; `_REFERENCE` says whether it is."""
_CALCULATED = re.compile(
    rf"(?<![{{\\])\{{(?P<rule>{'|'.join(_RULES)})\((?P<first>{_OPERAND})[,，] ?(?P<second>{_OPERAND})\)\}}(?!\}})"
)
_BRACES = re.compile(r"\\[{}]|\{\{.*?\}\}|\{[^{}\\]*\}?|\}")


class Placeholder(Struct, frozen=True):
    """One mention of a fact; `start` and `end` are positions in the text, braces included."""

    start: int
    end: int
    owner: str | None
    indicator: str
    period: str | None
    status: Status
    part: str
    written: str

    def __str__(self) -> str:
        return self.written


class Calculated(Struct, frozen=True):
    """A value that a text has calculated from two facts; `start` and `end` are positions in the text, braces included."""

    start: int
    end: int
    rule: FormulaName
    first: Placeholder
    second: Placeholder
    written: str


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
    found += (each for one in _CALCULATED.finditer(text) if (each := _calculated(one)))
    return sorted(found, key=lambda one: one.start)


def parse(reference: str) -> Placeholder | None:
    """A reference without braces, as in a practice's `facts`; None when it is not spelled like one."""
    found = _REFERENCE.fullmatch(reference)
    return _placeholder(found) if found else None


def strays(text: str) -> Iterator[str]:
    """Pieces with a brace that are neither a placeholder nor doubled or escaped braces."""
    for found in _BRACES.finditer(text):
        if not found.group().startswith(("{{", "\\")) and not _is_sound(text, found.start()):
            yield found.group()


def _is_sound(text: str, at: int) -> bool:
    found = _CALCULATED.match(text, at)
    return bool(_PLACEHOLDER.match(text, at) or (found and _calculated(found)))


def resolve(facts: LocatedFacts, default_owner: str, placeholder: Placeholder) -> FactEntry | None:
    """The printable fact that is meant, or None.  Without a status only actual values are meant."""
    owner = facts.owners.id(placeholder.owner) if placeholder.owner else default_owner
    indicator, status = facts.indicators.id(placeholder.indicator), placeholder.status
    if placeholder.period is not None:
        suffix = "" if status == "actual" else f":{status}"
        entry = facts.get(f"{owner}.{indicator}@{placeholder.period}{suffix}")
        return entry if entry is not None and entry.printable else None
    same = facts.of(owner, indicator)
    return _newest(entry for entry in same if entry.fact.status == status and entry.printable)


def resolve_key(facts: LocatedFacts, default_owner: str, reference: str) -> FactEntry | None:
    """`resolve` for a reference without braces; None also when it is not spelled like one."""
    placeholder = parse(reference)
    return resolve(facts, default_owner, placeholder) if placeholder else None


def _newest(entries: Iterable[FactEntry]) -> FactEntry | None:
    return max(entries, key=lambda entry: entry.period, default=None)


def _placeholder(found: re.Match[str]) -> Placeholder:
    owner, indicator, period, status, part = found.group("owner", "indicator", "period", "status", "part")
    written = found.group().removeprefix("{").removesuffix("}")
    return Placeholder(
        found.start(), found.end(), owner, indicator, None if period == NEWEST else period,
        _STATUSES[status] if status else "actual", part or "", written,
    )  # fmt: skip


def _calculated(found: re.Match[str]) -> Calculated | None:
    """None where an operand is no reference."""
    first, second = (_REFERENCE.fullmatch(found.string, *found.span(name)) for name in ("first", "second"))
    if first is None or second is None:
        return None
    rule = _RULES[found.group("rule")]
    return Calculated(found.start(), found.end(), rule, _placeholder(first), _placeholder(second), found.group()[1:-1])


def sources_of(facts: LocatedFacts, owner: str, text: str, source: str) -> tuple[str, ...]:
    """Who says what a text says: its own source, then the sources of its numbers that its own source does not give."""
    found = [entry.fact for each in find(text) if (entry := resolve(facts, owner, each)) is not None]
    others = [fact.source for fact in found if source not in (fact.source, *fact.also_in)]
    return tuple(dict.fromkeys((source, *others)))
