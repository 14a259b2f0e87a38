"""The workbook that goes out: facts in a long and a wide sheet, lists, forms to fill in; the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.workshop.excel.asked import FormRow
from hgz_report.workshop.excel.sheet_columns import (
    ASKED,
    BASE,
    BASIS,
    FACTS,
    FIELDS,
    FORM,
    FORM_HEADS,
    ID,
    INDICATORS,
    LONG_HEADS,
    SOURCES,
    UNITS,
    WIDE,
    WIDE_ROWS,
    WORDS,
    ZONES,
    field_text,
    is_number,
)

_SPARE_ROWS = 100
"""Empty rows below the facts, with the same choices: for new ones."""
_WIDTHS = {
    "编号": 34,
    "指标": 22,
    "归属": 16,
    "时期": 12,
    "出处": 20,
    "位置": 30,
    "说明": 40,
    ASKED: 44,
    "现有": 22,
    BASIS: 34,
}
_NAME_LENGTH = 31
_ALLOWED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True, "insert_rows": True}
_NO_NUMBER = {
    "error_title": "数值",
    "error_message": "这里只填数，单位在右边一格；约、超过填在“限定”",
    "error_type": "warning",
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What goes out: owners, indicators (all when empty), the time of the wide sheet; `forms`: only what is asked for."""

    owners: Sequence[str]
    indicators: Collection[str]
    period: str
    forms: bool

    def entries(self, dataset: Dataset) -> list[FactEntry]:
        """The facts, as they stand in the files."""
        return [
            entry
            for owner in self.owners
            for entry in dataset.facts.of(owner)
            if not self.indicators or entry.fact.indicator in self.indicators
        ]


def usual_period(dataset: Dataset) -> str:
    """The whole year that most zones' facts are of; of two the later."""
    counted: dict[str, int] = {}
    for entry in dataset.facts.values():
        if entry.owner != NATIONAL and entry.fact.status == "actual" and entry.period.is_full_year:
            counted[entry.fact.period] = counted.get(entry.fact.period, 0) + 1
    return max(counted, key=lambda year: (counted[year], year), default="2024")


def workbook_of(dataset: Dataset, chosen: Selection, asked: Sequence[FormRow], day: date) -> bytes:
    """The file.  `asked`: what forms ask for; `day` stands as its date."""
    # Nobody else pays for it.
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.combine(day, time())})
    writer = _TableWriter(book, dataset)
    entries = chosen.entries(dataset)
    if not chosen.forms:
        writer.long(entries)
        writer.wide(entries, chosen)
    writer.forms(asked)
    writer.lists()
    writer.base(entries)
    book.close()
    return out.getvalue()


class _TableWriter:
    def __init__(self, book: Any, dataset: Dataset) -> None:
        self.book, self.dataset = book, dataset
        free = {"locked": False, "bg_color": "#FFFBE6", "valign": "top"}
        self.head = book.add_format(
            {"bold": True, "bg_color": "#DDE6EE", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self.shut = book.add_format({"font_color": "#666666", "valign": "top"})
        self.text = book.add_format({**free, "num_format": "@"})
        self.wrap = book.add_format({"font_color": "#333333", "text_wrap": True, "valign": "top"})
        self.number = book.add_format(free)
        self.noted: set[str] = set()
        self.names: set[str] = set()

    def sheet(self, name: str, heads: Sequence[str], frozen: tuple[int, int], protect: bool = True) -> Any:
        """A sheet with its heads and their widths, protected without a password."""
        made = self.book.add_worksheet(self.named(name))
        made.freeze_panes(*frozen)
        if protect:
            made.protect("", _ALLOWED)
        for column, head in enumerate(heads):
            made.write_string(frozen[0] - 1, column, head, self.head)
            made.set_column(column, column, _WIDTHS.get(head, 10))
        return made

    def named(self, name: str) -> str:
        """A name that a sheet may have and no other has."""
        plain = re.sub(r"[\[\]:*?/\\]|^'|'$", "_", name)[:_NAME_LENGTH]
        while plain.casefold() in self.names:
            plain = f"{plain[: _NAME_LENGTH - 3]}~{len(self.names) % 100}"
        self.names.add(plain.casefold())
        return plain

    def long(self, entries: Sequence[FactEntry]) -> None:
        """One fact a row."""
        sheet = self.sheet(FACTS, LONG_HEADS, (1, 3))
        for row, entry in enumerate(entries, 1):
            sheet.write_string(row, 0, entry.id, self.shut)
            sheet.write_string(row, 1, entry.owner_name, self.shut)
            sheet.write_string(row, 2, entry.indicator.name, self.shut)
            self.note(sheet, row, 2, entry)
            for column, key in enumerate(FIELDS.values(), 3):
                self.put(sheet, row, column, entry, key)
        last = len(entries) + _SPARE_ROWS
        for row in range(len(entries) + 1, last + 1):
            for column in range(1, len(LONG_HEADS)):
                sheet.write_blank(row, column, None, self.number if LONG_HEADS[column] == "数值" else self.text)
        self.choices(sheet, LONG_HEADS, 1, last)
        if len(entries):
            sheet.autofilter(0, 0, last, len(LONG_HEADS) - 1)
        first = len(entries) + 1
        sheet.data_validation(
            first, 1, last, 1, {"validate": "list", "source": f"={ZONES}!$B$2:$B${len(self.dataset.zones) + 2}"}
        )
        names = f"={INDICATORS}!$B$2:$B${len(self.dataset.indicators) + 1}"
        sheet.data_validation(first, 2, last, 2, {"validate": "list", "source": names, "error_type": "warning"})

    def put(self, sheet: Any, row: int, column: int, entry: FactEntry, key: str) -> None:
        """A field in its cell; a number with its own digits."""
        if key == "value" and is_number(entry):
            assert isinstance(entry.fact.value, Decimal)
            sheet.write_number(row, column, entry.fact.value, self.number)
        else:
            sheet.write_string(row, column, field_text(entry, key), self.text)

    def note(self, sheet: Any, row: int, column: int, entry: FactEntry) -> None:
        """What is counted, once for each indicator."""
        if entry.indicator.definition and entry.fact.indicator not in self.noted:
            self.noted.add(entry.fact.indicator)
            sheet.write_comment(row, column, f"口径：{entry.indicator.definition}", {"author": "", "x_scale": 2})

    def choices(self, sheet: Any, heads: Sequence[str], first: int, last: int) -> None:
        """What may be chosen in a column, and that numbers are numbers."""
        for column, head in enumerate(heads):
            key = FIELDS.get(head, "")
            if key in WORDS:
                sheet.data_validation(
                    first, column, last, column, {"validate": "list", "source": list(WORDS[key].values())}
                )
            elif key == "value":
                rule = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15, **_NO_NUMBER}
                sheet.data_validation(first, column, last, column, rule)
            elif head in (UNITS, SOURCES):
                count = len(self.units()) if head == UNITS else len(self.dataset.sources)
                rule = {"validate": "list", "source": f"={head}!$A$2:$A${count + 1}", "error_type": "warning"}
                sheet.data_validation(first, column, last, column, rule)

    def wide(self, entries: Sequence[FactEntry], chosen: Selection) -> None:
        """Zones by indicators, the numbers of one time."""
        zones = [owner for owner in chosen.owners if owner in self.dataset.zones]
        common = {entry.fact.indicator: entry for entry in entries if entry.owner in zones and is_number(entry)}
        if not zones or not common:
            return
        self.noted.clear()
        top = len(WIDE_ROWS)
        sheet = self.sheet(WIDE, (), (top, 2))
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, len(common) + 1, 13)
        for row, head in enumerate(WIDE_ROWS):
            sheet.write_string(row, 0, head, self.head)
        sheet.write_string(0, 1, chosen.period, self.head)
        for column, (name, entry) in enumerate(common.items(), 2):
            for row, said in enumerate(("", entry.indicator.name, name, entry.indicator.unit)):
                sheet.write_string(row, column, said, self.head)
            self.note(sheet, 1, column, entry)
            for row in range(4, top):
                sheet.write_blank(row, column, None, self.text)
        for row, slug in enumerate(zones, top):
            sheet.write_string(row, 0, slug, self.shut)
            sheet.write_string(row, 1, self.dataset.zones[slug].short, self.shut)
            for column, name in enumerate(common, 2):
                there = self.dataset.facts.get(f"{slug}.{name}@{chosen.period}")
                if there is not None and is_number(there) and there.unit == there.indicator.unit:
                    self.put(sheet, row, column, there, "value")
                else:
                    sheet.write_blank(row, column, None, self.shut if there else self.number)

    def forms(self, asked: Sequence[FormRow]) -> None:
        """A form for each zone of which something is asked."""
        for name in dict.fromkeys(one.owner_name for one in asked):
            rows = [one for one in asked if one.owner_name == name]
            sheet = self.sheet(f"{FORM}{name}", FORM_HEADS, (3, 1))
            sheet.write_string(0, 0, f"{name}数据报送表")
            sheet.write_string(
                1, 0, "请填黄色的格子：只填数，单位在右边；没有数的空着。“依据”写文件或统计表的名称和页码。", self.shut
            )
            for row, one in enumerate(rows, 3):
                for column, said in enumerate((one.key, one.what, one.known)):
                    sheet.write_string(row, column, said, self.wrap if column == 1 else self.shut)
                for column, said in enumerate((one.period, "", one.unit, "", ""), 3):
                    form = self.number if column == FORM_HEADS.index("数值") else self.text
                    sheet.write_string(row, column, said, form) if said else sheet.write_blank(row, column, None, form)

    def units(self) -> list[str]:
        """Every unit that the data use."""
        used = (entry.unit for entry in self.dataset.facts.values())
        return sorted({unit for unit in (*used, *(one.unit for one in self.dataset.indicators.values())) if unit})

    def lists(self) -> None:
        """What can be chosen, to look up too."""
        indicators = [(name, one.name, one.unit, one.definition) for name, one in self.dataset.indicators.items()]
        sources = [(name, one.title, one.publisher, one.date) for name, one in self.dataset.sources.items()]
        zones = [
            (NATIONAL, self.dataset.national.short),
            *((slug, zone.short) for slug, zone in self.dataset.zones.items()),
        ]
        self.list(INDICATORS, (ID, "名称", "单位", "口径"), indicators)
        self.list(UNITS, ("单位",), [(unit,) for unit in self.units()])
        self.list(SOURCES, (ID, "标题", "发布单位", "日期"), sources)
        self.list(ZONES, (ID, "名称"), zones)

    def list(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A sheet to choose from."""
        sheet = self.sheet(name, heads, (1, 1))
        for number, row in enumerate(rows, 1):
            for column, said in enumerate(row):
                sheet.write_string(number, column, said, self.shut)

    def base(self, entries: Sequence[FactEntry]) -> None:
        """What the facts were when they went out: what differs from this in a table that comes back has been changed in it."""
        sheet = self.sheet(BASE, (ID, *FIELDS), (1, 1))
        sheet.very_hidden()
        for row, entry in enumerate(entries, 1):
            for column, said in enumerate((entry.id, *(field_text(entry, key) for key in FIELDS.values()))):
                sheet.write_string(row, column, said)
