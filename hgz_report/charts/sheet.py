"""A drawing surface in points, origin at the lower left, on which a kind of chart puts text, bars, lines and dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from hgz_report.charts.lettering import Lettering
from hgz_report.charts.marks import (
    Inked,
    Lettered,
    Setting,
    Side,
    VerticalAlign,
    box_path,
    dots_path,
    ring_path,
    strokes_path,
)
from hgz_report.charts.palette import INK, TEXT

DASH = (3.0, 2.0)
"""pt on and off: what is expected, not yet reached."""
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The surface of one chart, `width` x `height` pt."""

    axes: Axes
    width: float
    height: float
    lettering: Lettering

    def _add(self, artist: Artist) -> None:
        """What comes later lies on top, whatever it is."""
        artist.set_zorder(1)
        self.axes.add_artist(artist)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = TEXT,
        side: Side = "center",
        level: VerticalAlign = "center",
        color: str = INK,
        turned: bool = False,
    ) -> None:
        """Set text at a point; `turned` runs upwards.  `side` and `level` say which part of its box is there."""
        self._add(Lettered((x, y), text, Setting(size, side, level, color, turned), self.lettering))

    def bar(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A filled rectangle."""
        self._add(Inked(box_path(x, y, width, height), fill=color))

    def outline(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A dashed rectangle without a filling, its stroke inside the measures."""
        edge = min(0.9, width / 2, height / 2)
        path = box_path(x + edge / 2, y + edge / 2, width - edge, height - edge)
        self._add(Inked(path, edge=color, width=edge, dash=DASH))

    def polygon(self, points: Sequence[Spot], color: str, *, edge: str = "", width: float = 0.5) -> None:
        """A filled shape with straight sides, with or without an edge."""
        self._add(Inked(Path([*points, points[0]], closed=True), fill=color, edge=edge, width=width))

    def line(self, x0: float, y0: float, x1: float, y1: float, *, color: str, width: float = 0.5) -> None:
        """A straight line."""
        self.strokes([((x0, y0), (x1, y1))], color=color, width=width)

    def strokes(
        self, strokes: Sequence[Sequence[Spot]], *, color: str, width: float = 0.5, dash: Sequence[float] = ()
    ) -> None:
        """Open lines of one colour, each through its points."""
        if strokes:
            self._add(Inked(strokes_path(strokes), edge=color, width=width, dash=dash))

    def dots(self, spots: Sequence[Spot], radius: float, color: str, *, hollow: bool = False) -> None:
        """Circles of one size: filled, or rings on white."""
        if not spots:
            return
        if hollow:
            self._add(Inked(dots_path(spots, radius - 0.45), fill="white", edge=color, width=0.9))
        else:
            self._add(Inked(dots_path(spots, radius), fill=color))

    def ring(self, at: Spot, radii: Spot, angles: Spot, color: str) -> None:
        """A part of a ring between two radii and two angles (degrees, anticlockwise from the right)."""
        self._add(Inked(ring_path(at, radii, angles), fill=color))

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        """A filled circle."""
        self.dots([(x, y)], radius, color)

    def half_dot(self, x: float, y: float, radius: float, color: str, ground: str = "white") -> None:
        """A ring whose left half is filled."""
        ring = radius - 0.45
        self._add(Inked(dots_path([(x, y)], ring), fill=ground, edge=color, width=0.9))
        half = Path.wedge(90, 270).transformed(Affine2D().scale(ring).translate(x, y))
        self._add(Inked(half, fill=color))
