"""The Word file: what an editor and Word find in it."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace
from PIL import Image

from hgz_report.document.blocks import (
    Block,
    Break,
    ChartBlock,
    Column,
    Document,
    FactRef,
    Heading,
    Item,
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
from hgz_report.document.chart import Grid, GridRow, Picture, Plot, Point, Series
from hgz_report.document.letterhead import Imprint, Masthead
from hgz_report.document.numbering import number
from hgz_report.layout.laid_out import Layout, TableFit
from hgz_report.layout.lay_out import lay_out
from hgz_report.origin import Fact
from hgz_report.problems import Problems
from hgz_report.style import Style
from hgz_report.writers.docx.inline_pictures import WordPicture
from hgz_report.writers.docx.word_file import write_docx
from hgz_report.writers.formats import write
from tests.tools.bare_report import FACES, PROPERTIES, bare, text
from tests.tools.docx_checks import accessibility, audit, integrity, text_of_docx
from tests.tools.free_fonts import free_fonts
from tests.tools.page_marks import page_runs

HOSTILE = 'A<B 且 C&D "引号" ]]> </w:t> &xxe; {{ 7*7 }}'


def png(width: int, height: int) -> bytes:
    """A grey picture of a chart's size."""
    rows = zlib.compress((b"\0" + b"\xcc" * width) * height, 9)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def income_table() -> Table:
    columns = (Column(text("园区")), Column(text("营业收入"), "right"), Column(text("主要做法")))
    long = "建设中试平台，开放应用场景，以链主企业带动配套企业改造，园区给予贴息和用地保障。"
    rows = (
        Row((text("东部"),), "group"),
        Row((text("中关村"), (FactRef("8.7万亿元", Fact("zgc.revenue.2023")), NoteRef("scope")), text(long))),
        Row((text("苏州"), text("—"), (Text("另见"), Ref("chart"), Break(), Text("及附注")))),
        Row((text("中部"),), "group"),
        Row((text("武汉东湖"), text("3,107亿元"), text(long + long))),
        Row((text("合计"), text("9.0万亿元"), text("")), "total"),
    )
    source = (Text("资料来源：科学技术部火炬中心，"), Link("http://example.com/统计 年鉴?a=1&b=2", text("统计年鉴")))
    return Table(columns, rows, text("部分园区营业收入"), "income", "万亿元", source)


def chart() -> ChartBlock:
    series = Series("营业收入", (Point(Decimal(1), "1", "a"), Point()))
    alt = "柱状图：2023年营业收入8.7万亿元。"
    return ChartBlock(
        Plot("column", ("2022", "2023"), (series,)), text("营业收入"), alt, "chart", text("资料来源：年报")
    )


def blocks() -> tuple[Block, ...]:
    sentence = "2023年，园区实现营业收入"
    tail = (
        "，占全国高新区的比重稳步提高；企业研发投入强度高于全国平均水平，“专精特新”企业加快集聚——这是融合发展的主线。"
    )
    body = Paragraph((Text(sentence), FactRef("8.7万亿元", Fact("zgc.revenue.2023")), NoteRef("scope"), Text(tail)))
    return (
        Paragraph((Text("本期要点："), Strong(text("科技创新")), Text("和产业创新" + tail)), "lead"),
        Toc(2),
        PageBreak(),
        Heading(1, text("总体情况"), "overview"),
        body,
        Heading(2, text("规模与结构")),
        Paragraph((Text("分园区情况见"), Ref("income"), Text("，走势见"), Ref("chart"), Text("。"), NoteRef("scope"))),
        income_table(),
        Heading(3, text("企业培育")),
        body,
        Heading(4, text("梯度培育")),
        ListBlock((Item(text("开放中试平台；")), Item(text("共建概念验证中心。"))), ordered=True),
        ListBlock((Item(text("设备更新；")), Item(text("绿电直供。")))),
        chart(),
        Heading(1, text("存在短板")),
        Paragraph((Text("数据缺口见"), Ref("overview"), Text("。"), NoteRef("gap")), "body"),
        Paragraph(text(HOSTILE)),
        Paragraph(text("本报告数据截至2026年第三季度。"), "aside"),
    )


def report(slug: str = "sample", title: str = "高新区推进新型工业化情况简报") -> Document:
    masthead = Masthead("国家高新区新型工业化简报", "第1期", "高新区发展研究室", "2026年11月23日", "内部资料", "")
    imprint = Imprint((("抄送", "各国家高新区管委会。"),), "高新区发展研究室", "2026年11月23日", "共印50份")
    notes = {"scope": text("口径为规模以上企业。"), "gap": (Text("来源："), Link("https://example.com/", text("年报")))}
    return number(Document(slug, title, blocks(), PROPERTIES, masthead, imprint, notes))


def written(document: Document) -> bytes:
    layout = lay_out(document, Style(), free_fonts())
    return write_docx(layout, FACES, {"图2": WordPicture(png(2400, 400))}).data


def xml(data: bytes, part: str = "word/document.xml") -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(part).decode("utf-8")


def table(*rows: Row, widths: tuple[int, ...] = (0, 0)) -> Table:
    return Table(tuple(Column(text("项目"), width=Decimal(width)) for width in widths), rows, text("情况"))


SAMPLES = {
    "report": report(),
    "bare": bare(Paragraph(text("只有一段。"))),
    "empty": bare(),
    "draft": replace(bare(Paragraph(text("只有一段。"))), draft="送审稿"),
    "wide table": bare(table(Row(tuple(text("12,345") for _ in range(12))), widths=(0,) * 12)),
    "decimals": bare(Table((Column(text("增速"), "right"),), (Row((text("8.1"),)), Row((text("12"),))), text("增速"))),
    "two tables": bare(table(), table(Row((text("甲"), text("乙"))), Row((text("丙"), ())))),
    "notes in notes": number(
        Document(
            "n", HOSTILE, (Heading(1, (Text(HOSTILE), NoteRef("a"))), Paragraph((NoteRef("a"), NoteRef("b")))), PROPERTIES,
            notes={"a": text(HOSTILE), "b": (Strong(text("重")), Link("https://example.com/a b", text("址")))},
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES)
def test_validators_find_nothing(sample: str, tmp_path: Path) -> None:
    path = tmp_path / "sample.docx"
    path.write_bytes(written(SAMPLES[sample]))
    assert audit(path) == []
    assert integrity(path) == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_screen_reader_finds_title_language_alt_text_and_header_rows(sample: str) -> None:
    assert accessibility(written(SAMPLES[sample])) == []


def test_the_same_report_gives_the_same_bytes() -> None:
    assert written(report()) == written(report())


def test_the_package_starts_as_readers_expect_and_carries_no_time() -> None:
    entries = zipfile.ZipFile(io.BytesIO(written(report()))).infolist()
    assert [entry.filename for entry in entries[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_a_reader_sees_the_report_from_top_to_bottom_then_the_notes() -> None:
    seen = text_of_docx(written(report()))
    assert seen[:5] == [
        "内部资料",
        "国家高新区新型工业化简报",
        "第1期",
        "高新区发展研究室\t2026年11月23日",
        "高新区推进新型工业化情况简报",
    ]
    assert seen[6:10] == ["目录", "一、总体情况\t2", "（一）规模与结构\t2", "二、存在短板\t3"]
    assert "表1　部分园区营业收入" in seen
    assert "分园区情况见表1，走势见图1。1" in seen
    assert seen[-2:] == ["口径为规模以上企业。", "来源：年报"]


def test_markup_in_the_text_stays_text() -> None:
    assert HOSTILE in text_of_docx(written(bare(Paragraph(text(HOSTILE)))))


def test_a_control_character_is_refused_loudly() -> None:
    with pytest.raises(Problems):
        written(bare(Paragraph(text("退格\x08符"))))


def test_the_contents_print_the_pages_of_the_layout() -> None:
    document = bare(Toc(), Heading(1, text("前")), PageBreak(), Heading(1, text("后")))
    assert text_of_docx(written(document))[1:4] == ["目录", "一、前\t1", "二、后\t2"]


def test_the_page_is_the_official_one_with_22_lines() -> None:
    section = docx.Document(io.BytesIO(written(report()))).sections[0]
    lengths = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [length.mm for length in (*lengths, section.left_margin, section.right_margin) if length] == pytest.approx(
        [210, 297, 37, 35, 28, 26], abs=0.05
    )
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in xml(written(report()))


def test_28_characters_with_their_tracking_fit_the_line() -> None:
    body = xml(written(report()), "word/styles.xml").split('w:styleId="Body"')[1]
    assert '<w:spacing w:val="-5"/><w:sz w:val="32"/>' in body
    assert Style().text_width > 28 * (32 / 2 - 5 / 20)


def test_page_numbers_stand_outside() -> None:
    section = docx.Document(io.BytesIO(written(report()))).sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        assert footer.paragraphs[0].text == "— 1 —"
        assert f'<w:jc w:val="{side}"/>' in footer.paragraphs[0]._p.xml


def test_headings_are_word_headings_with_chinese_aliases() -> None:
    data = written(report())
    named = [p.style.name for p in docx.Document(io.BytesIO(data)).paragraphs if p.style and "Heading" in p.style.name]
    assert named == ["Heading 1", "Heading 2", "Heading 3", "Heading 4", "Heading 1"]
    assert '<w:aliases w:val="一级标题"/>' in xml(data, "word/styles.xml")


def test_every_style_in_use_is_defined() -> None:
    data = written(report())
    defined = {style.style_id for style in docx.Document(io.BytesIO(data)).styles}
    parts = xml(data) + xml(data, "word/footnotes.xml") + xml(data, "word/footer1.xml")
    assert set(re.findall(r'<w:(?:pStyle|rStyle|tblStyle) w:val="(\w+)"', parts)) <= defined


def test_faces_are_the_ones_asked_for_and_never_the_theme() -> None:
    styles = xml(written(report()), "word/styles.xml")
    assert set(re.findall(r'w:eastAsia="([^"]+)"', styles)) - {"zh-CN"} == set(FACES.values()) - {"Times New Roman"}
    assert "Theme" not in styles
    assert 'w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,STFangsong"/>' in xml(
        written(report()), "word/fontTable.xml"
    )


def test_punctuation_neither_hangs_nor_starts_a_line() -> None:
    data = written(report())
    assert '<w:overflowPunct w:val="0"/>' in xml(data, "word/styles.xml")
    settings = xml(data, "word/settings.xml")
    assert '<w:characterSpacingControl w:val="compressPunctuation"/>' in settings
    assert all(mark in settings for mark in "，。；：？！》”）—")


def test_word_is_never_told_to_update_fields() -> None:
    data = written(report())
    assert "updateFields" not in xml(data, "word/settings.xml")
    assert "dirty" not in xml(data)


def test_every_field_and_link_points_to_a_bookmark_that_exists_once() -> None:
    body = xml(written(report()))
    bookmarks = re.findall(r'w:bookmarkStart w:id="(\d+)" w:name="(\w+)"', body)
    names = [name for _, name in bookmarks]
    assert len(set(names)) == len(names) == len({number for number, _ in bookmarks})
    used = re.findall(r" (?:REF|PAGEREF|NOTEREF) (\w+) ", body) + re.findall(r'w:anchor="(\w+)"', body)
    assert used
    assert set(used) <= set(names)


def test_captions_count_in_fields_and_references_quote_them() -> None:
    body = xml(written(report()))
    assert re.findall(r" SEQ (\w+) ", body) == ["表", "图"]
    assert len(re.findall(r" REF \w+ \\h ", body)) == 3


def test_a_reference_to_a_heading_is_a_link_whose_words_word_cannot_replace() -> None:
    body = xml(written(bare(Heading(1, text("总体情况"), "overview"), Paragraph((Ref("overview"),)))))
    assert re.search(r'<w:hyperlink w:anchor="_Toc\d+" w:history="1"><w:r><w:t xml:space="preserve">第一部分<', body)
    assert " REF " not in body


def test_a_note_mentioned_twice_is_one_footnote() -> None:
    data = written(report())
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"', xml(data)) == ["1", "2"]
    assert xml(data).count(" NOTEREF _RefNote000001 ") == 3
    assert xml(data, "word/footnotes.xml").count("<w:footnoteRef/>") == 2


def test_links_are_percent_encoded_and_belong_to_the_part_they_stand_in() -> None:
    data = written(report())
    assert 'Target="http://example.com/%E7%BB%9F%E8%AE%A1%20' in xml(data, "word/_rels/document.xml.rels")
    assert 'Target="https://example.com/"' in xml(data, "word/_rels/footnotes.xml.rels")


def test_tables_fill_the_type_area_and_repeat_their_head() -> None:
    tables = docx.Document(io.BytesIO(written(report()))).tables
    for word_table in tables:
        grid = [int(column.get(qn("w:w"), "0")) for column in word_table._tbl.tblGrid]
        assert sum(grid) == round(Style().text_width * 20)
    rows = tables[0]._tbl.tr_lst
    assert [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 6
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_a_group_row_spans_the_table_and_stays_with_the_next() -> None:
    row = docx.Document(io.BytesIO(written(report()))).tables[0]._tbl.tr_lst[1]
    assert [span.get(qn("w:val")) for span in row.iter(qn("w:gridSpan"))] == ["3"]
    assert len(list(row.iter(qn("w:keepNext")))) == 1


def test_the_last_row_is_never_alone_on_a_page() -> None:
    rows = [Row((text(str(n)), text("值"))) for n in range(11)]
    found = docx.Document(io.BytesIO(written(bare(table(*rows))))).tables[0]._tbl.tr_lst
    assert [row.find(f".//{qn('w:keepNext')}") is not None for row in found] == [
        True,
        True,
        *[False] * 8,
        True,
        False,
    ]


def test_a_line_before_a_long_address_is_not_torn_apart() -> None:
    address = Paragraph(text("见https://example.com/statistics/2023/yearbook.html，据转载。"))
    body = xml(written(bare(address, Paragraph(text("无网址。")))))
    assert body.count('<w:pStyle w:val="Body"/><w:jc w:val="left"/>') == 1


def test_numbers_stand_at_the_right() -> None:
    row = docx.Document(io.BytesIO(written(report()))).tables[0]._tbl.tr_lst[2]
    assert [jc.get(qn("w:val")) for jc in row.iter(qn("w:jc"))] == ["right"]


def table_fit(layout: Layout) -> TableFit:
    return next(laid.fit for laid in layout.blocks if isinstance(laid.fit, TableFit))


def test_columns_are_as_wide_as_in_the_pdf() -> None:
    layout = lay_out(report(), Style(), free_fonts())
    body = xml(written(report()))
    grid = [int(width) / 20 for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', body.split("</w:tblGrid>")[0])]
    assert grid == pytest.approx(table_fit(layout).widths, abs=0.05)


def test_a_wide_table_is_set_in_the_smaller_type_of_the_pdf() -> None:
    columns = tuple(Column(text(f"第{n}季度完成情况"), "right") for n in range(12))
    rows = (Row(tuple(text("12,345") for _ in columns)),)
    body = xml(written(bare(Table(columns, rows, text("各季度")))))
    assert '<w:sz w:val="18"/>' in body or '<w:sz w:val="15"/>' in body


def test_numbers_with_different_decimals_align_on_the_point() -> None:
    def indents(*numbers: str) -> list[int]:
        columns = (Column(text("园区")), Column(text("增速"), "right"))
        rows = tuple(Row((text("甲"), text(number))) for number in numbers)
        body = xml(written(bare(Table(columns, rows, text("增速")))))
        return [int(found) for found in re.findall(r'<w:ind w:right="(\d+)"/><w:jc w:val="right"/>', body)]

    one, whole, two, none = indents("8.1", "12", "1,203.45", "—")
    assert two < one < whole == none  # the more decimals, the less is free at the right
    assert len(set(indents("8.1", "12.5"))) == 1
    assert len(set(indents("8.1亿元", "12"))) == 1


def test_they_do_so_in_the_pdf() -> None:
    numbers = ("8.1", "12", "1,203.45", "—")
    rows = tuple(Row((text("甲"), text(number))) for number in numbers)
    document = bare(Table((Column(text("园区")), Column(text("增速"), "right")), rows, text("增速")))
    pages = lay_out(document, Style(), free_fonts()).pages
    runs = [run for page in pages for run in page_runs(page) if run.text in numbers[:3]]
    points = [run.x + sum(run.advances[: len(run.text.partition(".")[0])]) for run in runs]
    assert len(points) == 3
    assert points == pytest.approx([points[0]] * 3, abs=0.01)


def test_a_row_of_several_lines_is_held_at_what_its_lines_take_and_one_of_a_line_is_not() -> None:
    document = bare(
        Table(
            (Column(text("甲")), Column(text("乙"))),
            (Row((text("短"), text("短"))), Row((text("长" * 60), text("短")))),
            text("题"),
        )
    )
    layout = lay_out(document, Style(), free_fonts())
    fit, pads = table_fit(layout), 2 * Style().cell_pad_y
    held = [
        int(height) / 20
        for height in re.findall(r'<w:trHeight w:val="(\d+)" w:hRule="atLeast"/>', xml(written(document)))
    ]
    assert held == pytest.approx([fit.heights[2] - pads], abs=0.6)
    assert held[0] > fit.leading


def test_a_number_is_kept_with_its_unit_by_the_space_between_characters() -> None:
    torn = "园区生产总值由2012年的5.4万亿元增至2024年的19.3万亿元，为2012年的3.6倍，年均名义增长率达到11.2%。"
    body = xml(written(bare(Paragraph(text(torn)))))
    assert re.search(r'<w:spacing w:val="-?\d+"/></w:rPr><w:t xml:space="preserve">园区[^<]*的</w:t>', body)
    assert torn in text_of_docx(written(bare(Paragraph(text(torn)))))


def test_text_that_word_breaks_as_we_do_carries_no_formatting_of_its_own() -> None:
    assert "<w:rPr><w:spacing" not in xml(written(bare(Paragraph(text("建设中试平台开放应用场景" * 20)))))


def test_a_title_is_parted_where_the_pdf_parts_it() -> None:
    data = written(report(title="国家高新区以“四融三化”推进新型工业化的路径和任务"))
    assert "国家高新区以“四融三化”\n推进新型工业化的路径和任务" in text_of_docx(data)


def test_charts_and_pictures_fit_the_type_area_and_are_described() -> None:
    grid = Grid(("主线",), (GridRow("中关村", (0,)),), ("未见材料",))
    body = xml(written(bare(replace(chart(), id=""), replace(chart(), chart=grid, id="", alt="矩阵图"))))
    assert re.findall(r'<wp:docPr id="(\d)" name="(图\d)" descr="([^"]+)"', body) == [
        ("1", "图1", "柱状图：2023年营业收入8.7万亿元。"),
        ("2", "图2", "矩阵图"),
    ]
    assert re.findall(r"<(c:chart|pic:pic)\b", body) == ["c:chart", "pic:pic"]
    widest = max(int(cx) for cx in re.findall(r'<wp:extent cx="(\d+)"', body))
    assert widest <= round(Style().text_width * 12700)


def test_a_page_break_adds_no_empty_paragraph() -> None:
    data = written(bare(Paragraph(text("前")), PageBreak(), Heading(1, text("后"))))
    assert text_of_docx(data)[1:] == ["前", "一、后"]
    assert xml(data).count("<w:p>") == 4
    assert '<w:pStyle w:val="Heading1"/><w:pageBreakBefore/>' in xml(data)


def test_the_imprint_stands_at_the_foot_of_the_page_unless_footnotes_may_be_there() -> None:
    noted = report()
    quiet = replace(noted, blocks=(*noted.blocks, *(Paragraph(text("字" * 500)) for _ in range(4))))
    assert "w:tblpYSpec" not in xml(written(noted))
    assert 'w:tblpYSpec="bottom"' in xml(written(quiet))


def test_the_red_name_is_as_large_as_one_line_allows() -> None:
    def size(name: str) -> str:
        document = replace(bare(), masthead=Masthead(name, "第1期", "研究室", "2026年11月23日"))
        found = re.search(
            r'"Series"/></w:pPr><w:bookmarkStart [^>]*><w:r>(?:<w:rPr><w:sz w:val="(\d+)")?', xml(written(document))
        )
        assert found
        return found[1] or "72"

    assert size("高新区简报") == "72"
    assert int(size("国家高新技术产业开发区新型工业化推进情况简报")) / 2 * 22 <= Style().text_width


def test_the_file_says_who_wrote_what_and_when_without_a_clock() -> None:
    core = docx.Document(io.BytesIO(written(report()))).core_properties
    assert (core.title, core.author, core.last_modified_by) == (report().title, "高新区发展研究室", "高新区发展研究室")
    assert (core.subject, core.keywords, core.language) == ("四融三化", "高新区；新型工业化", "zh-CN")
    assert {str(core.created)[:10], str(core.modified)[:10]} == {"2026-11-23"}


def test_the_contents_lead_to_each_heading_whatever_ids_the_author_chose() -> None:
    headings = (
        Heading(1, text("甲"), "h3"),
        Heading(2, text("乙"), "h2"),
        Heading(2, text("丙")),
        Heading(1, text("丁")),
    )
    body = xml(written(bare(Toc(), *headings, Paragraph((Text("见"), Ref("h3"))))))
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(_Toc\d+)"/>', body)
    assert len(set(names)) == len(names) == 4
    assert re.findall(r"PAGEREF (_Toc\d+)", body) == names
    assert re.findall(r'<w:hyperlink w:anchor="(_Toc\d+)"', body) == [*names, names[0]]


def test_word_keeps_a_proposal_on_one_page() -> None:
    said = Paragraph((Text("建议"),), keep=True)
    body = xml(written(bare(said, Paragraph((Text("牵头"),), "aside"))))
    assert body.count("<w:keepNext/><w:keepLines/>") == body.count("<w:keepNext/>") == 1


def test_word_sets_two_charts_in_one_table_without_rules_and_an_annex_on_a_page_of_its_own() -> None:
    both = [replace(chart(), beside="left"), replace(chart(), id="other", beside="right")]
    found = docx.Document(io.BytesIO(written(bare(*both, Heading(1, text("数据"), annex=True)))))
    (around,) = found.tables
    assert [len(list(cell._tc.iter(qn("w:drawing")))) for cell in around.rows[0].cells] == [1, 1]
    assert accessibility(written(bare(*both))) == []
    label = next(one for one in found.paragraphs if one.text == "附件")
    assert label.paragraph_format.page_break_before


def pasted() -> Document:
    """A report with a photo and a drawing from files."""
    photo = io.BytesIO()
    Image.new("RGB", (1600, 700), "navy").save(photo, "JPEG")
    square = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><rect width="9" height="2" fill="#c33"/></svg>'
    files = {"a.jpg": photo.getvalue(), "b.svg": square}
    return bare(*(ChartBlock(Picture(n, "", 50, data), text("园区"), "园区的样子") for n, data in files.items()))


def test_pictures_of_files_are_pictures_in_word_with_words_and_size(tmp_path: Path) -> None:
    layout = lay_out(pasted(), Style(), free_fonts())
    data = write("docx", layout, FACES).data
    (path := tmp_path / "sample.docx").write_bytes(data)
    assert (audit(path), integrity(path), accessibility(data)) == ([], [], [])
    body, names = xml(data), zipfile.ZipFile(path).namelist()
    assert re.findall(r'name="(图\d)" descr="([^"]+)"', body)[::2] == [("图1", "园区的样子"), ("图2", "园区的样子")]
    assert {name for name in names if "media" in name} == {
        "word/media/image1.jpg", "word/media/image2.png", "word/media/vector2.svg",
    }  # fmt: skip
    first = int(re.findall(r'<wp:extent cx="(\d+)"', body)[0])
    assert first == pytest.approx(Style().text_width / 2 * 12700, rel=0.001)


def test_a_draft_has_its_word_behind_odd_and_even_pages() -> None:
    data = written(SAMPLES["draft"])
    kinds = re.findall(r'<w:headerReference w:type="(\w+)"', xml(data))
    assert kinds == ["default", "even"]
    for side in (1, 2):
        header = xml(data, f"word/header{side}.xml")
        assert 'string="送审稿"' in header and "rotation:315" in header and "z-index:-" in header
    assert "headerReference" not in xml(written(SAMPLES["bare"]))
