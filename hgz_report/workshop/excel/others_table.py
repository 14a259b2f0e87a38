"""Somebody else's wide table, read by the map that says which column is what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from hgz_report.forms.tree import Plain
from hgz_report.language.units import converted
from hgz_report.problems import Problem, Problems, Where
from hgz_report.readers.spreadsheet import HIDDEN, SheetCell, SheetRead, column_of
from hgz_report.workshop.excel.against import Against, hidden_cell
from hgz_report.workshop.excel.brought import FieldChange
from hgz_report.workshop.excel.entered import NotTaken, is_empty, value_in
from hgz_report.workshop.excel.sheet_columns import field_text
from hgz_report.workshop.excel.table_map import Named, TableColumn, TableMap, head_of


def take_table(sheets: Sequence[SheetRead], table: TableMap, file: str, against: Against) -> None:
    """Take in a table.  Raises Problems where the map and the table don't go together at all."""
    sheet = next((one for one in sheets if one.name == table.sheet), None)
    if sheet is None:
        names = "、".join(one.name for one in sheets)
        raise Problems(
            [Problem(Where(file), f"文件里没有“{table.sheet}”这张表", f"有：{names}；改 sheet，或者换一份对照表")]
        )
    wrong = list(_wrong_map(table, file, against))
    if wrong:
        raise Problems(wrong)
    columns = [(column_of(at), one) for at, one in table.columns.items() if one.indicator]
    columns = [(at, one) for at, one in columns if _is_head(sheet, table, at, one, against)]
    named = Named.of(against.dataset.zones, table.names)
    at = column_of(table.zones)
    seen: dict[str, int] = {}
    for row in sheet.filled(table.heads):
        name = str(sheet.covering(row, at).value).strip()
        if not name or all(is_empty(sheet.cell(row, column)) for column, _ in columns):
            continue
        zone = named.zone(name)
        if zone is None:
            hint = f"在 {file} 的 names 里写 {name}: 文件名；不要的写 {name}: ''"
            against.refuse(sheet.cell(row, at), NotTaken(f"不知道“{name}”是哪个高新区", hint))
        elif zone and zone in seen:
            what = f"“{name}”在第 {seen[zone] + 1} 行已经有了，这一行没有取"
            against.refuse(sheet.cell(row, at), NotTaken(what, "留下一行"))
        elif zone:
            seen[zone] = row
            for column, one in columns:
                _take(sheet.cell(row, column), zone, one, table, against)


def _wrong_map(table: TableMap, file: str, against: Against) -> Iterator[Problem]:
    where = Where(file)
    known, source = against.dataset.indicators, table.source or against.source
    if not source:
        yield Problem(where, "没有写 source：这张表出自哪里", "写上出处编号；新的出处先登记到 data/sources.yaml")
    elif source not in against.dataset.sources:
        yield Problem(where, f"没有登记“{source}”这个出处", "先写进 data/sources.yaml")
    for slug in table.names.values():
        if slug and slug not in against.dataset.zones:
            yield Problem(
                where, f"names 里的“{slug}”不是高新区的文件名", against.dataset.owners.hint(slug, "见 data/zones/")
            )
    for at, one in table.columns.items():
        if not one.indicator:
            continue
        if one.indicator not in known:
            hint = against.dataset.indicator_names.hint(one.indicator, "先写进 data/indicators.yaml；不要的列空着")
            yield Problem(where, f"{at} 列：没有“{one.indicator}”这个指标", hint)
        elif not (one.period or table.period):
            yield Problem(where, f"{at} 列没有写时期", "整张表的写在 period，一列的写在这一列的 period")
        elif one.unit and one.unit != known[one.indicator].unit:
            try:
                converted(Fraction(1), one.unit, known[one.indicator].unit)
            except ValueError as error:
                yield Problem(where, f"{at} 列：{error}", "改 unit，或者换一个指标")


def _is_head(sheet: SheetRead, table: TableMap, column: int, one: TableColumn, against: Against) -> bool:
    now = head_of(sheet, table.heads, column)
    if now == one.head:
        return True
    what = f"表头是“{now or '（空）'}”，对照表里写的是“{one.head}”，这一列没有读"
    against.refuse(sheet.covering(table.heads - 1, column), NotTaken(what, "列挪动过就改对照表"))
    return False


def _take(cell: SheetCell, zone: str, one: TableColumn, table: TableMap, against: Against) -> None:
    if is_empty(cell):
        return
    period = one.period or table.period
    unit = one.unit or against.dataset.indicators[one.indicator].unit
    there = against.dataset.facts.get(f"{zone}.{one.indicator}@{period}")
    said = {
        "period": period,
        "unit": unit,
        "source": table.source,
        "locator": table.locator,
        "confidence": table.confidence,
    }
    if there is None:
        against.fresh(cell, zone, {"value": cell}, one.indicator, **said)
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
