"""The frame of a chart: axes, plot area, legend, and the part around them (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from hgz_report.charts.palette import FAINT, GRID, INK, SMALL, TEXT
from hgz_report.writers.docx.charts.look import NOTHING, Type, outline, text
from hgz_report.writers.docx.charts.series import string_cells
from hgz_report.writers.docx.charts.workbook import head_reference
from hgz_report.writers.docx.oox import DECLARATION, attribute

Legend = Literal["", "t", "r"]
_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
FIRST, SECOND = (10, 20), (30, 40)
"""Ids of the category axis and the value axis, and of the second pair."""
_RULE, _PALE = 0.8, 0.5
"""pt: the line that bars stand on, and those of the scale."""
_UNSEEN = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis: ends that hold whatever is typed in (None: the program's choice), the format of its figures, its unit."""

    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    code: str = "General"
    unit: str = ""


def axes(scale: Scale, font: Type, *, level: bool = False, every_name: bool = False, small: bool = False) -> str:
    """The axes of bars or lines.  `level`: bars lie, the first category at the top; `every_name`: no name is left out;
    `small`: names in the smaller type.
    """
    names, values = FIRST
    orientation, side, foot = ("maxMin", "l", "b") if level else ("minMax", "b", "l")
    size = SMALL if small else TEXT
    category = (
        f'<c:catAx><c:axId val="{names}"/><c:scaling><c:orientation val="{orientation}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>{_NO_TICKS}<c:tickLblPos val="low"/>'
        f"<c:spPr>{outline(INK, _RULE)}</c:spPr>{text(font, size)}"
        f'<c:crossAx val="{values}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="50"/>'
        f'{_EVERY_NAME if every_name else ""}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    grid = f"<c:majorGridlines><c:spPr>{outline(GRID, _PALE)}</c:spPr></c:majorGridlines>"
    # Reversed names take the scale to the top with them, unless it crosses at their far end.
    return category + _value_axis(scale, FIRST, foot, grid, "max" if level else "autoZero", font)


def second_axes(scale: Scale, font: Type) -> str:
    """The axes of a line over columns: a scale of its own at the right, names that are not shown again."""
    names, values = SECOND
    hidden = (
        f'<c:catAx><c:axId val="{names}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="1"/>'
        f'<c:axPos val="b"/>{_NO_TICKS}<c:tickLblPos val="nextTo"/><c:crossAx val="{values}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="50"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    return hidden + _value_axis(scale, SECOND, "r", "", "max", font)


def axis_ids(ids: tuple[int, int] = FIRST) -> str:
    """What ties a group of series to its axes."""
    return "".join(f'<c:axId val="{one}"/>' for one in ids)


def _value_axis(scale: Scale, ids: tuple[int, int], side: str, grid: str, crosses: str, font: Type) -> str:
    ends = (f'<c:max val="{scale.high:f}"/>' if scale.high is not None else "") + (
        f'<c:min val="{scale.low:f}"/>' if scale.low is not None else ""
    )
    step = f'<c:majorUnit val="{scale.step:f}"/>' if scale.step is not None else ""
    return (
        f'<c:valAx><c:axId val="{ids[1]}"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/>{grid}{_unit(scale.unit, font)}'
        f'<c:numFmt formatCode="{attribute(scale.code)}" sourceLinked="0"/>'
        f'{_NO_TICKS}<c:tickLblPos val="nextTo"/>{_UNSEEN}{text(font, SMALL, FAINT)}'
        f'<c:crossAx val="{ids[0]}"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/>{step}</c:valAx>'
    )


def _unit(unit: str, font: Type) -> str:
    """The unit as an axis title; upright, as Chinese doesn't lie on its side."""
    if not unit:
        return ""
    words = f"<a:r>{font.properties('rPr', SMALL, FAINT)}<a:t>{attribute(unit)}</a:t></a:r>"
    body = '<a:bodyPr rot="0" vert="horz"/><a:lstStyle/>'
    return f'<c:title><c:tx><c:rich>{body}<a:p>{words}</a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'


def heading(column: int, words: str, font: Type) -> str:
    """The head of a column as the title of its small chart."""
    tied = f"<c:tx>{string_cells(head_reference(column), (words,))}</c:tx>"
    return f'<c:title>{tied}<c:overlay val="0"/>{text(font, SMALL)}</c:title>'


def chart_space(groups: str, legend: Legend, font: Type, title: str = "") -> bytes:
    """The chart part.  `groups`: groups of series, then their axes; the workbook is its relation rId1."""
    key = f'<c:legend><c:legendPos val="{legend}"/><c:overlay val="0"/>{text(font, SMALL)}</c:legend>' if legend else ""
    return (
        f'{DECLARATION}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        f'<c:chart>{title}<c:autoTitleDeleted val="{0 if title else 1}"/><c:plotArea><c:layout/>{groups}{NOTHING}</c:plotArea>'
        f'{key}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>{NOTHING}{text(font)}'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    ).encode()


_NO_TICKS = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
_EVERY_NAME = '<c:tickLblSkip val="1"/>'
