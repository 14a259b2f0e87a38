"""What a stranger's table probably means, guessed by names; a person looks at it before anything is taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hgz_report.data.dataset import Dataset
from hgz_report.data.table_map_file import TableColumn, TableMap
from hgz_report.readers.spreadsheet import SheetRead, letters
from hgz_report.workshop.excel.guessed_rows import RowsPlace, guessed_rows, places_of_rows
from hgz_report.workshop.excel.table_heads import WIDEST, heading, joined, time_in, title_of, top_of
from hgz_report.workshop.excel.table_map import Named, is_beside

_LOOKED_AT, _UNKNOWN = 40, 200
"""Columns in which zones are looked for; names that are asked after."""


class ZonesPlace(NamedTuple):
    """A column that names zones, how many, from which row on."""

    found: int
    sheet: SheetRead
    column: int
    first: int


def guessed(sheets: Sequence[SheetRead], dataset: Dataset) -> TableMap | None:
    """The likeliest sheet with its zones or indicators in rows; None where neither are found."""
    named = Named.of(dataset.zones, {})
    seen = [sheet for sheet in sheets if not sheet.hidden]
    zones = max((place for sheet in seen for place in _zone_columns(sheet, named)), key=_count, default=None)
    rows = max((place for sheet in seen for place in places_of_rows(sheet, dataset)), key=_count, default=None)
    if rows is not None and (zones is None or _goes_before(rows, zones, named)):
        return guessed_rows(rows, dataset, named)
    return _guessed_wide(zones, dataset, named) if zones is not None else None


def _count(place: ZonesPlace | RowsPlace) -> int:
    return place.found


def _goes_before(rows: RowsPlace, zones: ZonesPlace, named: Named) -> bool:
    """Whether the indicators are what the rows are about: there are more of them than zones below each other, or the zones stand
    beside each other.
    """
    beside = {named.zone(str(value)) for value in zones.sheet.rows[zones.first]} - {None, ""}
    return rows.found > zones.found or (zones.found == 1 and len(beside) > 1)


def _guessed_wide(place: ZonesPlace, dataset: Dataset, named: Named) -> TableMap:
    _, sheet, column, first = place
    top = top_of(sheet, first)
    title = title_of(sheet, top)
    columns = {
        letters(at): _column(head, title, dataset)
        for at in range(min(sheet.width, WIDEST))
        if at > column and (head := joined(sheet, ((row, at) for row in range(top, first))))
    }
    return TableMap(
        sheet=sheet.name,
        heads=first,
        zones=letters(column),
        period=time_in(title) or time_in(sheet.name),
        columns={at: one for at, one in columns.items() if one.indicator or not is_beside(one.head)},
        names={name: named.near(name) for name in _unknown(sheet, column, first, named)},
    )


def _column(head: str, title: str, dataset: Dataset) -> TableColumn:
    found = heading(head, title, dataset)
    return TableColumn(head=head, indicator=found.indicator, unit=found.unit, period=found.period, status=found.status)


def _zone_columns(sheet: SheetRead, named: Named) -> Iterator[ZonesPlace]:
    found: dict[int, list[int]] = {}
    for row in sheet.filled():
        for column, value in enumerate(sheet.rows[row][:_LOOKED_AT]):
            if isinstance(value, str) and value and named.zone(value):
                found.setdefault(column, []).append(row)
    for column, rows in found.items():
        yield ZonesPlace(len(rows), sheet, column, rows[0])


def _unknown(sheet: SheetRead, column: int, first: int, named: Named) -> list[str]:
    said = [str(sheet.cell(row, column).value).strip() for row in sheet.filled(first)]
    return [name for name in dict.fromkeys(said) if name and named.zone(name) is None][:_UNKNOWN]
