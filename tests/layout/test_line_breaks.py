"""Lines that an author forces: wherever the parser takes them, both formats have them."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from hgz_report.document.blocks import Document
from hgz_report.document.ledger import Ledger
from hgz_report.document.markdown.parse import parse
from hgz_report.document.numbering import number
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.problems import Problems, Where
from hgz_report.style import Style
from hgz_report.writers.formats import write
from hgz_report.writers.pdf.pdf_file import write_pdf
from tests.tools.bare_report import FACES, PROPERTIES
from tests.tools.free_fonts import free_fonts
from tests.tools.pdf_positions import read_positions

LONG = "国家高新技术产业开发区，" * 9 + "实现营业收入8.7万亿元"


def laid(text: str) -> Layout:
    places = [Where("a.md.j2", line) for line, _ in enumerate(text.split("\n"), 1)]
    markup = parse(text, places, Ledger())
    return lay_out(number(Document("t", "题目", markup.blocks, PROPERTIES, notes=markup.notes)), Style(), free_fonts())


def pdf_lines(layout: Layout) -> list[str]:
    blocks = [block for block in read_positions(write_pdf(layout).data).blocks if block.role != "H1"]
    return ["".join(char.text for char in line) for block in blocks for line in block.lines()]


def word_lines(layout: Layout) -> list[str]:
    """The text of each paragraph, parted at its breaks."""
    with zipfile.ZipFile(io.BytesIO(write("docx", layout, FACES).data)) as archive:
        xml = archive.read("word/document.xml").decode()
    found = []
    for paragraph in re.findall(r"<w:p>.*?</w:p>", xml.partition("题目")[2]):
        parts = "".join(
            "\n" if tag else text for tag, text in re.findall(r"(<w:br/>)|<w:t[^>]*>([^<]*)</w:t>", paragraph)
        )
        found += parts.split("\n") if parts else []
    return found


@pytest.mark.parametrize("broken", ["甲<br>乙", "甲\\\n乙", "甲  \n乙", "甲 <br/> 乙", "<br>甲<br><br>乙<br>"])
@pytest.mark.parametrize("wrap", ["{}", "> {}", "::: aside\n{}\n:::", "- {}", "1. {}"])
def test_a_forced_line_is_a_line_in_both_formats(wrap: str, broken: str) -> None:
    indent = {"> ": "> ", "- ": "  ", "1.": "   "}.get(wrap[:2], "")
    layout = laid(wrap.format(broken.replace("\n", f"\n{indent}")))
    label = {"- ": "·", "1.": "1．"}.get(wrap[:2], "")
    assert pdf_lines(layout) == [f"{label}甲", "乙"]
    assert word_lines(layout) == [f"{label}甲", "乙"]


def test_a_cell_and_emphasised_words_may_have_lines_too() -> None:
    layout = laid("| 甲<br>乙 |\n|---|\n| 丙 **丁<br>戊** |\n\n: 表题\n\n**己<br>庚**")
    assert pdf_lines(layout)[1:] == ["甲", "乙", "丙 丁", "戊", "己", "庚"]
    assert word_lines(layout)[1:] == ["甲", "乙", "丙 丁", "戊", "己", "庚"]


def test_long_lines_about_a_forced_one_end_as_they_would_without_it() -> None:
    layout = laid(f"{LONG}<br>{LONG}")
    first, second = (pdf_lines(laid(LONG)), pdf_lines(layout))
    assert second[: len(first)] == first
    assert "".join(second) == LONG * 2
    assert word_lines(layout) == [LONG, LONG]


@pytest.mark.parametrize(
    ("text", "what", "line"),
    [
        ("甲\n\n# 标题<br>两行", "标题“标题／两行”里不能换行", 3),
        ("| 甲 |\n|---|\n| 乙 |\n\n: 表题  \n资料来源：公报", "表题“表题／资料来源：公报”里不能换行", 1),
    ],
)
def test_where_there_is_one_line_only_it_is_refused_with_its_place(text: str, what: str, line: int) -> None:
    with pytest.raises(Problems) as caught:
        laid(text)
    assert [(problem.what, problem.where) for problem in caught.value.problems] == [(what, Where("a.md.j2", line))]
