"""The grey word across each page of a draft, as Word itself writes one: a line of shaped text behind the page, in the header."""

from __future__ import annotations

from hgz_report.draw.frame import hexadecimal
from hgz_report.style import Style
from hgz_report.writers.docx import styles
from hgz_report.writers.docx.oox import DECLARATION, NAMESPACES, attribute, paragraph, special

_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'


def header_xml(text: str, face: str, style: Style, number: int) -> str:
    """A header that holds nothing else; `number` is that of no other header of the file."""
    size = min(style.watermark.size, style.watermark_length / max(len(text), 1))
    place = (
        f"position:absolute;margin-left:0;margin-top:0;width:{size * len(text):.0f}pt;height:{size:.0f}pt;rotation:315;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        "mso-position-vertical:center;mso-position-vertical-relative:margin"
    )
    shape = (
        f'<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{2048 + number}" type="#_x0000_t136"'
        f' alt="{attribute(text)}" style="{place}" o:allowincell="f" fillcolor="#{hexadecimal(style.watermark.color)}"'
        f' stroked="f"><v:textpath style="font-family:&quot;{attribute(face)}&quot;;font-size:1pt"'
        f' string="{attribute(text)}"/></v:shape>'
    )
    holder = paragraph(styles.GAP, special(f"<w:pict>{_SHAPED_TEXT}{shape}</w:pict>"))
    return f"{DECLARATION}<w:hdr {NAMESPACES} {_VML}>{holder}</w:hdr>"


_SHAPED_TEXT = (
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e">'
    '<v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/>'
    '<v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom"'
    ' o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
)
"""Text along a straight line: what Word's own list of shapes has under 136."""
