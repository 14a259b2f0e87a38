"""What is not as it was built, and everything that was compared of a file."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from hgz_report.audit.expected import Expected
from hgz_report.readers.content import Segment, Unjudged

Fault = Literal[
    "changed",
    "missing",
    "unaccounted",
    "meaning",
    "label",
    "moved",
    "chart",
    "picture",
    "hidden",
    "look",
    "link",
    "file",
]
"""`meaning`: the words a number stands in; `label`: a head, row label, caption or heading; `moved`: under another heading."""


class Difference(Struct, frozen=True):
    """Something that is not as built.  `was` or `now` is "" where there is none; `around`: the words it stands among.

    `line`: the template or data line that what was there came from; `box`: left, bottom, right, top in pt on a PDF's page.
    """

    fault: Fault
    was: str
    now: str
    binding: str = ""
    page: int = 0
    heading: str = ""
    around: str = ""
    line: str = ""
    box: tuple[float, float, float, float] | None = None


class Comparison(Struct):
    """`accounted`: the binding of every number found as built; `notices`: what changed and states nothing else.

    `doubts`: what nobody can judge; `alike`: the part of the built text that is there.
    """

    accounted: list[str] = field(default_factory=list)
    findings: list[Difference] = field(default_factory=list)
    notices: list[Difference] = field(default_factory=list)
    doubts: list[Unjudged] = field(default_factory=list)
    alike: float = 1.0

    def notice(self, what: str, around: str = "") -> None:
        """Add a remark that is no fault."""
        self.notices.append(Difference("meaning", "", what, around=around))


def of_unit(fault: Fault, unit: Expected, now: str, was: str | None = None, at: int = 0) -> Difference:
    """Something about a whole unit, or about its text at a place."""
    text = unit.text if was is None else was
    binding = next((binding for start, end, binding in unit.numbers if end > at), "")
    around = unit.text[max(at - _ABOUT, 0) : at + _ABOUT]
    return Difference(fault, text[:_LONG], now[:_LONG], binding, unit.page, unit.heading, around, unit.line(at))


def of_segment(fault: Fault, segment: Segment, place: Expected | None, was: str = "") -> Difference:
    """Something that is in the file alone; `place`: the unit it stands by."""
    made = Difference(fault, was, segment.text[:_LONG], page=segment.page, around=segment.text[: 2 * _ABOUT])
    if place is None:
        return made
    return replace(made, page=segment.page or place.page, heading=place.heading, line=place.line(0))


_ABOUT, _LONG = 16, 60
