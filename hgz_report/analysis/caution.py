"""What remains of 约, 超过 and 不足 when two facts are set against each other."""

from __future__ import annotations

from hgz_report.data.dataset import FactEntry
from hgz_report.language.terms import Qualifier

LOWER: frozenset[Qualifier] = frozenset({"over", "at_least"})
UPPER: frozenset[Qualifier] = frozenset({"under"})
_ROUGH: frozenset[Qualifier] = frozenset({"about", "nearly"})
_OPPOSITE: dict[Qualifier, Qualifier] = {
    "at_least": "under", "over": "under", "under": "over", "nearly": "about", "about": "about", "exact": "exact",
}  # fmt: skip


class Senseless(ValueError):  # noqa: N818 - says why, becomes a Problem with the template's line
    """What was asked for has no meaning, or nobody can know it."""


def combined(first: FactEntry, against: Qualifier, second: FactEntry) -> Qualifier:
    """The qualifier of first ÷ second and first － second, the second positive and bounded as `against` says.

    Bounds that point the same way stay bounds.  Raises Senseless for others: the ratio of two lower bounds may be anything,
    and 约 against a bound is no bound.
    """
    pair = {first.fact.qualifier, _OPPOSITE[against]} - {"exact"}
    if not pair:
        return "exact"
    if pair <= LOWER:
        return "over" if "over" in pair else "at_least"
    if pair <= UPPER:
        return "under"
    if pair <= _ROUGH:
        return "nearly" if pair == {"nearly"} else "about"
    raise Senseless(f"{named(first)}和{named(second)}都不是准数，合在一起说不准，不能计算")


def named(entry: FactEntry) -> str:
    """“成都高新区2024年中试平台”, with 目标 where it is one."""
    period = entry.period.chinese if entry.period.stated else ""
    return f"“{entry.owner_name}{period}{entry.indicator.name}”"
