"""A matplotlib renderer that draws onto a sheet: shapes as paths, text (figures of a scale) in the page's own faces.

One unit is one pt and the origin is at the bottom.  Nothing is transparent and nothing is clipped: who draws keeps inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, cast

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path as MatplotlibPath
from matplotlib.text import Text
from matplotlib.transforms import Transform

from hgz_report.charts.sheet import Sheet
from hgz_report.draw.frame import Color, Image, Shape, hexadecimal
from hgz_report.draw.paths import Path, PathSegment
from hgz_report.style import ASCENT, DESCENT

_CODES: dict[int, Literal["m", "l", "q", "c", "z"]] = {
    int(MatplotlibPath.MOVETO): "m",
    int(MatplotlibPath.LINETO): "l",
    int(MatplotlibPath.CURVE3): "q",
    int(MatplotlibPath.CURVE4): "c",
    int(MatplotlibPath.CLOSEPOLY): "z",
}


class FrameRenderer(RendererBase):
    """Puts what a figure of the sheet's size holds onto the sheet."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__()
        self._sheet = sheet

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Size in pt."""
        return self._sheet.width, self._sheet.height

    def points_to_pixels(self, points: Any) -> Any:
        """One unit is one pt."""
        return points

    def flipy(self) -> bool:
        """The origin is at the bottom."""
        return False

    def get_text_width_height_descent(
        self, s: str, prop: FontProperties, ismath: bool | str
    ) -> tuple[float, float, float]:
        """The em box of a line of text, not the font's own taller one."""
        size = prop.get_size_in_points()
        return self._sheet.lettering.width(s, size), (ASCENT + DESCENT) * size, DESCENT * size

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: MatplotlibPath,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803  (matplotlib's name)
    ) -> None:
        """Fill and stroke a path; what would be neither is left out."""
        edge, fill = _color(gc.get_rgb()) if gc.get_linewidth() > 0 else None, _color(rgbFace)
        if edge or fill:
            dash = tuple(float(part) for part in cast(Any, gc.get_dashes()[1]) or ())
            width = float(gc.get_linewidth())
            self._sheet.put(Shape(_path(path, transform), fill, edge, width if edge else 0.0, dash))

    def draw_image(self, gc: GraphicsContextBase, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Pixels, one to a pt; what is transparent is white."""
        from PIL import Image as Pixels

        drawn = Pixels.fromarray(im)
        ground = Pixels.new("RGBA", drawn.size, "white")
        ground.alpha_composite(drawn)
        columns, rows = drawn.size
        self._sheet.put(Image(x, y, columns, rows, columns, rows, ground.convert("RGB").tobytes()))

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | str = False,
        mtext: Text | None = None,
    ) -> None:
        """Set a line of text from its left end on the baseline, level or upwards."""
        color = _color(gc.get_rgb())
        assert color is not None, "text that cannot be seen"
        size, turned = prop.get_size_in_points(), round(angle) == 90
        self._sheet.line_of_text(s, (x, y), size, "#" + hexadecimal(color), turned=turned)


def _color(rgba: Any) -> Color | None:
    """A colour; None for none and for what cannot be seen."""
    if rgba is None or tuple(rgba)[3:] == (0.0,):
        return None
    red, green, blue = (float(part) for part in tuple(rgba)[:3])
    return red, green, blue


def _path(path: MatplotlibPath, transform: Transform) -> Path:
    return tuple(_segments(path, transform))


def _segments(path: MatplotlibPath, transform: Transform) -> Iterator[PathSegment]:
    """Each part of a path, transformed.  `Path.iter_segments` puts every curve together out of small arrays."""
    if not len(path):
        return
    whole = path.cleaned(transform=transform, remove_nans=True, curves=True, simplify=False)
    points, codes = cast(Any, whole.vertices).ravel().tolist(), cast(Any, whole.codes).tolist()
    at = 0
    while at < len(codes) and codes[at] != MatplotlibPath.STOP:
        after = at + MatplotlibPath.NUM_VERTICES_FOR_CODE[codes[at]]
        code = _CODES[codes[at]]
        yield code, () if code == "z" else tuple(points[2 * at : 2 * after])
        at = after
