"""How a result stands to its target: reached or not, how much is missing, and whether the target's time is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from msgspec import Struct

from hgz_report.analysis.aims import falls
from hgz_report.analysis.caution import LOWER, UPPER, Senseless
from hgz_report.analysis.derive import DerivedValue, completion, difference
from hgz_report.data.dataset import FactEntry
from hgz_report.language.units import converted


class Standing(Struct, frozen=True):
    """A result beside its target.

    `reached`: None where the bounds of the two don't tell.  `percent`: how much of it is done, None where that has no meaning.
    `gap`: what is missing, None where nothing is or nobody knows.  `floor`: the target is a least amount.
    `over`: the target's time is past on the edition's date; `final`: the result is of that time or later.
    """

    reached: bool | None
    percent: DerivedValue | None
    gap: DerivedValue | None
    floor: bool
    over: bool
    final: bool


def standing(actual: FactEntry, target: FactEntry, day: date) -> Standing:
    """How a result stands to its target on a day.  Raises ValueError where the two are no numbers of one unit."""
    down = falls(target)
    reached = _reached(actual, target, down=down)
    gap = _sensible(difference, *((actual, target) if down else (target, actual))) if reached is False else None
    return Standing(
        reached=reached,
        percent=None if down else _sensible(completion, actual, target),
        gap=gap if gap and gap.number else None,
        floor=target.fact.qualifier in LOWER,
        over=target.period.is_over(day),
        final=actual.period >= target.period,
    )


def measurable(actual: FactEntry, target: FactEntry) -> bool:
    """Whether it has a meaning to say how much of a target is done."""
    return _sensible(completion, actual, target) is not None


def _reached(actual: FactEntry, target: FactEntry, *, down: bool) -> bool | None:
    """Whether the target is reached, as far as the bounds of the two tell."""
    if actual.amount is None or target.amount is None:
        raise ValueError("实绩和目标要都是数")
    sign = -1 if down else 1
    lead = (Fraction(converted(actual.amount, actual.unit, target.unit)) - target.amount) * sign
    qualifier = actual.fact.qualifier
    strict = target.fact.qualifier in UPPER | {"over"}  # the amount itself is not enough
    if qualifier == "exact" or (qualifier in ("about", "nearly") and lead):
        return lead > 0 or (lead == 0 and not strict)
    if qualifier == "about":
        return None
    ahead = (qualifier in LOWER) != down  # the true value is further on than the one that is written
    if actual.amount < 0 and qualifier != "nearly":
        ahead = not ahead
    if lead == 0:
        inclusive = qualifier == "at_least"
        return (
            (True if not (strict and inclusive) else None) if ahead else (None if inclusive and not strict else False)
        )
    return (True if lead > 0 else None) if ahead else (False if lead < 0 else None)


def _sensible(
    formula: Callable[[FactEntry, FactEntry], DerivedValue], first: FactEntry, second: FactEntry
) -> DerivedValue | None:
    try:
        return formula(first, second)
    except Senseless:
        return None
