"""What `{…}` prints in a template: a word of what is told of, else a fact, a part of one, or a value calculated from two."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from hgz_report.data.placeholder import Calculated, Placeholder, mentions
from hgz_report.language.units import COUNTING_WORDS
from hgz_report.narrate.calculating import Calculations
from hgz_report.narrate.file_parts import SECTIONS, section_texts, sections_digest
from hgz_report.narrate.item_words import words_of
from hgz_report.narrate.lookup import Absent, Lookup, Missing
from hgz_report.narrate.pathway_views import DimensionView, TaskView, ZoneView
from hgz_report.narrate.printable import said
from hgz_report.narrate.quotation import quoted
from hgz_report.narrate.scope import Scope
from hgz_report.narrate.till import Till
from hgz_report.narrate.view_words import part_of
from hgz_report.narrate.views import DerivedView, FactView
from hgz_report.narrate.word_blanks import WordBlank, word_blank
from hgz_report.origin import Attributed, Wording, attributed, joined

_COMMA = attributed("、", Wording("listing"))


class Blanks(Struct, frozen=True):
    """The blanks of one report; `folder`: that of all templates, `till`: where what a blank calls is paid for."""

    lookup: Lookup
    calculations: Calculations
    folder: Path
    count: Callable[[Iterable[object], str, str], Attributed]
    till: Till

    def filled(self, written: str, before: str = "", after: str = "", otherwise: str = "", *, scope: Scope) -> object:
        """What stands in the place of `{written}`; `before`, `after`, `otherwise`: what is typed in a blank of words.

        Raises Missing, Absent where a fact is only not there.
        """
        word = word_blank(written)
        if word and scope.has(word.path[0]):
            return self._told(word, before, after, otherwise, scope)
        try:
            mention = mentions(f"{{{written}}}")[0]
        except IndexError:
            raise scope.unknown(word.path[0] if word else written) from None
        if isinstance(mention, Placeholder):
            return part_of(self._named(mention, scope), mention.part)
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

    def _told(self, word: WordBlank, before: str, after: str, otherwise: str, scope: Scope) -> object:
        value = self._printable(self._reached(word.path, scope))
        if not value and (before or after or otherwise):
            return otherwise
        if word.quoted:
            value = quoted(said(value))
        return joined((before, said(value), after)) if before or after else value

    def _reached(self, path: tuple[str, ...], scope: Scope) -> object:
        value = scope[path[0]]
        for last, word in pairwise(path):
            if word[-1] == "数" and word[:-1] in COUNTING_WORDS and isinstance(value, tuple | list):
                value = self.till.paid(self.count)(value, word[:-1], last)
            elif word in (parts := words_of(value)):
                value = parts[word](value)
            else:
                known = f"可写：{'、'.join(parts)}" if parts else "清单可写“.项数”“.家数”一类，或用 {% each %} 逐项印"
                raise Missing(f"“{last}”没有“{word}”这一项", known)
        return value

    def _named(self, mention: Placeholder, scope: Scope) -> FactView:
        try:
            return self._fact(mention)
        except Absent:
            raise
        except Missing as found:
            here = scope.words()
            raise Missing(found.what, f"{found.hint}；这里还可写：{'、'.join(here)}" if here else found.hint) from None

    def _value(self, mention: Calculated) -> DerivedView:
        formula: Callable[[FactView, FactView], DerivedView] = getattr(self.calculations, mention.rule)
        return self.till.paid(formula)(self._fact(mention.first), self._fact(mention.second))

    def _fact(self, mention: Placeholder) -> FactView:
        return self.till.paid(self.lookup.named)(mention)

    def _printable(self, value: object) -> object:
        """What is printed of a thing that is no text: its short name; of a list its things, one after the other."""
        match value:
            case ZoneView():
                return value.tag
            case DimensionView() | TaskView():
                return value.short
            case tuple() | list():
                return joined([part for thing in value for part in (_COMMA, self._listed(thing))][1:])
        return value

    def _listed(self, thing: object) -> str:
        """A thing in a list, counted before the next: a list may have no end."""
        text = said(self._printable(thing))
        self.till.metered.meter.write(len(text))
        return text
