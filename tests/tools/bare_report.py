"""A report of just a few blocks, set in the free fonts."""

from __future__ import annotations

from hgz_report.document.blocks import Block, Document, Inlines, Text
from hgz_report.document.letterhead import Properties
from hgz_report.document.numbering import number
from hgz_report.layout.laid_out import Layout
from hgz_report.layout.lay_out import lay_out
from hgz_report.style import Style
from tests.tools.free_fonts import free_fonts

FACES = {
    "仿宋": "仿宋_GB2312",
    "小标宋": "方正小标宋简体",
    "黑体": "黑体",
    "楷体": "楷体_GB2312",
    "宋体": "宋体",
    "西文": "Times New Roman",
}
PROPERTIES = Properties("高新区发展研究室", "四融三化", ("高新区", "新型工业化"), "2026-11-23")


def text(words: str) -> Inlines:
    return (Text(words),)


def bare(*content: Block) -> Document:
    """A report of just these blocks: no 红头, no 版记."""
    return number(Document("bare", "简报", content, PROPERTIES))


def laid_out(*content: Block) -> Layout:
    """Just these blocks on pages."""
    return lay_out(bare(*content), Style(), free_fonts())
