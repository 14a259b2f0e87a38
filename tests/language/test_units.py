"""The table of units: each stands in it once, and what is built of it agrees with it."""

from __future__ import annotations

import re

import pytest

from hgz_report.language import units
from hgz_report.language.units import AFTER_CHINESE, NOT_PARTED, OF_ROUGH_NUMBERS, UNITS, any_of, is_counted, scaled


def test_no_unit_stands_in_the_table_twice() -> None:
    listed = [unit for _, *both in units._TABLE for names in both for unit in names.split()]
    assert len(listed) == len(set(listed))


def test_what_is_said_of_units_is_said_of_units_in_the_table() -> None:
    assert {*AFTER_CHINESE, *NOT_PARTED, *OF_ROUGH_NUMBERS} <= set(UNITS)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("万亿元", (10**12, "元")),
        ("万平方米", (10**4, "平方米")),
        ("千瓦", (1, "千瓦")),
        ("万千瓦", (10**4, "千瓦")),
        ("百分点", (1, "百分点")),
        ("", (1, "")),
    ],
)
def test_a_scale_is_told_from_a_unit_that_begins_like_one(unit: str, expected: tuple[int, str]) -> None:
    assert scaled(unit) == expected


@pytest.mark.parametrize(
    ("unit", "counted"),
    [
        ("家", True),
        ("年", True),
        ("人次", True),
        ("万家", False),
        ("亿元", False),
        ("%", False),
        ("公顷", False),
        ("", False),
    ],
)
def test_only_what_is_counted_by_ones_takes_a_further_scale(unit: str, counted: bool) -> None:
    assert is_counted(unit) is counted


def test_the_longest_unit_that_fits_is_found() -> None:
    for unit in UNITS:
        found = re.match(any_of(UNITS), unit)
        assert found is not None
        assert found.group() == unit
