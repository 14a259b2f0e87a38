"""Notes: numbered as they are read, alike in both formats, each on the page of its mark, above the 版记."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest

from hgz_report.document.blocks import (
    Block,
    ChartBlock,
    Column,
    Document,
    Heading,
    Inlines,
    Item,
    ListBlock,
    NoteRef,
    Paragraph,
    Row,
    Table,
    Text,
)
from hgz_report.document.chart import Grid, GridRow
from hgz_report.document.letterhead import Imprint
from hgz_report.document.numbering import number
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import Style
from hgz_report.writers.formats import write
from hgz_report.writers.pdf.pdf_file import write_pdf
from tests.tools.bare_report import FACES, PROPERTIES
from tests.tools.free_fonts import free_fonts
from tests.tools.pdf_positions import Block as PdfBlock
from tests.tools.pdf_positions import read_positions

STYLE = Style()
FOOT = STYLE.page_height - STYLE.top - STYLE.text_height


def laid(*blocks: Block, imprint: Imprint | None = None) -> Layout:
    """A report with a note for every mark, kept in another order than they are read in."""
    names = sorted(set(re.findall(r"NoteRef\(note='(\w+)'", repr(blocks))), reverse=True)
    notes: dict[str, Inlines] = {name: (Text(f"注释{name}。"),) for name in names}
    document = Document("t", "题目", blocks, PROPERTIES, imprint=imprint, notes=notes)
    return lay_out(number(document), STYLE, free_fonts())


def words(text: str, note: str = "") -> Inlines:
    return (Text(text), NoteRef(note)) if note else (Text(text),)


def chart(note: str = "") -> ChartBlock:
    grid = Grid(("2022", "2023"), (GridRow("产值", (1, 2)),) * 30, ("无", "有", "全"))
    return ChartBlock(grid, words("产值走势", note), "矩阵", source=words("来源", f"{note}x" if note else ""))


def everywhere() -> tuple[Block, ...]:
    rows = tuple(Row((words(f"第{n}项", "cell" if n == 30 else ""),)) for n in range(60))
    table = Table((Column(words("指标", "head")),), rows, words("表题", "caption"), source=words("来源", "source"))
    items = (Item(words("第一条")), Item(words("第二条", "item")))
    return (
        Heading(1, words("情况", "heading")),
        Paragraph(words("国" * 300, "text")),
        table,
        ListBlock(items),
        chart("chart"),
        Paragraph(words("再提", "text")),
    )


def xml(data: bytes, part: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(part).decode()


def notes_of(pdf: bytes) -> Iterator[tuple[str, int]]:
    """The text of each note in the order of the file, and the page it begins on."""
    for block in read_positions(pdf).blocks:
        if block.role == "Note":
            yield "".join(char.text for char in block.chars).replace("\u3000", ""), block.chars[0].page


def marks_of(pdf: bytes) -> Iterator[tuple[str, int]]:
    """The raised marks in the text and their pages."""
    for block in read_positions(pdf).blocks:
        if block.role != "Note":
            yield from ((c.text, c.page) for c in block.chars if c.text.isdigit() and _raised(c.size, block))


def _raised(size: float, block: PdfBlock) -> bool:
    return size < 0.7 * max(char.size for char in block.chars)


def test_notes_come_in_the_order_they_are_read_wherever_their_marks_stand_and_in_both_formats() -> None:
    layout = laid(*everywhere())
    order = ["heading", "text", "caption", "head", "cell", "source", "item", "chart", "chartx"]
    pdf = write_pdf(layout).data
    notes = dict(notes_of(pdf))
    assert list(notes) == [f"{n}注释{name}。" for n, name in enumerate(order, 1)]
    first = dict(reversed(list(marks_of(pdf))))
    assert first == {str(n): page for n, page in enumerate(notes.values(), 1)}, "each note on the page of its mark"

    word = write("docx", layout, FACES).data
    assert re.findall(r'<w:footnoteReference w:id="(\d+)"', xml(word, "word/document.xml")) == [
        str(n) for n in range(1, 10)
    ]
    said = re.findall(r"注释(\w+)。", xml(word, "word/footnotes.xml"))
    assert said == order


@pytest.mark.parametrize("before", range(6, 18, 2))
def test_a_chart_with_a_note_passes_no_text_with_one(before: int) -> None:
    blocks: tuple[Block, ...] = (
        *(Paragraph(words("国" * 16)) for _ in range(before)),
        chart("chart"),
        *(Paragraph(words(f"院{n}", f"after{n}")) for n in range(7)),
    )
    pdf = write_pdf(laid(*blocks)).data
    assert [mark for mark, _ in marks_of(pdf)] == [str(n) for n in range(1, 10)]


@pytest.mark.parametrize("lines", range(12, 24))
def test_a_note_on_the_last_page_stands_above_the_imprint(lines: int) -> None:
    imprint = Imprint((("抄送", "各国家高新区管委会。"),), "编写组办公室", "2026年11月23日", "共印50份")
    layout = laid(Paragraph(words("国" * (28 * lines - 12), "long")), imprint=imprint)
    blocks = read_positions(write_pdf(layout).data).blocks
    note = next(block for block in blocks if block.role == "Note").chars
    text = next(block for block in blocks if block.role == "P" and block.chars[0].text == "国").chars
    copies = [char for block in blocks for char in block.chars if block.chars[0].text in "抄编共"]
    same_page = [char.y + char.size for char in copies if char.page == note[0].page]
    below = max(same_page, default=FOOT)
    assert all(char.y > below for char in note)
    assert all(char.y > note[0].y + note[0].size for char in text if char.page == note[0].page)
    assert note[0].page == text[-1].page
