"""Characters as outlines of our own faces, for pictures whose readers have not got them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import uharfbuzz as hb

from hgz_report.draw.paths import Path, PathSegment
from hgz_report.fonts.face import Face


@lru_cache(maxsize=4096)
def outline(face: Face, char: str) -> Path:
    """The outline of a character in em from its origin; empty for a blank."""
    pen = _Pen(face.units_per_em)
    _font(face).draw_glyph_with_pen(face.glyph(char), pen)
    return tuple(pen.segments)


@lru_cache(maxsize=16)
def _font(face: Face) -> Any:
    font = hb.Font(face.hb_face)
    if face.pinned:
        font.set_variations(face.pinned)
    return font


class _Pen:
    """Takes an outline in font units as a pen of fontTools does, and keeps it as a path in em."""

    def __init__(self, units: int) -> None:
        self.segments: list[PathSegment] = []
        self._units = units

    def _at(self, *points: tuple[float, float]) -> tuple[float, ...]:
        return tuple(value / self._units for point in points for value in point)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  (the pen protocol's names)
        self.segments.append(("m", self._at(point)))

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.segments.append(("l", self._at(point)))

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.segments.append(("q", self._at(*points)))

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.segments.append(("c", self._at(*points)))

    def closePath(self) -> None:  # noqa: N802
        self.segments.append(("z", ()))
