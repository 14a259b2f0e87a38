"""Colours as grey print and colour-blind eyes have them."""

from __future__ import annotations

from tests.tools.chart_looks import rgb

Vision = tuple[tuple[float, float, float], ...]
VISIONS: dict[str, Vision] = {
    "red-blind": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "green-blind": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "blue-blind": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Simulation of Machado, Oliveira and Fernandes (2009), severity 1."""


def difference(one: str, other: str, vision: Vision) -> float:
    """How far two colours are apart for such eyes, in steps of 255."""
    a, b = ([sum(k * v for k, v in zip(row, rgb(color), strict=True)) for row in vision] for color in (one, other))
    return float(sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5)


def lightness(color: str) -> float:
    """L* of CIE Lab: what is left of a colour in grey print."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (v / 255 for v in rgb(color))
    ]
    y = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y
