"""Text that knows where it comes from: cut, put together and changed it keeps words and origins, and it behaves as the text."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Sequence
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment

from hgz_report.document.tree_file import packed_origin, unpacked_origin
from hgz_report.origin import (
    Allowed,
    Attributed,
    Cited,
    Config,
    Count,
    DataText,
    Derived,
    Fact,
    Origin,
    PeriodOf,
    Piece,
    Template,
    Wording,
    attributed,
    between,
    joined,
    pieces_of,
    shifted,
    spelled,
    walk,
    worded,
)
from hgz_report.problems import Where

WORDS = st.text("甲乙丙“”、49个\n ", max_size=6)
_NAMES = st.sampled_from(["gdp@2023", "a.b@2024", "x"])
_LINES = st.integers(1, 99)
_TYPED = st.one_of(
    st.builds(Template, _NAMES, _LINES, st.integers(0, 40), st.one_of(st.none(), st.builds(Where, _NAMES, _LINES))),
    st.builds(DataText, _NAMES, _LINES, _LINES, _NAMES),
)
_SIMPLE = st.one_of(
    st.builds(Fact, _NAMES, st.sampled_from(["", "other"]), st.sampled_from(["", "number", "unit", "unmarked"])),
    st.builds(Derived, _NAMES, st.tuples(_NAMES, _NAMES), st.sampled_from(["", "number", "unit"])),
    st.builds(PeriodOf, _NAMES, st.sampled_from(["", "other"])),
    st.builds(Count, _NAMES),
    st.builds(Cited, _NAMES),
    st.builds(Config, _NAMES),
    st.builds(Allowed, _NAMES, _TYPED),
    _TYPED,
)
ORIGINS: st.SearchStrategy[Origin] = st.one_of(
    _SIMPLE, st.builds(Wording, _NAMES, st.lists(_SIMPLE, max_size=2).map(tuple))
)
TEXTS = st.lists(st.builds(Piece, WORDS, ORIGINS), max_size=5).map(Attributed)
_ENDS = st.one_of(st.none(), st.integers(-12, 12))


ENVIRONMENT = Environment()


def letters(text: Attributed) -> list[tuple[str, Origin]]:
    """Every character with its own origin, by its place in what was written."""
    return [(letter, shifted(origin, at)) for words, origin in text.pieces for at, letter in enumerate(words)]


@given(TEXTS)
def test_the_pieces_are_the_text_and_none_is_empty(text: Attributed) -> None:
    assert "".join(piece.text for piece in text.pieces) == text
    assert all(piece.text for piece in text.pieces)


@given(TEXTS, _ENDS, _ENDS)
def test_a_cut_has_the_characters_of_a_slice_each_with_its_origin(
    text: Attributed, start: int | None, end: int | None
) -> None:
    cut = text.cut(start or 0, end)
    assert cut == str(text)[start or 0 : end]
    assert letters(cut) == letters(text)[start or 0 : end]


@given(TEXTS, st.integers(0, 12))
def test_what_is_cut_in_two_and_joined_is_the_same_again(text: Attributed, at: int) -> None:
    again = joined((text.cut(0, at), text.cut(at)))
    assert (again, letters(again)) == (text, letters(text))


@given(st.lists(TEXTS, max_size=4))
def test_texts_joined_follow_one_another_with_all_their_origins(texts: Sequence[Attributed]) -> None:
    whole = joined(texts)
    assert whole == "".join(texts)
    assert letters(whole) == [letter for text in texts for letter in letters(text)]


@given(st.lists(TEXTS, max_size=4), WORDS)
def test_between_parts_stand_marks_of_the_program(texts: Sequence[Attributed], mark: str) -> None:
    whole = between(texts, mark, "chart")
    assert whole == mark.join(texts)
    own = [letter for text in texts for letter in letters(text)]
    marks = [(letter, Wording("chart")) for letter in mark * max(len(texts) - 1, 0)]
    assert sorted(map(repr, letters(whole))) == sorted(map(repr, [*own, *marks]))


@given(TEXTS)
def test_a_change_of_marks_keeps_every_origin(text: Attributed) -> None:
    turned = text.mapped(lambda words: words.replace("“", "‘").replace("”", "’"))
    assert turned == text.replace("“", "‘").replace("”", "’")
    assert [origin for _, origin in letters(turned)] == [origin for _, origin in letters(text)]


@given(TEXTS)
def test_it_compares_hashes_and_is_found_as_the_text_it_is(text: Attributed) -> None:
    plain = str.__str__(text)[:0] + "".join(text)
    assert (text, hash(text), len(text), bool(text)) == (plain, hash(plain), len(plain), bool(plain))
    assert {plain: 1}[text] == 1
    assert text in {plain}
    assert plain in {text}
    assert f"{text}" == plain


@given(st.lists(TEXTS, max_size=6))
def test_lists_sort_and_group_as_lists_of_the_texts_do(texts: list[Attributed]) -> None:
    plain = ["".join(text) for text in texts]
    assert sorted(texts) == sorted(plain)
    assert [(key, len(list(group))) for key, group in groupby(sorted(texts))] == [
        (key, len(list(group))) for key, group in groupby(sorted(plain))
    ]
    assert set(texts) == set(plain)
    assert dict.fromkeys(texts) == dict.fromkeys(plain)


@given(st.lists(TEXTS, max_size=6))
def test_the_filters_of_templates_choose_and_order_without_losing_an_origin(texts: list[Attributed]) -> None:
    kept = {id(text) for text in texts}
    for chain in ("sort", "unique | list", "reverse | list", "list", "map('default', '无') | list", "select | list"):
        assert all(id(one) in kept for one in answer(f"texts | {chain}", texts=texts))
    grouped = answer("things | groupby('name')", things=[{"name": text} for text in texts])
    assert all(id(group.grouper) in kept for group in grouped)


def answer(expression: str, **values: object) -> Any:
    """What an expression of a template comes to."""
    return ENVIRONMENT.compile_expression(expression)(**values)


@given(TEXTS)
def test_it_is_copied_and_stored_with_its_origins(text: Attributed) -> None:
    for again in (pickle.loads(pickle.dumps(text)), copy.copy(text), copy.deepcopy(text)):
        assert isinstance(again, Attributed)
        assert (again, again.pieces) == (text, text.pieces)


@given(TEXTS)
def test_what_the_methods_of_a_str_give_has_no_origin_and_is_not_joined(text: Attributed) -> None:
    for changed in (text[:], text.strip() + "甲", text.replace("甲", "乙") + "丙", f"{text}丁"):
        assert not isinstance(changed, Attributed)
        if changed:
            with pytest.raises(TypeError, match="text without origin"):
                joined((text, changed))


def test_neighbours_that_stand_side_by_side_where_they_were_written_are_one() -> None:
    typed, data = Template("a.md.j2", 3, 5), DataText("b.yaml", 1, 2, "note")
    assert joined((attributed("甲乙", typed), attributed("丙", Template("a.md.j2", 3, 7)))).pieces == (
        Piece("甲乙丙", typed),
    )
    assert len(joined((attributed("甲乙", typed), attributed("丙", typed))).pieces) == 2
    assert attributed("甲乙丙", data).cut(1).pieces == (Piece("乙丙", DataText("b.yaml", 1, 2, "note", 1)),)
    assert len(joined((attributed("甲", data), attributed("甲", data))).pieces) == 2


def test_words_inside_an_expression_are_not_joined_for_standing_in_one_line() -> None:
    inside = Template("a.md.j2", 3)
    assert len(joined((attributed("甲", inside), attributed("乙", inside))).pieces) == 2


def test_nothing_needs_no_origin() -> None:
    assert pieces_of("") == ()
    assert joined(("", Attributed(()), "")) == ""


@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_words_of_the_program_name_all_that_they_are_about(texts: Sequence[Attributed]) -> None:
    said = worded("增长", "change", *texts)
    (piece,) = said.pieces
    assert isinstance(piece.origin, Wording)
    assert set(piece.origin.inputs) == {one.origin for text in texts for one in text.pieces}
    assert set(piece.origin.inputs) <= set(walk(piece.origin))


@given(ORIGINS)
def test_an_origin_is_written_to_a_file_and_read_again(origin: Origin) -> None:
    assert unpacked_origin(packed_origin(origin)) == origin


@given(ORIGINS, ORIGINS)
def test_two_things_that_are_counted_apart_are_spelled_apart(one: Origin, other: Origin) -> None:
    """Part, place within a line and who typed it are not spelled: they are of the same thing."""
    if type(one) is type(other) and isinstance(one, Fact | Derived | PeriodOf | Count | Cited | Config):
        same = {tuple(value for name, value in vars_of(each).items() if name != "part") for each in (one, other)}
        assert (spelled(one) == spelled(other)) == (len(same) == 1)


def vars_of(origin: Origin) -> dict[str, object]:
    return {name: getattr(origin, name) for name in type(origin).__struct_fields__}
