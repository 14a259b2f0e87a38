"""A table from Excel, WPS or LibreOffice (.xlsx): its cells as they were entered, and what is odd about each.

The package is looked through before anything is unpacked from it, and nothing is read that could be endless.  Values come from
calamine, which does not say that a cell is a formula without a result, an error, a percentage or hidden: the XML does.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree
from xml.parsers import expat

from msgspec import Struct

from hgz_report.problems import Problem, Unusable, Where
from hgz_report.readers.spreadsheet_package import SAVE_AS, content_of, unpacked

MAX_ROWS, MAX_JOINED, MAX_AREA = 50_000, 200_000, 4_000_000
"""Rows with something in them on one sheet; cells of it that are joined with others; cells, empty ones included, from its first
to its last, for calamine makes room for each: with the largest the process comes to 230 MB.
"""
_PERCENT_FORMATS = {9, 10}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d*)")

CellOddity = Literal["formula", "no result", "error", "percent", "merged", "hidden row", "hidden column"]
HIDDEN = frozenset({"hidden row", "hidden column"})
CellValue = str | float | int | bool | date | time | timedelta


class SheetCell(Struct, frozen=True):
    """`value`: "" for an empty cell; `odd`: everything about it that a reader of the value would not see."""

    sheet: str
    row: int
    column: int
    value: CellValue
    odd: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """`事实!E12`, as office programs call it."""
        return f"{self.sheet}!{letters(self.column)}{self.row + 1}"


class SheetRead(Struct, frozen=True):
    """One sheet: rows and columns from 0.  `merged`: cells joined into one, each with the first of them."""

    name: str
    hidden: bool
    rows: tuple[tuple[CellValue, ...], ...]
    odd: Mapping[tuple[int, int], frozenset[str]]
    merged: Mapping[tuple[int, int], tuple[int, int]]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max(map(len, self.rows), default=0)

    def cell(self, row: int, column: int) -> SheetCell:
        """A cell, empty where there is none."""
        there = 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])
        odd = set(self.odd.get((row, column), ()))
        if (row, column) in self.merged:
            odd.add("merged")
        if row in self.hidden_rows:
            odd.add("hidden row")
        if column in self.hidden_columns:
            odd.add("hidden column")
        return SheetCell(self.name, row, column, self.rows[row][column] if there else "", frozenset(odd))

    def covering(self, row: int, column: int) -> SheetCell:
        """The cell that shows there: of cells joined into one the first."""
        return self.cell(*self.merged.get((row, column), (row, column)))

    def filled(self, first: int = 0) -> Iterator[int]:
        """Rows from `first` on with something in them, be it an error: of the hundred thousands that a table may have, few."""
        odd = {row for row, _ in self.odd}
        return (at for at in range(first, len(self.rows)) if at in odd or any(value != "" for value in self.rows[at]))


def letters(column: int) -> str:
    """`A` for column 0, `AA` for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: str) -> int:
    """0 for `A`."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def read_spreadsheet(path: Path) -> tuple[SheetRead, ...]:
    """Every sheet of a file.  Raises Unusable for what is no .xlsx, has macros or a password, or is too large."""
    data = content_of(path)
    said = Where(path.name)
    parts = unpacked(data, said)
    try:
        return tuple(_sheets(data, parts, said))
    except (KeyError, ValueError, IndexError, ElementTree.ParseError, expat.ExpatError):
        raise Unusable([Problem(said, "文件坏了，读不出里面的表", SAVE_AS)]) from None


def _sheets(data: bytes, parts: Mapping[str, bytes], said: Where) -> Iterator[SheetRead]:
    if "xl/workbook.xml" not in parts:
        raise Unusable([Problem(said, "不是 Excel 工作簿", SAVE_AS)])
    if b"macroEnabled" in parts.get("[Content_Types].xml", b""):
        raise Unusable([Problem(said, "文件带宏（.xlsm），不读", SAVE_AS)])
    percents = _percents(parts.get("xl/styles.xml", b""))
    scans = {
        name: _SheetScan(name, percents, said).read(parts[part])
        for name, part in _parts_of_sheets(parts)
        if part in parts
    }
    # Nobody else pays for it.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for meta in book.sheets_metadata:
            if meta.name in scans:
                table = book.get_sheet_by_name(meta.name)
                scan = scans[meta.name]
                yield SheetRead(
                    meta.name,
                    meta.visible != SheetVisibleEnum.Visible,
                    tuple(map(tuple, table.to_python(skip_empty_area=False))),
                    {place: frozenset(found) for place, found in scan.odd.items()},
                    dict(_joined(table.merged_cell_ranges or (), table.height, table.width, said)),
                    frozenset(scan.hidden_rows),
                    frozenset(scan.hidden_columns),
                )
    except PasswordError:
        raise Unusable([Problem(said, "文件设了密码，读不了", "去掉密码另存一份")]) from None
    except CalamineError:
        raise Unusable([Problem(said, "文件坏了，读不出里面的表", SAVE_AS)]) from None


def _joined(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]], height: int, width: int, said: Where
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Cells joined into one, each with the first; as far as the sheet has anything."""
    left = MAX_JOINED
    for (top, first), (bottom, last) in ranges:
        for row in range(top, min(bottom, height) + 1):
            for column in range(first, min(last, width) + 1):
                left -= 1
                if left < 0:
                    raise Unusable([Problem(said, "合并的格子太多，没有读", "取消合并，另存一份")])
                yield (row, column), (top, first)


def _parts_of_sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    relations = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for sheet in ElementTree.fromstring(parts["xl/workbook.xml"]).iter():
        if sheet.tag.endswith("}sheet"):
            target = targets.get(sheet.get(_RELATION), "")
            yield sheet.get("name", ""), target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _percents(styles: bytes) -> frozenset[int]:
    """Which cell styles show a number as so many per cent."""
    if not styles:
        return frozenset()
    root = ElementTree.fromstring(styles)
    codes = {
        int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter() if one.tag.endswith("}numFmt")
    }
    found = next((one for one in root if one.tag.endswith("}cellXfs")), ())
    ids = [int(one.get("numFmtId", "0")) for one in found]
    return frozenset(n for n, number in enumerate(ids) if number in _PERCENT_FORMATS or "%" in codes.get(number, ""))


class _SheetScan:
    """What the XML of one sheet says of its cells besides their values."""

    def __init__(self, name: str, percents: frozenset[int], said: Where) -> None:
        self.name, self.percents, self.said = name, percents, said
        self.odd: dict[tuple[int, int], set[CellOddity]] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.filled = 0
        self.row = -1
        self.place = self.last = (-1, -1)
        self.formula = self.has_value = self.counted = self.inside = False

    def read(self, data: bytes) -> _SheetScan:
        """Look through it.  Raises Unusable for too many rows."""
        parser = expat.ParserCreate()
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text
        parser.Parse(data, True)
        return self

    def start(self, name: str, given: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                self.on_cell(given)
            case "v" | "t":
                self.inside = True
            case "f":
                self.formula = True
            case "row":
                self.on_row(given)
            case "col":
                self.on_column(given)

    def on_row(self, given: dict[str, str]) -> None:
        self.row = int(given["r"]) - 1 if "r" in given else self.row + 1
        self.place, self.counted = (self.row, -1), False
        if given.get("hidden") in ("1", "true"):
            self.hidden_rows.add(self.row)

    def on_column(self, given: dict[str, str]) -> None:
        if given.get("hidden") in ("1", "true"):
            first, last = int(given.get("min", "1")), int(given.get("max", "1"))
            self.hidden_columns.update(range(first - 1, min(last, first + 1000)))

    def on_cell(self, given: dict[str, str]) -> None:
        found = _REFERENCE.fullmatch(given.get("r", ""))
        self.place = (int(found[2]) - 1, column_of(found[1])) if found else (self.row, self.place[1] + 1)
        self.formula = self.has_value = False
        if given.get("t") == "e":
            self.mark("error")
        elif int(given.get("s", "0")) in self.percents and given.get("t", "n") == "n":
            self.mark("percent")

    def text(self, said: str) -> None:
        if self.inside and said:
            self.has_value = True

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local in ("v", "t"):
            self.inside = False
        elif local == "c":
            if self.formula:
                self.mark("formula" if self.has_value else "no result")
            if self.formula or self.has_value:
                self.on_content()

    def on_content(self) -> None:
        if not self.counted:
            self.counted = True
            self.filled += 1
        if self.filled > MAX_ROWS:
            what = f"“{self.name}”有内容的行超过 {MAX_ROWS} 行，没有读"
            raise Unusable([Problem(self.said, what, "只留要带进来的几行；删掉的行要整行删去")])
        self.last = (max(self.last[0], self.place[0]), max(self.last[1], self.place[1]))
        if (self.last[0] + 1) * (self.last[1] + 1) > MAX_AREA:
            what = f"“{self.name}”的范围太大（到 {letters(self.place[1])}{self.place[0] + 1}），没有读"
            raise Unusable([Problem(self.said, what, "删去表外面的零星格子（连格式），另存一份")])

    def mark(self, kind: CellOddity) -> None:
        self.odd.setdefault(self.place, set()).add(kind)
