"""What the data say that a report may print as it is: texts with numbers in them, periods of facts, and the allow-list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.fields import Entry
from hgz_report.data.model import Reading, Source, Speaker
from hgz_report.data.placeholder import find as placeholders
from hgz_report.data.printed import printed
from hgz_report.forms.tree import Steps
from hgz_report.language.numbers import find
from hgz_report.language.period import Period
from hgz_report.language.wording import date_text

ALLOWED = "allowed:"
_CLAUSE = re.compile("[^。！？：；\n]+")
_SHORTEST = 4
"""Characters of a clause that can be told from any other; shorter ones count only as a whole text."""
_OF_A_SOURCE = frozenset({"title", "address"})
"""Kinds of text that count only where the title of the source stands: a publisher is an ordinary word elsewhere."""
_QUOTES = str.maketrans("‘’", "“”")


@dataclass(frozen=True, slots=True)
class Book:
    """`texts`: a piece of data text that holds a number → what it is text of.  `periods`: fact id → its period as printed.
    `sources`: title of a source → its other fields and its id.  `patterns`: allowed numbers of templates by their id.
    """

    texts: Mapping[str, str]
    periods: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, tuple[str, tuple[str, ...]]]
    patterns: Mapping[str, re.Pattern[str]]
    _known: dict[str, tuple[tuple[int, int, str], ...]] = field(default_factory=dict, compare=False)
    """What was found in a text before: fifteen reports print many texts alike."""

    @classmethod
    def of(cls, dataset: Dataset) -> Book:
        """Everything a report of this dataset may print as it is."""
        texts: dict[str, str] = {}
        # What placeholders cut to pieces comes last: a piece may be a few words that a whole sentence elsewhere holds too.
        for text, origin in sorted(_texts(dataset), key=lambda said: "{" in said[0]):
            for piece in _pieces(text):
                texts.setdefault(piece, origin)
        return cls(
            texts,
            dict(_periods(dataset)),
            {settled(source.title): (name, _fields(source)) for name, source in dataset.sources.items()},
            dataset.allowed.in_templates,
        )

    def harmless(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Stretches of `text` that are data text, or that the allow-list lets pass: start, end, what they are."""
        if text not in self._known:
            self._known[text] = (*self.quoted(text), *self.allowed(text))
        return self._known[text]

    def quoted(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Stretches of `text` that are data text: start, end, origin."""
        text = settled(text)
        for piece, origin in self.texts.items():
            if piece in text:
                yield from _occurrences(text, piece, f"text:{origin}")
        for title, (name, fields) in self.sources.items():
            if title in text:
                for field in (title, *fields):
                    yield from _occurrences(text, field, f"source:{name}")

    def allowed(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Stretches of `text` that the allow-list lets pass."""
        for name, pattern in self.patterns.items():
            yield from ((*found.span(), f"{ALLOWED}{name}") for found in pattern.finditer(text))

    def printed_periods(self, facts: Iterable[str]) -> Mapping[str, str]:
        """Periods in words → the first of `facts` that has it; of a derived value, those of its inputs."""
        periods: dict[str, str] = {}
        for binding in facts:
            for fact in _ids(binding):
                for period in self.periods.get(fact, ()):
                    periods.setdefault(period, fact)
        return periods


def settled(text: str) -> str:
    """With inner quotation marks as outer ones: a report turns them round where it quotes."""
    return text.translate(_QUOTES)


def _ids(binding: str) -> list[str]:
    """A fact itself, or the inputs of a derived value."""
    return binding.partition("(")[2].rstrip(")").split(",") if "(" in binding else [binding]


def _periods(dataset: Dataset) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Fact, or what another source says of it (`id!source`), and the ways to write its period."""
    for entry in dataset.facts.values():
        yield entry.id, _written(entry.period)
        for reading in entry.fact.conflicts:
            yield f"{entry.id}!{reading.source}", _written(Period(reading.period))


def _written(period: Period) -> tuple[str, ...]:
    year = period.year
    return (period.chinese, f"{year}年", f"{year}年末", f"{year}年底", str(year)) if year else (period.chinese,)


def _occurrences(text: str, piece: str, origin: str) -> Iterator[tuple[int, int, str]]:
    at = text.find(piece)
    while at >= 0:
        yield at, at + len(piece), origin
        at = text.find(piece, at + 1)


def _pieces(text: str) -> Iterator[str]:
    """Clauses of a text between placeholders that hold a number."""
    at = 0
    for start, end in [*((p.start, p.end) for p in placeholders(text)), (len(text), len(text))]:
        stretch = settled(text[at:start])
        for clause in _CLAUSE.findall(stretch):
            piece = clause.strip(" ，、")
            if (len(piece) >= _SHORTEST or piece == text) and next(find(piece), None):
                yield piece
        at = end


def _fields(source: Source) -> tuple[str, ...]:
    """What else is printed of a source beside its title, as far as it holds a number."""
    said = (text for steps, text, mark in printed(source) if mark.kind in _OF_A_SOURCE and steps != ("title",))
    return tuple(settled(text) for text in (date_text(source.date), *said) if next(find(text), None))


def _texts(dataset: Dataset) -> Iterator[tuple[str, str]]:
    """Every text of the data that a report may print, with its origin."""
    for entry in dataset.facts.values():
        yield from _said(entry.id, entry.fact)
        yield from _said(entry.fact.indicator, entry.indicator)
    for name, source in dataset.sources.items():
        yield from ((text, name) for _, text, mark in printed(source) if mark.kind not in _OF_A_SOURCE)
    for policy in dataset.policies:
        yield from _said(f"policy.{policy.id}", policy)
    for owner in (NATIONAL, *dataset.zones):
        yield from _said(owner, dataset.subject(owner))
    yield from _said("pathway", dataset.pathway)


def _said(origin: str, entry: Entry) -> Iterator[tuple[str, str]]:
    """The texts of an entry with what they are text of.  A value is bound as the fact; a subject's facts have their own ids."""
    for steps, text, mark in printed(entry):
        if mark.kind != "value" and steps[0] != "facts":
            yield text, _inner(origin, entry, steps)


def _inner(origin: str, entry: Entry, steps: Steps) -> str:
    """The origin of a text in a part of an entry that has a name of its own, else `origin`."""
    name, *inside = steps
    if len(inside) < 2:  # a field, or a line of one
        return origin
    match part := getattr(entry, str(name))[inside[0]]:
        case Reading():
            return f"{origin}!{part.source}"
        case Speaker():
            return f"{origin}/{part.name}"
        case _:
            return f"{origin}/{part.id}"
