"""What our vector renderers for matplotlib share: one unit is one pt, the origin is at the bottom, nothing is transparent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Transform

from hgz_report.charts.lettering import Lettering
from hgz_report.fonts.fontset import FontSet
from hgz_report.style import ASCENT, DESCENT


class PointRenderer(RendererBase):
    """A surface of `width` x `height` pt on which letters have our own widths."""

    def __init__(self, width: float, height: float, fonts: FontSet) -> None:
        super().__init__()
        self._size = (width, height)
        self._lettering = Lettering(fonts)

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Size in pt."""
        return self._size

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
        return self._lettering.width(s, size), (ASCENT + DESCENT) * size, DESCENT * size

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Any = None,  # noqa: N803  (matplotlib's name)
    ) -> None:
        """Fill and stroke a path; what would be neither is left out."""
        stroked = gc.get_linewidth() > 0 and tuple(gc.get_rgb())[3:] != (0.0,)
        filled = rgbFace is not None and tuple(rgbFace)[3:] != (0.0,)
        if stroked or filled:
            self.paint(path, transform, rgbFace if filled else None, gc if stroked else None)

    def draw_text(
        self,
        gc: GraphicsContextBase,
        x: float,
        y: float,
        s: str,
        prop: FontProperties,
        angle: float,
        ismath: bool | str = False,
        mtext: Any = None,
    ) -> None:
        """Set a line of text from its left end on the baseline, level or upwards."""
        self.letter(s, prop.get_size_in_points(), (x, y), angle, gc.get_rgb())

    def letter(self, text: str, size: float, at: tuple[float, float], angle: float, color: Any) -> None:
        """Put a line of text onto the surface: `size` in pt, `angle` in degrees."""
        raise NotImplementedError

    def paint(self, path: Path, transform: Transform, fill: Any, stroke: GraphicsContextBase | None) -> None:
        """Put a path onto the surface: filled with a colour, stroked as a context says, or both."""
        raise NotImplementedError


def dashes(gc: GraphicsContextBase) -> tuple[float, Sequence[float]]:
    """Where a pattern of dashes begins, and the dashes and gaps in pt; none for a whole line."""
    start, pattern = gc.get_dashes()
    return float(start or 0), tuple(pattern or ())  # type: ignore[arg-type]


def segments(path: Path, transform: Transform) -> Iterator[tuple[list[float], int]]:
    """Each part of a path, transformed: its points as x, y, x, y … and its code.

    As `Path.iter_segments`, which puts every curve together out of small arrays and takes five times as long.
    """
    if not len(path):
        return
    whole = path.cleaned(transform=transform, remove_nans=True, curves=True, simplify=False)
    points, codes = whole.vertices.ravel().tolist(), whole.codes.tolist()  # type: ignore[union-attr]
    at = 0
    while at < len(codes) and codes[at] != Path.STOP:
        after = at + Path.NUM_VERTICES_FOR_CODE[codes[at]]
        yield points[2 * at : 2 * after], codes[at]
        at = after
