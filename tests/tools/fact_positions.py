"""Where printed figures landed: the fact behind each, its page and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hgz_report.draw.frame import Frame, Run
from hgz_report.layout.laid_out import Layout


@dataclass(frozen=True, slots=True)
class FactPosition:
    """A printed figure, or the part of it on one line; `x`, `y` (baseline), `width` and `size` in pt."""

    fact: str
    text: str
    page: int
    x: float
    y: float
    width: float
    size: float


def fact_positions(layout: Layout) -> list[FactPosition]:
    """Every bound figure of a report in reading order; runs of several faces that print one figure are one position."""
    return [position for page in layout.pages for position in _on_page(page)]


def _on_page(page: Page) -> Iterator[FactPosition]:
    held: FactPosition | None = None
    before: PaintedPiece | None = None
    for piece in page.pieces:
        match piece.what:
            case Run(fact=fact) as run if fact:
                if held is not None and before is not None and _continues(held, before, piece, run):
                    held = replace(held, text=held.text + run.text, width=run.x + sum(run.advances) - held.x)
                else:
                    if held is not None:
                        yield held
                    held = FactPosition(fact, run.text, page.number, run.x, run.y, sum(run.advances), run.size)
            case _:
                if held is not None:
                    yield held
                held = None
        before = piece
    if held is not None:
        yield held


def _continues(held: FactPosition, before: PaintedPiece, piece: PaintedPiece, run: Run) -> bool:
    return held.fact == run.fact and held.y == run.y and before.node is piece.node
