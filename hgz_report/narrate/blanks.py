"""What `{…}` prints in a template: a fact, a part of one, or a value calculated from two, as in a text of a data file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from hgz_report.data.placeholder import Calculated, Placeholder, mentions
from hgz_report.narrate.calculating import Calculations
from hgz_report.narrate.file_parts import SECTIONS, section_texts, sections_digest
from hgz_report.narrate.lookup import Lookup
from hgz_report.narrate.view_words import part_of
from hgz_report.narrate.views import DerivedView, FactView


@dataclass(frozen=True, slots=True)
class Blanks:
    """The blanks of one report; `folder`: that of all templates."""

    lookup: Lookup
    calculations: Calculations
    folder: Path

    def filled(self, written: str) -> str:
        """What stands in the place of `{written}`.  Raises Missing, Absent where a fact is only not there."""
        (mention,) = mentions(f"{{{written}}}")
        if isinstance(mention, Placeholder):
            return part_of(self.lookup.named(mention), mention.part)
        return self._value(mention).text

    def calculated(self, *papers: str) -> tuple[DerivedView, ...]:
        """What the sections of other papers about the same subject calculate in braces, each once, in their order."""
        texts = [text for paper in papers for text in self._sections(paper)]
        told = (one for text in texts for one in mentions(text))
        values = (self._value(one) for one in told if isinstance(one, Calculated))
        return tuple({value.id: value for value in values}.values())

    def _sections(self, paper: str) -> Iterable[str]:
        texts = section_texts(self.folder, paper)
        self.lookup.dataset.reads.note_file(SECTIONS, paper, sections_digest(texts))
        return texts.values()

    def _value(self, mention: Calculated) -> DerivedView:
        formula: Callable[[FactView, FactView], DerivedView] = getattr(self.calculations, mention.rule)
        return formula(self.lookup.named(mention.first), self.lookup.named(mention.second))
