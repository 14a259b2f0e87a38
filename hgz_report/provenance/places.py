"""Where each unit of a report landed: its page, and the box of every number in it, looked up by address."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from hgz_report.document.address import Address
from hgz_report.style import ASCENT, DESCENT

if TYPE_CHECKING:
    from hgz_report.document.passage import Passage
    from hgz_report.draw.frame import Run
    from hgz_report.layout.laid_out import Layout


_FEW = 6
"""Runs that are looked through one by one."""


class PageBox(Struct, frozen=True):
    """A place on a page: left, bottom, right, top in pt from the lower left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Places:
    """The painted runs of a report by the address of their text."""

    def __init__(self, layout: Layout) -> None:
        self._runs: dict[Address, list[_Placed]] = defaultdict(list)
        self._starts: dict[Address, list[int] | None] = {}
        """Of a long text where its runs begin; None where they are not in order, as those of a head on every page."""
        for number, page in enumerate(layout.pages, 1):
            for group in page.groups:
                if not isinstance(group.owner, str):
                    for x, y, run in group.runs():
                        self._runs[run.address].append(_Placed(number, x, y, run))

    def text(self, unit: Passage) -> str:
        """What is painted of a unit."""
        return "".join(placed.run.text[first:last] for placed, first, last in self._parts(unit, 0, len(unit.text)))

    def page(self, unit: Passage) -> int:
        """The page a unit begins on, 0 for an empty cell."""
        return next((placed.page for placed, *_ in self._parts(unit, 0, len(unit.text))), 0)

    def box(self, unit: Passage, start: int, end: int) -> PageBox:
        """Where the characters of a unit from `start` to `end` stand; of what is on two lines the first part.

        Raises LookupError where nothing is painted of them.
        """
        parts = list(self._parts(unit, start, end))
        if not parts:
            raise LookupError(f"no run of {unit.text[start:end]!r} in {unit.text!r}")
        first, begin, after = parts[0]
        if len(parts) == 1:
            return first.box(begin, len(first.run.text[:after].rstrip()))
        # A blank at the end of a line is no part of what stands there.
        line = [part for part in parts if part[0].shares_line(first) and part[0].run.text[part[1] : part[2]].rstrip()]
        boxes = [placed.box(begin, len(placed.run.text[:after].rstrip())) for placed, begin, after in line or parts[:1]]
        return PageBox(
            first.page,
            min(box.x0 for box in boxes),
            min(box.y0 for box in boxes),
            max(box.x1 for box in boxes),
            max(box.y1 for box in boxes),
        )

    def _parts(self, unit: Passage, start: int, end: int) -> Iterator[tuple[_Placed, int, int]]:
        """The runs with some of the characters, each with which of its characters they are, exclusive."""
        for address, begin, after in unit.places(start, end):
            for placed in self._near(address, begin):
                run = placed.run
                if run.start >= after:
                    if self._starts.get(address):
                        break
                    continue
                first, last = max(begin - run.start, 0), min(after - run.start, len(run.text))
                if first < last:
                    yield placed, first, last

    def _near(self, address: Address, begin: int) -> Iterable[_Placed]:
        """The runs of a text: of a long one, whose runs are in order, from the one that holds `begin` on."""
        runs = self._runs.get(address, ())
        if len(runs) <= _FEW:
            return runs
        if address not in self._starts:
            starts = [placed.run.start for placed in runs]
            self._starts[address] = starts if starts == sorted(starts) else None
        known = self._starts[address]
        return islice(runs, max(bisect_left(known, begin) - 1, 0), None) if known else runs


class _Placed(Struct, frozen=True):
    """A run on a page; its own coordinates count from `x`, `y`."""

    page: int
    x: float
    y: float
    run: Run

    def shares_line(self, other: _Placed) -> bool:
        """Whether both stand on one baseline."""
        own, its = self.run, other.run
        if self.page != other.page or own.turned != its.turned:
            return False
        return self.x + own.x == other.x + its.x if own.turned else self.y + own.y == other.y + its.y

    def box(self, start: int, end: int) -> PageBox:
        """Where some of its characters stand."""
        run = self.run
        first, last = sum(run.advances[:start]), sum(run.advances[:end])
        up, down = ASCENT * run.size, DESCENT * run.size
        x, y = self.x + run.x, self.y + run.y
        if run.turned:
            return PageBox(self.page, x - up, y + first, x + down, y + last)
        return PageBox(self.page, x + first, y - down, x + last, y + up)


def furniture(layout: Layout) -> Iterator[str]:
    """What stands on each page outside the structure: page number, dots of the contents, the head of a table that goes on."""
    for page in layout.pages:
        outside = (group for group in page.groups if isinstance(group.owner, str))
        yield "".join(run.text for group in outside for _, _, run in group.runs())


def chart_pages(layout: Layout) -> dict[str, int]:
    """The page of every chart by its label."""
    pages = {mark.id: mark.page for mark in layout.marks}
    return {block.label: pages[block.anchor] for block, _ in layout.charts()}
