"""What is told of pages that a reader would not like to be handed."""

from __future__ import annotations

from decimal import Decimal

from hgz_report.checks.pages.page_rules import page_findings
from hgz_report.document.blocks import (
    Block,
    ChartBlock,
    Column,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Text,
)
from hgz_report.document.chart import Plot, Point, Series
from hgz_report.document.letterhead import Properties
from hgz_report.document.numbering import number
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import LOOKS
from tests.tools.free_fonts import free_fonts


def told(*blocks: Block) -> list[str]:
    """What is found, without the title of the report."""
    document = number(Document("test", "题目", blocks, Properties("编写组", "简报", (), "2026-11-23")))
    found = page_findings(lay_out(document, LOOKS[document.look], free_fonts()))
    return [problem.what.removeprefix("“题目”") for problem in found]


def paragraph(lines: int) -> Paragraph:
    return Paragraph((Text("国" * (28 * lines - 12)),))


def table(*rows: tuple[str, ...]) -> Table:
    columns = tuple(Column((Text(f"列{at}"),)) for at in range(len(rows[0])))
    return Table(columns, tuple(Row(tuple((Text(cell),) for cell in row)) for row in rows), (Text("表题"),))


def test_a_page_with_nothing_wrong_is_passed_over() -> None:
    assert told(paragraph(8), table(("甲", "1"), ("乙", "2")), paragraph(18)) == []


def test_a_hole_before_a_page_break_is_told_with_its_page_and_lines() -> None:
    assert told(paragraph(10), PageBreak(), paragraph(12)) == ["第1页末尾空了9行"]


def test_the_page_before_an_annex_may_be_open() -> None:
    assert told(paragraph(10), Heading(1, (Text("数据"),), annex=True), paragraph(8)) == []


def test_a_last_page_of_two_lines_is_short() -> None:
    assert told(paragraph(21)) == ["末页只有2行"]


def test_a_table_that_is_too_tall_for_its_page_though_short_is_told() -> None:
    rows = [(f"甲{at}", "字" * 230) for at in range(10)]
    (cut,) = [what for what in told(table(*rows), paragraph(20)) if "两页" in what]
    assert cut == "的表1只有10行，却分在两页"


def test_a_table_of_one_row_and_a_column_that_says_one_thing_are_told() -> None:
    assert told(table(("甲", "1"))) == ["的表1只有一行"]
    assert told(table(("甲", "—"), ("乙", "—"))) == ["的表1“列1”一列是空的"]
    assert told(table(("甲", "2024年"), ("乙", "2024年"))) == ["的表1“列1”一列每行都是“2024年”"]


def test_a_cell_of_seven_lines_is_told_by_its_first_words() -> None:
    (what,) = told(table(("甲", "长" * 290), ("乙", "短")))
    assert what.startswith("的表1“长长长长") and what.endswith("一格有8行")


def test_a_ring_of_one_value_is_told() -> None:
    plot = Plot("doughnut", ("甲",), (Series("占比", (Point(Decimal(30), "30%"),)),), "%")
    assert told(ChartBlock(plot, (Text("占比"),), "图")) == ["的图1是只有一个数的环形图"]


def test_the_pages_before_a_short_last_page_give_it_lines() -> None:
    assert told(*(paragraph(1) for _ in range(66))) == []
