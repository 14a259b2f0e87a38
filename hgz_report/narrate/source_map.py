"""Which template file, line and column every stretch of a rendered text was typed at.

A Jinja extension rewrites the token stream: a mark of private-use characters stands before every line of template text, and
around every expression.  After rendering the marks become entries of the ledger, and a table of the template line of each
output line.  What a macro prints has the macro's own place, and the place of the expression that asked for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from msgspec import Struct, field
from msgspec.structs import replace

from hgz_report.document.ledger import MARK, Ledger, Said, Typed
from hgz_report.language.han import HAN
from hgz_report.narrate.scope import SCOPE
from hgz_report.narrate.word_blanks import blanks, stray_braces, word_blank
from hgz_report.origin import Template
from hgz_report.problems import Where

_TYPED, _ASKED, _END, _DONE = "\ue0f0", "\ue0f1", "\ue0f2", "\ue0f3"
_WHOLE = "i"
"""In the mark of an include: what it prints has the place where it is typed, not that of the include."""
_MARKS = re.compile(f"{_TYPED}(\\d+):(\\d+):(\\d+){_END}|{_ASKED}(\\d+):(\\d+)({_WHOLE}?){_END}|({_DONE})")
_BLOCK_SYNTAX = re.compile(r"\s*(?:#{1,6}\s+|>\s*|[-*+]\s+|\d{1,9}[.)]\s+|:\s+|\|\s*|\[\^[^\]]+\]:\s*)*")
"""What a line of Markdown may begin with: its words are what comes after."""
_NO_WORDS = re.compile(r"[\s|:-]*|[\s*]*|[\s_]*|\s*(?:```|~~~|:::|\[[^\]^]+\]:).*|\s*(?:#{1,6}|\d{1,9}[.)])\s*")
"""A line that Markdown reads whole: a rule, a fence, a definition, a heading or an entry without words."""
_CELL = re.compile(r"(?<!\\)\|\s*")
_NO_BLANK = re.compile(r"\{[#＃%％｛]|\{-\}|\{\s*\}?$|\}$")
"""Braces that are something else, or that what reads Markdown complains of."""
_MARK = "mark"
"""The type of a token that is a mark already."""
BLANK = "_blank"
"""What prints `{地区生产总值@2024}`: no name for editors."""
STRAY = "stray "
"""What is said of braces that are no reference: `reasons` says it in Chinese."""
_FENCE = re.compile(r"\s*```")
_HAN_NAME = re.compile(f"[{HAN}]+")
"""A name in code that is a word of what is being told of."""


class Names(Struct):
    """Template names in the order of their first use; a mark carries the index."""

    names: list[str] = field(default_factory=list)

    def index(self, name: str) -> int:
        """The index of `name`, added when new."""
        if name not in self.names:
            self.names.append(name)
        return self.names.index(name)


class SourceMap(Extension):
    """Marks template output; `environment.source_names` holds the names."""

    priority = 200

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._sources: dict[str, str] = {}

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source as it is; kept, for tokens do not know their columns."""
        self._sources[name or "<template>"] = source
        return source

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The stream with marks in front of template text and around expressions that are printed."""
        name = stream.name or "<template>"
        names: Names = self.environment.source_names  # type: ignore[attr-defined]
        index = names.index(name)
        columns = _columns(self.environment, self._sources.pop(name, ""))
        before = ""
        for token in _includes_asked(stream, index):
            if token.type == _MARK:
                yield Token(token.lineno, "data", token.value)
                continue
            if token.type == "data":
                yield from _data(token, index, next(columns, 0), name)
                continue
            if token.type == "variable_begin":
                yield Token(token.lineno, "data", f"{_ASKED}{index}:{token.lineno}{_END}")
            if token.type == "name" and before != "dot" and _HAN_NAME.fullmatch(token.value):
                yield from _word(token)
            else:
                yield token
            before = token.type
            if token.type == "variable_end":
                yield Token(token.lineno, "data", _DONE)


def _includes_asked(stream: TokenStream, index: int) -> Iterator[Token]:
    """The stream with marks around every include: what it prints is asked for by its line, as a macro's words are."""
    opening, asked = None, False
    for token in stream:
        if token.type == "block_begin":
            opening = token
            continue
        if opening and token.value == "include":
            yield Token(token.lineno, _MARK, f"{_ASKED}{index}:{token.lineno}{_WHOLE}{_END}")
        if opening:
            yield opening
        yield token
        if asked and token.type == "block_end":
            yield Token(token.lineno, _MARK, _DONE)
        asked = token.value == "include" if opening else asked and token.type != "block_end"
        opening = None


def _word(token: Token) -> Iterator[Token]:
    """The tokens of an expression that says what a word means here."""
    for kind, value in (("name", SCOPE), ("lbracket", "["), ("string", token.value), ("rbracket", "]")):
        yield Token(token.lineno, kind, value)


def around_asked(environment: Environment, name: str, line: int) -> tuple[str, str]:
    """The marks before and behind what an expression of a line prints."""
    names: Names = environment.source_names  # type: ignore[attr-defined]
    return f"{_ASKED}{names.index(name)}:{line}{_END}", _DONE


def _columns(environment: Environment, source: str) -> Iterator[int]:
    """The column, from 0, at which each stretch of template text begins."""
    at = 0
    for _, kind, value in environment.lexer.tokeniter(source, None):
        start = source.find(value, at)
        if start >= 0:
            at = start + len(value)
        if kind == "data":
            yield start - source.rfind("\n", 0, max(start, 0)) - 1


def _data(token: Token, index: int, column: int, name: str) -> Iterator[Token]:
    """Typed text in marked pieces, and for each `{fact}` in it the tokens of an expression that prints it."""
    text, at, line = token.value, 0, token.lineno
    for stray in stray_braces(text):
        if not _NO_BLANK.match(stray):
            before = text[: text.index(stray)]
            raise TemplateSyntaxError(f"{STRAY}{stray}", line + before.count("\n"), name)
    for blank in blanks(text):
        yield from _piece(text[at : blank.start], index, line, column)
        line, column = _after(text[at : blank.start], line, column)
        yield Token(line, "data", f"{_ASKED}{index}:{line}{_END}")
        yield from (Token(line, kind, value) for kind, value in _asked(blank.written))
        yield Token(line, "data", _DONE)
        at, column = blank.end, column + blank.end - blank.start
    yield from _piece(text[at:], index, line, column)


def _asked(written: str) -> Iterator[tuple[str, str]]:
    """Kinds and values of the tokens of an expression that prints a blank: what is typed inside it knows its line."""
    yield from (("variable_begin", "{{"), ("name", BLANK), ("lparen", "("), ("string", written))
    said = word_blank(written)
    for typed in (said.before, said.after, said.otherwise) if said else ():
        yield from (("comma", ","), ("string", typed))
    yield from (("comma", ","), ("name", "scope"), ("assign", "="), ("name", SCOPE), ("rparen", ")"))
    yield "variable_end", "}}"


def _piece(text: str, index: int, line: int, column: int) -> Iterator[Token]:
    if text:
        yield Token(line, "data", _marked(text, index, line, column))


def _after(text: str, line: int, column: int) -> tuple[int, int]:
    """Line and column behind a text."""
    last = text.rfind("\n")
    return (line, column + len(text)) if last < 0 else (line + text.count("\n"), len(text) - last - 1)


def _marked(data: str, index: int, line: int, column: int) -> str:
    parts = data.split("\n")
    return "\n".join(
        f"{_TYPED}{index}:{line + offset}:{0 if offset else column}{_END}{part}" if part else part
        for offset, part in enumerate(parts)
    )


def without_places(text: str) -> str:
    """A text without the marks of where it was typed and asked for; those of the ledger stay."""
    return _MARKS.sub("", text)


def unmarked(text: str) -> str:
    """Nothing, where a text holds only marks and blanks: so that an empty macro is empty."""
    return text if without_places(text).strip() else ""


def _wordless(line: str) -> bool:
    return bool(line) and _NO_WORDS.fullmatch(_MARKS.sub("", line)) is not None


class Untangler(Struct):
    """Takes the marks out of the output of one section."""

    names: Names
    ledger: Ledger
    folder: str
    _calls: list[Where] = field(default_factory=list)
    _call: Where | None = None
    """The line of the section that asks for what is being printed."""
    _includes: int = 0
    """How many of the first calls are includes."""
    _fenced: bool = False
    _marks: dict[tuple[str, Where | None], tuple[Where, Template]] = field(default_factory=dict)
    """What marks mean that were met before: loops print the same ones over and over."""

    def untangle(self, text: str) -> tuple[str, tuple[Where | None, ...]]:
        """The text with ledger marks where words were typed, and for each of its lines the template line that printed it."""
        clean: list[str] = []
        places: list[Where | None] = []
        last: Where | None = None
        for line in text.split("\n"):
            said, last = self._line(line, last)
            clean.append(said)
            places.append(last)
        return "\n".join(clean), tuple(places)

    def _line(self, line: str, last: Where | None) -> tuple[str, Where | None]:
        out: list[str] = []
        at = 0
        typed: Template | None = None
        row = "|" in line and _MARKS.sub("", line).lstrip().startswith("|")
        for found in _MARKS.finditer(line):
            begin, end = found.span()
            if begin > at:
                out += self._words(line[at:begin], typed, "" if out else line, row=row)
            at, typed = end, None
            if found[7]:
                self._leave()
            elif found[4]:
                last = self._place(self._enter(found))
            else:
                key = found[0], self._call
                own, typed = self._marks.get(key) or self._typed(found, key)
                last = self._place(own)
        if at < len(line):
            out += self._words(line[at:], typed, "" if out else line, row=row)
        said = "".join(out)
        if _FENCE.match(said):
            self._fenced = not self._fenced
        return said, last

    def _typed(self, mark: re.Match[str], key: tuple[str, Where | None]) -> tuple[Where, Template]:
        own = Where(self.names.names[int(mark[1])], int(mark[2]))
        typed = Template(f"{self.folder}/{own.file}", own.line, int(mark[3]) + 1, self._call)
        self._marks[key] = own, typed
        return own, typed

    def _enter(self, mark: re.Match[str]) -> Where:
        where = Where(self.names.names[int(mark[4])], int(mark[5]))
        self._includes += bool(mark[6]) and self._includes == len(self._calls)
        if not self._calls:
            self._call = Where(f"{self.folder}/{where.file}", where.line)
        self._calls.append(where)
        return where

    def _leave(self) -> None:
        if self._calls:
            self._calls.pop()
        if not self._calls:
            self._call = None
        self._includes = min(self._includes, len(self._calls))

    def _place(self, own: Where) -> Where:
        """The line that stands for what is typed at `own`: of a macro's words the line that asked for it."""
        return self._calls[self._includes] if len(self._calls) > self._includes else own

    def _words(self, text: str, typed: Template | None, starts: str, *, row: bool) -> Iterator[str]:
        """Typed words with their mark, behind what Markdown reads at the start of a line and of a cell.

        `starts`: the line that begins with the words; "" where others stand before them.
        """
        if typed is None:
            yield text if len(self._calls) < 2 else MARK.sub(self._called, text)
            return
        if self._fenced or (_NO_WORDS.fullmatch(text) and _wordless(starts)):
            yield text
            return
        at = _BLOCK_SYNTAX.match(text).end() if starts and not row else 0  # type: ignore[union-attr]  # matches anything
        yield text[:at]
        for found in _CELL.finditer(text, at) if row else ():
            yield from self._known(text[at : found.start()], typed, at)
            yield found.group()
            at = found.end()
        yield from self._known(text[at:], typed, at)

    def _called(self, mark: re.Match[str]) -> str:
        """The mark of words inside an expression of a macro: they know the line that asked for the macro too."""
        call = self._call
        match self.ledger.entries[int(mark[1])]:
            case Said(text, Template(file, line, _, None) as own) if call != Where(file, line):
                return self.ledger.known(Said(text, replace(own, call=call)))
        return mark[0]

    def _known(self, words: str, typed: Template, skipped: int) -> Iterator[str]:
        if words:
            at = Template(typed.file, typed.line, typed.column + skipped, typed.call) if skipped else typed
            yield self.ledger.known(Typed(at))
            yield words
