"""Key figures as tiles, two to four a row: the value large, beneath it what it is and of when.

Read aloud as a list in the order they are seen, as Word reads its table: value, name, note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.document.address import NOWHERE, Address, length
from hgz_report.document.blocks import FactRef, Inline, Inlines, KeyFigure, KeyFigures, Text, leaves, plain
from hgz_report.draw.frame import Node, Rectangle
from hgz_report.fonts.roles import Role
from hgz_report.layout.blocks.vertical import Box, Place, lines_box
from hgz_report.layout.inline.paragraph import Line, Typesetter
from hgz_report.layout.inline.spans import Span
from hgz_report.layout.laid_out import TilesFit
from hgz_report.problems import Problem, Problems, Where
from hgz_report.style import PALE, Style, TextStyle

MOST = 8
"""More figures than this are a table."""
_COLUMNS = {1: (2,), 2: (2,), 3: (3, 2), 4: (4, 2), 5: (3, 2), 6: (3, 2), 7: (4, 3, 2), 8: (4, 3, 2)}
"""Tiles a row by the number of figures, the more the better."""
_COLUMNS_BESIDE = {1: (1,), 2: (1,), 3: (1,), 4: (2, 1), 5: (2, 1), 6: (2,), 7: (2,), 8: (2,)}
"""Beside a chart."""
_GOOD, _LEAST = 16.0, 12.0
"""pt: fewer tiles stand in a row rather than values smaller than the first; none is smaller than the second."""
_NAME_LINES = 2
_UNIT_SHARE = 0.6
"""Size of a unit, in that of its number."""
_NUMBER = re.compile(r"[0-9][0-9.,/:%‰—\-]*|[+\-−][0-9.]+%?")


class _Tile(Struct, frozen=True):
    """A figure set at the width of a tile: lines of its name, value and note."""

    name: list[Line]
    value: list[Line]
    note: list[Line]


class _Measure(Struct, frozen=True):
    """How wide a tile's text may be, and the style of its values."""

    columns: int
    text: float
    value: TextStyle


class ValuePart(NamedTuple):
    """A part of a value that is set large or small, and where in the value it begins."""

    inline: Inline
    large: bool
    start: int


def value_parts(value: Inlines) -> Iterator[ValuePart]:
    """The value in parts that are set large (numbers, and words where there is no number) or small (units, 约, 超过)."""
    counted = _NUMBER.search(plain(value)) is not None
    start = 0
    for inline in value:
        if not counted or not isinstance(inline, Text | FactRef):
            yield ValuePart(inline, not counted, start)
            start += sum(map(length, leaves((inline,))))
            continue
        at = 0
        for found in _NUMBER.finditer(inline.text):
            if found.start() > at:
                yield ValuePart(replace(inline, text=inline.text[at : found.start()]), False, start + at)
            yield ValuePart(replace(inline, text=found.group()), True, start + found.start())
            at = found.end()
        if at < len(inline.text):
            yield ValuePart(replace(inline, text=inline.text[at:]), False, start + at)
        start += len(inline.text)


def unit_size(size: float) -> float:
    """Size in pt of units beside numbers of `size` pt; in half points, as Word counts."""
    return round(size * _UNIT_SHARE * 2) / 2


def tile_boxes(
    block: KeyFigures, place: int, parent: Node, style: Style, setter: Typesetter
) -> tuple[list[Box], TilesFit]:
    """A box for each row of tiles of a block at `place`, all kept together, and how they were made to fit.

    Raises Problems where there are too many figures or a value is too long for its tile.
    """
    count = len(block.figures)
    if count > MOST:
        raise Problems([Problem(block.where, f"一览有{count}个数，最多{MOST}个", "只留最要紧的，其余的写进表格")])
    if not count:
        return [], TilesFit(1, 0.0, 0.0, ())
    measure = _fit(block, style, setter)
    node = parent.add("L", ListNumbering="None")
    tiles = [
        _tile(figure, Address(place, part), node.add("LI").add("LBody"), measure, style, setter, block.where)
        for part, figure in enumerate(block.figures)
    ]
    rows = [tiles[at : at + measure.columns] for at in range(0, count, measure.columns)]
    width = measure.text + 2 * style.tile_pad
    fit = TilesFit(measure.columns, measure.value.size, width, tuple(_height(row, style) for row in rows))
    boxes = [_row_box(row, fit, number, measure.value, style) for number, row in enumerate(rows)]
    for box in boxes:
        box.keep, box.after = True, style.tile_gap
    boxes[-1].keep = False
    return boxes, fit


def _fit(block: KeyFigures, style: Style, setter: Typesetter) -> _Measure:
    """As many tiles a row as hold all values large and all names in two lines; fewer where they do not."""
    best: _Measure | None = None
    for columns in (_COLUMNS_BESIDE if block.beside else _COLUMNS)[len(block.figures)]:
        text = (style.text_width + style.tile_gap) / columns - style.tile_gap - 2 * style.tile_pad
        size = _value_size(block, style, setter, text)
        best = _Measure(columns, text, replace(style.figure_value, size=size))
        look = style.figure_name
        names = (setter.plain_lines(one.name, look, text, None, NOWHERE, block.where) for one in block.figures)
        if size >= _GOOD and all(len(lines) <= _NAME_LINES for lines in names):
            return best
    assert best is not None
    if best.value.size >= _LEAST:
        return best
    longest = max(block.figures, key=lambda one: len(plain(one.value)))
    what = f"一览里“{longest.name}”的数“{plain(longest.value)}”太长，排不进一格"
    raise Problems([Problem(block.where, what, "改用更大的单位，或把它写进正文")])


def _value_size(block: KeyFigures, style: Style, setter: Typesetter, room: float) -> float:
    """The largest size, in half points, at which every value takes one line; below the least where none does."""
    size = style.figure_value.size
    while size >= _LEAST:
        look = replace(style.figure_value, size=size)
        spans = [_value_spans(one, NOWHERE, look, None, setter) for one in block.figures]
        widest = max(
            (line.width for one in spans for line in setter.lines_of([one], look, 1e6, block.where)), default=0.0
        )
        if widest <= room - 1.0:
            break
        size -= 0.5
    return size


def _value_spans(figure: KeyFigure, at: Address, look: TextStyle, node: Node | None, setter: Typesetter) -> list[Span]:
    small = replace(look, size=unit_size(look.size))
    spans: list[Span] = []
    for part in value_parts(figure.value):
        for line in setter.spans((part.inline,), look if part.large else small, node, at, part.start):
            spans += [_sans(span) for span in line]
    return spans


def _sans(span: Span) -> Span:
    """Digits in 黑体 too: beside large Han characters of even strokes a serif figure looks thin."""
    look = span.stretch.look._replace(latin=Role.HEI, latin_stroke=0.0)
    return replace(span, stretch=span.stretch._replace(look=look))


def _tile(
    figure: KeyFigure, at: Address, node: Node, measure: _Measure, style: Style, setter: Typesetter, where: Where | None
) -> _Tile:
    value = _value_spans(figure, at, measure.value, node.add("P"), setter)
    lines = setter.lines_of([value], measure.value, measure.text, where)
    room, below = measure.text, node.add("P")
    name = setter.plain_lines(figure.name, style.figure_name, room, below, at.beside("name"), where)
    if not figure.note:
        return _Tile(name, lines, [])
    note = setter.plain_lines(figure.note, style.figure_note, room, node.add("P"), at.beside("period"), where)
    return _Tile(name, lines, note)


def _height(row: Sequence[_Tile], style: Style) -> float:
    """Of a row: its tallest tile and the padding."""
    texts = (
        style.figure_value.leading
        + len(tile.name) * style.figure_name.leading
        + len(tile.note) * style.figure_note.leading
        for tile in row
    )
    return max(texts) + 2 * style.tile_pad


def _row_box(row: Sequence[_Tile], fit: TilesFit, number: int, value: TextStyle, style: Style) -> Box:
    height = fit.heights[number]

    def paint(place: Place) -> None:
        for at, tile in enumerate(row):
            left = style.left + at * (fit.width + style.tile_gap)
            place.page.put(Rectangle(left, place.top - height, fit.width, height, PALE))
            _paint(tile, left + style.tile_pad, place, value, style)

    notes = tuple(note for tile in row for line in tile.value for note in line.notes())
    return Box(height, paint, notes=notes)


def _paint(tile: _Tile, left: float, place: Place, value: TextStyle, style: Style) -> None:
    top = place.top - style.tile_pad
    below = top - value.leading
    beneath = below - len(tile.name) * style.figure_name.leading
    for lines, look, at in (
        (tile.value, value, top),
        (tile.name, style.figure_name, below),
        (tile.note, style.figure_note, beneath),
    ):
        lines_box(lines, look, left).paint(Place(place.page, at))
