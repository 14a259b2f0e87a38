"""Fitting a row of labels into the room there is: level, then on several lines, then turned upwards, then smaller."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from hgz_report.charts.palette import LEAST, LEAST_VALUE, SMALL, TEXT
from hgz_report.draw.lettering import Lettering

LINE = 1.25
"""Line height in em."""


class Unreadable(Exception):  # noqa: N818  (not our error: there is more to show than can be read)
    """Why a chart can't be drawn so that it is read, and what to do, in Chinese."""

    def __init__(self, reason: str, hint: str = "请减少图中的项目，或缩短名称，或改用表格") -> None:
        super().__init__(reason)
        self.hint = hint


def too_wide(texts: Iterable[str]) -> Unreadable:
    """The longest of some texts can't be set in the room it has."""
    return Unreadable(f"“{max(texts, key=len)}”用最小字号也会压到别的文字")


class Labels(Struct, frozen=True):
    """How labels of one kind are set: broken texts, size in pt, level or turned, and the height all take."""

    texts: tuple[str, ...]
    size: float
    turned: bool
    height: float


def fit(lettering: Lettering, texts: Sequence[str], room: float, depth: float, lines: int) -> Labels:
    """The most legible way to set texts side by side, each `room` pt wide and all within `depth` pt.

    At most `lines` lines each while level.  Raises Unreadable where even the smallest type is too large.
    """
    level = (TEXT, SMALL) if lines > 1 else (TEXT, SMALL, SMALL - 1)
    for count in range(1, lines + 1):
        for size in level:
            found = _broken(lettering, texts, size, room, min(count, int(depth / (size * LINE))))
            if found is not None:
                return Labels(found, size, False, _depth(found) * size * LINE)
    size = SMALL
    while size >= LEAST:
        across = max(int(room / (size * LINE)), int(room >= size)) if lines > 1 else int(room >= size)
        if (found := _broken(lettering, texts, size, depth, across)) is not None:
            return Labels(found, size, True, max((lettering.width(text, size) for text in found), default=0.0))
        size -= 0.5
    raise too_wide(texts)


def fit_names(lettering: Lettering, names: Sequence[str], slot: float, depth: float) -> Labels:
    """The names under the slots of an axis.

    Years and other times in order may be thinned to every second, fifth, tenth: the others are then "", and what is left
    may be wider than its slot.  A name of anything else is never left out.
    """
    room = slot - min(4.0, slot * 0.1)
    if not (len(names) > 2 and all(_TIME.match(name) for name in names)):
        return fit(lettering, names, room, depth, lines=3)
    for size in (TEXT, SMALL):
        found = _broken(lettering, names, size, room, 2 if depth >= 2 * size * LINE else 1)
        if found is not None:
            return Labels(found, size, False, _depth(found) * size * LINE)
    wide = max(lettering.width(name, SMALL) for name in names)
    step = next((step for step in _STEPS if step * slot >= wide + 6), len(names))
    return Labels(_thinned(names, step), SMALL, False, SMALL * LINE)


_TIME = re.compile(r"(19|20)\d\d(?!\d)")
_STEPS = (2, 5, 10, 20, 50)


def _thinned(names: Sequence[str], step: int) -> tuple[str, ...]:
    """Round years where the names are years one after the other, else counted back from the last."""
    years = [int(name[:4]) for name in names]
    if years == list(range(years[0], years[0] + len(years))) and step >= 5:
        return tuple(name if year % step == 0 else "" for name, year in zip(names, years, strict=True))
    return tuple(name if (len(names) - 1 - at) % step == 0 else "" for at, name in enumerate(names))


def fit_values(lettering: Lettering, printed: Sequence[str], room: float, depth: float) -> Labels | None:
    """Printed values side by side: level, or turned where that is still easy to read; None where there is no room."""
    for size in (TEXT, SMALL, SMALL - 1, LEAST_VALUE):
        if all(lettering.width(text, size) <= room for text in printed) and depth >= size:
            return Labels(tuple(printed), size, False, size * LINE)
    for size in (SMALL, SMALL - 1, LEAST_VALUE):
        tall = max((lettering.width(text, size) for text in printed), default=0.0)
        if room >= size and tall <= depth:
            return Labels(tuple(printed), size, True, tall)
    return None


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Middles of boxes of these heights, as near as can be to where they are wanted, in the same order, none on another.

    Raises Unreadable where they don't fit between `low` and `high`.
    """
    if sum(heights) > high - low + 1e-6:
        raise Unreadable(f"{len(heights)}个名称上下排不开")
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at], at))
    places = list(wanted)
    floor = low
    for at in order:
        places[at] = max(places[at], floor + heights[at] / 2)
        floor = places[at] + heights[at] / 2
    ceiling = high
    for at in reversed(order):
        places[at] = min(places[at], ceiling - heights[at] / 2)
        ceiling = places[at] - heights[at] / 2
    return places


def _broken(
    lettering: Lettering, texts: Sequence[str], size: float, measure: float, lines: int
) -> tuple[str, ...] | None:
    """Texts broken to a measure; None where one needs more lines or has a word that is too long."""
    if lines < 1:
        return None
    broken = tuple(lettering.wrapped(text, size, measure) if lines > 1 else text for text in texts)
    fits = _depth(broken) <= lines and all(lettering.width(text, size) <= measure for text in broken)
    return broken if fits else None


def _depth(texts: Sequence[str]) -> int:
    return max((text.count("\n") + 1 for text in texts), default=1)
