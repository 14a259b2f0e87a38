"""PDF syntax as text, and numbered objects inside a reportlab document.

reportlab formats any registered `bytes` as they are, so objects it has no class for (structure elements, annotations with
tags) are written here as text under a number reserved beforehand.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from hgz_report.language.plain_numbers import short


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """A number with at most three decimals and no exponent."""
    return short(value, 3)


def numbers(values: Iterable[float]) -> str:
    """Numbers parted by blanks."""
    return " ".join(number(value) for value in values)


def string(text: str) -> str:
    """A text string: ASCII as it is, everything else UTF-16BE with its mark (ISO 32000-1 7.9.2.2)."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"
    return "<FEFF" + text.encode("utf-16-be").hex().upper() + ">"


class Objects:
    """Numbered objects of one reportlab `PDFDocument`, by a name of our own."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf

    def reserve(self, name: str) -> str:
        """Take a number for an object filled in later; returns the reference (`12 0 R`)."""
        self.pdf.Reference(b"null", name)
        return self.reference(name)

    def reference(self, name: str) -> str:
        """The reference to an object that has a number."""
        return "{} {} R".format(*self.pdf.idToObjectNumberAndVersion[name])

    def put(self, name: str, body: str | bytes) -> str:
        """Fill an object, taking a number where it has none yet; returns the reference."""
        content = body.encode("ascii") if isinstance(body, str) else body
        if name in self.pdf.idToObject:
            self.pdf.idToObject[name] = content
        else:
            self.pdf.Reference(content, name)
        return self.reference(name)

    def put_stream(self, name: str, data: bytes, entries: str = "", *, compress: bool = True) -> str:
        """Fill an object with a stream; `entries` are further keys of its dictionary."""
        if compress:
            return self.put_deflated(name, zlib.compress(data), entries)
        head = f"<< {entries} /Length {len(data)} >>\nstream\n"
        return self.put(name, head.encode("ascii") + data + b"\nendstream\n")

    def put_deflated(self, name: str, data: bytes, entries: str = "") -> str:
        """The same with a stream that is deflated already."""
        return self.put_stream(name, data, f"{entries} /Filter /FlateDecode", compress=False)
