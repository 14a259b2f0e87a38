"""Text that a page of a PDF holds beside what it shows: taken out, unless it is all there is, as under a scanned picture."""

from __future__ import annotations

from pypdf import PageObject
from pypdf.generic import NameObject

_SHOWS = frozenset({b"Tj", b"TJ", b"'", b'"'})
_INVISIBLE = frozenset({3, 7})
"""Text rendering modes that paint nothing (ISO 32000-1 9.3.6)."""


def without_invisible(page: PageObject) -> PageObject:
    """The page without text that paints nothing; a page with no other text (words recognised under a picture) as it is."""
    content = page.get_contents()
    if content is None or b"Tr" not in content.get_data():
        return page
    mode, saved, shown, hidden = 0, list[int](), 0, 0
    kept = []
    for operands, operator in content.operations:
        match operator:
            case b"q":
                saved.append(mode)
            case b"Q" if saved:
                mode = saved.pop()
            case b"Tr" if operands:
                mode = int(operands[0])
        unseen = operator in _SHOWS and mode in _INVISIBLE
        hidden += unseen
        shown += operator in _SHOWS and not unseen
        if not unseen:
            kept.append((operands, operator))
    if shown and hidden:
        content.operations = kept
        page[NameObject("/Contents")] = content
    return page
