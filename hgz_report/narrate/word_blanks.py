"""Blanks of words in template text: `{牵头}`, `{目标.时期}`, `{（时期）}`, `{“简述”}`, `{发现/—}`, `{任务.项数}`.

A blank holds a word of what is being told of (`scope`), or a way through several with points between.  Marks inside the braces
are printed with it, and left out with it where there is nothing; behind a stroke stands what is printed then.
"""

from __future__ import annotations

import re

from msgspec import Struct

from hgz_report.data.placeholder import mentions, strays
from hgz_report.language.han import HAN

_MARKS = "[（）《》，；：、。　]*"
_WORD_BLANK = re.compile(
    rf"(?P<before>{_MARKS})(?P<opening>“?)(?P<path>[{HAN}]+(?:\.[{HAN}]+)*)(?P<closing>”?)(?P<after>{_MARKS})"
    r"(?:/(?P<otherwise>[^{}|/\n]+))?"
)
_BRACES = re.compile(rf"(?<![{{\\])\{{{_WORD_BLANK.pattern.replace('?P<', '?P<_')}\}}(?!\}})")
_ATTRIBUTES = frozenset({"附件"})
"""What stands in braces behind a heading and is no blank."""


class WordBlank(Struct, frozen=True):
    """What stands in braces: the way to what is printed, the marks around it, what is printed where there is nothing."""

    path: tuple[str, ...]
    quoted: bool
    before: str
    after: str
    otherwise: str


class Blank(Struct, frozen=True):
    """A pair of braces in a template's text that stands for something; `start` and `end` with the braces."""

    start: int
    end: int
    written: str


def word_blank(written: str) -> WordBlank | None:
    """What a blank says, without its braces; None where it can only be a fact."""
    found = _WORD_BLANK.fullmatch(written)
    if found is None or bool(found["opening"]) != bool(found["closing"]):
        return None
    path = tuple(found["path"].split("."))
    return WordBlank(path, bool(found["opening"]), found["before"], found["after"], found["otherwise"] or "")


def blanks(text: str) -> list[Blank]:
    """Every blank of a text, facts and words, in order."""
    if "{" not in text:
        return []
    found = {one.start: Blank(one.start, one.end, text[one.start + 1 : one.end - 1]) for one in mentions(text)}
    for one in _BRACES.finditer(text):
        found.setdefault(one.start(), Blank(one.start(), one.end(), one.group()[1:-1]))
    return sorted((one for one in found.values() if one.written not in _ATTRIBUTES), key=lambda one: one.start)


def stray_braces(text: str) -> list[str]:
    """Pieces with a brace that stand for nothing."""
    return [piece for piece in strays(text) if not _BRACES.fullmatch(piece)]
