"""Content-stream operators for text runs and rules, with the graphics state kept so that nothing is said twice."""

from __future__ import annotations

from hgz_report.fonts.face import Use
from hgz_report.layout.boxes import Rectangle, Run
from hgz_report.writers.pdf.objects import number, numbers

RgbColor = tuple[float, float, float]


class PageContent:
    """The operators of one page.  `operators` may be appended to from outside between `q` and `Q`."""

    def __init__(self, use: Use) -> None:
        self.operators: list[str] = []
        self._use = use
        self._fill: RgbColor = (0.0, 0.0, 0.0)
        self._stroke: tuple[RgbColor, float] | None = None
        self._spacing = 0.0
        self._outlined = False

    def run(self, run: Run) -> None:
        """Paint a run with its own advances: one character spacing for all, adjustments where a character differs."""
        font, codes = self._use(run.face, run.text)
        spacing, shown = _spaced(run, codes)
        self._set_fill(run.color)
        parts = ["BT", f"{font} {number(run.size)} Tf", *self._weight(run)]
        if spacing != self._spacing:
            parts.append(f"{number(spacing)} Tc")
            self._spacing = spacing
        parts += [f"1 0 0 1 {number(run.x)} {number(run.y)} Tm", shown, "ET"]
        self.operators.append(" ".join(parts))

    def rule(self, rule: Rectangle) -> None:
        """Paint a filled rectangle."""
        self._set_fill(rule.color)
        self.operators.append(f"{numbers((rule.x, rule.y, rule.width, rule.height))} re f")

    def _set_fill(self, color: RgbColor) -> None:
        if color != self._fill:
            self.operators.append(fill_color(color))
            self._fill = color

    def _weight(self, run: Run) -> list[str]:
        """Outline strokes where the face is lighter than its role, and back again."""
        parts = []
        if run.stroke > 0 and self._stroke != (run.color, run.stroke):
            self._stroke = (run.color, run.stroke)
            parts.append(f"{stroke_color(run.color)} {number(run.stroke)} w 1 j")
        if (run.stroke > 0) != self._outlined:
            self._outlined = run.stroke > 0
            parts.append("2 Tr" if self._outlined else "0 Tr")
        return parts


def _spaced(run: Run, codes: str) -> tuple[float, str]:
    """The commonest difference from the face's own advances, and a Tj or TJ with what remains, in 1/1000 em."""
    size, own = run.size, run.face.advance
    extra = [advance - own(char) * size for char, advance in zip(run.text, run.advances, strict=True)]
    inner = extra[:-1]
    rounded = [round(value, 3) for value in inner]
    spacing = max(dict.fromkeys(rounded), key=rounded.count, default=0.0)
    parts, start, drift = [], 0, 0.0
    for at, value in enumerate(inner, 1):
        drift += value - spacing
        adjust = round(-drift / size * 1000)
        if adjust:
            parts.append(f"<{codes[4 * start : 4 * at]}> {adjust}")
            start = at
            drift += adjust * size / 1000
    if not parts:
        return spacing, f"<{codes}> Tj"
    return spacing, f"[{' '.join(parts)} <{codes[4 * start :]}>] TJ"


def fill_color(color: RgbColor) -> str:
    """Set the fill colour; greys as grey, so that black prints with black ink alone."""
    return f"{number(color[0])} g" if color[0] == color[1] == color[2] else f"{numbers(color)} rg"


def stroke_color(color: RgbColor) -> str:
    """Set the stroke colour."""
    return f"{number(color[0])} G" if color[0] == color[1] == color[2] else f"{numbers(color)} RG"
