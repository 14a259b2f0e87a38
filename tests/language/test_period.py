"""What a period may look like, how it reads, and which comes first."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgz_report.language.period import Period

_YEARS = st.integers(1900, 2099).map(str)
_MONTHS = st.builds("{}-{:02}".format, _YEARS, st.integers(1, 12))
_DAYS = st.dates().filter(lambda day: 1900 <= day.year <= 2099).map(str)
_PARTS = st.builds("{}{}".format, _YEARS, st.sampled_from(["H1", "H2", "Q1", "Q2", "Q3", "Q4"]))
POINTS = st.one_of(_YEARS, _MONTHS, _DAYS, _PARTS)
PERIODS = st.one_of(POINTS, st.just("unstated"))


@given(PERIODS)
def test_what_was_read_is_written_back_letter_by_letter(text: str) -> None:
    assert str(Period.parse(text)) == text


@given(st.one_of(st.tuples(_YEARS, _YEARS), st.tuples(_MONTHS, _MONTHS), st.tuples(_DAYS, _DAYS)))
def test_a_range_runs_forward_or_is_refused(ends: tuple[str, str]) -> None:
    text = "..".join(ends)
    if ends[0] < ends[1]:
        period = Period.parse(text)
        assert (str(period), period.year) == (text, int(ends[1][:4]))
    elif ends[0][:7] > ends[1][:7] or ends[0] == ends[1]:
        with pytest.raises(ValueError, match="止期应晚于起期"):
            Period.parse(text)


@given(st.text(max_size=12))
def test_any_text_is_a_period_or_a_reason_in_chinese(text: str) -> None:
    try:
        assert str(Period.parse(text)) == text
    except ValueError as reason:
        assert str(reason).startswith(("时期“", "日期“"))


@pytest.mark.parametrize(
    "text",
    ["", "24", "2024年", "2024-5", "2024-13", "2024-00", "2024-05-32", "2024H3", "2024Q0", "2024Q5", "2024h1", "1899",
     "2100", "2024/05", "2024-05-1", "2024-2025", "2024..", "..2024", "2023..2024..2025", "２０２４", "2024 ", "Unstated"],
)  # fmt: skip
def test_a_slip_of_the_hand_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(时期|日期)"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2023-02-29", "2024-02-30", "2023-04-31", "1900-02-29"])
def test_a_day_that_the_calendar_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不存在"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2023..2024-05", "2023-01..2023-09-30", "2024H1..2024Q4", "2023..2024H1"])
def test_both_ends_of_a_range_are_written_alike(text: str) -> None:
    with pytest.raises(ValueError, match="首尾写法不一致"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("2024-02-29", ["2023-02-28"]),
        ("2024-02-28", ["2023-02-28"]),
        ("2025-02-28", ["2024-02-29", "2024-02-28"]),
        ("2025-02-27", ["2024-02-27"]),
        ("2024-01-01..2024-02-29", ["2023-01-01..2023-02-28"]),
        ("2025-01-01..2025-02-28", ["2024-01-01..2024-02-29", "2024-01-01..2024-02-28"]),
        ("2024-02-29..2024-08-31", ["2023-02-28..2023-08-31"]),
        ("2024-02", ["2023-02"]),
        ("2024H1", ["2023H1"]),
        ("2024Q4", ["2023Q4"]),
        ("2024", ["2023"]),
        ("2024-01..2024-09", ["2023-01..2023-09"]),
        ("unstated", []),
    ],
)
def test_the_same_time_a_year_earlier_is_one_that_the_calendar_has(text: str, earlier: list[str]) -> None:
    assert list(Period(text).year_earlier) == earlier


@given(PERIODS.filter(lambda text: not text.startswith("1900")))
def test_a_year_earlier_is_a_period_of_the_same_span(text: str) -> None:
    for earlier in Period(text).year_earlier:
        period = Period.parse(earlier)
        assert (period.part, period.is_point, period.year) == (
            Period(text).part,
            Period(text).is_point,
            (Period(text).year or 0) - 1,
        )


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [("2024-01-01..2024-02-29", "2023-01-01..2023-02-28", True), ("2024H1", "2023H1", True),
     ("2024H1", "2023H2", False), ("2024Q1", "2024H1", False), ("2024-01..2024-06", "2023-01..2023-09", False)],
)  # fmt: skip
def test_spans_are_alike_whatever_the_year(one: str, other: str, alike: bool) -> None:
    assert (Period(one).part == Period(other).part) is alike


@pytest.mark.parametrize(
    ("text", "day", "over"),
    [("2025", "2025-12-31", False), ("2025", "2026-01-01", True), ("2026-05", "2026-05-31", False),
     ("2026-05", "2026-06-01", True), ("2026-05-31", "2026-06-01", True), ("2026H1", "2026-06-30", False),
     ("2026Q1", "2026-04-01", True), ("2021..2025", "2026-01-01", True), ("unstated", "2099-01-01", False)],
)  # fmt: skip
def test_a_time_is_over_on_the_day_after_its_last(text: str, day: str, over: bool) -> None:
    assert Period(text).is_over(date.fromisoformat(day)) is over


def test_periods_stand_in_order_of_their_last_day_with_the_unstated_first() -> None:
    texts = ["unstated", "2012", "2012..2022", "2023-05-29", "2023-05", "2023-05-31",
             "2023-06-30", "2023-01..2023-09", "2023Q3", "2023",
             "2023-12", "2023H2", "2023Q4", "2023-12-31", "2024-01-01", "2024H1", "2024-11"]  # fmt: skip
    periods = [Period.parse(text) for text in texts]
    assert [str(period) for period in sorted(set(periods))] == texts


@given(st.lists(PERIODS, min_size=2, max_size=6))
def test_the_order_of_periods_is_one_order(texts: list[str]) -> None:
    ordered = sorted(Period(text) for text in texts)
    assert all(first <= second for first, second in pairwise(ordered))
    assert ordered == sorted(Period(text) for text in reversed(texts))


@given(POINTS)
def test_a_later_year_is_a_later_period(text: str) -> None:
    period = Period.parse(text)
    assert period.year is not None
    assert period.year == 2099 or period < Period(f"{period.year + 1}")
    assert Period("unstated") < period


@pytest.mark.parametrize(
    ("text", "chinese"),
    [
        ("2023", "2023年"),
        ("2023-12-31", "2023年末"),
        ("2023-12-30", "2023年12月30日"),
        ("2024-05", "2024年5月"),
        ("2024H1", "2024年上半年"),
        ("2024Q3", "2024年第三季度"),
        ("2012..2023", "2012—2023年"),
        ("2023-01..2023-09", "2023年1—9月"),
        ("2022-10..2023-09", "2022年10月至2023年9月"),
        ("2023-01-01..2023-06-30", "2023年1月1日至2023年6月30日"),
        ("2023H1..2024H1", "2023年上半年至2024年上半年"),
        ("unstated", "时期未注明"),
    ],
)
def test_a_period_reads_as_prose_says_it(text: str, chinese: str) -> None:
    assert Period.parse(text).chinese == chinese


@pytest.mark.parametrize(
    ("text", "full_year", "point"),
    [("2023", True, False), ("2023-12-31", False, True), ("2023-12", False, True), ("2023H1", False, False),
     ("2023-01..2023-09", False, False), ("2012..2023", False, False), ("unstated", False, False)],
)  # fmt: skip
def test_only_a_whole_year_is_a_year_and_only_a_month_or_day_is_a_point(
    text: str, full_year: bool, point: bool
) -> None:
    period = Period.parse(text)
    assert (period.is_full_year, period.is_point) == (full_year, point)
