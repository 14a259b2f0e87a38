"""Pages as GB/T 9704 wants them, judged by what stands where on the finished pages."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from msgspec.structs import replace

from hgz_report.document.blocks import (
    Block,
    ChartBlock,
    Document,
    Heading,
    Inlines,
    Item,
    ListBlock,
    NoteRef,
    PageBreak,
    Paragraph,
    Text,
    Toc,
)
from hgz_report.document.chart import Grid, GridRow, Plot, Point, Series
from hgz_report.document.letterhead import Imprint, Masthead, Properties
from hgz_report.document.numbering import number
from hgz_report.draw.frame import Frame, Inset, Node, Run, Shape
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.problems import Problems, Where
from hgz_report.style import LOOKS, RED, Style
from tests.tools.free_fonts import free_fonts
from tests.tools.page_marks import owned, page_rules, page_runs

STYLE = Style()
TOP = STYLE.page_height - STYLE.top
FOOT = TOP - STYLE.text_height
MASTHEAD = Masthead("国家高新区发展简报", "第1期", "编写组", "2026年11月23日")
IMPRINT = Imprint((("抄送", "各国家高新区管委会。"),), "编写组办公室", "2026年11月23日")


def report(
    *blocks: Block, masthead: Masthead | None = None, imprint: Imprint | None = None, **notes: Inlines
) -> Layout:
    properties = Properties("编写组", "简报", (), "2026-11-23")
    document = Document("test", "国家高新区情况", blocks, properties, masthead, imprint, notes)
    return lay_out(number(document), STYLE, free_fonts())


def paragraph(lines: int) -> Paragraph:
    """A paragraph of exactly so many lines."""
    return Paragraph((Text("国" * (28 * lines - 12)),))


def runs(page: Frame, furniture: bool = False) -> Iterator[Run]:
    return page_runs(page, furniture)


def lines(page: Frame) -> list[str]:
    """The text of a page line by line, top to bottom."""
    rows: dict[int, list[Run]] = {}
    for run in runs(page):
        rows.setdefault(round(run.y), []).append(run)
    return [
        "".join(run.text for run in sorted(row, key=lambda run: run.x)) for _, row in sorted(rows.items(), reverse=True)
    ]


def all_text(layout: Layout) -> str:
    return "".join(run.text for page in layout.pages for run in runs(page))


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from nodes(kid)


def page_number(page: Frame) -> list[Run]:
    return [run for run in runs(page, furniture=True) if run.y < FOOT]


def test_a_full_page_holds_22_lines() -> None:
    layout = report(*(paragraph(2) for _ in range(40)))
    assert len(lines(layout.pages[1])) == 22


def test_nothing_leaves_the_type_area() -> None:
    layout = report(*(paragraph(3) for _ in range(20)), masthead=MASTHEAD, imprint=IMPRINT)
    for page in layout.pages:
        for run in runs(page):
            assert run.x >= STYLE.left - 0.5 * run.size  # an opening mark gives up its blank half
            assert run.y - 0.2 * run.size >= FOOT - 0.5
            assert run.y + 0.8 * run.size <= TOP + 0.5


@pytest.mark.parametrize("before", range(16, 22))
def test_a_heading_stands_with_two_lines_of_what_follows(before: int) -> None:
    layout = report(*(paragraph(1) for _ in range(before)), Heading(1, (Text("总体情况"),)), paragraph(6))
    page = next(page for page in layout.pages if "一、总体情况" in lines(page))
    at = lines(page).index("一、总体情况")
    assert len(lines(page)) >= at + 3


@pytest.mark.parametrize("before", range(14, 22))
def test_no_line_of_a_paragraph_stands_alone_on_a_page(before: int) -> None:
    layout = report(*(paragraph(1) for _ in range(before)), Paragraph((Text("院" * (28 * 4 - 10)),)))
    for page in layout.pages:
        assert sum("院" in line for line in lines(page)) != 1


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    layout = report(paragraph(40))
    paragraphs = [node for node in layout.tree.kids if node.role == "P"]
    assert len(paragraphs) == 1
    pages = {at for at, page in enumerate(layout.pages, 1) for group in page.groups if group.owner is paragraphs[0]}
    assert pages == {1, 2}


def test_page_numbers_stand_outside_an_em_from_the_edge() -> None:
    layout = report(paragraph(60))
    size = STYLE.page_number.size
    for sheet, page in enumerate(layout.pages, 1):
        digits = page_number(page)
        assert "".join(run.text for run in digits) == f"— {sheet} —"
        left, right = digits[0].x, digits[-1].x + digits[-1].advances[-1]
        if sheet % 2:
            assert right == pytest.approx(STYLE.left + STYLE.text_width - size)
        else:
            assert left == pytest.approx(STYLE.left + size)


def test_the_contents_page_leads_to_the_pages_of_the_headings() -> None:
    blocks: list[Block] = [Toc(depth=2), PageBreak()]
    for part in range(4):
        blocks += [
            Heading(1, (Text(f"部分{'甲乙丙丁'[part]}"),)),
            paragraph(9),
            Heading(2, (Text("细目"),)),
            paragraph(20),
        ]
    layout = report(*blocks)
    pages = {mark.text: mark.page for mark in layout.marks}
    entries = [line for line in lines(layout.pages[0]) if "部分" in line]
    assert len(entries) == 4
    for entry in entries:
        name = entry.rstrip("0123456789")
        assert int(entry[len(name) :]) == pages[name]
    items = [node for node in nodes(layout.tree) if node.role == "TOCI"]
    assert len(items) == 8
    links = {group.link for group in layout.pages[0].groups if group.link}
    assert links == {f"#{mark.id}" for mark in layout.marks if mark.level > 1}


def test_headings_without_an_id_get_one_and_levels_never_skip() -> None:
    layout = report(Heading(1, (Text("甲"),)), Heading(2, (Text("乙"),), id="own"), Heading(1, (Text("丙"),)))
    assert [(mark.id, mark.level) for mark in layout.marks] == [("the title", 1), ("h1", 2), ("own", 3), ("h3", 2)]
    assert [node.role for node in layout.tree.kids] == ["H1", "H2", "H3", "H2"]


def test_the_masthead_is_red_fits_one_line_and_leaves_room_for_text() -> None:
    layout = report(paragraph(5), masthead=MASTHEAD)
    first = layout.pages[0]
    assert lines(first)[:2] == ["国家高新区发展简报", "第1期"]
    rule = page_rules(first)[0]
    assert (rule.color, rule.width) == (RED, STYLE.text_width)
    assert TOP - rule.y < 75 * 72 / 25.4
    assert next(runs(first)).color == RED
    assert any("国国国" in line for line in lines(first))


def test_a_long_series_name_is_made_to_fit() -> None:
    layout = report(
        masthead=Masthead("国家高新技术产业开发区高质量发展工作情况简报", "第1期", "编写组", "2026年11月23日")
    )
    series = next(runs(layout.pages[0]))
    assert series.x >= STYLE.left - 0.5
    assert series.x + sum(series.advances) <= STYLE.left + STYLE.text_width + 0.5


@pytest.mark.parametrize("body", [3, 16, 19, 20, 21, 22])
def test_the_imprint_stands_on_the_foot_of_the_last_page(body: int) -> None:
    layout = report(paragraph(body), imprint=IMPRINT)
    last = layout.pages[-1]
    rules = page_rules(last)
    assert [rule.height for rule in rules] == [STYLE.imprint_rule, STYLE.imprint_hairline, STYLE.imprint_rule]
    assert rules[-1].y == pytest.approx(FOOT)
    text_above = [run.y for run in runs(last) if "国国" in run.text]
    assert all(y > rules[0].y for y in text_above)
    assert "2026年11月23日印发" in "".join(lines(last)[-1:])


def test_a_note_stands_at_the_foot_of_the_page_that_mentions_it() -> None:
    layout = report(paragraph(30), Paragraph((Text("产值"), NoteRef("n1"), Text("增长。"))), n1=(Text("按现价计算。"),))
    at, page = next(
        (at, page) for at, page in enumerate(layout.pages, 1) if any("产值" in line for line in lines(page))
    )
    assert lines(page)[-1].endswith("按现价计算。")
    mark = next(mark for mark in layout.marks if mark.id == "note 1")
    assert (mark.page, mark.level) == (at, 0)
    roles = [node.role for node in layout.tree.kids]
    assert roles[-2:] == ["P", "Note"]


def test_a_note_longer_than_its_page_goes_on_overleaf() -> None:
    note = "注释内容很长。" * 500
    layout = report(paragraph(12), Paragraph((Text("产值"), NoteRef("n1"))), n1=(Text(note),))
    assert note in all_text(layout).replace("\u3000", "")
    assert all(run.y >= FOOT for page in layout.pages for run in runs(page))


def chart(kind: str = "column") -> ChartBlock:
    series = Series("产值", (Point(Decimal(1), "1"), Point(Decimal(2), "2")))
    grid = Grid(("2022", "2023"), (GridRow("产值", (1, 2)),) * 30, ("无", "有", "全"))
    data = grid if kind == "matrix" else Plot("column", ("2022", "2023"), (series,))
    return ChartBlock(data, (Text("产值走势"),), "柱形图：产值由1升到2", source=(Text("资料来源：公报"),))


@pytest.mark.parametrize("before", range(8, 20, 2))
@pytest.mark.parametrize("kind", ["column", "matrix"])
def test_a_chart_stays_with_its_caption_and_no_page_is_left_half_empty(before: int, kind: str) -> None:
    layout = report(*(paragraph(1) for _ in range(before)), chart(kind), paragraph(30))
    for page in layout.pages:
        pictures = [mark for mark in page.marks() if isinstance(mark, Inset)]
        assert bool(pictures) == any("图1" in line for line in lines(page))
        assert all(picture.y >= FOOT for picture in pictures)
    for page in layout.pages[:-1]:
        assert (
            min(getattr(one.mark, "y", FOOT) for one in owned(page) if not one.furniture) < FOOT + STYLE.text_height / 2
        )
    figure = next(node for node in nodes(layout.tree) if node.role == "Figure")
    assert figure.alt.startswith("柱形图")


def test_lists_have_labels_and_bodies() -> None:
    items = (Item((Text("甲"),)), Item((Text("乙"),)))
    layout = report(ListBlock(items, ordered=True), ListBlock(items))
    assert lines(layout.pages[0])[-4:] == ["1．甲", "2．乙", "·甲", "·乙"]
    entry = next(node for node in nodes(layout.tree) if node.role == "LI")
    assert [kid.role for kid in entry.kids] == ["Lbl", "LBody"]


def test_a_list_in_an_aside_is_set_as_small_as_the_aside() -> None:
    items = (Item((Text("甲"),)), Item((Text("乙"),)))
    layout = report(
        ListBlock(items, role="aside"), Paragraph((Text("丙"),), "aside"), ListBlock((Item((Text("丁"),)),))
    )
    sizes = {run.text: run.size for run in runs(layout.pages[0])}
    assert [sizes[text] for text in "甲乙丙丁"] == [*[STYLE.aside.size] * 3, STYLE.item.size]


def test_a_page_break_starts_a_page() -> None:
    layout = report(paragraph(1), PageBreak(), Paragraph((Text("新页"),)))
    assert lines(layout.pages[1]) == ["新页"]


def test_a_long_title_is_broken_at_sense_into_balanced_lines() -> None:
    title = "2023年国家高新技术产业开发区推进科技创新和产业创新融合情况的报告"
    document = Document("t", title, (), Properties("", "", (), "2026-11-23"))
    shown = lines(lay_out(document, STYLE, free_fonts()).pages[0])
    assert "".join(shown) == title
    assert len(shown) == 2
    assert abs(len(shown[0]) - len(shown[1])) <= 6
    assert not shown[0].endswith(("科", "产", "创"))


def test_a_title_of_200_characters_stays_on_the_page() -> None:
    document = Document("t", "国家高新区创新发展情况" * 18 + "报告", (), Properties("", "", (), "2026-11-23"))
    page = lay_out(document, STYLE, free_fonts()).pages[0]
    assert all(len(line) > 1 for line in lines(page))
    assert all(run.x + sum(run.advances) <= STYLE.left + STYLE.text_width + 1 for run in runs(page))


def test_every_character_no_font_has_is_reported_with_its_place() -> None:
    where = Where("templates/zone/10.md.j2", 7)
    with pytest.raises(Problems) as caught:
        report(Paragraph((Text("高新区\ue000和\ue001"),), where=where), Paragraph((Text("\ue000"),)))
    told = [(problem.where, problem.what) for problem in caught.value.problems]
    assert [place for place, _ in told] == [None, where, where]
    assert all("U+E00" in what for _, what in told)


def test_pages_cost_the_same_however_many_there_are() -> None:
    layout = report(*(block for _ in range(90) for block in (Heading(1, (Text("题"),)), paragraph(8), paragraph(12))))
    assert len(layout.pages) > 80
    assert len([mark for mark in layout.marks if mark.level == 2]) == 90


def test_contents_come_only_in_a_report_longer_than_it_asks_for() -> None:
    contents = Toc(depth=1, over=3)
    short = report(contents, Heading(1, (Text("情况"),)), paragraph(40))
    long = report(contents, Heading(1, (Text("情况"),)), paragraph(90))
    assert contents not in short.document.blocks
    assert contents in long.document.blocks


@pytest.mark.parametrize("before", range(16, 22))
def test_what_is_kept_together_stands_on_one_page(before: int) -> None:
    said = Paragraph((Text("建" * (28 * 3 - 12)),), keep=True)
    terms = Paragraph((Text("责任"),), "aside")
    layout = report(*(paragraph(1) for _ in range(before)), said, terms, paragraph(6))
    pages = [page for page in layout.pages if any("建" in line or "责任" in line for line in lines(page))]
    assert len(pages) == 1


def test_dots_are_of_one_size_and_stay_with_their_labels() -> None:
    names = "　".join(f"{dot}{name}化" for dot, name in zip("●◐○" * 4, "高智绿数科产业企融新质能", strict=True))
    layout = report(Paragraph((Text(names),)))
    placed = list(runs(layout.pages[0]))
    dots = [run for run in placed if run.text in "●◐○"]
    labels = [placed[at + 1] for at, run in enumerate(placed) if run in dots]
    assert all(abs(dot.y - label.y) < 3 and label.text[1] == "化" for dot, label in zip(dots, labels, strict=True))
    wide = [round((run.face.ink(run.text)[1] - run.face.ink(run.text)[0]) * run.size, 2) for run in dots]
    assert len(dots) == 12 and max(wide) <= 10.0 and len(set(wide)) == 1


@pytest.mark.parametrize("before", range(18, 29))
def test_the_mark_of_a_source_stays_with_what_it_is_of(before: int) -> None:
    layout = report(Paragraph((Text("国" * before + "年为五亿元（来源12），" + "国" * 30),)))
    assert any("元（来源12）" in line for line in lines(layout.pages[0]))


def lead_chart() -> ChartBlock:
    points = tuple(Point(Decimal(value), str(value)) for value in (10, 20, 30))
    return ChartBlock(Plot("column", ("甲", "乙", "丙"), (Series("数", points),)), (Text("图题"),), "图")


@pytest.mark.parametrize("before", range(8, 18))
def test_the_chart_that_a_report_leads_with_is_lowered_to_stay_on_the_first_page_but_not_below_its_floor(
    before: int,
) -> None:
    layout = report(*(paragraph(1) for _ in range(before)), lead_chart(), Heading(1, (Text("情况"),)), paragraph(50))
    heights = [
        (at, mark.frame.height)
        for at, page in enumerate(layout.pages)
        for mark in page.marks()
        if isinstance(mark, Inset)
    ]
    ((page, height),) = heights
    if page == 0:
        assert height >= STYLE.lead_chart
    else:
        assert before >= 14


def test_a_chart_under_a_heading_keeps_its_height() -> None:
    layout = report(Heading(1, (Text("情况"),)), *(paragraph(1) for _ in range(14)), lead_chart(), paragraph(50))
    (frame,) = (frame for _, frame in layout.charts())
    assert frame.height > STYLE.lead_chart + 20


def test_a_compact_paper_has_a_masthead_of_two_lines_small_text_and_no_imprint() -> None:
    masthead = replace(MASTHEAD, beside=True)
    properties = Properties("编写组", "简报", (), "2026-11-23")
    document = Document("test", "国家高新区情况", (paragraph(3),), properties, masthead, look="compact")
    style = LOOKS[document.look]
    page = lay_out(number(document), style, free_fonts()).pages[0]
    assert lines(page)[:2] == ["国家高新区发展简报", "编写组　第1期2026年11月23日"]
    assert {run.size for run in runs(page) if "国国" in run.text} == {style.body.size} == {12.0}
    assert not style.imprinted


def test_who_signs_stands_at_the_right_of_the_number_and_the_copy_above_all() -> None:
    masthead = replace(MASTHEAD, copy_number="000001", classification="秘密★1年", signer="签发人：某某")
    page = report(paragraph(1), masthead=masthead).pages[0]
    assert lines(page)[:4] == ["000001　秘密★1年", "国家高新区发展简报", "第1期签发人：某某", "编写组2026年11月23日"]


def test_two_charts_side_by_side_start_at_one_height_and_share_the_width() -> None:
    both = [replace(lead_chart(), beside="left"), replace(lead_chart(), beside="right")]
    layout = report(Heading(1, (Text("情况"),)), *both, paragraph(3))
    insets = [mark for mark in layout.pages[0].marks() if isinstance(mark, Inset)]
    assert len({mark.y + mark.frame.height for mark in insets}) == 1
    assert insets[1].x == pytest.approx(insets[0].x + insets[0].frame.width + STYLE.beside_gap)
    assert insets[1].x + insets[1].frame.width == pytest.approx(STYLE.left + STYLE.text_width)
    assert {mark.text for mark in layout.marks if mark.level == 0} == {"图1\u3000图题", "图2\u3000图题"}


def test_an_annex_opens_a_page_with_its_label_at_the_left_and_stands_before_the_imprint() -> None:
    annex = Heading(1, (Text("主要数据"),), annex=True)
    layout = report(paragraph(3), annex, paragraph(3), imprint=IMPRINT)
    page = layout.pages[1]
    assert lines(page)[:2] == ["附件", "主要数据"] and "抄送：各国家高新区管委会。" in lines(page)
    label = next(run for run in runs(page) if run.text == "附件")
    assert label.x == pytest.approx(STYLE.left)


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("青岛高新区引来一批改造服务商，宜同本省有改造需求的高新区对接", "青岛高新区引来一批改造服务商，"),
        ("国家高新区强在源头、稳在工业，下一步要把到期的目标和结果交清楚", "国家高新区强在源头、稳在工业，"),
    ],
)
def test_a_title_is_broken_at_its_comma_rather_than_within_a_word(title: str, first: str) -> None:
    properties = Properties("编写组", "简报", (), "2026-11-23")
    layout = lay_out(number(Document("test", title, (paragraph(1),), properties)), STYLE, free_fonts())
    assert layout.title[0].text == first


def titled(title: str, *ends: int) -> list[str]:
    document = Document("test", title, (paragraph(1),), Properties("", "", (), "2026-11-23"), title_ends=ends)
    return [line.text for line in lay_out(number(document), STYLE, free_fonts()).title]


def test_a_title_ends_its_lines_where_an_editor_says() -> None:
    assert titled("推进新型工业化情况报告", 7) == ["推进新型工业化", "情况报告"]
    assert titled("国家高新区推进新型工业化情况报告") == ["国家高新区推进新型工业化情况报告"]


def test_a_part_of_a_title_that_is_too_long_for_a_line_is_broken_at_sense() -> None:
    shown = titled("国家高新区强在源头、稳在工业，下一步要把到期的目标和结果交清楚情况报告", 31)
    assert shown == ["国家高新区强在源头、稳在工业，", "下一步要把到期的目标和结果交清楚", "情况报告"]


def test_a_draft_says_so_across_each_page_behind_the_text() -> None:
    properties = Properties("", "", (), "2026-11-23")
    document = Document("test", "情况", (paragraph(3), PageBreak(), paragraph(3)), properties, draft="送审稿")
    for page in lay_out(number(document), STYLE, free_fonts()).pages:
        first = page.groups[0]
        assert first.owner == "Pagination"
        (word,) = first.marks
        assert isinstance(word, Shape) and word.fill == STYLE.watermark.color
        across, up = ([at for _, points in word.path for at in points[axis::2]] for axis in (0, 1))
        assert STYLE.left < min(across) and max(across) < STYLE.left + STYLE.text_width
        assert min(up) > FOOT and max(up) < TOP
        assert "送审稿" not in "".join(run.text for run in runs(page, furniture=True))
