"""Tables against what was built: a value belongs to its row's label, its column's head, its group and its caption."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.audit.difference import Comparison, Difference, of_segment, of_unit
from hgz_report.audit.expected import Expected
from hgz_report.audit.numbers_alike import accept, numbers_alike
from hgz_report.audit.sentences import has_number, says_otherwise
from hgz_report.readers.content import Segment

_LEAST_ALIKE = 0.3
"""The part of a table's cells that is there if it is that table."""


class BuiltGrid(Struct, frozen=True):
    """A table as it was built, by the place of its block: its heads, and rows of cells; a row of one cell names a group."""

    block: int
    heads: Sequence[Expected]
    rows: Sequence[Sequence[Expected]]

    @property
    def units(self) -> list[Expected]:
        """All cells."""
        return [*self.heads, *(cell for row in self.rows for cell in row)]


class FoundGrid(Struct, frozen=True):
    """A table of a file: its rows of cells from the left."""

    number: int
    rows: Sequence[Sequence[Segment]]


class _GridRow(Struct, frozen=True):
    group: str
    built: Sequence[Expected] = ()
    found: Sequence[Segment] = ()

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.built or self.found)


def built_grids(units: Sequence[Expected]) -> Iterator[BuiltGrid]:
    """The tables among some units."""
    cells = [unit for unit in units if unit.column >= 0]
    for block, held in groupby(cells, lambda unit: unit.block):
        table = list(held)
        rows = [list(row) for _, row in groupby((u for u in table if u.row >= 0), lambda unit: unit.row)]
        yield BuiltGrid(block, [unit for unit in table if unit.row < 0], rows)


def found_grids(segments: Sequence[Segment]) -> Iterator[FoundGrid]:
    """The tables of a file."""
    cells = [(segment.cell, segment) for segment in segments if segment.cell]
    for number, held in groupby(cells, lambda one: one[0].table):
        rows = [[segment for _, segment in row] for _, row in groupby(held, lambda one: one[0].row)]
        yield FoundGrid(number, rows)


def matched(built: Sequence[BuiltGrid], found: Sequence[FoundGrid]) -> list[tuple[BuiltGrid, FoundGrid]]:
    """Each table with the one it became, the most alike first."""
    words = [Counter(unit.text for unit in grid.units) for grid in built]
    now = [Counter(cell.text for row in grid.rows for cell in row) for grid in found]
    alike = [
        ((one & two).total() / max(one.total(), 1), -abs(i - j), i, j)
        for i, one in enumerate(words)
        for j, two in enumerate(now)
    ]
    pairs: dict[int, int] = {}
    for likeness, _, i, j in sorted(alike, reverse=True):
        if likeness >= _LEAST_ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(built[i], found[j]) for i, j in sorted(pairs.items())]


def grid_alike(built: BuiltGrid, found: FoundGrid, names: Sequence[str], result: Comparison) -> int:
    """Everything that differs in a table; the characters of its text that are there."""
    before = _rows(built)
    columns, after = _columns(built, found, before, result)
    same = _exact(before, after, result)
    for was, now in _couples(before, after):
        same += _cells(was, now, columns, names, result)
    numbers_alike([cell for was in before for cell in was.built], [], result)
    for now in after:
        for segment in now.found:
            at = len(result.findings)
            numbers_alike([], [segment], result)
            place = built.heads[0] if built.heads else None
            result.findings[at:] = [_near(one, place, now) for one in result.findings[at:]]
    return same


def _near(one: Difference, place: Expected | None, row: _GridRow) -> Difference:
    around = "｜".join(cell.text for cell in row.found)[:60]
    if place is None:
        return replace(one, around=around)
    return replace(one, page=one.page or place.page, heading=place.heading, line=place.line(0), around=around)


def _rows(built: BuiltGrid) -> list[_GridRow]:
    out, group = [], ""
    for row in built.rows:
        if len(row) == 1 < len(built.heads):
            group = row[0].text
            out.append(_GridRow("", row))
        else:
            out.append(_GridRow(group, row))
    return out


def _found_rows(rows: Sequence[Sequence[Segment]], columns: Sequence[int], wide: int) -> list[_GridRow]:
    out, group = [], ""
    for row in rows:
        if len(row) == 1 < wide:
            group = row[0].text
            out.append(_GridRow("", found=row))
        else:
            kept = [row[at] for at in columns if at < len(row)]
            out.append(_GridRow(group, found=kept + [row[at] for at in range(len(row)) if at not in columns]))
    return out


def _columns(
    built: BuiltGrid, found: FoundGrid, before: Sequence[_GridRow], result: Comparison
) -> tuple[list[Expected], list[_GridRow]]:
    """The heads of the columns, and the rows of the file with their cells in the order of the built columns."""
    heads = found.rows[0] if found.rows else []
    wide = len(built.heads)
    texts = [head.text for head in heads]
    in_place = list(range(wide))
    by_head = _by_head([head.text for head in built.heads], texts)
    keys = Counter(row.key for row in before)
    orders = [in_place] if by_head is None else [in_place, by_head]
    best = max(orders, key=lambda o: (Counter(r.key for r in _found_rows(found.rows[1:], o, wide)) & keys).total())
    moved = best != in_place
    if moved:
        result.notice("表格的列换了次序，数没有变", built.heads[0].text)
    for head, at in zip(built.heads, best, strict=True):
        now = texts[at] if at < len(texts) else ""
        if head.text == now:
            accept([head], result)
        else:
            start = len(result.findings)
            if at < len(texts):
                numbers_alike([head], [heads[at]], result)
            if len(result.findings) == start:
                result.findings.append(of_unit("label", head, now))
    return list(built.heads), _found_rows(found.rows[1:], best, wide)


def _by_head(built: Sequence[str], found: Sequence[str]) -> list[int] | None:
    """Where each column is now by its head; None where heads changed or two are alike."""
    if sorted(built) != sorted(found) or len(set(built)) != len(built):
        return None
    return [found.index(head) for head in built]


def _exact(before: list[_GridRow], after: list[_GridRow], result: Comparison) -> int:
    """Take out the rows that are as they were, in whatever order, under their group."""
    same, order = 0, []
    for was in list(before):
        now = next((one for one in after if one.key == was.key and one.group == was.group), None)
        if now is not None:
            before.remove(was)
            order.append(now)
            after.remove(now)
            accept(was.built, result)
            same += sum(len(cell.text) for cell in was.built)
    rows = [now.found[0].cell.row for now in order if now.found[0].cell]
    if rows != sorted(rows):
        result.notice("表格的行换了次序，数没有变", order[0].found[0].text)
    return same


def _couples(before: list[_GridRow], after: list[_GridRow]) -> Iterator[tuple[_GridRow, _GridRow]]:
    """Rows of which some cells were changed: those that share most cells, in the order they stand in."""
    alike = [
        (
            sum(a == b for a, b in zip(was.key, now.key, strict=False)) + (was.key[:1] == now.key[:1]) / 2,
            -abs(i - j),
            i,
            j,
        )
        for i, was in enumerate(before)
        for j, now in enumerate(after)
        if len(was.key) == len(now.key)
    ]
    rows, now_rows = list(before), list(after)
    pairs: dict[int, int] = {}
    for likeness, _, i, j in sorted(alike, reverse=True):
        if (likeness or len(rows) == len(now_rows)) and i not in pairs and j not in pairs.values():
            pairs[i] = j
            before.remove(rows[i])
            after.remove(now_rows[j])
            yield rows[i], now_rows[j]


def _cells(was: _GridRow, now: _GridRow, heads: Sequence[Expected], names: Sequence[str], result: Comparison) -> int:
    """Hold the cells of a changed row against each other; the characters that are there."""
    same = 0
    stated = any(has_number(cell.text) for cell in was.built) or any(has_number(cell.text) for cell in now.found)
    if was.group != now.group:
        result.findings.append(of_unit("label", was.built[0], f"在“{now.group}”之下", f"在“{was.group}”之下"))
    for unit, segment in zip(was.built, now.found, strict=True):
        if unit.text == segment.text:
            accept([unit], result)
            same += len(unit.text)
            continue
        start = len(result.findings)
        numbers_alike([unit], [segment], result)
        if len(result.findings) > start:
            head = heads[unit.column].text if unit.column < len(heads) else ""
            around = f"{was.built[0].text}｜{head}｜{segment.text}"
            result.findings[start:] = [replace(one, around=around) for one in result.findings[start:]]
        elif stated or says_otherwise(unit.text, segment.text, names):
            result.findings.append(of_unit("label" if unit.column == 0 else "meaning", unit, segment.text))
        else:
            result.notices.append(of_unit("meaning", unit, segment.text))
    return same


def caption_alike(grid: BuiltGrid, captions: Mapping[int, Expected], now: Segment | None, result: Comparison) -> None:
    """A finding for a table that stands below the caption of another."""
    caption = captions.get(grid.block)
    if caption is not None and now is not None and now.text != caption.text:
        others = {one.text for block, one in captions.items() if block != grid.block}
        if now.text in others:
            result.findings.append(replace(of_segment("label", now, caption), was=caption.text))
