"""A report as Typst source with our page, faces and sizes, so that the two programs can be laid side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import assert_never

from hgz_report.document.blocks import (
    Block,
    Break,
    ChartBlock,
    Document,
    FactRef,
    Heading,
    Inline,
    Inlines,
    KeyFigures,
    Link,
    ListBlock,
    NoteRef,
    PageBreak,
    Paragraph,
    Ref,
    Strong,
    Table,
    Text,
    Toc,
)
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role
from hgz_report.style import LINE, Style

SIZE = round(Style().text_width / 28, 2)
"""pt: 28 characters a line by size alone, because Typst squeezes no quotation mark where there is tracking."""


def font_folders(fonts: FontSet) -> list[Path]:
    """Where the faces we set with are, for Typst to find the same."""
    return sorted({face.path.parent for role in Role for face in fonts.chain(role)})


def typst_source(document: Document, style: Style, fonts: FontSet) -> str:
    """The whole source.  Line pitch, characters a line, indents and the type area are those of GB/T 9704."""
    title = f"#align(center, text(size: {style.title.size}pt, {_string(document.title)}))"
    return "\n\n".join(
        [_settings(document, style, fonts), title, *(_block(document, block) for block in document.blocks)]
    )


def _settings(document: Document, style: Style, fonts: FontSet) -> str:
    def faces(role: Role) -> str:
        families = [face.family for face in fonts.chain(role)]
        return f"({', '.join(json.dumps(name, ensure_ascii=False) for name in dict.fromkeys(families))},)"

    right = style.page_width - style.left - style.text_width
    bottom = style.page_height - style.top - style.text_height
    return f"""\
#set document(title: {_string(document.title)})
#set page(width: {style.page_width}pt, height: {style.page_height}pt, numbering: "— 1 —",
  margin: (top: {style.top}pt, left: {style.left}pt, right: {right}pt, bottom: {bottom}pt))
#set text(font: {faces(Role.FANGSONG)}, size: {SIZE}pt, lang: "zh", region: "cn", overhang: false,
  top-edge: 0.88em, bottom-edge: -0.12em)
#set par(justify: true, leading: {LINE - SIZE}pt, spacing: {LINE - SIZE}pt,
  first-line-indent: (amount: 2em, all: true))
#show heading: it => block(above: {LINE - SIZE}pt, below: {LINE - SIZE}pt,
  text(font: {faces(Role.HEI)}, size: {SIZE}pt, weight: "regular", h(2em) + it.body))
#show strong: set text(font: {faces(Role.HEI)}, weight: "regular")
#show figure: set text(size: 10.5pt)
#show figure.where(kind: table): set figure.caption(position: top)
#show figure: set block(breakable: true)
#set footnote.entry(gap: 4pt)
#show footnote.entry: set text(size: 9pt)
#show footnote.entry: set par(leading: 4pt, first-line-indent: 0pt)
"""


def _block(document: Document, block: Block) -> str:
    match block:
        case Heading(level, inlines, label=label):
            return f"#heading(level: {level})[{_text(label)}{_inlines(document, inlines)}]"
        case Paragraph(inlines):
            return _inlines(document, inlines)
        case ListBlock(items):
            return "\n\n".join(_text(item.label) + _inlines(document, item.inlines) for item in items)
        case Table():
            return _table(document, block)
        case Toc(depth):
            return f'#outline(title: "目录", depth: {depth})\n#pagebreak()'
        case PageBreak():
            return "#pagebreak()"
        case ChartBlock() | KeyFigures():
            raise ValueError("the sample has neither charts nor key figures")
        case _:
            assert_never(block)


def _table(document: Document, table: Table) -> str:
    heads = ", ".join(f"[{_inlines(document, column.head)}]" for column in table.columns)
    aligns = ", ".join(column.align for column in table.columns)
    cells = ",\n".join(f"[{_inlines(document, cell)}]" for row in table.rows for cell in row.cells)
    body = f"table(columns: {len(table.columns)}, align: ({aligns},), stroke: none, table.header({heads}),\n{cells})"
    return f"#figure({body}, caption: [{_inlines(document, table.caption)}])"


def _inlines(document: Document, inlines: Inlines) -> str:
    return "".join(_inline(document, inline) for inline in inlines)


def _inline(document: Document, inline: Inline) -> str:
    match inline:
        case Text(text) | FactRef(text, _) | Ref(_, text):
            return _text(text)
        case Strong(children):
            return f"#strong[{_inlines(document, children)}]"
        case Link(url, children):
            return f"#link({_string(url)})[{_inlines(document, children)}]"
        case NoteRef(note):
            return f"#footnote[{_inlines(document, document.notes[note])}]"
        case Break():
            return "#linebreak()"
        case _:
            assert_never(inline)


def _text(text: str) -> str:
    """Text as a string of Typst's, in which no character has a meaning of its own."""
    return f"#{_string(text)};"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
