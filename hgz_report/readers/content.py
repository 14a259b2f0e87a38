"""What reading a finished file gives: its texts in reading order; or why nobody can judge it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

HOLDERS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "TD", "TH", "LI", "TOCI", "Note"})
"""Structure elements of a PDF that hold the lines of one unit."""
_BLANK = re.compile(r"\s+")


class Unjudged(Exception):  # noqa: N818 - a verdict, not a fault of the program
    """Nothing can be said of a file; `what` and `hint` in Chinese."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


@dataclass(frozen=True, slots=True)
class Tagged:
    """A stretch of a segment that stands in a content control."""

    start: int
    end: int
    tag: str


@dataclass(slots=True)
class Segment:
    """A paragraph, cell or caption as the file has it, without blanks; `page` 0 where the format knows none."""

    text: str = ""
    page: int = 0
    heading: str = ""
    tagged: list[Tagged] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Content:
    """All that a file says: `title` and `date` (2026-11-23) from its properties, "" where it has none."""

    title: str
    date: str
    segments: Sequence[Segment]
    pictures: Sequence[str] = ()
    charts: Sequence[Sequence[str]] = ()
    properties: Mapping[str, str] = field(default_factory=dict)


def without_blanks(text: str) -> str:
    """Text without white space of any kind."""
    return _BLANK.sub("", text)
