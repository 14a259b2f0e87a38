"""Where layout ended lines, Word's runs are parted: at the character, whatever the inlines and the label are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hgz_report.document.blocks import (
    Block,
    Document,
    FactRef,
    Heading,
    Inlines,
    Item,
    Link,
    ListBlock,
    NoteRef,
    Paragraph,
    Ref,
    Strong,
    Text,
    leaves,
)
from hgz_report.document.numbering import number
from hgz_report.layout.laid_out import Laid
from hgz_report.layout.lay_out import lay_out
from hgz_report.origin import Fact
from hgz_report.style import Style
from hgz_report.writers.docx.set_lines import spaced
from tests.tools.bare_report import PROPERTIES
from tests.tools.free_fonts import free_fonts


def laid(*blocks: Block) -> Iterator[Laid]:
    document = Document(
        "t", "题", (Heading(1, (Text("题"),), id="one"), *blocks), PROPERTIES,
        notes={"n": (Text("注"),)},
    )  # fmt: skip
    return iter(lay_out(number(document), Style(), free_fonts()).blocks[1:])


def said(inlines: Inlines) -> str:
    return "".join(
        str(leaf.number) if isinstance(leaf, NoteRef) else getattr(leaf, "text", "") for leaf in leaves(inlines)
    )


def mixed(places: int) -> Inlines:
    """Lines of it end in every kind of inline, as `places` moves them along."""
    return (
        Text("国" * places + "高新区，"),
        Strong((Text("产业"), FactRef("1698.88亿元", Fact("f")), Text("增长（按现价计算）。"))),
        NoteRef("n"),
        Link("https://a.cn", (Text("工业和信息化部网站"),)),
        Text("，见"),
        Ref("one"),
        Text("，" + "国家高新技术产业开发区，" * 4 + "the  quick brown fox jumps 8.7万亿元。"),
    )


@pytest.mark.parametrize("places", range(0, 56, 3))
@pytest.mark.parametrize("listed", [False, True])
def test_each_part_is_what_stands_on_its_line(places: int, listed: bool) -> None:
    inlines = mixed(places)
    block = ListBlock((Item(inlines),), ordered=True) if listed else Paragraph(inlines)
    one = next(laid(block))
    style = Style().item if listed else Style().body
    lines = one.lines[0]
    numbered = one.block.items[0] if isinstance(one.block, ListBlock) else Item(getattr(one.block, "inlines", ()))
    parts = list(spaced(numbered.label, numbered.inlines, lines, style))
    whole = "".join(line.text for line in lines)
    assert "".join(said(part) for part, _ in parts) == whole
    if len(parts) > 1:
        assert [said(part) for part, _ in parts] == [line.text for line in lines]


@pytest.mark.parametrize("last", range(20, 28))
def test_the_last_mark_of_a_text_is_drawn_in_before_it_hangs_over_the_edge(last: int) -> None:
    block = Paragraph((Text("国" * 26 + "高" * last + "。"),))
    (*_, line) = next(laid(block)).lines[0]
    natural = sum(16.0 + Style().body.tracking for _ in line.text)
    if natural > Style().text_width:
        assert natural + line.set.held * len(line.text) < Style().text_width
    else:
        assert line.set.held == 0
