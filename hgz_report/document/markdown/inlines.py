"""Markdown inlines with ledger marks into document inlines, and the two places where Markdown does not know Chinese."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token
from markdown_it.utils import EnvType

from hgz_report.document.blocks import (
    Break,
    Inline,
    Inlines,
    Link,
    NoteRef,
    Ref,
    Strong,
    Text,
    plain,
)
from hgz_report.document.leaf import leaf
from hgz_report.document.ledger import MARK, Drawing, Ledger, Said, Tiles, Typed
from hgz_report.origin import Attributed, Cited, Origin, Template, Wording, goes_on, shifted
from hgz_report.problems import Problem, Where

_HAN = re.compile("[⺀-鿿豈-﫿︰-﹏＀-￯　-〿“”‘’—…·\U00020000-\U0003ffff\ue100-\ue101]")
_BREAK = re.compile(r"<br\s*/?>")
_HTML = re.compile(r"""</?[A-Za-z][A-Za-z0-9]*(?:\s+[a-z-]+(?:=(?:"[^"]*"|'[^']*'|[^\s<>]+))?)*\s*/?>|<!--""")
_NOTE = re.compile(r"\[\^[^\]]+\]")
_HAN_BLANK = re.compile(f"(?<={_HAN.pattern}) *\\n *| *\\n *(?={_HAN.pattern})")


@dataclass(slots=True)
class InlineReader:
    """Reads the children of one inline token."""

    ledger: Ledger
    where: Where | None
    ordinals: int = 0
    """How many ordinals may stand here: one in a cell of a table."""
    problems: list[Problem] = field(default_factory=list)
    _at: Template | None = None
    """Where the next typed character stands."""

    def read(self, tokens: Sequence[Token]) -> Inlines:
        """Document inlines, neighbouring text joined; a soft break is still a line end (see `settled`)."""
        out, rest = self._until(list(tokens), None)
        assert not rest
        return _joined(out)

    def _until(self, tokens: list[Token], end: str | None) -> tuple[list[Inline], list[Token]]:
        out: list[Inline] = []
        while tokens:
            token = tokens.pop(0)
            if token.type == end:
                break
            match token.type:
                case "text":
                    out += self._marked(token.content)
                case "text_special":  # an escape or an entity: longer in the template than in print
                    out += self._marked(token.content)
                    self._pass(len(token.markup) - len(token.content))
                case "softbreak":
                    out.append(Text("\n", self._at or Wording("blank")))
                case "hardbreak":
                    out.append(Break())
                case "strong_open":
                    self._pass(len(token.markup))
                    inside, tokens = self._until(tokens, "strong_close")
                    self._pass(len(token.markup))
                    out.append(Strong(_joined(inside)))
                case "link_open":
                    self._pass(len("["))
                    inside, tokens = self._until(tokens, "link_close")
                    href = str(token.attrGet("href") or "")
                    self._pass(len(f"]({href})"))
                    out.append(_link(href, _joined(inside)))
                case "footnote_ref":
                    out.append(NoteRef(str(token.meta.get("label") or token.meta["id"])))
                case _:
                    names = {"em_open": "斜体 *…*", "em_close": "", "code_inline": "行内代码 `…`", "image": "图片"}
                    if name := names.get(token.type, token.type):
                        self._refuse(name)
        return out, tokens

    def attributed(self, text: Attributed) -> Inlines:
        """Text that never was Markdown, such as the line beneath a chart, with its citations numbered."""
        return tuple(self._leaf(piece.text, piece.origin) for piece in text.pieces)

    def _pass(self, characters: int) -> None:
        if self._at is not None:
            at = self._at
            self._at = Template(at.file, at.line, at.column + characters, at.call)

    def _marked(self, text: str) -> list[Inline]:
        out: list[Inline] = []
        position = 0
        for found in MARK.finditer(text):
            out += self._text(text[position : found.start()])
            out += self._entry(int(found.group(1)))
            position = found.end()
        return out + self._text(text[position:])

    def _text(self, text: str) -> list[Inline]:
        """What a template's author typed, with `<br>` as a break."""
        out: list[Inline] = []
        breaks = _BREAK.findall(text)
        for index, piece in enumerate(_BREAK.split(text)):
            if index:
                out.append(Break())
                self._pass(len(breaks[index - 1]))
            if found := _HTML.search(piece):
                self._refuse(f"HTML（{found.group()}）")
            if found := _NOTE.search(piece):
                hint = f"另起一段写 {found.group()}: 注释内容"
                self.problems.append(Problem(self.where, f"注释 {found.group()} 没有内容", hint))
            if piece:
                out.append(Text(piece, self._at))
                self._pass(len(piece))
        return out

    def _refuse(self, name: str) -> None:
        self.problems.append(Problem(self.where, f"报告里不能用{name}", "可用的标记见 templates/README.md"))

    def _entry(self, index: int) -> Sequence[Inline]:
        match self.ledger.entries[index]:
            case Typed(at):
                self._at = at
                return ()
            case Said(text, origin):
                self._at = None
                return (self._leaf(text, origin),)
            case Drawing(caption=caption):
                return self._alone(f"图“{caption}”")
            case Tiles():
                return self._alone("关键数据")
            case other:
                assert_never(other)

    def _leaf(self, text: str, origin: Origin) -> Inline:
        if isinstance(origin, Wording) and origin.rule == "ordinal":
            self.ordinals -= 1
            if self.ordinals < 0:
                hint = "正文里的编号用 1. 开头的列表；表里写 | 举措{{ label(loop.index) }} |"
                self.problems.append(Problem(self.where, f"序号 label({text}) 只用在表的格子里，一格一个", hint))
        return leaf(str(self.ledger.cited[origin.source]) if isinstance(origin, Cited) else text, origin)

    def _alone(self, what: str) -> Sequence[Inline]:
        self.problems.append(Problem(self.where, f"{what}要单独成段", "{{ chart.… }} 前后各空一行"))
        return ()


def strip_edges(inlines: Inlines) -> Inlines:
    """Without white space (full-width blanks included) at either end, and without empty text."""
    kept = list(inlines)
    while kept and isinstance(first := kept[0], Text):
        if stripped := first.text.lstrip("　 \n\t"):
            kept[0] = Text(stripped, first.origin and shifted(first.origin, len(first.text) - len(stripped)))
            break
        kept.pop(0)
    while kept and isinstance(last := kept[-1], Text):
        if stripped := last.text.rstrip("　 \n\t"):
            kept[-1] = Text(stripped, last.origin)
            break
        kept.pop()
    return tuple(kept)


def without_end(inlines: Inlines, characters: int) -> Inlines:
    """Without so many characters of plain text at the end."""
    kept = list(inlines)
    while characters and kept and isinstance(last := kept.pop(), Text):
        if len(last.text) > characters:
            kept.append(Text(last.text[:-characters], last.origin))
        characters = max(characters - len(last.text), 0)
    return tuple(kept)


def settled(inlines: Inlines) -> Inlines:
    """A line end beside a Han character is nothing; between Latin words it is a blank."""
    out: list[Inline] = []
    for index, inline in enumerate(inlines):
        match inline:
            case Text(text, origin) if "\n" in text:
                before = plain(inlines[:index])[-1:].strip()
                after = plain(inlines[index + 1 :])[:1].strip()
                out.append(Text(_settled(text, before, after), origin))
            case Strong(children):
                out.append(Strong(settled(children)))
            case _:
                out.append(inline)
    return tuple(inline for inline in out if not isinstance(inline, Text) or inline.text)


def _settled(text: str, before: str, after: str) -> str:
    whole = f"{before}{text}{after}"
    joined = _HAN_BLANK.sub("", whole).replace("\n", " ")
    return joined[len(before) : len(joined) - len(after)]


class _HanInline(StateInline):
    """Han characters and full-width marks count as blanks for the flanking rule, which was made for spaced scripts:
    CommonMark (0.31, 6.2) would refuse 增长**“6.5%”**目标.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it-py's names
        scanned = super().scanDelims(start, canSplitWord)
        if self.src[start] != "*":
            return scanned
        end = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        can_open = scanned.can_open or (bool(_HAN.match(before)) and not after.isspace())
        can_close = scanned.can_close or (bool(_HAN.match(after)) and not before.isspace())
        return Scanned(can_open, can_close, scanned.length)


class HanParserInline(ParserInline):
    """The inline parser with `_HanInline` as its state."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Parse `src` into `tokens`."""
        state = _HanInline(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _link(href: str, children: Inlines) -> Inline:
    return Ref(href[1:]) if href.startswith("#") else Link(href, children)


def _joined(inlines: list[Inline]) -> Inlines:
    """Neighbouring texts joined; soft breaks stay as line ends until `settled`."""
    out: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and out and isinstance(last := out[-1], Text) and _goes_on(last, inline):
            out[-1] = Text(last.text + inline.text, last.origin)
        else:
            out.append(inline)
    return tuple(out)


def _goes_on(text: Text, after: Text) -> bool:
    """Whether a text stands right behind another where it was written."""
    if text.origin is None or after.origin is None:
        return text.origin is after.origin
    return goes_on(text.text, text.origin, after.origin)
