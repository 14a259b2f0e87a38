"""Tables with three rules (三线表) as one string each."""

from __future__ import annotations

from hgz_report.document import Align, Inlines, Row, Table
from hgz_report.style import Style
from hgz_report.writers.docx import styles
from hgz_report.writers.docx.columns import column_widths
from hgz_report.writers.docx.oox import attribute, eighths, paragraph
from hgz_report.writers.docx.runs import Runs


def table_xml(table: Table, summary: str, style: Style, runs: Runs) -> str:
    """The `w:tbl` of a table; `summary` is what a screen reader says of it."""
    widths = column_widths(table, style)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{styles.TABLE}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(summary)}"/></w:tblPr>'
    )
    writer = _Rows(table, style, runs, widths)
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid>{writer.head()}{writer.body()}</w:tbl>"


class _Rows:
    def __init__(self, table: Table, style: Style, runs: Runs, widths: list[int]) -> None:
        self._table, self._runs, self._widths = table, runs, widths
        hairline = f'w:val="single" w:sz="{eighths(style.table_hairline)}" w:space="0" w:color="000000"'
        self._below, self._above = f"<w:bottom {hairline}/>", f"<w:top {hairline}/>"

    def head(self) -> str:
        cells = "".join(
            self._cell(column.head, width, styles.TABLE_HEAD, "center", keep=True, border=self._below)
            for column, width in zip(self._table.columns, self._widths, strict=True)
        )
        return _row(cells, head=True)

    def body(self) -> str:
        # Neither the last row nor the source line below it is to be left alone on the next page.
        last = len(self._table.rows) - 1
        kept = {last - 1, last} if self._table.source else {last - 1}
        return "".join(self._row(row, keep=index in kept) for index, row in enumerate(self._table.rows))

    def _row(self, row: Row, *, keep: bool) -> str:
        if row.kind == "group":
            span = len(self._widths)
            return _row(self._cell(row.cells[0], sum(self._widths), styles.TABLE_GROUP, "left", keep=True, span=span))
        border = self._above if row.kind == "total" else ""
        cells = "".join(
            self._cell(cell, width, styles.TABLE_TEXT, column.align, keep=keep, border=border)
            for cell, column, width in zip(row.cells, self._table.columns, self._widths, strict=True)
        )
        return _row(cells)

    def _cell(
        self, cell: Inlines, width: int, style: str, align: Align, *, keep: bool, border: str = "", span: int = 1
    ) -> str:
        merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        borders = f"<w:tcBorders>{border}</w:tcBorders>" if border else ""
        properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}{borders}<w:vAlign w:val="center"/></w:tcPr>'
        jc = "" if style != styles.TABLE_TEXT or align == "left" else f'<w:jc w:val="{align}"/>'
        return f"<w:tc>{properties}{paragraph(style, self._runs.write(cell), keep=keep, more=jc)}</w:tc>"


def _row(cells: str, *, head: bool = False) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>"
