"""What the rows of a table are called where each is an indicator: `地区生产总值（亿元）`, `地区生产总值/同比增长（%）`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from hgz_report.readers.spreadsheet import SheetRead
from hgz_report.workshop.excel.table_heads import joined

_HANGS_ON = re.compile(r"^(?:其中|#|同比|环比|比上年|增长|增速|增幅|增减|占比|比重|[-—–－·]+)")
"""A name that means something only under the one above it."""
_ENTRY = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}[、.．])")
_DIGITS = re.compile(r"[\d.]+")


class RowNames:
    """`column`: where names begin, before `first`, the first column of numbers; `units`: the column of units, if there is one."""

    def __init__(self, sheet: SheetRead, column: int, first: int, units: int | None) -> None:
        self.sheet, self.first, self.units = sheet, first, units
        self.columns = [at for at in range(column, max(first, column + 1)) if at != units]

    def own(self, row: int) -> str:
        """What stands in the row itself, its number taken off; "" for a row without a name."""
        said = joined(self.sheet, ((row, at) for at in self.columns))
        parts = [_ENTRY.sub("", part) for part in said.split("/")]
        return "/".join(part for part in parts if part and not _DIGITS.fullmatch(part))

    def unit(self, row: int) -> str:
        """What the column of units says."""
        return re.sub(r"\s", "", str(self.sheet.covering(row, self.units).value)) if self.units is not None else ""

    def says(self, row: int) -> bool:
        """Whether anything stands to the right of the name and the unit."""
        first = self.columns[-1] + 1
        odd = self.sheet.odd
        return any(
            (value != "" or (row, at) in odd) and at != self.units
            for at, value in enumerate(self.sheet.rows[row][first:], first)
        )

    def rows(self, heads: int) -> Iterator[tuple[int, str]]:
        """Each row below the heads that has a name, with its whole name."""
        return ((row, name) for row, name in self._named.items() if row >= heads)

    def above(self, row: int) -> str:
        """The name of the row that a row like 同比增长 belongs to; "" for one that stands by itself."""
        whole, _, hangs_on = self._named.get(row, "").rpartition("/")
        return whole if _HANGS_ON.match(hangs_on) else ""

    @cached_property
    def _named(self) -> dict[int, str]:
        found: dict[int, str] = {}
        above = ""
        for row in self.sheet.filled():
            own = self.own(row)
            if not own:
                continue
            if _HANGS_ON.match(own):
                whole = f"{above}/{own}" if above else own
            else:
                whole = above = own
            unit = self.unit(row)
            found[row] = f"{whole}（{unit}）" if unit else whole
        return found
