"""A Word file with revisions: accept all and it is the new one, reject all and it is the old."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hgz_report.writers.docx.revisions.revised import revised_docx
from tests.tools.word_revisions import Block, W, accepted, body_of, rejected, word_file

DAY = "2027-02-26"


def revised(old: Sequence[Block], new: Sequence[Block]) -> bytes:
    return revised_docx(word_file(old), word_file(new), "研究室", DAY, ())


def deleted(data: bytes) -> list[str]:
    return ["".join(map(str, one.itertext())) for one in body_of(data).iter(f"{W}del")]


def inserted(data: bytes) -> list[str]:
    return ["".join(map(str, one.itertext())) for one in body_of(data).iter(f"{W}ins")]


def test_what_is_the_same_has_no_revision() -> None:
    blocks: list[Block] = ["甲乙丙。", [["指标", "数"], ["平台", "[49个]"]], "完。"]
    data = revised(blocks, blocks)
    assert inserted(data) == deleted(data) == []


def test_a_number_is_one_revision_inside_its_content_control() -> None:
    data = revised(["建成[49个]平台。"], ["建成[52个]平台。"])
    assert (deleted(data), inserted(data)) == (["49个"], ["52个"])
    control = next(body_of(data).iter(f"{W}sdt"))
    assert [one.tag for one in control.iter(f"{W}ins", f"{W}del")] == [f"{W}del", f"{W}ins"]


def test_cells_are_paired_by_place_and_rows_by_their_head() -> None:
    old: list[Block] = [[["区", "数"], ["成都", "[49个]"], ["淄博", "[7家]"]], "完。"]
    new: list[Block] = [[["区", "数"], ["成都", "[52个]"], ["青岛", "[3家]"], ["淄博", "[7家]"]], "完。"]
    data = revised(old, new)
    assert deleted(data) == ["49个"]
    assert len(list(body_of(data).iter(f"{W}trPr"))) == 1
    assert accepted(data) == accepted(word_file(new))
    assert rejected(data) == accepted(word_file(old))


def test_a_revision_says_who_and_when() -> None:
    marks = [*body_of(revised(["甲。"], ["甲。", "乙乙乙。"])).iter(f"{W}ins")]
    assert {(one.get(f"{W}author"), one.get(f"{W}date")) for one in marks} == {("研究室", "2027-02-26T00:00:00Z")}
    numbers = [one.get(f"{W}id") for one in marks]
    assert len(set(numbers)) == len(numbers)


def test_what_word_cannot_track_stands_in_a_comment_that_is_no_text() -> None:
    blocks = ["标题"]
    data = revised_docx(word_file(blocks), word_file(blocks), "研究室", DAY, ("图2改了。",))
    assert accepted(data) == blocks
    assert next(body_of(data).iter(f"{W}commentReference")) is not None


def test_a_file_that_is_none_of_ours_is_refused() -> None:
    with pytest.raises(ValueError, match="no Word file of ours"):
        revised_docx(word_file([]).replace(b"document.xml", b"dokument.xml"), word_file([]), "甲", DAY, ())


WORDS = st.text("甲乙丙丁12.%，。", max_size=12)
TEXT = st.lists(st.one_of(WORDS, st.sampled_from(["[49个]", "[52个]", "[8.1%]"])), max_size=3).map("".join)
TABLE = st.integers(1, 3).flatmap(
    lambda columns: st.lists(st.lists(TEXT, min_size=columns, max_size=columns), min_size=1, max_size=4)
)
BLOCKS = st.lists(st.one_of(TEXT, TABLE), max_size=6)


@settings(max_examples=150)
@given(BLOCKS, BLOCKS)
def test_accepting_all_is_the_new_file_and_rejecting_all_the_old(old: list[Block], new: list[Block]) -> None:
    before, now = word_file([*old, "完"]), word_file([*new, "完"])
    data = revised_docx(before, now, "研究室", DAY, ())
    assert accepted(data) == accepted(now)
    assert rejected(data) == accepted(before)
    assert len(list(body_of(data).iter(f"{W}sdt"))) == len(list(body_of(now).iter(f"{W}sdt")))
