"""Markdown with ledger marks into the document tree.

The Markdown that templates write: headings `#` to `####` with `{#id}`, paragraphs, lists, pipe tables followed by a caption
line `: 标题 {#id unit=亿元 widths=3,2,1}` and, on the next line, a source line; `> ` for the lead in 楷体; containers, such as
`::: aside`; `**strong**`; links; `[](#id)` for a cross-reference; `[^n]` notes; `<br>` in cells; `[[toc]]` and
`[[pagebreak]]` on a line of their own.  Anything else is a Problem with the template's line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from markdown_it.token import Token
from markdown_it.utils import EnvType
from msgspec import Struct, field

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
    Paragraph,
    Row,
    Table,
    plain,
)
from hgz_report.document.ledger import MARK, Drawing, Ledger, Said, Tiles, Typed
from hgz_report.document.markdown.containers import INSIDE, LEAD, contained, paired, stranger
from hgz_report.document.markdown.inlines import InlinePlace, InlineReader, settled, strip_edges
from hgz_report.document.markdown.line_marks import HeadingWords, heading_words, line_block, overfull
from hgz_report.document.markdown.note_texts import note_problems
from hgz_report.document.markdown.parser import ASIDE, BESIDE, CONTAINERS, closes, markdown_parser
from hgz_report.document.markdown.pipe_tables import CAPTION, align, captioned, cells_in, row
from hgz_report.problems import Problem, Problems, Where

_LOOSE_NOTE = re.compile(r"\[\^[^\]\n]+\]\s*[:：]")
_NEAR_ASIDE = re.compile(r":[:\s]*:")


class Markup(Struct, frozen=True):
    """The blocks and notes of a report."""

    blocks: tuple[Block, ...]
    notes: Mapping[str, Inlines]


def parse(text: str, places: Sequence[Where | None], ledger: Ledger) -> Markup:
    """Read the whole report.  Raises Problems for markup that has no place in a report."""
    if bracketed := next(overfull(text, places), None):
        raise Problems([bracketed])
    found: EnvType = {}
    tokens = markdown_parser().parse(text, found)
    reader = _Builder(tokens, text.split("\n"), places, ledger)
    blocks = reader.blocks(None)
    for block in blocks:
        if isinstance(block, Table) and not block.caption and not plain(block.rows[-1].cells[0]).startswith(":"):
            reader.problems.append(Problem(block.where, "表没有表题", "表后空一行，写 : 表题 {#编号}"))
    lines = [(reader.unmarked(line), where) for line, where in zip(reader.lines, places, strict=False)]
    reader.problems += note_problems(lines, found.get("footnotes", {}).get("refs", {}))
    if reader.problems:
        raise Problems(reader.problems)
    return Markup(tuple(blocks), reader.notes)


class _Builder(Struct):
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
            **{f"container_{name}_open": self._container for name in CONTAINERS},
            "footnote_block_open": self._skip,
            "footnote_block_close": self._skip,
            "footnote_open": self._note,
            "footnote_anchor": self._skip,
        }
        while self.at < len(self.tokens):
            token = self._take()
            if token.type == end:
                break
            if token.type == "paragraph_open":
                self._paragraph(token, out)
            elif token.type in readers:
                found = readers[token.type](token)
                self._has_its_place(found)
                out.extend(found)
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

    def _has_its_place(self, found: Sequence[Block]) -> None:
        """Refuse what would be printed as if it did not stand in a lead or a container."""
        if strange := stranger(self.role, found):
            self._problem(strange.where, *INSIDE[self.role])

    def _refuse(self, token: Token) -> None:
        names = {"fence": "代码块 ```", "hr": "分隔线 ---", "html_block": "HTML"}
        what = f"报告里不能用{names.get(token.type, f'这种标记（{token.type}）')}"
        self._problem(self._where(token), what, "可用的标记见 templates/README.md")

    def _inlines(self, content: Token, where: Where | None, place: InlinePlace = "text") -> Inlines:
        return self._read(content, where, place)[0]

    def _read(self, content: Token, where: Where | None, place: InlinePlace) -> tuple[Inlines, InlineReader]:
        first, last = content.map or (0, 0)
        reader = InlineReader(self.ledger, where, place, self.places[first:last])
        found = reader.read(content)
        self.problems += reader.problems
        return found, reader

    def _heading(self, token: Token) -> Sequence[Block]:
        where, content = self._where(token), self._take()
        found, reader = self._read(content, where, "heading")
        inlines = strip_edges(settled(found))
        self._take()
        level = int(token.tag[1])
        if level > 4:
            self._problem(where, "标题最多四级", "用 # 到 ####")
        words = heading_words(reader.attributes, level)
        if words is None:
            hint = "编号写成 {#id}：英文字母开头，只用字母、数字、-、_；不编号写成 {-} 或 {#id -}，附件的一级标题写成 {附件}"
            self._problem(where, f"标题后的“{{{reader.attributes}}}”认不出", hint)
        if self.unmarked(self.lines[(token.map or [0])[0]]).rstrip().endswith(" #"):
            self._problem(where, "标题末尾的“#”不会印出来", "删去它；要印“#”写 \\#")
        if not inlines:
            self._problem(where, "标题是空的", "在 # 后面写标题，或删去这一行")
        if re.search(r"[。；，：]$", plain(inlines)):
            self._problem(where, f"标题“{plain(inlines)}”末尾不用标点", "删去标题末尾的标点（GB/T 15834）")
        identifier, numbered, annex = words or HeadingWords()
        return [Heading(level, inlines, identifier, where, numbered=numbered, annex=annex)]

    def _paragraph(self, token: Token, out: list[Block]) -> None:
        where, content = self._where(token), self._take()
        while self._take().type != "paragraph_close":
            pass  # a note's paragraph ends with its anchor
        text = self.unmarked(content.content).strip()
        if _NEAR_ASIDE.match(text):
            self._problem(
                where,
                f"没有读懂“{text.partition(chr(10))[0]}”：行首的“:::”",
                "小字写成单独一行的 ::: aside，末尾另起一行写 :::",
            )
        elif CAPTION.match(text):
            self._caption(content, out, where)
        elif (block := line_block(text, where) or self._marked_block(text, where)) is not None:
            out.append(block)
        elif _LOOSE_NOTE.match(text):
            self._problem(where, "这里的注释没有读懂", "注释另起一段，写成 [^注]: 内容；“]”紧接半角的“:”")
        elif inlines := strip_edges(settled(self._inlines(content, where))):
            role = self.role if self.role in (LEAD, ASIDE) else "body"
            out.append(Paragraph(inlines, role, where))  # type: ignore[arg-type]

    def _caption(self, content: Token, out: list[Block], where: Where | None) -> None:
        if out and isinstance(table := out[-1], Table) and not table.caption:
            inlines, reader = self._read(content, where, "caption")
            out[-1] = captioned(table, inlines, reader, lambda what, hint: self._problem(where, what, hint))
        else:
            hint = "表题写在表的下面；表可能一行也没有时，把表和表题一起放进 {% if … %}"
            self._problem(where, "以“: ”开头的表题上面没有表", hint)

    def unmarked(self, text: str) -> str:
        """The text without the marks that only say where it was typed."""
        return MARK.sub(lambda found: "" if isinstance(self.ledger.entries[int(found[1])], Typed) else found[0], text)

    def _marked_block(self, text: str, where: Where | None) -> Block | None:
        """The chart or the key figures that a paragraph of one mark stands for."""
        if (found := MARK.fullmatch(text)) is None:
            return None
        if (
            self.role in INSIDE
            and self.role != BESIDE
            and not isinstance(self.ledger.entries[int(found.group(1))], Said | Typed)
        ):
            self._problem(where, *INSIDE[self.role])
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
            elif not inside:
                self._problem(where, "列表里有一条是空的", "在“-”或“1.”后面写文字，或删去这一行")
            else:
                self._problem(where, "列表里只能是一段话", "不要在列表里再放列表、表格或第二段")
        self._take()
        if ordered and (start := int(token.attrGet("start") or 1)) != 1:
            hint = "编号自动从 1 排起；不是列表时，数字后面的“.”改成“年”“．”等，或换个说法"
            self._problem(self._where(token), f"列表从 {start} 编起", hint)
        return [ListBlock(tuple(items), ordered, "aside" if self.role == ASIDE else "body", self._where(token))]

    def _take_if(self, kind: str) -> bool:
        if self.tokens[self.at].type == kind:
            self.at += 1
            return True
        return False

    def _lead(self, token: Token) -> Sequence[Block]:
        if self.role in INSIDE:
            self._problem(self._where(token), "按语（>）不能放在别的按语或小字里", "每段前面只写一个 >")
        return self._within(LEAD, "blockquote_close")

    def _container(self, token: Token) -> Sequence[Block]:
        known, (first, end) = len(self.problems), token.map or (0, 0)
        name = token.info.strip()
        inside = self._within(name, token.type.replace("open", "close"))
        if name == BESIDE and not paired(inside):
            self._problem(self._where(token), *INSIDE[BESIDE])
        found = contained(name, inside)
        last = self.unmarked(self.lines[end]) if end < len(self.lines) else ""
        if not closes(last, self.places, first, end):
            where = self._where(token)
            unclosed = Problem(where, f"::: {name} 没有结束", "在末尾另起一行写 :::")
            own = [one for one in self.problems[known:] if not (where and one.where and one.where.file != where.file)]
            self.problems[known:] = [unclosed, *own]  # a section that it swallowed is not to blame
        return found

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
        if len(inside) != 1 or not isinstance(inside[0], Paragraph):
            where = next((block.where for block in inside if block.where), self.places[0] if self.places else None)
            self._problem(where, f"注释 [^{label}] 里只能是一段话", "注释写成一段，空一行以后是正文")
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
                inlines = strip_edges(settled(self._inlines(self._take(), where, "cell")))
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
        text = self.unmarked(self.lines[line]).strip()
        if text.startswith(":"):
            self.problems = [problem for problem in self.problems if problem.where != where]  # said better here
            self._problem(where, "表题和表连在一起了", "表题前空一行")
        elif not (text.startswith("|") and text.endswith("|") and not text.endswith("\\|")):
            self._problem(where, "表的一行要用“|”开头，用“|”结尾", "表和后面的文字之间空一行；每行写成 | 甲 | 乙 |")
        elif (number := cells_in(text)) > len(cells):
            self._problem(where, f"这一行有 {number} 格，表头只有 {len(cells)} 格", "删去多出的格，或给表头补一列")
        elif number < len(cells):
            hint = "缺的格也写上竖线，没有数据的写“—”"
            self._problem(where, f"这一行只有 {number} 格，表头有 {len(cells)} 格", hint)
        return row(cells, where)
