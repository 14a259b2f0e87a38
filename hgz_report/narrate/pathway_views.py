"""What templates see of a zone and of 四融三化.  Texts are read and bound when a template asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec import Struct

from hgz_report.origin import Attributed

_ZONE = "高新区"
Told = Callable[[str], str]
"""A text of a view by its name, read and bound when a template asks for it: most ask for few, and only these are read."""
ToldEach = Callable[[str], tuple[str, ...]]
"""The same for a list of texts."""


@dataclass(frozen=True, slots=True)
class ZoneView:
    """A zone."""

    slug: str
    name: str
    short: str
    city: str
    province: str
    _told: Told = field(repr=False, compare=False)
    _each: ToldEach = field(repr=False, compare=False)

    @property
    def about(self) -> str:
        """Where it is and what it is."""
        return self._told("about")

    @property
    def gaps(self) -> tuple[str, ...]:
        """What nobody has found."""
        return self._each("gaps")

    @property
    def notes(self) -> tuple[str, ...]:
        """What has to be known of its data."""
        return self._each("notes")

    @property
    def tag(self) -> str:
        """What a table calls it: without the word that all of them have."""
        if isinstance(self.short, Attributed) and self.short.endswith(_ZONE) and self.short != _ZONE:
            return self.short.cut(0, -len(_ZONE))
        return self.short


class MeasureView(Struct, frozen=True):
    """One measure under a task.  What the office proposes for it: who leads, where to try first, what to look at, why first."""

    text: str
    condition: str
    areas: tuple[str, ...]
    number: str
    """Its place among all measures."""
    brief: str
    lead: str
    pilots: tuple[ZoneView, ...]
    result: str
    first: str


class TaskView(Struct, frozen=True):
    """One of the six tasks."""

    id: str
    name: str
    short: str
    gist: str
    anchors: tuple[str, ...]
    measures: tuple[MeasureView, ...]


@dataclass(frozen=True, slots=True)
class DimensionView:
    """One of the seven dimensions."""

    id: str
    name: str
    short: str
    kind: str
    role: str
    role_name: str
    measure: str
    sign_heads: tuple[str, ...]
    """What stands before the colon of each sign."""
    _told: Told = field(repr=False, compare=False)
    _each: ToldEach = field(repr=False, compare=False)

    @property
    def gist(self) -> str:
        """What it is about."""
        return self._told("gist")

    @property
    def claim(self) -> str:
        """What is found."""
        return self._told("claim")

    @property
    def what(self) -> str:
        """What it is."""
        return self._told("what")

    @property
    def condition(self) -> str:
        """When a case can be copied."""
        return self._told("condition")

    @property
    def signs(self) -> tuple[str, ...]:
        """What it shows in."""
        return self._each("signs")

    @property
    def contrast(self) -> tuple[str, ...]:
        """Two cases side by side."""
        return self._each("contrast")

    @property
    def watch(self) -> tuple[str, ...]:
        """Which figures to look at."""
        return self._each("watch")


class ShortcomingView(Struct, frozen=True):
    """One of the four shortcomings."""

    id: str
    name: str
    gist: str
    dimensions: tuple[DimensionView, ...]
    tasks: tuple[TaskView, ...]
    have: str
    watch: tuple[str, ...]


class SpeakerView(Struct, frozen=True):
    """Who said what in the article."""

    name: str
    post: str
    said: str
    quoted: bool
    """Whether the source has it in quotation marks."""
    zone: str
    """The zone that is spoken of; empty for the country."""
