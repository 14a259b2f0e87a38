"""XML of a chart that knows its letters: every text the chart keeps, in order, each with the facts it stands for."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

Pieces = tuple[tuple[str, str], ...]
"""A text cut up: each piece with the id of the fact or computed value behind the number in it, "" for none."""


class Letter(Struct, frozen=True):
    """A value, name or label of a chart; a name may say several numbers, each with a fact of its own."""

    pieces: Pieces

    @property
    def text(self) -> str:
        """What is read."""
        return "".join(text for text, _ in self.pieces)


class LetteredXml(Struct, frozen=True):
    """A piece of a chart's XML and the letters in it."""

    xml: str = ""
    letters: tuple[Letter, ...] = ()

    def __add__(self, after: LetteredXml) -> LetteredXml:
        return LetteredXml(self.xml + after.xml, self.letters + after.letters)

    def within(self, before: str, after: str) -> LetteredXml:
        """The piece with XML around it that has no letters."""
        return LetteredXml(f"{before}{self.xml}{after}", self.letters)


UNLETTERED = LetteredXml()


def in_turn(pieces: Iterable[LetteredXml]) -> LetteredXml:
    """Pieces one after the other."""
    return sum(pieces, LetteredXml())
