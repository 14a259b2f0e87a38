"""The page for reading: what a browser, a screen reader and a phone find in it."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape

import pytest
from msgspec.structs import replace

from hgz_report.document.blocks import (
    Break,
    ChartBlock,
    Column,
    FactRef,
    Heading,
    Item,
    KeyFigure,
    KeyFigures,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    Ref,
    Row,
    Strong,
    Table,
    Text,
    Toc,
)
from hgz_report.document.chart import Grid, GridRow, Plot, Point, Series
from hgz_report.document.letterhead import Imprint, Masthead
from hgz_report.document.numbering import number
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.origin import Cited, Count, Derived, Fact
from hgz_report.readers.html import read_html
from hgz_report.style import Style
from hgz_report.writers.formats import write
from hgz_report.writers.written import Behind
from tests.tools.bare_report import bare, laid_out, text
from tests.tools.free_fonts import free_fonts
from tests.tools.web_promises import broken_promises

HOSTILE = 'A<B 且 C&D "引号" ]]> </p> <script>x</script> &xxe; {{ 7*7 }}'
GDP = FactRef("3015.8亿元", Fact("chengdu.gdp@2022"))
OTHER = FactRef("626亿元", Fact("suzhou.fixed_investment@2023"))
GROWN = FactRef("12.6%", Derived("average_growth", ("chengdu.gdp@2022", "chengdu.gdp@2017")))
SOURCE = FactRef("12", Cited("z_cd"))
BEHIND = Behind(
    {GDP.fact: "成都高新区2022年地区生产总值，据《“统计”公报》<第3段>", SOURCE.fact: "资料来源《公报》"},
    {"chengdu": "annex-chengdu", "national": "annex"},
    "annex",
)


def page(layout: Layout, behind: Behind | None = None) -> str:
    return write("html", layout, {}, behind).data.decode("utf-8")


def figures() -> Table:
    head = (Column(text("指标")), Column(text("数值"), "right"), Column(()))
    rows = (
        Row((text("综合"),), "group"),
        Row((text("地区生产总值"), (GDP,), (Text("第一行"), Break(), SOURCE))),
        Row((text("合计"), (GROWN,), ()), "total"),
    )
    return Table(head, rows, text("数据一览"), id="figures", unit="亿元")


def columns(kind: str = "column") -> ChartBlock:
    points = (Point(Decimal(1058), "1058"), Point(), Point(Decimal(4320), "4320", "chengdu.firms@2022"))
    plot = Plot(kind, ("2017", "2020", "2022"), (Series("企业", points),), "家")  # type: ignore[arg-type]
    return ChartBlock(plot, text("企业越来越多"), "柱形图：企业。", source=text("年报"))


def test_the_page_is_a_whole_document_that_loads_and_runs_nothing() -> None:
    said = page(laid_out(Paragraph(text("正文。"))))
    assert said.startswith('<!DOCTYPE html>\n<html lang="zh-CN">')
    assert "<title>简报</title>" in said
    assert "default-src 'none'" in said
    assert "<script" not in said
    assert "url(" not in said
    assert "@import" not in said
    assert not re.search(r'(?:src|href)="(?:https?:)?//', said)


@pytest.mark.parametrize("beside", ["", "left"])
def test_the_page_keeps_what_it_promises_a_browser_and_a_screen_reader(beside: str) -> None:
    parts = (
        Toc(),
        Heading(1, text("一")),
        figures(),
        Heading(2, text("二"), id="b"),
        Paragraph((Ref("b"), Ref("figures"))),
    )
    charts = [columns()] if not beside else [replace(columns(), beside=side, id=side) for side in ("left", "right")]
    assert broken_promises(page(laid_out(*parts, *charts)).encode()) == []


def test_the_same_report_gives_the_same_bytes() -> None:
    assert page(laid_out(figures(), columns())) == page(laid_out(figures(), columns()))


@pytest.mark.parametrize(
    "modern", ["gap:", ":is(", ":has(", ":where(", "aspect-ratio", "@container", "@layer", "inset:", "border-block"]
)
def test_the_stylesheet_is_one_that_chromium_80_reads(modern: str) -> None:
    sheet = re.search(r"<style>(.*?)</style>", page(laid_out(Paragraph(text("。")))))
    assert sheet
    assert modern not in sheet[1].replace("grid-gap:", "")


def test_text_is_text_whatever_stands_in_it() -> None:
    layout = laid_out(Paragraph(text(HOSTILE)), ListBlock((Item(text(HOSTILE)),)), Heading(1, text(HOSTILE)))
    content = read_html(page(layout).encode())
    assert not content.oddities
    assert [one.text for one in content.segments].count(
        "".join(HOSTILE.split())
    ) == 1  # a list and a heading have labels
    assert not [one for one in content.segments if one.oddities]


def test_a_number_leads_to_its_line_in_the_annex_of_whom_it_is_about() -> None:
    said = page(laid_out(Paragraph((Text("总值"), GDP, Text("，苏州"), OTHER, Text("，增长"), GROWN))), BEHIND)
    assert (
        'href="annex-chengdu.html#fact-chengdu.gdp@2022" title="成都高新区2022年地区生产总值，据《“统计”公报》&lt;第3段&gt;"'
        in said
    )
    assert 'href="annex.html#fact-suzhou.fixed_investment@2023"' in said  # who has no annex is in that of the country
    assert (
        said.count('href="annex-chengdu.html#fact-chengdu.gdp@2022"') == 2
    )  # a computed value leads to what went into it


def test_in_the_annex_the_line_is_the_cell_and_other_places_lead_there() -> None:
    document = number(
        bare(Paragraph((GDP, SOURCE)), figures(), ListBlock((Item((SOURCE, Text("公报"))),), ordered=True))
    )
    layout = lay_out(replace(document, slug="annex-chengdu"), Style(), free_fonts())
    said = page(layout, BEHIND)
    assert said.count('id="fact-chengdu.gdp@2022"') == 1
    assert '<a class="f" href="#fact-chengdu.gdp@2022"' in said
    assert said.count('id="source-z_cd"') == 1
    assert said.count('href="#source-z_cd"') == 2
    ids = re.findall(r' id="([^"]*)"', said)
    assert len(ids) == len(set(ids))


def test_without_an_annex_a_number_says_what_it_is_and_leads_nowhere() -> None:
    said = page(laid_out(Paragraph((GDP, FactRef("13个", Count("national.高新区"))))), Behind(BEHIND.words))
    assert '<data class="f" value="chengdu.gdp@2022"' in said
    assert 'class="f" href' not in said


def test_a_number_in_a_link_is_no_link_in_a_link() -> None:
    said = page(laid_out(Paragraph((Link("https://example.org/a?b=1&c=2", (Text("见"), GDP)),))), BEHIND)
    assert '<a class="out" href="https://example.org/a?b=1&amp;c=2">见<data' in said


def test_tables_have_heads_with_scope_groups_and_a_caption() -> None:
    said = page(laid_out(figures()))
    assert '<caption id="c-figures">表1　数据一览<span class="unit">单位：亿元</span></caption>' in said
    assert '<th scope="col">指标</th><th scope="col" class="r">数值</th><td></td>' in said
    assert '<tr class="group"><th colspan="3" scope="rowgroup">综合</th></tr>' in said
    assert '<th scope="row">地区生产总值</th>' in said
    assert '<tr class="total">' in said


def test_headings_go_down_one_level_at_a_time_and_the_contents_lead_to_them() -> None:
    said = page(
        laid_out(
            Toc(),
            Heading(1, text("一")),
            Heading(2, text("二")),
            Paragraph((Ref("a"),)),
            Heading(1, text("三"), id="a"),
        )
    )
    assert re.findall(r"<(h\d)", said) == ["h1", "h2", "h3", "h2"]
    for target in re.findall(r'href="#([^"]*)"', said):
        assert f'id="{unescape(target)}"' in said


def test_a_drawing_says_what_it_shows_in_letters_that_are_text_with_its_data_behind() -> None:
    said = page(laid_out(columns()))
    assert '<svg role="img"' in said
    assert 'aria-label="柱形图：企业。"' in said
    assert ">4320</text>" in said
    assert "<summary" in said
    assert re.search(r'<th scope="row">2020</th><td>—</td>', said)
    assert ">4320家</" in said


def test_a_grid_has_its_states_in_words_behind_it() -> None:
    grid = Grid(("甲", "乙"), (GridRow("成都", (0, 1)), GridRow("淄博", (1, None))), ("未见", "有做法"))
    said = page(laid_out(ChartBlock(grid, text("格子"), "格子。")))
    assert '<th scope="row">淄博</th><td>有做法</td><td>—</td>' in said


def test_notes_stand_at_the_end_and_lead_back() -> None:
    noted = replace(
        bare(),
        blocks=(Paragraph((Text("前"), NoteRef("a"), NoteRef("b"), NoteRef("a"))),),
        notes={"a": text("甲"), "b": text("乙")},
    )
    said = page(lay_out(number(noted), Style(), free_fonts()))
    assert said.count('<a id="r1" href="#n1" aria-label="注1">1</a>') == 1
    assert said.count('href="#n1"') == 2
    assert re.search(r'<li id="n2"><span class="n">2</span>乙<a class="back" href="#r2" aria-label="回到注2">', said)


def test_the_head_and_the_imprint_of_an_official_paper_are_there() -> None:
    masthead = Masthead("国家高新区简报", "第5期", "研究室", "2026年11月23日", "秘密", signer="签发人：某某")
    imprint = Imprint((("抄送", "各管委会。"),), "研究室", "2026年11月23日", "共印30份")
    document = replace(
        number(bare(KeyFigures((KeyFigure("平台", (GDP,), "2022年"),)))), masthead=masthead, imprint=imprint
    )
    content = read_html(page(lay_out(document, Style(), free_fonts())).encode())
    texts = [one.text for one in content.segments if one.text]
    assert texts[:5] == ["秘密", "国家高新区简报", "第5期签发人：某某", "研究室2026年11月23日", "简报"]
    assert texts[-3:] == ["抄送：各管委会。", "研究室2026年11月23日印发", "共印30份"]
    assert "3015.8亿元平台2022年" in texts
    assert not content.oddities


def test_emphasis_stays() -> None:
    said = page(laid_out(Paragraph((Strong((Text("要点。"), GDP)),))))
    assert "<p><strong>要点。" in said
