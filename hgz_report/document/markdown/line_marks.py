"""What a line shows by itself: what stands alone on one (`[[toc]]`), in the braces behind a heading, how many brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hgz_report.document.blocks import PageBreak, Toc
from hgz_report.problems import Problem, Where

_TOC = re.compile(r"\[\[toc(?: depth=(?P<depth>[1-4]))?(?: over=(?P<over>\d{1,3}))?\]\]")
_ID = re.compile(r"#([A-Za-z][A-Za-z0-9_-]*)")
_MOST_BRACKETS = 1_000
_BARE, _ANNEX = "-", "附件"


class HeadingWords(NamedTuple):
    """What stands in the braces: an id, whether the heading is numbered, whether it is that of an annex."""

    id: str = ""
    numbered: bool = True
    annex: bool = False


def line_block(text: str, where: Where | None) -> PageBreak | Toc | None:
    """The block that a line stands for."""
    if found := _TOC.fullmatch(text):
        return Toc(int(found["depth"] or 2), int(found["over"] or 0), where)
    return PageBreak(where) if text == "[[pagebreak]]" else None


def heading_words(braces: str | None, level: int) -> HeadingWords | None:
    """The words in the braces behind a heading, None where they are not understood; nothing where there are no braces."""
    if braces is None:
        return HeadingWords()
    words = braces.split(" ")
    found = _ID.fullmatch(words[0])
    kind = words[1:] if found else words
    if kind not in ([], [_BARE], [_ANNEX]) or (kind == [_ANNEX] and level > 1):
        return None
    return HeadingWords(found[1] if found else "", not kind, kind == [_ANNEX])


def overfull(text: str, places: Sequence[Where | None]) -> Iterator[Problem]:
    """Paragraphs with so many brackets that reading them would take time with the square of their number."""
    count = 0
    for line, where in zip(text.split("\n"), places, strict=False):
        brackets = line.count("[")
        count = brackets + (count if line.strip() and not line.startswith("|") else 0)
        if count > _MOST_BRACKETS:
            yield Problem(
                where, f"一段里的方括号太多，超过 {_MOST_BRACKETS:,} 个", "分成几段；不是链接和注释的，删去方括号"
            )
