"""The grey word across each page of a draft: an outline behind the text, which nobody reads out and nobody copies."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, radians, sin

from hgz_report.draw.frame import Frame, Shape
from hgz_report.draw.outlines import outline
from hgz_report.draw.paths import Path, PathSegment
from hgz_report.fonts.roles import Role
from hgz_report.layout.inline.paragraph import Typesetter
from hgz_report.style import ASCENT, DESCENT, Style


def paint_watermark(page: Frame, text: str, style: Style, setter: Typesetter) -> None:
    """The word rising across the middle of the type area, as large as fits, under all that is put on the page later."""
    look = style.watermark
    glyphs = [setter.glyph(Role(look.role), char) for char in text]
    long = sum(advance for _, advance in glyphs)
    if not long:
        return
    size = min(look.size, style.watermark_length / long)
    middle = style.left + style.text_width / 2, style.page_height - style.top - style.text_height / 2
    at, path = -long / 2, list[PathSegment]()
    for char, (face, advance) in zip(text, glyphs, strict=True):
        path += _placed(outline(face, char), at, size, middle)
        at += advance
    page.put(Shape(tuple(path), fill=look.color), "Pagination")


def _placed(letter: Path, at: float, size: float, middle: tuple[float, float]) -> Iterator[PathSegment]:
    """An outline in em, moved to its place in the line and turned about the middle of the line."""
    up, along = sin(radians(45)), cos(radians(45))
    rise = -(ASCENT - DESCENT) / 2
    for code, points in letter:
        spots = zip(points[::2], points[1::2], strict=True)
        turned = (
            (
                middle[0] + size * (along * (x + at) - up * (y + rise)),
                middle[1] + size * (up * (x + at) + along * (y + rise)),
            )
            for x, y in spots
        )
        yield code, tuple(value for spot in turned for value in spot)
