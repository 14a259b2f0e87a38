"""What tests of charts share: a sheet, names short and long, and what was drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hgz_report.charts import draw
from hgz_report.document.blocks import ChartBlock
from hgz_report.document.chart import Chart
from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import FontSet

if TYPE_CHECKING:
    from hgz_report.charts.marks import Inked

WIDTH, HEIGHT = 442.2, 190.0
LONG = "国家级制造业创新中心与国家级先进制造业集群协同培育并向全国复制推广的重大改革试点项目"
ZONES = (
    *("中关村", "成都", "武汉东湖", "西安", "合肥", "青岛", "东莞松山湖"),
    *("淄博", "长沙信息产业园", "岳麓", "宁乡", "自贡", "苏州"),
)


def block(chart: Chart) -> ChartBlock:
    return ChartBlock(chart, (), "图")


def marks(chart: Chart, fonts: FontSet, height: float = HEIGHT) -> list[Inked]:
    """Every filled or stroked path of a chart, in the order it is drawn."""
    from hgz_report.charts.marks import Inked

    drawn = draw.figure(block(chart), WIDTH, height, fonts)
    return [part for part in drawn.axes[0].get_children() if isinstance(part, Inked)]


def nowhere(face: Face, text: str) -> tuple[str, str]:
    """Stands for a file that embeds nothing."""
    return "/T1", "0000" * len(text)


def rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
