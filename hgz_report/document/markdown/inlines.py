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

from hgz_report.document.blocks import Break, FactRef, Inline, Inlines, Link, NoteRef, Ref, Strong, Text, plain
from hgz_report.document.ledger import MARK, Citation, Drawing, Ledger, Literal, Quantity, Tiles
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
    problems: list[Problem] = field(default_factory=list)

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
                case "text" | "text_special":
                    out += self._marked(token.content)
                case "softbreak":
                    out.append(Text("\n"))
                case "hardbreak":
                    out.append(Break())
                case "strong_open":
                    inside, tokens = self._until(tokens, "strong_close")
                    out.append(Strong(_joined(inside)))
                case "link_open":
                    inside, tokens = self._until(tokens, "link_close")
                    out.append(_link(str(token.attrGet("href") or ""), _joined(inside)))
                case "footnote_ref":
                    out.append(NoteRef(str(token.meta.get("label") or token.meta["id"])))
                case _:
                    names = {"em_open": "斜体 *…*", "em_close": "", "code_inline": "行内代码 `…`", "image": "图片"}
                    if name := names.get(token.type, token.type):
                        self._refuse(name)
        return out, tokens

    def marked(self, text: str) -> Inlines:
        """Plain text with ledger marks, such as the line beneath a chart."""
        return _joined(self._marked(text))

    def _marked(self, text: str) -> list[Inline]:
        out: list[Inline] = []
        position = 0
        for found in MARK.finditer(text):
            out += self._text(text[position : found.start()])
            out.append(self._entry(int(found.group(1))))
            position = found.end()
        return out + self._text(text[position:])

    def _text(self, text: str) -> list[Inline]:
        """What a template's author typed, with `<br>` as a break."""
        out: list[Inline] = []
        for index, piece in enumerate(_BREAK.split(text)):
            if index:
                out.append(Break())
            if found := _HTML.search(piece):
                self._refuse(f"HTML（{found.group()}）")
            if found := _NOTE.search(piece):
                hint = f"另起一段写 {found.group()}: 注释内容"
                self.problems.append(Problem(self.where, f"注释 {found.group()} 没有内容", hint))
            if piece:
                out.append(Text(piece))
        return out

    def _refuse(self, name: str) -> None:
        self.problems.append(Problem(self.where, f"报告里不能用{name}", "可用的标记见 templates/README.md"))

    def _entry(self, index: int) -> Inline:
        match self.ledger.entries[index]:
            case Literal(text):
                return Text(text)
            case Quantity(text, fact):
                return FactRef(text, fact)
            case Citation(source):
                return FactRef(str(self.ledger.cited[source]), f"source:{source}")
            case Drawing(caption=caption):
                return self._alone(f"图“{caption}”")
            case Tiles():
                return self._alone("关键数据")
            case other:
                assert_never(other)

    def _alone(self, what: str) -> Inline:
        self.problems.append(Problem(self.where, f"{what}要单独成段", "{{ chart.… }} 前后各空一行"))
        return Text("")


def strip_edges(inlines: Inlines) -> Inlines:
    """Without white space (full-width blanks included) at either end, and without empty text."""
    kept = list(inlines)
    while kept and isinstance(first := kept[0], Text):
        if stripped := first.text.lstrip("　 \n\t"):
            kept[0] = Text(stripped)
            break
        kept.pop(0)
    while kept and isinstance(last := kept[-1], Text):
        if stripped := last.text.rstrip("　 \n\t"):
            kept[-1] = Text(stripped)
            break
        kept.pop()
    return tuple(kept)


def settled(inlines: Inlines) -> Inlines:
    """A line end beside a Han character is nothing; between Latin words it is a blank."""
    out: list[Inline] = []
    for index, inline in enumerate(inlines):
        match inline:
            case Text(text):
                before = plain(inlines[:index])[-1:].strip()
                after = plain(inlines[index + 1 :])[:1].strip()
                out.append(Text(_settled(text, before, after)))
            case Strong(children):
                out.append(Strong(settled(children)))
            case _:
                out.append(inline)
    return tuple(inline for inline in out if inline != Text(""))


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
        if isinstance(inline, Text) and out and isinstance(last := out[-1], Text):
            out[-1] = Text(last.text + inline.text)
        else:
            out.append(inline)
    return tuple(out)
