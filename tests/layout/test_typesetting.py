"""The promise of docs/typesetting.md, held by counting in finished PDFs: nothing here looks at our own data structures."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hgz_report.document.blocks import Block, Break, Document, Paragraph, Strong, Text, plain
from hgz_report.document.ledger import Ledger
from hgz_report.document.letterhead import Properties
from hgz_report.document.markdown.parse import parse
from hgz_report.document.numbering import number
from hgz_report.edition.build import build
from hgz_report.edition.config import load_config
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import Style
from hgz_report.writers.pdf.pdf_file import write_pdf
from tests.tools.free_fonts import free_fonts
from tests.tools.pdf_positions import read_positions
from tests.tools.project import copy_project
from tests.tools.typeset_checks import BODY, MM, count

PROBE = Path(__file__).parent / "probe.txt"
PROPERTIES = Properties("测试", "排版", (), "2026-11-23")
MARKS = "，、；：。？！“”‘’（）《》〈〉「」『』【】〔〕［］｛｝·～／—…％"


def probe() -> Document:
    text = PROBE.read_text(encoding="utf-8")
    markup = parse(text, [None] * len(text.splitlines()), Ledger())
    return number(Document("probe", "排版测试文本", markup.blocks, PROPERTIES, notes=markup.notes))


def pdf(blocks: Iterable[Block], style: Style | None = None) -> bytes:
    document = number(Document("probe", "排版测试", tuple(blocks), PROPERTIES))
    return write_pdf(lay_out(document, style or Style(), free_fonts())).data


def moved_probe() -> Document:
    """Its paragraphs with 0 to 27 characters before them, so that a line may end at every one of their places."""
    document = probe()
    blocks = [
        Paragraph((Text("国" * places), *block.inlines))
        for block in document.blocks
        if isinstance(block, Paragraph)
        for places in range(28)
    ]
    return number(Document("probe", "排版测试", tuple(blocks), PROPERTIES, notes=document.notes))


def meetings() -> Document:
    """Every mark beside every other."""
    pairs = ["国家" + first + second + "高新" for first, second in product(MARKS, MARKS)]
    blocks = [Paragraph((Text("".join(pairs[at : at + 30]) + "结束"),)) for at in range(0, len(pairs), 30)]
    return number(Document("probe", "排版测试", tuple(blocks), PROPERTIES))


def wrong_of(*inlines: Text | Break) -> set[str]:
    """Kinds of wrong in a paragraph with lines the author forced, beside two that are well set."""
    counted = count(pdf([Paragraph((Text("国家高新区" * 12),)), Paragraph(inlines)]))
    return {kind for kind, words in counted.wrong.items() if words}


FULL = "国家高新技术产业开发区" * 2 + "国家高新"
"""26 characters, a first line."""


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("start", FULL, "，这一行以逗号开头，"),
        ("start", FULL, "”这一行以引号开头，"),
        ("end", FULL[:-1] + "（", "这一行的前一行以括号结尾，"),
        ("split", FULL[:-2] + "12", "34家"),
        ("split", FULL[:-3] + "8.7", "万亿元上下"),
        ("split", FULL[:-3] + "inno", "vation的含义"),
        ("dash", FULL[:-1] + "—", "—破折号被拆开"),
        ("dash", FULL[:-1] + "…", "…省略号被拆开"),
        ("flush", FULL[:-3], "前一行没有排满，"),
        ("runt", FULL, "国。"),
    ],
)
def test_the_counters_see_each_fault_when_it_is_there(kind: str, first: str, second: str) -> None:
    assert kind in wrong_of(Text(first), Break(), Text(second))


def test_the_counters_see_dashes_that_do_not_meet() -> None:
    apart = Paragraph((Text(FULL + "—"), Strong((Text("—" + FULL),))))  # two looks, so two dashes
    assert count(pdf([apart])).wrong["dash"]


def test_the_counters_see_a_line_alone_on_a_page() -> None:
    blocks = [Paragraph((Text(FULL * 4),)) for _ in range(60)]  # four lines each, through several pages
    assert count(pdf(blocks, Style(widow_lines=1))).wrong["widow"]


def test_the_counters_see_text_outside_the_type_area() -> None:
    assert count(pdf([Paragraph((Text(FULL * 2),))], Style(left=27 * MM))).wrong["area"]


def test_the_probe_has_three_thousand_characters_and_keeps_them_all() -> None:
    document = probe()
    said = [plain(block.inlines) for block in document.blocks if isinstance(block, Paragraph)]
    blocks = read_positions(write_pdf(lay_out(document, Style(), free_fonts())).data).blocks
    printed = [
        "".join(c.text for c in b.chars if c.size > 0.75 * b.size) for b in blocks if b.role == "P" and b.size > BODY
    ]
    assert sum(map(len, said)) > 3000
    assert [squeezed(text) for text in printed] == [squeezed(text) for text in said]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_probe_breaks_no_rule() -> None:
    assert count(write_pdf(lay_out(probe(), Style(), free_fonts())).data).found() == []


def test_the_probe_breaks_no_rule_wherever_its_lines_end() -> None:
    counted = count(write_pdf(lay_out(moved_probe(), Style(), free_fonts())).data)
    assert counted.found() == []
    assert counted.full > 2500


def test_any_two_marks_may_meet() -> None:
    assert count(write_pdf(lay_out(meetings(), Style(), free_fonts())).data).found() == []


HAN = st.text("国家高新技术产业开发区创新融合推进数字绿色", min_size=1, max_size=9)
MARK = st.text(MARKS.replace("—", "").replace("…", "") + "￥№℃° ", min_size=1, max_size=4) | st.sampled_from(
    ["——", "……", "，——", "……。", "”——“", "）……（"]
)
NUMBER = st.sampled_from(
    [
        *("8.7万亿元", "10.7%", "2023年", "第3家", "14.36平方公里", "12个百分点", "63%～68%", "2020—2024年"),
        *("-3.2%", "+28.6%", "1/4", "3000多家", "24:00", "5"),
    ]
)
LATIN = st.sampled_from(
    [
        *("R&D", "AI", "PM2.5", "6G", "km²", "e-mail", "A/B", "5G-A", "（2024）", "《5G》", "the quick brown fox"),
        "https://www.example.cn/a/b-c/index.html",
    ]
)
WORD = (NUMBER | LATIN).map(lambda word: word + "国")
SOUP = st.lists(HAN | MARK | WORD, min_size=20, max_size=80).map(lambda atoms: "汉字" + "".join(atoms) + "结束")


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(st.lists(SOUP, min_size=10, max_size=10))
def test_five_hundred_paragraphs_of_soup_break_no_rule(soup: list[str]) -> None:
    assert count(pdf(Paragraph((Text(text),)) for text in soup)).found() == []


def test_no_report_of_an_edition_breaks_a_rule(tmp_path: Path) -> None:
    root = copy_project(tmp_path)
    edition = build(root, load_config(root), formats=("pdf",))
    files = sorted(edition.folder.glob("*.pdf"))
    assert len(files) == len(edition.made) >= 15
    assert {file.name: found for file in files if (found := count(file.read_bytes()).found())} == {}


def test_the_collector_works_again_once_a_report_is_made() -> None:
    pdf([Paragraph((Text(FULL),))])
    assert gc.isenabled()
