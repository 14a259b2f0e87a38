"""What keeps a report from being laid out, found without laying it out: characters no font has, charts that cannot be drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from hgz_report.charts.draw import draw
from hgz_report.document.blocks import ChartBlock, Document, Inlines, inlines_of, leaves, plain
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role
from hgz_report.layout.pages.flow import chart_size
from hgz_report.origin import template_line
from hgz_report.problems import Problem, Problems, Where
from hgz_report.style import LOOKS

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Controls, marks of direction and width, and what Unicode has not given a meaning."""
_LINE_ENDS = "\n\r\t"


def unpresentable(documents: Sequence[Document], fonts: FontSet) -> Iterator[Problem]:
    """Characters that cannot be seen or that no font has, at the line where they were written, and charts that do not fit."""
    known: set[str] = set()
    for document in documents:
        style = LOOKS[document.look]
        for text, inlines, where in _texts(document):
            if not known.issuperset(text):
                for char in sorted(set(text) - known):
                    if fault := _fault(char, fonts):
                        yield Problem(_place(inlines, char) or where, *fault)
                    else:
                        known.add(char)
        for place, block in enumerate(document.blocks):
            if isinstance(block, ChartBlock):
                try:
                    draw(block, place, *chart_size(block, style), fonts)
                except Problems as found:
                    yield from found.problems


def _texts(document: Document) -> Iterator[tuple[str, Inlines, Where | None]]:
    yield document.title, (), None
    yield document.draft, (), Where("report.toml")
    if head := document.masthead:
        for text in (head.series, head.issue, head.date, head.signer, *head.issued, *head.grade):
            yield text, (), Where("report.toml")
    if foot := document.imprint:
        for label, names in foot.recipients:
            yield f"{label}{names}", (), Where("report.toml")
        yield f"{foot.office}{foot.date}{foot.copies}", (), Where("report.toml")
    for block in document.blocks:
        yield from ((plain(inlines), inlines, block.where) for inlines in inlines_of(block))
    yield from ((plain(inlines), inlines, None) for inlines in document.notes.values())


def _fault(char: str, fonts: FontSet) -> tuple[str, str] | None:
    """All roles fall back on the same faces, so the body's answer for all."""
    if char in _LINE_ENDS:
        return None
    if unicodedata.category(char) in _UNSEEN:
        return f"有看不见的字符 U+{ord(char):04X}", "删去它；多半是从网页或聊天里复制来的"
    if fonts.missing(char, Role.FANGSONG):
        hint = "改用通行的字，或在 report.toml 指定含有此字的字体"
        return f"没有字体可以显示字符“{char if char.isprintable() else '�'}”（U+{ord(char):04X}）", hint
    return None


def _place(inlines: Inlines, char: str) -> Where | None:
    for leaf in leaves(inlines):
        origin = getattr(leaf, "origin", None)
        if origin is not None and char in plain((leaf,)):
            return template_line(origin)
    return None
