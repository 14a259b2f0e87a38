"""What `{…}` prints in a template: a fact, a part of one, or a value calculated from two, as in a text of a data file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hgz_report.data.placeholder import Placeholder, mentions
from hgz_report.narrate.calculating import Calculations
from hgz_report.narrate.lookup import Lookup
from hgz_report.narrate.view_words import part_of
from hgz_report.narrate.views import DerivedView, FactView


@dataclass(frozen=True, slots=True)
class Blanks:
    """The blanks of one report."""

    lookup: Lookup
    calculations: Calculations

    def filled(self, written: str) -> str:
        """What stands in the place of `{written}`.  Raises Missing, Absent where a fact is only not there."""
        (mention,) = mentions(f"{{{written}}}")
        if isinstance(mention, Placeholder):
            return part_of(self.lookup.named(mention), mention.part)
        formula: Callable[[FactView, FactView], DerivedView] = getattr(self.calculations, mention.rule)
        return formula(self.lookup.named(mention.first), self.lookup.named(mention.second)).text
