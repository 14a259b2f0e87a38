"""Between which values a printed figure can lie: what rounding and words such as 约 and 超 leave open.

Two figures contradict each other only when no values within their bounds agree; so a rounded figure is never accused.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from hgz_report.data.dataset import FactEntry
from hgz_report.language.terms import Qualifier
from hgz_report.language.units import converted

_OPEN = Decimal("Infinity")
_ROUND = Decimal("0.005")
"""How far a number ending in zeros (140, 3000) may have been rounded, beyond its last digit: half a percent."""
_ABOUT = Decimal("0.05")
"""约: one twentieth to either side."""
_NEARLY = Decimal("0.1")
"""近: up to one tenth above what is really there."""


class Bounds(Struct, frozen=True):
    """Lowest and highest value, never negative; `high` may be infinite."""

    low: Decimal
    high: Decimal

    def over(self, other: Bounds) -> Bounds:
        """Quotients of values within the two."""
        return Bounds(self.low / other.high, self.high / other.low if other.low else _OPEN)

    def times(self, factor: int) -> Bounds:
        """Both ends multiplied."""
        return Bounds(self.low * factor, self.high * factor)

    def plus(self, other: Bounds) -> Bounds:
        """Sums of values within the two."""
        return Bounds(self.low + other.low, self.high + other.high)

    def meets(self, other: Bounds, margin: Decimal = Decimal(0)) -> bool:
        """True when some value of one is within `margin` of some value of the other."""
        return self.low - margin <= other.high and other.low <= self.high + margin


def bounds(entry: FactEntry, unit: str) -> Bounds | None:
    """The bounds of a fact in `unit`; None for what is no positive number or does not convert."""
    value = in_unit(entry, unit)
    if value is None or value <= 0:
        return None
    number = entry.number
    if isinstance(number, Fraction):
        slack = value * _ABOUT
    else:
        assert number is not None  # in_unit has seen to it
        slack = _slack(number) * value / number
    return _widened(value, slack, entry.fact.qualifier)


def in_unit(entry: FactEntry, unit: str) -> Decimal | None:
    """The value in `unit`, a fraction of a share in %; None for what is no number or does not convert."""
    amount = entry.amount
    if amount is None:
        return None
    try:
        own = unit == entry.indicator.unit
        result = entry.size if own else Fraction(converted(amount, entry.unit, unit))
    except ValueError:
        return None
    assert result is not None  # for the amount is not
    return Decimal(result.numerator) / Decimal(result.denominator)


def convertible(unit: str, to: str) -> bool:
    """Whether a number of one unit can be written in the other."""
    try:
        converted(Decimal(1), unit, to)
    except ValueError:
        return False
    return True


def _slack(number: Decimal) -> Decimal:
    """Half of the last digit's place; for a number ending in zeros half of the last other digit's, within half a percent."""
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # data files hold no infinities
    written = Decimal(1).scaleb(exponent) / 2
    significant = number.normalize().as_tuple().exponent
    assert isinstance(significant, int)
    return max(written, min(Decimal(1).scaleb(significant) / 2, number * _ROUND))


def _widened(value: Decimal, slack: Decimal, qualifier: Qualifier) -> Bounds:
    match qualifier:
        case "exact":
            return Bounds(value - slack, value + slack)
        case "about":
            slack = max(slack, value * _ABOUT)
            return Bounds(value - slack, value + slack)
        case "nearly":
            return Bounds(value * (1 - _NEARLY), value)
        case "over" | "at_least":
            return Bounds(value, _OPEN)
        case "under":
            return Bounds(Decimal(0), value)
