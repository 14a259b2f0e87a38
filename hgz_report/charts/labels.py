"""Fitting a row of labels into the room there is: level, then on several lines, then turned upwards, then smaller."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hgz_report.charts.lettering import Lettering
from hgz_report.charts.palette import LEAST, SMALL, TEXT

LINE = 1.25
"""Line height in em."""


class Unreadable(Exception):  # noqa: N818  (not our error: there is more to show than can be read)
    """Why a chart can't be read, in Chinese."""


def too_wide(texts: Iterable[str]) -> Unreadable:
    """The longest of some texts can't be set in the room it has."""
    return Unreadable(f"“{max(texts, key=len)}”用最小字号也会压到别的文字")


@dataclass(frozen=True, slots=True)
class Labels:
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
