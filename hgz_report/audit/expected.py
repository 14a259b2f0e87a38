"""A text as an edition says it was built."""

from __future__ import annotations

from msgspec import Struct


class Expected(Struct, frozen=True):
    """A text as it was built, without blanks: its numbers as (start, end, binding).

    `block`: the block of the report it stands in, `row` (-1: the head) and `column` its place in a table; -1 for none.
    """

    text: str
    page: int
    heading: str
    numbers: tuple[tuple[int, int, str], ...]
    kind: str = "text"
    block: int = -1
    row: int = -1
    column: int = -1
    lines: tuple[tuple[int, str], ...] = ()
    """Where the stretches end that a template or data line stands behind, with that line."""

    def line(self, at: int) -> str:
        """The line of a template or data file that the text at a place, or the text next to it, came from."""
        return next((line for end, line in self.lines if end > at), self.lines[-1][1] if self.lines else "")
