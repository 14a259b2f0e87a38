"""A rule and what it found: the same two words for data, prose and sources."""

from __future__ import annotations

from msgspec import Struct

from hgz_report.problems import Problem, Severity, Where


class Rule(Struct, frozen=True):
    """What every rule says of itself.  `basis`: the standard and its clause, or why there is such a rule."""

    id: str
    name: str
    basis: str
    severity: Severity


class Finding(Struct, frozen=True):
    """What a rule found at a place (None: of the whole); `what` it is and the `hint` that mends it, in Chinese."""

    rule: Rule
    where: Where | None
    what: str
    hint: str

    @property
    def problem(self) -> Problem:
        """The finding as every other problem is shown."""
        return Problem(self.where, self.what, self.hint, self.rule.severity)
