"""What is kept of a layout for the next one changes nothing: after any edits a paper is set as if nothing had been kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeAlias

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from hgz_report.document.blocks import (
    Block,
    ChartBlock,
    Column,
    Document,
    FactRef,
    Heading,
    Inlines,
    Item,
    KeyFigure,
    KeyFigures,
    Link,
    ListBlock,
    NoteRef,
    PageBreak,
    Paragraph,
    Row,
    Strong,
    Table,
    Text,
    Toc,
)
from hgz_report.document.chart import Plot, Point, Series
from hgz_report.document.letterhead import Imprint
from hgz_report.document.numbering import number
from hgz_report.draw.frame import Node
from hgz_report.layout.kept_layout import KeptLayout
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.origin import Fact
from hgz_report.problems import Problems
from hgz_report.style import LOOKS
from tests.tools.bare_report import PROPERTIES, text
from tests.tools.free_fonts import free_fonts

Chance: TypeAlias = Any
"""What draws by lot for hypothesis."""
IMPRINT = Imprint((("抄送", "各国家高新区管委会。"),), "编写组办公室", "2026年11月23日")
EDITS = 20


def shown(layout: Layout) -> Any:
    """All that a writer reads of a layout: marks with their place in the structure, lines, fits, landmarks."""
    places = {id(node): at for at, node in enumerate(every(layout.tree))}
    return (
        layout.document,
        [[(places.get(id(one.owner), one.owner), one.link, one.marks) for one in page.groups] for page in layout.pages],
        [(node.role, node.alt, dict(node.attributes), len(node.kids)) for node in every(layout.tree)],
        layout.marks,
        [(laid.place, [[line.text for line in lines] for lines in laid.lines], laid.fit) for laid in layout.blocks],
        layout.free,
    )


def every(node: Node) -> Iterator[Node]:
    yield node
    for kid in node.kids:
        yield from every(kid)


def inlines(chance: Chance) -> Inlines:
    words = "高新区以中试促转化，" * chance.randint(1, 12)
    more: tuple[Inlines, ...] = (
        (),
        (Strong(text("先看结果")),),
        (FactRef("49个", Fact(chance.choice(["chengdu.a@2024", "chengdu.b@2024"]))),),
        (NoteRef(chance.choice(["one", "two"])),),
        (Link("https://example.org/", text("原文")),),
    )
    return (Text(words), *chance.choice(more), Text("。"))


def table(chance: Chance) -> Table:
    rows = [Row((text(f"第{at}行"), inlines(chance), text(str(at * 7)))) for at in range(chance.randint(1, 16))]
    columns = (Column(text("名称")), Column(text("说明")), Column(text("数"), "right"))
    return Table(
        columns, (*rows, Row((text("一组"),), "group"), Row((text("合计"), (), text("9")), "total")), text("表")
    )


def chart(chance: Chance) -> ChartBlock:
    points = tuple(Point(Decimal(at), str(at)) for at in (3, 5, chance.randint(6, 90)))
    return ChartBlock(Plot("column", ("甲", "乙", "丙"), (Series("数", points),), "个"), text("图"), "说明")


MADE: tuple[Callable[[Chance], Block], ...] = (
    lambda chance: Paragraph(inlines(chance), keep=chance.random() < 0.2),
    lambda chance: Heading(1, text("一件事")),
    lambda chance: ListBlock(tuple(Item(inlines(chance)) for _ in range(chance.randint(1, 4))), ordered=True),
    table,
    chart,
    lambda chance: KeyFigures((KeyFigure("平台", text(str(chance.randint(1, 99))), "2024年"),)),
    lambda chance: PageBreak(),
)


def edited(blocks: list[Block], chance: Chance) -> list[Block]:
    """Another block for one, one more, one less, or two that changed places."""
    at = chance.randrange(len(blocks))
    made = chance.choice(MADE)(chance)
    there = chance.randrange(len(blocks))
    moved = [blocks[there if one == at else at if one == there else one] for one in range(len(blocks))]
    before, after = blocks[:at], blocks[at + 1 :]
    ways: list[list[Block]] = [[*before, made, *after], [*before, made, blocks[at], *after], [*before, *after], moved]
    return ways[chance.randrange(len(ways))]


@settings(max_examples=1, deadline=None, phases=[Phase.generate])
@given(st.randoms(use_true_random=True))
def test_a_kept_layout_is_the_same_as_a_fresh_one_whatever_was_edited(chance: Chance) -> None:
    kept, fonts = KeptLayout(), free_fonts()
    blocks: list[Block] = [
        Toc(over=2),
        Heading(1, text("头一件")),
        chart(chance),
        *(chance.choice(MADE)(chance) for _ in range(6)),
    ]
    document = Document("kept", "简报", (), PROPERTIES, notes={"one": text("注一。"), "two": text("注二。")})
    for turn in range(EDITS):
        if turn == 1:
            blocks[2] = chart(chance)
        elif turn % 3 < 2 and turn:
            blocks = edited(blocks, chance) if len(blocks) > 4 else [*blocks, Paragraph(text("再起一段。"))]
        elif turn % 3 == 2:
            document = replace(
                document,
                draft="" if document.draft else "送审稿",
                imprint=chance.choice([None, IMPRINT]),
                look=chance.choice([*LOOKS]) if turn % 2 else document.look,
            )
        paper = number(replace(document, blocks=tuple(blocks)))
        assert shown(lay_out(paper, LOOKS[paper.look], fonts, kept)) == shown(
            lay_out(paper, LOOKS[paper.look], fonts)
        ), turn


def test_a_page_on_which_nothing_has_changed_is_not_painted_again() -> None:
    kept, fonts, style = KeptLayout(), free_fonts(), LOOKS["paper"]
    long = [Paragraph(text(f"第{at}段。" * 80)) for at in range(12)]
    before, after = (
        lay_out(number(Document("kept", "简报", (*long, Paragraph(text(last))), PROPERTIES)), style, fonts, kept)
        for last in ("末了", "最后")
    )
    alike = [one is other for one, other in zip(before.pages, after.pages, strict=True)]
    assert alike == [False, *[True] * (len(alike) - 2), False]  # the title is set each time


def test_what_no_font_has_is_said_again_the_second_time() -> None:
    kept, fonts = KeptLayout(), free_fonts()
    paper = number(Document("kept", "简报", (Paragraph(text("高新区\ue000")),), PROPERTIES))
    said = []
    for _ in range(2):
        with pytest.raises(Problems) as found:
            lay_out(paper, LOOKS["paper"], fonts, kept)
        said.append(found.value.problems)
    assert said[0] == said[1] != ()
