"""What a .docx may hold so that its text can be told: everything else is said, never passed over.

The lists name what shows and hides no text (ECMA-376 part 1, 17.3 to 17.9), or what is looked at; the rest is a doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from hgz_report.readers.content import Oddity
from hgz_report.readers.word_look import looks
from hgz_report.readers.word_styles import LookProperties, Styles, fill_of, on, paragraph_properties, run_properties
from hgz_report.readers.word_tables import row_oddities, table_oddities
from hgz_report.readers.word_text import Element, W
from hgz_report.readers.word_watermark import picture_oddities

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def named(text: str) -> frozenset[str]:
    """Tags of WordprocessingML by their local names."""
    return frozenset(f"{W}{name}" for name in text.split())


_FLOW = named(
    "p r t tab ptab br cr hyperlink sdt sdtContent tbl tr tc footnoteReference footnoteRef endnoteReference endnoteRef "
    "separator continuationSeparator fldChar fldSimple instrText bookmarkStart bookmarkEnd proofErr lastRenderedPageBreak "
    "noBreakHyphen permStart permEnd smartTag customXml annotationRef tblGrid tblPrEx txbxContent"
)
_INNER = named("pPr rPr sdtPr sdtEndPr tblPr trPr tcPr tblGrid tblPrEx smartTagPr customXmlPr fldData ffData sectPr")
_RUN = named(
    "rStyle rFonts b bCs i iCs color sz szCs highlight u shd kern lang spacing w position snapToGrid noProof webHidden "
    "vertAlign strike dstrike vanish specVanish em cs caps smallCaps effect bdr outline shadow"
)
_RUN_OTHERS = frozenset({"ligatures", "numForm", "numSpacing", "stylisticSets", "cntxtAlts"})
"""Of Word 2010's text effects those that choose other shapes of the same letters."""
_PARAGRAPH = named(
    "pStyle keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN adjustRightInd snapToGrid spacing ind jc bidi "
    "contextualSpacing mirrorIndents textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr textDirection"
)
_CELL = named("cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign hideMark")
_ROW = named("cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden")
_TABLE = named(
    "tblStyle tblpPr tblOverlap tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
    "tblLayout tblCellMar tblLook tblCaption tblDescription bidiVisual"
)
_CONTROL = named(
    "tag alias id lock placeholder showingPlcHdr docPartObj docPartList rPr temporary text richText tabIndex group "
    "dataBinding label equation picture"
)
_CONTROL_OTHERS = frozenset({"appearance", "color"})
_FIELDS = re.compile(
    r"\s*(?:PAGE|PAGEREF|NUMPAGES|SECTIONPAGES|SEQ|TOC|REF|HYPERLINK|NOTEREF|STYLEREF)\b", re.IGNORECASE
)
_SET = re.compile(r"\\(?:r\b|#|\*\s*(?:Ordinal|CardText|Roman|Alphabetic|DollarText|Hex))", re.IGNORECASE)
"""Switches that make a field show another number, or another way to write it."""
_FAR = 9000
"""Twips from a margin: off the paper."""
_OFF_LEFT = -1600
"""Twips left of the text, right of it if it is a right indent: over the edge of an A4 sheet."""
_CHARACTER = 3.2
"""Twips of a hundredth of a character of 16 pt."""


class ClosedWorld(Struct):
    """Looks at paragraphs and cells for what is no plain text."""

    styles: Styles

    def paragraph(self, paragraph: Element, fill: str = "") -> Iterator[Oddity]:
        """Everything odd in a paragraph; `fill`: the colour behind it."""
        properties = paragraph.find(f"{W}pPr")
        style = _style(properties, "pStyle") or self.styles.normal
        own = paragraph_properties(properties)
        text = _text(paragraph)
        yield from unknown(properties, _PARAGRAPH)
        if on(None if properties is None else properties.find(f"{W}bidi")):
            yield Oddity("doubt", "段落从右往左排，数字的次序说不准", text)
        if self.styles.numbered(style, own):
            yield Oddity("finding", "段前有 Word 自动编的号，不是发布时的字", text)
        if text:
            yield from _far(self.styles.paragraph(style) | own, text)
        base = self.styles.default | self.styles.run(style)
        look = self.styles.paragraph(style) | own
        for child in paragraph:
            yield from self._inside(child, base, look | {"fill": look.get("fill") or fill})

    def heading(self, paragraph: Element) -> bool:
        """Whether a paragraph is a heading."""
        properties = paragraph.find(f"{W}pPr")
        return self.styles.heading(_style(properties, "pStyle"), paragraph_properties(properties))

    def cell(self, cell: Element, row: Element, table: Element) -> Iterator[Oddity]:
        """What is odd about a cell itself, and about all in it."""
        properties = cell.find(f"{W}tcPr")
        text = _text(cell)
        yield from unknown(properties, _CELL)
        if text:
            yield from row_oddities(row, cell, text)
        style = _style(table.find(f"{W}tblPr"), "tblStyle")
        shading = None if properties is None else properties.find(f"{W}shd")
        fill = "" if shading is None else fill_of(shading)
        if text and (odd := next((o for one in self.styles.table_looks(style) for o in looks(one, {}, text)), None)):
            yield odd
        for child in cell:
            if child.tag == f"{W}p":
                yield from self.paragraph(child, fill)
            elif child.tag not in _INNER:
                yield from self._inside(child, self.styles.default, {"fill": fill})

    def table(self, table: Element) -> Iterator[Oddity]:
        """What is odd about a table as a whole."""
        properties = table.find(f"{W}tblPr")
        yield from unknown(properties, _TABLE)
        if properties is not None and on(properties.find(f"{W}bidiVisual")):
            yield Oddity("finding", "表格左右翻了过来")
        for row in table.iterfind(f"{W}tr"):
            yield from unknown(row.find(f"{W}trPr"), _ROW)
        yield from table_oddities(table, self.styles.tables(_style(properties, "tblStyle")))

    def _table_within(self, table: Element) -> Iterator[Oddity]:
        """A table in a cell or in a text box: its words are read with what holds it."""
        yield from self.table(table)
        for row in table.iterfind(f"{W}tr"):
            for cell in row.iterfind(f"{W}tc"):
                if text := _text(cell):
                    yield from row_oddities(row, cell, text)

    def _inside(self, element: Element, base: LookProperties, look: LookProperties) -> Iterator[Oddity]:
        """An element of a paragraph, or one around paragraphs."""
        if element.tag == f"{W}r":
            yield from self._run(element, base, look)
        elif element.tag == f"{W}p":
            yield from self.paragraph(element, look.get("fill", ""))
        elif element.tag in (f"{W}drawing", f"{_MC}Fallback") or element.tag in _INNER:
            if element.tag == f"{W}sdtPr":
                yield from _control(element)
        elif element.tag == f"{W}pict":
            yield from picture_oddities(element)
        elif element.tag in _FLOW or element.tag in (f"{_MC}AlternateContent", f"{_MC}Choice"):
            if element.tag == f"{W}fldSimple":
                yield from field_oddities(element.get(f"{W}instr", ""))
            if element.tag == f"{W}tbl":
                yield from self._table_within(element)
            for child in element:
                yield from self._inside(child, base, look)
        else:
            yield _strange(element)

    def _run(self, run: Element, base: LookProperties, look: LookProperties) -> Iterator[Oddity]:
        properties = run.find(f"{W}rPr")
        yield from unknown(properties, _RUN, _RUN_OTHERS)
        if text := _text(run):
            style = self.styles.run(_style(properties, "rStyle"))
            yield from looks(base | style | run_properties(properties), look, text)
        for child in run:
            yield from self._inside(child, base, look)


def unknown(
    properties: Element | None, known: frozenset[str], others: frozenset[str] = frozenset()
) -> Iterator[Oddity]:
    """What is said of each property that is not among `known`, nor, by its local name, among `others`."""
    for child in () if properties is None else properties:
        if child.tag not in known and child.tag.rpartition("}")[2] not in others:
            yield _strange(child)


def _strange(element: Element) -> Oddity:
    name = element.tag.rpartition("}")[2]
    said = _SAID.get(name)
    if said:
        return Oddity("finding", said, _text(element))
    if name.endswith("Change"):
        return Oddity("doubt", "文件里有没有处理的格式修订")
    if name.startswith("comment"):
        return Oddity("doubt", "文件里有没有处理的批注")
    return Oddity("doubt", f"有读不懂的内容（{name}），显示成什么样说不准", _text(element))


_SAID = {
    "sym": "添了符号字体的字",
    "softHyphen": "添了软连字符",
    "dayLong": "添了会变的日期",
    "dayShort": "添了会变的日期",
    "monthLong": "添了会变的日期",
    "monthShort": "添了会变的日期",
    "yearLong": "添了会变的日期",
    "yearShort": "添了会变的日期",
    "pgNum": "添了页码",
    "framePr": "段落移到了图文框里",
    "ruby": "字上加了注音",
    "fitText": "字压窄了",
    "bdo": "字的次序倒了过来",
    "dir": "字的次序倒了过来",
    "eastAsianLayout": "字合并或转了方向",
    "hMerge": "合并的单元格遮住了字",
}


def _control(properties: Element) -> Iterator[Oddity]:
    yield from unknown(properties, _CONTROL, _CONTROL_OTHERS)
    if properties.find(f"{W}dataBinding") is not None:
        yield Oddity("finding", "内容控件绑定了别处的数据，打开时会换成别的字")


def field_oddities(code: str) -> Iterator[Oddity]:
    """What is odd about the instruction of a field: Word works it out anew, and not from headings, captions and pages."""
    if not _FIELDS.match(code) or _SET.search(code):
        yield Oddity("finding", f"有会变的域（{code.strip()[:40]}）")


def _far(look: LookProperties, text: str) -> Iterator[Oddity]:
    """A finding for text that its indents push over an edge of the sheet."""
    left, right = (_indent(look, *sides) for sides in (("left", "start"), ("right", "end")))
    first = left + _indent(look, "firstLine") - _indent(look, "hanging")
    if not all(_OFF_LEFT < one <= _FAR for one in (left, right, first)):
        yield Oddity("finding", "字移到了纸外", text)


def _indent(look: LookProperties, *sides: str) -> float:
    """Twips of an indent; one in characters goes before."""
    for kind, unit in (("Chars", _CHARACTER), ("", 1.0)):
        for side in sides:
            said = look.get(f"ind.{side}{kind}", "0")
            if said.lstrip("-").replace(".", "", 1).isdigit() and float(said):
                return float(said) * unit
    return 0.0


def _style(properties: Element | None, kind: str) -> str:
    found = None if properties is None else properties.find(f"{W}{kind}")
    return "" if found is None else found.get(f"{W}val", "")


def _text(element: Element) -> str:
    return "".join(one.text or "" for one in element.iter() if one.tag in (f"{W}t", f"{_MATH}t")).strip()
