"""The elements of an official paper around the text: 红头 and title above it, 版记 at the foot of the last page."""

from __future__ import annotations

from hgz_report.document.blocks import Document, Imprint, Masthead, inlines_of, plain
from hgz_report.document.leaf import note_refs
from hgz_report.layout.laid_out import Layout
from hgz_report.style import Style
from hgz_report.writers.docx import styles
from hgz_report.writers.docx.oox import eighths, half_points, hexadecimal, paragraph, run, special, twips

_TAB = special("<w:tab/>")
_MOST_ON_A_PAGE = 1900
"""Characters on a page of nothing but table text: 42 lines of 42 characters, rounded up."""


def opening(layout: Layout) -> str:
    """红头 if there is one, then the title, parted where layout parted it."""
    document = layout.document
    masthead = _masthead(document.masthead, layout.style) if document.masthead else ""
    return masthead + paragraph(styles.TITLE, special("<w:br/>").join(run(line.text) for line in layout.title))


def _masthead(masthead: Masthead, style: Style) -> str:
    marks = "".join(
        paragraph(styles.SECRECY, run(mark)) for mark in (masthead.classification, masthead.urgency) if mark
    )
    # As large as fits on one line, at most the style's size (7.2.4).
    size = min(style.series.size, int(style.text_width / max(len(masthead.series), 1)))
    smaller = (
        f'<w:sz w:val="{half_points(size)}"/><w:szCs w:val="{half_points(size)}"/>' if size < style.series.size else ""
    )
    rule = (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{eighths(style.red_rule)}" w:space="{round(style.red_rule_gap)}"'
        f' w:color="{hexadecimal(style.series.color)}"/></w:pBdr>'
    )
    return (
        marks
        + paragraph(styles.SERIES, run(masthead.series, smaller))
        + (paragraph(styles.ISSUE, run(masthead.issue)) if masthead.issue else "")
        + paragraph(styles.MASTHEAD_LINE, run(masthead.issuer) + _TAB + run(masthead.date), more=rule)
    )


def closing(document: Document, style: Style) -> str:
    """版记 at the lower edge of the type area, and the paragraph that every Word file ends with."""
    # One point high: a full last page must not be followed by an empty one.
    end = paragraph(styles.GAP, "", more='<w:spacing w:line="20" w:lineRule="exact"/>')
    if document.imprint is None:
        return end
    if _notes_near_the_end(document):
        return paragraph(styles.GAP, "") + _imprint(document.imprint, style, "") + end
    return _imprint(document.imprint, style, _FLOATING) + end


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


def _imprint(imprint: Imprint, style: Style, position: str) -> str:
    last = _indented(_TAB + run(imprint.copies), style) if imprint.copies else ""
    issued = _indented(run(imprint.office) + _TAB + run(f"{imprint.date}印发"), style, keep=bool(last))
    recipients = [_recipients(label, text, style) for label, text in imprint.recipients]
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


def _recipients(label: str, text: str, style: Style) -> str:
    """抄送：…… with one character's space on both sides, further lines under the first character after the colon (7.4.2)."""
    return _indented(run(f"{label}：{text}"), style, hang=len(label) + 1, keep=True)


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
