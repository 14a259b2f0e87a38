"""The theme part.  No style refers to it; Word's own files always have one, and a validator asks for it."""

from __future__ import annotations

from hgz_report.writers.docx.oox import DECLARATION, attribute

_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "404040",
    "lt2": "F2F2F2",
    "accent1": "1F3A5F",
    "accent2": "5B84B1",
    "accent3": "C8963E",
    "accent4": "9AA3AD",
    "accent5": "6B7F5E",
    "accent6": "8C5A4B",
    "hlink": "000000",
    "folHlink": "000000",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'


def theme_xml(heading: str, body: str, latin: str) -> str:
    """A plain theme with the report's faces."""
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    lines = "".join(f'<a:ln w="{width}">{_FILL}<a:prstDash val="solid"/></a:ln>' for width in (6350, 12700, 19050))
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="公文"><a:themeElements>'
        f'<a:clrScheme name="公文">{colours}</a:clrScheme>'
        f'<a:fontScheme name="公文">{_fonts("major", heading, latin)}{_fonts("minor", body, latin)}</a:fontScheme>'
        f'<a:fmtScheme name="公文"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{lines}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def _fonts(kind: str, han: str, latin: str) -> str:
    return (
        f'<a:{kind}Font><a:latin typeface="{attribute(latin)}"/><a:ea typeface="{attribute(han)}"/><a:cs typeface=""/>'
        f"</a:{kind}Font>"
    )
