"""How the sheets that go out look: formats, widths, rows as high as their text, and pages that can be printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from hgz_report.forms.edit.yaml_words import width as columns_of
from hgz_report.workshop.excel.sheet_columns import ASKED, BASIS, ID, INDICATOR, KNOWN, OWNER

FONT = {"font_name": "宋体", "font_size": 11}
_WIDTHS = {
    ID: 28,
    INDICATOR: 24,
    OWNER: 16,
    "时期": 17,
    "数值": 12,
    "出处": 20,
    "位置": 34,
    "说明": 36,
    ASKED: 42,
    KNOWN: 24,
    BASIS: 30,
    "名称": 30,
    "口径": 80,
    "标题": 60,
    "发布单位": 30,
    "日期": 14,
}
_OTHERWISE = 10
_LINE = 15
"""Points of a line of 11 pt."""
_MOST_LINES = 8
_HAN_WIDTH = 1.05
"""Half a Chinese character at 11 pt, in the digits that columns are measured with."""
_SIDE, _TOP, _A4 = 0.4, 0.5, 9
"""Inches of margin; the number of a paper size."""
_SCALE = 70
"""Per cent, of a sheet that no page can hold."""
TAB = {"facts": "#2E75B6", "form": "#E2A400", "list": "#A6A6A6"}


class SheetLooks:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        line = {**FONT, "valign": "top", "border": 1, "border_color": "#C8C8C8"}
        free = {**line, "locked": False, "bg_color": "#FFFBE6"}
        shut = {**line, "font_color": "#595959"}
        small = {**FONT, "font_size": 9, "font_color": "#595959"}
        self.head = book.add_format(
            {**line, "bold": True, "bg_color": "#DDE6EE", "text_wrap": True, "valign": "vcenter", "align": "center"}
        )
        self.title = book.add_format({**FONT, "bold": True, "font_size": 16, "valign": "vcenter"})
        self.said = book.add_format(small)
        self.label = book.add_format({**FONT, "align": "right", "valign": "vcenter"})
        self.answer = book.add_format({**FONT, "locked": False, "bottom": 1, "num_format": "@", "valign": "vcenter"})
        self.id = book.add_format({**shut, "font_size": 9, "shrink": True})
        self.shut = book.add_format(shut)
        self.shut_long = book.add_format({**shut, "text_wrap": True})
        self.asked = book.add_format({**line, "text_wrap": True})
        self.text = book.add_format({**free, "num_format": "@"})
        self.text_long = book.add_format({**free, "num_format": "@", "text_wrap": True})
        self.number = book.add_format(free)


def width_of(head: str) -> float:
    """Of the column under a head, in the digits that spreadsheets measure with."""
    return _WIDTHS.get(head, _OTHERWISE)


def height_of(texts: Iterable[tuple[str, float]]) -> float | None:
    """Points of a row whose texts are broken in columns so wide; None where all have one line: then the program may decide."""
    lines = max((ceil(columns_of(text) * _HAN_WIDTH / wide) for text, wide in texts if text), default=1)
    return min(lines, _MOST_LINES) * _LINE + 1 if lines > 1 else None


def printed(sheet: Any, heads: tuple[int, int], repeated: int = 0, *, fitted: bool = True) -> None:
    """A4 across, the rows of the heads on each page; `repeated`: columns that come again where a sheet is wider than a page."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(_SIDE, _SIDE, _TOP, _TOP)
    sheet.repeat_rows(*heads)
    sheet.set_footer("&L&9&A&R&9第&P页，共&N页")
    if fitted:
        sheet.fit_to_pages(1, 0)
    else:
        sheet.set_print_scale(_SCALE)
        sheet.repeat_columns(0, repeated - 1)


def set_widths(sheet: Any, heads: Sequence[str]) -> None:
    """Of all columns, by their heads."""
    for column, head in enumerate(heads):
        sheet.set_column(column, column, width_of(head))
