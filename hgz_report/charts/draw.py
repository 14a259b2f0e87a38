"""Charts from their description: vectors with live text for the PDF, pictures (SVG and PNG) for the DOCX.

matplotlib is imported when the first chart is drawn; a report without charts never pays for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from hgz_report.charts.lettering import DrawnText
from hgz_report.document.blocks import ChartBlock, plain
from hgz_report.fonts.face import Use
from hgz_report.fonts.fontset import FontSet, MissingGlyph
from hgz_report.problems import Problem, Problems

if TYPE_CHECKING:
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A chart for a Word file: a PNG of 300 dots an inch that every reader shows, and an SVG for those that can, or nothing."""

    png: bytes
    svg: bytes = b""


def figure(block: ChartBlock, width: float, height: float, fonts: FontSet) -> Figure:
    """A chart of `width` x `height` pt as a matplotlib figure that belongs to no window and no global state.

    Raises Problems where there is nothing to show or more than can be read in that room, or no font has a character.
    """
    from hgz_report.charts.loading import load_matplotlib

    load_matplotlib()
    from hgz_report.charts import drawing
    from hgz_report.charts.labels import Unreadable

    try:
        return drawing.figure(block.chart, width, height, fonts)
    except Unreadable as error:
        raise Problems([Problem(block.where, f"图“{_name(block)}”画不成：{error}", error.hint)]) from error
    except MissingGlyph as error:
        raise Problems(
            [Problem(block.where, f"图“{_name(block)}”：{error}", "请改用别的字，或配置有这个字的字体")]
        ) from error


def _name(block: ChartBlock) -> str:
    return block.label + plain(block.caption) or block.alt


class PdfDrawing(NamedTuple):
    """PDF operators that draw a chart with its lower left corner at the origin, and the texts they draw."""

    operators: list[str]
    texts: list[DrawnText]


def for_pdf(block: ChartBlock, width: float, height: float, fonts: FontSet, use: Use) -> PdfDrawing:
    """A chart of `width` x `height` pt; `use` embeds its characters."""
    drawn = figure(block, width, height, fonts)
    from hgz_report.charts.renderer import OperatorRenderer

    renderer = OperatorRenderer(width, height, fonts, use)
    drawn.draw(renderer)
    return PdfDrawing(renderer.operators, renderer.texts)


def png(block: ChartBlock, width: float, height: float, fonts: FontSet) -> bytes:
    """A chart of `width` x `height` pt as a PNG of 300 dots an inch, the same bytes every time."""
    drawn = figure(block, width, height, fonts)
    from hgz_report.charts import raster

    return raster.png(drawn, fonts)


def svg(block: ChartBlock, width: float, height: float, fonts: FontSet) -> bytes:
    """A chart of `width` x `height` pt as an SVG without live text, the same bytes every time."""
    drawn = figure(block, width, height, fonts)
    from hgz_report.charts.vectors import SvgRenderer

    renderer = SvgRenderer(width, height, fonts)
    drawn.draw(renderer)
    return renderer.document()
