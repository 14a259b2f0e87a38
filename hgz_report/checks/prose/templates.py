"""A template as written -> its prose: paragraphs, labels, and texts inside code, each with its place; and suppressions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError
from msgspec import Struct

from hgz_report.checks.prose.chart_forms import chart_pieces, without_charts
from hgz_report.checks.prose.pieces import HAS_HAN, MASK, NOTHING, PieceKind, ProsePiece
from hgz_report.narrate.word_blanks import blanks

_LEXER = Environment(comment_start_string="{##", comment_end_string="##}").lexer
_SUPPRESSION = re.compile(r"\s*lint[:：]\s*(?P<ids>(?:[A-Z]\d+[、,，\s]*)*)(?P<reason>.*)", re.DOTALL)
_COMPARISONS = frozenset({"==", "!=", "in"})
_BLOTS = {"variable_end": MASK, "block_end": NOTHING, "comment_end": NOTHING, "raw_begin": NOTHING, "raw_end": NOTHING}
_REFERENCE = re.compile(r"https?://[^\s，。；）】》”]+|\[[^\[\]\n]*\]\([^()\n]*\)")
_MARKUP = re.compile(
    r"^[ \t]*:::.*$|^(?=[^-\n]*-)[ \t:|-]+$|^[ \t]*(?:#{1,6}|>|[-*]|\d+\.|:)[ \t]+|\{#[^{}\n]*\}|\[\[[^\[\]\n]*\]\]"
    r"|\[\^[^\[\]\n]*\]:?|\*\*|<br ?/?>|\|",
    re.MULTILINE,
)
_LABEL = re.compile(r"[ \t]*(?:#{1,6}|:)[ \t]")
_CODE = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|\{##(?:(?!\{##).)*?##\}", re.DOTALL)
"""Code of a template that Jinja cannot read as a whole."""
_UNSEEN = f" \t\r\n{NOTHING}"


class Suppression(Struct, frozen=True):
    """`{## lint: W03 理由 ##}` on line `line`: holds for that line and the next."""

    line: int
    column: int
    ids: tuple[str, ...]
    reason: str


class TemplateText(Struct, frozen=True):
    """The prose of a template and the suppressions in its comments."""

    pieces: tuple[ProsePiece, ...] = ()
    suppressions: tuple[Suppression, ...] = ()


class _Token(Struct, frozen=True):
    kind: str
    start: int
    end: int
    value: str


def read_template(text: str) -> TemplateText:
    """The prose of a template.  One that Jinja cannot read has none, only lines: composing it says what is wrong."""
    forms = tuple(chart_pieces(text))
    text = without_charts(text)
    try:
        tokens = list(_tokens(text))
    except TemplateSyntaxError:
        return TemplateText((*forms, *_lines(_CODE.sub(lambda found: MASK * len(found.group()), text))))
    hidden = _hidden(text, tokens)
    masked = _MARKUP.sub(_nothing, _REFERENCE.sub(lambda found: MASK * len(found.group()), hidden))
    pieces = [*forms, *_paragraphs(masked, text), *_literals(tokens), *_lines(hidden)]
    return TemplateText(tuple(sorted(pieces, key=lambda piece: piece.runs)), tuple(_suppressions(text, tokens)))


def _tokens(text: str) -> Iterator[_Token]:
    """Jinja's tokens with their place; what the lexer swallows (blanks beside `{%-`) is left out."""
    at = 0
    for _, kind, value in _LEXER.tokeniter(text, None):
        start = text.find(value, at)
        if start < 0:  # a last line end that the lexer has dropped
            continue
        at = start + len(value)
        yield _Token(kind, start, at, value)


def _hidden(text: str, tokens: list[_Token]) -> str:
    """The text with MASK for what an expression prints and NOTHING for other code; every character keeps its place."""
    parts: list[str] = []
    at = 0
    for token in tokens:
        if token.kind in _BLOTS:
            parts.append(_BLOTS[token.kind] * (token.end - at))
            at = token.end
        elif token.kind == "data":
            parts += (NOTHING * (token.start - at), _without_blanks(token.value))
            at = token.end
    parts.append(NOTHING * (len(text) - at))
    return "".join(parts)


def _without_blanks(text: str) -> str:
    """The text with every blank masked."""
    for one in blanks(text):
        text = text[: one.start] + MASK * (one.end - one.start) + text[one.end :]
    return text


def _nothing(found: re.Match[str]) -> str:
    return NOTHING * len(found.group())


def _lines(hidden: str) -> Iterator[ProsePiece]:
    """The lines that have characters beyond ASCII, marks and all."""
    start = 0
    for line in hidden.split("\n"):
        if not line.isascii():
            yield ProsePiece("markup", line, ((0, start),))
        start += len(line) + 1


def _paragraphs(masked: str, text: str) -> Iterator[ProsePiece]:
    """Lines up to an empty line; a heading, a caption and each cell of a table by themselves."""
    start = 0
    while start < len(masked):
        end = masked.find("\n", start)
        end = len(masked) if end < 0 else end
        line = text[start:end]
        if _LABEL.match(line):
            yield from _piece("label", masked, start, end)
        elif line.lstrip().startswith("|"):
            yield from _cells(masked, text, start, end)
        else:
            while (
                end + 1 < len(masked)
                and (after := _line(text, end + 1)).strip()
                and not _LABEL.match(after)
                and not after.lstrip().startswith(("|", "{%", ">"))
            ):
                end += 1 + len(after)
            yield from _piece("template", masked, start, end)
        start = end + 1


def _line(text: str, start: int) -> str:
    end = text.find("\n", start)
    return text[start : len(text) if end < 0 else end]


def _cells(masked: str, text: str, start: int, end: int) -> Iterator[ProsePiece]:
    left = start
    for at in range(start, end + 1):
        if at == end or (text[at] == "|" and masked[at] == NOTHING):
            yield from _piece("template", masked, left, at)
            left = at + 1


def _piece(kind: PieceKind, masked: str, start: int, end: int) -> Iterator[ProsePiece]:
    while start < end and masked[start] in _UNSEEN:
        start += 1
    while end > start and masked[end - 1] in _UNSEEN:
        end -= 1
    if HAS_HAN.search(masked, start, end):
        yield ProsePiece(kind, masked[start:end], ((0, start),))


def _literals(tokens: list[_Token]) -> Iterator[ProsePiece]:
    """Chinese texts inside code, unless they are only compared with.  Code is never mended."""
    before = ""
    for token in tokens:
        if token.kind == "string" and before not in _COMPARISONS and HAS_HAN.search(token.value):
            yield ProsePiece("literal", token.value[1:-1], ((0, token.start + 1),), fixable=False)
        if token.kind != "whitespace":
            before = token.value


def _suppressions(text: str, tokens: list[_Token]) -> Iterator[Suppression]:
    line_ends = [at for at, character in enumerate(text) if character == "\n"]
    for token in tokens:
        if token.kind == "comment" and (found := _SUPPRESSION.match(token.value)):
            last = bisect_right(line_ends, token.end - 1)
            column = token.start - text.rfind("\n", 0, token.start)
            ids = tuple(re.findall(r"[A-Z]\d+", found["ids"]))
            yield Suppression(last + 1, column, ids, found["reason"].strip())
