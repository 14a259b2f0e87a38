"""Small type in the document's own faces: measuring it, breaking it, and splitting it where a face lacks a character.

Text keeps its origin: what is broken or split knows where it comes from as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role
from hgz_report.origin import Attributed, between

ROLE = Role.HEI
"""Small type on a chart is set in one sans face, figures included."""


_LINE_END = "\n"


def lines_of(text: str) -> list[str]:
    """The lines of a broken text."""
    if not isinstance(text, Attributed):
        return text.split(_LINE_END)
    lines, start = [], 0
    for line in text.split(_LINE_END):
        lines.append(text.cut(start, start + len(line)))
        start += len(line) + 1
    return list(lines)


class Lettering:
    """Measures and splits text for one set of fonts."""

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
            filled = self._fill(pieces, size, min(measure, whole / lines + size))
            if len(filled) <= lines and all(self.width(line, size) <= measure for line in filled):
                return _broken(text, filled)
        return text if whole <= measure else _broken(text, pieces)

    def _fill(self, pieces: list[str], size: float, measure: float) -> list[str]:
        lines = [""]
        for piece in pieces:
            longer = lines[-1] + piece
            if lines[-1] and self.width(longer, size) > measure:
                lines.append(piece)
            else:
                lines[-1] = longer
        return lines


def _broken(text: str, lines: list[str]) -> str:
    """A text with the ends of the lines that it falls into."""
    if not isinstance(text, Attributed):
        return _LINE_END.join(lines)
    parts, start = [], 0
    for line in lines:
        parts.append(text.cut(start, start + len(line)))
        start += len(line)
    return between(parts, _LINE_END, "blank")


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
