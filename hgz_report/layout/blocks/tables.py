"""Tables as 三线表: thick rules above and below, a thin one under the head; the head repeated, rows parted only if they must.

GB/T 9704 gives no rules for tables; these are ours.
"""

from __future__ import annotations

from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from hgz_report.document.address import Address
from hgz_report.document.blocks import Inlines, Row, Table, plain
from hgz_report.draw.frame import Frame, Node, Rectangle
from hgz_report.layout.blocks.column_widths import column_widths
from hgz_report.layout.blocks.decimals import Numbers
from hgz_report.layout.blocks.vertical import Box, Place, Target, lines_box, paragraph_boxes
from hgz_report.layout.inline.paragraph import Line, Typesetter, baseline
from hgz_report.layout.laid_out import TableFit
from hgz_report.problems import Problem, Problems
from hgz_report.style import Style, TextStyle

_HAIRLINE_GREY = (0.72, 0.72, 0.72)
_HAIRLINE = 0.35
_TIGHTENING = ((0.0, 1.0), (1.5, 0.75), (1.5, 0.5), (3.0, 0.4))
"""What a wide table gives up in turn: pt of type size (五号, 小五, 六号), and the share of the padding that is left."""
_ABOVE_HEAD = 2.0
"""Between the last line above a table and its first rule, in pt."""
_WHOLE = 0.6
"""Part of a page: a table that is higher may be parted between rows however few they are, but not after one of a group."""


def table_boxes(table: Table, place: int, parent: Node, style: Style, setter: Typesetter) -> tuple[list[Box], TableFit]:
    """The boxes of a table that stands at `place` in its document, and how it was made to fit.

    Raises Problems where it has no columns, a row of the wrong length, or no room.
    """
    problems = _shape_problems(table)
    if problems:
        raise Problems(problems)
    node = parent.add("Table")
    boxes = _heading_boxes(table, Address(place), node, style, setter)
    builder = _TableBuilder(table, place, node, style, setter)
    rows = builder.boxes()
    boxes += rows
    if table.source:
        at = Address(place, builder.parts)
        lines = setter.lines(table.source, style.source, style.text_width, parent.add("P"), at, table.where)
        boxes[-1].keep = True
        below = paragraph_boxes(lines, style.source, style.left, len(lines))
        boxes += below
    else:
        boxes[-1].after = style.source.after
    kept, heights = tuple(row.keep for row in rows), tuple(row.height for row in rows)
    return boxes, replace(builder.fit, kept=kept, ruled=builder.ruled, heights=heights)


def _shape_problems(table: Table) -> list[Problem]:
    where = table.where
    if not table.columns:
        return [Problem(where, f"{table.label}没有列", "表头至少写一列")]
    count = len(table.columns)
    hint = "每行的格数要与表头相同，没有内容的格留空"
    return [
        Problem(row.where or where, f"{table.label}有 {count} 列，这一行有 {len(row.cells)} 格", hint)
        for row in table.rows
        if len(row.cells) != (1 if row.kind == "group" else count)
    ]


def _heading_boxes(table: Table, at: Address, node: Node, style: Style, setter: Typesetter) -> list[Box]:
    """Caption and unit above the table, kept with it."""
    above, look = node.add("Caption"), style.caption
    label = setter.span(f"{table.label}\u3000", look, above, at.beside("label"))
    caption = setter.lines(table.caption, look, style.text_width, above, at, table.where, label)
    boxes = paragraph_boxes(caption, style.caption, style.left, len(caption))
    boxes[0].target = Target(table.anchor, 0, f"{table.label}\u3000{plain(table.caption)}")
    if table.unit:
        text = f"单位：{table.unit}"
        unit = setter.plain_lines(text, style.unit, style.text_width, above, at.beside("unit"), table.where)
        boxes += paragraph_boxes(unit, style.unit, style.left, len(unit))
    for box in boxes:
        box.keep = True
    boxes[-1].after = _ABOVE_HEAD
    return boxes


class _Cell(Struct, frozen=True):
    """A set cell: lines, the left edge of their measure, and the style they are set in."""

    lines: list[Line]
    left: float
    style: TextStyle

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading


class _SetRow(Struct):
    """A row ready to be painted; `kind` as in the document, `head` for the head row."""

    cells: list[_Cell]
    kind: str
    row: Row | None
    parted: bool = False
    final: bool = False
    hairline: bool = False
    rules: tuple[float, float] = field(default=(0.0, 0.0))
    """Left edge and width of the table in pt."""


class _TableBuilder:
    def __init__(self, table: Table, place: int, node: Node, style: Style, setter: Typesetter) -> None:
        self.table = table
        self.place = place
        self.parts = 1 + len(table.columns)
        """So many texts of the table have an address: its caption, heads and the cells that are set."""
        self.node = node
        self.style = style
        self.setter = setter
        self.cell_style, self._pad, self.widths = self._fit()
        self._aligned = {one.align: replace(self.cell_style, align=one.align) for one in table.columns}
        self.ruled: tuple[bool, ...] = ()
        self.edges = [style.left]
        for width in self.widths:
            self.edges.append(self.edges[-1] + width)
        self.numbers = Numbers(table, setter, self.cell_style, [width - 2 * self._pad for width in self.widths])
        self.fit = TableFit(
            self.cell_style.size, self.cell_style.leading, self._pad, tuple(self.widths), self.numbers.insets()
        )

    def boxes(self) -> list[Box]:
        """The head and a box for each row, with the keeps that hold them together."""
        head_node = self.node.add("TR")
        head = self._row_box(self._head_row(head_node))
        repeat = self._continued(self._row_box(self._head_row(None), furniture=True))
        rows = [self._set_row(row, self.node.add("TR")) for row in self.table.rows]
        rows_tall = any(len(cell.lines) > 1 for row in rows for cell in row.cells)
        for before, after in pairwise(rows):
            before.hairline = rows_tall and after.kind != "total" and before.kind != "group"
        self.ruled = tuple(row.hairline for row in rows)
        boxes = [head, *(self._row_box(row, repeat) for row in rows)]
        if rows:
            rows[-1].final = True
        head.keep = bool(rows)
        tall = sum(box.height for box in boxes) > self.style.text_height * _WHOLE
        small = len(rows) <= self.style.whole_rows and not tall
        for number, row in enumerate(rows, 1):
            follows = number < len(rows) and rows[number].kind == "total"
            ends = small or number in (1, len(rows) - 1)
            boxes[number].keep = number < len(rows) and (ends or follows or row.kind == "group")
        return boxes

    def _continued(self, head: Box) -> Box:
        """What stands on each further page above the rows: 续表 and the head again, both page furniture."""
        style = self.style.unit
        text, at = f"续{self.table.label}", Address(self.place, kind="continued")
        lines = self.setter.plain_lines(text, style, self.style.text_width, None, at, self.table.where)
        above = lines_box(lines, style, self.style.left)

        def paint(place: Place) -> None:
            above.paint(place)
            head.paint(Place(place.page, place.top - above.height - _ABOVE_HEAD))

        return Box(above.height + _ABOVE_HEAD + head.height, paint)

    def _fit(self) -> tuple[TextStyle, float, list[float]]:
        """Type, padding and column widths: the style's own, then ever tighter until the columns fit."""
        own = self.style.table_cell
        for smaller, tighter in _TIGHTENING:
            style = replace(own, size=own.size - smaller, leading=own.leading - 1.3 * smaller)
            pad = self.style.cell_pad_x * tighter
            least, natural = self._content_widths(style, whole_heads=True)
            if sum(natural) + 2 * pad * len(natural) > self.style.text_width:
                least, natural = self._content_widths(style, whole_heads=False)
            widths = column_widths(
                [width + 2 * pad for width in least],
                [width + 2 * pad for width in natural],
                [column.width for column in self.table.columns],
                self.style.text_width,
                style.size,
            )
            if widths:
                return style, pad, widths
        what = f"{self.table.label}太宽：{len(self.table.columns)} 列排不进版心"
        raise Problems([Problem(self.table.where, what, "减少列数，或拆成两个表，或把行和列对调")])

    def _content_widths(self, style: TextStyle, whole_heads: bool) -> tuple[list[float], list[float]]:
        """Least and natural widths of the columns; where room is short a head is content with half its length."""
        least: list[float] = []
        natural: list[float] = []
        head = replace(self.style.table_head, size=style.size)
        for index, column in enumerate(self.table.columns):
            sizes = [self.setter.widths(cell, style) for cell in self.table.column_cells(index)]
            low, wide = self.setter.widths(column.head, head)
            sizes.append((low, wide if whole_heads else max(low, wide / 2 + style.size)))
            least.append(max(low for low, _ in sizes) + 0.5)
            natural.append(max(wide for _, wide in sizes) + 0.5)
        return least, natural

    def _head_row(self, node: Node | None) -> _SetRow:
        own = self.style.table_head
        style = replace(own, size=self.cell_style.size, leading=self.cell_style.leading)
        cells = []
        for index, column in enumerate(self.table.columns):
            kid = node.add("TH", Scope="Column") if node else None
            measure = self.widths[index] - 2 * self._pad
            at = Address(self.place, 1 + index)
            lines = self.setter.lines(column.head, style, measure, kid, at, self.table.where)
            cells.append(_Cell(lines, self.edges[index] + self._pad, style))
        return _SetRow(cells, "head", None)

    def _set_row(self, row: Row, node: Node) -> _SetRow:
        where = row.where or self.table.where
        if row.kind == "group":
            style = replace(self.style.table_group, size=self.cell_style.size, leading=self.cell_style.leading)
            kid = (
                node.add("TH", Scope="Row", ColSpan=len(self.widths))
                if len(self.widths) > 1
                else node.add("TH", Scope="Row")
            )
            measure = sum(self.widths) - 2 * self._pad
            lines = self.setter.lines(row.cells[0], style, measure, kid, self._next_address(), where)
            return _SetRow([_Cell(lines, self.edges[0] + self._pad, style)], row.kind, row)
        cells = [self._set_cell(index, cell, row, node) for index, cell in enumerate(row.cells)]
        return _SetRow(cells, row.kind, row)

    def _next_address(self) -> Address:
        self.parts += 1
        return Address(self.place, self.parts - 1)

    def _set_cell(self, index: int, cell: Inlines, row: Row, node: Node) -> _Cell:
        """A cell; numbers of a right-aligned column stand in a block centred under the head, flush or on the decimal point."""
        column = self.table.columns[index]
        measure = self.widths[index] - 2 * self._pad
        left = self.edges[index] + self._pad - self.numbers.inset(index, cell)
        style = self._aligned[column.align]
        where = row.where or self.table.where
        lines = self.setter.lines(cell, style, measure, node.add("TD"), self._next_address(), where)
        return _Cell(lines, left, style)

    def _row_box(self, row: _SetRow, repeat: Box | None = None, furniture: bool = False) -> Box:
        row.rules = (self.style.left, self.edges[-1] - self.style.left)
        height = max((cell.height for cell in row.cells), default=0.0) or self.cell_style.leading
        height += 2 * self.style.cell_pad_y

        def paint(place: Place) -> None:
            self._paint(row, place, height, furniture)

        def divide(room: float) -> tuple[Box, Box] | None:
            return self._divide(row, room, repeat)

        notes = tuple(note for cell in row.cells for line in cell.lines for note in line.notes())
        return Box(height, paint, notes=notes, repeat=repeat, divide=None if row.kind == "head" else divide)

    def _divide(self, row: _SetRow, room: float, repeat: Box | None) -> tuple[Box, Box] | None:
        tallest = max((len(cell.lines) for cell in row.cells), default=0)
        count = min(int((room - 2 * self.style.cell_pad_y) // self.cell_style.leading), tallest - 2)
        if count < 2:
            return None
        upper = [replace(cell, lines=cell.lines[:count]) for cell in row.cells]
        lower = [replace(cell, lines=cell.lines[count:]) for cell in row.cells]
        first = self._row_box(replace(row, cells=upper, parted=True, final=False), repeat)
        rest = self._row_box(replace(row, cells=lower, parted=True), repeat)
        return first, rest

    def _paint(self, row: _SetRow, place: Place, height: float, furniture: bool) -> None:
        for cell in row.cells:
            spare = 0.0 if row.parted else (height - 2 * self.style.cell_pad_y - cell.height) / 2
            top = place.top - self.style.cell_pad_y - spare
            for number, line in enumerate(cell.lines):
                y = baseline(top - number * cell.style.leading, cell.style)
                line.paint(place.page, cell.left, y, furniture)
        self._paint_rules(row, place, height)

    def _paint_rules(self, row: _SetRow, place: Place, height: float) -> None:
        bottom = place.top - height
        thick = self.style.table_rule
        if row.kind == "head":
            self._rule(row, place.page, place.top, thick)
            self._rule(row, place.page, bottom, self.style.table_hairline if self.table.rows else thick)
        if row.kind == "total":
            self._rule(row, place.page, place.top, self.style.table_hairline)
        if row.kind != "head" and (row.final or place.last):
            self._rule(row, place.page, bottom, thick)
        elif row.hairline:
            self._rule(row, place.page, bottom, _HAIRLINE, _HAIRLINE_GREY)

    def _rule(
        self, row: _SetRow, page: Frame, y: float, thickness: float, color: tuple[float, float, float] = (0.0, 0.0, 0.0)
    ) -> None:
        left, width = row.rules
        page.put(Rectangle(left, y - thickness / 2, width, thickness, color))
