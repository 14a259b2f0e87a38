"""Watermarks of a .docx: a word shaped by VML behind the page, as Word puts one into a header.  Other VML nobody here reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.readers.content import Oddity, without_blanks
from hgz_report.readers.word_text import Element, W

_V = "{urn:schemas-microsoft-com:vml}"
_O = "{urn:schemas-microsoft-com:office:office}"
_DESCRIPTION = frozenset(
    f"{_V}{name}" for name in ("formulas", "f", "path", "textpath", "fill", "handles", "h", "stroke")
)
_KNOWN = _DESCRIPTION | {f"{_V}shapetype", f"{_V}shape", f"{_O}lock"}
_LIGHT = re.compile(r"#?[89A-F][0-9A-F](?:[89A-F][0-9A-F]){2}|#[89A-F]{3}|silver|white|lightgr[ae]y", re.IGNORECASE)
"""Colours through which black letters are read; a shape without one is white."""
_BEHIND = re.compile(r"(?:^|;)\s*z-index:\s*-\d")


def watermarks(element: Element) -> Iterator[str]:
    """The words of the watermarks in an element, without blanks."""
    for picture in element.iter(f"{W}pict"):
        if is_watermark(picture):
            yield from (without_blanks(one.get("string", "")) for one in picture.iterfind(f"{_V}shape/{_V}textpath"))


def is_watermark(picture: Element) -> bool:
    """Whether a `w:pict` holds shaped words behind the text and nothing else."""
    inside = [one for one in picture.iter() if one is not picture]
    shapes = picture.findall(f"{_V}shape")
    return (
        bool(shapes)
        and all(one.tag in _KNOWN for one in inside)
        and not any(one.get("src") or (one.text or "").strip() for one in inside)
        and all(_BEHIND.search(one.get("style", "")) and one.find(f"{_V}textpath") is not None for one in shapes)
        and all(_LIGHT.match(one.get("fillcolor", "white")) for one in shapes)
    )


def picture_oddities(picture: Element) -> Iterator[Oddity]:
    """What is odd about a `w:pict`; the word of a watermark is compared elsewhere."""
    if not is_watermark(picture):
        yield Oddity("doubt", "有旧式的图形（VML），显示成什么样说不准")
