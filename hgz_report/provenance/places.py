"""Where each unit of a report landed: its page, and the box of every number in it, looked up by address."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hgz_report.document.address import Address
from hgz_report.style import ASCENT, DESCENT

if TYPE_CHECKING:
    from hgz_report.document.passages import Passage
    from hgz_report.layout.boxes import Letters, PaintedPiece, Run
    from hgz_report.layout.laid_out import Layout


@dataclass(frozen=True, slots=True)
class PageBox:
    """A place on a page: left, bottom, right, top in pt from the lower left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Places:
    """The painted runs of a report by the address of their text."""

    def __init__(self, layout: Layout) -> None:
        from hgz_report.layout.boxes import Run

        self._runs: dict[Address, list[tuple[int, Run]]] = defaultdict(list)
        for page, piece in _pieces(layout):
            if piece.node is not None and isinstance(piece.what, Run):
                self._runs[piece.what.address].append((page, piece.what))

    def text(self, unit: Passage) -> str:
        """What is painted of a unit."""
        return "".join(run.text[first:last] for _, run, first, last in self._parts(unit, 0, len(unit.text)))

    def page(self, unit: Passage) -> int:
        """The page a unit begins on, 0 for an empty cell."""
        return next((page for page, *_ in self._parts(unit, 0, len(unit.text))), 0)

    def box(self, unit: Passage, start: int, end: int) -> PageBox:
        """Where the characters of a unit from `start` to `end` stand; of what is on two lines the first part.

        Raises LookupError where nothing is painted of them.
        """
        parts = list(self._parts(unit, start, end))
        if not parts:
            raise LookupError(f"no run of {unit.text[start:end]!r} in {unit.text!r}")
        page, run, first, _ = parts[0]
        left = run.x + sum(run.advances[:first])
        # A blank at the end of a line is no part of what stands there.
        line = [(other, other.text[:last].rstrip()) for on, other, _, last in parts if on == page and other.y == run.y]
        right = max(other.x + sum(other.advances[: len(text)]) for other, text in line if text)
        return PageBox(page, left, run.y - DESCENT * run.size, right, run.y + ASCENT * run.size)

    def _parts(self, unit: Passage, start: int, end: int) -> Iterator[tuple[int, Run, int, int]]:
        """The runs with some of the characters, each with its page and which of its characters they are, exclusive."""
        for address, begin, after in unit.places(start, end):
            for page, run in self._runs.get(address, ()):
                first, last = max(begin - run.start, 0), min(after - run.start, len(run.text))
                if first < last:
                    yield page, run, first, last


def letters_box(letters: Letters, start: int, end: int) -> PageBox:
    """Where the characters of a chart's lettering from `start` to `end` stand."""
    first, last = sum(letters.advances[:start]), sum(letters.advances[:end])
    up, down = ASCENT * letters.size, DESCENT * letters.size
    x, y = letters.x, letters.y
    if letters.turned:
        return PageBox(letters.page, x - up, y + first, x + down, y + last)
    return PageBox(letters.page, x + first, y - down, x + last, y + up)


def furniture(layout: Layout) -> Iterator[str]:
    """What stands on each page outside the structure: page number, dots of the contents, the head of a table that goes on."""
    from hgz_report.layout.boxes import Run

    texts: Mapping[int, list[str]] = {page.number: [] for page in layout.pages}
    for page, piece in _pieces(layout):
        if piece.node is None and isinstance(piece.what, Run):
            texts[page].append(piece.what.text)
    yield from ("".join(parts) for parts in texts.values())


def picture_pages(layout: Layout) -> dict[str, int]:
    """The page of every chart by its label."""
    from hgz_report.layout.boxes import Picture

    return {piece.what.block.label: page for page, piece in _pieces(layout) if isinstance(piece.what, Picture)}


def _pieces(layout: Layout) -> Iterator[tuple[int, PaintedPiece]]:
    return ((page.number, piece) for page in layout.pages for piece in page.pieces)
