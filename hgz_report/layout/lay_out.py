"""Our own layout of a Chinese official page: a numbered document in, pages of placed pieces and their structure out."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from hgz_report.collection import uncollected
from hgz_report.document.blocks import Block, Document, Toc
from hgz_report.draw.frame import Frame, Node
from hgz_report.fonts.fontset import FontSet
from hgz_report.layout.blocks.draft_word import paint_watermark
from hgz_report.layout.blocks.masthead import imprint_box, paint_note_rule, paint_page_number
from hgz_report.layout.blocks.vertical import Box, Place
from hgz_report.layout.inline.paragraph import Typesetter
from hgz_report.layout.kept_layout import KeptLayout
from hgz_report.layout.laid_out import Landmark, Layout
from hgz_report.layout.pages.balance import balanced
from hgz_report.layout.pages.flow import Flow
from hgz_report.layout.pages.lead_chart import lowered
from hgz_report.layout.pages.order import settled_order
from hgz_report.layout.pages.paginate import PageFill, paginate
from hgz_report.problems import Problems
from hgz_report.style import Style


@uncollected()
def lay_out(document: Document, style: Style, fonts: FontSet, kept: KeptLayout | None = None) -> Layout:
    """Lay a numbered document out.  The layout's own document has no contents where the report is too short for them, and
    its charts stand where they leave no hole before them.  `kept`: what this paper was laid out to before, for whoever sets it
    over and over again.

    Raises Problems for characters no font has and for tables that cannot be set, all of them at once.
    """
    kept = kept or KeptLayout()
    kept.begin(style, fonts)
    try:
        return _with_contents_or_without(document, style, fonts, kept)
    except Problems:
        kept.drop()
        raise


def _with_contents_or_without(whole: Document, style: Style, fonts: FontSet, kept: KeptLayout) -> Layout:
    blocks = list(enumerate(whole.blocks))
    charts: dict[int, Frame] = {}
    overs = [block.over for block in whole.blocks if isinstance(block, Toc) and block.over]
    if overs:
        bare = [(place, block) for place, block in blocks if not (isinstance(block, Toc) and block.over)]
        short = _lay_out(whole, bare, style, fonts, charts, kept)
        if len(short.pages) <= max(overs):
            return short
    return _lay_out(whole, blocks, style, fonts, charts, kept)


def _lay_out(
    whole: Document,
    blocks: Sequence[tuple[int, Block]],
    style: Style,
    fonts: FontSet,
    charts: dict[int, Frame],
    kept: KeptLayout,
    *,
    settled: bool = False,
    shrunk: bool = False,
) -> Layout:
    """Lay out some blocks of a document, each with its place in it, in the order they come in or in a better one.

    `charts`: those that are drawn already, by their places.
    """
    document = replace(whole, blocks=tuple(block for _, block in blocks))
    setter = Typesetter(fonts)
    root = Node("Document")
    numbers: dict[str, int] = {}
    flow = Flow(document, [place for place, _ in blocks], style, setter, root, numbers, charts, kept)
    flow.run()
    imprint = imprint_box(document.imprint, root, style, setter) if document.imprint else None
    problems = [*flow.problems, *setter.problems()]
    if problems:
        raise Problems(problems)
    foot = imprint.height + style.imprint.leading if imprint else 0.0
    if not shrunk and (lower := lowered(flow, foot)) is not None:
        charts[lower.place] = lower.frame
        return _lay_out(whole, blocks, style, fonts, charts, kept, shrunk=True)
    if not settled and (order := _order(flow, style, foot)) != list(range(len(blocks))):
        settled_blocks = [blocks[at] for at in order]
        return _lay_out(whole, settled_blocks, style, fonts, charts, kept, settled=True, shrunk=True)
    if document.masthead:
        sheets = paginate(flow.boxes, style.text_height, flow.notes, foot)
    else:
        sheets = balanced(flow.boxes, style.text_height, style.body.leading, flow.notes, foot)
    feet = [foot if sheet is sheets[-1] else 0.0 for sheet in sheets]  # notes stand above the 版记
    marks = _marks(sheets, style, feet)
    numbers.update((mark.id, mark.page) for mark in marks)
    pages = []
    for number, (sheet, below) in enumerate(zip(sheets, feet, strict=True), 1):
        whole_foot = imprint if sheet is sheets[-1] else None
        page = None if whole_foot else kept.page(number, sheet, document.draft)
        pages.append(page or _painted(sheet, number, below, flow, whole_foot))
    kept.keep_pages(sheets, pages, document.draft, imprint=imprint is not None)
    free = [style.text_height - sheet.used - sheet.notes_height for sheet in sheets]
    return Layout(document, style, fonts, tuple(pages), root, tuple(marks), flow.laid, flow.title, free)


def _order(flow: Flow, style: Style, foot: float) -> list[int]:
    """The order of blocks in which charts leave no hole."""
    head = flow.boxes[: len(flow.boxes) - sum(map(len, flow.of_block.values()))]

    def paged(order: Sequence[int]) -> Sequence[PageFill]:
        boxes = [box for place in order for box in flow.of_block.get(place, ())]
        return paginate([*head, *boxes], style.text_height, flow.notes, foot)

    return settled_order(flow.document.blocks, flow.of_block, paged, style.text_height)


def _note_tops(sheet: PageFill, style: Style, foot: float) -> list[float]:
    """The upper edge of every note line of a page that keeps `foot` pt below them free."""
    top = style.page_height - style.top - style.text_height + foot + sum(note.height for note in sheet.notes)
    tops = []
    for note in sheet.notes:
        tops.append(top)
        top -= note.height
    return tops


def _marks(sheets: Sequence[PageFill], style: Style, feet: Sequence[float]) -> list[Landmark]:
    marks: list[Landmark] = []
    ceiling = style.page_height - style.top

    def mark(box: Box, number: int, top: float) -> None:
        if box.target:
            marks.append(Landmark(box.target.id, box.target.level, box.target.text, number, top))

    for number, (sheet, foot) in enumerate(zip(sheets, feet, strict=True), 1):
        for placed in sheet.placed:
            mark(placed.box, number, ceiling - placed.depth)
        for note, top in zip(sheet.notes, _note_tops(sheet, style, foot), strict=True):
            mark(note, number, top)
    return marks


def _painted(sheet: PageFill, number: int, foot: float, flow: Flow, imprint: Box | None) -> Frame:
    """A page, its notes above `foot` pt that are left free, with the imprint where it ends the paper, and its number."""
    style = flow.style
    page = Frame(style.page_width, style.page_height)
    paint_watermark(page, flow.document.draft, style, flow.setter)
    ceiling = style.page_height - style.top
    for placed in sheet.placed:
        placed.box.paint(Place(page, ceiling - placed.depth, placed is sheet.placed[-1]))
    tops = _note_tops(sheet, style, foot)
    if tops:
        paint_note_rule(page, tops[0] + 4.0, style)
    for note, top in zip(sheet.notes, tops, strict=True):
        note.paint(Place(page, top))
    if imprint:
        imprint.paint(Place(page, style.page_height - style.top - style.text_height + imprint.height))
    paint_page_number(page, number, style, flow.setter)
    return page
