"""Computed values: right, with their formula, as cautious as what they were computed from."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgz_report.analysis import derive
from hgz_report.data.dataset import FactEntry, fact_id
from hgz_report.data.fields import Value
from hgz_report.data.model import Confidence, Fact, Indicator
from hgz_report.language.terms import Qualifier, Status
from hgz_report.problems import Where
from tests.tools.telling import complaint, sample

CONFIDENCES: tuple[Confidence, ...] = ("A", "B", "C", "D")


def entry(
    value: Value | int,
    unit: str = "个",
    *,
    period: str = "2024",
    qualifier: Qualifier = "exact",
    confidence: Confidence = "B",
    status: Status = "actual",
    decimals: int = 2,
) -> FactEntry:
    fact = Fact(
        indicator="platforms",
        period=period,
        value=Decimal(value) if isinstance(value, int) else value,
        qualifier=qualifier,
        status=status,
        source="article",
        locator="第二节",
        confidence=confidence,
        note="只有一处报道" if confidence == "C" else "",
    )
    indicator = Indicator(name="平台", unit=unit, group="创新", decimals=decimals)
    return FactEntry(fact_id("zibo", fact), "zibo", "淄博高新区", fact, indicator, Where("data/zones/zibo.yaml", 9))


def test_forty_nine_of_sixty_is_81_7_percent_of_the_target() -> None:
    done = derive.completion(entry(49), entry(60, period="2025", status="target"))
    assert done.worded.text == "81.7%"
    assert done.formula == "{0}÷{1}"
    assert done.id == "completion(zibo.platforms@2024,zibo.platforms@2025:target)"
    assert done.inputs == ("zibo.platforms@2024", "zibo.platforms@2025:target")


@pytest.mark.parametrize(
    ("part", "part_unit", "whole", "whole_unit", "expected"),
    [(5000, "亿元", 1, "万亿元", "50%"), (1, "万亿元", 5000, "亿元", "200%"), (3, "亿美元", 60000, "万美元", "50%"),
     (1, "万人", 20000, "人", "50%"), (1, "个", 3, "个", "33.3%"), (2, "个", 3, "个", "66.7%")],
)  # fmt: skip
def test_a_share_sees_to_the_units(part: int, part_unit: str, whole: int, whole_unit: str, expected: str) -> None:
    assert derive.share(entry(part, part_unit), entry(whole, whole_unit)).worded.text == expected


def test_growth_is_nominal_and_may_be_negative() -> None:
    assert derive.growth(entry(115), entry(100, period="2023")).worded.text == "15%"
    assert derive.growth(entry(90), entry(100, period="2023")).number == -10


def test_a_multiple_counts_in_the_same_unit() -> None:
    assert derive.multiple(entry(18, "万亿元"), entry(60000, "亿元", period="2012")).worded.text == "3倍"


def test_average_growth_compounds_over_the_years_between() -> None:
    value = derive.average_growth(entry(121, period="2014"), entry(100, period="2012"))
    assert value.worded.text == "10%"
    assert "2次方根" in value.formula


@pytest.mark.parametrize(
    ("new", "old"), [("2012", "2014"), ("2014", "2014"), ("2014-12-31", "2012-12-31"), ("2014H1", "2012H1")]
)
def test_average_growth_wants_two_whole_years_in_order(new: str, old: str) -> None:
    with pytest.raises(ValueError, match="整年"):
        derive.average_growth(entry(2, period=new), entry(1, period=old))


def test_the_difference_of_two_percentages_is_in_percentage_points() -> None:
    value = derive.difference(entry(Decimal("14.1"), "%"), entry(Decimal("13.6"), "%", period="2023"))
    assert value.worded.text == "0.5个百分点"


def test_a_difference_is_in_the_unit_of_the_first() -> None:
    assert derive.difference(entry(2, "万亿元"), entry(5000, "亿元", period="2023")).worded.text == "1.5万亿元"
    assert derive.difference(entry(60, status="target"), entry(49)).worded.text == "11个"


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("exact", "exact", "exact"),
        ("over", "exact", "over"),
        ("at_least", "exact", "at_least"),
        ("at_least", "under", "over"),
        ("exact", "at_least", "under"),
        ("under", "exact", "under"),
        ("about", "exact", "about"),
        ("exact", "about", "about"),
        ("exact", "over", "under"),
        ("exact", "under", "over"),
        ("over", "under", "over"),
        ("under", "over", "under"),
        ("over", "over", "about"),
        ("under", "under", "about"),
        ("over", "about", "about"),
        ("nearly", "exact", "about"),
        ("exact", "nearly", "about"),
    ],
)
def test_a_bound_stays_a_bound_and_mixed_ones_are_only_about_right(
    part: Qualifier, whole: Qualifier, expected: Qualifier
) -> None:
    first, second = entry(40, qualifier=part), entry(60, qualifier=whole, period="2025")
    assert derive.share(first, second).qualifier == expected


def test_a_share_of_a_lower_bound_says_so() -> None:
    assert derive.share(entry(40, qualifier="over"), entry(60, period="2025")).worded.text == "超过66.7%"


@given(st.sampled_from(CONFIDENCES), st.sampled_from(CONFIDENCES))
def test_a_computed_value_is_as_sure_as_its_weakest_input(first: Confidence, second: Confidence) -> None:
    value = derive.share(entry(1, confidence=first), entry(2, period="2023", confidence=second))
    assert CONFIDENCES.index(value.confidence) == max(CONFIDENCES.index(first), CONFIDENCES.index(second))


@pytest.mark.parametrize("formula", [derive.completion, derive.share, derive.growth, derive.multiple])
def test_nothing_is_divided_by_zero(formula: object) -> None:
    assert callable(formula)
    with pytest.raises(ValueError, match="为零，不能作除数"):
        formula(entry(49), entry(0, period="2023"))


def test_words_and_dates_do_not_calculate() -> None:
    with pytest.raises(ValueError, match="不是数"):
        derive.share(entry("新材料"), entry(60, period="2025"))


def test_pieces_and_yuan_do_not_calculate() -> None:
    with pytest.raises(ValueError, match="不能换算"):
        derive.share(entry(1, "个"), entry(1, "亿元", period="2023"))


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_part_and_rest_make_a_whole(part: int, rest: int) -> None:
    whole = entry(part + rest, period="2023")
    total = derive.share(entry(part), whole).number + derive.share(entry(rest), whole).number
    assert abs(total - 100) < Decimal("1e-20")


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_multiple_is_one_more_than_the_growth(new: int, old: int) -> None:
    growth = derive.growth(entry(new), entry(old, period="2023")).number
    multiple = derive.multiple(entry(new), entry(old, period="2023")).number
    assert abs(multiple * 100 - 100 - growth) < Decimal("1e-18") * (1 + multiple)


def test_a_template_that_divides_by_zero_is_told_what_is_zero_and_where(tmp_path: Path) -> None:
    data = sample(tmp_path, chengdu=("value: 60", "value: 0"))
    said = complaint(
        tmp_path, data, '\n{{ completion(fact("pilot_platforms"), fact("pilot_platforms", "2025:target")) }}'
    )
    assert said.startswith("templates/short/10_section.md.j2:2  算不出：“成都高新区2025年中试平台”为零，不能作除数")
