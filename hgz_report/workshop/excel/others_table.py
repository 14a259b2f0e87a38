"""Somebody else's table, read by the map that says which column and which row is what."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from unicodedata import normalize

from msgspec import Struct

from hgz_report.data.table_map_file import StatusIfAny, TableColumn, TableMap
from hgz_report.forms.draft import Draft
from hgz_report.forms.tree import Plain
from hgz_report.language.units import converted
from hgz_report.problems import Problem, Problems
from hgz_report.readers.spreadsheet import HIDDEN, SheetCell, SheetRead, column_of
from hgz_report.workshop.excel.against import Against, hidden_cell
from hgz_report.workshop.excel.brought import CellRemark, FieldChange
from hgz_report.workshop.excel.entered import NotTaken, is_empty, value_in
from hgz_report.workshop.excel.map_mistakes import map_mistakes, unfinished
from hgz_report.workshop.excel.note_marks import NOTE_MARKS
from hgz_report.workshop.excel.row_names import RowNames
from hgz_report.workshop.excel.sheet_columns import field_text
from hgz_report.workshop.excel.table_heads import head_of
from hgz_report.workshop.excel.table_map import Named

_NO_NUMBER = frozenset(
    {"-", "--", "---", "—", "——", "–", "…", "……", "...", "..", "/", "\\", "x", "X", "*", "无", "N/A", "n/a"}
)
"""What a statistical table writes where it has no number."""


class Meant(Struct, frozen=True):
    """What a cell's number is of; `unit` "" for the indicator's own."""

    zone: str
    indicator: str
    period: str
    unit: str
    status: StatusIfAny

    def fact_id(self) -> str:
        """The id that the fact has, or would have."""
        suffix = f":{self.status}" if self.status not in ("", "actual") else ""
        return f"{self.zone}.{self.indicator}@{self.period}{suffix}"


class _Taking(Struct, frozen=True):
    """One sheet read by one map; `signs`: the cells that say there is no number."""

    sheet: SheetRead
    table: TableMap
    file: str
    against: Against
    signs: list[SheetCell]


def take_table(sheets: Sequence[SheetRead], draft: Draft[TableMap], against: Against) -> None:
    """Take in a table.  Raises Problems where the map and the table don't go together at all."""
    table, file = draft.model, draft.tree.file
    sheet = next((one for one in sheets if one.name == table.sheet), None)
    if sheet is None:
        hint = f"有：{'、'.join(one.name for one in sheets)}；改 sheet，或者换一份对照表"
        raise Problems([Problem(draft.where("sheet"), f"文件里没有“{table.sheet}”这张表", hint)])
    if wrong := [*map_mistakes(draft, against.dataset), *unfinished(draft, against.source)]:
        raise Problems(wrong)
    taking = _Taking(sheet, table, file, against, [])
    if sheet.hidden:
        against.brought.said.append(CellRemark(sheet.name, "这张表藏着，照对照表读了"))
    _take_zones(taking) if table.zones else _take_rows(taking)
    if taking.signs:
        first, count = taking.signs[0], len(taking.signs)
        against.remark(first, f"等 {count} 格写的是“{str(first.value).strip()}”一类，当作没有数，没有读")


def _take_zones(taking: _Taking) -> None:
    sheet, table, against = taking.sheet, taking.table, taking.against
    columns = [(column_of(at), one) for at, one in table.columns.items() if one.indicator]
    columns = [(at, one) for at, one in columns if _is_head(taking, at, one)]
    named = Named.of(against.dataset.zones, table.names)
    at = column_of(table.zones)
    seen: dict[str, int] = {}
    for row in sheet.filled(table.heads):
        name = str(sheet.covering(row, at).value).strip()
        if not name or all(is_empty(sheet.cell(row, column)) for column, _ in columns):
            continue
        zone = named.zone(name)
        if zone is None:
            hint = f"在 {taking.file} 的 names 里写 {name}: 文件名；不要的写 {name}: ''"
            against.refuse(sheet.cell(row, at), NotTaken(f"不知道“{name}”是哪个高新区", hint))
        elif zone and zone in seen:
            what = f"“{name}”在第 {seen[zone] + 1} 行已经有了，这一行没有取"
            against.refuse(sheet.cell(row, at), NotTaken(what, "留下一行"))
        elif zone:
            seen[zone] = row
            for column, one in columns:
                meant = Meant(zone, one.indicator, one.period or table.period, one.unit, one.status)
                _take(taking, sheet.cell(row, column), meant)


def _take_rows(taking: _Taking) -> None:
    """An indicator a row: the columns are times, zones, or both."""
    sheet, table, against = taking.sheet, taking.table, taking.against
    columns = [(column_of(at), one) for at, one in table.columns.items() if one.zone or one.period]
    first = min((at for at, _ in columns), default=column_of(table.indicators) + 1)
    columns = [(at, one) for at, one in columns if _is_head(taking, at, one)]
    names = RowNames(sheet, column_of(table.indicators), first, column_of(table.units) if table.units else None)
    seen: dict[str, int] = {}
    for row, name in names.rows(table.heads):
        if all(is_empty(sheet.cell(row, column)) for column, _ in columns):
            continue
        at, of_row = sheet.cell(row, names.columns[0]), table.rows.get(name)
        if of_row is None:
            hint = f"在 {taking.file} 的 rows 里加上它；不要的 indicator 空着"
            against.refuse(at, NotTaken(f"对照表里没有“{name}”这一行，没有读", hint))
        elif of_row.indicator and name in seen:
            what = f"“{name}”在第 {seen[name] + 1} 行已经有了，这一行没有取"
            against.refuse(at, NotTaken(what, "留下一行，或者把名称写得不一样"))
        elif of_row.indicator:
            seen[name] = row
            for column, one in columns:
                zone, period = one.zone or table.zone, one.period or table.period
                meant = Meant(zone, of_row.indicator, period, of_row.unit or one.unit, of_row.status or one.status)
                _take(taking, sheet.cell(row, column), meant)


def _is_head(taking: _Taking, column: int, one: TableColumn) -> bool:
    now = head_of(taking.sheet, taking.table.heads, column)
    if now == NOTE_MARKS.sub("", one.head):
        return True
    what = f"表头是“{now or '（空）'}”，对照表里写的是“{one.head}”，这一列没有读"
    at = taking.sheet.covering(taking.table.heads - 1, column)
    taking.against.refuse(at, NotTaken(what, "列挪动过就改对照表"))
    return False


def _take(taking: _Taking, cell: SheetCell, meant: Meant) -> None:
    against, table = taking.against, taking.table
    if is_empty(cell):
        return
    if isinstance(cell.value, str) and normalize("NFC", cell.value.strip()) in _NO_NUMBER and not cell.odd - HIDDEN:
        taking.signs.append(cell)
        return
    unit = meant.unit or against.dataset.indicators[meant.indicator].unit
    there = against.dataset.facts.get(meant.fact_id())
    said = {
        "period": meant.period,
        "unit": unit,
        "source": table.source,
        "locator": table.locator,
        "confidence": table.confidence,
        "status": meant.status,
    }
    if there is None:
        against.fresh(cell, meant.zone, {"value": cell}, meant.indicator, **said)
        return
    try:
        found = value_in(cell, there.indicator, unit)
        if _size(found.value, unit, there.indicator.unit) == there.size:
            return
        same = there.fact.source == (table.source or against.source) and unit == there.unit
        if not same:
            now = f"{field_text(there, 'value')}{there.unit}"
            raise NotTaken(
                f"数据里是{now}，出自 {there.fact.source}（{there.where}）；表里是{found.value}{unit}，没有替换",
                "两个出处说法不一：写进那一条的 conflicts，或者自己改那一条",
            )
        if cell.odd & HIDDEN:
            raise hidden_cell()
    except NotTaken as refused:
        against.refuse(cell, refused)
        return
    against.remark(cell, found.said)
    new = str(found.value)
    against.brought.changes.append(FieldChange(cell.name, there, "value", field_text(there, "value"), new, found.value))


def _size(value: Plain, unit: str, to: str) -> Fraction | None:
    """How much it is in another unit; None for what is no number."""
    return Fraction(converted(Fraction(value), unit, to)) if isinstance(value, Decimal) else None
