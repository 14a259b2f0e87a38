"""A report to measure with: contents page, headings, notes, two tables, no charts; as long as wanted, never the same twice."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hgz_report.document.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Inlines,
    Paragraph,
    Row,
    Table,
    Text,
    Toc,
    plain,
)
from hgz_report.document.ledger import Ledger
from hgz_report.document.letterhead import Properties
from hgz_report.document.markdown.parse import Markup, parse
from hgz_report.document.numbering import chinese_numeral, number

PROBE = Path(__file__).parent.parent / "tests" / "layout" / "probe.txt"
ZONES = ("中关村", "张江", "深圳", "武汉东湖", "西安", "成都", "合肥", "苏州工业园", "杭州", "广州", "宁波", "长沙")
HEADS = ("高新区", "生产总值", "比上年增长", "高新技术企业", "研发投入强度", "单位能耗下降")


@cache
def probe() -> Markup:
    """The hard cases that the tests count."""
    text = PROBE.read_text(encoding="utf-8")
    return parse(text, [None] * len(text.splitlines()), Ledger())


def probe_document() -> Document:
    """The hard cases as a report."""
    return number(Document("probe", "中文排版测试文本", probe().blocks, _properties(), notes=probe().notes))


def plain_texts() -> list[str]:
    """The paragraphs of the probe that are near to real prose."""
    texts = [plain(block.inlines) for block in probe().blocks if isinstance(block, Paragraph)]
    return [next(text for text in texts if text.startswith("2023年")), *texts[-3:]]


def report(run: int, sections: int = 3) -> Document:
    """About 1,000 characters a section; `run` changes every paragraph, so that nothing can be answered from memory."""
    texts = plain_texts()
    blocks: list[Block] = [Toc()]
    for section in range(sections):
        mark = chinese_numeral(1 + (run * 31 + section) % 900)
        blocks.append(Heading(1, (Text(f"总体情况之{mark}"),)))
        for at, text in enumerate(texts):
            blocks += [
                Heading(2, (Text(f"进展与问题之{chinese_numeral(at + 1)}"),)),
                Paragraph((Text(f"（{mark}）{text}"),)),
            ]
        if section < 2:
            blocks.append(_table(section, run))
    return number(Document("sample", "国家高新区发展情况", tuple(blocks), _properties()))


def _table(section: int, run: int) -> Table:
    def cells(at: int, zone: str) -> tuple[Inlines, ...]:
        amount = f"{1000 + 37 * at + run % 100}.{at % 10}"
        return tuple(
            (Text(text),) for text in (zone, amount, f"{at % 9 + 1}.2%", str(500 + 91 * at), "5.1%", f"{at % 5}.3%")
        )

    columns = tuple(Column((Text(head),), "right" if at else "left") for at, head in enumerate(HEADS))
    rows = tuple(Row(cells(at, zone)) for at, zone in enumerate(ZONES))
    return Table(columns, rows, (Text("部分高新区主要指标"),), id=f"t{section}", unit="亿元、家")


def _properties() -> Properties:
    return Properties("测试", "排版", (), "2026-11-23")
