"""Numbers for print and for drawing: no digit too many."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hgz_report.language.plain_numbers import short, trimmed


def test_decimals_have_no_needless_noughts() -> None:
    assert [trimmed(Decimal(text)) for text in ("2.50", "1E+5", "0.0", "-5")] == ["2.5", "100000", "0", "-5"]


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (1.5, 2, "1.5"),
        (100.0, 2, "100"),
        (-0.001, 2, "0"),
        (0.12345, 3, "0.123"),
        (1e-9, 3, "0"),
        (1e9, 2, "1000000000"),
    ],
)
def test_a_measure_for_an_operator_has_no_exponent_and_no_minus_before_nothing(
    value: float, places: int, expected: str
) -> None:
    assert short(value, places) == expected
