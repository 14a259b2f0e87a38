"""Leaves made of text with its origin, and neighbouring texts seen as one."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from hgz_report.document.blocks import FactRef, Inline, Inlines, Link, NoteRef, Strong, Text, leaves
from hgz_report.origin import Cited, Count, Derived, Fact, Origin, Recorded


def leaf(text: str, origin: Origin) -> Text | FactRef:
    """A leaf of one origin."""
    bound = (
        isinstance(origin, Count | Cited)
        or (isinstance(origin, Fact | Derived) and origin.part != "unit")
        or (isinstance(origin, Recorded) and origin.part == "quantity")
    )
    return FactRef(text, origin) if bound else Text(text, origin)


def seen(inlines: Inlines) -> Inlines:
    """The inlines as a reader sees them: neighbouring texts are one, wherever each comes from."""
    out: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text(text) if out and isinstance(last := out[-1], Text):
                out[-1] = Text(last.text + text)
            case Text(text):
                out.append(Text(text))
            case Strong(children) | Link(_, children):
                out.append(replace(inline, children=seen(children)))
            case _:
                out.append(inline)
    return tuple(out)


def note_refs(inlines: Inlines) -> Iterator[NoteRef]:
    """The note marks among inlines, at any depth."""
    return (leaf for leaf in leaves(inlines) if isinstance(leaf, NoteRef))
