"""What templates see of comparisons: a figure beside what it is compared with, a target whose time has come."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from hgz_report.narrate.views import DerivedView, FactView, StandingView

ComparedWith = Literal["target", "past", "nation", "peer"]


class ComparedView(Struct, frozen=True):
    """A figure of an owner's and what it is compared with; `value` says by how much, None where that has no meaning.

    `basis`: its own target (how much of it is done), its own past (growth, on average a year over several), the nation (the
    share of it), the best of its peers (nothing is calculated).
    """

    basis: ComparedWith
    own: FactView
    other: FactView
    value: DerivedView | None


class DueView(Struct, frozen=True):
    """A target whose time is over on the edition's date, and the newest result there is; None of both where there is none."""

    target: FactView
    actual: FactView | None
    standing: StandingView | None

    @property
    def met(self) -> bool:
        """Whether a result of the target's time, or later, says that it is reached."""
        return self.standing is not None and self.standing.reached and self.standing.final
