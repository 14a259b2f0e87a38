"""A matplotlib renderer that writes PDF operators: vectors, and live text in the document's own embedded faces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matplotlib.backend_bases import GraphicsContextBase
from matplotlib.path import Path
from matplotlib.transforms import Transform

from hgz_report.charts.lettering import DrawnText
from hgz_report.charts.points import PointRenderer, dashes, segments
from hgz_report.fonts.face import Use
from hgz_report.fonts.fontset import FontSet
from hgz_report.language.plain_numbers import short

CAPS = {"butt": 0, "round": 1, "projecting": 2}
JOINS = {"miter": 0, "round": 1, "bevel": 2}
Channels = Sequence[float]


class OperatorRenderer(PointRenderer):
    """Collects `operators` in pt from the lower left corner, and the `texts` among them.  Opaque only: nothing the house draws
    is transparent.
    """

    def __init__(self, width: float, height: float, fonts: FontSet, use: Use) -> None:
        super().__init__(width, height, fonts)
        self.operators = ["0 Tc 0 Tr"]  # the page's text state must not leak in
        self.texts: list[DrawnText] = []
        self._use = use
        self._state: dict[str, str] = {}

    def paint(self, path: Path, transform: Transform, fill: Any, stroke: GraphicsContextBase | None) -> None:
        """Path operators, and before them what of the graphics state changes."""
        if fill is not None:
            self._set("fill", _color(fill, "g", "rg"))
        if stroke is not None:
            self._set_stroke(stroke)
        self.operators.append(" ".join(_drawn(segments(path, transform))))
        self.operators.append(
            {(True, True): "B", (True, False): "f", (False, True): "S"}[fill is not None, stroke is not None]
        )

    def _set_stroke(self, gc: GraphicsContextBase) -> None:
        self._set("stroke", _color(gc.get_rgb(), "G", "RG"))
        self._set("width", f"{short(gc.get_linewidth())} w")
        self._set("cap", f"{CAPS[str(gc.get_capstyle())]} J")
        self._set("join", f"{JOINS[str(gc.get_joinstyle())]} j")
        start, pattern = dashes(gc)
        self._set("dash", f"[{' '.join(map(short, pattern))}] {short(start)} d")

    def _set(self, what: str, operator: str) -> None:
        if self._state.get(what) != operator:
            self._state[what] = operator
            self.operators.append(operator)

    def letter(self, text: str, size: float, at: tuple[float, float], angle: float, color: Any) -> None:
        """Text operators, a font for each run in one face."""
        self._set("fill", _color(color, "g", "rg"))
        turned = round(angle) == 90
        if text:
            self.texts.append(DrawnText(text, *at, size, self._lettering.advances(text, size), turned))
        matrix = "0 1 -1 0" if turned else "1 0 0 1"
        shown = [f"BT {matrix} {short(at[0])} {short(at[1])} Tm"]
        for face, run, _ in self._lettering.runs(text):
            font, codes = self._use(face, run)
            shown.append(f"{font} {short(size)} Tf <{codes}> Tj")
        self.operators.append(" ".join([*shown, "ET"]))


def _color(color: Channels, grey: str, rgb: str) -> str:
    red, green, blue = (float(part) for part in color[:3])
    return (
        f"{short(red, 4)} {grey}"
        if red == green == blue
        else f"{short(red, 4)} {short(green, 4)} {short(blue, 4)} {rgb}"
    )


def _drawn(parts_of_path: Iterable[tuple[list[float], int]]) -> list[str]:
    """Path construction operators; quadratic curves become cubic ones."""
    parts: list[str] = []
    last = (0.0, 0.0)
    for at, code in parts_of_path:
        match code:
            case Path.MOVETO:
                parts.append(f"{short(at[0])} {short(at[1])} m")
            case Path.LINETO:
                parts.append(f"{short(at[0])} {short(at[1])} l")
            case Path.CURVE3:
                first = [last[axis] + (at[axis] - last[axis]) * 2 / 3 for axis in (0, 1)]
                second = [at[2 + axis] + (at[axis] - at[2 + axis]) * 2 / 3 for axis in (0, 1)]
                parts.append(" ".join(short(value) for value in [*first, *second, *at[2:]]) + " c")
            case Path.CURVE4:
                parts.append(" ".join(short(value) for value in at) + " c")
            case Path.CLOSEPOLY:
                parts.append("h")
                continue
        last = (at[-2], at[-1])
    return parts
