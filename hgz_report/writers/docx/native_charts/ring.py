"""Parts of one whole as a ring, the rest to 100 in a pale colour."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from hgz_report.charts.palette import GROUND
from hgz_report.document.chart import Plot, Point, ranked
from hgz_report.writers.docx.native_charts.chart_space import PlotSpace, titled
from hgz_report.writers.docx.native_charts.data_labels import stored, unit_of
from hgz_report.writers.docx.native_charts.design import Design, Room, columns_of, drawn, known, labels_of
from hgz_report.writers.docx.native_charts.look import tint
from hgz_report.writers.docx.native_charts.names import Note, notes_of, with_notes
from hgz_report.writers.docx.native_charts.series import DrawnColumn
from hgz_report.writers.docx.native_charts.workbook import Formula, SheetColumn

_REST = "其余"
_WHOLE = Decimal(100)


def ring(plot: Plot, room: Room) -> Design:
    """The ring, its parts named in a legend beside it; the workbook calculates the rest."""
    ordered = ranked(plot)
    one = ordered.series[0]
    names, values = columns_of(ordered)
    notes: list[list[Note]] = notes_of(ordered)
    points, labels = one.points, labels_of(ordered, one, "")
    tints = tuple(tint(order) for order in range(len(points)))
    rest = stored(_WHOLE - sum(known(ordered)))
    if rest > 0:
        formula = Formula(f"=MAX(0,100-SUM(B2:B{len(points) + 1}))", rest)
        names, values = (
            SheetColumn(names.head, (*names.cells, _REST)),
            SheetColumn(values.head, (*values.cells, formula)),
        )
        notes.append([])
        points, tints = (*points, Point(rest)), (*tints, GROUND)
        labels = replace(labels, formats=(*labels.formats, None), digits=(*labels.digits, ""))
    columns, named = with_notes((names, values), notes, _beside)
    shown = DrawnColumn("slice", 0, 1, tints[0] if tints else GROUND, points, labels, tints)
    group = drawn([shown], columns, room, named).within(
        '<c:doughnutChart><c:varyColors val="1"/>',
        '<c:firstSliceAng val="0"/><c:holeSize val="55"/></c:doughnutChart>',
    )
    unit = unit_of(ordered, one)
    title = titled(f"单位：{unit}" if unit else "", (0.0, 0.0), room.font)
    return Design(columns, PlotSpace(group, "r", title))


def _beside(name: str, note: Note) -> tuple[str, str, str]:
    return "（", note.words, "）"
