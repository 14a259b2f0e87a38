"""Which face serves a character and how wide it is, looked up once a report; characters that no font has are gathered."""

from __future__ import annotations

from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import FontSet, MissingGlyph
from hgz_report.fonts.roles import Role
from hgz_report.problems import Problem, Where

Glyph = tuple[Face, float]
"""A face and the advance of one of its characters in em."""


class Metrics:
    """Faces and advances by role and character.

    A character without a glyph gets an em of the role's first face and is remembered, so that one run names them all.
    """

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._glyphs: dict[Role, dict[str, Glyph]] = {role: {} for role in Role}
        self._square: dict[Role, set[str]] = {role: set() for role in Role}
        self._missing: dict[tuple[Where | None, str, Role], tuple[Face, ...]] = {}

    def glyph(self, role: Role, char: str, where: Where | None) -> Glyph:
        """The face that serves `char` in `role`, and its advance in em."""
        found = self._glyphs[role].get(char)
        if found is None:
            try:
                face = self.fonts.face_for(role, char)
            except MissingGlyph:
                chain = self.fonts.chain(role)
                self._missing[where, char, role] = chain
                return chain[0], 1.0
            found = self._glyphs[role][char] = (face, face.advance(char))
        return found

    def square(self, role: Role, run: str, where: Where | None) -> Face | None:
        """The role's first face if it serves every character of `run` at exactly one em: the fast path of Han text."""
        known = self._square[role]
        first = self.fonts.chain(role)[0]
        if not known.issuperset(run):
            known.update(char for char in set(run) - known if self.glyph(role, char, where) == (first, 1.0))
            if not known.issuperset(run):
                return None
        return first

    def problems(self) -> list[Problem]:
        """One problem for every character no font has and every place it stands."""
        return [
            Problem(
                where,
                f"没有字体可以显示字符“{char if char.isprintable() else '�'}”（U+{ord(char):04X}，{role.value}）",
                f"改用通行的字，或在 report.toml 为{role.value}指定含有此字的字体；"
                f"已试过：{'、'.join(dict.fromkeys(face.family for face in tried))}",
            )
            for (where, char, role), tried in self._missing.items()
        ]
