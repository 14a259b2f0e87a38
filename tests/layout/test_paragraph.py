"""A paragraph as clreq wants it, judged by the text and positions of the finished lines."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from hgz_report.document.address import NOWHERE
from hgz_report.document.blocks import FactRef, Inlines, Link, NoteRef, Ref, Strong, Text
from hgz_report.draw.frame import Node, Run
from hgz_report.fonts.roles import Role
from hgz_report.layout.inline.paragraph import Line, Typesetter
from hgz_report.origin import Fact
from hgz_report.style import Style, TextStyle
from tests.tools.free_fonts import free_fonts

STYLE = Style()
BODY = STYLE.body
WIDTH = STYLE.text_width
STARTS_NO_LINE = "。，、；：！？”’」』）》〉】〕…·—～％%"
ENDS_NO_LINE = "“‘「『（《〈【〔"
TRIMMED_RIGHT = "。，、；：！？”’」』）》〉】〕"
SENTENCE = (
    "2023年，全国178家国家高新区实现园区生产总值18万亿元，占全国的14.3%，比上年增长7.1%（按现价计算），其中“四融三化”成效明显——"
    "企业研发投入1.1万亿元……《关于推进产业融合发展的意见》、《实施方案》（2024年版）提出：到2025年，R&D经费投入强度达到7%以上。"
)


@cache
def setter() -> Typesetter:
    """The free fonts only, so that the lines are the same on every machine."""
    return Typesetter(free_fonts())


def lines_of(content: str | Inlines, style: TextStyle = BODY, width: float = WIDTH) -> list[Line]:
    inlines = (Text(content),) if isinstance(content, str) else content
    return setter().lines(inlines, style, width, Node("P"), NOWHERE)


def runs(line: Line) -> list[Run]:
    return [run for _, run in line.runs(0.0, 0.0)]


def text(line: Line) -> str:
    return "".join(run.text for run in runs(line))


def texts(lines: Sequence[Line]) -> list[str]:
    return [text(line) for line in lines]


def right_edge(line: Line) -> float:
    """Where the ink area of the last character ends: a full-width mark counts half, a blank nothing."""
    last = [run for run in runs(line) if run.text.strip()][-1]
    char, stripped = last.text.rstrip()[-1], len(last.text.rstrip()) - 1
    advance = last.face.advance(char)
    if char in TRIMMED_RIGHT and advance >= 0.8:
        advance -= 0.5
    elif char == "·" and advance >= 0.8:
        advance -= 0.25
    origin = last.x + sum(last.advances[:stripped])
    if char in "—…":
        return origin + last.advances[stripped]
    return origin + advance * last.size


HAN = st.sampled_from("国家高新技术产业开发区创新融合发展推进数字绿色")
MARKS = st.sampled_from("，。、；：！？”’）》】“‘（《【·")
ATOMS = st.one_of(
    st.lists(HAN, min_size=1, max_size=12).map("".join),
    MARKS,
    MARKS.flatmap(lambda mark: MARKS.map(lambda other: mark + other)),
    st.sampled_from(
        ["——", "……", "8.7万亿元", "10.7%", "2023年", "第3家", "1698.88亿元", "14.36平方公里", "12个百分点"]
    ),
    st.sampled_from(["R&D", "AI", "GDP", "5G", "km²", "e-mail", " the quick brown fox ", "A/B", "3 D"]),
)
SOUP = st.lists(ATOMS, min_size=10, max_size=60).map(lambda atoms: "汉字" + "汉".join(atoms))
UNBROKEN = re.compile(r"第?\d[\d.,]*(?:[%]|[万亿]*元|年|家|平方公里|个百分点)?|[A-Za-z][A-Za-z&/²-]*|——|……")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(SOUP)
def test_no_soup_of_marks_breaks_a_rule(soup: str) -> None:
    lines = lines_of(soup)
    set_lines = texts(lines)
    assert "".join(set_lines) == soup
    for line in set_lines:
        assert line.lstrip()[0] not in STARTS_NO_LINE
        assert line.rstrip()[-1] not in ENDS_NO_LINE or line == set_lines[-1]
    ends = set()
    position = 0
    for line in set_lines[:-1]:
        position += len(line)
        ends.add(position)
    for whole in UNBROKEN.finditer(soup):
        assert not any(whole.start() < end < whole.end() for end in ends), whole.group()
    for one in lines[:-1]:
        assert right_edge(one) == pytest.approx(WIDTH, abs=0.5), text(one)
    assert right_edge(lines[-1]) <= WIDTH + 0.5


def test_a_comma_never_starts_a_line() -> None:
    for count in range(20, 36):
        assert all(line[0] != "，" for line in texts(lines_of("国" * count + "，" + "家" * 40)))


def test_an_opening_bracket_never_ends_a_line() -> None:
    for count in range(20, 36):
        assert all(line[-1] != "（" for line in texts(lines_of("国" * count + "（家" + "家" * 40)))


@pytest.mark.parametrize(
    "whole",
    [
        "8.7万亿元",
        "10.7%",
        "2023年",
        "第3家",
        "1698.88亿元",
        "14.36平方公里",
        "1800多个",
        "3.5个百分点",
        "R&D",
        "——",
        "……",
        "表12",
        "2020—2024年",
    ],
)
def test_what_belongs_together_stays_on_one_line(whole: str) -> None:
    for count in range(18, 32):
        lines = texts(lines_of("国" * count + whole + "家" * 40))
        assert any(whole in line for line in lines), (count, lines)


def test_a_number_keeps_its_unit_across_inlines() -> None:
    for count in range(18, 32):
        inlines: Inlines = (
            Text("国" * count),
            FactRef("8.7", Fact("f")),
            Strong((Text("万亿"),)),
            Text("元" + "家" * 40),
        )
        assert any("8.7万亿元" in line for line in texts(lines_of(inlines)))


def test_full_lines_are_flush() -> None:
    lines = lines_of(SENTENCE * 8)
    assert len(lines) > 15
    for line in lines[:-1]:
        assert right_edge(line) == pytest.approx(WIDTH, abs=0.5)


def test_a_line_holds_28_characters_of_the_standard() -> None:
    lines = lines_of("国" * 200, replace(BODY, indent=0.0))
    assert [len(line) for line in texts(lines)][:3] == [28, 28, 28]


def test_the_first_line_is_indented_by_two_em() -> None:
    first, second, *_ = lines_of("国" * 80)
    assert runs(first)[0].x == pytest.approx(2 * BODY.size)
    assert runs(second)[0].x == pytest.approx(0.0)


def test_the_last_line_is_never_a_single_character() -> None:
    for count in range(26 + 28 - 2, 26 + 28 + 4):
        last = texts(lines_of("国" * count + "。"))[-1]
        assert len(last) > 2, last


def test_marks_that_meet_are_squeezed_to_one_em_and_a_half() -> None:
    first = setter().lines((Text("国）（家"),), replace(BODY, tracking=0.0, indent=0.0), WIDTH, None, NOWHERE)[0]
    run = runs(first)[0]
    assert sum(run.advances[1:3]) == pytest.approx(1.5 * BODY.size)


def test_han_and_latin_stand_a_quarter_em_apart_but_not_beside_a_mark() -> None:
    style = replace(BODY, tracking=0.0, indent=0.0)
    beside_han = runs(lines_of("国AI", style)[0])
    assert beside_han[1].x == pytest.approx(1.25 * BODY.size)
    beside_mark = runs(lines_of("，AI", style)[0])
    assert beside_mark[1].x == pytest.approx(1.0 * BODY.size)


def test_two_dashes_join_and_take_two_em() -> None:
    style = replace(BODY, tracking=0.0, indent=0.0)
    run = runs(lines_of("——国", style)[0])[0]
    left, right = run.face.ink("—")
    assert run.advances[0] <= (right - left) * BODY.size
    assert run.x + sum(run.advances[:2]) == pytest.approx(2 * BODY.size)


def test_a_word_of_300_letters_is_parted_within_the_measure() -> None:
    word = "x" * 300
    lines = lines_of("国家" + word + "高新区发展" * 10)
    assert "".join(texts(lines)) == "国家" + word + "高新区发展" * 10
    assert all(right_edge(line) <= WIDTH + 0.5 for line in lines)
    assert all(right_edge(line) >= WIDTH - 0.5 for line in lines[:-1])


def test_an_address_in_a_cell_is_parted_after_a_slash_or_dot() -> None:
    address = "https://www.example.gov.cn/statistics/2024/annual/report/index.html"
    lines = texts(lines_of((Link(address, (Text(address),)), Text("可查。")), STYLE.table_cell, 120.0))
    assert "".join(lines) == address + "可查。"
    assert all(line[-1] in "/.-" for line in lines[:-1])


def test_too_many_marks_are_broken_somewhere_rather_than_run_out_of_the_page() -> None:
    for soup in ("，" * 120, "（" * 120, "1—" * 90, "8" * 200):
        lines = lines_of(soup)
        assert "".join(texts(lines)) == soup
        assert all(right_edge(line) <= WIDTH + 0.5 for line in lines)


def test_runs_carry_facts_and_links_and_their_nodes() -> None:
    node = Node("P")
    inlines: Inlines = (
        Text("产值"),
        FactRef("8.7万亿元", Fact("cn/revenue/2023")),
        Ref("t1", "表1"),
        NoteRef("n", 3),
        Link("https://a.cn", (Text("网址"),)),
    )
    placed = setter().lines(inlines, BODY, WIDTH, node, NOWHERE)[0].runs(0.0, 0.0)
    assert "".join(run.text for _, run in placed if run.fact) == "8.7万亿元"
    assert {span.link for span, _ in placed} == {"", "#t1", "#note 3", "https://a.cn"}
    assert [kid.role for kid in node.kids] == ["Link", "Reference", "Link"]
    mark = next(run for _, run in placed if run.text == "3")
    assert mark.y > 0
    assert mark.size < BODY.size


def test_strong_words_are_set_in_hei_and_digits_in_the_latin_face() -> None:
    placed = runs(lines_of((Text("国"), Strong((Text("家"),)), Text("3")))[0])
    fonts = setter().fonts
    expected = [fonts.face_for(Role.FANGSONG, "国"), fonts.face_for(Role.HEI, "家"), fonts.face_for(Role.LATIN, "3")]
    assert [run.face for run in placed] == expected


def test_a_character_no_font_has_is_named_with_its_code() -> None:
    own = Typesetter(setter().fonts)
    own.lines((Text("国\ue000家"),), BODY, WIDTH, None, NOWHERE)
    assert [("U+E000" in problem.what, bool(problem.hint)) for problem in own.problems()] == [(True, True)]


def test_twenty_thousand_characters_are_set_quickly() -> None:
    content = SENTENCE * (20_000 // len(SENTENCE) + 1)
    lines_of(SENTENCE)
    start = time.perf_counter()
    lines = lines_of(content)
    assert time.perf_counter() - start < 2.0, "expected about 0.1 s"
    assert "".join(texts(lines)) == content
