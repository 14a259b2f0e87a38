"""Where there is room for a text among what is drawn already."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct, field

from hgz_report.charts.bars import Bar
from hgz_report.draw.paths import Spot


class Taken(Struct, frozen=True):
    """What a text must not lie on: boxes, and strokes with their colour's width; nothing may leave `bounds`."""

    bounds: Bar
    boxes: list[Bar] = field(default_factory=list)
    strokes: list[tuple[Spot, Spot]] = field(default_factory=list)

    def take(self, box: Bar) -> bool:
        """Take a place for a text if it is free."""
        inside = (
            box.x >= self.bounds.x
            and box.right <= self.bounds.right
            and box.y >= self.bounds.y
            and box.top <= self.bounds.top
        )
        if not inside or any(_overlap(box, other) for other in self.boxes):
            return False
        if any(crosses(box, *stroke) for stroke in self.strokes):
            return False
        self.boxes.append(box)
        return True


def weighty(values: Sequence[Decimal | None]) -> list[int]:
    """Places of the values that a reader misses most, in this order: the last, the greatest, the least, the first."""
    there = {at: value for at, value in enumerate(values) if value is not None}
    if not there:
        return []
    return list(
        dict.fromkeys((max(there), max(there, key=there.__getitem__), min(there, key=there.__getitem__), min(there)))
    )


def _overlap(one: Bar, other: Bar) -> bool:
    return one.x < other.right and other.x < one.right and one.y < other.top and other.y < one.top


def crosses(box: Bar, start: Spot, end: Spot) -> bool:
    """Whether a stroke runs through a box (Liang and Barsky's clipping)."""
    near, far = 0.0, 1.0
    for origin, target, low, high in (
        (start[0], end[0], box.x, box.right),
        (start[1], end[1], box.y, box.top),
    ):
        way = target - origin
        if way == 0:
            if not low < origin < high:
                return False
            continue
        first, second = sorted(((low - origin) / way, (high - origin) / way))
        near, far = max(near, first), min(far, second)
    return near < far
