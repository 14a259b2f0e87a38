"""Cells held against the data: what they were when the table went out, what they are now, and what somebody made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.fields import number_of
from hgz_report.data.model import Fact
from hgz_report.data.written_order import written_order
from hgz_report.forms.tree import Plain
from hgz_report.readers.spreadsheet import HIDDEN, SheetCell, SheetRead
from hgz_report.workshop.excel.brought import Brought, CellRemark, FieldChange, NewFact
from hgz_report.workshop.excel.entered import (
    Entered,
    NotTaken,
    choice_in,
    is_empty,
    period_in,
    same_text,
    sound,
    text_in,
    value_in,
)
from hgz_report.workshop.excel.sheet_columns import (
    BASE,
    DEFAULTS,
    FIELDS,
    HEADS,
    WORDS,
    as_office_programs_may_write,
    field_text,
)

_OPTIONAL = ("unit", "note", *WORDS)


@dataclass(frozen=True)
class Against:
    """The data, and by fact and field what a table had when it went out (`base`, empty when it does not say).

    `source`: the source of new facts that name none.
    """

    dataset: Dataset
    base: Mapping[str, Mapping[str, str]]
    source: str
    brought: Brought

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """Facts by their ids as office programs may write them."""
        return {as_office_programs_may_write(name): name for name in self.dataset.facts}

    def fact(self, written: str) -> FactEntry | None:
        """The fact of an id in a cell."""
        return self.dataset.facts.get(self.ids.get(written, written))

    def then(self, entry: FactEntry, key: str) -> str:
        """What a cell said when the table went out; what it would say now where that is not known."""
        return self.base.get(entry.id, {}).get(key, field_text(entry, key))

    def refuse(self, cell: SheetCell, refused: NotTaken) -> None:
        """Note a cell that is not taken."""
        self.brought.refused.append(CellRemark(cell.name, refused.what, refused.hint))

    def remark(self, cell: SheetCell, said: str) -> None:
        """Note how a cell was read."""
        if said:
            self.brought.said.append(CellRemark(cell.name, said))

    def field(self, cell: SheetCell, entry: FactEntry, key: str, unit: str) -> None:
        """Hold a cell against a field of a fact; `unit`: what its numbers are counted in."""
        then, now = self.then(entry, key), field_text(entry, key)
        if isinstance(cell.value, str) and not cell.odd - HIDDEN and same_text(cell.value, then):
            return
        try:
            found = self.entered(cell, entry, key, unit)
            new = shown(found.value, key)
            if _same(new, then, key, entry) or _same(new, now, key, entry):
                return
            if cell.odd & HIDDEN:
                raise hidden_cell()
            if not _same(then, now, key, entry):
                raise NotTaken(f"表里由“{then}”改成“{new}”，数据里这期间已改成“{now}”", "两边核对，重新导出一份再改")
        except NotTaken as refused:
            self.refuse(cell, refused)
            return
        self.remark(cell, found.said)
        self.brought.changes.append(FieldChange(cell.name, entry, key, now, new or "（删去）", found.value))

    def entered(self, cell: SheetCell, entry: FactEntry, key: str, unit: str) -> Entered:
        """What a cell makes of a field; None where the key goes.  Raises NotTaken."""
        if is_empty(cell):
            sound(cell)
            if key in _OPTIONAL or not self.then(entry, key):
                return Entered(None)
            raise NotTaken(
                f"空了；原来是“{self.then(entry, key)}”，没有当作删去", "要改就写上新的；要删这条事实，改数据文件"
            )
        if key == "value":
            return value_in(cell, entry.indicator, unit)
        if key == "period":
            text = period_in(cell)
            return Entered(Decimal(text) if text.isdigit() else text)
        if key in WORDS:
            word = choice_in(cell, key)
            return Entered(None if DEFAULTS.get(key) == word else word)
        text = text_in(cell)
        if key == "unit" and text == entry.indicator.unit:
            return Entered(None)
        if key == "source":
            self.known_source(text)
        return Entered(text)

    def known_source(self, name: str) -> None:
        """Raise NotTaken for a source that is not registered."""
        if name not in self.dataset.sources:
            raise NotTaken(f"没有登记“{name}”这个出处", "先写进 data/sources.yaml")

    def fresh(self, at: SheetCell, owner: str, cells: Mapping[str, SheetCell], indicator: str, **said: str) -> None:
        """A fact that is not there yet, from the cells of its fields and what is `said` beside them."""
        try:
            fact = self.new_fact(at, owner, cells, indicator, said)
        except NotTaken as refused:
            self.refuse(at, refused)
            return
        self.brought.fresh.append(NewFact(at.name, owner, fact))

    def new_fact(
        self, at: SheetCell, owner: str, cells: Mapping[str, SheetCell], indicator: str, said: Mapping[str, str]
    ) -> dict[str, Plain]:
        """Its keys as they are written.  Raises NotTaken."""
        if any(cell.odd & HIDDEN for cell in cells.values() if not is_empty(cell)):
            raise hidden_cell()
        kind = self.dataset.indicators[indicator]
        texts = {
            key: text_in(cell) for key, cell in cells.items() if key in HEADS and key not in ("value", "period", *WORDS)
        }
        texts |= {key: choice_in(cell, key) for key, cell in cells.items() if key in WORDS and not is_empty(cell)}
        texts = {key: text for key, text in {**said, **{k: v for k, v in texts.items() if v}}.items() if text}
        period = texts.get("period") or (period_in(cells["period"]) if "period" in cells else "")
        unit = texts.get("unit", kind.unit)
        found = value_in(cells["value"], kind, unit)
        source = texts.get("source", self.source)
        if not period or not source:
            missing = "时期" if not period else "出处"
            raise NotTaken(f"新的数没有写{missing}", "补上；整张表出自同一处的，导入时用 --source 编号")
        self.known_source(source)
        trust = self.dataset.sources[source].trust
        fact: dict[str, Plain] = {
            "indicator": indicator,
            "period": Decimal(period) if period.isdigit() else period,
            "value": found.value,
            "unit": unit if unit != kind.unit else "",
            "source": source,
            "locator": texts.get("locator") or f"导入的表，{at.name}",
            "confidence": texts.get("confidence", trust),
            "note": texts.get("note", ""),
            **{
                key: texts[key]
                for key in ("qualifier", "status", "scope")
                if texts.get(key, DEFAULTS[key]) != DEFAULTS[key]
            },
        }
        status = str(fact.get("status", "actual"))
        suffix = "" if status == "actual" else f":{status}"
        there = self.dataset.facts.get(f"{owner}.{indicator}@{period}{suffix}")
        if there is not None:
            raise NotTaken(
                f"数据里已有这一条，是{field_text(there, 'value')}（{there.where}）",
                "改那一条；两个出处说法不一的，写进它的 conflicts",
            )
        self.remark(at, found.said)
        return {key: fact[key] for key in written_order(Fact) if fact.get(key, "") != ""}


def hidden_cell() -> NotTaken:
    """Why what nobody sees is not taken: who drags a value down fills hidden rows too."""
    return NotTaken("这一格藏着（行或列），里面的改动没有取", "取消隐藏（或者取消筛选），核对后再来")


def shown(value: Plain, key: str) -> str:
    """A value as a cell shows it."""
    if value is None:
        return WORDS[key][DEFAULTS[key]] if key in DEFAULTS and key in WORDS else ""
    return format(value, "f") if isinstance(value, Decimal) else WORDS.get(key, {}).get(str(value), str(value))


def _same(one: str, other: str, key: str, entry: FactEntry) -> bool:
    if key == "unit" and "" in (one, other):
        return (one or entry.indicator.unit) == (other or entry.indicator.unit)
    if key == "value":
        try:
            return Decimal(one) == Decimal(other)
        except InvalidOperation:
            pass
        if number_of(one) is not None and number_of(one) == number_of(other):
            return True
    return same_text(one, other)


def base_of(sheets: Sequence[SheetRead]) -> dict[str, dict[str, str]]:
    """What the facts were when a table went out, by id and field; empty where it does not say."""
    sheet = next((one for one in sheets if one.name == BASE), None)
    if sheet is None or not sheet.rows:
        return {}
    heads = [str(head) for head in sheet.rows[0]]
    found: dict[str, dict[str, str]] = {}
    for row in sheet.rows[1:]:
        cells = dict(zip(heads, map(str, row), strict=False))
        found[str(row[0])] = {key: cells[head] for head, key in FIELDS.items() if head in cells}
    return found
