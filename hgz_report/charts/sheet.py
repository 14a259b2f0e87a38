"""A drawing surface in points, origin at the lower left, on which a kind of chart puts text, bars, lines and dots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Polygon, Rectangle, Wedge
from matplotlib.text import Text

from hgz_report.charts.lettering import Lettering
from hgz_report.charts.palette import INK, TEXT

Side = Literal["left", "center", "right"]
Level = Literal["top", "center", "bottom", "baseline"]


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
        level: Level = "center",
        color: str = INK,
        turned: bool = False,
    ) -> None:
        """Set text at a point; `turned` runs upwards.  `side` and `level` say which part of its box is there."""
        self._add(
            Text(
                x,
                y,
                text,
                fontsize=size,
                ha=side,
                va=level,
                color=color,
                rotation=90 if turned else 0,
                linespacing=1.15 if "\n" in text else 1.0,
                parse_math=False,
                multialignment="center" if side == "center" else side,
            )
        )

    def bar(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A filled rectangle."""
        self._add(Rectangle((x, y), width, height, facecolor=color, edgecolor="none", linewidth=0))

    def polygon(
        self, points: Sequence[tuple[float, float]], color: str, *, edge: str = "none", width: float = 0.0
    ) -> None:
        """A filled shape with straight sides, with or without an edge; corners stay sharp."""
        self._add(Polygon(points, closed=True, facecolor=color, edgecolor=edge, linewidth=width, joinstyle="miter"))

    def line(self, x0: float, y0: float, x1: float, y1: float, *, color: str, width: float = 0.5) -> None:
        """A straight line."""
        self._add(Line2D([x0, x1], [y0, y1], color=color, linewidth=width, solid_capstyle="butt"))

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        """A filled circle."""
        self._add(Circle((x, y), radius, facecolor=color, edgecolor="none", linewidth=0))

    def circle(self, x: float, y: float, radius: float, color: str, ground: str = "white") -> None:
        """A circle that is not filled; its edge keeps inside the radius."""
        self._add(Circle((x, y), radius - 0.45, facecolor=ground, edgecolor=color, linewidth=0.9))

    def half_dot(self, x: float, y: float, radius: float, color: str, ground: str = "white") -> None:
        """A ring whose left half is filled."""
        self.circle(x, y, radius, color, ground)
        self._add(Wedge((x, y), radius - 0.45, 90, 270, facecolor=color, edgecolor="none", linewidth=0))
