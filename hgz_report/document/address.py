"""Where a piece of text stands in a numbered document, so that what is set of it can be found again without searching."""

from __future__ import annotations

from typing import Literal, NamedTuple, assert_never

from hgz_report.document.blocks import Break, FactRef, Leaf, NoteRef, Ref, Text

Area = Literal["masthead", "title", "note", "imprint", "furniture"]
"""What stands outside the blocks: 红头, title, notes, 版记, and what each page has of itself."""
AddressKind = Literal["text", "label", "unit", "name", "period", "end", "page", "dots", "continued", "blank"]
"""`text`: what inlines say.  The rest is what numbering, layout or a block's plain fields put beside them: 一、 表1 or a bullet;
单位：亿元 above a table; name and period below a key figure; the right end of a line of two ends; a page number; dots; 续表;
and what stands between two of them and is not printed.
"""
ALT, PICTURE, CAPTION, SOURCE, LETTERED = range(5)
"""The parts of a chart; from the last one on the lines that its picture is lettered with, in the order they are drawn."""


class Address(NamedTuple):
    """A text of a document; a place in it is an address and the number of characters before it.

    `block`: place among the document's blocks, or the area outside them.  `part`: which of its texts in reading order: a
    paragraph, an item, a tile, a caption, a head, a cell, a source line; of notes the number less one, of furniture the page.
    """

    block: int | Area
    part: int = 0
    kind: AddressKind = "text"

    def beside(self, kind: AddressKind) -> Address:
        """The address of what stands beside the inlines of the same part."""
        return Address(self.block, self.part, kind)


NOWHERE = Address("furniture")
"""The address of what is tried or measured and never printed."""


def length(leaf: Leaf) -> int:
    """How many characters of its text a leaf is: a note mark its digits, a break one."""
    match leaf:
        case Text() | FactRef() | Ref():
            return len(leaf.text)
        case NoteRef():
            return len(str(leaf.number))
        case Break():
            return 1
        case _:
            assert_never(leaf)
