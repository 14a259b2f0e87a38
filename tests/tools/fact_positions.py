"""Where printed figures landed: the fact behind each, its page and place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hgz_report.draw.frame import Frame, Group, Run
from hgz_report.layout.laid_out import Layout
from tests.tools.page_marks import owned


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
    return [position for number, page in enumerate(layout.pages, 1) for position in _on_page(page, number)]


def _on_page(page: Frame, number: int) -> Iterator[FactPosition]:
    held: FactPosition | None = None
    group: Group | None = None
    for one in owned(page):
        run = one.mark if isinstance(one.mark, Run) and one.mark.fact else None
        if held is not None and run is not None and one.group is group and (held.fact, held.y) == (run.fact, run.y):
            held = replace(held, text=held.text + run.text, width=run.x + sum(run.advances) - held.x)
        else:
            if held is not None:
                yield held
            held = FactPosition(run.fact, run.text, number, run.x, run.y, sum(run.advances), run.size) if run else None
        group = one.group
    if held is not None:
        yield held
