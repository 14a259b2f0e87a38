"""Markdown with ledger marks into the document tree.

The Markdown that templates write: headings `#` to `####` with `{#id}`, paragraphs, lists, pipe tables followed by a caption
line `: 标题 {#id unit=亿元 widths=3,2,1}` and, on the next line, a source line; `> ` for the lead in 楷体; `::: aside`;
`**strong**`; links; `[](#id)` for a cross-reference; `[^n]` notes; `<br>` in cells; `[[toc]]` and `[[pagebreak]]` on a
line of their own.  Anything else is a Problem with the template's line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.container import container_plugin
from mdit_py_plugins.footnote import footnote_plugin

from hgz_report.document.blocks import (
    Block,
    ChartBlock,
    Column,
    Heading,
    Inlines,
    Item,
    KeyFigure,
    KeyFigures,
    ListBlock,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Toc,
    plain,
)
from hgz_report.document.ledger import MARK, Drawing, Ledger, Tiles, Typed
from hgz_report.document.markdown.inlines import HanParserInline, InlineReader, settled, strip_edges, without_end
from hgz_report.document.markdown.pipe_tables import CAPTION, align, captioned, cells_in, row
from hgz_report.problems import Problem, Problems, Where

_TOC = re.compile(r"\[\[toc(?: depth=(?P<depth>[1-4]))?(?: over=(?P<over>\d{1,3}))?\]\]")
_HEADING_ID = re.compile(r"\s*\{#(?P<id>[A-Za-z][\w-]*)\}\s*$")
_NOT_A_HEADING = re.compile(r"#{1,6}[^#\s]")
_ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Markup:
    """The blocks and notes of a report."""

    blocks: tuple[Block, ...]
    notes: Mapping[str, Inlines]


def parse(text: str, places: Sequence[Where | None], ledger: Ledger) -> Markup:
    """Read the whole report.  Raises Problems for markup that has no place in a report."""
    tokens = _parser().parse(text)
    reader = _Builder(tokens, text.split("\n"), places, ledger)
    blocks = reader.blocks(None)
    for block in blocks:
        if isinstance(block, Table) and not block.caption and not plain(block.rows[-1].cells[0]).startswith(":"):
            reader.problems.append(Problem(block.where, "表没有表题", "表后空一行，写 : 表题 {#编号}"))
    if reader.problems:
        raise Problems(reader.problems)
    return Markup(tuple(blocks), reader.notes)


def _parser() -> MarkdownIt:
    parser = MarkdownIt()
    parser.inline = HanParserInline()
    parser.configure("commonmark", {"html": False}).enable("table").disable(
        ["code", "lheading", "html_block", "html_inline"]
    )
    parser.use(footnote_plugin, inline=False, move_to_end=True)
    parser.use(container_plugin, _ASIDE)
    return parser


@dataclass(slots=True)
class _Builder:
    """Walks the flat token list; `at` is the next token."""

    tokens: Sequence[Token]
    lines: Sequence[str]
    places: Sequence[Where | None]
    ledger: Ledger
    at: int = 0
    role: str = "body"
    notes: dict[str, Inlines] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def blocks(self, end: str | None) -> list[Block]:
        out: list[Block] = []
        readers: Mapping[str, Callable[[Token], Sequence[Block]]] = {
            "heading_open": self._heading,
            "bullet_list_open": self._list,
            "ordered_list_open": self._list,
            "table_open": self._table,
            "blockquote_open": self._lead,
            f"container_{_ASIDE}_open": self._aside,
            "footnote_block_open": self._skip,
            "footnote_block_close": self._skip,
            "footnote_open": self._note,
        }
        while self.at < len(self.tokens):
            token = self._take()
            if token.type == end:
                break
            if token.type == "paragraph_open":
                self._paragraph(token, out)
            elif token.type in readers:
                out.extend(readers[token.type](token))
            else:
                self._refuse(token)
        return out

    def _take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def _where(self, token: Token, offset: int = 0) -> Where | None:
        if token.map is None:
            return None
        line = min(token.map[0] + offset, len(self.places) - 1)
        return self.places[line] if self.places else None

    def _problem(self, where: Where | None, what: str, hint: str) -> None:
        self.problems.append(Problem(where, what, hint))

    def _refuse(self, token: Token) -> None:
        names = {"fence": "代码块 ```", "hr": "分隔线 ---", "html_block": "HTML"}
        what = f"报告里不能用{names.get(token.type, f'这种标记（{token.type}）')}"
        self._problem(self._where(token), what, "可用的标记见 templates/README.md")

    def _inlines(self, content: Token, where: Where | None, ordinals: int = 0) -> Inlines:
        reader = InlineReader(self.ledger, where, ordinals)
        found = reader.read(content.children or [])
        self.problems += reader.problems
        return found

    def _heading(self, token: Token) -> Sequence[Block]:
        where = self._where(token)
        inlines = settled(self._inlines(self._take(), where))
        self._take()
        level = int(token.tag[1])
        if level > 4:
            self._problem(where, "标题最多四级", "用 # 到 ####")
        identifier = ""
        if found := _HEADING_ID.search(plain(inlines)):
            identifier = found.group("id")
            inlines = strip_edges(without_end(inlines, len(found.group())))
        if not inlines:
            self._problem(where, "标题是空的", "在 # 后面写标题，或删去这一行")
        if re.search(r"[。；，：]$", plain(inlines)):
            self._problem(where, f"标题“{plain(inlines)}”末尾不用标点", "删去标题末尾的标点（GB/T 15834）")
        return [Heading(level, inlines, identifier, where)]

    def _paragraph(self, token: Token, out: list[Block]) -> None:
        where, content = self._where(token), self._take()
        while self._take().type != "paragraph_close":
            pass  # a note's paragraph ends with its anchor
        text = self._unmarked(content.content).strip()
        if CAPTION.match(text):
            self._caption(content, out, where)
        elif found := _TOC.fullmatch(text):
            out.append(Toc(int(found["depth"] or 2), int(found["over"] or 0), where))
        elif text == "[[pagebreak]]":
            out.append(PageBreak(where))
        elif (block := self._marked_block(text, where)) is not None:
            out.append(block)
        elif _NOT_A_HEADING.match(text):
            self._problem(where, "以“#”开头的一行不是标题", "“#”和标题之间空一格，最多四个“#”")
        elif inlines := strip_edges(settled(self._inlines(content, where))):
            role = "lead" if self.role == "lead" else "aside" if self.role == _ASIDE else "body"
            out.append(Paragraph(inlines, role, where))  # type: ignore[arg-type]

    def _caption(self, content: Token, out: list[Block], where: Where | None) -> None:
        if out and isinstance(table := out[-1], Table) and not table.caption:
            out[-1] = captioned(
                table, self._inlines(content, where), lambda what, hint: self._problem(where, what, hint)
            )
        else:
            hint = "表题写在表的下面；表可能一行也没有时，把表和表题一起放进 {% if … %}"
            self._problem(where, "以“: ”开头的表题上面没有表", hint)

    def _unmarked(self, text: str) -> str:
        """The text without the marks that only say where it was typed."""
        return MARK.sub(lambda found: "" if isinstance(self.ledger.entries[int(found[1])], Typed) else found[0], text)

    def _marked_block(self, text: str, where: Where | None) -> Block | None:
        """The chart or the key figures that a paragraph of one mark stands for."""
        if (found := MARK.fullmatch(text)) is None:
            return None
        reader = InlineReader(self.ledger, where)
        match self.ledger.entries[int(found.group(1))]:
            case Drawing(chart, caption, alt, identifier, source):
                said = reader.attributed(alt)
                above, below = reader.attributed(caption), reader.attributed(source)
                self.problems += reader.problems
                return ChartBlock(chart, above, plain(said), identifier, below, where, said=said)
            case Tiles(figures):
                return KeyFigures(tuple(KeyFigure(n, reader.attributed(v), p) for n, v, p in figures), where)
        return None

    def _list(self, token: Token) -> Sequence[Block]:
        ordered = token.type == "ordered_list_open"
        items: list[Item] = []
        while self._take_if("list_item_open"):
            opening = self.tokens[self.at - 1]
            inside = self.blocks("list_item_close")
            where = self._where(opening)
            if len(inside) == 1 and isinstance(only := inside[0], Paragraph):
                items.append(Item(only.inlines, where))
            else:
                self._problem(where, "列表里只能是一段话", "不要在列表里再放列表、表格或第二段")
        self._take()
        if ordered and (start := int(token.attrGet("start") or 1)) != 1:
            hint = "编号自动从 1 排起；不是列表时，数字后面的“.”改成“年”“．”等，或换个说法"
            self._problem(self._where(token), f"列表从 {start} 编起", hint)
        return [ListBlock(tuple(items), ordered, self._where(token))]

    def _take_if(self, kind: str) -> bool:
        if self.tokens[self.at].type == kind:
            self.at += 1
            return True
        return False

    def _lead(self, _: Token) -> Sequence[Block]:
        return self._within("lead", "blockquote_close")

    def _aside(self, token: Token) -> Sequence[Block]:
        end = (token.map or [0, 0])[1]
        if end >= len(self.lines) or not self._unmarked(self.lines[end]).lstrip().startswith(":::"):
            self._problem(self._where(token), "::: aside 没有结束", "在小字的末尾另起一行写 :::")
        return self._within(_ASIDE, f"container_{_ASIDE}_close")

    def _within(self, role: str, end: str) -> Sequence[Block]:
        outer, self.role = self.role, role
        inside = self.blocks(end)
        self.role = outer
        return inside

    def _skip(self, _: Token) -> Sequence[Block]:
        return ()

    def _note(self, token: Token) -> Sequence[Block]:
        label = str(token.meta.get("label") or token.meta["id"])
        inside = self.blocks("footnote_close")
        self.notes[label] = tuple(
            inline for block in inside if isinstance(block, Paragraph) for inline in block.inlines
        )
        return ()

    def _table(self, token: Token) -> Sequence[Block]:
        columns: list[Column] = []
        rows: list[Row] = []
        cells: list[Inlines] = []
        where, line = self._where(token), 0
        while (part := self._take()).type != "table_close":
            if part.type == "tr_open":
                cells, where, line = [], self._where(part) or where, (part.map or [0])[0]
            elif part.type in ("th_open", "td_open"):
                inlines = strip_edges(settled(self._inlines(self._take(), where, ordinals=1)))
                if part.type == "th_open":
                    columns.append(Column(inlines, align(part)))
                else:
                    cells.append(inlines)
            elif part.type == "tr_close" and cells:
                rows.append(self._row(cells, where, line))
        if not rows:
            return ()
        return [Table(tuple(columns), tuple(rows), caption=(), where=self._where(token))]

    def _row(self, cells: list[Inlines], where: Where | None, line: int) -> Row:
        if (number := cells_in(self.lines[line])) > len(cells):
            self._problem(where, f"这一行有 {number} 格，表头只有 {len(cells)} 格", "删去多出的格，或给表头补一列")
        if self._unmarked(self.lines[line]).lstrip().startswith(":"):
            self._problem(where, "表题和表连在一起了", "表题前空一行")
        return row(cells, where)
