"""How a quantity reads: the words round it, its scale, its digits."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgz_report.language.terms import IndicatorKind, Qualifier
from hgz_report.language.units import converted
from hgz_report.language.wording import (
    QUALIFIER_WORDS,
    bound_of,
    change,
    compact,
    date_text,
    listing,
    plain_digits,
    quantity,
    rounded,
    turned,
)

QUALIFIERS: tuple[Qualifier, ...] = ("exact", "about", "nearly", "over", "under")


@pytest.mark.parametrize(
    ("value", "unit", "kind", "expected"),
    [
        ("49", "个", "level", ["49个", "约49个", "近49个", "超过49个", "不足49个"]),
        ("1800", "个", "level", ["1800个", "约1800个", "近1800个", "1800余个", "不足1800个"]),
        ("19", "亿元", "level", ["19亿元", "约19亿元", "近19亿元", "超过19亿元", "不足19亿元"]),
        ("50", "亿元", "level", ["50亿元", "约50亿元", "近50亿元", "超过50亿元", "不足50亿元"]),
        ("14", "%", "share", ["14%", "约14%", "近14%", "超过14%", "不足14%"]),
        ("30", "%", "share", ["30%", "约30%", "近30%", "超过30%", "不足30%"]),
        ("7.5", "分钟", "duration", ["7.5分钟", "约7.5分钟", "近7.5分钟", "超过7.5分钟", "不足7.5分钟"]),
        ("20", "万人", "level", ["20万人", "约20万人", "近20万人", "超过20万人", "不足20万人"]),
        (
            "120",
            "平方公里",
            "level",
            ["120平方公里", "约120平方公里", "近120平方公里", "超过120平方公里", "不足120平方公里"],
        ),
    ],
)
def test_the_source_s_caution_is_printed_with_the_number(
    value: str, unit: str, kind: IndicatorKind, expected: list[str]
) -> None:
    assert [quantity(Decimal(value), unit, kind, qualifier).text for qualifier in QUALIFIERS] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(1, 3), ["1/3", "约1/3", "近1/3", "超过1/3", "不足1/3"]),
        (Fraction(1, 2), ["一半", "约一半", "近一半", "超过一半", "不足一半"]),
    ],
)
def test_a_fraction_stays_as_the_source_wrote_it(value: Fraction, expected: list[str]) -> None:
    assert [quantity(value, "%", "share", qualifier).text for qualifier in QUALIFIERS] == expected


@pytest.mark.parametrize(
    ("value", "unit", "kind", "expected"),
    [
        ("1800", "个", "level", "不少于1800个"),
        ("6", "%", "growth", "不少于6%"),
        ("25000", "家", "level", "不少于2.5万家"),
    ],
)
def test_a_bound_that_includes_its_end_is_not_called_over(
    value: str, unit: str, kind: IndicatorKind, expected: str
) -> None:
    assert quantity(Decimal(value), unit, kind, "at_least").text == expected


def test_a_rank_is_a_place_not_an_amount() -> None:
    assert quantity(Decimal(60), "位", "rank").text == "第60位"
    assert quantity(Decimal(60), "位", "rank").number == "60"


def test_a_lower_bound_never_reads_as_an_exact_number_in_a_table_either() -> None:
    assert quantity(Decimal(1800), "个", "level", "over").number == "1800余"
    assert quantity(Decimal(19), "亿元", "level", "over").number == "超过19"


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        ("3332.55", "亿元", "3332.55亿元"),
        ("9999.99", "亿元", "9999.99亿元"),
        ("10000", "亿元", "1万亿元"),
        ("87431.4", "亿元", "8.74万亿元"),
        ("18", "万亿元", "18万亿元"),
        ("1234.5", "万元", "1234.5万元"),
        ("12345", "万元", "1.23亿元"),
        ("29000", "家", "2.9万家"),
        ("16378", "家", "16378家"),
        ("16370", "家", "16370家"),
        ("9900", "家", "9900家"),
        ("100000", "件", "10万件"),
        ("25000", "万件", "2.5亿件"),
        ("10000", "平方公里", "10000平方公里"),
        ("9999.996", "亿元", "1万亿元"),
        ("9999.994", "亿元", "9999.99亿元"),
        ("99999999.6", "万元", "1万亿元"),
        ("9999.996", "万元", "1亿元"),
        ("12345678", "万元", "1234.57亿元"),
        ("9999.996", "亿美元", "1万亿美元"),
        ("12345", "万美元", "1.23亿美元"),
        ("10000", "万人", "1亿人"),
        ("9999.996", "万人", "1亿人"),
        ("12345.67", "万人", "12345.67万人"),
        ("100000000", "人", "1亿人"),
        ("99999900", "人", "9999.99万人"),
        ("9999", "人", "9999人"),
        ("9999.996", "万吨", "1亿吨"),
        ("9999.996", "万平方米", "1亿平方米"),
        ("9999.996", "亿千瓦时", "1万亿千瓦时"),
        ("15000", "亿元", "1.5万亿元"),
        ("-12345", "亿元", "-1.23万亿元"),
        ("0.003", "亿元", "0.003亿元"),
        ("-0.0", "亿元", "0亿元"),
        ("0.00", "%", "0%"),
        ("-0.001", "亿元", "-0.001亿元"),
        ("0", "亿元", "0亿元"),
    ],
)
def test_prose_takes_the_scale_that_keeps_numbers_short(value: str, unit: str, expected: str) -> None:
    assert quantity(Decimal(value), unit, "level").text == expected


@pytest.mark.parametrize(
    ("value", "unit", "kind", "qualifier", "expected"),
    [
        ("99.996", "%", "share", "exact", "99.996%"),
        ("0.004", "%", "share", "exact", "0.004%"),
        ("100", "%", "share", "exact", "100%"),
        ("12345678901234567890123456789012.123", "个", "level", "exact", "12345678901234567890123456789012.12个"),
        ("-99.999", "%", "growth", "exact", "-99.999%"),
        ("8.748", "亿元", "level", "over", "超过8.74亿元"),
        ("8.741", "亿元", "level", "under", "不足8.75亿元"),
        ("87499", "亿元", "level", "over", "超过8.74万亿元"),
        ("9999.999", "亿元", "level", "over", "超过9999.99亿元"),
        ("9999.991", "亿元", "level", "under", "不足1万亿元"),
        ("-8", "%", "growth", "over", "低于-8%"),
        ("-8", "%", "growth", "at_least", "不高于-8%"),
        ("-8", "%", "growth", "under", "高于-8%"),
        ("-8", "%", "growth", "about", "约-8%"),
        ("0", "个", "level", "over", "超过0个"),
    ],
)
def test_what_is_printed_is_no_more_than_what_is_so(
    value: str, unit: str, kind: IndicatorKind, qualifier: Qualifier, expected: str
) -> None:
    assert quantity(Decimal(value), unit, kind, qualifier).text == expected


FAMILIES = [
    "元",
    "万元",
    "亿元",
    "万亿元",
    "万美元",
    "亿美元",
    "个",
    "家",
    "人",
    "万人",
    "万吨",
    "亿千瓦时",
    "%",
    "倍",
    "个百分点",
]


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=6),
    st.sampled_from(FAMILIES),
    st.sampled_from(["level", "share", "growth", "index"]),
    st.integers(0, 4),
)
def test_read_back_a_printed_number_is_within_half_of_its_last_digit(
    value: Decimal, unit: str, kind: IndicatorKind, decimals: int
) -> None:
    said = quantity(value, unit, kind, decimals=decimals).text
    digits = re.match(r"-?[\d.]+", said)
    assert digits is not None
    shown = Decimal(digits.group())
    last = Decimal(1).scaleb(min(int(shown.as_tuple().exponent), 0))
    size, half = (Fraction(converted(each, said[digits.end() :], unit)) for each in (shown, last / 2))
    assert abs(size - Fraction(value)) <= half
    assert (shown > 0, shown < 0) == (value > 0, value < 0)
    assert not said.startswith("-0.0") or shown


@given(
    st.decimals(min_value="0.000001", max_value=10**9, places=6),
    st.sampled_from(FAMILIES),
    st.sampled_from(["over", "at_least", "under"]),
)
def test_read_back_a_bound_still_holds(value: Decimal, unit: str, qualifier: Qualifier) -> None:
    said = quantity(value, unit, "index", qualifier).text.removeprefix(QUALIFIER_WORDS[qualifier])
    digits = re.match(r"[\d.]+", said)
    assert digits is not None
    shown = converted(Decimal(digits.group()), said[digits.end() :], unit)
    assert shown >= value if qualifier == "under" else shown <= value


@given(st.decimals(min_value=0, max_value=10**9, places=3), st.sampled_from(["万元", "亿元", "万美元"]))
def test_money_has_no_more_than_four_digits_before_the_point_where_a_scale_is_left(value: Decimal, unit: str) -> None:
    said = quantity(value, unit, "level").text
    assert len(said.partition("万" if "万" in said else "亿")[0].partition(".")[0]) <= 4 or "万亿" in said


@pytest.mark.parametrize("unit", ["亿元", "家", "%", "万元"])
@given(value=st.decimals(min_value=0, max_value=10**7, places=3))
def test_a_table_prints_the_source_s_own_digits_in_its_own_unit(unit: str, value: Decimal) -> None:
    worded = quantity(value, unit, "level")
    assert (Decimal(worded.number), worded.unit) == (value, unit)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [("0.125", 2, "0.13"), ("2.5", 0, "3"), ("0.135", 2, "0.14"), ("-2.5", 0, "-3"), ("1.2", 4, "1.2"), ("7", 2, "7")],
)
def test_a_half_is_rounded_up_and_no_digit_is_added(value: str, decimals: int, expected: str) -> None:
    assert plain_digits(rounded(Decimal(value), decimals)) == expected


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4), st.integers(0, 4))
def test_rounding_moves_a_number_by_at_most_half_of_the_last_place(value: Decimal, decimals: int) -> None:
    assert abs(rounded(value, decimals) - value) <= Decimal(1).scaleb(-decimals) / 2


def test_prose_prints_no_more_decimals_than_the_indicator_allows() -> None:
    assert quantity(Decimal("3.14159"), "%", "share", decimals=1).text == "3.1%"
    assert quantity(Decimal("3.14159"), "%", "share", decimals=1).number == "3.14159"


@pytest.mark.parametrize("value", ["1E+3", "1000", "1000.0", "0.0001", "1E-4"])
def test_digits_have_neither_exponent_nor_thousands_separator(value: str) -> None:
    assert not set(plain_digits(Decimal(value))) & set("Ee,")


@pytest.mark.parametrize(
    ("value", "qualifier", "expected"),
    [
        ("10.7", "exact", "增长10.7%"),
        ("30", "nearly", "增长近30%"),
        ("20", "over", "增长超过20%"),
        ("-1.5", "exact", "下降1.5%"),
        ("-8", "about", "下降约8%"),
        ("0", "exact", "持平"),
        ("0.0", "exact", "持平"),
        ("8.10", "exact", "增长8.10%"),
        ("0.004", "exact", "增长0.004%"),
        ("-0.004", "exact", "下降0.004%"),
        ("-0.0", "exact", "持平"),
        ("0", "about", "基本持平"),
        ("-8", "over", "下降超过8%"),
        ("8.148", "over", "增长超过8.14%"),
    ],
)
def test_growth_reads_as_a_clause_and_a_fall_has_no_minus_sign(value: str, qualifier: Qualifier, expected: str) -> None:
    assert change(Decimal(value), qualifier) == expected


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [("2.5", "倍", "增长2.5倍"), ("-0.5", "倍", "下降50%"), ("0.5", "百分点", "提高0.5个百分点"),
     ("-0.5", "个百分点", "下降0.5个百分点"), ("0", "个百分点", "持平")],
)  # fmt: skip
def test_a_change_is_in_its_own_unit(value: str, unit: str, expected: str) -> None:
    assert change(Decimal(value), unit=unit) == expected


@pytest.mark.parametrize(
    ("old", "new", "profit", "expected"),
    [(-1, 1, True, "扭亏为盈"), (1, -1, True, "由盈转亏"), (-2, -1, True, "亏损收窄"), (-1, -2, True, "亏损扩大"),
     (-1, -1, True, "亏损持平"), (-1, 1, False, "由负转正"), (1, -1, False, "由正转负"), (-2, -1, False, "负值收窄"),
     (1, 2, True, ""), (0, 2, True, ""), (-1, 0, True, "")],
)  # fmt: skip
def test_where_a_loss_is_in_it_a_change_has_words_of_its_own(old: int, new: int, profit: bool, expected: str) -> None:
    assert turned(Fraction(old), Fraction(new), profit=profit) == expected


@pytest.mark.parametrize(
    ("value", "qualifier", "mark", "side"),
    [("1800", "over", "＞1800", "lower"), ("-8", "over", "＜-8", "upper"), ("-8", "at_least", "≤-8", "upper"),
     ("-8", "under", "＞-8", "lower"), ("-0.0", "exact", "0.0", "exact"), ("80", "nearly", "近80", "about")],
)  # fmt: skip
def test_a_chart_says_on_which_side_of_a_bound_the_value_is(
    value: str, qualifier: Qualifier, mark: str, side: str
) -> None:
    assert (compact(Decimal(value), "个", qualifier), bound_of(Decimal(value), qualifier)) == (mark, side)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1992", "1992年"),
        ("2024-04", "2024年4月"),
        ("1988-05-10", "1988年5月10日"),
        ("2023-12-31", "2023年12月31日"),
        ("2024H1", "2024年上半年"),
        ("未注明", "未注明"),
        ("2024-13", "2024-13"),
        ("unstated", "时期未注明"),
    ],
)
def test_a_date_reads_as_a_date_and_other_text_stays(value: str, expected: str) -> None:
    assert date_text(value) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [([], ""), (["甲"], "甲"), (["甲", "乙"], "甲和乙"), (["甲", "乙", "丙"], "甲、乙和丙")],
)
def test_a_list_of_words_has_one_and_before_the_last(words: list[str], expected: str) -> None:
    assert listing(words) == expected


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [("1.2", "万亿元", "亿元", "12000"), ("1234.5", "万元", "亿元", "0.12345"), ("3", "亿美元", "万美元", "30000"),
     ("20", "万人", "人", "200000"), ("5", "个", "个", "5")],
)  # fmt: skip
def test_units_of_one_family_convert_exactly(value: str, unit: str, to: str, expected: str) -> None:
    assert converted(Decimal(value), unit, to) == Decimal(expected)


@given(st.integers(0, 10**9), st.sampled_from(["元", "美元", "人", "千瓦"]), st.data())
def test_there_and_back_a_conversion_changes_nothing(value: int, base: str, data: st.DataObject) -> None:
    unit, to = (data.draw(st.sampled_from(["", "万", "亿", "万亿"])) + base for _ in range(2))
    assert converted(converted(Decimal(value), unit, to), to, unit) == value
    assert converted(converted(Fraction(value, 3), unit, to), to, unit) == Fraction(value, 3)


@pytest.mark.parametrize(("unit", "to"), [("亿元", "亿美元"), ("个", "家"), ("%", "个百分点"), ("人", "万元")])
def test_yuan_never_become_dollars_nor_pieces_enterprises(unit: str, to: str) -> None:
    with pytest.raises(ValueError, match="不能换算"):
        converted(Decimal(1), unit, to)
