"""Two blocks side by side: a table without rules that only parts the line, a cell for each."""

from __future__ import annotations

from hgz_report.style import Style
from hgz_report.writers.docx import styles
from hgz_report.writers.docx.oox import paragraph, twips


def beside_xml(left: str, right: str, style: Style) -> str:
    """The table and the paragraph below it; `left` and `right` are what stands in its cells."""
    wide, gap = twips(style.column("left").text_width), twips(style.beside_gap)
    inner = f'<w:tcMar><w:right w:w="{gap}" w:type="dxa"/></w:tcMar>'
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{margin}</w:tcPr>{content}</w:tc>'
        for width, margin, content in ((wide + gap, inner, left), (wide, "", right))
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{styles.BESIDE}"/><w:tblW w:w="{2 * wide + gap}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{wide + gap}"/><w:gridCol w:w="{wide}"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr></w:tbl>{paragraph(styles.TILE_GAP, '')}"
    )
