"""Inlines flattened to spans: stretches of text of one look, bound to their place in the structure tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from hgz_report.document.blocks import Break, FactRef, Inline, Inlines, Link, NoteRef, Ref, Strong, Text
from hgz_report.fonts.fontset import FontSet
from hgz_report.fonts.roles import Role
from hgz_report.layout.boxes import Node
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


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one look.  `stroke` and `latin_stroke` in pt for Han and Latin characters; `rise` in pt above the baseline.

    `node` None means page furniture.  `note` is the key of the note that a mark stands for.
    `latin` is the role of letters and digits.
    """

    text: str
    role: Role
    size: float
    node: Node | None
    color: tuple[float, float, float] = (0.0, 0.0, 0.0)
    stroke: float = 0.0
    latin_stroke: float = 0.0
    rise: float = 0.0
    fact: str = ""
    link: str = ""
    note: str = ""
    latin: Role = Role.LATIN


def plain_span(text: str, style: TextStyle, node: Node | None, fonts: FontSet) -> Span:
    """A span of plain text in a text style."""
    role = Role(style.role)
    bold = BOLD if style.bold else 0.0
    latin = LATIN_BOLD if bold or role in _HEAVY else 0.0
    return Span(
        text, role, style.size, node, style.color, (fonts.embolden(role) + bold) * style.size, latin * style.size
    )


def spans_of(inlines: Inlines, style: TextStyle, node: Node | None, fonts: FontSet) -> list[list[Span]]:
    """The spans of inlines, a list for each line the author forced.  Links and note marks get nodes of their own."""
    lines: list[list[Span]] = [[]]
    for span in _walk(inlines, plain_span("", style, node, fonts)):
        if span is None:
            lines.append([])
        elif span.text:
            lines[-1].append(span)
    return lines


def _walk(inlines: Inlines, base: Span) -> Iterator[Span | None]:
    for inline in inlines:
        yield from _spans(inline, base)


def _spans(inline: Inline, base: Span) -> Iterator[Span | None]:
    match inline:
        case Text(text):
            yield replace(base, text=text)
        case FactRef(text, fact):
            yield replace(base, text=text, fact=fact)
        case Strong(children):
            yield from _walk(children, _strong(base))
        case Ref(target, text):
            yield replace(base, text=text, link=f"#{target}", node=_child(base.node, "Link"))
        case Link(url, children):
            yield from _walk(children, replace(base, link=url, node=_child(base.node, "Link")))
        case NoteRef(note, number):
            node = _child(_child(base.node, "Reference"), "Link")
            size = base.size * NOTE_SIZE
            rise = base.size * NOTE_RISE
            yield replace(
                base, text=str(number), node=node, size=size, rise=rise, note=note, link=f"#note-{number}", fact=""
            )
        case Break():
            yield None
        case _:
            assert_never(inline)


def _strong(base: Span) -> Span:
    """黑体 within text of another face; an outline where the text is 黑体 already, and for Latin letters and digits."""
    if base.role is Role.HEI:
        return replace(base, stroke=base.stroke + BOLD * base.size)
    return replace(base, role=Role.HEI, stroke=0.0, latin_stroke=LATIN_BOLD * base.size)


def _child(node: Node | None, role: str) -> Node | None:
    return node.add(role) if node is not None else None
