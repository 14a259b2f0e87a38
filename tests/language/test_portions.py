"""A share in words says what is so, or nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from hgz_report.language.portions import portion
from hgz_report.language.terms import Qualifier


@pytest.mark.parametrize(
    ("number", "qualifier", "words"),
    [
        (Decimal(50), "exact", "一半"),
        (Decimal(50), "nearly", "近一半"),
        (Fraction(1, 2), "about", "约一半"),
        (Decimal("48.2"), "exact", "近一半"),
        (Decimal("51.5"), "exact", "一半多"),
        (Fraction(1, 3), "exact", "三分之一"),
        (Decimal(33), "exact", "近三分之一"),
        (Decimal(67), "exact", "三分之二多"),
        (Decimal(80), "nearly", "近八成"),
        (Decimal(80), "over", "超过八成"),
        (Decimal(75), "exact", "四分之三"),
        (Decimal("56.6"), "exact", ""),
        (Decimal("48.2"), "over", ""),
        (Decimal(48), "nearly", ""),
        (Decimal(100), "exact", ""),
    ],
)
def test_a_share_is_worded_as_far_as_that_is_true(number: Decimal | Fraction, qualifier: Qualifier, words: str) -> None:
    assert portion(number, qualifier) == words
