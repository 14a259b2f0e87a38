"""A result beside its target: reached or not, what is missing, and whether the target's time is over."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgz_report.analysis.aims import falls
from hgz_report.analysis.standing import standing
from hgz_report.language.terms import IndicatorKind, Qualifier
from tests.tools.entries import entry

DAY = date(2026, 11, 23)
QUALIFIERS: tuple[Qualifier, ...] = ("exact", "about", "nearly", "over", "at_least", "under")


@pytest.mark.parametrize(
    ("actual", "target", "reached"),
    [
        ((49, "exact"), (60, "exact"), False),
        ((60, "exact"), (60, "exact"), True),
        ((60, "exact"), (60, "at_least"), True),
        ((60, "exact"), (60, "over"), False),
        ((61, "exact"), (60, "over"), True),
        ((49, "over"), (60, "exact"), None),
        ((60, "over"), (60, "exact"), True),
        ((60, "over"), (60, "over"), True),
        ((60, "at_least"), (60, "at_least"), True),
        ((60, "at_least"), (60, "over"), None),
        ((60, "under"), (60, "exact"), False),
        ((70, "under"), (60, "exact"), None),
        ((60, "nearly"), (60, "exact"), False),
        ((60, "about"), (60, "exact"), None),
        ((55, "about"), (60, "exact"), False),
        ((65, "about"), (60, "exact"), True),
    ],
)
def test_bounds_tell_whether_a_target_is_reached_or_that_nobody_knows(
    actual: tuple[int, Qualifier], target: tuple[int, Qualifier], reached: bool | None
) -> None:
    wanted = entry(target[0], qualifier=target[1], period="2027", status="target")
    assert standing(entry(actual[0], qualifier=actual[1]), wanted, DAY).reached is reached


@pytest.mark.parametrize(
    ("actual", "target", "reached"),
    [
        ((10, "exact"), (8, "exact"), False),
        ((8, "exact"), (8, "exact"), True),
        ((7, "exact"), (8, "exact"), True),
        ((8, "exact"), (8, "under"), False),
        ((8, "under"), (8, "under"), True),
        ((8, "over"), (8, "exact"), False),
        ((7, "over"), (8, "exact"), None),
        ((8, "at_least"), (8, "exact"), None),
        ((10, "under"), (8, "exact"), None),
        ((8, "nearly"), (8, "exact"), True),
    ],
)
def test_a_target_to_fall_to_is_reached_from_above_and_has_no_percentage(
    actual: tuple[int, Qualifier], target: tuple[int, Qualifier], reached: bool | None
) -> None:
    wanted = entry(target[0], "分钟", qualifier=target[1], period="2027", status="target", kind="duration")
    found = standing(entry(actual[0], "分钟", qualifier=actual[1], kind="duration"), wanted, DAY)
    assert (found.reached, found.percent) == (reached, None)


@pytest.mark.parametrize(
    ("unit", "aim", "kind", "name", "qualifier", "expected"),
    [
        ("个", None, "level", "中试平台", "exact", False),
        ("吨", None, "level", "单位产值能耗", "exact", True),
        ("吨", "up", "level", "单位产值能耗", "exact", False),
        ("%", None, "level", "单位地区生产总值能耗降幅", "exact", False),
        ("个", "down", "level", "中试平台", "exact", True),
        ("个", None, "level", "中试平台", "under", True),
        ("位", None, "rank", "综合评价", "exact", True),
        ("分钟", None, "duration", "下线用时", "exact", True),
        ("个", None, "level", "污水处理项目", "at_least", False),
    ],
)
def test_which_way_a_target_points(
    unit: str,
    aim: Literal["up", "down"] | None,
    kind: IndicatorKind,
    name: str,
    qualifier: Qualifier,
    expected: bool,
) -> None:
    target = entry(5, unit, kind=kind, name=name, qualifier=qualifier, aim=aim, status="target")
    assert falls(target) is expected


def test_of_a_least_amount_the_gap_is_at_least_so_much() -> None:
    found = standing(entry(49), entry(60, qualifier="at_least", period="2027", status="target"), DAY)
    assert (found.floor, found.percent and found.percent.worded.text) == (True, "81.7%")
    assert found.gap is not None and found.gap.worded.text == "至少11个"


def test_of_a_lower_bound_the_gap_is_not_known_and_the_percentage_is_at_least_so_much() -> None:
    found = standing(entry(49, qualifier="over"), entry(60, period="2027", status="target"), DAY)
    assert (found.reached, found.gap, found.percent and found.percent.worded.text) == (None, None, "至少81.6%")


def test_nearly_all_is_not_all() -> None:
    found = standing(entry(60, qualifier="nearly"), entry(60, period="2027", status="target"), DAY)
    assert (found.reached, found.gap, found.percent and found.percent.worded.text) == (False, None, "近100%")


@pytest.mark.parametrize(
    ("at", "until", "over", "final"),
    [("2024", "2027", False, False), ("2024", "2025", True, False), ("2025", "2025", True, True),
     ("2024", "2026", False, False), ("2026-09-30", "2026-10", True, False), ("2024", "2026-11-23", False, False),
     ("2024", "unstated", False, True)],
)  # fmt: skip
def test_a_target_is_over_the_day_after_its_time(at: str, until: str, over: bool, final: bool) -> None:
    found = standing(entry(49, period=at), entry(60, period=until, status="target"), DAY)
    assert (found.over, found.final) == (over, final)


def test_growth_rates_have_a_gap_and_no_completion() -> None:
    wanted = entry(8, "%", kind="growth", period="2027", status="target")
    found = standing(entry(Decimal("6.5"), "%", kind="growth"), wanted, DAY)
    assert (found.percent, found.gap and found.gap.worded.text) == (None, "1.5个百分点")


AMOUNTS = st.decimals(min_value="0.01", max_value=1000, places=2)


@given(AMOUNTS, AMOUNTS, st.sampled_from(QUALIFIERS), st.sampled_from(QUALIFIERS))
def test_what_is_said_of_a_target_never_contradicts_itself(
    actual: Decimal, target: Decimal, is_: Qualifier, wanted: Qualifier
) -> None:
    found = standing(
        entry(actual, "亿元", qualifier=is_),
        entry(target, "亿元", qualifier=wanted, period="2027", status="target"),
        DAY,
    )
    if found.percent and found.percent.qualifier == "exact":
        assert found.reached == (found.percent.number > 100 or (found.percent.number == 100 and wanted != "over"))
    if found.gap:
        assert found.reached is False and found.gap.number > 0
        assert found.percent is None or Decimal(found.percent.worded.number.strip("至少多约近")) < 100
