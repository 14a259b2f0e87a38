"""Numbers, lengths, colours and transforms as SVG writes them.  Each raises ValueError for what it can't read."""

from __future__ import annotations

import re
from math import cos, radians, sin, tan

from hgz_report.draw.frame import Color
from hgz_report.draw.paths import Path

Matrix = tuple[float, float, float, float, float, float]
"""a b c d e f: x' = a x + c y + e, y' = b x + d y + f."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LENGTH = re.compile(rf"({_NUMBER.pattern})(px|pt|mm|cm|in|pc)?")
_UNITS = {"px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "pc": 16.0}
_STEP = re.compile(r"(matrix|translate|scale|rotate|skewX|skewY)\s*\(([^)]*)\)[\s,]*")
_WHOLE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def numbers_in(text: str) -> list[float]:
    """Every number of a list."""
    return [float(found) for found in _NUMBER.findall(text)]


def length(text: str) -> float:
    """A length in px; 0 where none is written."""
    if not text.strip():
        return 0.0
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    return float(found[1]) * _UNITS[found[2] or "px"]


def color_of(text: str) -> Color | None:
    """A colour, None for none."""
    if text in ("none", "transparent"):
        return None
    from PIL import ImageColor

    if text.startswith(("hsl", "hsv", "rgba")):
        raise ValueError(text)
    red, green, blue, *_ = ImageColor.getrgb("black" if text == "currentColor" else text)
    return red / 255, green / 255, blue / 255


def matrix_of(text: str) -> Matrix:
    """A list of transforms as one."""
    made, text, at = _WHOLE, text.strip(), 0
    while at < len(text):
        found = _STEP.match(text, at)
        if found is None:
            raise ValueError(text)
        made = combined(made, _step(found[1], numbers_in(found[2])))
        at = found.end()
    return made


def _step(name: str, by: list[float]) -> Matrix:
    match name, by:
        case "matrix", [a, b, c, d, e, f]:
            return a, b, c, d, e, f
        case "translate", [x, *y]:
            return 1.0, 0.0, 0.0, 1.0, x, y[0] if y else 0.0
        case "scale", [x, *y]:
            return x, 0.0, 0.0, y[0] if y else x, 0.0, 0.0
        case "rotate", [angle]:
            turn = radians(angle)
            return cos(turn), sin(turn), -sin(turn), cos(turn), 0.0, 0.0
        case "rotate", [angle, x, y]:
            there: Matrix = (1.0, 0.0, 0.0, 1.0, x, y)
            return combined(combined(there, _step("rotate", [angle])), (1.0, 0.0, 0.0, 1.0, -x, -y))
        case "skewX", [angle]:
            return 1.0, 0.0, tan(radians(angle)), 1.0, 0.0, 0.0
        case "skewY", [angle]:
            return 1.0, tan(radians(angle)), 0.0, 1.0, 0.0, 0.0
    raise ValueError(name)


def combined(outer: Matrix, inner: Matrix) -> Matrix:
    """The transform that does the inner first."""
    a, b, c, d, e, f = outer
    g, h, i, j, k, m = inner
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * m + e, b * k + d * m + f


def moved(path: Path, by: Matrix) -> Path:
    """A path transformed."""
    a, b, c, d, e, f = by
    return tuple(
        (
            code,
            tuple(
                value
                for x, y in zip(at[::2], at[1::2], strict=True)
                for value in (a * x + c * y + e, b * x + d * y + f)
            ),
        )
        for code, at in path
    )
