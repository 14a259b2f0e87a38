"""The units quantities are written in: which convert into each other, which measure and which count."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

MONEY: dict[str, Decimal] = {
    "元": Decimal(1),
    "万元": Decimal(10) ** 4,
    "亿元": Decimal(10) ** 8,
    "万亿元": Decimal(10) ** 12,
}
DOLLARS: dict[str, Decimal] = {"美元": Decimal(1), "万美元": Decimal(10) ** 4, "亿美元": Decimal(10) ** 8}
PEOPLE: dict[str, Decimal] = {"人": Decimal(1), "万人": Decimal(10) ** 4}
FAMILIES: tuple[dict[str, Decimal], ...] = (MONEY, DOLLARS, PEOPLE)
"""Units that convert into each other, as multiples of the smallest."""

_MEASURES = frozenset({"%", "平方公里", "万平方米", "万人", "万家", "万件", "分钟", "小时", "倍", "个百分点"})
"""Units of what is measured, not counted: 余 does not go with them."""


def converted(number: Decimal | Fraction, unit: str, to: str) -> Decimal | Fraction:
    """`number` of `unit` in unit `to`.  Raises ValueError when the two do not convert."""
    if unit == to:
        return number
    for family in FAMILIES:
        if unit in family and to in family:
            factor = family[unit] / family[to]
            return number * factor if isinstance(number, Decimal) else number * Fraction(factor)
    raise ValueError(f"单位“{unit}”与“{to}”不能换算")


def is_counted(unit: str) -> bool:
    """Whether a unit counts things: 家, 个, 件."""
    return bool(unit) and unit not in MONEY and unit not in DOLLARS and unit not in _MEASURES
