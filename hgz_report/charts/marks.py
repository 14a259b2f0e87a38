"""What a sheet is made of: lettering and inked paths that go to the renderer as they are.

matplotlib's own Text and Line2D lay out, clip and unit-convert again at every drawing; a chart of sixty columns would take
five times as long.  All measures are in pt from the lower left corner of the sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from matplotlib.artist import Artist
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox

from hgz_report.charts.lettering import Lettering
from hgz_report.style import ASCENT

Side = Literal["left", "center", "right"]
VerticalAlign = Literal["top", "center", "bottom", "baseline"]
LEADING = 1.15
"""Distance of the lines of a broken text, in em."""
_BACK = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"bottom": 0.0, "center": 0.5, "top": 1.0}


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: size in pt, which part of its box is at the point, colour, and whether it runs upwards."""

    size: float
    side: Side
    level: VerticalAlign
    color: str
    turned: bool


class Uncut(Artist):
    """A mark that nothing clips: to work out the same clip for every mark takes longer than to draw it."""

    def set_clip_path(self, path: Any, transform: Any = None) -> None:
        """There is no clip."""


class Lettered(Uncut):
    """Text at a point, on one line or several."""

    def __init__(self, at: tuple[float, float], text: str, setting: Setting, lettering: Lettering) -> None:
        super().__init__()
        self.text = text
        self.setting = setting
        lines = text.split("\n")
        self._lines = [(line, lettering.width(line, setting.size)) for line in lines]
        wide = max(width for _, width in self._lines)
        tall = setting.size * (1 + LEADING * (len(lines) - 1))
        self._wide, self._tall = wide, tall
        across, along = (tall, wide) if setting.turned else (wide, tall)
        below = tall - ASCENT * setting.size if setting.level == "baseline" else along * _DOWN[setting.level]
        self._left, self._bottom = at[0] - across * _BACK[setting.side], at[1] - below
        self._right, self._top = self._left + across, self._bottom + along

    def get_window_extent(self, renderer: Any = None) -> Bbox:
        """The em box in pt."""
        return Bbox.from_extents(*self.box)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of the em box in pt."""
        return self._left, self._bottom, self._right, self._top

    def starts(self) -> Iterator[tuple[str, float, float]]:
        """Every line with the start of its baseline."""
        size, setting = self.setting.size, self.setting
        for number, (line, width) in enumerate(self._lines):
            along = (self._wide - width) * _BACK[setting.side]
            down = (number * LEADING + ASCENT) * size
            if setting.turned:
                yield line, self._left + down, self._bottom + along
            else:
                yield line, self._left + along, self._top - down

    def draw(self, renderer: Any) -> None:
        """Hand the lines to the renderer."""
        scale = renderer.points_to_pixels(1.0)
        height = renderer.get_canvas_width_height()[1]
        gc = renderer.new_gc()
        gc.set_foreground(self.setting.color)
        angle = 90.0 if self.setting.turned else 0.0
        for line, x, y in self.starts():
            down = height - y * scale if renderer.flipy() else y * scale
            renderer.draw_text(gc, x * scale, down, line, _type(self.setting.size), angle)
        gc.restore()


@cache
def _type(size: float) -> FontProperties:
    """A size as renderers take it; the faces are ours."""
    return FontProperties(size=size)


class Inked(Uncut):
    """A path, filled with `fill`, stroked with `edge` of `width` pt, `dash` on and off in pt; "" for neither."""

    def __init__(self, path: Path, *, fill: str = "", edge: str = "", width: float = 0.5, dash: Sequence[float] = ()):
        super().__init__()
        self.path, self.fill, self.edge, self.width, self.dash = path, fill, edge, width, tuple(dash)

    def draw(self, renderer: Any) -> None:
        """Hand the path to the renderer."""
        scale = renderer.points_to_pixels(1.0)
        gc = renderer.new_gc()
        gc.set_linewidth(self.width if self.edge else 0.0)  # in pt: renderers scale it themselves, and dashes too
        gc.set_foreground(self.edge or self.fill)
        gc.set_capstyle("butt")
        gc.set_joinstyle("miter")
        if self.dash:
            gc.set_dashes(0, self.dash)
        face = _rgba(self.fill) if self.fill else None
        renderer.draw_path(gc, self.path, Affine2D().scale(scale), face)
        gc.restore()


@cache
def _rgba(color: str) -> tuple[float, float, float, float]:
    from matplotlib.colors import to_rgba

    return to_rgba(color)


def box_path(x: float, y: float, width: float, height: float) -> Path:
    """A closed rectangle."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return Path(corners, [Path.MOVETO, *[Path.LINETO] * 3, Path.CLOSEPOLY])


def strokes_path(strokes: Sequence[Sequence[tuple[float, float]]]) -> Path:
    """Open strokes as one path."""
    points = [point for stroke in strokes for point in stroke]
    codes = [code for stroke in strokes for code in (Path.MOVETO, *[Path.LINETO] * (len(stroke) - 1))]
    return Path(points, codes)


def dots_path(points: Sequence[tuple[float, float]], radius: float) -> Path:
    """Circles of one radius as one path."""
    circle = Path.unit_circle()
    return Path.make_compound_path(*(circle.transformed(Affine2D().scale(radius).translate(x, y)) for x, y in points))


def ring_path(at: tuple[float, float], radii: tuple[float, float], angles: tuple[float, float]) -> Path:
    """A part of a ring: (inner, outer) radius, from one angle to another in degrees, anticlockwise."""
    inner, outer = (Path.arc(*angles).transformed(Affine2D().scale(radius).translate(*at)) for radius in radii)
    there: Any = outer.vertices
    back: Any = inner.vertices
    curves = [Path.CURVE4] * (len(back) - 1)
    codes = [Path.MOVETO, *curves, Path.LINETO, *curves, Path.CLOSEPOLY]
    return Path([*there, *back[::-1], there[0]], codes)
