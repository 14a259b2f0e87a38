"""Paragraphs whose lines Word would end elsewhere: their inlines parted by line, each line with its own tracking.

Most lines need nothing.  Those where Word would tear a number from its unit, or push out what we squeeze in, get a little more
or less space between their characters, so that they end as in the PDF.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from hgz_report.document.address import length
from hgz_report.document.blocks import FactRef, Inline, Inlines, Link, Strong, Text, leaves
from hgz_report.layout.inline.paragraph import Line
from hgz_report.style import TextStyle

_MOST = 2.0
"""pt: more space between characters would look odd once the text is edited."""


def spaced(
    label: str, inlines: Inlines, lines: Sequence[Line], style: TextStyle
) -> Iterator[tuple[Inlines, float | None]]:
    """A label and inlines line by line, each with its tracking in pt; None for that of the style."""
    whole: Inlines = (Text(label), *inlines) if label else inlines
    tracking = [
        None if abs(line.set.held) < 0.01 or abs(line.set.held) > _MOST else style.tracking + line.set.held
        for line in lines
    ]
    if style.align != "justify" or all(one is None for one in tracking):
        yield whole, None
        return
    rest, done = whole, 0
    for one, line in zip(tracking, lines[1:], strict=False):
        part, rest = _cut(rest, max(_start(line, len(label)) - done, 0))
        yield part, one
        done += sum(map(length, leaves(part)))
    yield rest, tracking[-1]


def _start(line: Line, label: int) -> int:
    """How many characters of a text and its label of so many stand before a line."""
    run = line.set.runs[0]
    span = line.spans[run.stretch]
    return span.start + run.start + (label if span.address.kind == "text" else 0)


def _cut(inlines: Inlines, count: int) -> tuple[Inlines, Inlines]:
    """Inlines cut after so many characters."""
    for index, inline in enumerate(inlines):
        size = sum(map(length, leaves((inline,))))
        if size > count:
            before, after = _cut_inline(inline, count) if count else ((), (inline,))
            return (*inlines[:index], *before), (*after, *inlines[index + 1 :])
        count -= size
    return inlines, ()


def _cut_inline(inline: Inline, count: int) -> tuple[Inlines, Inlines]:
    match inline:
        case Text(text) | FactRef(text, _):
            return (replace(inline, text=text[:count]),), (replace(inline, text=text[count:]),)
        case Strong(children) | Link(_, children):
            before, after = _cut(children, count)
            return (replace(inline, children=before),), (replace(inline, children=after),)
        case _:  # a cross-reference is one field
            return (inline,), ()
