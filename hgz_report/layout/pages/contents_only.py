"""The pages in front of a booklet: its title, and each paper with the page on which it begins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hgz_report.document.blocks import Document, Toc
from hgz_report.draw.frame import Frame, Node
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.blocks.contents import contents_boxes
from hgz_report.layout.blocks.draft_word import paint_watermark
from hgz_report.layout.blocks.masthead import paint_page_number, title_boxes
from hgz_report.layout.blocks.titles import title_lines
from hgz_report.layout.blocks.vertical import Place, Target
from hgz_report.layout.inline.paragraph import Typesetter
from hgz_report.layout.laid_out import Landmark, Layout
from hgz_report.layout.pages.paginate import paginate
from hgz_report.problems import Problems
from hgz_report.style import Style


class BoundPaper(NamedTuple):
    """A paper of a booklet: the id of its first page's mark, its title, how many pages it has."""

    id: str
    title: str
    pages: int


def lay_out_contents(document: Document, papers: Sequence[BoundPaper], style: Style, fonts: FontSet) -> Layout:
    """The pages, with their numbers.  Raises Problems for characters no font has."""
    setter, root, starts = Typesetter(fonts), Node("Document"), dict[str, int]()
    lines = title_lines(document.title, (), style.title, style.text_width, root.add("H1"), setter)
    entries = [Target(one.id, 2, one.title) for one in papers]
    boxes = title_boxes(document.title, lines, style)
    boxes += contents_boxes(Toc(), 0, entries, starts, root, style, setter)
    if problems := setter.problems():
        raise Problems(problems)
    sheets = paginate(boxes, style.text_height, {}, 0.0)
    start = len(sheets) + 1
    for one in papers:
        starts[one.id], start = start, start + one.pages
    ceiling = style.page_height - style.top
    pages: list[Frame] = []
    marks: list[Landmark] = []
    for number, sheet in enumerate(sheets, 1):
        page = Frame(style.page_width, style.page_height)
        paint_watermark(page, document.draft, style, setter)
        for placed in sheet.placed:
            placed.box.paint(Place(page, ceiling - placed.depth, placed is sheet.placed[-1]))
            if target := placed.box.target:
                marks.append(Landmark(target.id, target.level, target.text, number, ceiling - placed.depth))
        paint_page_number(page, number, style, setter)
        pages.append(page)
    marks += [Landmark(one.id, 0, one.title, starts[one.id], ceiling) for one in papers]
    return Layout(document, style, fonts, tuple(pages), root, tuple(marks))


def number_frames(first: int, last: int, style: Style, fonts: FontSet) -> list[Frame]:
    """The numbers of pages `first` to `last`, each on a page of its own."""
    setter = Typesetter(fonts)
    frames = [Frame(style.page_width, style.page_height) for _ in range(first, last + 1)]
    for number, frame in enumerate(frames, first):
        paint_page_number(frame, number, style, setter)
    return frames
