"""Where each unit of a report landed: its page, and the box of every number in it.

Units and the structure elements that hold lines are the same texts in the same order; so a number is found by counting.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hgz_report.readers.content import HOLDERS, without_blanks
from hgz_report.style import ASCENT, DESCENT

if TYPE_CHECKING:
    from hgz_report.layout.boxes import Node, Piece, Run
    from hgz_report.layout.laid_out import Layout


@dataclass(frozen=True, slots=True)
class PageBox:
    """A place on a page: left, bottom, right, top in pt from the lower left corner."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class Lines:
    """The painted runs of one unit."""

    def __init__(self, runs: Sequence[tuple[int, Run]]) -> None:
        self._runs = runs
        self._chars: list[tuple[int, int]] | None = None

    @property
    def text(self) -> str:
        """What is painted, without blanks."""
        return without_blanks("".join(run.text for _, run in self._runs))

    @property
    def page(self) -> int:
        """The page it begins on, 0 for an empty cell."""
        return self._runs[0][0] if self._runs else 0

    def box(self, start: int, end: int) -> PageBox:
        """Where the characters from `start` to `end` stand, blanks not counted; of what is on two lines the first part."""
        if self._chars is None:
            self._chars = [
                (number, at)
                for number, (_, run) in enumerate(self._runs)
                for at, char in enumerate(run.text)
                if not char.isspace()
            ]
        first_run, first = self._chars[start]
        page, run = self._runs[first_run]
        left, right = run.x + sum(run.advances[:first]), run.x
        for number, at in self._chars[start:end]:
            on, other = self._runs[number]
            if on == page and other.y == run.y:
                right = other.x + sum(other.advances[: at + 1])
        return PageBox(page, left, run.y - DESCENT * run.size, right, run.y + ASCENT * run.size)


def lines_of(layout: Layout) -> Iterator[Lines]:
    """The lines of every unit in order, those of charts' pictures apart."""
    from hgz_report.layout.boxes import Run

    runs: dict[Node, list[tuple[int, Run]]] = defaultdict(list)
    for page, piece in _pieces(layout):
        if piece.node is not None and isinstance(piece.what, Run):
            runs[piece.node].append((page, piece.what))
    order = {id(run): at for at, (_, piece) in enumerate(_pieces(layout)) if isinstance(run := piece.what, Run)}
    for holder in _holders(layout.tree):
        own = [placed for node in _within(holder) for placed in runs.get(node, ())]
        own.sort(key=lambda placed: order[id(placed[1])])
        yield Lines(own)


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


def _pieces(layout: Layout) -> Iterator[tuple[int, Piece]]:
    return ((page.number, piece) for page in layout.pages for piece in page.pieces)


def _holders(node: Node) -> Iterator[Node]:
    for kid in node.kids:
        if kid.role in HOLDERS:
            yield kid
        else:
            yield from _holders(kid)


def _within(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from _within(kid)
