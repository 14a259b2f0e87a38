"""What an editor typed in a template around a place: the sentence, and what it stands in (a paragraph, an item, a cell …).

A sentence may run over several lines of its paragraph.  What stands beside words and is none (`# `, `- `, conditions around a
line, remarks, the marks of a caption) is no part of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

_TAG, _REMARK = r"\{%(?:(?!%\}).)*%\}", r"\{##(?:(?!##\}).)*##\}"
_ENDING = r"\{% *end(?:(?!%\}).)*%\}"
_BLANK = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}#\n]*\}|\[\^[^\]\n]+\]|\[\]\(#[^)\n]*\)")
"""What is asked for: blanks, tags, notes, references."""
_CODE = re.compile(rf"{_BLANK.pattern}|(?<=\])\([^)\n]*\)")
"""And where a link leads.  No sentence ends inside."""
_APART = re.compile(
    rf"{_REMARK}|\s*\{{#[^{{}}]*\}}\s*$|\s*(?<![\w\]])\[\]\(#[^)]*\)|^\s*(?:{_TAG}\s*)+|(?:{_ENDING}\s*)+$"
)
"""What stands beside a sentence and is none: remarks, the marks of a caption, an anchor, conditions around a whole line."""
_END = re.compile(r"[。！？；](?:[”’）」』]*)(?:\[\^[^\]]+\])*")
_START = re.compile(r"\s*(?:#{1,6}\s+|>\s*|[-*+]\s+|\d{1,9}[.)]\s+|:\s+|\[\^[^\]]+\]:\s*)?")
"""What a line of Markdown begins with and is not said."""
_TAGS = re.compile(rf"\s*(?:{_TAG}|{_REMARK})")
_BEHIND = re.compile(rf"(?:\s*(?:{_REMARK}|\{{#[^{{}}]*\}}|{_ENDING}))+\s*$")
_CELL = re.compile(r"(?<!\\)\|")
_WORDLESS = re.compile(rf"\s*(?:(?:{_TAG}|{_REMARK})\s*)*(?:(?::::|```|\[\[).*)?")
_OPENING = (
    ("标题", re.compile(r"#{1,6}\s")),
    ("表的一格", re.compile(r"\|")),
    ("按语", re.compile(r">")),
    ("列表的一条", re.compile(r"(?:[-*+]|\d{1,9}[.)])\s")),
    ("表题", re.compile(r":\s")),
    ("注释", re.compile(r"\[\^[^\]]+\]:")),
)
PARAGRAPH, TAGS = "一段", "一行标记"
_RUNS_ON = (PARAGRAPH, "列表的一条", "按语")
"""What may take several lines."""
ONE_OF_MANY = ("列表的一条", PARAGRAPH)
"""What can be taken away, and followed by another of its kind, line by line."""


class TypedWords(Struct, frozen=True):
    """Words as they stand in a file: `line` from 1, `start` a character of it, from 0; the text may have line ends."""

    line: int
    start: int
    text: str


class TypedBlock(Struct, frozen=True):
    """What words stand in: its kind, its first and last line, and all its words."""

    kind: str
    first: int
    last: int
    words: TypedWords


def whole_at(lines: Sequence[str], line: int, column: int) -> TypedBlock | None:
    """The paragraph, item, heading, cell … that holds a column of a line (both from 1), or the tags of a line without words.

    None where nothing stands.
    """
    if not 0 < line <= len(lines) or not lines[line - 1].strip():
        return None
    if _WORDLESS.fullmatch(lines[line - 1].rstrip("\r")):
        return TypedBlock(TAGS, line, line, _stripped(lines[line - 1], 0, len(lines[line - 1]), line))
    first = line
    while _goes_on(lines, first):
        first -= 1
    kind = _kind(lines[first - 1])
    last = line
    while last < len(lines) and _goes_on(lines, last + 1) and kind in _RUNS_ON:
        last += 1
    text = "\n".join(one.rstrip("\r") for one in lines[first - 1 : last])
    if kind == "表的一格":
        start, end = _around(text, column - 1, [at for found in _CELL.finditer(text) for at in found.span()], 0)
    else:
        start, end = _begin(text), len(text)
        if found := _BEHIND.search(text, start):
            end = found.start()
    words = _stripped(text, start, end, first)
    return TypedBlock(kind, first, last, words) if words.text else None


def sentence_in(whole: TypedBlock, lines: Sequence[str], line: int, column: int) -> TypedWords:
    """The sentence of it that holds a column of a line; all of it where nobody knows the column (0)."""
    if not column or whole.kind in ("表的一格", TAGS):
        return whole.words
    text = "\n".join(one.rstrip("\r") for one in lines[whole.first - 1 : whole.last])
    before = sum(len(one.rstrip("\r")) + 1 for one in lines[whole.first - 1 : line - 1])
    begin = _offset(lines, whole)
    cuts = [begin, begin + len(whole.words.text)]
    cuts += [at for one in _APART.finditer(text) for at in one.span()]
    cuts += [found.end() for found in _END.finditer(text)]
    start, end = _around(text, before + column - 1, cuts, begin)
    return _stripped(text, start, end, whole.first)


def lost(old: str, new: str) -> list[str]:
    """The blanks, tags, notes and references of the old words that the new ones lack."""
    gone = Counter(_BLANK.findall(old)) - Counter(_BLANK.findall(new))
    return list(gone.elements())


def marker(line: str) -> str:
    """What a list item begins with, its indent too."""
    found = _START.match(line)
    return found.group() if found else ""


def _offset(lines: Sequence[str], whole: TypedBlock) -> int:
    skipped = lines[whole.first - 1 : whole.words.line - 1]
    return sum(len(one.rstrip("\r")) + 1 for one in skipped) + whole.words.start


def _goes_on(lines: Sequence[str], line: int) -> bool:
    """Whether a line belongs to what the line before it says."""
    if line < 2 or line > len(lines):
        return False
    own, before = lines[line - 1].rstrip("\r"), lines[line - 2].rstrip("\r")
    if _WORDLESS.fullmatch(own) or _WORDLESS.fullmatch(before) or _kind(own) != PARAGRAPH:
        return False
    return _kind(before) in _RUNS_ON


def _kind(line: str) -> str:
    words = line[_tags(line) :].lstrip()
    return next((name for name, opening in _OPENING if opening.match(words)), PARAGRAPH)


def _tags(text: str) -> int:
    at = 0
    while found := _TAGS.match(text, at):
        at = found.end()
    return at


def _begin(text: str) -> int:
    at = _tags(text)
    found = _START.match(text, at)
    at = found.end() if found else at
    while inner := _TAGS.match(text, at):
        if not inner.group().lstrip().startswith("{##"):
            break  # a condition of the first words
        at = inner.end()
    return at


def _around(text: str, at: int, cuts: Sequence[int], begin: int) -> tuple[int, int]:
    code = [found.span() for found in _CODE.finditer(text)]
    known = sorted({cut for cut in (0, *cuts, len(text)) if not any(start < cut < end for start, end in code)})
    at = max(at, begin)
    start = max((cut for cut in known if cut <= at), default=0)
    end = min((cut for cut in known if cut > at), default=len(text))
    return start, end


def _stripped(text: str, start: int, end: int, first: int) -> TypedWords:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    line_start = text.rfind("\n", 0, start) + 1
    return TypedWords(first + text.count("\n", 0, start), start - line_start, words.strip())
