"""Paragraphs whose lines Word would end elsewhere: their inlines parted by line, each line with its own tracking.

Most lines need nothing.  Those where Word would tear a number from its unit, or push out what we squeeze in, get a little more
or less space between their characters, so that they end as in the PDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from hgz_report.document.blocks import FactRef, Inline, Inlines, Link, NoteRef, Strong, Text, plain
from hgz_report.layout.inline.paragraph import Line
from hgz_report.style import TextStyle

_MOST = 2.0
"""pt: more space between characters would look odd once the text is edited."""


def spaced(inlines: Inlines, lines: Sequence[Line], style: TextStyle) -> Iterator[tuple[Inlines, float | None]]:
    """The inlines line by line, each with its tracking in pt; None for that of the style."""
    if style.align != "justify" or not lines:
        yield inlines, None
        return
    tracking = [
        None if abs(line.set.held) < 0.01 or abs(line.set.held) > _MOST else style.tracking + line.set.held
        for line in lines
    ]
    if all(one is None for one in tracking):
        yield inlines, None
        return
    lengths = [_length(line.text) for line in lines]
    yield from zip(_parted(inlines, [*accumulate(lengths)][:-1]), tracking, strict=True)


def _parted(inlines: Inlines, ends: Sequence[int]) -> list[Inlines]:
    """Inlines cut after so many characters, blanks not counted."""
    parts: list[Inlines] = []
    rest, done = inlines, 0
    for end in ends:
        part, rest = _cut(rest, end - done)
        parts.append(part)
        done = end
    return [*parts, rest]


def _cut(inlines: Inlines, count: int) -> tuple[Inlines, Inlines]:
    for index, inline in enumerate(inlines):
        size = len(str(inline.number)) if isinstance(inline, NoteRef) else _length(plain((inline,)))
        if size > count:
            before, after = _cut_inline(inline, count) if count else ((), (inline,))
            return (*inlines[:index], *before), (*after, *inlines[index + 1 :])
        count -= size
    return inlines, ()


def _cut_inline(inline: Inline, count: int) -> tuple[Inlines, Inlines]:
    match inline:
        case Text(text) | FactRef(text, _):
            place = _place(text, count)
            return (replace(inline, text=text[:place]),), (replace(inline, text=text[place:]),)
        case Strong(children) | Link(_, children):
            before, after = _cut(children, count)
            return (replace(inline, children=before),), (replace(inline, children=after),)
        case _:  # a cross-reference is one field
            return (inline,), ()


def _place(text: str, count: int) -> int:
    """Where the first `count` characters that are no blanks end."""
    ends = [found.end() for found in re.finditer(r"\S\s*", text)]
    return ends[count - 1]


def _length(text: str) -> int:
    return len(re.sub(r"\s", "", text))
