"""Papers without a masthead give the last page its third: the pages before it end a little higher."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hgz_report.layout.blocks.vertical import Box
from hgz_report.layout.pages.paginate import PageFill, paginate

LAST_PART = 3
"""A last page is at least the third part full."""
EMPTY_LINES = 4
"""More empty lines than this at the foot of a page are a hole."""
_STEP = 0.1
"""Of a line: by so much the pages are tried lower."""


def balanced(
    boxes: Sequence[Box], height: float, line: float, notes: Mapping[str, list[Box]], foot: float
) -> list[PageFill]:
    """Pages of `height` pt or a little less, at most one more than full pages, without a hole and with a last one of a third.

    Full pages where there are no such.
    """
    full = paginate(boxes, height, notes, foot)
    if len(full) == 1 or _sound(full, height, line):
        return full
    for step in range(1, int((EMPTY_LINES + 1) / _STEP)):
        lower = paginate(boxes, height - step * _STEP * line, notes, foot)
        if len(lower) <= len(full) + 1 and _sound(lower, height, line):
            return lower
    return full


def _sound(sheets: Sequence[PageFill], height: float, line: float) -> bool:
    holes = any(height - sheet.used - sheet.notes_height >= (EMPTY_LINES + 1) * line for sheet in sheets[:-1])
    return not holes and sheets[-1].used + sheets[-1].notes_height >= height / LAST_PART
