"""Computed values: right, with their formula, as cautious as what they were computed from."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgz_report.analysis import derive
from hgz_report.analysis.caution import Senseless
from hgz_report.data.dataset import FactEntry
from hgz_report.data.model import Confidence
from hgz_report.language.terms import IndicatorKind, Qualifier
from tests.tools.entries import entry
from tests.tools.telling import complaint, sample

CONFIDENCES: tuple[Confidence, ...] = ("A", "B", "C", "D")


def test_forty_nine_of_sixty_is_81_7_percent_of_the_target() -> None:
    done = derive.completion(entry(49), entry(60, period="2025", status="target"))
    assert done.worded.text == "81.7%"
    assert done.formula == "{0}÷{1}"
    assert done.id == "completion(zibo.platforms@2024,zibo.platforms@2025:target)"
    assert done.inputs == ("zibo.platforms@2024", "zibo.platforms@2025:target")


@pytest.mark.parametrize(
    ("part", "part_unit", "whole", "whole_unit", "expected"),
    [(5000, "亿元", 1, "万亿元", "50%"), (3, "亿美元", 60000, "万美元", "50%"),
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
        ("about", "about", "about"),
        ("nearly", "exact", "nearly"),
        ("exact", "nearly", "about"),
    ],
)
def test_a_bound_stays_a_bound_where_it_points_one_way(part: Qualifier, whole: Qualifier, expected: Qualifier) -> None:
    first, second = entry(40, qualifier=part), entry(60, qualifier=whole, period="2025")
    assert derive.share(first, second).qualifier == expected


def test_a_share_of_a_lower_bound_says_so() -> None:
    assert derive.share(entry(40, qualifier="over"), entry(60, period="2025")).worded.text == "至少66.6%"
    assert derive.share(entry(40, qualifier="under"), entry(60, period="2025")).worded.text == "至多66.7%"
    assert derive.share(entry(40), entry(60, period="2025", qualifier="about")).worded.text == "约66.7%"


@pytest.mark.parametrize(
    ("first", "second"),
    [("over", "over"), ("at_least", "over"), ("at_least", "at_least"), ("under", "under"), ("over", "about"),
     ("about", "over"), ("under", "nearly"), ("nearly", "under"), ("nearly", "at_least"), ("about", "under")],
)  # fmt: skip
@pytest.mark.parametrize(
    "formula", [derive.share, derive.growth, derive.multiple, derive.average_growth, derive.difference]
)
def test_nobody_knows_what_two_bounds_come_to_that_point_apart(
    formula: Callable[[FactEntry, FactEntry], derive.DerivedValue], first: Qualifier, second: Qualifier
) -> None:
    with pytest.raises(Senseless, match="说不准"):
        formula(entry(40, qualifier=first), entry(60, period="2022", qualifier=second))


@pytest.mark.parametrize(
    ("new", "new_is", "old", "old_is"),
    [(95, "over", 100, "exact"), (105, "under", 100, "exact"), (100, "over", 100, "exact"), (100, "exact", 95, "over"),
     (100, "exact", 105, "under"), (100, "at_least", 100, "exact")],
)  # fmt: skip
def test_a_change_that_may_go_either_way_is_refused(new: int, new_is: Qualifier, old: int, old_is: Qualifier) -> None:
    first, second = entry(new, qualifier=new_is), entry(old, period="2023", qualifier=old_is)
    for formula in (derive.growth, derive.difference, derive.average_growth):
        with pytest.raises(Senseless, match="是增是减说不准"):
            formula(first, second)


def test_a_bounded_change_that_goes_one_way_says_how_far_at_least_or_at_most() -> None:
    assert derive.growth(entry(115, qualifier="over"), entry(100, period="2023")).worded.text == "至少15%"
    assert derive.growth(entry(90, qualifier="under"), entry(100, period="2023")).worded.text == "至多-10%"
    assert derive.growth(entry(90, qualifier="under"), entry(100, period="2023")).clause == ("下降", "至少10%")


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


# -- one reading of a share ---------------------------------------------------------------------------------------------

HALF, SIXTY = (
    entry("1/2", "%", kind="share", period="2023"),
    entry(60, "%", kind="share", period="2027", status="target"),
)


def test_a_half_is_fifty_percent_for_whoever_calculates() -> None:
    assert (HALF.amount, HALF.number) == (Fraction(50), Fraction(1, 2))
    assert derive.completion(HALF, SIXTY).worded.text == "83.3%"
    assert derive.difference(SIXTY, HALF).worded.text == "10个百分点"
    assert derive.difference(entry("2/3", "%", kind="share"), HALF).worded.text == "16.67个百分点"


@given(st.integers(1, 99), st.integers(1, 100))
def test_a_fraction_and_its_percentage_calculate_alike(part: int, target: int) -> None:
    written = [entry(f"{part}/100", "%", kind="share"), entry(part, "%", kind="share")]
    wanted = entry(target, "%", kind="share", period="2027", status="target")
    assert len({derive.completion(one, wanted).number for one in written}) == 1
    assert len({derive.difference(wanted, one).number for one in written}) == 1


# -- what has no meaning ------------------------------------------------------------------------------------------------

RATIOS = (derive.completion, derive.share, derive.growth, derive.multiple, derive.average_growth)


@pytest.mark.parametrize("formula", RATIOS)
@pytest.mark.parametrize(("new", "old"), [(5, -10), (-5, 10), (-5, -10), (0, -10), (-5, 0), (5, 0), (0, 0)])
def test_no_ratio_is_taken_from_or_of_a_loss_or_from_nought(
    formula: Callable[[FactEntry, FactEntry], derive.DerivedValue], new: int, old: int
) -> None:
    with pytest.raises(Senseless, match=r"负数|为零|还大"):
        formula(entry(new, "亿元"), entry(old, "亿元", period="2023"))


def test_a_loss_narrows_or_widens_by_a_part_of_itself() -> None:
    old = entry(-10, "亿元", period="2023")
    assert derive.narrowing(entry(-4, "亿元"), old).worded.text == "60%"
    assert derive.widening(entry(-15, "亿元"), old).worded.text == "50%"
    for formula in (derive.narrowing, derive.widening):
        with pytest.raises(Senseless, match="都是负的准数"):
            formula(entry(4, "亿元"), old)


def test_an_id_that_spells_what_has_no_meaning_is_none_of_ours() -> None:
    facts = {one.id: one for one in (entry(5), entry(-3, period="2023"), entry(3, period="2022"))}
    assert derive.recomputed("growth(zibo.platforms@2024,zibo.platforms@2023)", facts) is None
    again = derive.recomputed("growth(zibo.platforms@2024,zibo.platforms@2022)", facts)
    assert again is not None and again.worded.text == "66.7%"


def test_a_share_of_a_smaller_whole_is_refused() -> None:
    with pytest.raises(Senseless, match="还大，不能算占比"):
        derive.share(entry(70), entry(60, period="2025"))
    with pytest.raises(Senseless, match="还大，不能算占比"):
        derive.share(entry(60, qualifier="over"), entry(60, period="2025"))


@pytest.mark.parametrize(
    ("formula", "kind", "unit"),
    [(derive.growth, "rank", "位"), (derive.multiple, "rank", "位"), (derive.growth, "growth", "%"),
     (derive.growth, "share", "%"), (derive.multiple, "share", "%"), (derive.share, "share", "%"),
     (derive.growth, "level", "%"), (derive.completion, "growth", "%"), (derive.completion, "rank", "位"),
     (derive.share, "index", "")],
)  # fmt: skip
def test_places_and_percentages_have_no_ratio(
    formula: Callable[[FactEntry, FactEntry], derive.DerivedValue], kind: IndicatorKind, unit: str
) -> None:
    with pytest.raises(Senseless):
        formula(entry(5, unit, kind=kind), entry(8, unit, kind=kind, period="2023"))


def test_growth_runs_forward_in_time() -> None:
    with pytest.raises(Senseless, match="不能算增速"):
        derive.growth(entry(5, period="2022"), entry(8, period="2023"))


@pytest.mark.parametrize(
    ("name", "kind", "qualifier"),
    [("单位产值能耗", "level", "exact"), ("碳排放量", "level", "exact"), ("下线用时", "duration", "exact"),
     ("库存", "level", "under")],
)  # fmt: skip
def test_a_target_that_is_to_fall_has_no_completion(name: str, kind: IndicatorKind, qualifier: Qualifier) -> None:
    wanted = entry(8, "吨", kind=kind, name=name, period="2027", status="target", qualifier=qualifier)
    with pytest.raises(Senseless, match="降下来的目标"):
        derive.completion(entry(10, "吨", kind=kind, name=name), wanted)


# -- rounding -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [("0.03", "100", "0.03%"), ("99.96", "100", "99.96%"), ("9999.996", "10000", "99.99996%"), ("100", "100", "100%"),
     ("0", "100", "0%"), ("99.94", "100", "99.9%"), ("1", "3", "33.3%"), ("0.00004", "100", "0.00004%")],
)  # fmt: skip
def test_a_share_is_nothing_or_all_only_where_it_is(part: str, whole: str, expected: str) -> None:
    first, second = entry(Decimal(part), "亿元"), entry(Decimal(whole), "亿元", period="2025")
    assert derive.share(first, second).worded.text == expected
    assert derive.completion(first, second).worded.text == expected


@pytest.mark.parametrize(
    ("new", "old", "expected", "clause"),
    [("100.03", "100", "0.03%", "增长0.03%"), ("99.97", "100", "-0.03%", "下降0.03%"), ("100", "100", "0%", "持平"),
     ("99.999", "100", "-0.001%", "下降0.001%"), ("0.04", "100", "-99.96%", "下降99.96%"), ("0", "9", "-100%", "下降100%")],
)  # fmt: skip
def test_growth_that_rounds_to_nothing_says_what_it_is(new: str, old: str, expected: str, clause: str) -> None:
    value = derive.growth(entry(Decimal(new), "亿元"), entry(Decimal(old), "亿元", period="2023"))
    assert (value.worded.text, "".join(value.clause)) == (expected, clause)


def test_a_difference_that_rounds_to_nothing_says_what_it_is() -> None:
    first, second = entry(Decimal("60.004"), "亿元"), entry(60, "亿元", period="2023")
    assert derive.difference(first, second).worded.text == "40万元"
    assert derive.difference(second, first).worded.text == "-40万元"
    target, actual = entry(1, "万亿元", period="2027"), entry(Decimal("9999.96"), "亿元")
    assert derive.difference(target, actual).worded.text == "0.04亿元"
    assert derive.difference(entry(60), entry(Decimal("59.5"))).worded.text == "0.5个"


def test_a_multiple_is_one_only_of_the_same() -> None:
    assert derive.multiple(entry(104), entry(100, period="2023")).worded.text == "1.04倍"
    assert derive.multiple(entry(100), entry(100, period="2023")).worded.text == "1倍"


POSITIVE = st.decimals(min_value="0.0001", max_value=10**7, places=4)


@given(POSITIVE, POSITIVE)
def test_what_is_printed_has_the_sign_of_what_is_so(new: Decimal, old: Decimal) -> None:
    first, second = entry(new, "亿元"), entry(old, "亿元", period="2023")
    for value in (derive.growth(first, second), derive.difference(first, second), derive.average_growth(first, second)):
        printed = value.worded.text
        assert printed.startswith("-") == (value.number < 0)
        assert (re.search("[1-9]", printed) is not None) == (value.number != 0)
        assert value.clause[0] == ("增长" if value.number > 0 else "下降" if value.number < 0 else "持平")


@given(POSITIVE, POSITIVE)
def test_completion_is_a_hundred_only_where_the_target_is_just_reached(actual: Decimal, target: Decimal) -> None:
    printed = derive.completion(
        entry(actual, "亿元"), entry(target, "亿元", period="2027", status="target")
    ).worded.number
    assert (Decimal(printed) > 100) == (actual > target)
    assert (Decimal(printed) < 100) == (actual < target)
    assert Decimal(printed) > 0


@given(POSITIVE, POSITIVE, st.sampled_from(["over", "under"]))
def test_a_bound_that_is_computed_is_never_rounded_past_itself(part: Decimal, whole: Decimal, is_: Qualifier) -> None:
    value = derive.completion(entry(part, "亿元", qualifier=is_), entry(whole, "亿元", period="2027"))
    printed = Decimal(value.worded.text.strip("至少多%"))
    assert printed <= value.number if is_ == "over" else printed >= value.number
