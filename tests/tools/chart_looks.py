"""What tests of charts share: a sheet, names short and long, and what was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from hgz_report.charts.draw import draw
from hgz_report.document.address import LETTERED
from hgz_report.document.blocks import ChartBlock
from hgz_report.document.chart import Chart
from hgz_report.draw import paths
from hgz_report.draw.frame import Color, Frame, Rectangle, Run, Shape
from hgz_report.draw.paths import Path, Spot
from hgz_report.fonts.fontset import FontSet
from hgz_report.style import ASCENT, DESCENT

WIDTH, HEIGHT = 442.2, 190.0
LONG = "国家级制造业创新中心与国家级先进制造业集群协同培育并向全国复制推广的重大改革试点项目"
ZONES = (
    *("中关村", "成都", "武汉东湖", "西安", "合肥", "青岛", "东莞松山湖"),
    *("淄博", "长沙信息产业园", "岳麓", "宁乡", "自贡", "苏州"),
)
Box = tuple[float, float, float, float]
"""Left, bottom, right, top in pt."""


@dataclass(frozen=True, slots=True)
class DrawnLine:
    """A line of text on a chart with its em box."""

    text: str
    box: Box
    size: float
    color: str


@dataclass(frozen=True)
class DrawnShape:
    """A filled or stroked path on a chart; colours as the palette writes them, "" for none."""

    path: Path
    fill: str
    edge: str
    width: float
    dash: tuple[float, ...]

    @cached_property
    def strokes(self) -> list[list[Spot]]:
        """Its lines as points."""
        return list(paths.flat(self.path))

    @cached_property
    def box(self) -> Box:
        """What it reaches over."""
        xs, ys = zip(*(spot for stroke in self.strokes for spot in stroke), strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def across(self) -> float:
        """Its width."""
        return self.box[2] - self.box[0]

    @property
    def along(self) -> float:
        """Its height."""
        return self.box[3] - self.box[1]

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is inside (non-zero winding)."""
        left, bottom, right, top = self.box
        if not (left <= x <= right and bottom <= y <= top):
            return False
        turns = 0
        for stroke in self.strokes:
            for (x0, y0), (x1, y1) in zip(stroke, [*stroke[1:], stroke[0]], strict=True):
                if (y0 <= y) != (y1 <= y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
                    turns += 1 if y1 > y0 else -1
        return turns != 0


def block(chart: Chart) -> ChartBlock:
    return ChartBlock(chart, (), "图")


def drawn(chart: Chart, fonts: FontSet, height: float = HEIGHT) -> Frame:
    return draw(block(chart), 0, WIDTH, height, fonts)


def lines(frame: Frame) -> list[DrawnLine]:
    """Every line of text, in the order it is drawn."""
    return [found for found in in_order(frame) if isinstance(found, DrawnLine)]


def shapes(frame: Frame) -> list[DrawnShape]:
    """Every filled or stroked path, in the order it is drawn."""
    return [found for found in in_order(frame) if isinstance(found, DrawnShape)]


def marks(chart: Chart, fonts: FontSet, height: float = HEIGHT) -> list[DrawnShape]:
    """Every path of a chart."""
    return shapes(drawn(chart, fonts, height))


def in_order(frame: Frame) -> Iterator[DrawnLine | DrawnShape]:
    """All that is drawn; the runs of a line in several faces are one."""
    held: tuple[int, DrawnLine] | None = None
    for mark in frame.marks():
        if isinstance(mark, Run):
            part, line = mark.address.part, _line(frame, mark)
            if held is not None and held[0] == part:
                line = _joined(held[1], line)
            elif held is not None:
                yield held[1]
            held = part, line
            continue
        if held is not None:
            yield held[1]
            held = None
        if isinstance(mark, Rectangle):
            yield DrawnShape(paths.box(mark.x, mark.y, mark.width, mark.height), hexadecimal(mark.color), "", 0.0, ())
        elif isinstance(mark, Shape):
            yield DrawnShape(mark.path, hexadecimal(mark.fill), hexadecimal(mark.edge), mark.width, mark.dash)
    if held is not None:
        yield held[1]


def _line(frame: Frame, run: Run) -> DrawnLine:
    text = str(frame.texts[run.address.part - LETTERED])
    up, down, wide = ASCENT * run.size, DESCENT * run.size, sum(run.advances)
    level = run.x, run.y - down, run.x + wide, run.y + up
    turned = run.x - up, run.y, run.x + down, run.y + wide
    return DrawnLine(text, turned if run.turned else level, run.size, hexadecimal(run.color))


def _joined(one: DrawnLine, other: DrawnLine) -> DrawnLine:
    a, b = one.box, other.box
    return replace(one, box=(min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])))


def hexadecimal(color: Color | None) -> str:
    return "#" + "".join(f"{round(part * 255):02X}" for part in color) if color else ""


def rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
