"""Tables with three rules (三线表) as one string each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, count, pairwise

from msgspec import Struct

from hgz_report.document.address import Address
from hgz_report.document.blocks import Align, Inlines, Row, Table
from hgz_report.layout.laid_out import TableFit
from hgz_report.style import Style
from hgz_report.writers.docx import styles
from hgz_report.writers.docx.oox import attribute, eighths, half_points, paragraph, twips
from hgz_report.writers.docx.runs import Runs

_GREY_RULE = 0.375
"""pt: between rows of several lines."""
_HAIR = 0.5


def table_xml(table: Table, at: Address, summary: str, fit: TableFit, style: Style, runs: Runs) -> str:
    """The `w:tbl` of a table at an address as layout made it fit; `summary` is what a screen reader says of it."""
    widths = whole_twips(fit.widths)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{styles.TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{_margins(fit, style)}"
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(summary)}"/></w:tblPr>'
    )
    writer = _Rows(table, at, fit, style, runs, widths)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{writer.head()}{writer.body()}</w:tbl>"


class _Edges(Struct, frozen=True):
    """Rules above and below a row, in pt; 0 where there is none."""

    top: float = 0.0
    bottom: float = 0.0


def _aligned(align: Align, inset: float) -> str:
    """Paragraph properties that align a cell.

    Numbers meet on the decimal point by their right indents: a decimal tab would need no tab character only in Word.
    """
    indent = f'<w:ind w:right="{twips(inset)}"/>' if inset else ""
    return indent + (f'<w:jc w:val="{align}"/>' if align != "left" else "")


class _Rows:
    def __init__(self, table: Table, at: Address, fit: TableFit, style: Style, runs: Runs, widths: list[int]) -> None:
        self._places = (at._replace(part=part) for part in count(1))  # after the caption, cell by cell
        self._table, self._style, self._runs, self._widths = table, style, runs, widths
        self._kept, self._ruled, self._heights = fit.kept, fit.ruled, fit.heights
        self._aligns, self._insets = [column.align for column in table.columns], fit.insets
        self._spacing, self._type = _smaller(fit, style)
        self._leading = fit.leading

    def head(self) -> str:
        edges = _Edges(
            self._style.table_rule, self._style.table_hairline if self._table.rows else self._style.table_rule
        )
        cells = "".join(
            self._cell(column.head, width, styles.TABLE_HEAD, "", keep=self._kept[0], edges=edges)
            for column, width in zip(self._table.columns, self._widths, strict=True)
        )
        return self._tr(cells, self._heights[0], head=True)

    def body(self) -> str:
        rows = zip(self._table.rows, self._heights[1:], strict=True)
        return "".join(self._tr(self._row(row, index), height) for index, (row, height) in enumerate(rows))

    def _edges(self, index: int) -> _Edges:
        style = self._style
        top = style.table_hairline if self._table.rows[index].kind == "total" else 0.0
        if index == len(self._table.rows) - 1:
            return _Edges(top, style.table_rule)
        return _Edges(top, _GREY_RULE if self._ruled[index] else 0.0)

    def _row(self, row: Row, index: int) -> str:
        keep, edges = self._kept[index + 1], self._edges(index)
        if row.kind == "group":
            span, width = len(self._widths), sum(self._widths)
            return self._cell(row.cells[0], width, styles.TABLE_GROUP, "", keep=keep, edges=edges, span=span)
        return "".join(
            self._cell(cell, width, styles.TABLE_TEXT, _aligned(align, inset), keep=keep, edges=edges)
            for cell, align, inset, width in zip(
                row.cells, self._aligns, self._insets[index], self._widths, strict=True
            )
        )

    def _tr(self, cells: str, height: float, *, head: bool = False) -> str:
        """A row of several lines at least as high as in the PDF, less a hair and its margins, so that only one in which Word
        has fewer lines is held: ONLYOFFICE adds the margins to the height.
        """
        least = height - _HAIR - 2 * self._style.cell_pad_y
        held = (
            f'<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>'
            if self._leading < least < self._style.text_height / 2
            else ""
        )
        repeated = "<w:tblHeader/>" if head else ""
        return f"<w:tr><w:trPr><w:cantSplit/>{held}{repeated}</w:trPr>{cells}</w:tr>"

    def _cell(
        self, cell: Inlines, width: int, style: str, aligned: str, *, keep: bool, edges: _Edges, span: int = 1
    ) -> str:
        merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{self._frame(edges)}<w:vAlign w:val="center"/></w:tcPr>'
        more = self._spacing + aligned
        content = self._runs.anchors.hold(next(self._places), cell, lambda: self._runs.write(cell, self._type))
        return f"<w:tc>{properties}{paragraph(style, content, keep=keep, more=more)}</w:tc>"

    def _frame(self, edges: _Edges) -> str:
        """Rules of a cell, and margins less by them: a rule makes a row taller."""
        sides = [(name, size) for name, size in (("top", edges.top), ("bottom", edges.bottom)) if size]
        if not sides:
            return ""
        pad = self._style.cell_pad_y
        borders = "".join(_rule(name, size) for name, size in sides)
        # The last rule stands below its row: so a table ends its page where it ends in the PDF (docs/word.md).
        inner = [(name, size) for name, size in sides if name == "top" or size < self._style.table_rule]
        margins = "".join(f'<w:{name} w:w="{twips(pad - size)}" w:type="dxa"/>' for name, size in inner)
        return f"<w:tcBorders>{borders}</w:tcBorders>" + (f"<w:tcMar>{margins}</w:tcMar>" if margins else "")


def _rule(name: str, size: float) -> str:
    color = "B8B8B8" if size == _GREY_RULE else "000000"
    return f'<w:{name} w:val="single" w:sz="{eighths(size)}" w:space="0" w:color="{color}"/>'


def whole_twips(widths: Sequence[float]) -> list[int]:
    """Widths in pt as twips that add up to the whole."""
    edges = [twips(edge) for edge in accumulate(widths, initial=0.0)]
    return [right - left for left, right in pairwise(edges)]


def _margins(fit: TableFit, style: Style) -> str:
    """Margins of the cells where they are tighter than the table style's."""
    if fit.pad == style.cell_pad_x:
        return ""
    left, right = (f'w:w="{twips(pad)}" w:type="dxa"' for pad in (fit.pad, fit.pad - styles.CELL_SLACK))
    return f"<w:tblCellMar><w:left {left}/><w:right {right}/></w:tblCellMar>"


def _smaller(fit: TableFit, style: Style) -> tuple[str, str]:
    """Paragraph and run properties of a table set in smaller type than the style's."""
    if fit.size == style.table_cell.size:
        return "", ""
    size = half_points(fit.size)
    spacing = f'<w:spacing w:line="{twips(fit.leading)}" w:lineRule="exact"/>'
    return spacing, f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
