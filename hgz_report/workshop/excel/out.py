"""The workbook that goes out: facts in a long and a wide sheet, lists, forms to fill in; the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from msgspec import Struct

from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.workshop.excel.asked import FormRow
from hgz_report.workshop.excel.sheet_columns import (
    ASKED,
    BASE,
    FACTS,
    FIELDS,
    FORM,
    FORM_HEADS,
    HEADS,
    ID,
    INDICATOR,
    INDICATORS,
    KNOWN,
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
from hgz_report.workshop.excel.sheet_looks import TAB, SheetLooks, height_of, printed, set_widths, width_of

_SPARE_ROWS = 100
"""Empty rows below the facts, with the same choices: for new ones."""
_NAME_LENGTH = 31
_ALLOWED = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True, "insert_rows": True}
_HOW_TO_FILL_IN = (
    "请填黄色的格子：只填数，单位在右边；没有数的空着。“依据”写文件或统计表的名称和页码。"
    "编号不要改，填好原样寄回这个文件。"
)
_LONG = ("value", "locator", "note")
"""Fields whose texts may take more than a line."""
_A_NUMBER = {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15}
_NO_NUMBER = {
    "error_title": "数值",
    "error_message": "这里只填数，单位在右边一格；约、超过填在“限定”",
    "error_type": "warning",
}


class Selection(Struct, frozen=True):
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
    if not chosen.forms:
        writer.lists()
    writer.base(entries)
    book.close()
    return out.getvalue()


class _TableWriter:
    def __init__(self, book: Any, dataset: Dataset) -> None:
        self.book, self.dataset, self.looks = book, dataset, SheetLooks(book)
        self.noted: set[str] = set()
        self.names: set[str] = set()

    def sheet(self, name: str, heads: Sequence[str], frozen: tuple[int, int], tab: str = TAB["list"]) -> Any:
        """A sheet with its heads and their widths, ready to print, protected without a password."""
        made = self.book.add_worksheet(self.named(name))
        made.freeze_panes(*frozen)
        made.protect("", _ALLOWED)
        made.set_tab_color(tab)
        set_widths(made, heads)
        for column, head in enumerate(heads):
            made.write_string(frozen[0] - 1, column, head, self.looks.head)
        if heads:
            printed(made, (frozen[0] - 1, frozen[0] - 1))
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
        sheet, looks = self.sheet(FACTS, LONG_HEADS, (1, 3), TAB["facts"]), self.looks
        for row, entry in enumerate(entries, 1):
            sheet.write_string(row, 0, entry.id, looks.id)
            sheet.write_string(row, 1, entry.owner_name, looks.shut)
            sheet.write_string(row, 2, entry.indicator.name, looks.shut_long)
            long = [(entry.indicator.name, INDICATOR), *((field_text(entry, key), HEADS[key]) for key in _LONG)]
            sheet.set_row(row, height_of((text, width_of(head)) for text, head in long))
            self.note(sheet, row, 2, entry)
            for column, key in enumerate(FIELDS.values(), 3):
                self.put(sheet, row, column, entry, key)
        last = len(entries) + _SPARE_ROWS
        for row in range(len(entries) + 1, last + 1):
            for column in range(1, len(LONG_HEADS)):
                sheet.write_blank(row, column, None, looks.number if LONG_HEADS[column] == "数值" else looks.text)
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
            sheet.write_number(row, column, entry.fact.value, self.looks.number)
        else:
            form = self.looks.text_long if key in _LONG else self.looks.text
            sheet.write_string(row, column, field_text(entry, key), form)

    def note(self, sheet: Any, row: int, column: int, entry: FactEntry) -> None:
        """What is counted, once for each indicator."""
        if entry.fact.indicator not in self.noted:
            self.noted.add(entry.fact.indicator)
            self.define(sheet, row, column, entry.fact.indicator)

    def define(self, sheet: Any, row: int, column: int, indicator: str) -> None:
        """What an indicator counts, as a note."""
        if definition := self.dataset.indicators[indicator].definition:
            sheet.write_comment(row, column, f"口径：{definition}", {"author": "", "x_scale": 2})

    def choices(self, sheet: Any, heads: Sequence[str], first: int, last: int) -> None:
        """What may be chosen in a column, and that numbers are numbers."""
        for column, head in enumerate(heads):
            key = FIELDS.get(head, "")
            if key in WORDS:
                sheet.data_validation(
                    first, column, last, column, {"validate": "list", "source": list(WORDS[key].values())}
                )
            elif key == "value":
                rule = {**_A_NUMBER, **_NO_NUMBER}
                sheet.data_validation(first, column, last, column, rule)
            elif head in (UNITS, SOURCES):
                count = len(self.units()) if head == UNITS else len(self.dataset.sources)
                rule = {"validate": "list", "source": f"={head}!$A$2:$A${count + 1}", "error_type": "warning"}
                sheet.data_validation(first, column, last, column, rule)

    def wide(self, entries: Sequence[FactEntry], chosen: Selection) -> None:
        """Zones by indicators, the numbers of one time."""
        zones = [owner for owner in chosen.owners if owner in self.dataset.zones]
        columns = self.columns(entries, chosen, zones)
        if not zones or not columns:
            return
        top, looks = len(WIDE_ROWS), self.looks
        sheet = self.sheet(WIDE, (), (top, 2), TAB["facts"])
        printed(sheet, (0, top - 1), 2, fitted=False)
        sheet.set_column(0, 0, 22)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, len(columns) + 1, 13)
        for row, head in enumerate(WIDE_ROWS):
            sheet.write_string(row, 0, head, looks.head)
        sheet.write_string(0, 1, chosen.period, looks.head)
        names = [(self.dataset.indicators[name].name, 13.0) for name in columns]
        sheet.set_row(WIDE_ROWS.index(INDICATOR), height_of(names))
        for column, name in enumerate(columns, 2):
            kind = self.dataset.indicators[name]
            for row, said in enumerate(("", kind.name, name, kind.unit)):
                sheet.write_string(row, column, said, looks.head if row < 2 else looks.id)
            self.define(sheet, 1, column, name)
            for row in range(4, top):
                sheet.write_blank(row, column, None, looks.text)
        for row, slug in enumerate(zones, top):
            sheet.write_string(row, 0, slug, looks.id)
            sheet.write_string(row, 1, self.dataset.zones[slug].short, looks.shut)
            for column, name in enumerate(columns, 2):
                there = self.dataset.facts.get(f"{slug}.{name}@{chosen.period}")
                if there is not None and is_number(there) and there.unit == there.indicator.unit:
                    self.put(sheet, row, column, there, "value")
                else:
                    sheet.write_blank(row, column, None, looks.shut if there else looks.number)

    def columns(self, entries: Sequence[FactEntry], chosen: Selection, zones: Sequence[str]) -> list[str]:
        """The indicators of the wide sheet, as they are registered: those asked for, else those that two zones have, or one in
        this period: of the others each zone has its own.
        """
        having: dict[str, set[str]] = {}
        for entry in entries:
            if entry.owner in zones and is_number(entry):
                having.setdefault(entry.fact.indicator, set()).add(entry.owner)
                if entry.fact.period == chosen.period:
                    having[entry.fact.indicator].add(chosen.period)
        common = 1 if chosen.indicators or len(zones) == 1 else 2
        return [name for name in self.dataset.indicators if len(having.get(name, ())) >= common]

    def forms(self, asked: Sequence[FormRow]) -> None:
        """A form for each zone of which something is asked."""
        for name in dict.fromkeys(one.owner_name for one in asked):
            self.form(name, [one for one in asked if one.owner_name == name])

    def form(self, name: str, rows: Sequence[FormRow]) -> None:
        """What is asked of one zone, and below who answers."""
        looks, value = self.looks, FORM_HEADS.index("数值")
        sheet = self.sheet(f"{FORM}{name}", FORM_HEADS, (3, 2), TAB["form"])
        sheet.set_row(0, 26)
        sheet.write_string(0, 0, f"{name}数据报送表", looks.title)
        sheet.write_string(1, 0, _HOW_TO_FILL_IN, looks.said)
        for row, one in enumerate(rows, 3):
            sheet.set_row(
                row, height_of((text, width_of(head)) for text, head in ((one.what, ASKED), (one.known, KNOWN)))
            )
            for column, (said, form) in enumerate(
                ((one.key, looks.id), (one.what, looks.asked), (one.known, looks.shut_long))
            ):
                sheet.write_string(row, column, said, form)
            for column, said in enumerate((one.period, "", one.unit, "", ""), 3):
                form = looks.number if column == value and one.unit else looks.text_long
                sheet.write_string(row, column, said, form) if said else sheet.write_blank(row, column, None, form)
            if one.unit:
                sheet.data_validation(row, value, row, value, {**_A_NUMBER, **_NO_NUMBER})
        for row, label in enumerate(("填报单位（盖章）：", "填表人、电话：", "日期："), len(rows) + 4):
            sheet.set_row(row, 24)
            sheet.write_string(row, 1, label, looks.label)
            sheet.write_blank(row, 2, None, looks.answer)

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
            sheet.set_row(
                number, height_of((said, width_of(head)) for said, head in zip(row[1:], heads[1:], strict=True))
            )
            for column, said in enumerate(row):
                sheet.write_string(number, column, said, self.looks.shut_long if column else self.looks.id)

    def base(self, entries: Sequence[FactEntry]) -> None:
        """What the facts were when they went out: what differs from this in a table that comes back has been changed in it."""
        sheet = self.sheet(BASE, (ID, *FIELDS), (1, 1))
        sheet.very_hidden()
        for row, entry in enumerate(entries, 1):
            for column, said in enumerate((entry.id, *(field_text(entry, key) for key in FIELDS.values()))):
                sheet.write_string(row, column, said)
