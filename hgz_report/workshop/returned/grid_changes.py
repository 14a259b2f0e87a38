"""What was done to the rows and columns of tables: put in, taken out, exchanged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from hgz_report.origin import Origin
from hgz_report.readers.word_revised import WordCell
from hgz_report.readers.word_views import View
from hgz_report.workshop.returned.built_text import BuiltReport
from hgz_report.workshop.returned.found_change import FoundChange, FoundKind, comes, goes, stays
from hgz_report.workshop.returned.pairing import PairGroup, in_order
from hgz_report.workshop.returned.sentences_changed import shown

_PART = "表格"
_LEAST = 2
"""Cells that a column has at least to be one."""


class _Grid(Struct):
    """A table: its cells as places among the built paragraphs, and the table of the file that it became."""

    cells: Mapping[tuple[int, int], int]
    table: int = -1
    rows: dict[int, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)

    def row(self, number: int) -> list[int]:
        """The cells of a row."""
        return [b for (row, _), b in self.cells.items() if row == number]

    def column(self, number: int) -> list[int]:
        """The cells of a column."""
        return [b for (_, column), b in self.cells.items() if column == number]


class Grids:
    """`told_built`, `told_found`: cells of which there is nothing more to say."""

    def __init__(self, report: BuiltReport, view: View, groups: Sequence[PairGroup]) -> None:
        self.told_built: set[int] = set()
        self.told_found: set[int] = set()
        self._report, self._view = report, view
        self._partner = {b: group.found[0] for group in groups for b in group.built if group.found}
        self._back = {f: group.built[0] for group in groups for f in group.found if group.built}
        cells: defaultdict[int, dict[tuple[int, int], int]] = defaultdict(dict)
        for b, one in enumerate(report.paragraphs):
            if one.column >= 0 and one.text.strip():
                cells[one.block][one.row, one.column] = b
        self._grids = {block: self._grid(own) for block, own in cells.items()}

    def _cell(self, place: int) -> WordCell | None:
        return self._view.paragraphs[place].cell

    def _grid(self, cells: Mapping[tuple[int, int], int]) -> _Grid:
        grid = _Grid(cells)
        met = [(at, cell) for at, b in cells.items() if b in self._partner and (cell := self._cell(self._partner[b]))]
        tables = Counter(cell.table for _, cell in met)
        if not tables:
            return grid
        grid.table = tables.most_common(1)[0][0]
        rows: defaultdict[int, Counter[int]] = defaultdict(Counter)
        columns: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for (row, column), cell in met:
            if cell.table == grid.table:
                rows[row][cell.row] += 1
                columns[column][cell.column] += 1
        grid.rows = {row: found.most_common(1)[0][0] for row, found in sorted(rows.items())}
        grid.columns = {column: found.most_common(1)[0][0] for column, found in sorted(columns.items())}
        return grid

    def changes(self) -> Iterator[FoundChange]:
        """What was done to whole rows, columns and tables."""
        for grid in self._grids.values():
            if grid.table < 0:
                yield self._gone("dropped", sorted(grid.cells.values()))
                continue
            yield from self._gone_rows(grid)
            yield from self._gone_columns(grid)
            yield from self._new_lines(grid)
            yield from self._moved(grid)
            yield from self._joined(grid)
        yield from self._new_tables()

    def _gone(self, kind: FoundKind, cells: Sequence[int]) -> FoundChange:
        """Cells of one row, column or table that are no more."""
        self.told_built |= {*cells}
        text = "｜".join(shown(self._report.paragraphs[b].text) for b in cells)
        took, who = self._view.took_out("".join(self._report.paragraphs[b].text for b in cells))
        return FoundChange(kind, text, "", goes(text), cells[0], 0, 0, self._origins(cells), who, took, _PART)

    def _origins(self, cells: Sequence[int]) -> tuple[Origin, ...]:
        return tuple(dict.fromkeys(one.origin for b in cells for one in self._report.paragraphs[b].stretches))

    def _gone_rows(self, grid: _Grid) -> Iterator[FoundChange]:
        for number in sorted({row for row, _ in grid.cells}):
            if number not in grid.rows:
                yield self._gone("row dropped", grid.row(number))

    def _gone_columns(self, grid: _Grid) -> Iterator[FoundChange]:
        for number in sorted({column for _, column in grid.cells}):
            own = [b for b in grid.column(number) if b not in self.told_built]
            if number not in grid.columns and len(own) >= _LEAST:
                yield self._gone("column dropped", own)

    def _new_lines(self, grid: _Grid) -> Iterator[FoundChange]:
        """Rows and columns of the file that no cell of ours stands in."""
        kept_rows, kept_columns = set(grid.rows.values()), set(grid.columns.values())
        new_rows: defaultdict[int, list[int]] = defaultdict(list)
        new_columns: defaultdict[int, list[int]] = defaultdict(list)
        for place, one in enumerate(self._view.paragraphs):
            if one.cell and one.cell.table == grid.table and not one.blank and place not in self._back:
                if one.cell.row not in kept_rows:
                    new_rows[one.cell.row].append(place)
                elif one.cell.column not in kept_columns:
                    new_columns[one.cell.column].append(place)
        for row, places in sorted(new_rows.items()):
            before = max((mine for mine, now in grid.rows.items() if now < row), default=-1)
            yield self._new("row added", places, grid.row(before) or sorted(grid.cells.values())[:1])
        for _, places in sorted(new_columns.items()):
            if len(places) >= _LEAST:
                yield self._new("column added", places, sorted(grid.cells.values())[:1])

    def _new(self, kind: FoundKind, places: Sequence[int], near: Sequence[int]) -> FoundChange:
        self.told_found |= {*places}
        text = "｜".join(shown(self._view.paragraphs[place].text) for place in places)
        put_in = all(self._view.paragraphs[place].put_in for place in places)
        who = self._view.paragraphs[places[0]].who
        at = near[-1] if near else -1
        return FoundChange(kind, "", text, comes(text), at, 0, 0, self._origins(near), who, put_in, _PART, places[0])

    def _moved(self, grid: _Grid) -> Iterator[FoundChange]:
        kept = {row for row, _ in in_order(grid.rows.items())}
        for row in grid.rows:
            if row not in kept:
                cells = grid.row(row)
                text = "｜".join(shown(self._report.paragraphs[b].text) for b in cells)
                yield FoundChange("row moved", text, "", stays(text), cells[0], 0, 0, self._origins(cells), part=_PART)
        still = {column for column, _ in in_order(grid.columns.items())}
        for column in grid.columns:
            if column not in still:
                cells = grid.column(column)
                text = shown(self._report.paragraphs[cells[0]].text)
                yield FoundChange(
                    "column moved", text, "", stays(text), cells[0], 0, 0, self._origins(cells[:1]), part=_PART
                )

    def _joined(self, grid: _Grid) -> Iterator[FoundChange]:
        """Cells of ours that are one cell now."""
        held: defaultdict[WordCell, list[int]] = defaultdict(list)
        for b in grid.cells.values():
            if b in self._partner and (cell := self._cell(self._partner[b])):
                held[cell].append(b)
        for cells in held.values():
            if len(cells) > 1:
                text = "｜".join(shown(self._report.paragraphs[b].text) for b in cells)
                yield FoundChange(
                    "cells joined", text, "", stays(text), cells[0], 0, 0, self._origins(cells), part=_PART
                )

    def _new_tables(self) -> Iterator[FoundChange]:
        """Tables of the file in which nothing of ours stands."""
        known = {cell.table for place in self._back if (cell := self._cell(place))}
        new: defaultdict[int, list[int]] = defaultdict(list)
        for place, one in enumerate(self._view.paragraphs):
            if one.cell and one.cell.table not in known and not one.blank:
                new[one.cell.table].append(place)
        for places in new.values():
            near = [self._back[at] for at in range(places[0]) if at in self._back][-1:]
            yield self._new("added", places, near)

    def filled(self, place: int) -> int | None:
        """For a cell that was empty, a cell of its row, or the one above; None for what is no cell of a table of ours."""
        cell = self._cell(place)
        for grid in self._grids.values():
            if cell is not None and cell.table == grid.table:
                row = next((mine for mine, now in grid.rows.items() if now == cell.row), None)
                if row is not None and (own := grid.row(row)):
                    return own[0]
        return None
