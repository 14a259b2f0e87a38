"""Tables on finished pages: 三线表, heads repeated, rows whole, nothing beyond the type area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pytest
from msgspec.structs import replace

from hgz_report.document.blocks import Break, Column, Inlines, Paragraph, Row, Table, Text
from hgz_report.draw.frame import Frame, Node
from hgz_report.layout.blocks.column_widths import column_widths
from hgz_report.layout.laid_out import Layout
from hgz_report.problems import Problems
from hgz_report.style import Style
from tests.tools.bare_report import laid_out
from tests.tools.bare_report import text as told
from tests.tools.page_marks import page_rules, page_runs

STYLE = Style()
RIGHT = STYLE.left + STYLE.text_width
FOOT = STYLE.page_height - STYLE.top - STYLE.text_height


def table(rows: Sequence[Sequence[str]], head: Sequence[str] = ("指标", "单位", "2023年")) -> Table:
    columns = tuple(Column(told(text), "right" if text.endswith("年") else "left") for text in head)
    return Table(columns, tuple(Row(tuple(told(cell) for cell in row)) for row in rows), told("主要指标"), unit="亿元")


def numbers(count: int) -> list[tuple[str, str, str]]:
    return [(f"指标{n:03d}", "亿元", f"{n * 13.7:.2f}") for n in range(count)]


def text(page: Frame, furniture: bool | None = None) -> str:
    return "".join(run.text for run in page_runs(page, furniture))


def nodes(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from nodes(kid)


def assert_inside(layout: Layout) -> None:
    for page in layout.pages:
        for run in page_runs(page, furniture=False):
            assert run.x >= STYLE.left - 0.5 * run.size
            assert run.x + sum(run.advances) <= RIGHT + 0.5 * run.size
            assert run.y >= FOOT
        for rule in page_rules(page):
            assert rule.x >= STYLE.left
            assert rule.x + rule.width <= RIGHT + 0.01


def test_a_short_table_has_three_rules_its_caption_above_and_its_unit_at_the_right() -> None:
    page = laid_out(table(numbers(3))).pages[0]
    rules = sorted(page_rules(page), key=lambda rule: -rule.y)
    assert [rule.height for rule in rules] == [STYLE.table_rule, 0.5, STYLE.table_rule]
    assert all(rule.width == pytest.approx(STYLE.text_width) for rule in rules)
    caption = next(run for run in page_runs(page) if run.text.startswith("表"))
    assert caption.y > rules[0].y
    assert "表1\u3000主要指标单位：亿元指标" in text(page)


def test_numbers_end_at_one_edge() -> None:
    page = laid_out(table(numbers(9))).pages[0]
    ends = {round(run.x + sum(run.advances), 2) for run in page_runs(page) if "." in run.text}
    assert len(ends) == 1


def test_the_head_is_repeated_on_every_page_as_furniture() -> None:
    layout = laid_out(table(numbers(90)))
    assert len(layout.pages) > 2
    for page in layout.pages[1:]:
        assert "续表1指标单位2023年" in text(page, furniture=True)
    heads = [node for node in nodes(layout.tree) if node.role == "TH"]
    assert [dict(node.attributes) for node in heads] == [{"Scope": "Column"}] * 3


def test_every_row_stands_whole_on_one_page_and_in_order() -> None:
    layout = laid_out(table([(name, "亿元、按现价计算" * 8, value) for name, _, value in numbers(40)]))
    rows = [node for node in nodes(layout.tree) if node.role == "TR"]
    seen = []
    for row in rows[1:]:
        cells = set(map(id, row.kids))
        pages = {at for at, page in enumerate(layout.pages, 1) for group in page.groups if id(group.owner) in cells}
        assert len(pages) == 1
        seen.append(pages.pop())
    assert seen == sorted(seen)
    assert_inside(layout)


@pytest.mark.parametrize("lines", range(3, 9))
def test_a_table_of_few_high_rows_is_never_parted_after_the_row_of_a_group(lines: int) -> None:
    base = table([(name, "亿元、按现价计算" * 3 * lines, value) for name, _, value in numbers(6)])
    rows = [each for n, row in enumerate(base.rows) for each in (Row((told(f"第{n}组"),), "group"), row)][:10]
    layout = laid_out(replace(base, rows=tuple(rows)))
    ends = [max(page_runs(page, furniture=False), key=lambda run: -run.y).text for page in layout.pages]
    assert not any("组" in end for end in ends), ends


def test_a_table_part_ends_in_a_thick_rule_on_every_page() -> None:
    layout = laid_out(table(numbers(90)))
    for page in layout.pages:
        lowest = min(page_rules(page), key=lambda rule: rule.y)
        assert lowest.height == STYLE.table_rule


def test_a_caption_is_never_left_without_its_table() -> None:
    for before in range(14, 24):
        layout = laid_out(*(Paragraph(told("国家")) for _ in range(before)), table(numbers(12)))
        page = next(page for page in layout.pages if "主要指标" in text(page))
        assert "指标000" in text(page)
        assert "指标001" in text(page)


def test_a_cell_taller_than_a_page_is_parted_by_lines_and_loses_nothing() -> None:
    long = "高新区推进产业融合发展。" * 300
    layout = laid_out(table([("甲", long, ""), ("乙", "亿元", "2.0")]))
    assert len(layout.pages) > 1
    assert long in "".join(text(page, furniture=False) for page in layout.pages)
    assert_inside(layout)


def test_no_page_is_left_half_empty_before_a_tall_row() -> None:
    tall = "高新区推进产业融合发展。" * 60
    layout = laid_out(
        *(Paragraph(told("国家")) for _ in range(4)),
        table([("甲", tall, "1.0"), ("乙", tall, "2.0"), ("丙", tall, "3")]),
    )
    for page in layout.pages[:-1]:
        assert min(run.y for run in page_runs(page, furniture=False)) < FOOT + STYLE.text_height / 2


def test_an_empty_table_has_a_head_and_a_closing_rule() -> None:
    layout = laid_out(table([]))
    rules = page_rules(layout.pages[0])
    assert [rule.height for rule in rules] == [STYLE.table_rule] * 2


def test_group_rows_span_all_columns_and_totals_have_a_rule_above() -> None:
    base = table(numbers(3))
    group = Row((told("规模"),), "group")
    total = replace(base.rows[0], kind="total")
    layout = laid_out(replace(base, rows=(group, *base.rows, total)))
    spans = [node for node in nodes(layout.tree) if node.attributes.get("ColSpan") == 3]
    assert len(spans) == 1
    heights = [rule.height for rule in page_rules(layout.pages[0])]
    assert heights.count(0.5) == 2


def test_a_forced_break_starts_a_line_in_its_cell() -> None:
    cell: Inlines = (Text("甲"), Break(), Text("乙"))
    layout = laid_out(Table((Column(told("表头")),), (Row((cell,)),), told("题")))
    heights = {run.text: run.y for run in page_runs(layout.pages[0])}
    assert heights["甲"] - heights["乙"] == pytest.approx(STYLE.table_cell.leading)


def test_a_table_with_an_address_of_300_letters_still_fits() -> None:
    layout = laid_out(table([("甲" * 20, "https://www.example.gov.cn/" + "abcdef" * 45, "1.0")]))
    assert_inside(layout)


def test_fourteen_columns_fit_and_eighty_do_not() -> None:
    wide = [f"第{n}列" for n in range(14)]
    assert_inside(laid_out(table([["1234.5"] * 14], wide)))
    with pytest.raises(Problems, match="太宽"):
        laid_out(table([["1234.5"] * 80], [f"第{n}列" for n in range(80)]))


def test_a_row_of_the_wrong_length_is_a_problem() -> None:
    with pytest.raises(Problems, match="有 3 列，这一行有 2 格"):
        laid_out(table([("甲", "亿元")]))


def test_given_widths_are_kept_in_proportion() -> None:
    widths = column_widths([20, 20], [50, 50], [Decimal(1), Decimal(3)], 400, 10)
    assert widths == pytest.approx([100, 300])


def test_long_text_does_not_crush_short_columns() -> None:
    widths = column_widths([12, 12], [60, 4000], [Decimal(0)] * 2, 440, 10)
    assert widths is not None
    assert widths[0] >= 50
    assert sum(widths) == pytest.approx(440)


@pytest.mark.parametrize("before", range(8, 22))
def test_a_table_of_ten_rows_stands_on_one_page(before: int) -> None:
    layout = laid_out(*(Paragraph(told("国家")) for _ in range(before)), table(numbers(10)))
    assert len([page for page in layout.pages if "指标0" in text(page)]) == 1
