"""Names of categories that carry what digits can't say: 2020（＞2400）, 研发经费占比（近一半）.

Such a name is a formula of the workbook.  It says the wording while the value is the report's own; of a value that has been
changed it says nothing, or the value itself where no label does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.document.chart import Plot
from hgz_report.writers.docx.native_charts.data_labels import reading, stored, unit_of
from hgz_report.writers.docx.native_charts.workbook import Formula, SheetColumn, letter

NAMES_HEAD = "图中名称"


class Note(Struct, frozen=True):
    """A wording of the value in `cell`.  `lead`: the series it belongs to, "" where that is plain; `labelled`: a label prints the
    number in it; `fact`: what stands behind it.
    """

    wording: str
    cell: str
    value: Decimal
    labelled: bool
    fact: str = ""
    lead: str = ""

    @property
    def words(self) -> str:
        """What the name says."""
        return self.lead + self.wording


Notes = Sequence[Sequence[Note]]
"""Those of every category."""
Joint = tuple[str, str, str]
"""What stands before a note, the note's words, perhaps on several lines, and what stands after it."""
Join = Callable[[str, Note], Joint]
"""How a note joins the name that stands before it."""


def notes_of(plot: Plot) -> list[list[Note]]:
    """The wordings of every category, series by series."""
    units = [unit_of(plot, one) for one in plot.series]
    notes: list[list[Note]] = [[] for _ in plot.categories]
    for order, (one, unit) in enumerate(zip(plot.series, units, strict=True)):
        for at, point in enumerate(one.points):
            read = reading(point, unit)
            if not read.wording or point.value is None:
                continue
            # Where only one series is in per cent, % tells which it is.
            told = len(units) == 1 or (bool(unit) and read.wording.endswith(unit) and units.count(unit) == 1)
            cell = f"{letter(order + 1)}{at + 2}"
            lead = "" if told else one.name
            notes[at].append(
                Note(read.wording, cell, stored(point.value), read.code is not None, point.fact, str(lead))
            )
    return notes


def with_notes(columns: tuple[SheetColumn, ...], notes: Notes, join: Join) -> tuple[tuple[SheetColumn, ...], int]:
    """The columns, with one of noted names at the end where there are notes; and which column names the categories."""
    if not any(notes):
        return columns, 0
    names = [str(value) for value in columns[0].values]
    cells = tuple(_cell(row, name, own, join) for row, (name, own) in enumerate(zip(names, notes, strict=True), 2))
    return (*columns, SheetColumn(NAMES_HEAD, cells)), len(columns)


def joined(name: str, notes: Sequence[Note], join: Join) -> str:
    """A name and its notes as they read."""
    for note in notes:
        name += "".join(join(name, note))
    return name


def _cell(row: int, name: str, notes: Sequence[Note], join: Join) -> Formula:
    parts, text, pieces = [f"A{row}"], name, [(name, "")]
    for note in notes:
        before, words, after = join(text, note)
        text += before + words + after
        pieces.append((before + words + after, note.fact))
        changed = '""'
        if not note.labelled:
            changed = f'IF({note.cell}="","",{quoted(before + note.lead)}&{note.cell}&{quoted(after)})'
        parts.append(f"IF({note.cell}={note.value:f},{quoted(before + words + after)},{changed})")
    return Formula("=" + "&".join(parts), text, tuple(pieces))


def quoted(text: str) -> str:
    """Text inside a formula."""
    lines = ['"' + line.replace('"', '""') + '"' if line else "" for line in text.split("\n")]
    return "&CHAR(10)&".join(lines).strip("&") or '""'


def renamed(column: SheetColumn, name: Callable[[str], str]) -> SheetColumn:
    """The column with every text in it changed."""
    return replace(column, cells=tuple(name(cell) if isinstance(cell, str) else cell for cell in column.cells))
