"""The vertical list between blocks and pages: boxes as wide as the type area that a page break may or may not part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from hgz_report.draw.frame import Frame
from hgz_report.layout.inline.paragraph import Line, baseline
from hgz_report.style import TextStyle


class Place(Struct, frozen=True):
    """Where a box landed: its page, its upper edge (pt from the foot of the sheet), and whether it ends its page."""

    page: Frame
    top: float
    last: bool = False


class PaintBox(Protocol):
    """Puts a box's pieces on its page."""

    def __call__(self, place: Place) -> None:
        """Paint at `place`."""


class Target(Struct, frozen=True):
    """A heading, table, chart or note that links and the contents page lead to."""

    id: str
    level: int
    text: str


class Box(Struct):
    """An unbreakable strip.  `before`/`after` in pt vanish at the edges of a page; `keep` forbids a break after it.

    `repeat` is set again above this box when it opens a page (a table head).  `divide(room)` parts a box too tall for its
    page into what fits in `room` pt and the rest, or returns None.  `notes` are keys of notes mentioned in it.
    """

    height: float
    paint: PaintBox
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    notes: tuple[str, ...] = ()
    target: Target | None = None
    repeat: Box | None = None
    divide: Callable[[float], tuple[Box, Box] | None] | None = None
    opens_page: bool = False


def nothing(place: Place) -> None:
    """Paint a box that only takes room."""


def lines_box(lines: Sequence[Line], style: TextStyle, left: float, **furniture: bool) -> Box:
    """Lines that stay together."""

    def paint(place: Place) -> None:
        for number, line in enumerate(lines):
            line.paint(place.page, left, baseline(place.top - number * style.leading, style), **furniture)

    notes = tuple(note for line in lines for note in line.notes())
    return Box(len(lines) * style.leading, paint, notes=notes)


def paragraph_boxes(lines: Sequence[Line], style: TextStyle, left: float, widow_lines: int) -> list[Box]:
    """A box for each line; at least `widow_lines` of them stay together at either end of a page."""
    boxes = [lines_box([line], style, left) for line in lines]
    count = len(boxes)
    for number, box in enumerate(boxes[:-1], 1):
        box.keep = number < widow_lines or count - number < widow_lines
    if boxes:
        boxes[0].before = style.before
        boxes[-1].after = style.after
        boxes[-1].keep = style.keep_with_next
        if style.keep_with_next:
            for box in boxes:
                box.keep = True
    return boxes


def side_by_side(left: Sequence[Box], right: Sequence[Box]) -> list[Box]:
    """Boxes of two columns as one that is as tall as the taller; what stands before is there for the target at the right."""
    columns = [list(_stacked(boxes)) for boxes in (left, right)]
    height = max(down + box.height for column in columns for box, down in column)

    def paint(place: Place) -> None:
        for column in columns:
            for box, down in column:
                box.paint(Place(place.page, place.top - down))

    notes = tuple(note for box in (*left, *right) for note in box.notes)
    whole = Box(height, paint, notes=notes, target=left[0].target, after=max(left[-1].after, right[-1].after))
    return [Box(0.0, nothing, before=max(left[0].before, right[0].before), keep=True, target=right[0].target), whole]


def _stacked(boxes: Sequence[Box]) -> Iterator[tuple[Box, float]]:
    """Boxes below each other, each with the distance of its upper edge from that of the first."""
    down, above = 0.0, None
    for box in boxes:
        down += 0.0 if above is None else above + box.before
        yield box, down
        down, above = down + box.height, box.after


def kept(boxes: list[Box], keep: bool) -> list[Box]:
    """The boxes of a block, held together and to what follows where it says so."""
    for box in boxes:
        box.keep = box.keep or keep
    return boxes
