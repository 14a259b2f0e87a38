"""One grammar of numbers: every way of stating one is found, and no word that merely holds a numeral is taken for one.

`number_expressions.txt`: a clause a line, the number between 【 and 】.  `numberless_sentences.txt`: correct official sentences
that state no quantity, written after the grammar: of the first 316 it accused 14, of 111 with rarer words 29, of 102 everyday
ones 12, before each kind was mended.
"""

from __future__ import annotations

import sys
import time
import tomllib
import unicodedata
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from hgz_report.language import numeral_words
from hgz_report.language.numbers import Number, find
from hgz_report.language.numeral_words import NumeralWords, general_words

HERE = Path(__file__).parent
EXPRESSIONS = (HERE / "number_expressions.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = (HERE / "numberless_sentences.txt").read_text(encoding="utf-8").splitlines()
NINE = (
    "园区从业人员两万多人，产值翻两番，占全省半壁江山，居榜首，企业逾万，上市企业一百二十，利润约三百亿，新增企业近半落户区内，"
    "建成千亿级集群。"
)


def figures(text: str) -> list[Number]:
    """The numbers that need an origin."""
    return [number for number in find(text) if not number.is_name]


def test_the_tables_are_long_enough_to_say_something() -> None:
    assert len(set(EXPRESSIONS)) == len(EXPRESSIONS) >= 150
    assert len(set(SENTENCES)) == len(SENTENCES) >= 300


@pytest.mark.parametrize("clause", EXPRESSIONS)
def test_every_expression_of_a_number_is_found(clause: str) -> None:
    before, _, rest = clause.partition("【")
    expression, _, after = rest.partition("】")
    start, end = len(before), len(before) + len(expression)
    assert [n.text for n in figures(f"{before}{expression}{after}") if n.start < end and start < n.end]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_without_a_quantity_holds_no_number(sentence: str) -> None:
    assert [number.text for number in figures(sentence)] == []


def test_nine_claims_in_a_sentence_are_nine_numbers() -> None:
    assert [number.text for number in find(NINE)] == [
        *("两万多人", "翻两番", "半壁江山", "榜首", "逾万", "一百二十", "约三百亿", "近半", "千亿级"),
    ]


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier"),
    [
        ("两万多人", Decimal(2), "万人", "多"),
        ("1.7万余家", Decimal("1.7"), "万家", "余"),
        ("1800余万元", Decimal(1800), "万元", "余"),
        ("约三百亿元", Decimal(300), "亿元", "约"),
        ("一千二百三十四家", Decimal(1234), "家", ""),
        ("一万二千人", Decimal(12000), "人", ""),
        ("廿四家", Decimal(24), "家", ""),
        ("一点五倍", Decimal("1.5"), "倍", ""),
        ("三至五家", Decimal(3), "家", ""),
        ("三五家", None, "家", ""),
        ("七成五", Fraction(3, 4), "", ""),
        ("近九成", Fraction(9, 10), "", "近"),
        ("百分之十二点五", Fraction(1, 8), "", ""),
        ("千分之三", Fraction(3, 1000), "", ""),
        ("超过三分之二", Fraction(2, 3), "", "超过"),
        ("翻两番", Decimal(4), "", ""),
        ("翻番", None, "", ""),
        ("逾万", Decimal(10000), "", "逾"),
        ("千亿级", Decimal(1000), "亿级", ""),
        ("３６家", Decimal(36), "家", ""),
    ],
)
def test_a_number_in_words_has_the_value_it_would_have_in_digits(
    text: str, value: Decimal | Fraction | None, unit: str, qualifier: str
) -> None:
    (number,) = find(text)
    assert (number.text, number.value, number.unit, number.qualifier) == (text, value, unit, qualifier)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("居榜首", "rank"),
        ("列全国第六", "rank"),
        ("进入前三", "rank"),
        ("入围五百强", "rank"),
        ("二〇二四年建成", "date"),
        ("一至十一月累计", "date"),
        ("产值倍增", "growth"),
        ("占三成", "fraction"),
        ("数十家", "vague"),
        ("大半外销", "vague"),
        ("党的二十大报告", "order"),
        ("第三次全体会议", "order"),
        ("“十五五”时期", "period"),
    ],
)
def test_a_number_has_its_kind(text: str, kind: str) -> None:
    assert [number.kind for number in find(text)] == [kind]


def test_every_numeral_of_unicode_is_found() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    numerals = [char for char in every if unicodedata.category(char) in ("Nd", "Nl", "No")]
    assert [char for char in numerals if not list(find(f"共{char}家"))] == []


@pytest.mark.parametrize(
    "text",
    [
        "四平方公里",
        "十四平方公里",
        "三十一一体化",
        "六安装三台",
        "万一千家",
        "三一百家",
        "十分之三",
        "三明显示两家",
        "两岸三家",
    ],
)
def test_a_word_at_the_edge_of_a_number_does_not_hide_it(text: str) -> None:
    assert figures(text)


@pytest.mark.parametrize("head", ["（亿元）", "单位：万元", "营业收入（万亿元）", "写作“亿元”", "按万元计"])
def test_a_unit_without_a_number_is_none(head: str) -> None:
    assert figures(head) == []


def test_every_listed_word_has_a_reason_and_holds_no_number_by_itself() -> None:
    path = Path(numeral_words.__file__).with_name("number_words.toml")
    groups = tomllib.loads(path.read_text(encoding="utf-8"))["words"]
    listed = [word for group in groups for word in group["list"].split()]
    assert all(group["reason"] for group in groups)
    assert len(set(listed)) == len(listed)
    assert [word for word in listed if figures(word)] == []


def test_a_word_is_found_from_any_of_its_numerals() -> None:
    words = NumeralWords.of(["四通八达", "统一"])
    assert [list(words.holding("交通四通八达。", at)) for at in (2, 4, 6)] == [[(2, 6)], [(2, 6)], []]
    assert general_words() is general_words()


def test_the_time_it_takes_grows_with_the_length_of_the_text() -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        assert sum(1 for _ in find(f"{NINE}统一规则，千方百计，1234.5亿元{'一' * 30}" * times))
        return time.process_time() - began

    seconds(10)
    assert seconds(400) < 12 * max(seconds(100), 0.01)
