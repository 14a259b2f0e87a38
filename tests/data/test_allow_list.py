"""What may hold numbers without a fact: names of the registers, entries of the list."""

from __future__ import annotations

import pytest

from hgz_report.data.allow_list import NAME, AllowedNumber, AllowList, compiled, holding_numbers, runs_away


def test_a_name_counts_as_one_where_a_number_would_be_found_in_it() -> None:
    assert holding_numbers(["成都高新区", "七贤岭", "科创三十条政策"]) == ["科创三十条政策", "七贤岭"]


def test_a_name_that_is_nothing_but_a_number_lets_none_pass() -> None:
    assert holding_numbers(["四十九个", "2024年", "近半", "三千亿元", "1/3"]) == []


def test_a_word_holds_in_templates_and_in_data_alike() -> None:
    entry = AllowedNumber(id="ridge", pattern="七贤岭", place="word", reason="地名")
    allowed = AllowList.of([entry])
    assert allowed.names.search("七贤岭")
    assert allowed.in_data.search("七贤岭")
    assert allowed.in_templates[NAME].search("七贤岭")


@pytest.mark.parametrize(
    "pattern", ["(甲+)+", "(?:a*)*b", "(\\d+[年月]?){2,}", "((甲|乙){1,20}丙?)*", "(?:(?:甲+)乙?)+"]
)
def test_a_repetition_in_a_repetition_is_refused(pattern: str) -> None:
    assert runs_away(pattern)
    assert compiled(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    ["甲+乙*", "(甲|乙)+", "(?:\\+[a-z]{1,3})+", "(甲+)?", "[(+]+\\(+", "《(?![^》]*[万亿])(?:[^》\\d]|\\d{1,2})+》"],
)
def test_other_repetitions_are_let_pass(pattern: str) -> None:
    assert not runs_away(pattern)
