"""Tables in a source's text: what a bare number in a cell is a number of, from the column's head, the row's label and 单位：亿元.

A table is two or more lines of as many cells, parted by tabs, bars or wide gaps.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from hgz_report.checks.source.plain import PlainText
from hgz_report.language.numbers import Number, find
from hgz_report.language.units import AFTER_DIGITS, SCALES, any_of

_UNIT = f"(?:(?:{any_of(SCALES)})?(?:{any_of(AFTER_DIGITS)}|平方米)|{any_of(SCALES)})"
_NAMED = re.compile(rf"[(（]\s*(?:单位[:：])?\s*({_UNIT})\s*[)）]|[/／,，]\s*({_UNIT})\s*$|^\s*({_UNIT})\s*$")
_ABOVE = re.compile(rf"单位\s*[:：]\s*({_UNIT})(?![、，,和])")
_NEAR_ABOVE = 3
"""Lines above a table in which its unit may stand."""
_PARTED = re.compile(r"\t|[ \u3000]{2,}|[ ]*\|[ ]*")
_RULE = re.compile(r"[\s|:+—-]*")
_FALLING = re.compile("下降|降幅|减少|减幅|亏损")
_PLANNED = re.compile("计划|目标|预计|规划")
_BARE = re.compile(r"[\s约近超逾-]*[\d.,]+[余多]?[%％‰]?\s*")


class TableCell(Struct, frozen=True):
    """A cell of a table's body: where it stands in the original text and what its row and column say of a number in it."""

    start: int
    end: int
    unit: str
    dates: tuple[str, ...]
    falling: bool
    planned: bool


CellUnits = Callable[[Number], TableCell | None]


def NO_CELLS(_: Number) -> None:  # noqa: N802 - what a text without tables says
    """Of no number anything."""


def cell_units(original: str, plain: PlainText) -> CellUnits:
    """The cell that a number of the plain text stands in."""
    cells = sorted(_cells(original), key=lambda cell: cell.start)
    starts = [cell.start for cell in cells]

    def look(number: Number) -> TableCell | None:
        at = plain.origins[number.core[0]]
        place = bisect_right(starts, at) - 1
        return cells[place] if place >= 0 and at < cells[place].end else None

    return look if cells else NO_CELLS


_Row = Sequence[tuple[int, int, str]]


def _cells(text: str) -> Iterator[TableCell]:
    rows: list[_Row] = []
    above: list[str] = []
    start = 0
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        row = _row(line, start)
        start += len(line) + 1
        if rows and _RULE.fullmatch(line) and line.strip():
            continue
        if rows and len(row) != len(rows[0]):
            yield from _body(rows, above[-_NEAR_ABOVE - len(rows) : -len(rows)])
            rows = []
        if len(row) > 1:
            rows.append(row)
        above.append(line)


def _row(line: str, start: int) -> _Row:
    cells: list[tuple[int, int, str]] = []
    at = 0
    for gap in [*_PARTED.finditer(line), None]:
        end = gap.start() if gap else len(line)
        if line[at:end].strip():
            cells.append((start + at, start + end, line[at:end].strip()))
        at = gap.end() if gap else end
    return cells


def _body(rows: Sequence[_Row], above: Sequence[str]) -> Iterator[TableCell]:
    """The cells below the head; a first row that has bare numbers is no head."""
    if len(rows) < 2 or any(_BARE.fullmatch(text) for _, _, text in rows[0][1:]):
        return
    told = _ABOVE.search("\n".join(above))
    heads = [text for _, _, text in rows[0]]
    named = next((place for place, head in enumerate(heads) if re.fullmatch(r"(?:计量)?单位", head)), None)
    for row in rows[1:]:
        label = row[0][2]
        in_row = row[named][2] if named is not None else ""
        for (start, end, _), head in zip(row[1:], heads[1:], strict=True):
            unit = in_row if re.fullmatch(_UNIT, in_row) else _unit(head) or _unit(label) or (told[1] if told else "")
            both = f"{head} {label}"
            yield TableCell(
                start,
                end,
                unit,
                _dates(head) or _dates(label),
                bool(_FALLING.search(both)),
                bool(_PLANNED.search(both)),
            )


def _unit(text: str) -> str:
    found = _NAMED.search(text)
    return next((unit for unit in found.groups() if unit), "") if found else ""


def _dates(text: str) -> tuple[str, ...]:
    return tuple(number.text for number in find(text) if number.kind == "date")
