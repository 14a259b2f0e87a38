"""What a stranger's table with an indicator in each row probably means: years or zones are its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from hgz_report.data.dataset import Dataset
from hgz_report.data.table_map_file import TableColumn, TableMap, TableRow
from hgz_report.readers.spreadsheet import CellValue, SheetRead, letters
from hgz_report.workshop.excel.row_names import RowNames
from hgz_report.workshop.excel.table_heads import (
    WIDEST,
    bare_words,
    heading,
    in_brackets,
    joined,
    status_in,
    time_in,
    title_of,
    top_of,
    unit_of_all,
)
from hgz_report.workshop.excel.table_map import Named, is_beside

_LOOKED_AT, _MOST_ROWS = 10, 400
"""Columns in which indicators are looked for; rows that a map is made of."""
_INDICATORS = re.compile("(?:主要|统计|经济)*(?:指标|项目)(?:名称)?")
_UNITS = re.compile("(?:计量)?单位")
_GROWTH = re.compile("增长|增速|增减|增幅|同比|环比|比上年|比重|占比|排名|位次")
_GROWN = re.compile("增长|增速|增幅|同比")
_ALONE = re.compile("数值|数量|本期|绝对数|绝对值|实绩|完成|合计")
_NUMBER = re.compile(r"[-−]?[\d,]+(?:\.\d+)?%?")
_LAST_YEAR = 2100


class RowsPlace(NamedTuple):
    """A column that names indicators, how many, the last row of the heads above it (from 1)."""

    found: int
    sheet: SheetRead
    column: int
    heads: int


def places_of_rows(sheet: SheetRead, dataset: Dataset) -> Iterator[RowsPlace]:
    """Columns that name indicators by their exact names, or stand under the word 指标."""
    found: dict[int, int] = {}
    known: dict[str, bool] = {}  # tens of thousands of rows say the same names
    for row in sheet.filled():
        for column, value in enumerate(sheet.rows[row][:_LOOKED_AT]):
            if not isinstance(value, str) or not value:
                continue
            if value not in known:
                known[value] = _names_indicator(value, dataset)
            if known[value]:
                found[column] = found.get(column, 0) + 1
    for column, count in found.items():
        heads = _heads(sheet, column)
        if heads and count:
            yield RowsPlace(count, sheet, column, heads)


def _names_indicator(text: str, dataset: Dataset) -> bool:
    bare = bare_words(text)
    return dataset.indicator_names.id(bare) in dataset.indicators or bool(_INDICATORS.fullmatch(text.strip()))


def _heads(sheet: SheetRead, column: int) -> int:
    """The last row of the heads: of the word 指标 and what stands beside it, or before the first row that has a name of its own
    and a number; 0 where there is none.
    """
    said = [str(sheet.cell(row, column).value).strip() for row in range(len(sheet.rows))]
    for row, text in enumerate(said):
        if _INDICATORS.fullmatch(text):
            while row + 1 < len(said) and not said[row + 1]:
                row += 1
            return row + 1
        if text and _numbers(sheet, row, column):
            return row
    return 0


def _numbers(sheet: SheetRead, row: int, column: int) -> bool:
    """Whether a number stands to the right."""
    cells = (sheet.covering(row, at).value for at in range(column + 1, min(sheet.width, WIDEST)))
    return any(_is_number(value) for value in cells)


def _is_number(value: CellValue) -> bool:
    """Whether it is one, and no year of a head."""
    if isinstance(value, str):
        value = normalize("NFKC", value.strip())
        return bool(_NUMBER.fullmatch(value)) and time_in(value) != value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return not (value == int(value) and 1900 < value < _LAST_YEAR)


def guessed_rows(place: RowsPlace, dataset: Dataset, named: Named) -> TableMap:
    """The map of the table that stands there."""
    sheet, heads = place.sheet, place.heads
    top = top_of(sheet, heads)
    title = title_of(sheet, top)
    said = {
        at: head
        for at in range(place.column, min(sheet.width, WIDEST))
        if (head := joined(sheet, ((row, at) for row in range(top, heads))))
    }
    units = next((at for at, head in said.items() if _UNITS.fullmatch(head)), None)
    columns = {at: _column(head, named) for at, head in said.items() if at > place.column and at != units}
    columns = {
        at: one for at, one in columns.items() if not is_beside(one.head) and not _INDICATORS.fullmatch(one.head)
    }
    period = time_in(title) or time_in(sheet.name)
    columns = _with_lone(columns, period)
    first = min((at for at, one in columns.items() if one.zone or one.period), default=place.column + 1)
    names = RowNames(sheet, place.column, first, units)
    return TableMap(
        sheet=sheet.name,
        heads=heads,
        indicators=letters(place.column),
        units=letters(units) if units is not None else "",
        zone="" if any(one.zone for one in columns.values()) else named.in_title(title or sheet.name),
        period="" if any(one.period for one in columns.values()) else period,
        columns={letters(at): one for at, one in columns.items()},
        rows=dict(_rows(names, heads, title, dataset)),
    )


def _column(head: str, named: Named) -> TableColumn:
    """A column of a year, of a zone, of both; one of a growth or a share says neither, for it is another indicator."""
    if _GROWTH.search(head):
        return TableColumn(head=head)
    zone = next((slug for part in head.split("/") if (slug := named.guess(part))), "")
    return TableColumn(head=head, zone=zone, period=time_in(head), status=status_in(head))


def _with_lone(columns: dict[int, TableColumn], period: str) -> dict[int, TableColumn]:
    """Where the only column of numbers has neither year nor zone it is of the time that the title says."""
    if any(one.zone or one.period for one in columns.values()) or not period:
        return columns
    alone = [at for at, one in columns.items() if _ALONE.search(one.head) and not _GROWTH.search(one.head)]
    if len(alone) != 1:
        return columns
    return {**columns, alone[0]: columns[alone[0]].model_copy(update={"period": period})}


def _rows(names: RowNames, heads: int, title: str, dataset: Dataset) -> Iterator[tuple[str, TableRow]]:
    seen: set[str] = set()
    for row, name in names.rows(heads):
        if len(seen) >= _MOST_ROWS:
            break
        if name in seen or not names.says(row):
            continue
        seen.add(name)
        found = heading(names.own(row), "", dataset)
        if growth := _growth(names, row, dataset):
            found = found._replace(indicator=growth)
        own = dataset.indicators[found.indicator].unit if found.indicator else ""
        unit = names.unit(row) or in_brackets(name) or unit_of_all(title, own)
        if not found.indicator or (names.unit(row) and not _converts(unit, own)):  # 地区生产总值 in % is its growth
            yield name, TableRow()
        else:
            yield name, TableRow(indicator=found.indicator, unit="" if unit == own else unit, status=found.status)


def _growth(names: RowNames, row: int, dataset: Dataset) -> str:
    """The indicator of a row that says how much the one above it grew."""
    above = bare_words(names.above(row))
    if not above or not _GROWN.search(names.own(row)):
        return ""
    called = (dataset.indicator_names.id(f"{above}{word}") for word in ("增速", "增长率", "增长"))
    return next((one for one in called if one in dataset.indicators), "")


def _converts(unit: str, own: str) -> bool:
    return unit == own or unit_of_all(f"单位：{unit}", own) == unit
