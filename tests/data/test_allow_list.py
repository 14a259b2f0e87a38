"""What may hold numbers without a fact: names of the registers, entries of the list."""

from __future__ import annotations

from hgz_report.data.allow_list import NAME, AllowedNumber, AllowList, holding_numbers


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
