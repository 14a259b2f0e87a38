"""Markdown inlines with ledger marks into document inlines; what looks like markup and was not understood is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, TypeVar, assert_never
from urllib.parse import unquote

from markdown_it.token import Token
from msgspec import Struct, field

from hgz_report.document.blocks import Break, Inline, Inlines, Link, NoteRef, Ref, Strong, Text, plain
from hgz_report.document.leaf import leaf
from hgz_report.document.ledger import MARK, Drawing, Ledger, Said, Tiles, Typed
from hgz_report.language.markup_signs import Sign, left_over, line_start, unmistakable
from hgz_report.language.web_address import is_address
from hgz_report.origin import Attributed, Cited, Origin, Template, Wording, goes_on, shifted
from hgz_report.problems import Problem, Where

_HAN = "[⺀-鿿豈-﫿︰-﹏＀-￯　-〿“”‘’—…·\U00020000-\U0003ffff\ue100-\ue101]"
_BREAK = re.compile(r"<br\s*/?>")
_NOTE = re.compile(r"\[\^[^\]]+\]")
_ATTRIBUTES = re.compile(r"[ \t　]*\{(?P<body>[^{}\n]*)\}[ \t　]*\Z")
_README = "可用的标记见 templates/README.md"
_REFUSED = {"em_open": "斜体 *…*", "em_close": "", "code_inline": "行内代码 `…`", "image": "图片标记 ![…](…)"}
_PICTURE = '图片写成 {{ picture("园区.png", title=…, alt=…, source=…) }}，单独成行；见 templates/README.md'
InlinePlace = Literal["text", "cell", "heading", "caption"]
"""Running text, a cell of a table, or a label, which may end in {#id}."""
_LABELS = ("heading", "caption")


@cache
def _han_blank() -> re.Pattern[str]:
    """A line end beside a Han character; most reports have none, and wide classes take long to compile."""
    return re.compile(f"(?<={_HAN}) *\\n *| *\\n *(?={_HAN})")


E = TypeVar("E", Said, Typed)


class InlineReader(Struct):
    """Reads the children of one inline token."""

    ledger: Ledger
    where: Where | None
    place: InlinePlace = "text"
    lines: Sequence[Where | None] = ()
    """The place of each line of the text; without, all of it stands at `where`."""
    attributes: str | None = None
    """What stands in the braces at the end of a heading, or of the first line of a caption; None without braces."""
    attributes_origin: Origin | None = None
    problems: list[Problem] = field(default_factory=list)
    _ordinals: int = 0
    _tail: Token | None = None
    _line: int = 0
    _told: set[int] = field(default_factory=set)
    _at: Template | None = None
    """Where the next typed character stands."""

    def read(self, content: Token) -> Inlines:
        """Document inlines, neighbouring text joined; a soft break is still a line end (see `settled`)."""
        tokens = list(content.children or [])
        if self.place in _LABELS:
            first_line = [token for token in tokens[: _first_break(tokens)] if token.type != "text" or token.content]
            self._tail = first_line[-1] if first_line and first_line[-1].type == "text" else None
        out, rest = self._until(tokens, None)
        assert not rest
        inside, self.problems, self._told = self.problems, [], set()
        self._line_starts(content.content)
        lines = {problem.where for problem in self.problems}
        self.problems += (problem for problem in inside if problem.where not in lines)
        return _joined(out)

    def _line_starts(self, content: str) -> None:
        """Refuse a line that looks like a heading, an entry or another block and was none to the parser."""
        for number, line in enumerate(content.split("\n")):
            if self.place == "caption" and not number:
                continue
            words = MARK.sub(lambda mark: "\ufffc" if self._entry_of(mark, Typed) is None else "", line)
            if sign := line_start(words, nested=self.place in ("cell", "heading")):
                self._line = number
                self._found(sign, words)

    def _entry_of(self, mark: re.Match[str], kind: type[E]) -> E | None:
        """The entry that a mark stands for, if it is of this kind."""
        entry = self.ledger.entries[int(mark[1])]
        return entry if isinstance(entry, kind) else None

    def _until(self, tokens: list[Token], end: str | None) -> tuple[list[Inline], list[Token]]:
        out: list[Inline] = []
        while tokens:
            token = tokens.pop(0)
            if token.type == end:
                break
            match token.type:
                case "text":
                    out += self._marked(token.content if token is not self._tail else self._without_attributes(token))
                case "text_special" if token.content == token.markup:  # a backslash in front of what needs none
                    out += self._text(token.content)
                case "text_special":  # an escaped mark: longer in the template than in print
                    out.append(Text(token.content, self._at))
                    self._pass(len(token.markup))
                case "softbreak":
                    self._line += 1
                    out.append(Text("\n", self._at or Wording("blank")))
                case "hardbreak":
                    self._line += 1
                    out.append(Break())
                case "strong_open":
                    self._pass(len(token.markup))
                    inside, tokens = self._until(tokens, "strong_close")
                    self._pass(len(token.markup))
                    out.append(Strong(_joined(inside)))
                case "link_open":
                    self._pass(len("["))
                    inside, tokens = self._until(tokens, "link_close")
                    out += self._link(token, _joined(inside))
                case "footnote_ref":
                    out.append(NoteRef(str(token.meta.get("label") or token.meta["id"])))
                case _:
                    if name := _REFUSED.get(token.type, token.type):
                        self._refuse(name)
        return out, tokens

    def attributed(self, text: Attributed) -> Inlines:
        """Text that never was Markdown, such as the line beneath a chart, with its citations numbered."""
        for piece in text.pieces:
            self._looked_at(*piece)
        return tuple(self._leaf(piece.text, piece.origin) for piece in text.pieces)

    def _without_attributes(self, token: Token) -> str:
        """The text of a heading or caption without the braces at its end, which are kept."""
        if (found := _ATTRIBUTES.search(MARK.sub(self._said, token.content))) is None:
            return token.content
        kept = token.content[: token.content.rindex("{")]
        self.attributes = found["body"]
        at = [entry.at for mark in MARK.finditer(kept) if (entry := self._entry_of(mark, Typed))]
        self.attributes_origin = at[-1] if at else self._at
        return kept

    def _said(self, mark: re.Match[str]) -> str:
        """What a mark inside an address or an id stands for."""
        entry = self._entry_of(mark, Said)
        return entry.text if entry else ""

    def _link(self, token: Token, inside: Inlines) -> list[Inline]:
        written = str(token.attrGet("href") or "")
        href = unquote(written)
        href = MARK.sub(self._said, href) if MARK.search(href) else written
        self._pass(len(f"]({written})"))
        if href.startswith("#"):
            if inside:
                self._problem(f"引用 [](…) 里的字“{plain(inside)}”不会印出来", "写成 [](#编号)，方括号里空着")
            return [Ref(href[1:])]
        if not is_address(href):
            self._problem(
                f"链接“{unquote(href)}”哪里也不通",
                "网址以 http://、https:// 开头，邮箱以 mailto: 开头，写全；引用本报告的图、表、标题写 [](#编号)",
            )
        elif not plain(inside).strip():
            self._problem(f"链接“{unquote(href)}”没有文字", "写成 [文字](网址)")
        if token.attrGet("title"):
            self._problem(f"链接里的“{token.attrGet('title')}”不会印出来", "括号里只写网址")
        return [Link(href, inside)] if is_address(href) else []

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
        breaks = _BREAK.findall(text) if "<" in text else ()
        for index, piece in enumerate(_BREAK.split(text) if breaks else (text,)):
            if index:
                out.append(Break())
                self._pass(len(breaks[index - 1]))
            words = piece
            if "[^" in piece and (found := _NOTE.search(piece)):
                self._problem(f"注释 {found.group()} 没有内容", f"另起一段写 {found.group()}: 注释内容")
                words = _NOTE.sub("", piece)
            if sign := left_over(words, in_cell=self.place == "cell"):
                self._found(sign, piece)
            if piece:
                out.append(Text(piece, self._at))
                self._pass(len(piece))
        return out

    def _found(self, sign: Sign, words: str) -> None:
        """One complaint of this kind a line: the first."""
        if self._line in self._told:
            return
        self._told.add(self._line)
        self._problem(f"没有读懂“{sign.shown(words)}”：{sign.name}", sign.hint)

    def _refuse(self, name: str) -> None:
        self._problem(f"报告里不能用{name}", _PICTURE if name == _REFUSED["image"] else _README)

    def _problem(self, what: str, hint: str) -> None:
        where = self.lines[self._line] if self._line < len(self.lines) else self.where
        self.problems.append(Problem(where, what, hint))

    def _entry(self, index: int) -> Sequence[Inline]:
        match self.ledger.entries[index]:
            case Typed(at):
                self._at = at
                return ()
            case Said(text, origin):
                self._at = None
                self._looked_at(text, origin)
                return (self._leaf(text, origin),)
            case Drawing(caption=caption):
                return self._alone(f"图“{caption}”")
            case Tiles():
                return self._alone("关键数据")
            case other:
                assert_never(other)

    def _looked_at(self, text: str, origin: Origin) -> None:
        """Words typed inside an expression are printed as they stand; data was looked at when it was loaded."""
        if isinstance(origin, Template) and (sign := unmistakable(text)):
            self._problem(f"表达式里的“{sign.shown(text)}”是标记：{sign.name}", sign.hint)

    def _leaf(self, text: str, origin: Origin) -> Inline:
        if isinstance(origin, Wording) and origin.rule == "ordinal":
            self._ordinals += 1
            if self._ordinals > (self.place == "cell"):
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


def settled(inlines: Inlines) -> Inlines:
    """A line end beside a Han character is nothing; between Latin words it is a blank."""
    out: list[Inline] = []
    for index, inline in enumerate(inlines):
        match inline:
            case Text(text, origin) if "\n" in text:
                before = _first_text(inlines, range(index - 1, -1, -1))[-1:].strip()
                after = _first_text(inlines, range(index + 1, len(inlines)))[:1].strip()
                out.append(Text(_settled(text, before, after), origin))
            case Strong(children):
                out.append(Strong(settled(children)))
            case _:
                out.append(inline)
    return tuple(inline for inline in out if not isinstance(inline, Text) or inline.text)


def _first_text(inlines: Inlines, places: range) -> str:
    return next(filter(None, (plain(inlines[at : at + 1]) for at in places)), "")


def _settled(text: str, before: str, after: str) -> str:
    whole = f"{before}{text}{after}"
    joined = _han_blank().sub("", whole).replace("\n", " ")
    return joined[len(before) : len(joined) - len(after)]


def _first_break(tokens: Sequence[Token]) -> int:
    """Where the first line ends."""
    breaks = (index for index, token in enumerate(tokens) if token.type in ("softbreak", "hardbreak"))
    return next(breaks, len(tokens))


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
