"""The frame of a chart: axes, plot area, legend, and the part around them (ECMA-376 part 1, 21.2)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from hgz_report.charts.palette import FAINT, GRID, INK, SMALL, TEXT
from hgz_report.writers.docx.native_charts.data_labels import plain_code
from hgz_report.writers.docx.native_charts.lettered import UNLETTERED, Letter, LetteredXml
from hgz_report.writers.docx.native_charts.look import NOTHING, Type, outline, text
from hgz_report.writers.docx.native_charts.series import string_cells
from hgz_report.writers.docx.native_charts.workbook import head_reference
from hgz_report.writers.docx.oox import DECLARATION, attribute, content

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


class Scale(Struct, frozen=True):
    """A value axis: ends and step that hold whatever is typed in (None: the program's choice).

    `top`: the last of its figures, as far as is known; `unit` is its title, at `spot`, in parts of the chart's width and height;
    `hidden`: not drawn, where every bar has its value and the chart's name its unit.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    top: Decimal = Decimal(0)
    unit: str = ""
    spot: tuple[float, float] = (0.0, 0.0)
    hidden: bool = False

    @property
    def code(self) -> str:
        """The format of its figures: as many decimals as its step has."""
        return plain_code(max(-_places(self.step), 0) if self.step else 0)


class NameLook(Struct, frozen=True):
    """How names of categories stand: in the smaller type, turned by so many degrees, only every so many (None: the program's
    choice).
    """

    small: bool = False
    turn: int | None = None
    every: int | None = None


class PlotSpace(Struct, frozen=True):
    """What is in a chart: groups of series with their axes, and around them a legend, a title, a layout other than Word's own."""

    groups: LetteredXml
    legend: Legend = ""
    title: LetteredXml = UNLETTERED
    layout: str = "<c:layout/>"


def axes(scale: Scale, font: Type, look: NameLook, *, level: bool = False) -> LetteredXml:
    """The axes of bars or lines.  `level`: bars lie, the first category at the top."""
    names, values = FIRST
    orientation, side, foot = ("maxMin", "l", "b") if level else ("minMax", "b", "l")
    size = SMALL if look.small else TEXT
    skip = "" if look.every is None else f'<c:tickLblSkip val="{max(look.every, 1)}"/>'
    category = (
        f'<c:catAx><c:axId val="{names}"/><c:scaling><c:orientation val="{orientation}"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="{side}"/><c:numFmt formatCode="General" sourceLinked="0"/>{_NO_TICKS}<c:tickLblPos val="low"/>'
        f"<c:spPr>{outline(INK, _RULE)}</c:spPr>{text(font, size, turn=look.turn)}"
        f'<c:crossAx val="{values}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="50"/>'
        f'{skip}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    grid = f"<c:majorGridlines><c:spPr>{outline(GRID, _PALE)}</c:spPr></c:majorGridlines>"
    # Reversed names take the scale to the top with them, unless it crosses at their far end.
    grid = "" if scale.hidden else grid
    values_axis = _value_axis(scale, FIRST, foot, grid, "max" if level else "autoZero", font)
    return LetteredXml(category) + values_axis


def second_axes(scale: Scale, font: Type) -> LetteredXml:
    """The axes of a line over columns: a scale of its own at the right, names that are not shown again."""
    names, values = SECOND
    hidden = (
        f'<c:catAx><c:axId val="{names}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="1"/>'
        f'<c:axPos val="b"/>{_NO_TICKS}<c:tickLblPos val="nextTo"/><c:crossAx val="{values}"/><c:crosses val="autoZero"/>'
        '<c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="50"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    return LetteredXml(hidden) + _value_axis(scale, SECOND, "r", "", "max", font)


def axis_ids(ids: tuple[int, int] = FIRST) -> str:
    """What ties a group of series to its axes."""
    return "".join(f'<c:axId val="{one}"/>' for one in ids)


def _value_axis(scale: Scale, ids: tuple[int, int], side: str, grid: str, crosses: str, font: Type) -> LetteredXml:
    ends = (f'<c:max val="{scale.high:f}"/>' if scale.high is not None else "") + (
        f'<c:min val="{scale.low:f}"/>' if scale.low is not None else ""
    )
    step = f'<c:majorUnit val="{scale.step:f}"/>' if scale.step is not None else ""
    before = (
        f'<c:valAx><c:axId val="{ids[1]}"/><c:scaling><c:orientation val="minMax"/>{ends}</c:scaling>'
        f'<c:delete val="{int(scale.hidden)}"/><c:axPos val="{side}"/>{grid}'
    )
    return titled(scale.unit, scale.spot, font).within(
        before,
        f'<c:numFmt formatCode="{attribute(scale.code)}" sourceLinked="0"/>'
        f'{_NO_TICKS}<c:tickLblPos val="nextTo"/>{_UNSEEN}{text(font, SMALL, FAINT)}'
        f'<c:crossAx val="{ids[0]}"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/>{step}</c:valAx>',
    )


def titled(words: str, spot: tuple[float, float], font: Type) -> LetteredXml:
    """A title such as a unit, its corner at `spot`, in parts of the chart: Chinese doesn't lie on its side."""
    if not words:
        return UNLETTERED
    run = f"<a:r>{font.properties('rPr', SMALL, FAINT)}<a:t>{content(words)}</a:t></a:r>"
    body = '<a:bodyPr rot="0" vert="horz" wrap="none"/><a:lstStyle/>'
    place = (
        '<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{spot[0]:.3f}"/><c:y val="{spot[1]:.3f}"/></c:manualLayout></c:layout>'
    )
    title = f'<c:title><c:tx><c:rich>{body}<a:p>{run}</a:p></c:rich></c:tx>{place}<c:overlay val="1"/></c:title>'
    return LetteredXml(title, (Letter(((words, ""),)),))


def _places(step: Decimal) -> int:
    """The exponent of a step's last digit that isn't nought."""
    exponent = step.normalize().as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def heading(column: int, words: str, font: Type, size: float = SMALL) -> LetteredXml:
    """The head of a column as the title of its small chart."""
    tied = string_cells(head_reference(column), (words,))
    return tied.within("<c:title><c:tx>", f'</c:tx><c:overlay val="0"/>{text(font, size)}</c:title>')


def inner(left: float, top: float, right: float, bottom: float) -> str:
    """The plot area by the parts of the chart's size that are left free at its sides, for names, values, legend or title."""
    size = f'<c:w val="{max(1 - left - right, 0.1):.3f}"/><c:h val="{max(1 - top - bottom, 0.1):.3f}"/>'
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{left:.3f}"/><c:y val="{top:.3f}"/>{size}</c:manualLayout></c:layout>'
    )


def chart_space(frame: PlotSpace, font: Type) -> LetteredXml:
    """The chart part; the workbook is its relation rId1."""
    key = f'<c:legendPos val="{frame.legend}"/><c:overlay val="0"/>{text(font, SMALL)}'
    before = (
        f'{DECLARATION}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/>'
        "<c:chart>"
    )
    between = f'<c:autoTitleDeleted val="{0 if frame.title.xml else 1}"/><c:plotArea>{frame.layout}'
    after = (
        f"{NOTHING}</c:plotArea>"
        f'{f"<c:legend>{key}</c:legend>" if frame.legend else ""}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'{NOTHING}{text(font)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return frame.title.within(before, between) + frame.groups.within("", after)


_NO_TICKS = '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
