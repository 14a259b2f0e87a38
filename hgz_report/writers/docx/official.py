"""The elements of an official paper around the text: 红头 and title above it, 版记 at the foot of the last page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, count

from hgz_report.document.address import Address
from hgz_report.document.blocks import Document, inlines_of, plain
from hgz_report.document.leaf import note_refs
from hgz_report.document.letterhead import Imprint, Masthead
from hgz_report.draw.frame import hexadecimal
from hgz_report.layout.laid_out import Layout
from hgz_report.style import Style
from hgz_report.writers.docx import styles
from hgz_report.writers.docx.oox import eighths, half_points, paragraph, run, special, twips
from hgz_report.writers.docx.passage_marks import Anchors

_TAB = special("<w:tab/>")
_MOST_ON_A_PAGE = 1900
"""Characters on a page of nothing but table text: 42 lines of 42 characters, rounded up."""


def opening(layout: Layout, anchors: Anchors) -> str:
    """红头 if there is one, then the title, parted where layout parted it."""
    document = layout.document
    masthead = _masthead(document.masthead, layout.style, anchors) if document.masthead else ""
    lines = [line.text for line in layout.title]
    # Where a blank stands between two lines, the line end is written in its place.
    ends = [*accumulate(map(len, lines[:-1]))] if "".join(lines) == document.title else []
    start, end = anchors.around(Address("title"), ends)
    return masthead + paragraph(styles.TITLE, start + special("<w:br/>").join(map(run, lines)) + end)


def _masthead(masthead: Masthead, style: Style, anchors: Anchors) -> str:
    places = (Address("masthead", part) for part in count())
    marks = [run(mark) for mark in masthead.grade]
    if marks:
        start, end = anchors.around(next(places))
        marks = [start + marks[0], *marks[1:-1], marks[-1] + end] if len(marks) > 1 else [start + marks[0] + end]
    # As large as fits on one line, at most the style's size (7.2.4).
    size = min(style.series.size, int(style.text_width / max(len(masthead.series), 1)))
    smaller = (
        f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>' if size < style.series.size else ""
    )
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{eighths(style.red_rule)}" w:space="{round(style.red_rule_gap)}"'
        f' w:color="{hexadecimal(style.series.color)}"/></w:pBdr>'
    )
    series = paragraph(styles.SERIES, anchors.plain(next(places), run(masthead.series, smaller)))
    issue = _issue(masthead, places, anchors)
    ends = _two_ends(next(places), run("\u3000".join(masthead.issued)), run(masthead.date), anchors)
    return (
        "".join(paragraph(styles.SECRECY, mark) for mark in marks)
        + series
        + issue
        + paragraph(styles.MASTHEAD_LINE, ends, more=rule)
    )


def _issue(masthead: Masthead, places: Iterator[Address], anchors: Anchors) -> str:
    """The line of the issue's number, alone in the middle or with who signs at the right."""
    alone = "" if masthead.beside else masthead.issue
    if masthead.signer:
        ends = _two_ends(next(places), run(alone), run(masthead.signer), anchors)
        return paragraph(styles.MASTHEAD_LINE, ends)
    return paragraph(styles.ISSUE, anchors.plain(next(places), run(alone))) if alone else ""


def _two_ends(at: Address, left: str, right: str, anchors: Anchors) -> str:
    """What stands at both ends of a line, each in its bookmark."""
    return anchors.plain(at, left) + _TAB + anchors.plain(at.beside("end"), right)


def closing(document: Document, style: Style, anchors: Anchors) -> str:
    """版记 at the lower edge of the type area, and the paragraph that every Word file ends with."""
    # One point high: a full last page must not be followed by an empty one.
    end = paragraph(styles.GAP, "", more='<w:spacing w:line="20" w:lineRule="exact"/>')
    if document.imprint is None:
        return end
    if _notes_near_the_end(document):
        return paragraph(styles.GAP, "") + _imprint(document.imprint, style, "", anchors) + end
    return _imprint(document.imprint, style, _FLOATING, anchors) + end


def _notes_near_the_end(document: Document) -> bool:
    """Whether the last page may have footnotes: Word would print a table that floats at the page's foot over them."""
    characters = 0
    for block in reversed(document.blocks):
        for inlines in inlines_of(block):
            characters += len(plain(inlines))
            if any(note_refs(inlines)):
                return True
        if characters > _MOST_ON_A_PAGE:
            break
    return False


def _imprint(imprint: Imprint, style: Style, position: str, anchors: Anchors) -> str:
    places = (Address("imprint", part) for part in count())
    recipients = [_recipients(next(places), label, text, style, anchors) for label, text in imprint.recipients]
    ends = _two_ends(next(places), run(imprint.office), run(f"{imprint.date}印发"), anchors)
    issued = _indented(ends, style, keep=bool(imprint.copies))
    copies = _TAB + anchors.plain(next(places), run(imprint.copies)) if imprint.copies else ""
    last = _indented(copies, style) if copies else ""
    width = twips(style.text_width)
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{line}</w:tc></w:tr>'
        for line in (*recipients, issued, last)
        if line
    )
    return (
        f'<w:tbl><w:tblPr>{position}<w:tblW w:w="{width}" w:type="dxa"/>{_rules(style)}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
    )


def _recipients(at: Address, label: str, text: str, style: Style, anchors: Anchors) -> str:
    """抄送：…… with one character's space on both sides, further lines under the first character after the colon (7.4.2)."""
    return _indented(anchors.plain(at, run(f"{label}：{text}")), style, hang=len(label) + 1, keep=True)


def _indented(content: str, style: Style, *, hang: int = 0, keep: bool = False) -> str:
    em = style.imprint.size
    indent = (
        f'<w:ind w:leftChars="{100 * (hang + 1)}" w:left="{twips(em * (hang + 1))}" w:rightChars="100" w:right="{twips(em)}"'
        f' w:hangingChars="{100 * hang}" w:hanging="{twips(em * hang)}"/>'
    )
    return paragraph(styles.IMPRINT, content, keep=keep, more=indent)


def _rules(style: Style) -> str:
    thick = f'w:val="single" w:sz="{eighths(style.imprint_rule)}" w:space="0" w:color="000000"'
    thin = f'w:val="single" w:sz="{eighths(style.imprint_hairline)}" w:space="0" w:color="000000"'
    return f"<w:tblBorders><w:top {thick}/><w:bottom {thick}/><w:insideH {thin}/></w:tblBorders>"


_FLOATING = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="margin"'
    ' w:tblpXSpec="left" w:tblpYSpec="bottom"/><w:tblOverlap w:val="never"/>'
)
