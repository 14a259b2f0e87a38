"""Numbers of a right-aligned column: in a block centred under the head, and on the decimal point where they have decimals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hgz_report.document.blocks import Inlines, Table, Text, plain
from hgz_report.layout.inline.paragraph import Typesetter
from hgz_report.style import TextStyle

_NUMBER = re.compile(r"[+\-−]?\d[\d,]*(\.\d+|)")
_NO_NUMBER = frozenset({"", "—", "…"})
"""What stands where there is no number."""


def tail(text: str) -> str:
    """A number from its decimal point on: `.8` of `19.8`; nothing of a whole number or of anything else."""
    number = _NUMBER.fullmatch(text)
    return number[1] if number else ""


def tails(texts: Iterable[str]) -> set[str]:
    """The tails of a column whose numbers should align on the point; empty where they need not, or are not all numbers."""
    numbers = [text for text in texts if text not in _NO_NUMBER]
    found = {tail(text) for text in numbers}
    aligned = all(map(_NUMBER.fullmatch, numbers)) and len(set(map(len, found))) > 1
    return found if aligned else set()


class Numbers:
    """What is free at the right of every cell of a table, in pt; `rooms` are the measures of its columns."""

    def __init__(self, table: Table, setter: Typesetter, style: TextStyle, rooms: Sequence[float]) -> None:
        self._table, self._setter, self._style = table, setter, style
        columns = range(len(table.columns))
        self._tails = [self._widest_tail(index) for index in columns]
        self._sides = [self._side(index, rooms[index]) for index in columns]

    def insets(self) -> tuple[tuple[float, ...], ...]:
        """For each row, what is free at the right of its cells."""
        count = len(self._sides)
        return tuple(
            (0.0,) if row.kind == "group" else tuple(self.inset(n, cell) for n, cell in enumerate(row.cells[:count]))
            for row in self._table.rows
        )

    def inset(self, index: int, cell: Inlines) -> float:
        """What is free at the right of one cell; 0 in a column that is not right-aligned."""
        return self._sides[index] + self._tails[index] - self._tail(index, cell)

    def _side(self, index: int, room: float) -> float:
        if self._table.columns[index].align != "right":
            return 0.0
        cells = self._table.column_cells(index)
        heads = (self._setter.widths(cell, self._style)[1] - self._tail(index, cell) for cell in cells)
        return max(0.0, room - max(heads, default=0.0) - self._tails[index]) / 2

    def _widest_tail(self, index: int) -> float:
        if self._table.columns[index].align != "right":
            return 0.0
        return max(map(self._width, tails(map(plain, self._table.column_cells(index)))), default=0.0)

    def _tail(self, index: int, cell: Inlines) -> float:
        return self._width(tail(plain(cell))) if self._tails[index] else 0.0

    def _width(self, text: str) -> float:
        return self._setter.widths((Text(text),), self._style)[1]
