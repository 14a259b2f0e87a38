"""Which face serves a character and how wide it is, looked up once for a set of faces."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import FontSet, MissingGlyph
from hgz_report.fonts.roles import Role

Glyph = tuple[Face, float]
"""A face and the advance of one of its characters in em."""
Lacking = list[tuple[str, Role]]
"""Characters that no face of a role has."""
_MOST_WORDS = 20_000


class WordPart(NamedTuple):
    """A part of a Latin word or number in one face: its width and the origins of its characters in pt."""

    text: str
    face: Face
    width: float
    offsets: tuple[float, ...]


class Metrics:
    """Faces and advances by role and character."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._glyphs: dict[Role, dict[str, Glyph]] = {role: {} for role in Role}
        self._square: dict[Role, set[str]] = {role: set() for role in Role}
        self._words: dict[tuple[str, Role, float], Sequence[WordPart]] = {}

    def glyph(self, role: Role, char: str, lacking: Lacking) -> Glyph:
        """The face that serves `char` in `role`, and its advance in em.

        A character without a glyph gets an em of the role's first face and is put on `lacking`, so that one run names them all.
        """
        found = self._glyphs[role].get(char)
        if found is None:
            try:
                face = self.fonts.face_for(role, char)
            except MissingGlyph:
                lacking.append((char, role))
                return self.fonts.chain(role)[0], 1.0
            found = self._glyphs[role][char] = (face, face.advance(char))
        return found

    def square(self, role: Role, run: str, lacking: Lacking) -> Face | None:
        """The role's first face if it serves every character of `run` at exactly one em: the fast path of Han text."""
        known = self._square[role]
        first = self.fonts.chain(role)[0]
        if not known.issuperset(run):
            known.update(char for char in set(run) - known if self.glyph(role, char, lacking) == (first, 1.0))
            if not known.issuperset(run):
                return None
        return first

    def word(self, text: str, role: Role, size: float, lacking: Lacking) -> Sequence[WordPart]:
        """A Latin word or number in parts of one face each."""
        found = self._words.get((text, role, size))
        if found is None:
            before = len(lacking)
            found = self._parted(text, role, size, lacking)
            if len(lacking) == before:
                if len(self._words) >= _MOST_WORDS:
                    self._words.clear()
                self._words[text, role, size] = found
        return found

    def _parted(self, text: str, role: Role, size: float, lacking: Lacking) -> Sequence[WordPart]:
        parts: list[WordPart] = []
        start = 0
        for face, group in groupby((self.glyph(role, char, lacking) for char in text), key=lambda glyph: glyph[0]):
            offsets = [0.0]
            offsets.extend(offsets[-1] + advance * size for _, advance in group)
            end = start + len(offsets) - 1
            width = offsets.pop()
            parts.append(WordPart(text[start:end], face, width, tuple(offsets)))
            start = end
        return parts
