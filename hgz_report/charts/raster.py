"""A chart as a PNG for the DOCX: the same drawing, letters as outlines of the same faces."""

from __future__ import annotations

import io
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from PIL import Image

from hgz_report.charts.lettering import Lettering
from hgz_report.charts.outlines import placed
from hgz_report.fonts.fontset import FontSet
from hgz_report.style import ASCENT, DESCENT

DPI = 300
COLORS = 64
"""Shades kept in the picture: the palette has nine colours, the rest are their soft edges."""
_WHITE = 250
"""The palette has no colour as light as this but white."""


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
    # The octree means a shade of the many that are nearly white, and the picture would have a ground.
    shades = flat.getpalette() or []
    flat.putpalette([255 if shade >= _WHITE else shade for shade in shades])
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
        for letter, place in placed(self._lettering, s, size, (x, self.height - y), angle):
            self.draw_path(gc, letter, place, color)  # type: ignore[no-untyped-call]
