"""The workbook behind a chart: texts stay texts, numbers numbers, whatever an editor does to a cell."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell

from hgz_report.writers.docx.native_charts.workbook import SheetColumn, workbook


def cell(value: Decimal | str) -> Cell:
    book = workbook([SheetColumn("=1+1", (value,))], datetime.datetime(2026, 11, 23, tzinfo=datetime.UTC))
    found = load_workbook(io.BytesIO(book)).worksheets[0]["A2"]
    assert isinstance(found, Cell)
    return found


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+1", "1/2", "2024-04-26", "8.1%", "\t=1"])
def test_a_text_that_a_spreadsheet_would_change_is_a_text_also_when_its_cell_is_entered_again(text: str) -> None:
    found = cell(text)
    assert (found.value, found.data_type, found.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", ["甲", "2024年", "49个", "—"])
def test_an_ordinary_text_is_a_text(text: str) -> None:
    found = cell(text)
    assert (found.value, found.data_type, found.quotePrefix) == (text, "s", False)


@pytest.mark.parametrize("number", ["-1.5", "0", "3332.55"])
def test_a_number_is_a_number(number: str) -> None:
    found = cell(Decimal(number))
    assert (str(found.value), found.data_type) == (number, "n")
