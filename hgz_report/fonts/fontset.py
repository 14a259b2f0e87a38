"""The faces one edition prints with: for each role a chain, for each character the first face that has it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from hgz_report.fonts.face import Face
from hgz_report.fonts.roles import Role
from hgz_report.problems import Problem

_TITLE_STROKE = 0.03
"""Stroke (em) that brings Noto Serif Regular near the weight of 小标宋; at 2号 (22 pt) 0.66 pt."""
_LAYOUT = frozenset("\n\r\t")  # in a text, but never drawn


class MissingGlyph(LookupError):  # noqa: N818 - what is missing, not who erred
    """No face of the role's chain has the character."""

    def __init__(self, char: str, role: Role | None, tried: tuple[Face, ...]) -> None:
        self.char = char
        self.role = role
        self.tried = tried
        what = f"没有字体能印“{char if char.isprintable() else '�'}”（U+{ord(char):04X}）"
        role_and_tried = f"：{role.value if role else '字体'}试过 {'、'.join(face.family for face in tried)}"
        super().__init__(what + role_and_tried)


class Serving(Struct, frozen=True):
    """A face in a role's chain.  `own` is False where it stands in; `heavy` where it has the weight of a title."""

    face: Face
    own: bool = True
    heavy: bool = False


class _Route(dict[str, Face]):
    """Character -> face, asked once."""

    def __init__(self, role: Role, chain: tuple[Face, ...]) -> None:
        super().__init__()
        self._role = role
        self._chain = chain

    def __missing__(self, char: str) -> Face:
        for face in self._chain:
            if face.has(char):
                self[char] = face
                return face
        raise MissingGlyph(char, self._role, self._chain)


@dataclass(frozen=True)
class FontSet:
    """What was found for each role, best first.  Pickles, so that a report can be made in another process."""

    serving: Mapping[Role, tuple[Serving, ...]]
    unreadable: tuple[Problem, ...] = ()

    def chain(self, role: Role) -> tuple[Face, ...]:
        """The faces of a role in the order they are asked; never empty."""
        return self._chains[role]

    def face_for(self, role: Role, char: str) -> Face:
        """The first face of the chain that has `char`; raises MissingGlyph.

        A space is a character like any other.  Line ends, tabs, controls and lone surrogates are never drawn, so
        asking for them is asking for a missing glyph: take them out before.
        """
        return self._routes[role][char]

    def missing(self, text: str, role: Role) -> list[str]:
        """The characters of `text` no face has, once each, in the order they come; line ends and tabs don't count."""
        chain = self._chains[role]
        return [
            char for char in dict.fromkeys(text) if char not in _LAYOUT and not any(face.has(char) for face in chain)
        ]

    def served(self) -> dict[str, str]:
        """Role -> family of the face that serves it, for the manifest."""
        return {role.value: self._chains[role][0].family for role in Role}

    def embolden(self, role: Role, face: Face | None = None) -> float:
        """Stroke (em) to add to the outlines so that the role has its weight; `face` where it isn't the chain's first.

        Only 小标宋 asks for weight: the other roles are regular in GB/T 9704.
        """
        if role is not Role.XIAOBIAOSONG:
            return 0.0
        face = face or self._chains[role][0]
        heavy = any(one.heavy for one in self.serving[role] if one.face is face)
        return 0.0 if heavy or face.weight >= 600 else _TITLE_STROKE

    def is_substitute(self, role: Role) -> bool:
        """True where the role is served by another kind of face, as 仿宋 by Noto Serif."""
        return not self.serving[role][0].own

    @cached_property
    def warnings(self) -> tuple[Problem, ...]:
        """Roles served by a stand-in, and font files that were passed over because they can't be used."""
        return (*self._substitutes(), *self.unreadable)

    def _substitutes(self) -> Iterator[Problem]:
        hint = "运行 make fonts 取得免费字体，或把本机的字体文件写进 report.toml 的 [fonts]。"
        for role in Role:
            # No free 小标宋 exists: a face with the weight of a title stands in for it well enough.
            if self.is_substitute(role) and not self.serving[role][0].heavy:
                family = self._chains[role][0].family
                yield Problem(None, f"没有找到{role.value}，以“{family}”代替", hint, severity="warning")

    @cached_property
    def _chains(self) -> dict[Role, tuple[Face, ...]]:
        return {role: tuple(one.face for one in chain) for role, chain in self.serving.items()}

    @cached_property
    def _routes(self) -> dict[Role, _Route]:
        return {role: _Route(role, chain) for role, chain in self._chains.items()}

    def __getstate__(self) -> dict[str, object]:
        """Without what was looked up: the other process looks up its own."""
        return {"serving": dict(self.serving), "unreadable": self.unreadable}
