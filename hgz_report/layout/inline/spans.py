"""Inlines flattened to spans: stretches of text of one look, bound to their place in the structure tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, assert_never

from msgspec import Struct

from hgz_report.document.address import Address
from hgz_report.document.blocks import Break, FactRef, Inlines, Link, NoteRef, Ref, Strong, Text
from hgz_report.document.leaf import seen
from hgz_report.draw.frame import Node
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role
from hgz_report.style import TextStyle

BOLD = 0.03
"""Outline in em that makes a face read as bold where there is no bold one."""
_HEAVY = frozenset({Role.HEI, Role.XIAOBIAOSONG})
"""Beside these a regular Latin face looks thin."""
LATIN_BOLD = 0.016
"""More would close the thin strokes of a Latin serif face."""
NOTE_SIZE = 0.62
"""Size of a note mark, in em of the text it stands in."""
NOTE_RISE = 0.34
_DOTS = re.compile(r"((?<![^\s　（：])[●◐○](?=[^\s　、，。；]))")
"""A dot before a label."""
_KEPT_WHOLE = 5
"""Characters: a link within the report no longer than this (表12) stays on one line."""


class SpanLook(NamedTuple):
    """`stroke` and `latin_stroke` in pt for Han and Latin characters; `rise` in pt above the baseline.

    `latin` is the role of letters and digits.
    """

    role: Role
    size: float
    color: tuple[float, float, float] = (0.0, 0.0, 0.0)
    stroke: float = 0.0
    latin_stroke: float = 0.0
    rise: float = 0.0
    latin: Role = Role.LATIN


class SpanText(NamedTuple):
    """Text of one look and all else that setting it depends on.  `mark`: a raised note mark; `whole`: stays on one line."""

    text: str
    look: SpanLook
    mark: bool = False
    whole: bool = False


class Span(Struct, frozen=True):
    """A stretch of text with what it stands for.

    `node` None means page furniture.  `note` is the key of the note that a mark stands for.  `start`: how many
    characters stand before it at its address.
    """

    stretch: SpanText
    node: Node | None
    address: Address
    start: int = 0
    fact: str = ""
    link: str = ""
    note: str = ""


def note_anchor(number: int) -> str:
    """What links to a note go by; an author's id has no blanks."""
    return f"note {number}"


def plain_look(style: TextStyle, fonts: FontSet) -> SpanLook:
    """The look of plain text in a text style."""
    role = Role(style.role)
    bold = BOLD if style.bold else 0.0
    latin = LATIN_BOLD if bold or role in _HEAVY else 0.0
    return SpanLook(role, style.size, style.color, (fonts.embolden(role) + bold) * style.size, latin * style.size)


def plain_span(text: str, look: SpanLook, node: Node | None, at: Address, link: str = "") -> Span:
    """A span of plain text."""
    whole = len(text) <= _KEPT_WHOLE and link.startswith("#")
    return Span(SpanText(text, look, False, whole), node, at, 0, "", link)


def spans_of(inlines: Inlines, look: SpanLook, node: Node | None, at: Address, start: int = 0) -> list[list[Span]]:
    """The spans of inlines, a list for each line the author forced.  Links and note marks get nodes of their own.

    `start`: where in the text at the address the inlines begin, if they are a part of it.
    """
    lines: list[list[Span]] = [[]]
    for span in _Walk(at, start).spans(seen(inlines), look, node, ""):
        if span is None:
            lines.append([])
        elif span.stretch.text:
            lines[-1].append(span)
    return lines


class _Walk:
    """Goes through inlines and counts their characters."""

    def __init__(self, at: Address, start: int) -> None:
        self._at = at
        self._start = start

    def spans(self, inlines: Inlines, look: SpanLook, node: Node | None, link: str) -> Iterator[Span | None]:
        for inline in inlines:
            match inline:
                case Text(text):
                    for part in _DOTS.split(text):
                        yield Span(SpanText(part, look), node, self._at, self._passed(part), "", link)
                case FactRef(text) as ref:
                    yield Span(SpanText(text, look), node, self._at, self._passed(text), ref.fact, link)
                case Strong(children):
                    yield from self.spans(children, _strong(look), node, link)
                case Ref(target, text):
                    whole = len(text) <= _KEPT_WHOLE
                    inside = _child(node, "Link")
                    yield Span(
                        SpanText(text, look, False, whole), inside, self._at, self._passed(text), "", f"#{target}"
                    )
                case Link(url, children):
                    yield from self.spans(children, look, _child(node, "Link"), url)
                case NoteRef(note, number):
                    mark = SpanText(str(number), _raised(look), mark=True, whole=True)
                    inside = _child(_child(node, "Reference"), "Link")
                    yield Span(mark, inside, self._at, self._passed(mark.text), "", f"#{note_anchor(number)}", note)
                case Break():
                    self._start += 1
                    yield None
                case _:
                    assert_never(inline)

    def _passed(self, text: str) -> int:
        """Where a text begins that ends before what is next."""
        start = self._start
        self._start += len(text)
        return start


@lru_cache(maxsize=256)
def _strong(look: SpanLook) -> SpanLook:
    """黑体 within text of another face; an outline where the text is 黑体 already, and for Latin letters and digits."""
    if look.role is Role.HEI:
        return look._replace(stroke=look.stroke + BOLD * look.size)
    return look._replace(role=Role.HEI, stroke=0.0, latin_stroke=LATIN_BOLD * look.size)


@lru_cache(maxsize=256)
def _raised(look: SpanLook) -> SpanLook:
    return look._replace(size=look.size * NOTE_SIZE, rise=look.size * NOTE_RISE)


def _child(node: Node | None, role: str) -> Node | None:
    return node.add(role) if node is not None else None
