"""What a writer hands over: the bytes of a file, and what its charts are lettered with, known while they were written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct, field

from hgz_report.document.web_parts import WebParts

if TYPE_CHECKING:
    from hgz_report.writers.docx.native_charts.lettered import Letter


class Behind(Struct, frozen=True):
    """What a format that links its numbers is told of them.

    `words`: by binding what it is, with its source; `annexes`: by owner the slug of the paper in which its figures have their
    lines, `rest` that of what no owner has.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    annexes: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""


NOTHING = Behind()


class Written(Struct, frozen=True):
    """A file.

    `charts`: the letters of each native chart of a DOCX, in order, with the fact behind each; `pages`: the content stream of each
    page of a PDF, `faces`: the SHA-256 of each embedded font and picture by the name that the pages call it by.
    """

    data: bytes
    charts: Sequence[Sequence[Letter]] = ()
    pages: Sequence[bytes] = ()
    faces: Mapping[str, str] = field(default_factory=dict)
    web: WebParts | None = None
    part: bytes = b""
    """Of a PDF what is needed of it where it is bound with others (`pdf.paper_part`)."""
