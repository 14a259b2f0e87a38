"""Blocks as elements, in the order of the pages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import assert_never

from msgspec import Struct, field

from hgz_report.document.blocks import (
    Align,
    Block,
    Break,
    ChartBlock,
    Heading,
    Inlines,
    KeyFigures,
    ListBlock,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Toc,
    plain,
)
from hgz_report.document.chart_table import chart_table
from hgz_report.draw.frame import Frame
from hgz_report.layout.laid_out import Laid, Layout
from hgz_report.style import BULLET, CONTENTS
from hgz_report.writers.html.inline_markup import InlineMarkup, text
from hgz_report.writers.html.lettered_svg import lettered_svg

_SHORT = 18
"""Characters of a line in a cell that is never wrapped."""
DATA = "图里的数"
"""What opens the table behind a drawing."""
WriteInlines = Callable[[Inlines], str]
_CLASSES: Mapping[Align, str] = {"left": "", "center": "c", "right": "r"}


class BlockMarkup(Struct):
    """Writes the blocks of one layout.  `drawings`: each caption with the SHA-256 of the drawing above it."""

    layout: Layout
    inlines: InlineMarkup
    drawings: list[tuple[str, str]] = field(default_factory=list)
    _left: str = ""

    def write(self) -> str:
        """All of them."""
        return "".join([self._placed(laid) for laid in self.layout.blocks])

    def _placed(self, laid: Laid) -> str:
        written = self._written(laid.block, laid)
        match getattr(laid.block, "beside", ""):
            case "left":
                self._left = written
                return ""
            case "right":
                return f'<div class="beside">{self._left}{written}</div>\n'
        return written

    def _written(self, block: Block, laid: Laid) -> str:
        write = self.inlines.write
        match block:
            case Heading():
                return _heading(block, write(block.inlines))
            case Paragraph():
                kind = "" if block.role == "body" else f' class="{block.role}"'
                return f"<p{kind}>{write(block.inlines)}</p>\n"
            case ListBlock():
                return self._list(block)
            case Table():
                return self._table(block)
            case ChartBlock():
                assert isinstance(laid.fit, Frame)
                return self._figure(block, laid.fit)
            case KeyFigures():
                return self._tiles(block)
            case PageBreak():
                return ""
            case Toc():
                return self._contents(block)
            case _:
                assert_never(block)

    def _list(self, block: ListBlock) -> str:
        items = "".join([
            f'<li><span class="n">{text(item.label or BULLET)}</span>{self.inlines.write(item.inlines)}</li>'
            for item in block.items
        ])  # fmt: skip
        name, kind = "ol" if block.ordered else "ul", "items aside" if block.role == "aside" else "items"
        return f'<{name} class="{kind}">{items}</{name}>\n'

    def _tiles(self, block: KeyFigures) -> str:
        tiles = "".join([
            f"<li><b>{self.inlines.write(one.value)}</b><span>{text(one.name)}</span>"
            f"{f'<small>{text(one.note)}</small>' if one.note else ''}</li>"
            for one in block.figures
        ])  # fmt: skip
        return f'<ul class="tiles">{tiles}</ul>\n'

    def _contents(self, toc: Toc) -> str:
        entries = "".join([
            f'<li class="l{mark.level}">{self.inlines.link(f"#{mark.id}", text(mark.text))}</li>'
            for mark in self.layout.marks if 1 < mark.level <= toc.depth + 1
        ])  # fmt: skip
        return f'<nav class="toc" aria-labelledby="toc"><p id="toc">{CONTENTS}</p><ul>{entries}</ul></nav>\n'

    def _table(self, table: Table) -> str:
        unit = f'<span class="unit">单位：{text(table.unit)}</span>' if table.unit else ""
        caption = f"{text(table.label)}\u3000{self.inlines.write(table.caption)}{unit}"
        anchor = escape(table.anchor)
        shown = f'<caption id="c-{anchor}">{caption}</caption>{_grid(table, self.inlines.write)}'
        source = f'<p class="source">{self.inlines.write(table.source)}</p>\n' if table.source else ""
        shown = f'<table id="{anchor}">{shown}</table>'
        return f"{_scrolled(f'c-{anchor}', shown)}\n{source}"

    def _figure(self, block: ChartBlock, frame: Frame) -> str:
        drawing = lettered_svg(frame, block.alt)
        digest = hashlib.sha256(drawing.encode()).hexdigest()
        self.drawings.append((f"{block.label}\u3000{plain(block.caption)}", digest))
        anchor = escape(block.anchor)
        caption = f"{text(block.label)}\u3000{self.inlines.write(block.caption)}"
        source = f'<p class="source">{self.inlines.write(block.source)}</p>' if block.source else ""
        shown = f'{_scrolled(f"c-{anchor}", drawing)}<figcaption id="c-{anchor}">{caption}</figcaption>{source}'
        return f'<figure id="{anchor}">{shown}{self._behind(block, anchor)}</figure>\n'

    def _behind(self, block: ChartBlock, anchor: str) -> str:
        """The table of what a drawing shows, shut until it is asked for."""
        table = chart_table(block.chart)
        if table is None:
            return ""
        shown = f'<table aria-labelledby="d-{anchor}">{_grid(table, self.inlines.looked_up)}</table>'
        both = f"d-{anchor} c-{anchor}"  # no two regions of one name
        return f'<details><summary id="d-{anchor}">{DATA}</summary>{_scrolled(both, shown)}</details>'


def _heading(block: Heading, said: str) -> str:
    name, label = f"h{block.level + 1}", text(block.label)
    above, within = (f'<p class="annex">{label}</p>\n', "") if block.annex else ("", label)
    return f'{above}<{name} id="{escape(block.anchor)}">{within}{said}</{name}>\n'


def _scrolled(name: str, content: str) -> str:
    """What may be wider than a phone, in a box of its own that keys reach too; `name`: the ids of what names it."""
    return f'<div class="t" role="region" aria-labelledby="{name}" tabindex="0">{content}</div>'


def _grid(table: Table, write: WriteInlines) -> str:
    """Head and body of a table; a group of rows is a body of its own, named by its first row."""
    aligns = [_CLASSES[column.align] for column in table.columns]
    heads = "".join([
        _cell("th" if column.head else "td", ' scope="col"' if column.head else "", kind, write(column.head))
        for column, kind in zip(table.columns, aligns, strict=True)
    ])  # fmt: skip
    bodies, started = [""], False
    for row in table.rows:
        if row.kind == "group":
            head = f'<tr class="group"><th colspan="{len(aligns)}" scope="rowgroup">{write(row.cells[0])}</th></tr>'
            if started:
                bodies.append("")
            bodies[-1] += head
        else:
            bodies[-1] += _row(row, aligns, write)
        started = True
    body = "".join([f"<tbody>{one}</tbody>" for one in bodies if one])
    return f"<thead><tr>{heads}</tr></thead>{body}"


def _row(row: Row, aligns: Sequence[str], write: WriteInlines) -> str:
    kind = ' class="total"' if row.kind == "total" else ""
    cells = [
        _cell(
            "th" if not at and cell else "td",
            ' scope="row"' if not at and cell else "",
            _look(cell, align),
            write(cell),
        )
        for at, (cell, align) in enumerate(zip(row.cells, aligns, strict=True))
    ]
    return f"<tr{kind}>{''.join(cells)}</tr>"


def _look(cell: Inlines, align: str) -> str:
    """Classes of a cell; short lines that belong to those of the cells beside it stay lines."""
    kept = any(isinstance(one, Break) for one in cell) and max(map(len, plain(cell).split("\n"))) <= _SHORT
    return f"{align} k".strip() if kept else align


def _cell(name: str, scope: str, kind: str, content: str) -> str:
    held = f' class="{kind}"' if kind else ""
    return f"<{name}{scope}{held}>{content}</{name}>"
