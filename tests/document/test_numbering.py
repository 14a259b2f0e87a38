"""Labels and cross-references: given once, the same for every format."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from hgz_report.document.blocks import (
    Block,
    Break,
    ChartBlock,
    Column,
    Document,
    Heading,
    Inline,
    Inlines,
    Item,
    KeyFigure,
    KeyFigures,
    Link,
    ListBlock,
    NoteRef,
    PageBreak,
    Paragraph,
    Ref,
    Row,
    Strong,
    Table,
    Text,
    Toc,
)
from hgz_report.document.chart import Plot, Point, Series
from hgz_report.document.numbering import chinese_numeral, heading_label, number
from hgz_report.document.tree_file import tree_json
from hgz_report.problems import Problems, Where
from tests.tools.telling import PROPERTIES, as_text, lines

WHERE = Where("templates/zone/10_a.md.j2", 7)


def text(words: str) -> Inlines:
    return (Text(words),)


def heading(level: int, id: str = "") -> Heading:
    return Heading(level, text("标题"), id, WHERE)


def paragraph(*inlines: Inline) -> Paragraph:
    return Paragraph(inlines, where=WHERE)


def table(id: str = "", cell: Inlines = (), source: Inlines = ()) -> Table:
    return Table((Column(text("甲")),), (Row((cell or text("1"),), where=WHERE),), text("表题"), id, source=source)


def chart(id: str = "") -> ChartBlock:
    row = Series("甲", (Point(), Point()))
    return ChartBlock(Plot("column", ("2022", "2023"), (row,)), text("图题"), "柱状图", id, where=WHERE)


def numbered(*blocks: Block, notes: dict[str, Inlines] | None = None) -> Document:
    return number(Document("short", "题目", blocks, PROPERTIES, notes=notes or {}))


def said(*blocks: Block, notes: dict[str, Inlines] | None = None) -> str:
    with pytest.raises(Problems) as caught:
        numbered(*blocks, notes=notes)
    return str(caught.value)


def test_chinese_numerals_to_thirty_and_beyond() -> None:
    assert [chinese_numeral(n) for n in range(1, 31)] == [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
        "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十",
        "二十一", "二十二", "二十三", "二十四", "二十五", "二十六", "二十七", "二十八", "二十九", "三十",
    ]  # fmt: skip
    assert (chinese_numeral(40), chinese_numeral(99)) == ("四十", "九十九")


def test_no_two_numbers_share_a_numeral() -> None:
    assert len({chinese_numeral(n) for n in range(1, 100)}) == 99


def test_the_four_levels_are_labelled_as_the_standard_has_them() -> None:
    assert [heading_label(level, 12) for level in (1, 2, 3, 4)] == ["十二、", "（十二）", "12.", "（12）"]


def test_a_new_heading_starts_the_levels_below_again() -> None:
    document = numbered(*(heading(level) for level in (1, 2, 3, 4, 4, 3, 4, 2, 3, 1, 2)))
    labels = [block.label for block in document.blocks if isinstance(block, Heading)]
    assert labels == ["一、", "（一）", "1.", "（1）", "（2）", "2.", "（1）", "（二）", "1.", "二、", "（一）"]


@pytest.mark.parametrize(("levels", "what"), [((2,), "第1级"), ((1, 3), "第2级"), ((1, 2, 4), "第3级")])
def test_a_level_cannot_be_skipped(levels: tuple[int, ...], what: str) -> None:
    message = said(*(heading(level) for level in levels))
    assert message.startswith(f"{WHERE}  标题“标题”是第{levels[-1]}级，前面缺{what}标题\n  提示：")


def test_going_up_several_levels_at_once_is_fine() -> None:
    numbered(*(heading(level) for level in (1, 2, 3, 4, 1)))


def test_tables_and_charts_count_through_the_report_apart() -> None:
    document = numbered(heading(1), table(), chart(), table(), heading(1), chart(), table())
    labels = [block.label for block in document.blocks if isinstance(block, Table | ChartBlock)]
    assert labels == ["表1", "图1", "表2", "图2", "表3"]


def test_a_reference_reads_as_what_it_points_to_even_before_it() -> None:
    refs = paragraph(*(Ref(id) for id in ("t", "c", "part", "section", "point", "detail")))
    document = numbered(
        refs, heading(1), heading(1, "part"), heading(2), heading(2, "section"), heading(3, "point"),
        heading(4, "detail"), table("t"), chart("c"),
    )  # fmt: skip
    assert lines(document)[0] == "表1图1第二部分第二部分（二）第二部分（二）1第二部分（二）1（1）"


def test_a_reference_is_resolved_wherever_it_stands() -> None:
    ref = Ref("t")
    document = numbered(
        Heading(1, (ref,)),
        paragraph(Strong((ref,)), Link("https://www.gov.cn/", (ref,)), NoteRef("n")),
        ListBlock((Item((ref,)),)),
        table("t", cell=(ref,), source=(ref,)),
        notes={"n": (ref,)},
    )
    assert "\n".join(lines(document)).count("表1") == 8


def test_an_unknown_reference_is_a_problem_that_lists_the_known_ones() -> None:
    assert said(paragraph(Ref("tt")), table("t")) == f"{WHERE}  引用了没有的编号 #tt\n  提示：可引用的编号：t"


def test_an_id_used_twice_is_a_problem() -> None:
    assert said(heading(1, "a"), chart("a")).startswith(f"{WHERE}  编号 #a 用了两次")


def test_every_mistake_of_a_report_is_told_at_once() -> None:
    assert said(heading(2), heading(1, "a"), chart("a"), paragraph(Ref("b"))).count("提示：") == 3


def test_notes_count_in_order_of_mention_and_again_with_the_same_number() -> None:
    notes = {"a": text("甲"), "b": text("乙"), "unmentioned": text("丙")}
    document = numbered(paragraph(NoteRef("b"), NoteRef("a"), NoteRef("b")), notes=notes)
    assert lines(document) == ["[注1][注2][注1]", "注1：乙", "注2：甲"]


def test_a_note_in_a_note_is_refused_where_the_note_is_mentioned() -> None:
    notes = {"a": (Text("见"), NoteRef("b")), "b": text("乙"), "c": text("丙")}
    message = said(paragraph(NoteRef("c")), paragraph(NoteRef("a")), notes=notes)
    assert message.startswith(f"{WHERE}  注释 [^a] 里又有注释\n  提示：")
    assert "[^c]" not in message


@pytest.mark.parametrize(
    ("block", "what"),
    [
        (Heading(1, (Text("甲"), Break(), Text("乙")), where=WHERE), "标题“甲／乙”里不能换行"),
        (replace(table(), caption=(Strong((Text("甲"), Break(), Text("乙"))),), where=WHERE), "表题“甲／乙”里不能换行"),
        (replace(chart(), caption=(Text("甲"), Break(), Text("乙"))), "图题“甲／乙”里不能换行"),
        (KeyFigures((KeyFigure("甲", (Text("8"), Break(), Text("7"))),), WHERE), "一览里的数“8／7”里不能换行"),
    ],
)
def test_a_line_is_forced_only_where_there_may_be_several(block: Block, what: str) -> None:
    assert said(block).startswith(f"{WHERE}  {what}\n  提示：")


@pytest.mark.parametrize(
    ("inlines", "kept"),
    [
        ((Text("甲 "), Break(), Text("\u3000乙")), (Text("甲"), Break(), Text("乙"))),
        (
            (Break(), Text("甲"), Break(), Break(), Text(" "), Break(), Text("乙"), Break()),
            (Text("甲"), Break(), Text("乙")),
        ),
        ((Strong((Text("甲"), Break())), Break(), Text("乙")), (Strong((Text("甲"), Break())), Text("乙"))),
        ((Strong((Break(),)), Text("甲")), (Text("甲"),)),
        ((Text("甲"), NoteRef("n"), Break(), Ref("t")), (Text("甲"), NoteRef("n", 1), Break(), Ref("t", "表1"))),
        ((Text("甲 "), Text(" 乙 ")), (Text("甲 "), Text(" 乙 "))),
    ],
)
def test_a_forced_line_parts_what_says_something_and_has_no_blanks_at_its_ends(inlines: Inlines, kept: Inlines) -> None:
    item = ListBlock((Item(inlines),))
    document = numbered(table("t"), paragraph(*inlines), item, table(cell=inlines), notes={"n": text("注")})
    _, first, second, third = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, ListBlock)
    assert isinstance(third, Table)
    assert (first.inlines, second.items[0].inlines, third.rows[0].cells[0]) == (kept, kept, kept)


def test_a_note_without_words_is_a_problem() -> None:
    assert said(paragraph(NoteRef("x"))).startswith(f"{WHERE}  注释 [^x] 没有内容")


def test_only_an_ordered_list_has_numbers() -> None:
    items = (Item(text("甲")), Item(text("乙")))
    document = numbered(ListBlock(items, ordered=True), ListBlock(items))
    assert lines(document) == ["1． 甲", "2． 乙", "· 甲", "· 乙"]


def test_a_second_list_counts_from_one_again() -> None:
    items = (Item(text("甲")),)
    assert lines(numbered(ListBlock(items, ordered=True), ListBlock(items, ordered=True))) == ["1． 甲", "1． 甲"]


def test_what_needs_no_label_stays_as_it_is() -> None:
    blocks = (PageBreak(WHERE), Toc(where=WHERE), paragraph(Text("话")))
    assert numbered(*blocks).blocks == blocks


def test_numbering_a_numbered_document_changes_nothing() -> None:
    once = numbered(heading(1, "a"), table("t"), paragraph(Ref("t"), Ref("a"), NoteRef("n")), notes={"n": text("注")})
    assert number(once) == once
    assert as_text(once.notes["n"]) == "注"


def test_every_heading_table_and_chart_has_an_anchor_of_its_own_whatever_ids_their_authors_chose() -> None:
    blocks = (heading(1), heading(2, "h3"), heading(3), table("图1"), table(), table("h1"), chart(), chart("c"))
    document = numbered(*blocks)
    anchors = [getattr(block, "anchor", "") for block in document.blocks]
    assert anchors == ["h1a", "h3", "h3a", "图1", "表2", "h1", "图1a", "c"]
    assert number(document) == document


def test_notes_are_numbered_as_they_are_read() -> None:
    noted = Table(
        (Column((Text("指标"), NoteRef("head"))),),
        (Row(((Text("1"), NoteRef("cell")),), where=WHERE),),
        (Text("表题"), NoteRef("caption")),
        source=(Text("资料来源"), NoteRef("source")),
    )
    below = ChartBlock(
        chart().chart, (Text("图题"), NoteRef("chart")), "柱状图", source=(Text("来源"), NoteRef("below"))
    )
    notes = {name: text(name) for name in ("below", "source", "chart", "cell", "head", "caption", "first")}
    document = numbered(paragraph(NoteRef("first")), noted, below, notes=notes)
    assert list(document.notes) == ["first", "caption", "head", "cell", "source", "chart", "below"]


def test_half_a_character_is_written_into_the_tree_for_who_says_where_it_stands() -> None:
    assert b"\xed\xa0\x80" in tree_json(numbered(Paragraph((Text("\ud800"),))))


def test_a_paper_of_a_thousand_headings_has_labels_and_no_traceback() -> None:
    document = numbered(*(Heading(1, (Text("甲"),)) for _ in range(1_000)))
    assert document.blocks
