"""Key figures as Word tables, one for each row of tiles, whose numbers and words an editor can change."""

from __future__ import annotations

from collections.abc import Sequence

from hgz_report.document.address import Address
from hgz_report.document.blocks import KeyFigure, KeyFigures, plain
from hgz_report.draw.frame import hexadecimal
from hgz_report.layout.blocks.tiles import unit_size, value_parts
from hgz_report.layout.laid_out import TilesFit
from hgz_report.style import PALE, Style
from hgz_report.writers.docx import styles
from hgz_report.writers.docx.oox import attribute, eighths, half_points, paragraph, run, twips
from hgz_report.writers.docx.runs import Runs
from hgz_report.writers.docx.tables import whole_twips


def tiles_xml(block: KeyFigures, place: int, fit: TilesFit, style: Style, runs: Runs, page_break: bool) -> str:
    """The tables and what stands between them.  `place`: of the block; `page_break`: the first opens a page.

    A row is a table of its own: a reader's program takes the first row of a table for the heads of those below.
    """
    above = paragraph(styles.TILE_GAP, "", keep=True, page_break=True) if page_break else ""
    placed = [(Address(place, part), figure) for part, figure in enumerate(block.figures)]
    rows = [placed[at : at + fit.columns] for at in range(0, len(placed), fit.columns)]
    parts = []
    for number, (row, height) in enumerate(zip(rows, fit.heights, strict=True), 1):
        parts.append(_row(row, height, fit, style, runs, keep=number < len(rows)))
        parts.append(paragraph(styles.TILE_GAP, "", keep=number < len(rows)))
    return above + "".join(parts)


def _row(
    figures: Sequence[tuple[Address, KeyFigure]], height: float, fit: TilesFit, style: Style, runs: Runs, *, keep: bool
) -> str:
    summary = "；".join(f"{figure.name}{plain(figure.value)}" for _, figure in figures)
    sides = [(number > 0, number < len(figures) - 1) for number in range(len(figures))]
    widths = whole_twips([fit.width + sum(inner) * style.tile_gap / 2 for inner in sides])
    properties = (
        f'<w:tblPr><w:tblStyle w:val="{styles.TILES}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{attribute(summary)}"/></w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{_frame(inner, style)}</w:tcPr>'
        f"{_texts(at, figure, fit, style, runs, keep=keep)}</w:tc>"
        for (at, figure), width, inner in zip(figures, widths, sides, strict=True)
    )
    held = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{twips(height)}" w:hRule="exact"/><w:tblHeader/></w:trPr>'
    return f"<w:tbl>{properties}<w:tblGrid>{grid}</w:tblGrid><w:tr>{held}{cells}</w:tr></w:tbl>"


def _frame(inner: tuple[bool, bool], style: Style) -> str:
    """Ground and margins of a cell.  The gap between two tiles is a thick white rule, half of it in either cell.

    Margins are narrower than in the PDF: text is centred, and some readers take the rule off the room for it.
    """
    rule = f'w:val="single" w:sz="{eighths(style.tile_gap)}" w:space="0" w:color="FFFFFF"'
    between = [name for name, is_inner in zip(("left", "right"), inner, strict=True) if is_inner]
    borders = "".join(f"<w:{name} {rule}/>" for name in between)
    margins = "".join(
        f'<w:{name} w:w="{twips(style.tile_pad / 2 + is_inner * style.tile_gap / 2)}" w:type="dxa"/>'
        for name, is_inner in zip(("left", "right"), inner, strict=True)
    )
    ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{hexadecimal(PALE)}"/>'
    return (f"<w:tcBorders>{borders}</w:tcBorders>" if borders else "") + f"{ground}<w:tcMar>{margins}</w:tcMar>"


def _texts(at: Address, figure: KeyFigure, fit: TilesFit, style: Style, runs: Runs, *, keep: bool) -> str:
    value = runs.anchors.hold(at, figure.value, lambda: _value(figure, fit, style, runs))
    name = runs.anchors.plain(at.beside("name"), run(figure.name))
    texts = [(styles.TILE_VALUE, value), (styles.TILE_NAME, name)]
    if figure.note:
        texts.append((styles.TILE_NOTE, runs.anchors.plain(at.beside("period"), run(figure.note))))
    return "".join(paragraph(name, content, keep=keep) for name, content in texts)


def _value(figure: KeyFigure, fit: TilesFit, style: Style, runs: Runs) -> str:
    return "".join(
        runs.write((part.inline,), _size(fit.size if part.large else unit_size(fit.size), style))
        for part in value_parts(figure.value)
    )


def _size(size: float, style: Style) -> str:
    """Run properties of a value in another size than its style's."""
    own = half_points(size)
    return "" if size == style.figure_value.size else f'<w:sz w:val="{own}"/><w:szCs w:val="{own}"/>'
