"""Blocks as paragraphs, tables and pictures, in the order of the report."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, assert_never

from docx.parts.document import DocumentPart
from msgspec import Struct, field

from hgz_report.document.address import CAPTION, SOURCE, Address
from hgz_report.document.blocks import (
    ChartBlock,
    Heading,
    Inlines,
    KeyFigures,
    ListBlock,
    PageBreak,
    Paragraph,
    Table,
    Toc,
    plain,
)
from hgz_report.document.chart import Grid, PathDiagram, Picture, Plot, Timeline
from hgz_report.layout.inline.paragraph import Line
from hgz_report.layout.laid_out import Laid, Layout, TableFit, TilesFit
from hgz_report.style import BULLET, CONTENTS
from hgz_report.writers.docx import oox, styles
from hgz_report.writers.docx.beside import beside_xml
from hgz_report.writers.docx.inline_pictures import WordPicture, picture_run
from hgz_report.writers.docx.native_charts.add import ChartPlace, add_charts
from hgz_report.writers.docx.native_charts.kinds import has_chart
from hgz_report.writers.docx.native_charts.lettered import Letter
from hgz_report.writers.docx.oox import anchor_link, bookmark, loose, paragraph, run, special, twips
from hgz_report.writers.docx.runs import Runs
from hgz_report.writers.docx.set_lines import spaced
from hgz_report.writers.docx.tables import table_xml
from hgz_report.writers.docx.tiles import tiles_xml

ParagraphRole = Literal["body", "lead", "aside", "item"]
_SPARE = 1.5
"""Lines of body text: more room than this at the foot of a page was left on purpose.  Word may have a little more there (a
further page of a table has no 续表), and would draw the heading of the next page back.
"""


class Blocks(Struct):
    """Writes the blocks of one report.

    `charts`: label of a chart that Word has none for → its picture; `faces`: role → face that Word is told to use.
    `letters`: those of each native chart, as they are written.
    """

    layout: Layout
    part: DocumentPart
    runs: Runs
    charts: Mapping[str, WordPicture]
    faces: Mapping[str, str]
    letters: list[tuple[Letter, ...]] = field(default_factory=list)
    _pictures: int = 0
    _break: bool = False
    _openers: frozenset[str] = frozenset()
    _left: str = ""
    """What stands at the left of the block that comes next."""

    def write(self) -> str:
        """All blocks as XML."""
        self._openers = self.layout.page_openers(_SPARE * self.layout.style.body.leading)
        return "".join(map(self._block, self.layout.blocks))

    def _block(self, laid: Laid) -> str:
        written = self._written(laid)
        match getattr(laid.block, "beside", ""):
            case "left":
                self._left = written
                return ""
            case "right":
                return beside_xml(self._left, written, self.layout.style)
        return written

    def _written(self, laid: Laid) -> str:
        match laid.block:
            case PageBreak():
                self._break = True
                return ""
            case Heading() as block:
                return self._heading(block, Address(laid.place))
            case Paragraph() as block:
                return self._running(Address(laid.place), block.role, "", block.inlines, laid.lines[0], block.keep)
            case ListBlock() as block:
                role: ParagraphRole = "aside" if block.role == "aside" else "item"
                return "".join(
                    self._running(
                        Address(laid.place, part), role, item.label or BULLET, item.inlines, lines, block.keep
                    )
                    for part, (item, lines) in enumerate(zip(block.items, laid.lines, strict=True))
                )
            case Table() as block:
                assert isinstance(laid.fit, TableFit)
                return self._table(block, Address(laid.place), laid.fit)
            case ChartBlock() as block:
                return self._chart(block, Address(laid.place))
            case KeyFigures() as block:
                assert isinstance(laid.fit, TilesFit)
                page_break, self._break = self._break, False
                style = self.layout.style.column(block.beside)
                return tiles_xml(block, laid.place, laid.fit, style, self.runs, page_break)
            case Toc() as block:
                return self._contents(block)
            case _:
                assert_never(laid.block)

    def _running(
        self, at: Address, role: ParagraphRole, label: str, inlines: Inlines, lines: Sequence[Line], keep: bool
    ) -> str:
        """A paragraph of running text, its lines ending where layout ended them."""
        style = self.layout.style
        name, look = {
            "body": (styles.BODY, style.body),
            "lead": (styles.LEAD, style.lead),
            "aside": (styles.ASIDE, style.aside),
            "item": (styles.ITEM, style.item),
        }[role]
        parts = [
            (part, "" if tracking is None else f'<w:spacing w:val="{twips(tracking)}"/>')
            for part, tracking in spaced(label, inlines, lines, look)
        ]
        content = self.runs.anchors.hold(at, inlines, lambda: self.runs.write_parts(parts))
        return self._paragraph(name, content, loose(label + plain(inlines)), keep)

    def _text(self, at: Address, style: str, inlines: Inlines) -> str:
        content = self.runs.anchors.hold(at, inlines, lambda: self.runs.write(inlines))
        return self._paragraph(style, content, loose(plain(inlines)))

    def _paragraph(self, style: str, content: str, more: str = "", keep: bool = False) -> str:
        page_break, self._break = self._break, False
        return paragraph(style, content, keep=keep, whole=keep, page_break=page_break, more=more)

    def _heading(self, heading: Heading, at: Address) -> str:
        name = self.runs.bookmarks.names[heading.anchor]
        if heading.annex:
            return self._annex(heading, at, name)
        text = self.runs.anchors.hold(
            at, heading.inlines, lambda: run(heading.label) + self.runs.write(heading.inlines)
        )
        marked = bookmark(name, self.runs.bookmarks.next_number(), text)
        self._break = self._break or heading.anchor in self._openers
        return self._paragraph(f"{styles.HEADING}{heading.level}", marked)

    def _annex(self, heading: Heading, at: Address, name: str) -> str:
        self._break = True
        label = self._paragraph(styles.ANNEX, self.runs.anchors.plain(at, run(heading.label)), keep=True)
        own = at._replace(part=1)
        text = self.runs.anchors.hold(own, heading.inlines, lambda: self.runs.write(heading.inlines))
        return label + self._paragraph(styles.ANNEX_TITLE, bookmark(name, self.runs.bookmarks.next_number(), text))

    def _caption(self, at: Address, style: str, label: str, identifier: str, caption: Inlines) -> str:
        word = label.rstrip("0123456789")
        mark = run(word) + oox.field(f"SEQ {word} \\* ARABIC", label[len(word) :])
        if identifier:
            bookmarks = self.runs.bookmarks
            mark = bookmark(bookmarks.names[identifier], bookmarks.next_number(), mark)
        held = self.runs.anchors.hold(at, caption, lambda: mark + run("　") + self.runs.write(caption))
        return self._paragraph(style, held)

    def _table(self, table: Table, at: Address, fit: TableFit) -> str:
        caption = self._caption(at, styles.TABLE_CAPTION, table.label, table.id, table.caption)
        unit = ""
        if table.unit:
            held = self.runs.anchors.plain(at.beside("unit"), run(f"单位：{table.unit}"))
            unit = self._paragraph(styles.TABLE_UNIT, held)
        summary = f"{table.label} {plain(table.caption)}"
        body = table_xml(table, at, summary, fit, self.layout.style, self.runs)
        below = at._replace(part=1 + len(table.columns) + sum(len(row.cells) for row in table.rows))
        return caption + unit + body + self._source(below, table.source)

    def _source(self, at: Address, source: Inlines) -> str:
        if not source:
            # Without a paragraph between them Word would join two tables.
            return self._paragraph(styles.GAP, "")
        return self._text(at, styles.SOURCE, source)

    def _chart(self, chart: ChartBlock, at: Address) -> str:
        match chart.chart:
            case Plot() as plot:
                drawing = self._native(chart, plot) if has_chart(plot) else self._picture(chart)
            case Grid() | PathDiagram() | Timeline() | Picture():
                drawing = self._picture(chart)
            case _:
                assert_never(chart.chart)
        picture = self._paragraph(styles.PICTURE, drawing)
        below = at._replace(part=CAPTION)
        caption = self._caption(below, styles.CHART_CAPTION, chart.label, chart.id, chart.caption)
        source = self._text(at._replace(part=SOURCE), styles.SOURCE, chart.source) if chart.source else ""
        return picture + caption + source

    def _native(self, chart: ChartBlock, plot: Plot) -> str:
        box = next(frame for block, frame in self.layout.charts() if block is chart)
        day = datetime.datetime.fromisoformat(self.layout.document.properties.date)
        place = ChartPlace(self.part, box.width, box.height, self.faces, day)
        added = add_charts(plot, place, chart.label, chart.alt, self._pictures + 1)
        self._pictures += len(added)
        self.letters += [one.letters for one in added]
        return "".join(special(one.drawing) for one in added)

    def _picture(self, chart: ChartBlock) -> str:
        self._pictures += 1
        return picture_run(chart, self.charts[chart.label], self.part, self._room(chart), self._pictures)

    def _room(self, chart: ChartBlock) -> float:
        return self.layout.style.column(chart.beside).text_width

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
        title = self._paragraph(styles.TOC_TITLE, run(CONTENTS))
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
        for heading in headings:
            if heading.level <= depth:
                name = self.runs.bookmarks.names[heading.anchor]
                page = oox.field(f"PAGEREF {name} \\h", str(pages[heading.anchor]))
                text = run(heading.listed)
                yield heading.level, anchor_link(name, text + special("<w:tab/>") + page)
