"""A chart as a PNG for the DOCX: the same drawing, letters as outlines of the same faces."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

import uharfbuzz as hb
from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D
from PIL import Image

from hgz_report.charts.lettering import ASCENT, DESCENT, Lettering
from hgz_report.fonts import Face, FontSet

DPI = 300
COLORS = 64
"""Shades kept in the picture: the palette has nine colours, the rest are their soft edges."""


def png(figure: Figure, fonts: FontSet) -> bytes:
    """Draw a figure at 300 dpi on white; no date and no software name goes into the file."""
    figure.set_dpi(DPI)
    width, height = (round(inches * DPI) for inches in figure.get_size_inches())
    renderer: Any = OutlineRenderer(width, height, fonts)
    figure.draw(renderer)
    drawn = Image.frombuffer("RGBA", (width, height), renderer.buffer_rgba(), "raw", "RGBA", 0, 1)
    page = Image.new("RGBA", drawn.size, "white")
    page.alpha_composite(drawn)
    flat = page.convert("RGB").quantize(COLORS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    out = io.BytesIO()
    flat.save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()


class OutlineRenderer(RendererAgg):
    """matplotlib's own raster renderer, but for text, which is filled outlines in our faces at our widths."""

    def __init__(self, width: int, height: int, fonts: FontSet) -> None:
        super().__init__(width, height, DPI)  # type: ignore[no-untyped-call]
        self._lettering = Lettering(fonts)

    def get_text_width_height_descent(self, s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
        """The em box of a line of text in pixels."""
        size = prop.get_size_in_points() * DPI / 72
        return self._lettering.width(s, size), (ASCENT + DESCENT) * size, DESCENT * size

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: Any = False,
        mtext: Any = None,
    ) -> None:
        """Set a line of text from its left end on the baseline; `y` counts from the top."""
        size = prop.get_size_in_points() * DPI / 72
        color = gc.get_rgb()
        gc.set_linewidth(0)
        pen = 0.0
        for face, run, _ in self._lettering.runs(s):
            for char in run:
                place = Affine2D().scale(size).translate(pen, 0).rotate_deg(angle).translate(x, self.height - y)
                self.draw_path(gc, outline(face, char), place, color)  # type: ignore[no-untyped-call]
                pen += face.advance(char) * size


@lru_cache(maxsize=4096)
def outline(face: Face, char: str) -> Path:
    """The outline of a character in em; empty for a blank."""
    pen = _Pen(face.units_per_em)
    _font(face).draw_glyph_with_pen(face.glyph(char), pen)
    return Path(pen.points, pen.codes) if pen.points else Path([(0.0, 0.0)])


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
