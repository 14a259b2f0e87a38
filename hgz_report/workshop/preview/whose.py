"""Where the texts of a paper that was set come from: looked up by the address that its page says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from hgz_report.document.address import Address
from hgz_report.document.blocks import ChartBlock, Document, Toc
from hgz_report.document.passage import Passage, Stretch
from hgz_report.document.passages import units_of
from hgz_report.layout.laid_out import Layout
from hgz_report.provenance.laid_passages import contents, lettering
from hgz_report.writers.pictures.live_svg import spelled_address


class Pointed(NamedTuple):
    """A character of a passage and the stretch it belongs to."""

    passage: Passage
    at: int
    stretch: Stretch


class Strip(NamedTuple):
    """Characters at an address: what a page marks."""

    address: str
    start: int
    end: int


@dataclass(frozen=True)
class Whose:
    """The passages of a paper, by the address of each of their parts; `charts`: the passages of each chart, by block."""

    passages: tuple[Passage, ...]
    _starts: Mapping[str, tuple[Passage, int]] = field(repr=False)
    charts: Mapping[int, tuple[Passage, ...]] = field(repr=False)

    @classmethod
    def of(cls, document: Document, layout: Layout) -> Whose:
        """Look through a paper."""
        frames = {block.anchor: frame for block, frame in layout.charts()}
        passages: list[Passage] = []
        charts: dict[int, list[Passage]] = {}
        for unit in units_of(document):
            own = [unit]
            if isinstance(unit.source, ChartBlock) and unit.kind == "chart":
                own = list(lettering(unit.source, frames[unit.source.anchor]))
                charts[unit.block] = own
            elif isinstance(unit.source, Toc):
                own = list(contents(unit.source, layout))
            for one in own:
                one.block, one.heading = unit.block, unit.heading
            passages += own
        starts: dict[str, tuple[Passage, int]] = {}
        for passage in passages:
            for begin, address in _addresses(passage):
                starts.setdefault(spelled_address(address), (passage, begin))
        return cls(tuple(passages), starts, {block: tuple(own) for block, own in charts.items()})

    def at(self, address: str, offset: int) -> Pointed | None:
        """What stands `offset` characters into an address; None for what nobody wrote (a page number)."""
        found = self._starts.get(address)
        if found is None:
            return None
        passage, begin = found
        at = min(begin + max(offset, 0), len(passage.text) - 1)
        stretch = next((one for one in passage.stretches if one.start <= at < one.end), None)
        return Pointed(passage, at, stretch) if stretch else None

    def strips(self, passage: Passage, start: int, end: int) -> Iterator[Strip]:
        """The addresses of some characters of a passage."""
        for address, first, last in passage.places(start, end):
            yield Strip(spelled_address(address), first, last)


def _addresses(passage: Passage) -> Iterator[tuple[int, Address]]:
    block = passage.kind if passage.kind in ("masthead", "title", "note", "imprint") else passage.block
    for begin, kind in passage.kinds:
        if kind != "blank":
            yield begin, Address(block, passage.part, kind)
