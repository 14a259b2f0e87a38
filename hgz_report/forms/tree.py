"""The result of reading a file that people write: plain values, the way to each, and the line it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct, field

from hgz_report.forms.notation import YAML, Notation
from hgz_report.problems import Problem, Where

Plain = dict[str, "Plain"] | list["Plain"] | str | Decimal | bool | date | time | None
"""What a file is made of once read; only TOML has dates (with or without a time) and times."""
Steps = tuple[str | int, ...]
"""The way from the root to a value: keys and 0-based positions."""
Position = tuple[int, int]
"""Line and column, from 1; column 0 is not known."""


class ScalarForm(NamedTuple):
    """How a scalar stands in its file: its style (`"`, `'`, `|`, `>`, "" for none), its first character's offset and its end.

    Offsets are characters of the text that was read, quotes and the mark of a block included.
    """

    style: str
    start: int
    end: int


def path_text(steps: Steps) -> str:
    """`facts[3].value`, counted from 1 as an editor counts."""
    text = ""
    for step in steps:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


class Tree(Struct, frozen=True):
    """Plain values of one file; `value` is None when the file could not be read to its end."""

    file: str
    value: Plain = None
    marks: Mapping[Steps, Position] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    ends: Mapping[Steps, int] = field(default_factory=dict)
    """The last line of each scalar that goes on after its first."""
    spoiled: frozenset[Steps] = frozenset()
    """Values already complained of: what stands there is a guess, and a second complaint would only confuse."""
    notation: Notation = YAML
    written: Mapping[Steps, ScalarForm] = field(default_factory=dict)
    """How each scalar of a YAML file is written."""

    def where(self, steps: Steps) -> Where:
        """The line of a value, or of the nearest thing around it."""
        for length in range(len(steps), -1, -1):
            mark = self.marks.get(steps[:length])
            if mark:
                return Where(self.file, *mark) if length == len(steps) else Where(self.file, mark[0])
        return Where(self.file)

    def lines(self, steps: Steps) -> tuple[int, int]:
        """The first and the last line that a scalar stands on."""
        first = self.where(steps).line
        return first, max(self.ends.get(steps, first), first)

    def is_spoiled(self, steps: Steps) -> bool:
        """True when the value or something around it has been complained of."""
        return any(steps[:length] in self.spoiled for length in range(len(steps) + 1))
