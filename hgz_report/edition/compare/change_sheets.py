"""A comparison as a workbook: sheets 数、句子、建议、图, every cell text, filtered and frozen under its head."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence

import xlsxwriter

from hgz_report.edition.compare.change_rows import CHARTS, FACTS, PROPOSALS, SENTENCES, ChangeRow, ChangeRows

_WIDE, _NARROW = 48, 16
_LONG = frozenset({"old", "new"})


def change_sheets(rows: ChangeRows) -> bytes:
    """The workbook; the same comparison gives the same bytes."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        (_, _, _), (edition, day, _) = rows.told
        created = datetime.datetime.fromisoformat(day)
        book.set_properties({"title": f"{rows.told[0][0]}—{edition} 对照", "created": created})
        head = book.add_format({"bold": True, "bg_color": "#DDE6F0", "border": 1, "valign": "top"})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        for name, columns, listed in _sheets(rows):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for at, (key, title) in enumerate(columns.items()):
                sheet.set_column(at, at, _WIDE if key in _LONG else _NARROW)
                sheet.write_string(0, at, title, head)
            for number, row in enumerate(listed, 1):
                for at, key in enumerate(columns):
                    sheet.write_string(number, at, row[key], cell)
            sheet.autofilter(0, 0, max(len(listed), 1), len(columns) - 1)
    return buffer.getvalue()


def _sheets(rows: ChangeRows) -> Iterator[tuple[str, Mapping[str, str], Sequence[ChangeRow]]]:
    yield "数", FACTS, rows.facts
    yield "句子", SENTENCES, rows.sentences
    yield "建议", PROPOSALS, rows.proposals
    yield "图", CHARTS, rows.charts
