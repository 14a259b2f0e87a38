"""Numbers headings, tables, charts, lists and notes, and resolves cross-references: once, for all formats.

Levels 一、 （一） 1. （1） as in GB/T 9704-2012 7.3.3; tables and charts 表1, 图1 through the report; notes in order of mention.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct, field
from msgspec.structs import replace

from hgz_report.document.blocks import (
    Block,
    Break,
    ChartBlock,
    Document,
    FactRef,
    Heading,
    Inline,
    Inlines,
    Item,
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
    plain,
)
from hgz_report.document.leaf import note_refs
from hgz_report.document.line_breaks import has_break, settled_breaks
from hgz_report.problems import Problem, Problems, Where

_DIGITS = "零一二三四五六七八九"


_MOST = 999
"""What is counted in words: a paper of more headings than that has them in digits."""


def chinese_numeral(number: int) -> str:
    """1 to 999 as 一, 十, 十二, 二十三, 一百零四, 三百二十; more in digits."""
    if number > _MOST:
        return str(number)
    hundreds, rest = divmod(number, 100)
    if hundreds:
        tail = "" if not rest else ("零" if rest < 10 else "一" if rest < 20 else "") + chinese_numeral(rest)
        return f"{_DIGITS[hundreds]}百{tail}"
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")


def heading_label(level: int, number: int) -> str:
    """一、 （一） 1. （1） for levels 1 to 4."""
    match level:
        case 1:
            return f"{chinese_numeral(number)}、"
        case 2:
            return f"（{chinese_numeral(number)}）"
        case 3:
            return f"{number}."
        case _:
            return f"（{number}）"


def number(document: Document) -> Document:
    """The same document with every label filled.  Raises Problems for unknown or repeated ids and skipped heading levels."""
    taken = {block.id for block in document.blocks if isinstance(block, Heading | Table | ChartBlock) and block.id}
    counter = _Counter(taken, sum(isinstance(block, Heading) and block.annex for block in document.blocks))
    labelled = [counter.label(block) for block in document.blocks]
    resolver = _Resolver(counter, document.notes)
    blocks = tuple(resolver.block(block) for block in labelled)
    notes = resolver.noted_inlines()
    problems = counter.problems + resolver.problems
    if problems:
        raise Problems(problems)
    return replace(document, blocks=blocks, notes=notes)


class _Counter(Struct):
    taken: set[str]
    """Ids that authors gave, and anchors that were made up."""
    annexes: int
    problems: list[Problem] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    _headings: list[int] = field(default_factory=list)
    _all_headings: int = 0
    _annex: int = 0
    _tables: int = 0
    _charts: int = 0

    def label(self, block: Block) -> Block:
        match block:
            case Heading():
                return self._heading(block)
            case Table():
                self._tables += 1
                self._name(block.id, f"表{self._tables}", block.where)
                return self._labelled(block, f"表{self._tables}")
            case ChartBlock():
                self._charts += 1
                self._name(block.id, f"图{self._charts}", block.where)
                return self._labelled(block, f"图{self._charts}")
            case ListBlock():
                return replace(
                    block, items=tuple(_item(item, i, block.ordered) for i, item in enumerate(block.items, 1))
                )
            case Paragraph() | KeyFigures() | PageBreak() | Toc():
                return block
            case _:
                assert_never(block)

    def _labelled(self, block: Table | ChartBlock, label: str) -> Table | ChartBlock:
        return replace(block, label=label, anchor=block.id or self._free(label))

    def _free(self, name: str) -> str:
        """An anchor that no other place of the report has."""
        while name in self.taken:
            name += "a"
        self.taken.add(name)
        return name

    def _heading(self, block: Heading) -> Heading:
        if block.level > len(self._headings) + 1:
            what = f"标题“{plain(block.inlines)}”是第{block.level}级，前面缺第{len(self._headings) + 1}级标题"
            self.problems.append(Problem(block.where, what, "标题要逐级使用：# 一级、## 二级、### 三级、#### 四级"))
        del self._headings[block.level :]
        while len(self._headings) < block.level:
            self._headings.append(0)
        self._all_headings += 1
        anchor = block.id or self._free(f"h{self._all_headings}")
        if block.annex:
            self._annex += 1
            label = f"附件{self._annex}" if self.annexes > 1 else "附件"
            self._name(block.id, label, block.where)
            return replace(block, label=label, anchor=anchor)
        if not block.numbered:
            self._name(block.id, f"“{plain(block.inlines)}”", block.where)
            return replace(block, anchor=anchor)
        self._headings[-1] += 1
        label = heading_label(block.level, self._headings[-1])
        part = f"第{chinese_numeral(self._headings[0])}部分" + "".join(
            heading_label(level, n).rstrip(".") for level, n in enumerate(self._headings[1:], 2)
        )
        self._name(block.id, part, block.where)
        return replace(block, label=label, anchor=anchor)

    def _name(self, identifier: str, name: str, where: Where | None) -> None:
        if not identifier:
            return
        if identifier in self.names:
            self.problems.append(Problem(where, f"编号 #{identifier} 用了两次", "每个标题、表、图的编号只能用一次"))
        self.names[identifier] = name


def _item(item: Item, index: int, ordered: bool) -> Item:
    return replace(item, label=f"{index}．" if ordered else "")


class _Resolver(Struct):
    counter: _Counter
    notes: Mapping[str, Inlines]
    problems: list[Problem] = field(default_factory=list)
    mentioned: dict[str, Where | None] = field(default_factory=dict)
    """The notes by key in the order they are read, each with the place that mentions it first."""

    def block(self, block: Block) -> Block:
        match block:
            case Heading():
                return replace(block, inlines=self._one_line("标题", block.inlines, block.where))
            case Paragraph():
                return replace(block, inlines=self.inlines(block.inlines, block.where))
            case ListBlock():
                items = tuple(replace(item, inlines=self.inlines(item.inlines, item.where)) for item in block.items)
                return replace(block, items=items)
            case Table():
                return self._table(block)
            case ChartBlock():
                return replace(
                    block,
                    caption=self._one_line("图题", block.caption, block.where),
                    source=self.inlines(block.source, block.where),
                )
            case KeyFigures():
                values = (self._one_line("一览里的数", one.value, block.where) for one in block.figures)
                figures = zip(block.figures, values, strict=True)
                return replace(block, figures=tuple(replace(one, value=value) for one, value in figures))
            case PageBreak() | Toc():
                return block
            case _:
                assert_never(block)

    def _table(self, table: Table) -> Table:
        caption = self._one_line("表题", table.caption, table.where)  # the notes are numbered as they are read
        columns = tuple(replace(column, head=self.inlines(column.head, table.where)) for column in table.columns)
        rows = tuple(
            replace(row, cells=tuple(self.inlines(cell, row.where or table.where) for cell in row.cells))
            for row in table.rows
        )
        source = self.inlines(table.source, table.where)
        return replace(table, columns=columns, rows=rows, caption=caption, source=source)

    def inlines(self, inlines: Inlines, where: Where | None) -> Inlines:
        return settled_breaks(self._resolved(inlines, where))

    def _resolved(self, inlines: Inlines, where: Where | None) -> Inlines:
        return tuple(self._inline(inline, where) for inline in inlines)

    def _one_line(self, what: str, inlines: Inlines, where: Where | None) -> Inlines:
        """The inlines of what may be no more than one line, a contents entry or a name."""
        if has_break(inlines):
            hint = "删去 <br>、行末的反斜杠或行末的两个空格；段落、列表和单元格里才能换行"
            self.problems.append(Problem(where, f"{what}“{plain(inlines).replace(chr(10), '／')}”里不能换行", hint))
        return self.inlines(inlines, where)

    def noted_inlines(self) -> dict[str, Inlines]:
        """The notes mentioned, in order."""
        done: dict[str, Inlines] = {}
        for key, where in [*self.mentioned.items()]:
            inlines = self.notes.get(key, ())
            if any(note_refs(inlines)):
                hint = "注释里不能再有注释，把要说的写进这一条"
                self.problems.append(Problem(where, f"注释 [^{key}] 里又有注释", hint))
            done[key] = self.inlines(inlines, where)
        return done

    def _inline(self, inline: Inline, where: Where | None) -> Inline:
        match inline:
            case Ref(target):
                name = self.counter.names.get(target)
                if name is None:
                    hint = "可引用的编号：" + ("、".join(sorted(self.counter.names)) or "（本报告还没有）")
                    self.problems.append(Problem(where, f"引用了没有的编号 #{target}", hint))
                return replace(inline, text=name or "")
            case NoteRef(note):
                if note not in self.notes:
                    self.problems.append(Problem(where, f"注释 [^{note}] 没有内容", f"另起一行写 [^{note}]: 注释内容"))
                self.mentioned.setdefault(note, where)
                return replace(inline, number=list(self.mentioned).index(note) + 1)
            case Strong(children) | Link(_, children):
                return replace(inline, children=self._resolved(children, where))
            case Text() | FactRef() | Break():
                return inline
            case _:
                assert_never(inline)
