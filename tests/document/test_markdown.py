"""Every mark of templates/README.md, what it becomes, and what is refused with its line."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hgz_report.document.blocks import (
    Break,
    ChartBlock,
    Document,
    FactRef,
    Heading,
    Link,
    ListBlock,
    NoteRef,
    PageBreak,
    Paragraph,
    Ref,
    Strong,
    Table,
    Text,
    Toc,
    inlines_of,
    leaves,
    plain,
)
from hgz_report.document.chart import Plot
from hgz_report.document.ledger import Drawing, Ledger, Said
from hgz_report.document.markdown.parse import Markup, parse
from hgz_report.document.numbering import number
from hgz_report.language.markup_signs import unmistakable
from hgz_report.origin import Attributed, Cited, DataText, Fact, Wording, attributed
from hgz_report.problems import Problems, Where
from tests.tools.telling import PROPERTIES, lines

TABLE = "| 甲 | 乙 |\n|---|--:|\n| 一 | 2 |\n\n: 表题"


def read(text: str, ledger: Ledger | None = None) -> Markup:
    places = tuple(Where("a.md.j2", line) for line, _ in enumerate(text.split("\n"), 1))
    return parse(text, places, ledger or Ledger())


def seen(text: str, ledger: Ledger | None = None) -> list[str]:
    markup = read(text, ledger)
    return lines(Document("short", "题目", markup.blocks, PROPERTIES, notes=markup.notes))


def said(text: str, ledger: Ledger | None = None) -> str:
    with pytest.raises(Problems) as caught:
        read(text, ledger)
    return str(caught.value)


def only(text: str, ledger: Ledger | None = None) -> Paragraph:
    (block,) = read(text, ledger).blocks
    assert isinstance(block, Paragraph)
    return block


# -- blocks -----------------------------------------------------------------------------------------------------------


def test_one_to_four_hashes_are_the_four_levels() -> None:
    assert seen("# 甲\n## 乙\n### 丙\n#### 丁") == ["# 甲", "## 乙", "### 丙", "#### 丁"]


def test_a_heading_may_have_an_id() -> None:
    (heading,) = read("## “四融三化”对照 {#evidence}").blocks
    assert heading == Heading(2, (Text("“四融三化”对照"),), "evidence", Where("a.md.j2", 1))


def test_an_empty_line_divides_paragraphs() -> None:
    assert seen("甲\n\n乙\n\n\n丙") == ["甲", "乙", "丙"]


def test_indenting_by_hand_makes_neither_code_nor_a_second_indent() -> None:
    assert seen("    甲\n\n　　乙\n\n\t丙") == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("发展\n很快", "发展很快"),
        ("发展，\n很快", "发展，很快"),
        ("发展  \n  很快".replace("  \n", " \n"), "发展很快"),
        ("made\nin China", "made in China"),
        ("用AI\n做", "用AI做"),
        ("做\nAI", "做AI"),
        ("**发展**\n很快", "【发展】很快"),
        ("发展\n**很快**", "发展【很快】"),
        ("**made**\nhere", "【made】 here"),
        ("见“甲”\n“乙”", "见“甲”“乙”"),
    ],
)
def test_lines_of_one_paragraph_join_without_a_blank_unless_both_sides_are_latin(text: str, expected: str) -> None:
    assert seen(text) == [expected]


def test_a_quotation_is_a_lead_and_may_have_several_paragraphs() -> None:
    assert seen("> 要点一\n> 接着说\n\n> 要点二\n\n正文") == ["> 要点一接着说", "> 要点二", "正文"]


def test_an_aside_is_small_up_to_its_end() -> None:
    assert seen("::: aside\n甲\n\n乙\n:::\n丙") == ["（小字）甲", "（小字）乙", "丙"]


def test_a_list_in_an_aside_is_small_too() -> None:
    aside, body = read("::: aside\n- 甲\n- 乙\n:::\n\n- 丙").blocks
    assert isinstance(aside, ListBlock)
    assert isinstance(body, ListBlock)
    assert (aside.role, body.role) == ("aside", "body")


def test_lists_are_flat_with_or_without_numbers() -> None:
    assert seen("1. 甲\n2. 乙\n\n正文\n\n- 丙\n- 丁") == ["· 甲", "· 乙", "正文", "· 丙", "· 丁"]
    assert [block.ordered for block in read("1. 甲\n\n正文\n\n- 丙").blocks if isinstance(block, ListBlock)] == [
        True,
        False,
    ]


def test_contents_and_page_break_stand_on_lines_of_their_own() -> None:
    assert read("[[toc]]\n\n[[pagebreak]]").blocks == (Toc(2, 0, Where("a.md.j2", 1)), PageBreak(Where("a.md.j2", 3)))
    assert read("[[toc depth=1 over=6]]").blocks == (Toc(1, 6, Where("a.md.j2", 1)),)


# -- tables -----------------------------------------------------------------------------------------------------------


def table(text: str, ledger: Ledger | None = None) -> Table:
    (block,) = read(text, ledger).blocks
    assert isinstance(block, Table)
    return block


def test_a_table_has_a_caption_an_id_a_unit_widths_and_a_source() -> None:
    found = table(f"{TABLE} {{#t unit=亿元 widths=3,1.5}}\n资料来源：某处")
    assert (found.id, found.unit) == ("t", "亿元")
    assert [column.width for column in found.columns] == [3, Decimal("1.5")]
    assert lines(Document("s", "t", (found,), PROPERTIES)) == [
        "[ 表题]（单位：亿元）",
        "|# 甲 | 乙 |",
        "| 一 | 2 |",
        "  资料来源：某处",
    ]


def test_colons_under_the_head_align_columns() -> None:
    text = "| 甲 | 乙 | 丙 | 丁 |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 |\n\n: 表题"
    assert [column.align for column in table(text).columns] == ["left", "left", "center", "right"]


def test_a_row_with_only_a_first_cell_is_a_group_and_one_of_totals_is_set_off() -> None:
    text = "| 甲 | 乙 |\n|---|---|\n| 东部 | |\n| 一 | 2 |\n| 小计 | 2 |\n| 合计 | 2 |\n| 总计 | |\n\n: 表题"
    assert [row.kind for row in table(text).rows] == ["group", "body", "total", "total", "group"]
    assert len(table(text).rows[0].cells) == 1


def test_a_cell_breaks_at_br_and_keeps_an_escaped_bar() -> None:
    found = table("| 甲 | 乙 |\n|---|---|\n| 一<br>二<br/>三 | 四\\|五 |\n\n: 表题")
    assert found.rows[0].cells == ((Text("一"), Break(), Text("二"), Break(), Text("三")), (Text("四|五"),))


def test_rows_and_the_table_know_their_lines() -> None:
    found = table(f"\n\n{TABLE}".lstrip("\n").replace("| 一 | 2 |", "| 一 | 2 |\n| 二 | 3 |"))
    assert found.where == Where("a.md.j2", 1)
    assert [row.where for row in found.rows] == [Where("a.md.j2", 3), Where("a.md.j2", 4)]


# -- inlines ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("增长**“6.5%”**目标", "增长【“6.5%”】目标"),
        ("**（一）**甲", "【（一）】甲"),
        ("甲**《规划》**，乙", "甲【《规划》】，乙"),
        ("甲**乙。**丙", "甲【乙。】丙"),
        ("**甲**乙**丙**", "【甲】乙【丙】"),
        ("甲**6.5%**乙", "甲【6.5%】乙"),
        ("a **b** c", "a 【b】 c"),
        ("**甲“乙”**“丙”", "【甲“乙”】“丙”"),
        ("**甲。**2024年", "【甲。】2024年"),
        ("**甲（一）**a", "【甲（一）】a"),
        ("2024**“甲”**2025", "2024【“甲”】2025"),
        ("a**（甲）**b", "a【（甲）】b"),
        ("**a.**b", "【a.】b"),
    ],
)
def test_emphasis_works_beside_chinese_punctuation(text: str, expected: str) -> None:
    assert seen(text) == [expected]


def test_emphasis_works_round_a_bound_number() -> None:
    ledger = Ledger()
    number = ledger.mark(Said("6.5%", Fact("national.growth@2023")))
    assert seen(f"增长**{number}**目标", ledger) == ["增长【6.5%】目标"]


def test_references_notes_and_links_are_told_apart() -> None:
    inlines = only("见[](#t)、[网站](https://www.gov.cn/)[^a]\n\n[^a]: 注**释**").inlines
    assert inlines == (
        Text("见"), Ref("t"), Text("、"), Link("https://www.gov.cn/", (Text("网站"),)), NoteRef("a"),
    )  # fmt: skip


def test_a_note_holds_inlines() -> None:
    assert read("甲[^a]\n\n[^a]: 注**释**").notes == {"a": (Text("注"), Strong((Text("释"),)))}


def test_a_note_stands_by_its_first_mention_wherever_it_is_written() -> None:
    assert seen("[^a]: 先写的注\n\n甲[^a]") == ["甲[注0]", "注1：先写的注"]


def test_marks_become_what_the_ledger_holds() -> None:
    ledger = Ledger(cited={"article": 3})
    words = DataText("data/zones/chengdu.yaml", 7, 7, "practices[0].title")
    entries = (Said("49个", Fact("x@2024")), Said("*甲*", words), Said("〔article〕", Cited("article")))
    text = "有" + "，".join(ledger.mark(entry) for entry in entries)
    assert only(text, ledger).inlines == (
        Text("有"), FactRef("49个", Fact("x@2024")), Text("，"), Text("*甲*", words), Text("，"),
        FactRef("3", Cited("article")),
    )  # fmt: skip


WORDS = DataText("data/zones/chengdu.yaml", 7, 8, "practices[0].text")
NASTY = 'A<B 且 C&D "引号" ]]> {{ 7*7 }} | * _ ** `x` [甲](#乙) [^1] <br> <b>粗</b> \\ # 1. > - : {#id} &amp; ~~'


@pytest.mark.parametrize("wrap", ["{}", "甲{}乙", "**{}**", "> {}", "- {}", "::: aside\n{}\n:::"])
def test_data_text_is_never_taken_for_markup(wrap: str) -> None:
    ledger = Ledger()
    text = wrap.format(ledger.mark(Said(NASTY, WORDS)))
    expected = {"**{}**": f"【{NASTY}】", "> {}": f"> {NASTY}", "- {}": f"· {NASTY}"}
    (line,) = seen(text, ledger)
    assert line.removeprefix("（小字）") == expected.get(wrap, wrap.format(NASTY) if "aside" not in wrap else NASTY)


def test_data_text_in_a_cell_does_not_open_another() -> None:
    ledger = Ledger()
    found = table(f"| 甲 | 乙 |\n|---|---|\n| {ledger.mark(Said(NASTY, WORDS))} | 1 |\n\n: 表题", ledger)
    assert found.rows[0].cells == ((Text(NASTY, WORDS),), (Text("1"),))


@given(st.text(st.characters(exclude_categories=["Cs", "Co", "Cc", "Zs", "Zl", "Zp"]), min_size=1))
def test_any_data_text_arrives_letter_by_letter(text: str) -> None:
    ledger = Ledger()
    (line,) = seen(f"甲{ledger.mark(Said(text, WORDS))}乙", ledger)
    assert line == f"甲{text}乙"


def test_a_chart_stands_as_a_block_of_its_own() -> None:
    ledger = Ledger()
    title, alt, source = (attributed(text, Wording("chart")) for text in ("图题", "柱状图：图题。", "某处"))
    drawing = Drawing(Plot("column", ("2022",), ()), title, alt, "c", source)
    found = read(f"甲\n\n{ledger.mark(drawing)}\n\n乙", ledger).blocks[1]
    assert isinstance(found, ChartBlock)
    assert (found.id, plain(found.caption), plain(found.source)) == ("c", "图题", "某处")
    assert {leaf.origin for leaf in (*found.caption, *found.source) if isinstance(leaf, Text)} == {Wording("chart")}
    assert said(f"甲{ledger.mark(drawing)}", ledger).startswith("a.md.j2:1  图“图题”要单独成段")


# -- refused ----------------------------------------------------------------------------------------------------------

REFUSED = {
    "```\n代码\n```": "报告里不能用代码块",
    "---": "报告里不能用分隔线",
    "甲 *斜* 乙": "报告里不能用斜体",
    "甲 `码` 乙": "报告里不能用行内代码",
    "![图](a.png)": "报告里不能用图片",
    "<div>甲</div>": "没有读懂“<div>甲</div>”：HTML",
    "甲<b>乙</b>": "没有读懂“甲<b>乙</b>”：HTML",
    '<a href="x">甲</a>': "：HTML",
    "<!-- 甲 -->": "：HTML",
    "# 甲。": "标题“甲。”末尾不用标点",
    "##### 甲": "标题最多四级",
    "#": "标题是空的",
    "#甲": "没有读懂“#甲”：不是标题的“#”",
    "- 甲\n  - 乙": "列表里只能是一段话",
    "- 甲\n\n  乙": "列表里只能是一段话",
    "2024. 甲": "列表从 2024 编起",
    "甲[^a]": "注释 [^a] 没有内容",
    "::: aside\n甲": "::: aside 没有结束",
    "::: proposal\n甲": "::: proposal 没有结束",
    "::: keep\n# 甲\n:::": "::: keep 里只能是段落和列表",
    "::: kept\n甲\n:::": "行首的“:::”",
    "# 甲 { }": "标题后的“{ }”认不出",
    "# 甲 {#a -b}": "标题后的“{#a -b}”认不出",
    ": 表题": "以“: ”开头的表题上面没有表",
    "| 甲 |\n|---|\n\n: 表题": "以“: ”开头的表题上面没有表",
    "| 甲 | 乙 |\n|---|---|\n| 一 | 2 |": "表没有表题",
    "| 甲 | 乙 |\n|---|---|\n| 一 | 2 | 3 |\n\n: 表题": "这一行有 3 格，表头只有 2 格",
    f"{TABLE} {{#t width=1,2}}": "表题后的“width=1,2”认不出",
    f"{TABLE} {{#t widths=1,2,3}}": "widths=1,2,3 与表的 2 列对不上",
    f"{TABLE} {{#t widths=1,x}}": "widths=1,x 与表的 2 列对不上",
    f"{TABLE} {{#t widths=1,0}}": "widths=1,0 与表的 2 列对不上",
    f"{TABLE} {{#t widths=1,NaN}}": "widths=1,NaN 与表的 2 列对不上",
    TABLE.replace("表题", "{#t}"): "表题是空的",
    TABLE.replace("\n\n:", "\n:"): "表题和表连在一起了",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_has_no_place_in_a_report_is_refused_with_its_line(text: str) -> None:
    message = said(f"前文\n\n{text}\n")
    assert REFUSED[text] in message
    assert message.startswith("a.md.j2:")
    assert 3 <= int(message.split(":")[1].split()[0]) <= 7
    assert "  提示：" in message


ORDINARY = (
    "A<B 且 C>D", "a < b", "1 <2> 3", "5*3=15", "甲_乙_丙", "a_b", "甲: 乙", "2024.1", "C#、F#", "甲 # 乙", "甲#", "R&D、AT&T",
    "—— 摘自《甲》", "—", "［甲］", "5~10", "C++", "^", "$5", "甲；", "a=b", "甲｜乙", "“*”和“_”", "＊甲", "http://a.cn/b",
)  # fmt: skip


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_signs_are_ordinary_text(text: str) -> None:
    assert seen(text) == [text]


@pytest.mark.parametrize("mark", r"*_#[]\`|{}~<>&^-+=!:.()$")
def test_a_backslash_prints_any_half_width_mark_as_it_stands(mark: str) -> None:
    assert seen(f"\\{mark}甲\\{mark}") == [f"{mark}甲{mark}"]


@pytest.mark.parametrize(
    "text", ["\\*\\*甲\\*\\*", "\\[\\[toc\\]\\]", "\\# 甲", "\\&nbsp;", "\\<b>", "1\\. 甲", "\\- 甲"]
)
def test_escaped_marks_together_are_text_too(text: str) -> None:
    assert seen(text) == [text.replace("\\", "")]


_SOUP = "甲乙a1 \n\n*_~`[](){}#|<>!&;:-=+^，。“”｛｝％［］（）＃＞：｜＊－"


@given(st.text(st.sampled_from(_SOUP), max_size=30))
@settings(max_examples=400, deadline=None)
@example("甲\n2. 乙")
@example("[^a]: ")
@example("| a | b |\n|---|---|\n|")
def test_a_soup_of_marks_is_refused_or_prints_nothing_that_looks_like_one(text: str) -> None:
    try:
        markup = read(text)
    except Problems as found:
        assert all(problem.hint for problem in found.problems)
        return
    runs = [run for block in markup.blocks for run in inlines_of(block)] + list(markup.notes.values())
    for words in (leaf.text for run in runs for leaf in leaves(run) if isinstance(leaf, Text)):
        assert unmistakable(words) is None, words


def test_every_mistake_is_told_at_once() -> None:
    assert said("# 甲。\n\n*乙*\n\n---").count("提示：") == 3


def test_an_empty_report_has_no_blocks() -> None:
    assert read("").blocks == ()
    assert read("\n\n  \n").blocks == ()


def test_an_aside_that_another_section_closes_is_blamed_on_the_one_that_opened_it() -> None:
    text = "::: aside\n甲\n\n# 乙\n\n::: aside\n丙\n:::\n"
    places = [Where("70_notes.md.j2" if at < 3 else "80_sources.md.j2", at + 1) for at in range(text.count("\n") + 1)]
    with pytest.raises(Problems) as found:
        parse(text, places, Ledger())
    assert str(found.value).startswith("70_notes.md.j2:1  ::: aside 没有结束") and "80_sources" not in str(found.value)


def test_a_heading_may_stand_without_a_number_and_takes_none() -> None:
    markup = read("# 甲\n\n# 乙 {-}\n\n## 丙\n\n# 丁 {#d -}\n\n# 戊\n\n见[](#d)")
    document = number(Document("short", "题目", markup.blocks, PROPERTIES))
    assert lines(document) == ["# 一、甲", "# 乙", "## （一）丙", "# 丁", "# 二、戊", "见“丁”"]


def test_a_proposal_stays_together_and_ends_in_small_type() -> None:
    first, last = read("::: proposal\n**甲**\n\n牵头：乙\n:::").blocks
    assert isinstance(first, Paragraph) and (first.role, first.keep) == ("body", True)
    assert isinstance(last, Paragraph) and (last.role, last.keep) == ("aside", False)


def test_what_is_kept_together_stays_as_large_as_it_is() -> None:
    blocks = read("::: keep\n甲\n\n- 乙\n\n丙\n:::").blocks
    assert [getattr(block, "keep", None) for block in blocks] == [True, True, False]
    assert [getattr(block, "role", None) for block in blocks] == ["body", "body", "body"]


def test_two_charts_or_figures_and_a_chart_stand_side_by_side() -> None:
    ledger = Ledger()
    drawing = ledger.mark(Drawing(Plot("line", (), ()), said_of("图"), said_of("图"), "", said_of("")))
    left, right = read(f"::: beside\n{drawing}\n\n{drawing}\n:::", ledger).blocks
    assert isinstance(left, ChartBlock) and isinstance(right, ChartBlock)
    assert (left.beside, right.beside) == ("left", "right")
    assert "::: beside 里要有两样" in said(f"::: beside\n{drawing}\n:::", ledger)
    assert "::: beside 里要有两样" in said(f"::: beside\n{drawing}\n\n甲\n:::", ledger)


def test_annexes_are_counted_where_there_are_several() -> None:
    one = read("# 甲\n\n# 表 {附件}\n\n## 乙").blocks
    assert lines(number(Document("a", "题", one, PROPERTIES))) == ["# 一、甲", "# 附件表", "## （一）乙"]
    two = read("# 表 {#a 附件}\n\n# 图 {附件}\n\n见[](#a)").blocks
    assert lines(number(Document("a", "题", two, PROPERTIES))) == ["# 附件1表", "# 附件2图", "见附件1"]
    assert "认不出" in said("## 表 {附件}")


def said_of(text: str) -> Attributed:
    return attributed(text, Wording("chart"))
