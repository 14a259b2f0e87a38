"""Two versions of a text held against each other: nothing is lost, and no number or word is cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgz_report.language.numbers import find
from hgz_report.workshop.returned.readable_diff import Glue, compared

_PARTS = st.lists(
    st.sampled_from(["中试平台", "49个", "52个", "2024年", "，", "。", "增长", "12.6%", "约", " ", "ABC-1", "产业"])
)
_TEXTS = _PARTS.map("".join)


@given(_TEXTS, _TEXTS)
def test_edits_put_in_their_place_make_the_new_text_of_the_old(old: str, new: str) -> None:
    held = compared(old, new, Glue(frozenset({"中试", "平台", "增长", "产业"})))
    out, at = "", 0
    for edit in held.edits:
        out += old[at : edit.start] + new[edit.new_start : edit.new_end]
        at = edit.end
    assert "".join((out + old[at:]).split()) == "".join(new.split())


@given(_TEXTS, _TEXTS)
def test_no_edit_begins_or_ends_inside_a_number(old: str, new: str) -> None:
    held = compared(old, new, Glue())
    inside = {at for number in find(old) for at in range(number.start + 1, number.end)}
    assert not {one.start for one in held.edits} & inside
    assert not {one.end for one in held.edits} & inside


@given(_TEXTS)
def test_a_text_is_as_it_was_with_other_blanks(text: str) -> None:
    assert compared(text, text.replace("，", "， \n"), Glue()).edits == ()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("同比增长20%。", "同比增加20%。", [("增长", "增加")]),
        ("同比增长20%。", "同比增长约20%。", [("20%", "约20%")]),
        ("上市产品数未见公布", "上市产品数尚未统计", [("未见公布", "尚未统计")]),
        ("平台49个", "平台52个", [("49个", "52个")]),
    ],
)
def test_a_change_is_shown_in_whole_words(old: str, new: str, told: list[tuple[str, str]]) -> None:
    held = compared(old, new, Glue(frozenset({"增长", "增加"})))
    assert [(old[e.start : e.end], new[e.new_start : e.new_end]) for e in held.edits] == told


def test_what_stands_together_often_is_taken_for_a_word() -> None:
    glue = Glue.of(["增长了，增长的，再增长。增长"])
    assert glue.pairs == {"增长"}
