"""What a template printed that is more than text: quantities, data text, source numbers, charts.

A template's output carries only marks (private-use characters around an index); the ledger holds what each mark stands for.
So data text never meets the Markdown parser, and a number keeps the id of its fact all the way into the document tree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import assert_never

from hgz_report.document.chart import Chart, chart_figures

OPEN, CLOSE = "\ue100", "\ue101"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
RESERVED = re.compile("[\ue0f0\ue0f1\ue100\ue101]")


@dataclass(frozen=True, slots=True)
class Literal:
    """Text from the data, printed as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed quantity and the fact or derived value behind it."""

    text: str
    fact: str


@dataclass(frozen=True, slots=True)
class Citation:
    """The number of a source in the report's list of sources; counted in order of first print."""

    source: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, to become a block of its own."""

    chart: Chart
    caption: str
    alt: str
    id: str
    source: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """Key figures, to become a block of its own: name, value (a mark), and period of each."""

    figures: tuple[tuple[str, str, str], ...]


LedgerEntry = Literal | Quantity | Citation | Drawing | Tiles


@dataclass(slots=True)
class Ledger:
    """The entries of one report, and which sources were cited in which order."""

    entries: list[LedgerEntry] = field(default_factory=list)
    cited: dict[str, int] = field(default_factory=dict)
    printed: dict[str, None] = field(default_factory=dict)
    """Ids of the facts printed so far, in order."""

    def mark(self, entry: LedgerEntry) -> str:
        """Keep `entry` and return the mark that stands for it."""
        self.entries.append(entry)
        return f"{OPEN}{len(self.entries) - 1}{CLOSE}"

    def literal(self, text: str) -> str:
        """`text` with everything between marks kept as literal entries."""
        pieces: list[str] = []
        position = 0
        for found in MARK.finditer(text):
            if found.start() > position:
                pieces.append(self.mark(Literal(text[position : found.start()])))
            pieces.append(found.group())
            position = found.end()
        if position < len(text):
            pieces.append(self.mark(Literal(text[position:])))
        return "".join(pieces)

    def settle(self, text: str) -> None:
        """Go through the output of one section: number its citations, note the facts it printed."""
        for found in MARK.finditer(text):
            match self.entries[int(found.group(1))]:
                case Citation(source):
                    self.cited.setdefault(source, len(self.cited) + 1)
                case Quantity(_, fact):
                    self.printed.setdefault(fact)
                case Drawing(chart=chart, source=source):
                    self.settle(source)
                    self.printed.update(dict.fromkeys(fact for _, fact in chart_figures(chart)))
                case Tiles(figures):
                    for _, value, _ in figures:
                        self.settle(value)
                case Literal():
                    pass
                case other:
                    assert_never(other)
