"""Blocks as paragraphs, tables and pictures, in the order of the report."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, assert_never

from docx.parts.document import DocumentPart

from hgz_report.document import (
    Block,
    ChartBlock,
    Heading,
    Inlines,
    ListBlock,
    PageBreak,
    Paragraph,
    Table,
    Text,
    Toc,
    plain,
)
from hgz_report.layout.boxes import Layout, TableFit
from hgz_report.writers.docx import styles
from hgz_report.writers.docx.bookmarks import heading_id
from hgz_report.writers.docx.lines import spaced
from hgz_report.writers.docx.oox import (
    anchor_link,
    attribute,
    bookmark,
    emu,
    field,
    loose,
    paragraph,
    run,
    special,
    twips,
)
from hgz_report.writers.docx.runs import Runs
from hgz_report.writers.docx.tables import table_xml

Role = Literal["body", "lead", "aside", "item"]
_CHART_DPI = 300


@dataclass(slots=True)
class Blocks:
    """Writes the blocks of one report.  `charts`: id or label of a chart → PNG at 300 dpi."""

    layout: Layout
    part: DocumentPart
    runs: Runs
    charts: Mapping[str, bytes]
    _headings: int = 0
    _pictures: int = 0
    _break: bool = False
    _openers: frozenset[str] = frozenset()

    def write(self) -> str:
        """All blocks as XML."""
        self._openers = frozenset(page_openers(self.layout))
        return "".join(self._block(block, index) for index, block in enumerate(self.layout.document.blocks))

    def _block(self, block: Block, index: int) -> str:
        match block:
            case PageBreak():
                self._break = True
                return ""
            case Heading():
                return self._heading(block)
            case Paragraph():
                return self._running(block.role, block.inlines, index)
            case ListBlock():
                return "".join(
                    self._running("item", (Text(item.label or "·"), *item.inlines), index, number)
                    for number, item in enumerate(block.items)
                )
            case Table():
                return self._table(block, self.layout.tables[index])
            case ChartBlock():
                return self._chart(block)
            case Toc():
                return self._contents(block)
            case _:
                assert_never(block)

    def _running(self, role: Role, inlines: Inlines, index: int, item: int = 0) -> str:
        """A paragraph of running text, its lines ending where layout ended them."""
        style = self.layout.style
        name, look = {
            "body": (styles.BODY, style.body),
            "lead": (styles.LEAD, style.lead),
            "aside": (styles.ASIDE, style.aside),
            "item": (styles.ITEM, style.item),
        }[role]
        content = self.runs.write_parts(
            (part, "" if tracking is None else f'<w:spacing w:val="{twips(tracking)}"/>')
            for part, tracking in spaced(inlines, self.layout.lines[index, item], look, style.text_width)
        )
        return self._paragraph(name, content, loose(plain(inlines)))

    def _text(self, style: str, inlines: Inlines) -> str:
        return self._paragraph(style, self.runs.write(inlines), loose(plain(inlines)))

    def _paragraph(self, style: str, content: str, more: str = "") -> str:
        page_break, self._break = self._break, False
        return paragraph(style, content, page_break=page_break, more=more)

    def _heading(self, heading: Heading) -> str:
        self._headings += 1
        name = self.runs.bookmarks.names[heading_id(heading, self._headings)]
        text = run(heading.label) + self.runs.write(heading.inlines)
        marked = bookmark(name, self.runs.bookmarks.next_number(), text)
        self._break = self._break or heading_id(heading, self._headings) in self._openers
        return self._paragraph(f"{styles.HEADING}{heading.level}", marked)

    def _caption(self, style: str, label: str, identifier: str, caption: Inlines) -> str:
        word = label.rstrip("0123456789")
        mark = run(word) + field(f"SEQ {word} \\* ARABIC", label[len(word) :])
        if identifier:
            bookmarks = self.runs.bookmarks
            mark = bookmark(bookmarks.names[identifier], bookmarks.next_number(), mark)
        return self._paragraph(style, mark + run("　") + self.runs.write(caption))

    def _table(self, table: Table, fit: TableFit) -> str:
        caption = self._caption(styles.TABLE_CAPTION, table.label, table.id, table.caption)
        unit = self._paragraph(styles.TABLE_UNIT, run(f"单位：{table.unit}")) if table.unit else ""
        body = table_xml(table, f"{table.label} {plain(table.caption)}", fit, self.layout.style, self.runs)
        return caption + unit + body + self._source(table.source)

    def _source(self, source: Inlines) -> str:
        if not source:
            # Without a paragraph between them Word would join two tables.
            return self._paragraph(styles.GAP, "")
        return self._text(styles.SOURCE, source)

    def _chart(self, chart: ChartBlock) -> str:
        picture = self._paragraph(styles.PICTURE, self._picture(chart))
        caption = self._caption(styles.CHART_CAPTION, chart.label, chart.id, chart.caption)
        return picture + caption + (self._text(styles.SOURCE, chart.source) if chart.source else "")

    def _picture(self, chart: ChartBlock) -> str:
        png = self.charts[chart.id] if chart.id in self.charts else self.charts[chart.label]
        relation, image = self.part.get_or_add_image(io.BytesIO(png))
        width = min(image.px_width * 72 / _CHART_DPI, self.layout.style.text_width)
        size = f'cx="{emu(width)}" cy="{emu(width * image.px_height / image.px_width)}"'
        self._pictures += 1
        name, alt = attribute(chart.label), attribute(chart.alt)
        identity = f'id="{self._pictures}" name="{name}" descr="{alt}"'
        return special(_DRAWING.format(size=size, identity=identity, relation=relation))

    def _contents(self, toc: Toc) -> str:
        entries = list(self._entries(toc.depth))
        if not entries:
            return ""
        begin = (
            special('<w:fldChar w:fldCharType="begin"/>')
            + special(f'<w:instrText xml:space="preserve"> TOC \\o "1-{toc.depth}" \\h \\z \\u </w:instrText>')
            + special('<w:fldChar w:fldCharType="separate"/>')
        )
        end = special('<w:fldChar w:fldCharType="end"/>')
        title = self._paragraph(styles.TOC_TITLE, run("目录"))
        lines = [
            (begin if index == 0 else "") + entry + (end if index == len(entries) - 1 else "")
            for index, (_, entry) in enumerate(entries)
        ]
        below = ["", f'<w:spacing w:after="{twips(self.layout.style.toc.leading / 2)}"/>']
        body = "".join(
            paragraph(f"{styles.TOC}{level}", line, more=below[number == len(entries)])
            for number, ((level, _), line) in enumerate(zip(entries, lines, strict=True), 1)
        )
        return (
            '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj>'
            "</w:sdtPr>"
            f"<w:sdtContent>{title}{body}</w:sdtContent></w:sdt>"
        )

    def _entries(self, depth: int) -> Iterator[tuple[int, str]]:
        headings = (block for block in self.layout.document.blocks if isinstance(block, Heading))
        pages = {mark.id: mark.page for mark in self.layout.marks}
        for index, heading in enumerate(headings, 1):
            if heading.level <= depth:
                identifier = heading_id(heading, index)
                name = self.runs.bookmarks.names[identifier]
                page = field(f"PAGEREF {name} \\h", str(pages[identifier]))
                text = run(heading.label + plain(heading.inlines))
                yield heading.level, anchor_link(name, text + special("<w:tab/>") + page)


def page_openers(layout: Layout) -> Iterator[str]:
    """Headings that layout put first on a page after a table of three pages or more.

    Each further page of such a table begins with 续表 in the PDF; Word has nothing of the kind and would have room left.
    """
    ceiling = layout.style.page_height - layout.style.top
    table_page = 0
    for mark in layout.marks:
        if not mark.level:
            table_page = table_page or mark.page
            continue
        if table_page and table_page < mark.page - 1 and mark.y == ceiling:
            yield mark.id
        table_page = 0


_DRAWING = (
    '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/><wp:docPr {identity}/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
    "<pic:nvPicPr><pic:cNvPr {identity}/><pic:cNvPicPr/></pic:nvPicPr>"
    '<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
)
