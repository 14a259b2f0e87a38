"""Where a printed number leads: to its line in the annex of whom it is about, and what is said of it on the way.

A line is known by an id made of what stands behind the number, so that a paper can name it without having seen the annex.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from msgspec import Struct, field

from hgz_report.document.blocks import Block, FactRef, Inlines, ListBlock, Paragraph, Table, inlines_of, leaves
from hgz_report.origin import Cited, Count, Derived
from hgz_report.writers.written import Behind

_SAFE = "!$&'()*+,;=:@/?-._~"
"""Characters of a fragment that stand for themselves (RFC 3986, 3.5)."""


class NumberLinks(Struct):
    """Of one paper.  `homes`: for each binding that has its line here which of its occurrences that is, from 1."""

    slug: str
    behind: Behind
    homes: dict[str, int]
    _met: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, slug: str, blocks: Iterable[Block], behind: Behind) -> NumberLinks:
        """Look through a paper: a source's line is the last place that names it, a figure's in an annex its first cell or
        line of a list.
        """
        seen: Counter[str] = Counter()
        homes: dict[str, int] = {}
        is_annex = slug in {*behind.annexes.values(), behind.rest}
        for ref, listed, told in _refs(blocks):
            name = ref.fact
            seen[name] += 1
            if isinstance(ref.origin, Cited):
                if told:
                    homes[name] = seen[name]
            elif is_annex and listed and not isinstance(ref.origin, Count):
                homes.setdefault(name, seen[name])
        return cls(slug, behind, homes)

    def met(self, ref: FactRef) -> tuple[str, str]:
        """The id that a number gets at its place, the next one of its binding, and the address that it leads to; "" for none."""
        self._met[ref.fact] += 1
        home = self.homes.get(ref.fact)
        return (anchor(ref), "") if home == self._met[ref.fact] else ("", self.address(ref))

    def address(self, ref: FactRef) -> str:
        """Where the line behind a number is; "" where there is none."""
        if isinstance(ref.origin, Count):
            return ""
        if ref.fact in self.homes:
            return _place(anchor(ref))
        if isinstance(ref.origin, Cited):
            return self._there(self.behind.rest, anchor(ref))
        # An annex has every figure of its owner, but not every value that papers compute: the first that went into it.
        fact = ref.origin.inputs[0] if isinstance(ref.origin, Derived) and ref.origin.inputs else ref.fact
        annex = self.behind.annexes.get(fact.partition(".")[0], self.behind.rest)
        return self._there(annex, f"fact-{fact}", here=fact in self.homes)

    def _there(self, annex: str, place: str, *, here: bool = False) -> str:
        if annex == self.slug:
            return _place(place) if here else ""
        return f"{annex}.html{_place(place)}" if annex else ""

    def said(self, ref: FactRef) -> str:
        """What a number is, with its period and source."""
        return self.behind.words.get(ref.fact, "")


def _place(anchor: str) -> str:
    return f"#{quote(anchor, safe=_SAFE)}"


def anchor(ref: FactRef) -> str:
    """The id of the line behind a number."""
    match ref.origin:
        case Cited(source):
            return f"source-{source}"
        case Derived():
            return f"calc-{hashlib.sha256(ref.fact.encode()).hexdigest()[:12]}"
        case _:
            return f"fact-{ref.fact}"


def _refs(blocks: Iterable[Block]) -> Iterator[tuple[FactRef, bool, bool]]:
    """Every number in the order in which it is written, whether it stands in a cell or a list, and whether in running text."""
    for block in blocks:
        told = isinstance(block, Paragraph | ListBlock)
        listed = isinstance(block, Table | ListBlock)
        for inlines in inlines_of(block):
            yield from ((ref, listed, told) for ref in _in(inlines))


def _in(inlines: Inlines) -> Iterator[FactRef]:
    return (leaf for leaf in leaves(inlines) if isinstance(leaf, FactRef) and leaf.text)
