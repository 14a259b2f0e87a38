"""The few shapes WordprocessingML is made of, as strings: one parse of a big string is many times faster than many small calls.

Children of `w:pPr`, `w:rPr` and `w:tblPr` have a fixed order in the schema (ECMA-376 part 1, 17.3 and 17.4); it is kept here.
"""

from __future__ import annotations

import re
from html import escape

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' mc:Ignorable="w15"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_SHARED_WITH_LATIN = re.compile("[·×÷°±‐-―‘-”…‰′″℀-➿]")
"""Characters that Word sets in the Latin face unless told otherwise."""
_LONG_WORD = re.compile("[!-~]{24,}")


def twips(points: float) -> int:
    """Twentieths of a point, Word's unit of length."""
    return round(points * 20)


def emu(points: float) -> int:
    """English metric units, the unit of drawings: 12,700 to the point."""
    return round(points * 12700)


def half_points(points: float) -> int:
    """Half points, Word's unit of type size."""
    return round(points * 2)


def eighths(points: float) -> int:
    """Eighths of a point, Word's unit of rules."""
    return round(points * 8)


def attribute(text: str) -> str:
    """Text for the inside of a double-quoted attribute."""
    return content(text).replace('"', "&quot;")


def content(text: str) -> str:
    """Text for the inside of an element."""
    return escape(text, quote=False)  # html's: that of xml.sax brings the web client of the standard library along


def run(text: str, properties: str = "") -> str:
    """A run of text; marks that Latin and Chinese share (“ — …) are told to take the Chinese face."""
    if not text:
        return ""
    hint = '<w:rFonts w:hint="eastAsia"/>' if _SHARED_WITH_LATIN.search(text) else ""
    return f'<w:r>{_run_properties(properties, hint)}<w:t xml:space="preserve">{content(text)}</w:t></w:r>'


def special(content: str, properties: str = "") -> str:
    """A run that holds something other than text: a tab, a break, a note mark, a drawing."""
    return f"<w:r>{_run_properties(properties, '')}{content}</w:r>"


def _run_properties(properties: str, hint: str) -> str:
    # rStyle comes first and rFonts second in the schema; `properties` never holds anything that precedes rStyle.
    if not properties and not hint:
        return ""
    style_end = properties.find("/>") + 2 if properties.startswith("<w:rStyle") else 0
    return f"<w:rPr>{properties[:style_end]}{hint}{properties[style_end:]}</w:rPr>"


def field(instruction: str, result: str, properties: str = "") -> str:
    """A field with its result; never dirty, so that Word asks nothing on opening."""
    instruction = f'<w:instrText xml:space="preserve"> {content(instruction)} </w:instrText>'
    return (
        special('<w:fldChar w:fldCharType="begin"/>', properties)
        + special(instruction, properties)
        + special('<w:fldChar w:fldCharType="separate"/>', properties)
        + run(result, properties)
        + special('<w:fldChar w:fldCharType="end"/>', properties)
    )


def content_control(tag: str, content: str) -> str:
    """Runs held by a content control that looks like plain text and can be edited like it."""
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{attribute(tag)}"/><w15:appearance w15:val="hidden"/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def bookmark(name: str, number: int, content: str) -> str:
    """Content that fields and links can point to; `number` is unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def anchor_link(name: str, content: str) -> str:
    """A link to a bookmark."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def loose(text: str) -> str:
    """Paragraph properties for text with an address in it: Word cannot break it and would tear the line before it apart."""
    return '<w:jc w:val="left"/>' if _LONG_WORD.search(text) else ""


def paragraph(
    style: str, content: str, *, keep: bool = False, whole: bool = False, page_break: bool = False, more: str = ""
) -> str:
    """A paragraph of a named style.  `keep`: on one page with the next; `whole`: its lines too; `more`: properties from framePr
    on, in schema order.
    """
    flags = "<w:keepNext/>" * keep + "<w:keepLines/>" * whole + "<w:pageBreakBefore/>" * page_break
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{flags}{more}</w:pPr>{content}</w:p>'
