"""Plots as Word's own charts, with a workbook inside that an editor changes: every label follows it."""

from __future__ import annotations

import datetime
import math
from collections.abc import Mapping

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from msgspec import Struct

from hgz_report.document.chart import Plot
from hgz_report.writers.docx.native_charts.chart_space import chart_space
from hgz_report.writers.docx.native_charts.design import Room
from hgz_report.writers.docx.native_charts.kinds import charts_of, design
from hgz_report.writers.docx.native_charts.lettered import Letter
from hgz_report.writers.docx.native_charts.look import Type
from hgz_report.writers.docx.native_charts.workbook import workbook
from hgz_report.writers.docx.oox import attribute, emu

_ABREAST = 3
"""Small charts side by side."""


class ChartPlace(Struct, frozen=True):
    """Where a chart goes: the part it is related to, its box in pt, the faces by role, and the day of its workbook."""

    part: Part
    width: float
    height: float
    faces: Mapping[str, str]
    day: datetime.datetime


class AddedChart(Struct, frozen=True):
    """A chart in the package: its drawing, for a paragraph, and what it is lettered with."""

    drawing: str
    letters: tuple[Letter, ...]


def add_charts(plot: Plot, place: ChartPlace, name: str, alt: str, first: int) -> list[AddedChart]:
    """Add the native charts of a plot to the package; their drawings stand in one paragraph.

    `name`: 图1; `first`: number of the first, which no other drawing of the file has and names its parts.
    """
    charts = charts_of(plot)
    across = math.ceil(len(charts) / math.ceil(len(charts) / _ABREAST))
    room = Room(place.width / across, place.height / math.ceil(len(charts) / across), Type.of(place.faces))
    # Rounded down, or the last of a row would be too wide for it.
    size = f'cx="{math.floor(emu(room.width))}" cy="{emu(room.height)}"'
    added = []
    for number, chart in enumerate(charts, first):
        relation, letters = _add(chart, room, place, number)
        said = alt if number == first else _said(chart)
        identity = f'id="{number}" name="{attribute(name)}" descr="{attribute(said)}"'
        added.append(AddedChart(_DRAWING.format(size=size, identity=identity, relation=relation), letters))
    return added


def _add(plot: Plot, room: Room, place: ChartPlace, number: int) -> tuple[str, tuple[Letter, ...]]:
    """Add the parts of one chart; the id of its relation, and its letters."""
    drawn = design(plot, room)
    package = place.part.package
    space = chart_space(drawn.frame, room.font)
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, space.xml.encode(), package)
    book = workbook(drawn.columns, place.day)
    sheet = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), CONTENT_TYPE.SML_SHEET, book, package)
    chart.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE)
    return place.part.relate_to(chart, RELATIONSHIP_TYPE.CHART), space.letters


def _said(plot: Plot) -> str:
    """What a further small chart shows, in words; the first carries the description of all."""
    one = plot.series[0]
    values = (
        f"{name}为{point.printed}" for name, point in zip(plot.categories, one.points, strict=True) if point.printed
    )
    return f"{one.name}：{'，'.join(values) or '没有数据'}。"


_DRAWING = (
    '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {identity}/>'
    "<wp:cNvGraphicFramePr/>"
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{relation}"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing>"
)
