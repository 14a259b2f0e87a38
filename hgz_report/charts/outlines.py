"""Characters as outlines of our own faces, for pictures whose readers have not got them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import uharfbuzz as hb
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from hgz_report.charts.lettering import Lettering
from hgz_report.fonts.face import Face


@lru_cache(maxsize=4096)
def outline(face: Face, char: str) -> Path:
    """The outline of a character in em; empty for a blank."""
    pen = _Pen(face.units_per_em)
    _font(face).draw_glyph_with_pen(face.glyph(char), pen)
    return Path(pen.points, pen.codes) if pen.points else Path([(0.0, 0.0)])


def placed(
    lettering: Lettering, text: str, size: float, at: tuple[float, float], angle: float
) -> Iterator[tuple[Path, Affine2D]]:
    """The outlines of a line of text that begins `at` a place on its baseline, each with the way to its own place."""
    pen = 0.0
    for face, run, _ in lettering.runs(text):
        for char in run:
            yield outline(face, char), Affine2D().scale(size).translate(pen, 0).rotate_deg(angle).translate(*at)
            pen += face.advance(char) * size


@lru_cache(maxsize=16)
def _font(face: Face) -> Any:
    font = hb.Font(face.hb_face)
    if face.pinned:
        font.set_variations(face.pinned)
    return font


class _Pen:
    """Takes an outline in font units as a pen of fontTools does, and keeps it as a path in em."""

    def __init__(self, units: int) -> None:
        self.points: list[tuple[float, float]] = []
        self.codes: list[int] = []
        self._units = units

    def _add(self, code: Any, *points: tuple[float, float]) -> None:
        self.points += [(x / self._units, y / self._units) for x, y in points]
        self.codes += [int(code)] * len(points)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802  (the pen protocol's names)
        self._add(Path.MOVETO, point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add(Path.LINETO, point)

    def qCurveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add(Path.CURVE3, *points)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add(Path.CURVE4, *points)

    def closePath(self) -> None:  # noqa: N802
        self._add(Path.CLOSEPOLY, (0.0, 0.0))
