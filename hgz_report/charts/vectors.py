"""A matplotlib renderer that writes SVG for Word: shapes as paths, letters as outlines of our own faces.

Only `path` elements with whole numbers: what every reader draws alike, whatever fonts it has.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.colors import to_hex
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Transform

from hgz_report.charts.outlines import placed
from hgz_report.charts.points import PointRenderer, dashes, segments
from hgz_report.fonts.fontset import FontSet

UNIT = 100
"""Units of the drawing to the pt."""
_LETTERS = {int(Path.LINETO): "l", int(Path.CURVE3): "q", int(Path.CURVE4): "c"}


class SvgRenderer(PointRenderer):
    """Collects paths; `document()` is the file.  Opaque only: nothing the house draws is transparent."""

    def __init__(self, width: float, height: float, fonts: FontSet) -> None:
        super().__init__(width, height, fonts)
        self._paths: list[str] = []
        self._down = Affine2D().scale(UNIT, -UNIT).translate(0, height * UNIT)
        """The file's own origin is at the top."""

    def paint(self, path: Path, transform: Transform, fill: Any, stroke: GraphicsContextBase | None) -> None:
        """A path element."""
        looks = f' fill="{to_hex(fill) if fill is not None else "none"}"'
        if stroke is not None:
            looks += f' stroke="{to_hex(stroke.get_rgb())}" stroke-width="{round(stroke.get_linewidth() * UNIT)}"'
            if pattern := " ".join(str(round(dash * UNIT)) for dash in dashes(stroke)[1]):
                looks += f' stroke-dasharray="{pattern}"'
        self._add(_drawn(path, transform + self._down), looks)

    def letter(self, text: str, size: float, at: tuple[float, float], angle: float, color: Any) -> None:
        """The outlines of a line of text as one path."""
        letters = [
            _drawn(outline, place + self._down) for outline, place in placed(self._lettering, text, size, at, angle)
        ]
        self._add("".join(letters), f' fill="{to_hex(color)}"')

    def _add(self, data: str, looks: str) -> None:
        if data:
            self._paths.append(f'<path d="{data}"{looks}/>')

    def document(self) -> bytes:
        """The whole file."""
        width, height = self._size
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}pt" height="{height:.2f}pt"'
            f' viewBox="0 0 {round(width * UNIT)} {round(height * UNIT)}">{"".join(self._paths)}</svg>'
        ).encode("ascii")


def _drawn(path: Path, transform: Transform) -> str:
    """Path data in whole units, each place relative to the last rounded one, so that no error adds up."""
    parts: list[str] = []
    at = start = (0, 0)
    for points, code in segments(path, transform):
        if code == Path.CLOSEPOLY:
            parts.append("z")
            at = start
            continue
        places = list(_places(points))
        if code == Path.MOVETO:
            at = start = places[0]
            parts.append(f"M{_numbers(at)}")
            continue
        relative = (value for x, y in places for value in (x - at[0], y - at[1]))
        parts.append(_LETTERS[code] + _numbers(relative))
        at = places[-1]
    return "" if len(parts) < 2 else "".join(parts)


def _places(points: Iterable[float]) -> Iterator[tuple[int, int]]:
    values = [round(value) for value in points]
    yield from zip(values[::2], values[1::2], strict=True)


def _numbers(values: Iterable[int]) -> str:
    """Numbers with a blank only before those that no minus sets apart."""
    text = ""
    for value in values:
        text += f" {value}" if text and value >= 0 else str(value)
    return text
