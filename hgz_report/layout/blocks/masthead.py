"""What frames a briefing: 红头 and title on the first page, 版记 at the foot of the last, page numbers on all.

GB/T 9704-2012 7.2, 7.4, 7.5.  A 简报 is not in the standard; its 红头 follows custom and stays compact, so that the first page
shows text (7.1).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec.structs import replace

from hgz_report.document.address import Address
from hgz_report.document.blocks import Text
from hgz_report.document.letterhead import Imprint, Masthead
from hgz_report.draw.frame import Frame, Node, Rectangle, Run
from hgz_report.fonts.roles import Role
from hgz_report.layout.blocks.vertical import Box, Place, Target, lines_box, nothing, paragraph_boxes
from hgz_report.layout.inline.paragraph import Line, Typesetter, baseline
from hgz_report.style import HEI, Style, TextStyle

_SERIES_SHARE = 0.86
"""Part of the type area the red name is spaced out to, as far as letter-spacing allows."""
_SERIES_SPACING = 0.45
"""At most so much space between its characters, in em."""
TITLE = "the title"
"""What the title goes by; an author's id has no blanks."""


def masthead_boxes(masthead: Masthead, root: Node, style: Style, setter: Typesetter) -> list[Box]:
    """The 红头, from classification to the red rule, kept together."""
    boxes: list[Box] = []
    parts = itertools.count()
    if grade := "\u3000".join(masthead.grade):
        plain = replace(style.body, role=HEI, indent=0.0, align="left")
        lines = setter.plain_lines(grade, plain, style.text_width, root.add("P"), Address("masthead", next(parts)))
        boxes.append(lines_box(lines, plain, style.left))
    boxes.append(Box(style.series.before, nothing))
    series = _series_style(masthead.series, style, setter)
    node, at = root.add("P"), Address("masthead", next(parts))
    lines = setter.plain_lines(masthead.series, series, style.text_width, node, at)
    boxes.append(lines_box(lines, series, style.left))
    alone = "" if masthead.beside else masthead.issue
    if masthead.signer:
        at = Address("masthead", next(parts))
        boxes.append(_two_ends((alone, masthead.signer), at, style.masthead_line, style, root, setter))
    elif alone:
        node, at = root.add("P"), Address("masthead", next(parts))
        lines = setter.plain_lines(alone, style.issue, style.text_width, node, at)
        boxes.append(lines_box(lines, style.issue, style.left))
    if masthead.issued or masthead.date:
        at, ends = Address("masthead", next(parts)), ("\u3000".join(masthead.issued), masthead.date)
        boxes.append(_two_ends(ends, at, style.masthead_line, style, root, setter))
    boxes.append(_red_rule(style))
    for box in boxes:
        box.keep = True
    return boxes


def _series_style(text: str, style: Style, setter: Typesetter) -> TextStyle:
    """As large as fits one line, at most the style's size, spaced out where there is room."""
    own = style.series
    _, natural = setter.widths((Text(text),), own)
    if natural > style.text_width:
        return replace(own, size=own.size * style.text_width / natural * 0.995)
    gaps = max(len(text) - 1, 1)
    spacing = min((style.text_width * _SERIES_SHARE - natural) / gaps, _SERIES_SPACING * own.size)
    return replace(own, tracking=max(spacing, 0.0))


def _red_rule(style: Style) -> Box:
    def paint(place: Place) -> None:
        y = place.top - style.red_rule_gap - style.red_rule
        rule = Rectangle(style.left, y, style.text_width, style.red_rule, style.series.color)
        place.page.put(rule)

    return Box(style.red_rule_gap + style.red_rule, paint)


def _two_ends(
    ends: tuple[str, str], at: Address, text_style: TextStyle, style: Style, root: Node, setter: Typesetter
) -> Box:
    """Words at both ends of the measure, an em from its edges; on two lines where they do not fit one."""
    measure = style.text_width - 2 * text_style.size
    node = root.add("P")
    one = setter.plain_lines(ends[0], replace(text_style, align="left"), measure, node, at)
    two = setter.plain_lines(ends[1], replace(text_style, align="right"), measure, node, at.beside("end"))
    room = measure - (one[-1].width if one else 0.0) - text_style.size
    lines = [*one, *two]
    shared = bool(one) and len(two) == 1 and two[0].width <= room
    count = len(lines) - shared

    def paint(place: Place) -> None:
        for number, line in enumerate(lines):
            row = min(number, count - 1)
            line.paint(
                place.page, style.left + text_style.size, baseline(place.top - row * text_style.leading, text_style)
            )

    return Box(count * text_style.leading, paint)


def title_boxes(text: str, lines: Sequence[Line], style: Style) -> list[Box]:
    """The title of the report from its lines."""
    boxes = paragraph_boxes(lines, style.title, style.left, len(lines))
    for box in boxes:
        box.keep = True
    if boxes:
        boxes[0].target = Target(TITLE, 1, text)
    return boxes


def imprint_box(imprint: Imprint, root: Node, style: Style, setter: Typesetter) -> Box:
    """The 版记: thick rules first and last, thin ones between, its last rule on the foot of the type area."""
    text_style = style.imprint
    rows: list[Box] = []
    measure = style.text_width - 2 * text_style.size
    for part, (label, text) in enumerate(imprint.recipients):
        hanging = replace(text_style, hang=float(len(label)) + 1.0)
        lines = setter.plain_lines(f"{label}：{text}", hanging, measure, root.add("P"), Address("imprint", part))
        rows.append(lines_box(lines, text_style, style.left + text_style.size))
    issued = (imprint.office, f"{imprint.date}印发")
    rows.append(_two_ends(issued, Address("imprint", len(rows)), text_style, style, root, setter))
    if imprint.copies:
        rows.append(_two_ends(("", imprint.copies), Address("imprint", len(rows)), text_style, style, root, setter))

    def paint(place: Place) -> None:
        top = place.top
        for number, row in enumerate(rows):
            thickness = style.imprint_hairline if number else style.imprint_rule
            _rule(place.page, top, thickness, style)
            row.paint(Place(place.page, top))
            top -= row.height
        _rule(place.page, top + style.imprint_rule, style.imprint_rule, style)

    return Box(sum(row.height for row in rows), paint)


def _rule(page: Frame, top: float, thickness: float, style: Style) -> None:
    page.put(Rectangle(style.left, top - thickness, style.text_width, thickness))


def paint_page_number(page: Frame, number: int, style: Style, setter: Typesetter) -> None:
    """`— 1 —` in 4号宋体 below the type area, an em from the outer edge: right on odd pages, left on even ones (7.5)."""
    size = style.page_number.size
    text = f"— {number} —"
    role = Role(style.page_number.role)
    glyphs = [setter.glyph(role, char) for char in text]
    width = sum(advance for _, advance in glyphs) * size
    x = style.left + size if number % 2 == 0 else style.left + style.text_width - size - width
    foot = style.page_height - style.top - style.text_height
    y = foot - style.page_number_drop - 0.3 * size
    at = Address("furniture", number, kind="page")
    for start, (char, (face, advance)) in enumerate(zip(text, glyphs, strict=True)):
        page.put(Run(x, y, face, size, char, (advance * size,), address=at, start=start), "Pagination")
        x += advance * size


def paint_note_rule(page: Frame, top: float, style: Style) -> None:
    """The short rule between text and notes."""
    page.put(Rectangle(style.left, top, style.text_width / 4, 0.5))
