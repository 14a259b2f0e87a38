"""A chart as a picture in the text: a PNG, and beside it an SVG that newer readers show instead, sharp at any size."""

from __future__ import annotations

import io

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.parts.document import DocumentPart
from msgspec import Struct

from hgz_report.document.blocks import ChartBlock
from hgz_report.writers.docx.oox import attribute, emu, special


class WordPicture(Struct, frozen=True):
    """A picture for a Word file: a PNG or JPEG that every reader shows, `width` pt wide or in the size its resolution says, and
    an SVG for those that can, or nothing.
    """

    png: bytes
    svg: bytes = b""
    width: float = 0.0


def picture_run(chart: ChartBlock, picture: WordPicture, part: DocumentPart, widest: float, number: int) -> str:
    """The run that shows a chart, at most `widest` pt wide; `number` is that of no other drawing of the file."""
    relation, image = part.get_or_add_image(io.BytesIO(picture.png))
    width = min(picture.width or image.px_width * 72 / image.horz_dpi, widest)
    size = f'cx="{emu(width)}" cy="{emu(width * image.px_height / image.px_width)}"'
    identity = f'id="{number}" name="{attribute(chart.label)}" descr="{attribute(chart.alt)}"'
    vector = _VECTOR.format(relation=_add_vector(part, picture.svg, number)) if picture.svg else ""
    return special(_DRAWING.format(size=size, identity=identity, relation=relation, vector=vector))


def _add_vector(part: DocumentPart, svg: bytes, number: int) -> str:
    """Put an SVG into the file; returns its relation."""
    vector = Part(PackURI(f"/word/media/vector{number}.svg"), "image/svg+xml", svg, part.package)
    return part.relate_to(vector, RELATIONSHIP_TYPE.IMAGE)


_VECTOR = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{relation}"/>'
    "</a:ext></a:extLst>"
)
"""[MS-ODRAWXML] 2.3.4.19: the picture a reader shows in place of the PNG if it can."""
_DRAWING = (
    '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {identity}/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    "<pic:nvPicPr><pic:cNvPr {identity}/><pic:cNvPicPr/></pic:nvPicPr>"
    '<pic:blipFill><a:blip r:embed="{relation}">{vector}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
