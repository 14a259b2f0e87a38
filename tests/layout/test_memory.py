"""What is remembered of set texts: the same as set anew, and nothing of what a text stands for."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from hgz_report.document.address import NOWHERE
from hgz_report.document.blocks import FactRef, Inlines, Paragraph, Text
from hgz_report.draw.frame import Node
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.search import FontConfig, resolve
from hgz_report.layout.inline.memory import Bounded, memory_of
from hgz_report.layout.inline.paragraph import Typesetter
from hgz_report.layout.inline.setting import cut_text, set_text
from hgz_report.layout.inline.spans import SpanText, plain_look
from hgz_report.layout.lay_out import lay_out
from hgz_report.origin import Fact
from hgz_report.problems import Problems, Where
from hgz_report.style import Style
from hgz_report.writers.pdf.pdf_file import write_pdf
from tests.tools.bare_report import bare
from tests.tools.free_fonts import free_fonts
from tests.tools.page_marks import page_runs

STYLE = Style()
SENTENCE = "2023年，全国178家国家高新区实现园区生产总值18万亿元，占全国的14.3%，比上年增长7.1%（按现价计算）。" * 3


def found() -> FontSet:
    """The free fonts, looked for anew."""
    return resolve(FontConfig(machine=False), Path(__file__).parent / "no-fonts")


def stretch(text: str) -> SpanText:
    return SpanText(text, plain_look(STYLE.body, free_fonts()))


def test_what_is_remembered_is_what_would_be_set() -> None:
    memory = memory_of(free_fonts())
    texts = ((stretch(SENTENCE),), (stretch("指标"), stretch("8.7万亿元"), stretch("the  quick brown fox")))
    for text in texts:
        asked = [memory.set_text(text, STYLE.body, STYLE.text_width, 2.0) for _ in range(2)]
        anew = set_text(cut_text(text, STYLE.body, memory.metrics, STYLE.text_width), STYLE.body, STYLE.text_width, 2.0)
        assert asked == [anew, anew]
        assert "".join(run.text for line in anew.lines for run in line.runs) == "".join(one.text for one in text)


def test_a_word_that_is_whole_on_a_wide_line_is_parted_on_a_narrow_one_all_the_same() -> None:
    memory = memory_of(free_fonts())
    text = (stretch("网址是internationalisation"),)
    for width in (STYLE.text_width, 90.0, STYLE.text_width):
        anew = set_text(cut_text(text, STYLE.table_cell, memory.metrics, width), STYLE.table_cell, width, 0.0)
        assert memory.set_text(text, STYLE.table_cell, width, 0.0) == anew
    assert len(anew.lines) == 1


def test_the_width_the_indent_and_the_style_are_part_of_the_question() -> None:
    memory = memory_of(free_fonts())
    text = (stretch(SENTENCE),)
    answers = {
        memory.set_text(text, style, width, indent).lines
        for style, width, indent in (
            (STYLE.body, STYLE.text_width, 2.0),
            (STYLE.body, STYLE.text_width / 2, 2.0),
            (STYLE.body, STYLE.text_width, 20.0),
            (STYLE.toc, STYLE.text_width, 2.0),
        )
    }
    assert len(answers) == 4


def test_two_layouts_one_after_the_other_give_the_same_bytes() -> None:
    document = bare(*(Paragraph((Text(SENTENCE),)) for _ in range(12)))
    first, second = (write_pdf(lay_out(document, STYLE, free_fonts())).data for _ in range(2))
    assert first == second


def test_a_remembered_text_stands_for_what_it_stands_for_this_time() -> None:
    setter, node = Typesetter(free_fonts()), Node("P")
    first: Inlines = (Text("产值"), FactRef("8.7万亿元", Fact("a")))
    second: Inlines = (Text("产值"), FactRef("8.7万亿元", Fact("b")))
    for inlines, fact in ((first, "a"), (second, "b")):
        placed = setter.lines(inlines, STYLE.body, STYLE.text_width, node, NOWHERE)[0].runs(0.0, 0.0)
        assert {run.fact for _, run in placed} == {"", fact}
        assert {span.node for span, _ in placed} == {node}


def test_a_character_no_font_has_is_told_of_every_place_however_often_the_text_was_set() -> None:
    for line in (7, 8):  # the second time it is remembered
        where = Where("templates/zone/10.md.j2", line)
        with pytest.raises(Problems) as caught:
            lay_out(bare(Paragraph((Text("高新区\ue000"),), where=where)), STYLE, free_fonts())
        assert [(problem.where, "U+E000" in problem.what) for problem in caught.value.problems] == [(where, True)]


def test_the_same_faces_found_anew_share_a_memory_and_others_do_not() -> None:
    own, again = memory_of(free_fonts()), memory_of(found())
    serving = {role: chain[::-1] for role, chain in free_fonts().serving.items()}
    other = memory_of(FontSet(serving))
    assert own is again
    assert own is not other
    assert own is memory_of(free_fonts())


def test_the_faces_painted_are_those_of_the_layouts_own_free_fonts() -> None:
    again = found()
    layout = lay_out(bare(Paragraph((Text(SENTENCE),))), STYLE, again)
    faces = {run.face for page in layout.pages for run in page_runs(page)}
    assert faces <= {one.face for chain in again.serving.values() for one in chain}


def test_what_was_made_first_is_forgotten_when_there_is_too_much() -> None:
    kept: Bounded[int] = Bounded(most=100)
    made: list[int] = []

    def make(key: int) -> int:
        made.append(key)
        return key

    for key in (1, 2, 3, 4, 4, 3, 1):
        kept.get(key, (stretch("国" * 30),), partial(make, key))
    assert made == [1, 2, 3, 4, 3, 1]
