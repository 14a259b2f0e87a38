"""Colours, fills, outlines and type of a chart as DrawingML: the house palette, no theme behind it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from hgz_report.charts.palette import INK, SERIES, TEXT, on
from hgz_report.document.chart import Point
from hgz_report.style import HEI
from hgz_report.writers.docx.oox import attribute, emu
from hgz_report.writers.docx.styles import LATIN, face

WHITE = "#FFFFFF"
_RIM = 1.0
"""pt: the outline of a bar that isn't filled."""
NOTHING = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


class Type(Struct, frozen=True):
    """Small type on a chart: its face (figures too, as in the PDF), and the one of scripts that are neither Han nor Latin."""

    han: str
    other: str

    @staticmethod
    def of(faces: Mapping[str, str]) -> Type:
        """The faces that Word is told to use for 黑体 and 西文."""
        return Type(attribute(face(faces, HEI)), attribute(face(faces, LATIN)))

    def properties(self, tag: str, size: float, color: str) -> str:
        """Character properties as `a:defRPr` or `a:rPr`."""
        return (
            f'<a:{tag} lang="zh-CN" sz="{round(size * 100)}" b="0">{solid(color)}<a:latin typeface="{self.han}"/>'
            f'<a:ea typeface="{self.han}"/><a:cs typeface="{self.other}"/></a:{tag}>'
        )


def text(font: Type, size: float = TEXT, color: str = INK, turn: int | None = None) -> str:
    """Text properties of an element; `turn` in degrees, kept on one line; None leaves both to the program."""
    body = "<a:bodyPr/>" if turn is None else f'<a:bodyPr rot="{turn * 60000}" vert="horz" wrap="none"/>'
    paragraph = f'<a:p><a:pPr>{font.properties("defRPr", size, color)}</a:pPr><a:endParaRPr lang="zh-CN"/></a:p>'
    return f"<c:txPr>{body}<a:lstStyle/>{paragraph}</c:txPr>"


def tint(order: int) -> str:
    """The colour of a series or slice; past the palette's four the same again, half way to white."""
    color = SERIES[order % len(SERIES)]
    if order < len(SERIES):
        return color
    parts = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{(part + 255) // 2:02X}" for part in parts)


def ink_on(color: str, point: Point) -> str:
    """The colour of type inside a bar of `color` as `point` marks it."""
    filled = point.bound not in ("lower", "upper") and not point.expected
    return on(color) if filled else INK


def solid(color: str) -> str:
    """A fill of one colour."""
    return f'<a:solidFill><a:srgbClr val="{color[1:]}"/></a:solidFill>'


def outline(color: str, width: float, dash: str = "solid") -> str:
    """A line of `width` pt."""
    return f'<a:ln w="{emu(width)}" cap="flat">{solid(color)}<a:prstDash val="{dash}"/><a:round/></a:ln>'


def filled(color: str, rim: str = "") -> str:
    """A bar or slice of one colour; `rim` is the colour of a thin outline."""
    edge = outline(rim, 0.75) if rim else "<a:ln><a:noFill/></a:ln>"
    return f"<c:spPr>{solid(color)}{edge}</c:spPr>"


def marked(color: str, point: Point) -> str:
    """A bar that isn't a plain result: a target or forecast is an outline, a bound is hatched.  Empty for others."""
    if point.expected:
        return f"<c:spPr><a:noFill/>{outline(color, _RIM, 'sysDash')}</c:spPr>"
    match point.bound:
        case "lower" | "upper":
            # Word hatches whole bars, not their ends.
            pattern = "wdUpDiag" if point.bound == "lower" else "wdDnDiag"
            ground = f'<a:bgClr><a:srgbClr val="{WHITE[1:]}"/></a:bgClr>'
            fill = (
                f'<a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="{color[1:]}"/></a:fgClr>{ground}</a:pattFill>'
            )
            return f"<c:spPr>{fill}{outline(color, _RIM)}</c:spPr>"
        case _:
            return ""
