"""四融三化 as one picture: the main line is an arrow to the directions, grips act on it from both sides, the support is the base.

What a box is shows in its shape and place; colour only helps.  All names are set in one size, the largest at which every text
keeps to its box.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from hgz_report.charts.labels import LINE, Unreadable
from hgz_report.charts.palette import GROUND, INK, LEAST, MIST, NAVY, OCHRE, SMALL, STEEL
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import PathDiagram, PathPart
from hgz_report.draw.lettering import Lettering

LARGEST, SMALLEST = 13.0, 7.0
"""pt: of names; role and note are three quarters of it."""
DIRECTIONS_SHARE = 0.29
"""Part of the width for the directions."""
GAP = 11.0
"""pt between rows: room for the arrowheads by which one acts on another."""
HEAD = 30.0
"""pt: length of the head of the broad arrow."""
SHOULDER = 9.0
"""pt by which that head is wider than its shaft, on either side."""
PAD_X, PAD_Y, BETWEEN = 5.0, 5.0, 6.0
"""pt between a box and its text, and between boxes side by side."""
AIR = 3.0
"""pt between the texts of a box that has room to spare."""


class SizedText(Struct, frozen=True):
    """A text of a box, broken into lines, with its size in pt."""

    text: str
    size: float

    @property
    def height(self) -> float:
        """Room it takes."""
        return (self.text.count("\n") + 1) * self.size * LINE


class PathBox(Struct, frozen=True):
    """A box and its texts; `x`, `y` of its lower left corner, all in pt."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[SizedText, ...]

    @property
    def middle(self) -> float:
        """Its centre from left to right."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.y + self.height


class Arranged(Struct, frozen=True):
    """Where everything stands.  `above` and `below`: grips on either side of the main line; `head`: what all directions are."""

    main: PathBox
    support: PathBox
    panel: PathBox
    above: tuple[PathBox, ...] = ()
    below: tuple[PathBox, ...] = ()
    directions: tuple[PathBox, ...] = field(default=())


def draw(sheet: Sheet, chart: PathDiagram) -> None:
    """Draw the diagram.  Raises Unreadable where a text keeps to its box in no legible size."""
    placed = arrange(chart, sheet.width, sheet.height, sheet.lettering)
    _support(sheet, placed)
    _box(sheet, placed.panel, GROUND)
    for frame in placed.directions:
        _box(sheet, frame, OCHRE)
    _arrow(sheet, placed.main, placed.panel.x - 4)
    for frame in placed.above:
        _grip(sheet, frame, frame.y, placed.main.top)
    for frame in placed.below:
        _grip(sheet, frame, frame.top, placed.main.y)
    for frame in (placed.main, *placed.above, *placed.below, placed.support, *placed.directions):
        _texts(sheet, frame, "white" if frame is placed.main else INK)
    if placed.panel.lines:
        head = placed.panel.lines[0]
        y = placed.panel.top - PAD_Y - head.height / 2
        sheet.text(placed.panel.middle, y, head.text, size=head.size, color=INK)


def arrange(chart: PathDiagram, width: float, height: float, lettering: Lettering) -> Arranged:
    """Place boxes and texts on a sheet of `width` x `height` pt, in the largest type that fits.  Raises Unreadable."""
    size = LARGEST
    while size >= SMALLEST:
        found = _Arranger(chart, width, height, lettering, size).arranged()
        if found is not None:
            return found
        size -= 0.5
    longest = max((text for part in _parts(chart) for text in (part.name, part.note)), key=len)
    raise Unreadable(f"框里的文字太多，最长的是“{longest}”")


def _parts(chart: PathDiagram) -> Iterator[PathPart]:
    yield from (chart.main, *chart.grips, chart.support, *chart.directions)


class _Row(Struct, frozen=True):
    """The texts of boxes side by side, each `width` pt wide."""

    boxes: tuple[tuple[SizedText, ...], ...]
    width: float

    @property
    def height(self) -> float:
        """Of its tallest box."""
        return max(_height(lines) for lines in self.boxes)


class _Arranger:
    """Arranges a diagram in one size of type."""

    def __init__(self, chart: PathDiagram, width: float, height: float, lettering: Lettering, size: float) -> None:
        self._chart, self._lettering = chart, lettering
        self._width, self._height = width, height
        self._name = size
        self._small = max(LEAST, min(SMALL, round(size * 1.5) / 2))
        self._panel = width * DIRECTIONS_SHARE
        self._left = width - self._panel - HEAD
        above = (len(chart.grips) + 1) // 2
        self._grips = chart.grips[:above], chart.grips[above:]

    def arranged(self) -> Arranged | None:
        """Everything placed; None where something does not fit."""
        above, below = (self._row(grips, self._left - HEAD / 2) for grips in self._grips)
        main = self._row([self._chart.main], self._left, larger=1.5)
        support = self._row([self._chart.support], self._width)
        rows = [row for row in (support, below, main, above) if row is None or row.boxes]  # from the foot up
        known = [row for row in rows if row is not None]
        spare = (self._height - sum(row.height for row in known) - GAP * (len(rows) - 1)) / len(rows)
        if spare < 0 or len(known) < len(rows):
            return None
        placed = dict(zip(map(id, known), _stacked(known, spare), strict=True))
        base = placed[id(support)][0]
        panel = self._directions(base.top + GAP)
        if panel is None:
            return None
        sides = [tuple(placed.get(id(row), ())) for row in (above, below)]
        return Arranged(placed[id(main)][0], base, panel[0], sides[0], sides[1], tuple(panel[1:]))

    def _row(self, parts: Sequence[PathPart], width: float, larger: float = 0.0) -> _Row | None:
        """Boxes of one width side by side; None where a word is wider than its box."""
        each = (width - BETWEEN * (len(parts) - 1)) / max(len(parts), 1)
        boxes = [self._lines(part, each, larger=larger) for part in parts]
        known = [lines for lines in boxes if lines is not None]
        return _Row(tuple(known), each) if len(known) == len(boxes) else None

    def _directions(self, foot: float) -> list[PathBox] | None:
        """The panel and the boxes in it, the first on top; what they all are stands once above them."""
        roles = {part.role for part in self._chart.directions}
        shared = len(roles) == 1 and len(self._chart.directions) > 1
        head = (SizedText(roles.pop(), self._small),) if shared else ()
        left, width = self._width - self._panel, self._panel
        inner = width - 2 * BETWEEN
        top = self._height - (PAD_Y + head[0].height if head else 0.0) - PAD_Y
        count = max(len(self._chart.directions), 1)
        each = (top - foot - BETWEEN * count) / count
        frames = [PathBox(left, foot, width, self._height - foot, head)]
        for at, part in enumerate(self._chart.directions):
            lines = self._lines(part, inner, role=not shared)
            if lines is None or _height(lines) > each:
                return None
            frames.append(PathBox(left + BETWEEN, top - (at + 1) * each - at * BETWEEN, inner, each, lines))
        return frames

    def _lines(
        self, part: PathPart, width: float, *, larger: float = 0.0, role: bool = True
    ) -> tuple[SizedText, ...] | None:
        """The texts of a box broken to its width; None where a word is wider."""
        measure = width - 2 * PAD_X
        texts = [(part.role if role else "", self._small), (part.name, self._name + larger), (part.note, self._small)]
        lines = tuple(SizedText(self._lettering.wrapped(text, size, measure), size) for text, size in texts if text)
        fits = all(self._lettering.width(line.text, line.size) <= measure for line in lines)
        return lines if fits else None


def _stacked(rows: Sequence[_Row], spare: float) -> Iterator[list[PathBox]]:
    """The boxes of every row, from the foot up, each row taller by `spare`."""
    y = 0.0
    for row in rows:
        height = row.height + spare
        yield [PathBox(at * (row.width + BETWEEN), y, row.width, height, lines) for at, lines in enumerate(row.boxes)]
        y += height + GAP


def _height(lines: Sequence[SizedText]) -> float:
    return sum(line.height for line in lines) + 2 * PAD_Y


def _box(sheet: Sheet, frame: PathBox, color: str) -> None:
    sheet.bar(frame.x, frame.y, frame.width, frame.height, color)


def _support(sheet: Sheet, placed: Arranged) -> None:
    """The base, with points upwards under what it carries."""
    frame = placed.support
    _box(sheet, frame, MIST)
    carried = placed.below or (placed.main,)
    spots = [one.x + one.width * share for one in carried for share in (0.25, 0.75)]
    for x in (*spots, placed.panel.middle):
        sheet.polygon([(x - 14, frame.top), (x + 14, frame.top), (x, frame.top + GAP - 1.5)], MIST)


def _grip(sheet: Sheet, frame: PathBox, edge: float, target: float) -> None:
    """A grip's box, and a point from its edge to the main line."""
    tip = target + (1.5 if edge > target else -1.5)
    corners = [(frame.x, frame.y), (frame.x + frame.width, frame.y)]
    corners += [(frame.x + frame.width, frame.top), (frame.x, frame.top)]
    inset = 0.6
    sheet.polygon(
        [(x + (inset if x == frame.x else -inset), y + (inset if y == frame.y else -inset)) for x, y in corners],
        "white",
        edge=STEEL,
        width=2 * inset,
    )
    sheet.polygon([(frame.middle - 13, edge), (frame.middle + 13, edge), (frame.middle, tip)], STEEL)


def _arrow(sheet: Sheet, frame: PathBox, tip: float) -> None:
    """The broad arrow whose shaft is the main line's box."""
    end, middle = frame.x + frame.width, frame.y + frame.height / 2
    sheet.polygon(
        [
            (frame.x, frame.y),
            (end, frame.y),
            (end, frame.y - SHOULDER),
            (tip, middle),
            (end, frame.top + SHOULDER),
            (end, frame.top),
            (frame.x, frame.top),
        ],
        NAVY,
    )


def _texts(sheet: Sheet, frame: PathBox, color: str) -> None:
    """The texts of a box, one above another in its middle."""
    whole = sum(line.height for line in frame.lines)
    gaps = max(len(frame.lines) - 1, 1)
    air = min(max((frame.height - whole - 2 * PAD_Y) / gaps, 0.0), AIR)
    y = frame.y + (frame.height + whole + air * (len(frame.lines) - 1)) / 2
    for line in frame.lines:
        sheet.text(frame.middle, y - line.height / 2, line.text, size=line.size, color=color)
        y -= line.height + air
