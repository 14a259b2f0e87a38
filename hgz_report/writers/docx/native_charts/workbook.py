"""The workbook behind a chart: a sheet of columns, what Word opens when someone chooses to edit the data."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never

from msgspec import Struct

from hgz_report.language.spreadsheet_cells import is_changed
from hgz_report.writers.docx.native_charts.lettered import Pieces

SHEET = "数据"
_NAME_WIDTH, _VALUE_WIDTH = 24, 14
"""Widths of the first and the other columns in characters."""


class Formula(Struct, frozen=True):
    """A cell that is calculated, with its value for those who don't calculate.  `pieces`: a text with the facts in it."""

    text: str
    value: Decimal | str
    pieces: Pieces = ()


Cell = Decimal | str | Formula | None


class SheetColumn(Struct, frozen=True):
    """A column below its head; None is an empty cell.  Decimals have at most 15 digits."""

    head: str
    cells: tuple[Cell, ...]

    @property
    def values(self) -> tuple[Decimal | str | None, ...]:
        """What the cells show."""
        return tuple(cell.value if isinstance(cell, Formula) else cell for cell in self.cells)


def head_reference(column: int) -> str:
    """The head of a column, counted from 0."""
    return f"{SHEET}!${letter(column)}$1"


def cells_reference(column: int, rows: int) -> str:
    """The cells of a column, counted from 0, below its head."""
    at = letter(column)
    return f"{SHEET}!${at}$2:${at}${max(rows, 1) + 1}"


def letter(column: int) -> str:
    """The letter of a column, counted from 0."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def workbook(columns: Sequence[SheetColumn], day: datetime.datetime) -> bytes:
    """The columns as an .xlsx; `day` stands as its date, nothing else depends on when or where it is written."""
    # A report without charts never pays for it.
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": day})
    sheet = book.add_worksheet(SHEET)
    wrapped = book.add_format({"text_wrap": True})
    kept = {
        False: book.add_format({"quote_prefix": True}),
        True: book.add_format({"quote_prefix": True, "text_wrap": True}),
    }

    def write_text(row: int, column: int, text: str) -> None:
        """A text stays one when an editor enters its cell again: 1/2 is no date."""
        several = "\n" in text
        sheet.write_string(row, column, text, kept[several] if is_changed(text) else wrapped if several else None)

    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, max(len(columns) - 1, 1), _VALUE_WIDTH)
    for number, column in enumerate(columns):
        write_text(0, number, column.head)
        for row, cell in enumerate(column.cells, 1):
            match cell:
                case Decimal():
                    # Written with its own digits: a float would be written as 8.699999999999999.
                    sheet.write_number(row, number, cell)
                case str():
                    write_text(row, number, cell)
                case Formula():
                    look = wrapped if "\n" in str(cell.value) else None
                    sheet.write_formula(row, number, cell.text, look, cell.value)
                case None:
                    pass
                case _:
                    assert_never(cell)
    book.close()
    return out.getvalue()
