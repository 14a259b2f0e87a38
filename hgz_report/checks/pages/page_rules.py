"""The rules of finished pages: fonts decide where a page ends, so what they find is told and stops only who asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from hgz_report.document.blocks import Heading, Inlines, Table, plain
from hgz_report.document.chart import Plot
from hgz_report.draw.frame import runs_of
from hgz_report.layout.laid_out import Layout, TableFit
from hgz_report.layout.pages.balance import EMPTY_LINES, LAST_PART
from hgz_report.problems import Problem, Where

CELL_LINES = 6
_BLANKS = frozenset({"", "—"})


def page_findings(layout: Layout) -> Iterator[Problem]:
    """Everything that the rules have against a laid-out report."""
    for rule in RULES:
        for where, what, hint in rule(layout):
            yield Problem(where, f"“{layout.document.title}”{what}", hint, "warning")


_Found = Iterator[tuple[Where | None, str, str]]


def holes(layout: Layout) -> _Found:
    """Pages with more than four empty lines before the next one, which no annex opens."""
    line = layout.style.body.leading
    annexes = {block.anchor for block in layout.document.blocks if isinstance(block, Heading) and block.annex}
    opened = {mark.page for mark in layout.marks if mark.id in annexes}
    for number, free in enumerate(layout.free[:-1], 1):
        if (count := int(free / line)) > EMPTY_LINES and number + 1 not in opened:
            yield None, f"第{number}页末尾空了{count}行", "后面的图或表排不下：压缩它，或者把后面的段落移到它前面"


def short_last_pages(layout: Layout) -> _Found:
    """A last page that is less than the third part full, of a report of several pages."""
    height = layout.style.text_height
    if len(layout.free) > 1 and height - layout.free[-1] < height / LAST_PART:
        count = max(round((height - layout.free[-1]) / layout.style.body.leading), 1)
        yield None, f"末页只有{count}行", "删去几行收进前一页，或者补足内容"


def cut_tables(layout: Layout) -> _Found:
    """Short tables that stand on two pages."""
    most = layout.style.whole_rows
    pages = _pages_of(layout)
    for place, table, _ in _tables(layout):
        if len(table.rows) <= most and len(pages.get(place, ())) > 1:
            yield table.where, f"的{table.label}只有{len(table.rows)}行，却分在两页", "缩短格里的字，使它排得进一页"


def one_row_tables(layout: Layout) -> _Found:
    """Tables of one row: a sentence says as much."""
    for _, table, _ in _tables(layout):
        if len([row for row in table.rows if row.kind != "group"]) == 1:
            yield table.where, f"的{table.label}只有一行", "改成一句话"


def idle_columns(layout: Layout) -> _Found:
    """Columns that say one thing in every row, or nothing."""
    for _, table, _ in _tables(layout):
        for index, column in enumerate(table.columns):
            said = {plain(cell) for cell in table.column_cells(index)}
            if len(table.column_cells(index)) > 1 and len(said) == 1:
                what = "是空的" if said <= _BLANKS else f"每行都是“{said.pop()}”"
                yield table.where, f"的{table.label}“{plain(column.head)}”一列{what}", "删去这一列，或写进表题"


def long_cells(layout: Layout) -> _Found:
    """Cells of more than six lines."""
    for _, table, fit in _tables(layout):
        for row, height in zip(table.rows, fit.heights[1:], strict=True):
            lines = round((height - 2 * layout.style.cell_pad_y) / fit.leading)
            if lines > CELL_LINES:
                said = plain(_longest(row.cells))[:12]
                yield row.where or table.where, f"的{table.label}“{said}…”一格有{lines}行", "拆成几行，或移到正文里"


def lone_rings(layout: Layout) -> _Found:
    """Doughnuts of one value."""
    for block, _ in layout.charts():
        plot = block.chart
        if not isinstance(plot, Plot) or plot.kind != "doughnut":
            continue
        if sum(point.value is not None for point in plot.series[0].points) == 1:
            yield block.where, f"的{block.label}是只有一个数的环形图", "改成一句话，或用占比图同别的数比"


RULES: Sequence[Callable[[Layout], _Found]] = (
    holes, short_last_pages, cut_tables, one_row_tables, idle_columns, long_cells, lone_rings,
)  # fmt: skip


def _tables(layout: Layout) -> Iterator[tuple[int, Table, TableFit]]:
    for laid in layout.blocks:
        if isinstance(laid.block, Table) and isinstance(laid.fit, TableFit):
            yield laid.place, laid.block, laid.fit


def _pages_of(layout: Layout) -> Mapping[int, set[int]]:
    """The pages on which each block has text of its own."""
    pages: dict[int, set[int]] = {}
    for number, page in enumerate(layout.pages, 1):
        for _, _, run in runs_of(page.marks()):
            if isinstance(run.address.block, int):
                pages.setdefault(run.address.block, set()).add(number)
    return pages


def _longest(cells: Sequence[Inlines]) -> Inlines:
    return max(cells, key=lambda cell: len(plain(cell)))
