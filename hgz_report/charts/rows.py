"""The rows of level charts: a name at the left of each, bars or dots beside it, a printed value at their ends."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from hgz_report.charts.labels import LINE, too_wide
from hgz_report.charts.palette import FAINT, GRID, INK, LEAST, SMALL, TEXT
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Point
from hgz_report.language.plain_numbers import trimmed

GAP = 5.0
"""pt between names, bars and values."""
NAME_SHARE = 0.42
"""At most this much of the width goes to names; longer ones are broken."""
WIDEST_PITCH = 36.0
"""pt from one row to the next, where there is more room than rows."""
THICK = 14.0
"""pt: no bar of a row is thicker."""
FOOT = SMALL * 1.6
"""pt under the rows for the figures of a scale."""


class BarRows(Struct, frozen=True):
    """Rows of `pitch` pt down from `top`, their names ending at `room`, in type of `size`."""

    top: float
    pitch: float
    size: float
    room: float
    names: tuple[str, ...]

    @property
    def bottom(self) -> float:
        """Lower edge of the last row."""
        return self.top - self.pitch * len(self.names)

    def y(self, at: int) -> float:
        """Middle of a row."""
        return self.top - (at + 0.5) * self.pitch


class ValueScale(Struct, frozen=True):
    """How values map onto the width: `low` and `high` of the scale lie at `left` and `right`."""

    left: float
    right: float
    low: Decimal
    high: Decimal

    def x(self, value: Decimal | int) -> float:
        """Where a value lies."""
        return self.left + float((value - self.low) / (self.high - self.low)) * (self.right - self.left)


def rows(sheet: Sheet, names: Sequence[str], head: float = 0.0, foot: float = 0.0) -> BarRows:
    """Rows for names between a key of `head` and a scale of `foot` pt, in the largest type in which they keep to them.

    Raises Unreadable where even the smallest type is too large.
    """
    height = sheet.height - head - foot
    pitch = min(height / max(len(names), 1), WIDEST_PITCH)
    top = sheet.height - head - (height - pitch * len(names)) / 2
    size = TEXT
    while size >= LEAST:
        measure = sheet.width * NAME_SHARE
        broken = tuple(sheet.lettering.wrapped(name, size, measure) for name in names)
        deepest = max((name.count("\n") + 1 for name in broken), default=1)
        wide = max((sheet.lettering.width(name, size) for name in broken), default=0.0)
        if deepest * size * LINE <= pitch + size * (LINE - 1) and wide <= measure:
            return BarRows(top, pitch, size, wide, broken)
        size -= 0.5
    raise too_wide(names)


def draw_name(sheet: Sheet, row: BarRows, at: int) -> None:
    """The name of a row, ending before the bars."""
    sheet.text(row.room, row.y(at), row.names[at], size=row.size, side="right")


def level(
    sheet: Sheet, row: BarRows, scale: Sequence[Decimal], points: Iterable[tuple[Point, str]], size: float
) -> ValueScale:
    """A scale beside the names, with room for the printed values at the ends of bars on either side."""
    ends = [(point.value or Decimal(0), sheet.lettering.width(text, size)) for point, text in points]
    before = max((wide for value, wide in ends if value < 0), default=-GAP) + GAP
    beyond = max((wide for value, wide in ends if value >= 0), default=0.0) + GAP
    return ValueScale(row.room + GAP + before, sheet.width - beyond - 1, scale[0], scale[-1])


def draw_scale(sheet: Sheet, row: BarRows, wide: ValueScale, scale: Sequence[Decimal], unit: str = "") -> None:
    """Pale upright lines at the steps of the scale with their figures beneath."""
    sheet.strokes([((wide.x(tick), row.bottom), (wide.x(tick), row.top)) for tick in scale], color=GRID)
    for tick in scale:
        sheet.text(wide.x(tick), row.bottom - 2, trimmed(tick) + unit, size=SMALL, level="top", color=FAINT)


def draw_zero(sheet: Sheet, row: BarRows, x: float) -> None:
    """The upright line that all bars start from."""
    sheet.line(x, row.bottom, x, row.top, color=INK, width=0.8)


def draw_value(sheet: Sheet, end: float, y: float, text: str, size: float, *, left: bool = False) -> None:
    """A printed value beyond the end of a bar, on white, so that no scale line runs through it."""
    wide = sheet.lettering.width(text, size)
    x = end - GAP - wide if left else end + GAP
    sheet.bar(x - 1, y - size / 2, wide + 2, size, "white")
    sheet.text(x, y, text, size=size, side="left")


def draw_missing(sheet: Sheet, start: float, y: float, point: Point, size: float) -> None:
    """What stands where there is no value: the printed reason if the point has one, else a dash."""
    text = point.printed or "—"
    sheet.bar(start + GAP - 1, y - size / 2, sheet.lettering.width(text, size) + 2, size, "white")
    sheet.text(start + GAP, y, text, size=size, side="left", color=FAINT)
