"""Names of dots: each where there is room beside its dot, or a little off with a thin line to it, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import hypot

from msgspec import Struct
from numpy import array, concatenate, float64, logical_and, maximum, minimum, where
from numpy.typing import NDArray

from hgz_report.charts.bars import Bar
from hgz_report.charts.labels import Unreadable
from hgz_report.charts.pairs import ALL_NAMED, MOST_NAMED
from hgz_report.charts.palette import FAINT, LEAST, SMALL
from hgz_report.charts.placing import Taken
from hgz_report.charts.sheet import LEADING, Sheet
from hgz_report.document.chart import Bound, Point
from hgz_report.draw.lettering import Lettering
from hgz_report.draw.paths import Spot

NEAR = 2.5
"""pt from a dot to its name."""
_OFF = (9.0, 16.0, 25.0, 36.0, 50.0, 66.0, 84.0)
"""pt from a dot to a name that a line leads to ..."""
_LED = 24
"""... which only the weightiest have: more lines than these are a thicket."""
_WAYS = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_MORE_WAYS = (*_WAYS, (0.4, 1), (-0.4, 1), (0.4, -1), (-0.4, -1), (1, 0.4), (-1, 0.4), (1, -0.4), (-1, -0.4))
_UP = ((0, 1), (0.25, 1), (-0.25, 1), (0.6, 1), (-0.6, 1), (1, 1), (-1, 1))
_FEW, _ATTEMPTS = 15, 3
"""Up to so many dots so many tries from each side where not all find room; of more, two."""
_SLANT = 50.0
"""pt that a name over a line of dots rather goes up than its whole width aside."""
_DIAGONAL = 0.7


def _table(places: Sequence[tuple[float, Spot]]) -> tuple[NDArray[float64], NDArray[float64]]:
    """How far from the rim of a dot the middles of names are, and which way."""
    reaches = [reach * (_DIAGONAL if all(way) else 1.0) for reach, way in places]
    return array(reaches), array([way for _, way in places], dtype=float64)


_BESIDE = tuple((NEAR, way) for way in _WAYS)
_OVER = sorted(
    ((reach, way) for reach in (NEAR, *_OFF) for way in (*_UP, *(_WAYS[:2] if reach < _OFF[1] else ()))),
    key=lambda place: place[0] + _SLANT * abs(place[1][0]),
)
_REACHES = {
    (False, False): _table(_BESIDE),
    (True, False): _table((*_BESIDE, *((reach, way) for reach in _OFF for way in _MORE_WAYS))),
    (False, True): _table(tuple((NEAR, way) for way in _UP)),
    (True, True): _table(_OVER),
}
"""Where names are looked for, the best places first: with a line or only beside; all round, or over a line of dots."""
_AIR = 1.0
"""pt around a text that nothing else stands on."""
ARROW = 7.0
"""pt from a dot to the tip of the arrow that says on which side of it the true value lies."""
_TURNED = {"right": (1, 0), "left": (-1, 0), "up": (0, 1), "down": (0, -1)}


class Tag(Struct, frozen=True):
    """A dot and what may stand beside it, the fullest text first; `must`: the chart can't do without it."""

    spot: Spot
    radius: float
    texts: tuple[str, ...]
    must: bool = False


class NamePlace(Struct, frozen=True):
    """The text of a dot in its box, with the line that leads to it from its dot."""

    tag: Tag
    text: str
    size: float
    box: Bar
    line: tuple[Spot, Spot] | None


class Board:
    """What is taken, and the names put there so far; all places for a name are looked at in one go."""

    def __init__(self, taken: Taken, *, up: bool) -> None:
        self.up = up
        self.taken = Taken(taken.bounds, list(taken.boxes), list(taken.strokes))
        self.sides = _sides(taken.boxes)
        self.placed: list[NamePlace] = []

    def put(self, lettering: Lettering, tag: Tag, size: float, *, led: bool) -> bool:
        """Find a place for the fullest text that has one; returns whether there is one."""
        for text in tag.texts:
            width, height = lettering.width(text, size), size * (1 + LEADING * text.count("\n"))
            for box in self._free(_places(tag, (width, height), led=led or tag.must, up=self.up)):
                line = _line(tag, box)
                if line and self._crossed(line, tag.spot):
                    continue
                if self.taken.take(box):
                    self.sides = concatenate((self.sides, _sides([box])))
                    self.taken.strokes.extend([line] if line else [])
                    self.placed.append(NamePlace(tag, text, size, box, line))
                    return True
        return False

    def _free(self, places: NDArray[float64]) -> Iterator[Bar]:
        """Those within the bounds that lie on nothing that is there, as they are asked for."""
        bounds = self.taken.bounds
        inside = (places[:, :2] >= (bounds.x, bounds.y)).all(axis=1) & (
            places[:, 2:] <= (bounds.right, bounds.top)
        ).all(axis=1)
        boxes = places[inside]
        least = maximum(boxes[:, None, :2], self.sides[:, :2])
        most = minimum(boxes[:, None, 2:], self.sides[:, 2:])
        lying = logical_and.reduce(most > least, axis=2).any(axis=1)
        for left, foot, right, top in boxes[~lying].tolist():
            yield Bar(left, foot, right - left, top - foot)

    def _crossed(self, line: tuple[Spot, Spot], own: Spot) -> bool:
        """Whether a line runs through any box but that of its dot (Liang and Barsky's clipping, as `placing.crosses`)."""
        start, end = array(line)
        way = where(end == start, 1e-9, end - start)
        low, high = (self.sides[:, :2] - start) / way, (self.sides[:, 2:] - start) / way
        near, far = minimum(low, high).max(axis=1), maximum(low, high).min(axis=1)
        there = maximum(near, 0.0) < minimum(far, 1.0)
        x, y = own
        others = (self.sides[:, 0] > x) | (self.sides[:, 1] > y) | (self.sides[:, 2] < x) | (self.sides[:, 3] < y)
        return bool((there & others).any())


def name_dots(sheet: Sheet, tags: Sequence[Tag], taken: Taken, *, up: bool = False) -> int:
    """Put the names, the weightiest first in `tags`, as many as a reader takes in; returns how many found room.
    `up`: the dots lie on a line, and names stand over them.

    Raises Unreadable where one that must be there has none.
    """
    best = _best(sheet.lettering, tags, taken, up=up)
    if lost := [tag for tag in tags if tag.must and all(each.tag is not tag for each in best)]:
        raise Unreadable(f"“{lost[0].texts[-1]}”在图里没有地方印")
    for each in best:
        if each.line:
            sheet.strokes([each.line], color=FAINT, width=0.5)
    for each in best:
        x, y = each.box.x + each.box.width / 2, each.box.y + each.box.height / 2
        sheet.bar(each.box.x + _AIR, each.box.y + _AIR, each.box.width - 2 * _AIR, each.box.height - 2 * _AIR, "white")
        sheet.text(x, y, each.text, size=each.size)
    return len(best)


def _best(lettering: Lettering, tags: Sequence[Tag], taken: Taken, *, up: bool) -> list[NamePlace]:
    """The fullest of some tries: the weightiest first, from the left, from the right, then those first that had no room."""
    if len(tags) > ALL_NAMED:
        return _placed(lettering, sorted(tags, key=lambda tag: not tag.must), taken, up=up, smaller=True)
    best: list[NamePlace] = []
    for way in (0, 1, -1):
        order = sorted(tags, key=lambda tag: way * tag.spot[0])
        for _ in range(_ATTEMPTS if len(tags) <= _FEW else 2):
            found = _placed(lettering, order, taken, up=up)
            best = max(best, found, key=_worth)
            if len(best) == len(tags):
                return best
            there = {id(each.tag) for each in found}
            order = sorted(order, key=lambda tag: id(tag) in there)
    if _worth(best)[0] < sum(tag.must for tag in tags):
        return _placed(lettering, sorted(tags, key=lambda tag: not tag.must), taken, up=up, smaller=True)
    return best


def _worth(placed: Sequence[NamePlace]) -> tuple[int, int]:
    """What the chart can't do without counts before how many there are."""
    return sum(each.tag.must for each in placed), len(placed)


def _placed(
    lettering: Lettering, tags: Sequence[Tag], taken: Taken, *, up: bool, smaller: bool = False
) -> list[NamePlace]:
    """As many as have room, in this order; `smaller`: what must be there may be set in smaller type."""
    board = Board(taken, up=up)
    most = len(tags) if len(tags) <= ALL_NAMED else MOST_NAMED
    for order, tag in enumerate(tags):
        if len(board.placed) == most:
            break
        size = SMALL
        while not board.put(lettering, tag, size, led=order < _LED) and tag.must and smaller and size > LEAST:
            size -= 0.5
    return board.placed


def _sides(boxes: Iterable[Bar]) -> NDArray[float64]:
    """Left, lower, right and upper side of each."""
    return array([(box.x, box.y, box.right, box.top) for box in boxes]).reshape(-1, 4)


def _places(tag: Tag, size: Spot, *, led: bool, up: bool) -> NDArray[float64]:
    """The sides of boxes for a text of that size with its air around a dot, the nearest first."""
    reaches, ways = _REACHES[led, up]
    half = array(size) / 2
    middles = array(tag.spot) + ways * ((tag.radius + reaches)[:, None] + half)
    return concatenate((middles - half - _AIR, middles + half + _AIR), axis=1)


def _line(tag: Tag, box: Bar) -> tuple[Spot, Spot] | None:
    """From the rim of a dot to the nearest place of a box; none where it is beside the dot."""
    x, y = tag.spot
    end = min(max(x, box.x), box.right), min(max(y, box.y), box.top)
    length = hypot(end[0] - x, end[1] - y)
    if length <= tag.radius + 2 * NEAR:
        return None
    way = (end[0] - x) / length, (end[1] - y) / length
    return (x + way[0] * (tag.radius + 1), y + way[1] * (tag.radius + 1)), end


def arrow(spot: Spot, radius: float, bound: Bound, more: str, less: str) -> list[tuple[Spot, ...]]:
    """Strokes of an arrow from a dot towards `more` for a lower bound, towards `less` for an upper one; none for others."""
    if bound not in ("lower", "upper"):
        return []
    across, along = _TURNED[more if bound == "lower" else less]
    x, y = spot
    start = x + across * radius, y + along * radius
    tip = x + across * (radius + ARROW), y + along * (radius + ARROW)
    back = tip[0] - across * 3, tip[1] - along * 3
    side = along * 2.2, across * 2.2
    return [(start, tip), ((back[0] + side[0], back[1] + side[1]), tip, (back[0] - side[0], back[1] - side[1]))]


def hollow(*points: Point) -> bool:
    """Whether a dot is a ring: one of its values is only expected."""
    return any(point.expected for point in points)


def dot_box(spot: Spot, radius: float) -> Bar:
    """The place of a dot."""
    return Bar(spot[0] - radius, spot[1] - radius, 2 * radius, 2 * radius)
