"""The contents page: its lines are reserved before pagination, its page numbers painted after it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from hgz_report.document.address import Address
from hgz_report.document.blocks import Toc
from hgz_report.draw.frame import Node, Run
from hgz_report.layout.blocks.vertical import Box, Place, Target, paragraph_boxes
from hgz_report.layout.inline.paragraph import Line, Typesetter, baseline
from hgz_report.layout.inline.spans import Span
from hgz_report.style import CONTENTS, Style

_NUMBER_ROOM = 2.5
"""Room kept at the right for a page number, in em."""
_DOT_STEP = 0.5
"""Distance of the leader's dots, in em; all lines share one grid, so that the dots stand below each other."""


def contents_boxes(
    toc: Toc,
    place: int,
    headings: Sequence[Target],
    pages: Mapping[str, int],
    root: Node,
    style: Style,
    setter: Typesetter,
) -> list[Box]:
    """The boxes of a contents list.  `pages` is filled by pagination before anything is painted."""
    title = setter.plain_lines(CONTENTS, style.toc_title, style.text_width, root.add("P"), Address(place), toc.where)
    boxes = paragraph_boxes(title, style.toc_title, style.left, len(title))
    node = root.add("TOC")
    for part, heading in enumerate(headings, 1):
        boxes.append(_entry_box(heading, Address(place, part), pages, node, style, setter))
    for box in boxes[: min(2, len(boxes) - 1)]:
        box.keep = True
    boxes[-1].after = style.toc.leading / 2
    return boxes


def _entry_box(
    heading: Target, at: Address, pages: Mapping[str, int], toc: Node, style: Style, setter: Typesetter
) -> Box:
    link = toc.add("TOCI").add("Reference").add("Link")
    depth = heading.level - 2
    text_style = replace(style.toc, indent=float(depth), hang=depth + 2.0)
    span = setter.span(heading.text, text_style, link, at, f"#{heading.id}")
    measure = style.text_width - _NUMBER_ROOM * text_style.size
    lines = setter.lines_of([[span]], text_style, measure)
    leading = text_style.leading

    def paint(place: Place) -> None:
        for number, line in enumerate(lines):
            line.paint(place.page, style.left, baseline(place.top - number * leading, text_style))
        y = baseline(place.top - (len(lines) - 1) * leading, text_style)
        page = setter.span(str(pages[heading.id]), style.toc, link, at.beside("page"), f"#{heading.id}")
        dots, shown = _leader(lines[-1], page, y, style, setter)
        if dots:
            place.page.put(dots, "Pagination")
        shown.paint(place.page, style.left + style.text_width - shown.width, y)

    return Box(len(lines) * leading, paint)


def _leader(line: Line, number: Span, y: float, style: Style, setter: Typesetter) -> tuple[Run | None, Line]:
    """Dots to the page number, and the number.  The dots are furniture: nobody wants to hear them read out."""
    size = style.toc.size
    set_number = setter.lines_of([[number]], replace(style.toc, indent=0.0, hang=0.0), 100.0)[0]
    step = _DOT_STEP * size
    end_of_text = line.set.x + line.width + 0.4 * size
    first = int(end_of_text / step) + 1
    count = int((style.text_width - set_number.width - 0.4 * size) / step) - first
    face, _ = setter.glyph(number.stretch.look.role, "·")
    left, ink_right = face.ink("·")
    if count <= 0:
        return None, set_number
    x = style.left + first * step - (left + ink_right) / 2 * size
    return Run(x, y, face, size, "·" * count, (step,) * count, address=number.address.beside("dots")), set_number
