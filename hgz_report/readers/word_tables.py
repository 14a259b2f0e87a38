"""Where a table of a .docx stands, and how wide and high its cells are: what is off the paper or too narrow shows no text."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from hgz_report.readers.content import Oddity
from hgz_report.readers.word_styles import on
from hgz_report.readers.word_text import Element, W

_OFF_LEFT, _OFF_RIGHT = -1600, 4000
"""Twips: a table as wide as the text is over the edge of an A4 sheet (11906 wide, text 8844) at the one and at the other."""
_OFF_BELOW = 15300
"""Twips from the head of an A4 sheet (16838) or of its text: nothing is seen below."""
_WIDEST = 16838
"""Twips: an A4 sheet on its side."""
_PADDED = 1500
"""Twips between the edge of a cell and its text."""
_THIN = 150
"""Twips: no character fits (9 pt are 180)."""
_WIDE_CHAR, _NARROW_CHAR, _LINE = 160, 70, 160
"""Twips that a character and a line of the smallest type (8 pt) take."""
_GONE = "字移到了纸外"
_EDGES = ("top", "left", "start", "bottom", "right", "end")


def table_oddities(table: Element, styled: Sequence[Element]) -> Iterator[Oddity]:
    """What is odd about the place and the columns of a table; `styled`: what its style says of tables (`w:tblPr`, `w:trPr`)."""
    own = table.findall(f"{W}tblPr") + table.findall(f"{W}tr/{W}tblPrEx")
    said = _words(table)
    if not said:
        return
    for properties in (*own, *styled):
        if _off_paper(properties):
            yield Oddity("finding", f"表格移到了纸外，{_GONE}", said)
        if _narrow(properties.find(f"{W}tblW")):
            yield Oddity("finding", "表格窄得看不见字", said)
        if any(on(one) for one in properties.iter(f"{W}hidden")) and properties in styled:
            yield Oddity("finding", "表格的行藏起来了", said)
        if any(_exact(one) for one in properties.iter(f"{W}trHeight")) and properties in styled:
            yield Oddity("finding", "表格的行矮得看不见字", said)
    columns = [_twips(one) for one in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if sum(columns) > _WIDEST or any(_wide(row) > _WIDEST for row in table.iter(f"{W}tr")):
        yield Oddity("finding", f"表格比纸宽，{_GONE}", said)
    yield from _thin_columns(table, columns)


def row_oddities(row: Element, cell: Element, text: str) -> Iterator[Oddity]:
    """What hides the text of a cell: its row or its own size; `text`: what it says."""
    properties = cell.find(f"{W}tcPr")
    merged = None if properties is None else properties.find(f"{W}vMerge")
    if merged is not None and merged.get(f"{W}val", "continue") != "restart":
        yield Oddity("finding", "合并的单元格遮住了字", text)
    if properties is not None and _narrow(properties.find(f"{W}tcW")):
        yield Oddity("finding", "单元格窄得看不见字", text)
    if properties is not None and _padded(properties.find(f"{W}tcMar")):
        yield Oddity("finding", f"单元格的边距把{_GONE}", text)
    if on(row.find(f"{W}trPr/{W}hidden")):
        yield Oddity("finding", "表格的行藏起来了", text)
    height = row.find(f"{W}trPr/{W}trHeight")
    if height is not None and _exact(height) and _twips(height, "val") < _needed(cell, properties):
        yield Oddity("finding", "表格的行矮得看不见字", text)


def _needed(cell: Element, properties: Element | None) -> float:
    """Twips that the text of a cell takes at least."""
    width = None if properties is None else properties.find(f"{W}tcW")
    wide = _twips(width) if width is not None and width.get(f"{W}type", "dxa") == "dxa" else 0
    longs = [
        sum(_WIDE_CHAR if char >= "⺀" else _NARROW_CHAR for char in text)
        for text in (_words(one) for one in cell.iter(f"{W}p"))
        if text
    ]
    return sum(_LINE * (math.ceil(long / wide) if wide else 1) for long in longs)


def _off_paper(properties: Element) -> bool:
    """Whether a table is pushed over an edge of the sheet: as one that floats, by its indent, or by margins within its cells."""
    placed = properties.find(f"{W}tblpPr")
    x, y = (0.0, 0.0) if placed is None else (_twips(placed, "tblpX"), _twips(placed, "tblpY"))
    indent = properties.find(f"{W}tblInd")
    inward = _twips(indent) if indent is not None and indent.get(f"{W}type", "dxa") == "dxa" else 0.0
    spaced = properties.find(f"{W}tblCellSpacing")
    return (
        not _OFF_LEFT <= x <= _OFF_RIGHT
        or not _OFF_LEFT <= y <= _OFF_BELOW
        or not _OFF_LEFT <= inward <= _OFF_RIGHT
        or (spaced is not None and abs(_twips(spaced)) > _PADDED)
        or _padded(properties.find(f"{W}tblCellMar"))
    )


def _padded(margins: Element | None) -> bool:
    found = [] if margins is None else [margins.find(f"{W}{edge}") for edge in _EDGES]
    return any(abs(_twips(one)) > _PADDED for one in found if one is not None)


def _thin_columns(table: Element, columns: Sequence[float]) -> Iterator[Oddity]:
    """A finding for each cell with text that stands in columns which are no wider than a character."""
    for row in table.iterfind(f"{W}tr"):
        before = row.find(f"{W}trPr/{W}gridBefore")
        at = 0 if before is None else int(_twips(before, "val"))
        for cell in row.iterfind(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            end = at + (1 if span is None else int(_twips(span, "val")))
            text = _words(cell)
            if text and end <= len(columns) and sum(columns[at:end]) < _THIN:
                yield Oddity("finding", "表格的列窄得看不见字", text)
            at = end


def _wide(row: Element) -> float:
    """Twips that a row takes by the widths of its cells, what is left free before them included."""
    before = [*row.iterfind(f"{W}trPr/{W}wBefore"), *row.iterfind(f"{W}tc/{W}tcPr/{W}tcW")]
    return sum(_twips(one) for one in before if one.get(f"{W}type", "dxa") == "dxa")


def _narrow(width: Element | None) -> bool:
    """Whether a width leaves no room for a character; `auto` and `nil` are worked out from the text."""
    if width is None or width.get(f"{W}type", "dxa") not in ("dxa", "pct"):
        return False
    if width.get(f"{W}type") == "pct":  # fiftieths of a per cent, or written with its sign
        parts = _twips(width) * (50 if width.get(f"{W}w", "").endswith("%") else 1)
        return parts < _LEAST_PART
    return _twips(width) < _THIN


_LEAST_PART = 50
"""Fiftieths of a per cent: a hundredth of the width of the text."""


def _exact(height: Element) -> bool:
    return height.get(f"{W}hRule") == "exact"


_POINTS = {"pt": 20.0, "in": 1440.0, "cm": 566.93, "mm": 56.693, "pc": 240.0, "pi": 240.0}
"""Twips of the units that a measure may be written in (ECMA-376 part 1, 22.9.2.15)."""


def _twips(element: Element, name: str = "w") -> float:
    """A measure in twips; what can't be read is far off."""
    said = element.get(f"{W}{name}", "0").strip()
    unit = _POINTS.get(said[-2:])
    try:
        return float(said[:-2]) * unit if unit else float(said.rstrip("%"))
    except ValueError:
        return math.inf


def _words(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter(f"{W}t")).strip()
