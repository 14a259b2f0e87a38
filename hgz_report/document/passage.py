"""A passage: one text that a reader meets, with what is known of the words in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from msgspec import Struct, field

from hgz_report.document.address import Address, AddressKind
from hgz_report.document.blocks import ChartBlock, Toc
from hgz_report.origin import Attributed, Origin, Wording
from hgz_report.problems import Where

PassageKind = Literal[
    "masthead",
    "title",
    "heading",
    "text",
    "cell",
    "caption",
    "chart",
    "data",
    "alt",
    "contents",
    "note",
    "imprint",
    "furniture",
]
UNKNOWN = Wording("unknown")
"""The origin of text that nobody has said the origin of: in a report it stops the build."""


class Stretch(NamedTuple):
    """Characters `start` to `end` of a passage's text, and where they come from."""

    start: int
    end: int
    origin: Origin


class Passage(Struct):
    """One text.  `heading`: the heading it stands under, as printed.  `block`: its place among the document's blocks, -1 outside.

    A chart and a contents list have an empty unit where the letters of the picture and the entries come.
    """

    kind: PassageKind
    where: Where | None = None
    heading: str = ""
    block: int = -1
    row: int = -1
    """Of a cell its row among the body rows of its table; -1 for heads and everything else."""
    column: int = -1
    """Of a cell of a table, heads too, its place in its row."""
    part: int = 0
    text: str = ""
    stretches: list[Stretch] = field(default_factory=list)
    kinds: list[tuple[int, AddressKind]] = field(default_factory=list)
    """Where in the text each kind of address begins."""
    source: ChartBlock | Toc | None = None

    def add(self, text: str, origin: Origin | None = None, kind: AddressKind = "text") -> None:
        """Append text of one origin, or text that knows its own; text without is UNKNOWN."""
        if not text:
            return
        at = len(self.text)
        if not self.kinds or self.kinds[-1][1] != kind:
            self.kinds.append((at, kind))
        for words, where_from in text.pieces if isinstance(text, Attributed) else ((text, origin),):
            self.stretches.append(Stretch(at, at + len(words), where_from or UNKNOWN))
            at += len(words)
        self.text += text

    @property
    def label(self) -> int:
        """How many characters at the start are the label of a heading or an entry: no number reaches from it into the text."""
        return self.kinds[1][0] if len(self.kinds) > 1 and self.kinds[0][1] == "label" else 0

    @property
    def words(self) -> str:
        """The text with line ends, which are in no number, in the place of its label."""
        return "\n" * self.label + self.text[self.label :] if self.label else self.text

    def part_from(self, blank: str = "\n") -> None:
        """Append the blank that parts two texts."""
        self.add(blank, Wording("blank"), "blank")

    def places(self, start: int, end: int) -> Iterator[tuple[Address, int, int]]:
        """The addresses of the characters from `start` to `end`, each with the characters there, exclusive."""
        block = self.kind if self.kind in ("masthead", "title", "note", "imprint") else self.block
        if not self.kinds:  # an empty cell
            return
        if len(self.kinds) == 1:  # nearly every passage
            if self.kinds[0][1] != "blank" and end > 0 and start < len(self.text):
                yield Address(block, self.part, self.kinds[0][1]), max(start, 0), min(end, len(self.text))
            return
        ends = [*(begin for begin, _ in self.kinds[1:]), len(self.text)]
        for (begin, kind), after in zip(self.kinds, ends, strict=True):
            if kind != "blank" and begin < end and start < after:
                yield Address(block, self.part, kind), max(start, begin) - begin, min(end, after) - begin
