"""Bookmarks from the headings (ISO 32000-1 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, field

from hgz_report.layout.laid_out import Landmark
from hgz_report.writers.pdf.links import destination
from hgz_report.writers.pdf.objects import Objects, string

ROOT = "OutlineRoot"


class Bookmark(Struct):
    """A bookmark; the root has no mark.  `ref` is its reserved reference, `name` that of the object."""

    mark: Landmark | None
    name: str
    ref: str
    kids: list[Bookmark] = field(default_factory=list)


def write_outline(objects: Objects, marks: Sequence[Landmark], page_refs: Sequence[str]) -> str | None:
    """Write the bookmarks nested by level; returns the reference to the root, None without headings."""
    headings = [mark for mark in marks if mark.level > 0]
    if not headings:
        return None
    root = Bookmark(None, ROOT, objects.reserve(ROOT))
    open_entries: list[tuple[int, Bookmark]] = [(0, root)]
    for at, mark in enumerate(headings):
        while open_entries[-1][0] >= mark.level:
            open_entries.pop()
        name = f"Outline{at}"
        entry = Bookmark(mark, name, objects.reserve(name))
        open_entries[-1][1].kids.append(entry)
        open_entries.append((mark.level, entry))
    _write(objects, root, page_refs)
    return root.ref


def _write(objects: Objects, parent: Bookmark, page_refs: Sequence[str]) -> None:
    if parent.mark is None:
        ends = f"/First {parent.kids[0].ref} /Last {parent.kids[-1].ref}"
        objects.put(parent.name, f"<< /Type /Outlines {ends} /Count {len(parent.kids)} >>")
    for at, entry in enumerate(parent.kids):
        if entry.mark is None:
            continue
        parts = [f"/Title {string(entry.mark.text)} /Parent {parent.ref} /Dest {destination(entry.mark, page_refs)}"]
        parts += [f"/Prev {parent.kids[at - 1].ref}"] if at else []
        parts += [f"/Next {parent.kids[at + 1].ref}"] if at + 1 < len(parent.kids) else []
        if entry.kids:  # closed: a negative count of what would show when opened
            parts.append(f"/First {entry.kids[0].ref} /Last {entry.kids[-1].ref} /Count {-len(entry.kids)}")
        objects.put(entry.name, f"<< {' '.join(parts)} >>")
        _write(objects, entry, page_refs)
