"""Pieces of two editions of a report that belong together, and what is different of them."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from hgz_report.edition.compare.paired_pieces import changed_pieces
from hgz_report.edition.compare.told_pieces import ToldPiece


def piece(text: str, key: str = "", heading: str = "一、情况", kind: str = "text") -> ToldPiece:
    return ToldPiece(text, kind, heading, (key,) if key else (), "templates/a.md.j2:1")


def changes(old: list[ToldPiece], new: list[ToldPiece]) -> list[tuple[str, str, str]]:
    found = changed_pieces(old, new)
    return [(one.change, one.old.text if one.old else "", one.new.text if one.new else "") for one in found]


def test_what_was_written_in_the_same_field_is_the_same_sentence_however_it_reads_now() -> None:
    old, new = (
        piece("园区有平台49个。", "zibo.yaml#practices[1].text"),
        piece("企业翻番。", "zibo.yaml#practices[1].text"),
    )
    assert changes([old], [new]) == [("changed", "园区有平台49个。", "企业翻番。")]


def test_what_reads_alike_is_the_same_sentence_wherever_it_was_written() -> None:
    old, new = piece("建成平台49个，覆盖六成产业链。", "a"), piece("建成平台52个，覆盖六成产业链。", "b")
    assert changes([old], [new]) == [("changed", old.text, new.text)]


def test_what_is_unlike_was_dropped_and_added() -> None:
    old, new = piece("建成平台49个。", "a"), piece("水在流。", "b")
    assert {one[0] for one in changes([old], [new])} == {"dropped", "added"}


def test_a_sentence_in_another_place_was_moved_and_the_others_were_not() -> None:
    texts = ["甲甲。", "乙乙。", "丙丙。", "丁丁。"]
    old = [piece(text, text) for text in texts]
    assert changes(old, [old[1], old[2], old[3], old[0]]) == [("moved", "甲甲。", "甲甲。")]


def test_what_was_dropped_is_told_where_it_stood() -> None:
    old = [piece("甲甲。", "a"), piece("乙乙。", "b"), piece("丙丙。", "c")]
    assert changes(old, [old[0], old[2], piece("丁丁丁。", "d")]) == [
        ("dropped", "乙乙。", ""),
        ("added", "", "丁丁丁。"),
    ]


PIECES = st.lists(
    st.builds(piece, st.sampled_from(["甲甲", "甲乙", "丙丁", "戊"]), st.sampled_from(["", "a", "b"])), max_size=8
)


@given(PIECES, PIECES)
def test_every_piece_is_accounted_for_once(old: list[ToldPiece], new: list[ToldPiece]) -> None:
    found = changed_pieces(old, new)
    gained = sum(one.change == "added" for one in found) - sum(one.change == "dropped" for one in found)
    assert gained == len(new) - len(old)
    assert changed_pieces(new, new) == []


def test_an_annex_of_many_thousand_rows_is_compared_in_seconds() -> None:
    old = [piece(f"第{n}行｜{n}个", f"a{n}", kind="row") for n in range(20_000)]
    new = [piece(f"第{n}行｜{n + 1}家" if n % 3 else f"另{n}", f"b{n}", kind="row") for n in range(20_000)]
    start = time.process_time()
    assert len(changed_pieces(old, new)) >= 20_000
    assert time.process_time() - start < 4
