"""Line breaks that authors force, settled: one between two lines that say something, no blanks beside it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from hgz_report.document.blocks import Break, Inline, Inlines, Leaf, Link, Strong, Text, leaves

_BLANKS = " \u3000\n\t"


def has_break(inlines: Inlines) -> bool:
    """Whether an author forces a line in it."""
    return any(isinstance(leaf, Break) for leaf in leaves(inlines))


def settled_breaks(inlines: Inlines) -> Inlines:
    """The inlines without breaks that part nothing and without the blanks beside the others."""
    if not has_break(inlines):
        return inlines
    before = list(leaves(inlines))
    return tuple(_rebuilt(inlines, iter(_settled(before))))


def _settled(found: list[Leaf]) -> list[Leaf | None]:
    """The leaves, None for those that are left out."""
    out: list[Leaf | None] = []
    waiting: int | None = None
    line_says = False
    for leaf in found:
        if isinstance(leaf, Break):
            if line_says:
                _trim(out)
                waiting = len(out)
            out.append(None)
            line_says = False
            continue
        if not line_says and isinstance(leaf, Text):
            leaf = replace(leaf, text=leaf.text.lstrip(_BLANKS))
        says = not isinstance(leaf, Text) or bool(leaf.text.strip(_BLANKS))
        if says and waiting is not None:
            out[waiting], waiting = Break(), None
        line_says = line_says or says
        out.append(leaf)
    return out


def _trim(out: list[Leaf | None]) -> None:
    """Take the blanks off the end."""
    for last in range(len(out) - 1, -1, -1):
        leaf = out[last]
        if not isinstance(leaf, Text):
            return
        out[last] = leaf = replace(leaf, text=leaf.text.rstrip(_BLANKS))
        if leaf.text:
            return


def _rebuilt(inlines: Inlines, settled: Iterator[Leaf | None]) -> Iterator[Inline]:
    for inline in inlines:
        match inline:
            case Strong(children) | Link(_, children):
                inside = tuple(_rebuilt(children, settled))
                if inside:
                    yield replace(inline, children=inside)
            case _:
                leaf = next(settled)
                if leaf is not None and not (isinstance(leaf, Text) and not leaf.text):
                    yield leaf
