"""Every text of a report is found where its address says, and nothing painted is without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from hgz_report.document.address import LETTERED, Address
from hgz_report.document.blocks import (
    Block,
    Break,
    Column,
    Document,
    FactRef,
    Heading,
    Item,
    KeyFigure,
    KeyFigures,
    ListBlock,
    NoteRef,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
    Toc,
)
from hgz_report.document.numbering import number
from hgz_report.document.passage import Passage
from hgz_report.document.passages import units_of
from hgz_report.draw.frame import Frame, Inset, Node, Run
from hgz_report.edition.plan import Plan
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.origin import Fact
from hgz_report.provenance.laid_passages import contents
from hgz_report.provenance.places import PageBox, Places
from hgz_report.provenance.trace_file import traced
from hgz_report.style import Style
from hgz_report.writers.pdf.pdf_file import write_pdf
from tests.tools.bare_report import PROPERTIES
from tests.tools.free_fonts import free_fonts
from tests.tools.origins import with_origins
from tests.tools.page_marks import page_runs
from tests.tools.pdf_positions import Char, read_positions


def passages(document: Document, layout: Layout) -> Iterator[Passage]:
    """Those that are set as text; a contents list as its entries, where there is one."""
    for unit in units_of(document):
        if unit.kind == "contents" and isinstance(unit.source, Toc):
            for entry in contents(unit.source, layout) if unit.source in layout.document.blocks else ():
                entry.block = unit.block
                yield entry
        elif unit.kind not in ("alt", "chart"):
            yield unit


def closed(text: str) -> str:
    return "".join(text.split())


def test_every_text_of_the_edition_stands_at_its_address_and_every_painted_text_has_one(planned: Plan) -> None:
    for document in planned.documents:
        layout = lay_out(document, Style(), free_fonts())
        places, told = Places(layout), set[Address]()
        for unit in passages(document, layout):
            assert closed(places.text(unit)) == closed(unit.text)
            told.update(address for address, _, _ in unit.places(0, len(unit.text)))
        assert {run.address for page in layout.pages for run in page_runs(page, furniture=False)} <= told


def test_a_place_is_found_across_leaves_lines_breaks_and_faces() -> None:
    words = "国家高新区" * 9
    inlines = (
        Text(words),
        Strong((FactRef("8.7万亿元", Fact("f")),)),
        NoteRef("n"),
        Break(),
        Text("the  quick fox" + words),
    )
    blocks: tuple[Block, ...] = (
        Heading(1, (Text("总体情况"),)),
        Paragraph(inlines),
        ListBlock((Item(inlines), Item((Text("第二条"),))), ordered=True),
        Table(
            (Column((Text("指标"),)), Column((Text("数值"),), "right")),
            (Row(((Text("分组"),),), "group"), Row((inlines, (Text("8.7"),)))),
            (Text("主要指标"),),
            unit="万亿元",
            source=(Text("资料来源：公报"),),
        ),
        KeyFigures((KeyFigure("总收入", (Text("约"), FactRef("8.7万亿元", Fact("f"))), "2023年"),)),
    )
    document = number(
        with_origins(Document("t", "题目", blocks, PROPERTIES, notes={"n": (Text("按现价计算。" * 20),)}))
    )
    layout = lay_out(document, Style(), free_fonts())
    places = Places(layout)
    for unit in units_of(document):
        assert closed(places.text(unit)) == closed(unit.text)
        for start, char in enumerate(unit.text):
            if char.strip():
                box = places.box(unit, start, start + 1)
                assert box.x0 < box.x1


def test_what_goes_over_a_line_has_the_box_of_its_first_part_without_the_blank_at_its_end() -> None:
    document = number(
        with_origins(Document("t", "题", (Paragraph((Text("国" * 24 + "quick brown fox" * 3),)),), PROPERTIES))
    )
    layout = lay_out(document, Style(), free_fonts())
    unit = next(unit for unit in units_of(document) if unit.kind == "text")
    box = Places(layout).box(unit, 20, len(unit.text))
    first = Places(layout).box(unit, 20, 21)
    assert (box.x0, box.y0) == (first.x0, first.y0)
    assert box.x1 <= Style().left + Style().text_width + 0.5


def test_a_place_that_is_not_painted_is_no_place() -> None:
    document = number(with_origins(Document("t", "题", (), PROPERTIES)))
    unit = Passage("text", block=7, text="8.7", kinds=[(0, "text")])
    with pytest.raises(LookupError, match=r"8\.7"):
        Places(lay_out(document, Style(), free_fonts())).box(unit, 0, 3)


def test_every_number_of_a_chart_has_a_box_and_the_file_prints_it_there(planned: Plan) -> None:
    numbers = 0
    for document, accounts in zip(planned.documents, planned.accounts, strict=True):
        layout = lay_out(document, Style(), free_fonts())
        if not any(layout.charts()):
            continue
        pdf = write_pdf(layout)
        tagged = read_positions(pdf.data).tagged
        for item in traced(layout, accounts):
            unit = item.accounted.unit
            for found in [account.number for account in item.accounted.accounts if unit.kind == "chart"]:
                box = item.box(found.start, found.end)
                assert box is not None
                assert read(tagged, box) == closed(unit.text[found.start : found.end])
                numbers += 1
    assert numbers > 150


def read(chars: Sequence[Char], box: PageBox) -> str:
    """What stands in a box, level or upwards: the characters that begin in it."""
    near = 0.02
    inside = [
        char
        for char in chars
        if char.page == box.page
        and box.x0 - near <= char.x < box.x1 - near
        and box.y0 - near <= char.y < box.y1 - near
        and char.text.strip()
    ]
    return "".join(char.text for char in sorted(inside, key=lambda char: (round(char.y), char.x)))


def test_a_line_that_runs_upwards_has_an_upright_box(fonts: FontSet) -> None:
    face = fonts.face_for(Role.HEI, "8")
    at = Address(0, LETTERED)
    turned = Run(20.0, 10.0, face, 10.0, "8.7亿", (5.0, 3.0, 5.0, 10.0), address=at, turned=True)
    chart, page = Frame(100.0, 100.0), Frame(500.0, 700.0)
    chart.put(turned)
    page.put(Inset(80.0, 40.0, chart), Node("Figure"))
    document = Document("t", "题", (), PROPERTIES)
    places = Places(Layout(document, Style(), fonts, (page,), Node("Document"), ()))
    unit = Passage("chart", block=0, part=LETTERED, text="8.7亿", kinds=[(0, "text")])
    box = places.box(unit, 0, 3)
    assert (box.page, box.x0, box.y0, box.x1, box.y1) == pytest.approx((1, 91.2, 50.0, 101.2, 63.0))
