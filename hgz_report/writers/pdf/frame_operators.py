"""Content-stream operators for the marks of a frame, with the graphics state kept so that nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate, repeat
from operator import mul, sub
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.draw.frame import BLACK, Color, Image, Inset, Mark, Pasted, Rectangle, Run, Shape
from hgz_report.draw.paths import Path, cubic
from hgz_report.fonts.face import Use
from hgz_report.language.plain_numbers import short
from hgz_report.writers.pdf.objects import number, numbers

Paste = Callable[[Pasted], str]
"""Names the resource that a picture is."""
_OPERATORS = {"m": "m", "l": "l", "c": "c", "z": "h"}


class _State(Struct):
    """What of the graphics state is known to be set."""

    fill: Color = BLACK
    edge: Color = BLACK
    width: float = 1.0
    rounded: bool = False
    """Whether corners are round, as outlines of letters have them."""
    dash: tuple[float, ...] = ()
    spacing: float = 0.0
    outlined: bool = False


class FrameOperators:
    """Collects the `operators` of one frame; those of marked content may be put between marks from outside."""

    def __init__(self, use: Use, paste: Paste) -> None:
        self.operators: list[str] = []
        self._use = use
        self._paste = paste
        self._state = _State()

    def put(self, mark: Mark) -> None:
        """Paint a mark."""
        match mark:
            case Run():
                self._run(mark)
            case Rectangle():
                self._set_fill(mark.color)
                self.operators.append(f"{numbers((mark.x, mark.y, mark.width, mark.height))} re f")
            case Shape():
                self._shape(mark)
            case Image():
                self._image(mark)
            case Pasted():
                box = numbers((mark.width, 0, 0, mark.height, mark.x, mark.y))
                self.operators.append(f"q {box} cm {self._paste(mark)} Do Q")
            case Inset():
                self._inset(mark)
            case _:
                assert_never(mark)

    def _inset(self, inset: Inset) -> None:
        outside = replace(self._state)
        self.operators.append(f"q 1 0 0 1 {numbers((inset.x, inset.y))} cm")
        for mark in inset.frame.marks():
            self.put(mark)
        self.operators.append("Q")
        self._state = outside

    def _run(self, run: Run) -> None:
        """A run with its own advances: one character spacing for all, adjustments where a character differs."""
        font, codes = self._use(run.face, run.text)
        spacing, shown = _spaced(run, codes)
        state = self._state
        if run.color != state.fill:
            self._set_fill(run.color)
        weight = "".join(f" {one}" for one in self._weight(run)) if run.stroke > 0 or state.outlined else ""
        if spacing != state.spacing:
            weight += f" {number(spacing)} Tc"
            state.spacing = spacing
        matrix = "0 1 -1 0" if run.turned else "1 0 0 1"
        at = f"{matrix} {number(run.x)} {number(run.y)} Tm"
        self.operators.append(f"BT {font} {number(run.size)} Tf{weight} {at} {shown} ET")

    def _shape(self, shape: Shape) -> None:
        if shape.fill is not None:
            self._set_fill(shape.fill)
        if shape.edge is not None:
            self.operators += self._line(shape.edge, shape.width, shape.dash)
        painted = "B" if shape.fill and shape.edge else "f" if shape.fill else "S"
        painted += "*" * (shape.even_odd and shape.fill is not None)
        self.operators.append(f"{' '.join(_drawn(shape.path))} {painted}")

    def _image(self, image: Image) -> None:
        """Pixels as an inline image (ISO 32000-1 8.9.7)."""
        self.operators.append(
            f"q {numbers((image.width, 0, 0, image.height, image.x, image.y))} cm"
            f" BI /W {image.columns} /H {image.rows} /CS /RGB /BPC 8 /F /AHx ID {image.pixels.hex()}> EI Q"
        )

    def _set_fill(self, color: Color) -> None:
        if color != self._state.fill:
            self.operators.append(_color(color, "g", "rg"))
            self._state.fill = color

    def _line(
        self, color: Color, width: float, dash: tuple[float, ...] = (), *, rounded: bool = False
    ) -> Iterator[str]:
        """What of a stroke's look has to be set."""
        state = self._state
        if color != state.edge:
            yield _color(color, "G", "RG")
        if width != state.width:
            yield f"{number(width)} w"
        if rounded != state.rounded:
            yield f"{int(rounded)} j"
        if dash != state.dash:
            yield f"[{numbers(dash)}] 0 d"
        state.edge, state.width, state.rounded, state.dash = color, width, rounded, dash

    def _weight(self, run: Run) -> Iterator[str]:
        """Outline strokes where the face is lighter than its role, and back again."""
        if run.stroke > 0:
            yield from self._line(run.color, run.stroke, rounded=True)
        if (run.stroke > 0) != self._state.outlined:
            self._state.outlined = run.stroke > 0
            yield "2 Tr" if self._state.outlined else "0 Tr"


def _drawn(path: Path) -> Iterator[str]:
    for code, at in cubic(path):
        yield " ".join([*map(short, at), _OPERATORS[code]])


def _spaced(run: Run, codes: str) -> tuple[float, str]:
    """The commonest difference from the face's own advances, and a Tj or TJ with what remains, in 1/1000 em."""
    size = run.size
    own = map(mul, run.face.advances(run.text), repeat(size))
    inner = [*map(sub, run.advances, own)][:-1]
    rounded = [round(value, 3) for value in inner]
    kinds = dict.fromkeys(rounded)
    spacing = max(kinds, key=rounded.count, default=0.0)
    if (
        len(kinds) <= 1 and len(inner) < size
    ):  # then what rounding took away does not add up to half a thousandth of an em
        return spacing, f"<{codes}> Tj"
    drifts = accumulate(map(sub, inner, repeat(spacing)))
    if max(map(abs, drifts), default=0.0) / size * 1000 <= 0.5:  # nearly every run
        return spacing, f"<{codes}> Tj"
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


def _color(color: Color, grey: str, rgb: str) -> str:
    """Set a colour; greys as grey, so that black prints with black ink alone."""
    return f"{number(color[0])} {grey}" if color[0] == color[1] == color[2] else f"{numbers(color)} {rgb}"
