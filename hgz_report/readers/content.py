"""What reading a finished file gives: its texts in reading order; or why nobody can judge it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

from msgspec import Struct, field

from hgz_report.document.web_parts import WebParts

HOLDERS = frozenset({"P", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "TD", "TH", "LI", "TOCI", "Note"})
"""Structure elements of a PDF that hold the lines of one unit."""
_BLANK = re.compile(r"\s+")
PASTED = "PDF 里贴了图片，图里的数字读不出来"
"""Said of a picture that nobody knows."""
SegmentKind = Literal["text", "alt", "margin"]
"""`alt`: what is said of a picture; `margin`: a header, a footer, an artifact or a remark, outside the order of the text."""


class Unjudged(Exception):  # noqa: N818 - a verdict, not a fault of the program
    """Nothing can be said of a file; `what` and `hint` in Chinese."""

    def __init__(self, what: str, hint: str = "") -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


class Tagged(Struct, frozen=True):
    """A stretch of a segment that stands in a content control."""

    start: int
    end: int
    tag: str


class GridPlace(NamedTuple):
    """A cell's table, counted through the file, and its row and first column; all from 0."""

    table: int
    row: int
    column: int


class Oddity(NamedTuple):
    """Something that shows or hides text by other means than text.

    `weight`: "finding" for what is wrong, "doubt" for what nobody can read, "notice" for what only has to be known.
    """

    weight: Literal["finding", "doubt", "notice"]
    what: str
    text: str = ""
    page: int = 0
    box: tuple[float, float, float, float] | None = None
    """Left, bottom, right, top in pt from the lower left corner of the page."""


class Segment(Struct):
    """A paragraph, cell or caption as the file has it, without blanks; `page` 0 where the format knows none."""

    text: str = ""
    page: int = 0
    tagged: list[Tagged] = field(default_factory=list)
    kind: SegmentKind = "text"
    heading: bool = False
    cell: GridPlace | None = None
    oddities: list[Oddity] = field(default_factory=list)


class ShownDrawing(Struct, frozen=True):
    """A picture or native chart of a .docx: the text of the paragraph below it, and its normal form (`readers.word_drawings`)."""

    caption: str
    form: Mapping[str, Any]
    image: bytes = b""
    """Of a picture its file."""


class Content(Struct, frozen=True):
    """All that a file says: `title` and `date` (2026-11-23) from its properties, "" where it has none; `maker`: the program."""

    title: str
    date: str
    segments: Sequence[Segment]
    drawings: Sequence[ShownDrawing] = ()
    oddities: Sequence[Oddity] = ()
    maker: str = ""
    paged: bool = False
    """Whether the format has pages."""
    pictures: Sequence[tuple[int, str]] = ()
    """Of each picture pasted on a page of a PDF the page, and the SHA-256 of its data."""
    watermarks: Sequence[str] = ()
    """Words across the pages of a .docx, or above an HTML page."""
    web: WebParts | None = None
    """Of an HTML page what it holds beside its texts."""


def without_blanks(text: str) -> str:
    """Text without white space of any kind."""
    return _BLANK.sub("", text)
