"""A series of a chart: its name, its values, how its points look and what their labels print (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from hgz_report.charts.palette import INK, SMALL
from hgz_report.document.chart import Point
from hgz_report.writers.docx.native_charts.data_labels import GENERAL
from hgz_report.writers.docx.native_charts.lettered import Letter, LetteredXml
from hgz_report.writers.docx.native_charts.look import (
    NOTHING,
    WHITE,
    Type,
    filled,
    ink_on,
    marked,
    outline,
    solid,
    text,
)
from hgz_report.writers.docx.native_charts.workbook import Cell, Formula, SheetColumn, cells_reference, head_reference
from hgz_report.writers.docx.oox import attribute, content

Form = Literal["bar", "line", "slice"]
LabelPlace = Literal["outEnd", "ctr", "inBase", "t", "b", ""]
"""Where a label stands; "" for rings, which leave no choice."""
_LINE = 1.75
_MARK, _SMALL_MARK = 6, 3
"""pt: width of a line; size of its marks, and where they are many."""
_MANY = 24


class DataLabels(Struct, frozen=True):
    """Labels of a series.  `formats`: the number format of each point, None for a point without label; `digits`: what it prints;
    `boxed`: on white, where bars may stand behind; `outside`: points whose bar is too short to hold its label.
    """

    formats: tuple[str | None, ...]
    digits: tuple[str, ...]
    place: LabelPlace
    turned: bool = False
    boxed: bool = False
    outside: frozenset[int] = frozenset()


class DrawnColumn(Struct, frozen=True):
    """A column of the workbook as it is drawn.

    `points` tell its marks; `tints` are the colours of single points where they differ (slices).
    """

    form: Form
    order: int
    column: int
    color: str
    points: tuple[Point, ...]
    labels: DataLabels | None = None
    tints: tuple[str, ...] = ()

    def tint(self, at: int) -> str:
        """The colour of a point."""
        return self.tints[at] if self.tints else self.color


def series(shown: DrawnColumn, columns: Sequence[SheetColumn], names: int, font: Type) -> LetteredXml:
    """The series.  `names`: the column of category names."""
    order, column = shown.order, columns[shown.column]
    rows = len(column.cells)
    look, marker, smooth = _look(shown)
    parts = "".join(_point(shown, at, point) for at, point in enumerate(shown.points))
    labels = _labels(shown, shown.labels, font) if shown.labels else ""
    facts = [point.fact for point in shown.points]
    head = string_cells(head_reference(shown.column), (column.head,))
    cells = string_cells(cells_reference(names, rows), columns[names].cells)
    values = number_cells(cells_reference(shown.column, rows), column.cells, facts)
    return (
        head.within(f'<c:ser><c:idx val="{order}"/><c:order val="{order}"/><c:tx>', "</c:tx>")
        + cells.within(f"{look}{marker}{parts}{labels}<c:cat>", "</c:cat>")
        + values.within("<c:val>", f"</c:val>{smooth}</c:ser>")
    )


def string_cells(reference: str, cells: Sequence[Cell]) -> LetteredXml:
    """A reference to cells of text, with what they hold."""
    cache = _cache(cells, [""] * len(cells))
    return cache.within(f"<c:strRef><c:f>{reference}</c:f><c:strCache>", "</c:strCache></c:strRef>")


def number_cells(reference: str, cells: Sequence[Cell], facts: Sequence[str]) -> LetteredXml:
    """A reference to cells of numbers, with what they hold and the fact each stands for."""
    head = f"<c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
    return _cache(cells, facts).within(head, "</c:numCache></c:numRef>")


def _cache(cells: Sequence[Cell], facts: Sequence[str]) -> LetteredXml:
    """What cells hold, each with the fact it stands for; an empty one is left out."""
    pairs = zip(cells, facts, strict=True)
    held = [(at, _letter(cell, fact)) for at, (cell, fact) in enumerate(pairs) if cell is not None]
    points = "".join(f'<c:pt idx="{at}"><c:v>{content(letter.text)}</c:v></c:pt>' for at, letter in held)
    return LetteredXml(f'<c:ptCount val="{len(cells)}"/>{points}', tuple(letter for _, letter in held))


def _letter(cell: Decimal | str | Formula, fact: str) -> Letter:
    if isinstance(cell, Formula):
        return Letter(cell.pieces) if cell.pieces else _letter(cell.value, fact)
    return Letter(((f"{cell:f}" if isinstance(cell, Decimal) else cell, fact),))


def _look(shown: DrawnColumn) -> tuple[str, str, str]:
    """Properties of the whole series, then what stands before its points, then what ends it."""
    match shown.form:
        case "bar":
            return filled(shown.color), '<c:invertIfNegative val="0"/>', ""
        case "line":
            line = f"<c:spPr>{outline(shown.color, _LINE)}</c:spPr>"
            return (
                line,
                dot_marker("circle", shown.color, shown.color, _SMALL_MARK if len(shown.points) > _MANY else _MARK),
                '<c:smooth val="0"/>',
            )
        case "slice":
            return "", "", ""


def dot_marker(symbol: str, color: str, fill: str, size: int = _MARK) -> str:
    """The mark of a point; `size` in pt."""
    look = f"<c:spPr>{solid(fill)}{outline(color, 1.0)}</c:spPr>"
    return f'<c:marker><c:symbol val="{symbol}"/><c:size val="{size}"/>{look}</c:marker>'


def _point(shown: DrawnColumn, at: int, point: Point) -> str:
    """A point that doesn't look like the rest of its series; empty for others."""
    color = shown.tint(at)
    match shown.form:
        case "bar":
            look, before = marked(color, point), '<c:invertIfNegative val="0"/><c:bubble3D val="0"/>'
        case "slice":
            look, before = marked(color, point) or filled(color, rim=WHITE), '<c:bubble3D val="0"/>'
        case "line":
            look, before = _line_point(color, point)
    return f'<c:dPt><c:idx val="{at}"/>{before}{look}</c:dPt>' if look and point.value is not None else ""


def _line_point(color: str, point: Point) -> tuple[str, str]:
    """A point of a line: what is expected is dashed and hollow, a bound has a mark of another shape."""
    symbol = {"lower": "triangle", "upper": "diamond"}.get(point.bound, "circle")
    if symbol == "circle" and not point.expected:
        return "", ""
    line = outline(color, _LINE, "sysDash" if point.expected else "solid")
    return f"<c:spPr>{line}</c:spPr>", dot_marker(symbol, color, WHITE) + '<c:bubble3D val="0"/>'


def _labels(shown: DrawnColumn, labels: DataLabels, font: Type) -> str:
    common = Counter(code for code in labels.formats if code is not None).most_common(1)
    usual = _Look(
        common[0][0] if common else GENERAL, _ink(shown, labels, Point(), shown.color), labels.place, labels.boxed
    )
    own = "".join(_own_labels(shown, labels, usual, font))
    return f"<c:dLbls>{own}{_label_look(labels, usual, font)}</c:dLbls>"


class _Look(Struct, frozen=True):
    """Format, colour and place of a label; `boxed`: on white."""

    code: str
    color: str
    place: LabelPlace
    boxed: bool


def _own_labels(shown: DrawnColumn, labels: DataLabels, usual: _Look, font: Type) -> Iterator[str]:
    """Labels that differ from the usual one."""
    for at, (point, code) in enumerate(zip(shown.points, labels.formats, strict=True)):
        if point.value is None:
            continue
        if code is None:
            yield f'<c:dLbl><c:idx val="{at}"/><c:delete val="1"/></c:dLbl>'
            continue
        # Digits can't be read on hatching.
        boxed = labels.boxed or (_inside(labels) and point.bound in ("lower", "upper"))
        inside = _Look(code, _ink(shown, labels, point, shown.tint(at)), labels.place, boxed)
        look = _Look(code, INK, "outEnd", labels.boxed) if at in labels.outside else inside
        if look != usual:
            yield f'<c:dLbl><c:idx val="{at}"/>{_label_look(labels, look, font)}</c:dLbl>'


def _ink(shown: DrawnColumn, labels: DataLabels, point: Point, color: str) -> str:
    """The colour of a label: that on its bar where it stands inside."""
    return ink_on(color, point) if _inside(labels) else INK


def _inside(labels: DataLabels) -> bool:
    return labels.place in ("ctr", "inBase", "")


def _label_look(labels: DataLabels, look: _Look, font: Type) -> str:
    ground = f"<c:spPr>{solid(WHITE)}<a:ln><a:noFill/></a:ln></c:spPr>" if look.boxed else NOTHING
    place = f'<c:dLblPos val="{look.place}"/>' if look.place else ""
    turn = -90 if labels.turned else 0
    code = attribute(look.code)
    return (
        f'<c:numFmt formatCode="{code}" sourceLinked="0"/>{ground}{text(font, SMALL, look.color, turn)}{place}{_VALUE}'
    )


_VALUE = (
    '<c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
    '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
)
