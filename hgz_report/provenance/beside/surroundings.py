"""A passage with the table it stands in, and the numbers in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter, itemgetter
from typing import NamedTuple

from msgspec import Struct

from hgz_report.data.dataset import FactEntry
from hgz_report.document.passage import Passage, Stretch
from hgz_report.origin import Cited, Count, Derived, Fact, Origin

_SENTENCE = re.compile(r"[^。！？；\n]+")
_STOP = re.compile(r"[，；：。！？、\n]")
_START, _END = attrgetter("stretch.start"), itemgetter(1)
FactsById = Mapping[str, FactEntry]


class Stranger(NamedTuple):
    """Characters of a passage that claim something of a number beside them, what they claim, and what would be right."""

    start: int
    end: int
    what: str
    hint: str


class BoundNumber(Struct, frozen=True):
    """A number of a passage: its stretch, its place among the stretches, and where it ends with its own unit."""

    stretch: Stretch
    place: int
    end: int
    has_unit: bool
    said: str

    @property
    def origin(self) -> Origin:
        """Of the number."""
        return self.stretch.origin


@dataclass(frozen=True)
class PassageBlock:
    """All passages of one block of a document, in order, looked through once."""

    passages: Sequence[Passage]

    @cached_property
    def rows(self) -> Mapping[int, Sequence[Passage]]:
        """The cells of each row of a table."""
        rows: dict[int, list[Passage]] = {}
        for one in self.passages:
            if one.row >= 0:
                rows.setdefault(one.row, []).append(one)
        return rows

    @cached_property
    def row_texts(self) -> Mapping[int, str]:
        """All that is printed in each row."""
        return {row: "\n".join(one.text for one in cells) for row, cells in self.rows.items()}

    @cached_property
    def heads(self) -> Sequence[Passage]:
        """The heads of the columns."""
        return [one for one in self.passages if one.kind == "cell" and one.row < 0]

    @cached_property
    def caption(self) -> Passage | None:
        """The caption of the table or chart."""
        return next((one for one in self.passages if one.kind == "caption"), None)


@dataclass(frozen=True)
class Surroundings:
    """`block`: the block that the passage stands in; `facts`: those of the edition by id."""

    passage: Passage
    block: PassageBlock
    facts: FactsById

    @property
    def row(self) -> Sequence[Passage]:
        """The cells of its row, or the passage alone."""
        return self.block.rows.get(self.passage.row, (self.passage,))

    @property
    def row_text(self) -> str:
        """All that is printed in the row."""
        return self.block.row_texts.get(self.passage.row, self.passage.text)

    @cached_property
    def head(self) -> Passage | None:
        """The head of the cell's column."""
        heads = self.block.heads
        at = next((at for at, one in enumerate(self.row) if one is self.passage), len(heads))
        return heads[at] if self.passage.row >= 0 and at < len(heads) else None

    @property
    def caption(self) -> Passage | None:
        """The caption of the table or chart."""
        return self.block.caption

    @cached_property
    def numbers(self) -> tuple[BoundNumber, ...]:
        """Facts that are numbers, computed values, counts and citations."""
        return tuple(self._numbers())

    @cached_property
    def sentences(self) -> Sequence[tuple[int, int]]:
        """Where each sentence begins and ends, without its stop."""
        return [found.span() for found in _SENTENCE.finditer(self.passage.text)]

    def sentence(self, place: int) -> tuple[int, int]:
        """The first sentence that ends behind a character; what is left of the text where none does."""
        at = bisect_right(self.sentences, place, key=_END)
        return self.sentences[at] if at < len(self.sentences) else (place, len(self.passage.text))

    @cached_property
    def _stops(self) -> Sequence[int]:
        return [found.end() for found in _STOP.finditer(self.passage.text)]

    def clause(self, number: BoundNumber) -> tuple[int, str]:
        """What stands before a number since the last comma or stop: where it begins, and its words."""
        at = bisect_right(self._stops, number.stretch.start)
        begin = self._stops[at - 1] if at else 0
        return begin, self.passage.text[begin : number.stretch.start]

    def numbers_between(self, start: int, end: int) -> Sequence[BoundNumber]:
        """The numbers that begin in some characters of the passage."""
        first = bisect_left(self.numbers, start, key=_START)
        return self.numbers[first : bisect_left(self.numbers, end, lo=first, key=_START)]

    def last_number(self, end: int) -> BoundNumber | None:
        """The last number that ends before some character."""
        at = bisect_right(self.numbers, end, key=attrgetter("end"))
        return self.numbers[at - 1] if at else None

    def _numbers(self) -> Iterator[BoundNumber]:
        stretches = self.passage.stretches
        for place, stretch in enumerate(stretches):
            if not self._is_number(stretch.origin):
                continue
            after = stretches[place + 1] if place + 1 < len(stretches) else None
            own = after is not None and own_unit(stretch.origin, after.origin)
            end = after.end if after and own else stretch.end
            yield BoundNumber(stretch, place, end, own, self.passage.text[stretch.start : end])

    def _is_number(self, origin: Origin) -> bool:
        match origin:
            case Fact(identifier, _, part):
                return part != "unit" and identifier in self.facts and self.facts[identifier].number is not None
            case Derived(_, _, part):
                return part != "unit"
        return isinstance(origin, Count | Cited)

    def entries(self, origin: Origin) -> Sequence[FactEntry]:
        """The facts that a number is, or is computed from; none of another source's reading or of what is left unmarked."""
        match origin:
            case Fact(identifier, "", "" | "number"):
                ids: Sequence[str] = (identifier,)
            case Derived(_, inputs, "" | "number"):
                ids = inputs
            case _:
                ids = ()
        return [self.facts[one] for one in ids if one in self.facts]


def own_unit(number: Origin, unit: Origin) -> bool:
    """Whether a stretch beside a bare number is the unit of the same fact."""
    match number, unit:
        case Fact(part="number"), Fact(part="unit"):
            return (number.id, number.reading) == (unit.id, unit.reading)
        case Derived(part="number"), Derived(part="unit"):
            return (number.rule, number.inputs) == (unit.rule, unit.inputs)
    return False
