"""Chart text in the document's own faces: measuring it, and splitting it where a face lacks a character."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role

ROLE = Role.HEI
"""Small type on a chart is set in one sans face, figures included."""


class DrawnText(NamedTuple):
    """A line of text on a chart, in pt: from the start of its baseline, to the right or, `turned`, upwards.

    `advances`: from each character to the next.
    """

    text: str
    x: float
    y: float
    size: float
    advances: tuple[float, ...]
    turned: bool


class Lettering:
    """Measures and splits chart text for one set of fonts."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._widths: dict[str, float] = {}

    def runs(self, text: str) -> Iterator[tuple[Face, str, float]]:
        """Parts of a line in one face each, with their width in em.  Raises MissingGlyph where no face has a character."""
        for face, part in groupby(text, key=self._face):
            run = "".join(part)
            yield face, run, sum(face.advance(char) for char in run)

    def advances(self, text: str, size: float) -> tuple[float, ...]:
        """From each character of a line to the next, in pt."""
        return tuple(self._face(char).advance(char) * size for char in text)

    def _face(self, char: str) -> Face:
        return self._fonts.face_for(ROLE, char)

    def width(self, text: str, size: float) -> float:
        """Width of the widest line in pt."""
        if text not in self._widths:
            self._widths[text] = max(sum(part[2] for part in self.runs(line)) for line in text.split("\n"))
        return self._widths[text] * size

    def wrapped(self, text: str, size: float, measure: float) -> str:
        """Text broken into lines of equal length no wider than `measure` pt; a number or Latin word stays whole."""
        pieces = list(_pieces(text))
        whole = self.width(text, size)
        for lines in range(max(1, -int(-whole // measure)), len(pieces)):
            broken = self._fill(pieces, size, min(measure, whole / lines + size))
            if broken.count("\n") < lines and self.width(broken, size) <= measure:
                return broken
        return text if whole <= measure else "\n".join(pieces)

    def _fill(self, pieces: list[str], size: float, measure: float) -> str:
        lines = [""]
        for piece in pieces:
            longer = lines[-1] + piece
            if lines[-1] and self.width(longer, size) > measure:
                lines.append(piece)
            else:
                lines[-1] = longer
        return "\n".join(lines)


def _pieces(text: str) -> Iterator[str]:
    """Unbreakable parts: single Han characters (with marks that must not begin or end a line), whole numbers and Latin words."""
    for ascii_run, part in groupby(text, key=lambda char: char.isascii() and not char.isspace()):
        if ascii_run:
            yield "".join(part)
            continue
        held = ""
        for char in part:
            if held and char not in "，。、；：！？）》〕】”’％年" and held[-1] not in "（《〔【“‘":
                yield held
                held = ""
            held += char
        if held:
            yield held
