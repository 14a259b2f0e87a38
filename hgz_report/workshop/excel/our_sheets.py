"""Our own sheets when they come back: the long one, the wide one and the forms, known by their heads, not their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from hgz_report.data.dataset import NATIONAL, FactEntry
from hgz_report.language.terms import NUMERIC_KINDS
from hgz_report.readers.spreadsheet import HIDDEN, SheetCell, SheetRead
from hgz_report.workshop.excel.against import Against
from hgz_report.workshop.excel.brought import CellRemark
from hgz_report.workshop.excel.entered import NotTaken, is_empty, period_in, same_text, text_in, value_in
from hgz_report.workshop.excel.sheet_columns import (
    ASKED,
    BASE,
    BASIS,
    FIELDS,
    FORM_HEADS,
    GAP,
    ID,
    INDICATOR,
    INDICATORS,
    OWNER,
    SOURCES,
    UNITS,
    WIDE_ROWS,
    ZONES,
    is_number,
)

_LISTS = {INDICATORS, UNITS, SOURCES, ZONES, BASE}
_HEADS_WITHIN = 10
_NAMED = 3


def take_sheet(sheet: SheetRead, against: Against) -> bool:
    """Take in a sheet of ours; False for one that is not."""
    if sheet.name in _LISTS and (sheet.name == BASE or _is_list(sheet)):
        return True
    if sheet.hidden:
        against.brought.said.append(CellRemark(sheet.name, "藏着的表，没有读"))
        return True
    if _is_wide(sheet):
        _wide(sheet, against)
        return True
    for row in range(min(_HEADS_WITHIN, len(sheet.rows))):
        heads = {str(name).strip(): at for at, name in reversed([*enumerate(sheet.rows[row])]) if str(name).strip()}
        if {ID, ASKED, "数值"} <= heads.keys():
            _form(sheet, row, heads, against)
            return True
        if {ID, INDICATOR, "数值", "时期"} <= heads.keys():
            _long(sheet, row, heads, against)
            return True
    return False


def _is_list(sheet: SheetRead) -> bool:
    return bool(sheet.rows) and str(sheet.rows[0][0]) in (ID, "单位")


def _is_wide(sheet: SheetRead) -> bool:
    firsts = tuple(str(row[0]).strip() for row in sheet.rows[: len(WIDE_ROWS)] if row)
    return firsts == WIDE_ROWS


def _blank(sheet: SheetRead, row: int, columns: Sequence[int]) -> bool:
    return all(is_empty(sheet.cell(row, column)) for column in columns)


def _long(sheet: SheetRead, top: int, heads: Mapping[str, int], against: Against) -> None:
    fields = {FIELDS[head]: column for head, column in heads.items() if head in FIELDS}
    _second_heads(sheet, top, heads, against)
    seen: set[str] = set()
    for row in sheet.filled(top + 1):
        if _blank(sheet, row, [*heads.values()]):
            continue
        at = sheet.cell(row, heads[ID])
        written = str(at.value).strip()
        cells = {key: sheet.cell(row, column) for key, column in fields.items()}
        if not written:
            _new_row(sheet, row, heads, cells, against)
            continue
        entry = against.fact(written)
        if entry is None:
            gone = "数据里已经没有这一条了" if written in against.base else "编号改过，或者不是导出的编号"
            against.refuse(at, NotTaken(f"“{written}”：{gone}", "编号不要改；新的数另起一行，编号空着"))
        elif other := _other_thing(sheet, row, heads, entry):
            against.refuse(at, other)
        elif entry.id in seen:
            against.refuse(at, NotTaken(f"“{written}”出现了两次，后一行没有取", "留下一行；新的数编号空着"))
        else:
            seen.add(entry.id)
            _known_row(entry, cells, against)
    lost = [name for name in against.base if name not in seen and name in against.dataset.facts]
    if lost:
        names = "、".join(lost[:_NAMED]) + ("等" if len(lost) > _NAMED else "")
        against.brought.said.append(CellRemark(sheet.name, f"少了 {len(lost)} 行（{names}）；数据没有删"))


def _second_heads(sheet: SheetRead, top: int, heads: Mapping[str, int], against: Against) -> None:
    for column, name in enumerate(sheet.rows[top]):
        if (head := str(name).strip()) in heads and heads[head] != column:
            what = f"“{head}”有两列，这一列没有读"
            against.refuse(sheet.cell(top, column), NotTaken(what, "留下一列"))


def _other_thing(sheet: SheetRead, row: int, heads: Mapping[str, int], entry: FactEntry) -> NotTaken | None:
    """What is wrong where a row names another owner or indicator than its id: ids were moved."""
    for head, name in ((OWNER, entry.owner_name), (INDICATOR, entry.indicator.name)):
        said = str(sheet.cell(row, heads[head]).value) if head in heads else ""
        if said.strip() and not same_text(said, name):
            what = f"编号是{entry.owner_name}“{entry.indicator.name}”的，{head}写的是“{said.strip()}”"
            return NotTaken(what, "编号、归属、指标三格不要改；新的数另起一行，编号空着")
    return None


def _known_row(entry: FactEntry, cells: Mapping[str, SheetCell], against: Against) -> None:
    unit = entry.unit
    if "unit" in cells and not cells["unit"].odd - HIDDEN and str(cells["unit"].value).strip():
        unit = str(cells["unit"].value).strip()
    for key, cell in cells.items():
        against.field(cell, entry, key, unit)


def _new_row(
    sheet: SheetRead, row: int, heads: Mapping[str, int], cells: Mapping[str, SheetCell], against: Against
) -> None:
    at = cells["value"]
    try:
        names = [text_in(sheet.cell(row, heads[head])) if head in heads else "" for head in (OWNER, INDICATOR)]
        owner = _owner(names[0], against)
        indicator = _indicator(names[1], against)
    except NotTaken as refused:
        against.refuse(at, refused)
        return
    against.fresh(at, owner, cells, indicator)


def _owner(name: str, against: Against) -> str:
    owners = against.dataset.owners
    if name not in owners:
        raise NotTaken(f"不知道“{name or '（空）'}”是哪个高新区", owners.hint(name, "写简称或文件名，全国写 national"))
    return owners.id(name)


def _indicator(name: str, against: Against) -> str:
    names = against.dataset.indicator_names
    if names.id(name) not in against.dataset.indicators:
        raise NotTaken(f"没有“{name or '（空）'}”这个指标", names.hint(name, "先写进 data/indicators.yaml"))
    return names.id(name)


def _wide(sheet: SheetRead, against: Against) -> None:
    said = {head: row for row, head in enumerate(WIDE_ROWS)}
    try:
        period = period_in(sheet.cell(said["时期"], 1))
    except NotTaken as refused:
        against.refuse(sheet.cell(said["时期"], 1), refused)
        return
    columns = dict(_wide_columns(sheet, said, against))
    for row in sheet.filled(len(WIDE_ROWS)):
        at = sheet.cell(row, 0)
        slug = str(at.value).strip() or str(sheet.cell(row, 1).value).strip()
        try:
            owner = _owner(slug, against)
        except NotTaken as refused:
            against.refuse(at, refused)
            continue
        for column, (indicator, beside) in columns.items():
            _wide_cell(sheet.cell(row, column), f"{owner}.{indicator}@{period}", beside, against)


def _wide_columns(
    sheet: SheetRead, said: Mapping[str, int], against: Against
) -> Iterator[tuple[int, tuple[str, dict[str, str]]]]:
    for column in range(2, sheet.width):
        if _blank(sheet, said[ID], [column]) and _blank(sheet, said[INDICATOR], [column]):
            continue
        at = sheet.cell(said[ID], column)
        try:
            name = text_in(at) or text_in(sheet.cell(said[INDICATOR], column))
            indicator = _indicator(name, against)
            unit = text_in(sheet.cell(said["单位"], column))
            if unit != against.dataset.indicators[indicator].unit:
                raise NotTaken(f"单位改成了“{unit}”", f"这一列照“{against.dataset.indicators[indicator].unit}”填")
            beside = {FIELDS[head]: text_in(sheet.cell(said[head], column)) for head in ("出处", "位置", "可信度")}
        except NotTaken as refused:
            against.refuse(at, refused)
            continue
        yield column, (indicator, beside)


def _wide_cell(cell: SheetCell, name: str, beside: Mapping[str, str], against: Against) -> None:
    """One number: of a fact that is there, or a new one; an empty cell says nothing."""
    entry = against.fact(name)
    owner, _, rest = name.partition(".")
    indicator, _, period = rest.partition("@")
    if entry is None:
        if not is_empty(cell):
            against.fresh(cell, owner, {"value": cell}, indicator, period=period, **beside)
        return
    unit = entry.indicator.unit
    if against.base and entry.id not in against.base and is_empty(cell):
        return  # it came into the data after the table went out
    listed = is_number(entry) and against.then(entry, "unit") == unit
    if is_empty(cell):
        if listed:
            against.refuse(
                cell, NotTaken(f"空了；原来是“{against.then(entry, 'value')}”，没有当作删去", "要改就写上新的")
            )
        return
    if listed:
        against.field(cell, entry, "value", unit)
    else:
        against.refuse(cell, NotTaken("这一条的单位或写法特别，宽表里改不了", "在“事实”一张里改"))


def _form(sheet: SheetRead, top: int, heads: Mapping[str, int], against: Against) -> None:
    for row in sheet.filled(top + 1):
        at, cell = sheet.cell(row, heads[ID]), sheet.cell(row, heads["数值"])
        key = str(at.value).strip()
        if is_empty(cell):
            continue
        if f"/{GAP}" in key:
            _gap(cell, key, against)
            continue
        try:
            owner, indicator = _asked(key, against)
            said = {"period": period_in(sheet.cell(row, heads["时期"]))}
            said["locator"] = text_in(sheet.cell(row, heads[BASIS])) if BASIS in heads else ""
            found = {
                FIELDS[head]: sheet.cell(row, heads[head]) for head in FORM_HEADS if head in FIELDS and head in heads
            }
            found.pop("period")
            there = against.fact(f"{owner}.{indicator}@{said['period']}")
            unit = str(found["unit"].value).strip() if "unit" in found else ""
            if there is not None and _unchanged(cell, there, unit or there.unit):
                continue
        except NotTaken as refused:
            against.refuse(cell, refused)
            continue
        against.fresh(cell, owner, found, indicator, **said)


def _unchanged(cell: SheetCell, there: FactEntry, unit: str) -> bool:
    """Whether the answer is in the data already: a form may be brought in twice."""
    value = value_in(cell, there.indicator, unit).value
    return unit == there.unit and isinstance(value, Decimal) and value == there.fact.value


def _asked(key: str, against: Against) -> tuple[str, str]:
    owner, dot, rest = key.partition(".")
    indicator = rest.partition("@")[0]
    known = owner in against.dataset.zones or owner == NATIONAL
    if not dot or not known or indicator not in against.dataset.indicators:
        raise NotTaken(f"“{key or '（空）'}”不是报送表的编号，不知道这是什么数", "编号不要改；表外的数另附说明")
    if against.dataset.indicators[indicator].kind not in NUMERIC_KINDS:
        raise NotTaken("这个指标不是数", "写进数据文件")
    return owner, indicator


def _gap(cell: SheetCell, key: str, against: Against) -> None:
    try:
        said = text_in(cell)
    except NotTaken as refused:
        against.refuse(cell, refused)
        return
    hint = "没有对应的指标：自己写进数据文件，再删去这条缺口"
    against.brought.refused.append(CellRemark(cell.name, f"{key} 答复“{said}”", hint))
