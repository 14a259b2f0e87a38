"""A share in words: 一半, 近一半, 三分之二, 八成, 六成多.

Only what is so: nothing further off than two points, no bound turned round.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hgz_report.language.terms import Qualifier

_NAMED = {
    Fraction(1, 2): "一半", Fraction(1, 3): "三分之一", Fraction(2, 3): "三分之二", Fraction(1, 4): "四分之一",
    Fraction(3, 4): "四分之三",
    **{Fraction(n, 10): f"{digit}成" for n, digit in enumerate("一两三四五六七八九", 1) if n != 5},
}  # fmt: skip
_NEAR = Fraction(2, 100)
_BEFORE: dict[Qualifier, str] = {
    "exact": "", "about": "约", "nearly": "近", "over": "超过", "at_least": "不少于", "under": "不到",
}  # fmt: skip


def portion(number: Decimal | Fraction, qualifier: Qualifier = "exact") -> str:
    """A share (48.2 of a hundred, or 1/3) in words; "" where no such words are true of it."""
    share = number if isinstance(number, Fraction) else Fraction(number) / 100
    if share in _NAMED:
        return f"{_BEFORE[qualifier]}{_NAMED[share]}"
    if qualifier != "exact":
        return ""
    near = [one for one in _NAMED if abs(one - share) <= _NEAR]
    if not near:
        return ""
    nearest = min(near, key=lambda one: (abs(one - share), one.denominator))
    return f"近{_NAMED[nearest]}" if share < nearest else f"{_NAMED[nearest]}多"
