"""Names for the places that fields and links point to: at most 40 letters, digits and underscores; hidden ones begin with _."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from hgz_report.document.blocks import ChartBlock, Document, Heading, Table


class Bookmarks(Struct):
    """`names`: anchor of a heading, table or chart → bookmark; `captions`: those whose bookmark holds just 表1 or 图1."""

    names: Mapping[str, str]
    captions: frozenset[str]
    _last: int = 0

    def next_number(self) -> int:
        """A number no other bookmark of the file has."""
        self._last += 1
        return self._last

    def note(self, number: int) -> str:
        """The bookmark around the first mark of a note."""
        return f"_RefNote{number:06d}"


def bookmarks_of(document: Document) -> Bookmarks:
    """Bookmarks for everything a report can point to."""
    names: dict[str, str] = {}
    captions: set[str] = set()
    for number, block in enumerate(document.blocks, 1):
        match block:
            case Heading():
                names[block.anchor] = f"_Toc{number:09d}"
            case Table() | ChartBlock() if block.id:
                names[block.anchor] = f"_Ref{number:09d}"
                captions.add(block.anchor)
            case _:
                pass
    return Bookmarks(names, frozenset(captions))
