"""What a template printed that is more than typed text: quantities, data text, source numbers, charts.

A template's output carries only marks (private-use characters around an index); the ledger holds what each mark stands for.
So data text never meets the Markdown parser, and every piece keeps its origin all the way into the document tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct, field

from hgz_report.document.chart import Chart, chart_figures
from hgz_report.origin import Attributed, Cited, Count, Derived, Fact, Origin, Piece, Template, spelled

OPEN, CLOSE = "\ue100", "\ue101"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
RESERVED = re.compile("[\ue0f0-\ue0f3\ue100\ue101]")


class Said(Struct, frozen=True):
    """A piece of text that is printed as it is; of a citation the ledger knows the number."""

    text: str
    origin: Origin


class Typed(Struct, frozen=True):
    """What follows up to the next mark was typed in a template, from here on."""

    at: Template


class Drawing(Struct, frozen=True):
    """A chart, to become a block of its own."""

    chart: Chart
    caption: Attributed
    alt: Attributed
    id: str
    source: Attributed


class Tiles(Struct, frozen=True):
    """Key figures, to become a block of its own: name, value, and period of each."""

    figures: tuple[tuple[Attributed, Attributed, Attributed], ...]


LedgerEntry = Said | Typed | Drawing | Tiles


class Ledger(Struct):
    """The entries of one report, and which sources were cited in which order, with their numbers.

    `numbers`: those that sources have in all papers; without one a source gets the next in the order of citing.
    """

    numbers: Mapping[str, int] = field(default_factory=dict)
    entries: list[LedgerEntry] = field(default_factory=list)
    cited: dict[str, int] = field(default_factory=dict)
    printed: dict[str, None] = field(default_factory=dict)
    """Ids of the facts and computed values printed so far, in order."""
    asked: bool = False
    """Whether somebody wanted to know what was printed or cited before."""
    _known: dict[LedgerEntry, str] = field(default_factory=dict)

    @property
    def printed_before(self) -> tuple[str, ...]:
        """The ids of what was printed so far, for whoever prints something else because of it."""
        self.asked = True
        return tuple(self.printed)

    @property
    def cited_before(self) -> Mapping[str, int]:
        """The numbers of the sources that were cited so far, for the same."""
        self.asked = True
        return self.cited

    def mark(self, entry: LedgerEntry) -> str:
        """Keep `entry` and return the mark that stands for it."""
        self.entries.append(entry)
        return f"{OPEN}{len(self.entries) - 1}{CLOSE}"

    def marks(self, text: Attributed) -> str:
        """The marks that stand for an attributed text, one for each piece."""
        return "".join(map(self._said, text.pieces))

    def _said(self, piece: Piece) -> str:
        return self.known(Said(*piece))

    def known(self, entry: Said | Typed) -> str:
        """The mark of an entry that stands many times in a report: the same words from the same place are kept once."""
        mark = self._known.get(entry)
        if mark is None:
            mark = self._known[entry] = self.mark(entry)
        return mark

    def in_text(self, text: str) -> Mapping[int, LedgerEntry]:
        """The entries that a text has marks of, by their numbers."""
        return {at: self.entries[at] for at in {int(found[1]) for found in MARK.finditer(text)}}

    def again(self, text: str, entries: Mapping[int, LedgerEntry]) -> str:
        """A text of another ledger, with marks of this one; `entries`: what stood behind its marks."""
        marks = {
            str(at): self.known(entry) if isinstance(entry, Said | Typed) else self.mark(entry)
            for at, entry in sorted(entries.items())
        }
        return MARK.sub(lambda found: marks[found[1]], text)

    def settle(self, text: str) -> None:
        """Go through the output of one section: number its citations, note the facts it printed."""
        for found in MARK.finditer(text):
            match self.entries[int(found.group(1))]:
                case Said(_, origin):
                    self._settle(origin)
                case Drawing(chart=chart, source=source):
                    self._settle_all(source)
                    self.printed.update(dict.fromkeys(fact for _, fact in chart_figures(chart)))
                case Tiles(figures):
                    for _, value, _ in figures:
                        self._settle_all(value)
                case Typed():
                    pass
                case other:
                    assert_never(other)

    def _settle_all(self, text: Attributed) -> None:
        for piece in text.pieces:
            self._settle(piece.origin)

    def _settle(self, origin: Origin) -> None:
        match origin:
            case Cited(source):
                self.cited.setdefault(source, self.numbers.get(source, len(self.cited) + 1))
            case Fact(part="" | "number" | "unmarked") | Derived(part="" | "number") | Count():
                self.printed.setdefault(spelled(origin))
            case _:
                pass
