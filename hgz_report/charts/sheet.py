"""A drawing surface in points, origin at the lower left, on which a kind of chart puts text, bars, lines and dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from hgz_report.charts.palette import INK, TEXT, rgb
from hgz_report.document.address import LETTERED, Address
from hgz_report.document.chart import lettered
from hgz_report.draw import paths
from hgz_report.draw.frame import Frame, Mark, Rectangle, Run, Shape
from hgz_report.draw.lettering import Lettering, lines_of
from hgz_report.draw.paths import Spot
from hgz_report.style import ASCENT

Side = Literal["left", "center", "right"]
VerticalAlign = Literal["top", "center", "bottom", "baseline"]
DASH = (3.0, 2.0)
"""pt on and off: what is expected, not yet reached."""
LEADING = 1.15
"""Distance of the lines of a broken text, in em."""
_RING = 0.9
"""pt: stroke of a hollow dot ..."""
_RIM = 0.6
"""... and of the rim of a filled one."""
_BACK = {"left": 0.0, "center": 0.5, "right": 1.0}
_DOWN = {"bottom": 0.0, "center": 0.5, "top": 1.0}


class Sheet(Struct, frozen=True):
    """The surface of one chart: what is put on it lies on top of what is there.

    `block`: the chart's place in its document; `head`: pt at the top that are no more to be drawn on.
    """

    frame: Frame
    lettering: Lettering
    block: int
    head: float = 0.0

    @property
    def width(self) -> float:
        """In pt."""
        return self.frame.width

    @property
    def height(self) -> float:
        """In pt."""
        return self.frame.height - self.head

    def put(self, mark: Mark) -> None:
        """Place a mark."""
        self.frame.put(mark)

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
        """Set text at a point; `turned` runs upwards.  `side` and `level` say which part of its em box is there."""
        lines = [(line, self.lettering.width(line, size)) for line in lines_of(lettered(text))]
        wide = max(width for _, width in lines)
        tall = size * (1 + LEADING * (len(lines) - 1))
        across, along = (tall, wide) if turned else (wide, tall)
        below = tall - ASCENT * size if level == "baseline" else along * _DOWN[level]
        left, bottom = x - across * _BACK[side], y - below
        for number, (line, width) in enumerate(lines):
            indent = (wide - width) * _BACK[side]
            down = (number * LEADING + ASCENT) * size
            start = (left + down, bottom + indent) if turned else (left + indent, bottom + along - down)
            self.line_of_text(line, start, size, color, turned=turned)

    def line_of_text(self, text: str, start: Spot, size: float, color: str, *, turned: bool = False) -> None:
        """Set a line from the start of its baseline.  Raises MissingGlyph where no face has a character."""
        if not text:
            return
        at = Address(self.block, LETTERED + len(self.frame.texts))
        self.frame.texts.append(lettered(text))
        (x, y), begin = start, 0
        for face, run, width in self.lettering.runs(text):
            advances = tuple(face.advance(char) * size for char in run)
            self.put(Run(x, y, face, size, run, advances, rgb(color), address=at, start=begin, turned=turned))
            begin += len(run)
            x, y = (x, y + width * size) if turned else (x + width * size, y)

    def bar(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A filled rectangle."""
        self.put(Rectangle(x, y, width, height, rgb(color)))

    def outline(self, x: float, y: float, width: float, height: float, color: str) -> None:
        """A dashed rectangle without a filling, its stroke inside the measures."""
        edge = min(_RING, width / 2, height / 2)
        path = paths.box(x + edge / 2, y + edge / 2, width - edge, height - edge)
        self.put(Shape(path, None, rgb(color), edge, DASH))

    def polygon(self, points: Sequence[Spot], color: str, *, edge: str = "", width: float = 0.5) -> None:
        """A filled shape with straight sides, with or without an edge."""
        self.put(Shape(paths.polygon(points), rgb(color), rgb(edge) if edge else None, width if edge else 0.0))

    def line(self, x0: float, y0: float, x1: float, y1: float, *, color: str, width: float = 0.5) -> None:
        """A straight line."""
        self.strokes([((x0, y0), (x1, y1))], color=color, width=width)

    def strokes(
        self, strokes: Sequence[Sequence[Spot]], *, color: str, width: float = 0.5, dash: Sequence[float] = ()
    ) -> None:
        """Open lines of one colour, each through its points."""
        if strokes:
            self.put(Shape(paths.strokes(strokes), None, rgb(color), width, tuple(dash)))

    def dots(self, spots: Sequence[Spot], radius: float, color: str, *, hollow: bool = False) -> None:
        """Circles of one size: filled, or rings on white."""
        if not spots:
            return
        if hollow:
            self.put(Shape(paths.dots(spots, radius - _RING / 2), rgb("white"), rgb(color), _RING))
        else:
            self.put(Shape(paths.dots(spots, radius), rgb(color)))

    def rimmed_dot(self, at: Spot, radius: float, color: str, rim: str) -> None:
        """A filled circle with a thin rim, its stroke inside the radius."""
        self.put(Shape(paths.dots([at], radius - _RIM / 2), rgb(color), rgb(rim), _RIM))

    def ring(self, at: Spot, radii: Spot, angles: Spot, color: str) -> None:
        """A part of a ring between two radii and two angles (degrees, anticlockwise from the right)."""
        self.put(Shape(paths.ring(at, radii, angles), rgb(color)))

    def dot(self, x: float, y: float, radius: float, color: str) -> None:
        """A filled circle."""
        self.dots([(x, y)], radius, color)

    def half_dot(self, x: float, y: float, radius: float, color: str) -> None:
        """A ring on white whose left half is filled."""
        self.dots([(x, y)], radius, color, hollow=True)
        self.put(Shape(paths.half_disc((x, y), radius - _RING / 2), rgb(color)))
