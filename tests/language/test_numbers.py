"""Numbers in Chinese text: each with its whole phrase, and no word that merely holds a numeral."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hgz_report.language.numbers import find, units

QUICK = settings(max_examples=150, deadline=None, derandomize=True, database=None)
PIECES = st.sampled_from(
    [
        *"0123456789一二三十百千万亿两半第约近超余多至—-.,%/年月日个家元位年，。\n",
        "超过",
        "百分点",
        "分之",
        "2024年",
        "ISO 9001",
    ]
)


@pytest.mark.parametrize(
    ("text", "phrase", "kind", "value", "unit", "qualifier"),
    [
        ("融资超过19亿元", "超过19亿元", "number", Decimal(19), "亿元", "超过"),
        ("服务项目1800余个", "1800余个", "number", Decimal(1800), "个", "余"),
        ("约14%左右", "约14%左右", "number", Decimal(14), "%", "约左右"),
        ("达8.7万亿元", "8.7万亿元", "number", Decimal("8.7"), "万亿元", ""),
        ("（-1.1%）", "-1.1%", "number", Decimal("-1.1"), "%", ""),
        ("提高0.5个百分点", "0.5个百分点", "number", Decimal("0.5"), "个百分点", ""),
        ("共1,234.5万人", "1,234.5万人", "number", Decimal("1234.5"), "万人", ""),
        ("位居第3位", "第3位", "rank", Decimal(3), "位", ""),
        ("居全国第六", "全国第六", "rank", None, "", ""),
        ("占1/3", "1/3", "fraction", Fraction(1, 3), "", ""),
        ("约三分之一", "约三分之一", "fraction", Fraction(1, 3), "", "约"),
        ("近一半", "近一半", "fraction", Fraction(1, 2), "", "近"),
        ("增加10—15倍", "10—15倍", "range", Decimal(10), "倍", ""),
        ("2023年1—9月", "2023年1—9月", "date", None, "", ""),
        ("2012—2023年", "2012—2023年", "date", None, "", ""),
        ("2024年4月26日", "2024年4月26日", "date", None, "", ""),
        ("2022年初", "2022年初", "date", None, "", ""),
        ("2022年初步数超过", "2022年", "date", None, "", ""),
        ("20世纪90年代", "20世纪90年代", "date", None, "", ""),
        ("“十四五”时期", "十四五", "period", None, "", ""),
        ("四个方面", "四个", "chinese", Decimal(4), "个", ""),
        ("一百零四个", "一百零四个", "chinese", Decimal(104), "个", ""),
        ("数十家企业", "数十家", "vague", None, "", ""),
        ("国函〔1992〕169号", "〔1992〕169号", "code", None, "", ""),
        ("通过ISO 9001认证", "ISO 9001", "code", None, "", ""),
        ("布局6G", "6G", "code", None, "", ""),
    ],
)
def test_a_number_comes_with_its_whole_phrase(
    text: str, phrase: str, kind: str, value: Decimal | Fraction | None, unit: str, qualifier: str
) -> None:
    (number,) = find(text)
    assert (number.text, number.kind, number.unit, number.qualifier) == (phrase, kind, unit, qualifier)
    if kind != "rank" or value is not None:
        assert number.value == value


@pytest.mark.parametrize(
    "text",
    [
        "一批企业",
        "一体化",
        "统一",
        "四川、三亚",
        "专精特新",
        "四融三化",
        "两业融合",
        "第三方",
        "一、总体",
        "（二）做法",
        "千家万户",
    ],
)
def test_a_word_that_merely_holds_a_numeral_is_no_number(text: str) -> None:
    assert list(find(text)) == []


def test_the_number_of_a_source_ends_before_its_title() -> None:
    assert [number.text for number in find("3．2022年排名")] == ["3", "2022年"]


def test_a_minus_between_two_numbers_is_no_sign() -> None:
    assert [number.text for number in find("56.6%－54.5%")] == ["56.6%", "54.5%"]


def test_units_stand_beside_numbers_and_alone() -> None:
    assert ["单位：亿元，18万亿元"[a:b] for a, b in units("单位：亿元，18万亿元")] == ["亿元", "万亿元"]


@QUICK
@given(st.lists(PIECES, max_size=24).map("".join))
def test_numbers_are_in_order_apart_and_on_one_line(text: str) -> None:
    end = 0
    for number in find(text):
        assert end <= number.start <= number.core[0] < number.core[1] <= number.end
        assert text[number.start : number.end] == number.text
        assert "\n" not in number.text
        end = number.end


@QUICK
@given(st.lists(PIECES, max_size=24).map("".join))
def test_no_digit_is_passed_over(text: str) -> None:
    found = {place for number in find(text) for place in range(number.start, number.end)}
    assert not [place for place, char in enumerate(text) if char.isdigit() and place not in found]


@QUICK
@given(st.decimals(0, 10**9, places=2), st.sampled_from(["亿元", "万亿元", "个", "%", "家"]))
def test_a_printed_quantity_is_read_back(value: Decimal, unit: str) -> None:
    (number,) = find(f"达{value:f}{unit}，增长")
    assert (number.value, number.unit) == (value, unit)
