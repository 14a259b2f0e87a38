"""A chart from its description, drawn onto a Frame in the page's own faces."""

from __future__ import annotations

from typing import assert_never

from hgz_report.charts.labels import Unreadable
from hgz_report.charts.sheet import Sheet
from hgz_report.document.blocks import ChartBlock, plain
from hgz_report.document.chart import Chart, Grid, PathDiagram, Picture, Plot, Timeline
from hgz_report.draw.frame import Frame
from hgz_report.draw.lettering import Lettering
from hgz_report.fonts.fontset import FontSet, MissingGlyph
from hgz_report.problems import Problem, Problems


def draw(block: ChartBlock, place: int, width: float, height: float, fonts: FontSet) -> Frame:
    """A chart of `width` x `height` pt, the block at `place` in its document.

    Raises Problems where there is nothing to show or more than can be read in that room, or no font has a character.
    """
    sheet = Sheet(Frame(width, height), Lettering(fonts), place)
    try:
        _draw(sheet, block.chart)
    except Unreadable as error:
        raise Problems([Problem(block.where, f"图“{_name(block)}”画不成：{error}", error.hint)]) from error
    except MissingGlyph as error:
        raise Problems(
            [Problem(block.where, f"图“{_name(block)}”：{error}", "请改用别的字，或配置有这个字的字体")]
        ) from error
    return sheet.frame


def _draw(sheet: Sheet, chart: Chart) -> None:
    """Each kind is imported for the first of it: most papers have one or two."""
    match chart:
        case Plot():
            from hgz_report.charts import plot

            plot.draw(sheet, chart)
        case Grid():
            from hgz_report.charts import grid

            grid.draw(sheet, chart)
        case PathDiagram():
            from hgz_report.charts import path

            path.draw(sheet, chart)
        case Timeline():
            from hgz_report.charts import timeline

            timeline.draw(sheet, chart)
        case Picture():
            from hgz_report.charts.picture import paste

            paste.draw(sheet, chart)
        case _:
            assert_never(chart)


def _name(block: ChartBlock) -> str:
    return block.label + plain(block.caption) or block.alt
