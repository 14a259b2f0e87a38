"""Codes of a PDF font → characters, from its ToUnicode map or, for plain Latin fonts, its encoding."""

from __future__ import annotations

import re
from typing import Any

from hgz_report.readers.content import Unjudged

_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_PLAIN_ENCODINGS = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding"})
_MOST = 0x10000


class Codes:
    """Reads strings in one font."""

    def __init__(self, font: Any) -> None:
        self._width = 2 if font.get("/Subtype") == "/Type0" else 1
        self._meaning: dict[int, str] | None = None
        if "/ToUnicode" in font:
            self._meaning = _meaning(font["/ToUnicode"].get_object().get_data())
        elif not _is_plain(font):
            raise Unjudged("PDF 里有的字体没有说明文字，数字读不出来", "这不是本程序写的文字；核查发布的原件")

    def text(self, codes: bytes) -> str:
        """The characters; a code without a meaning stops the audit."""
        if self._meaning is None:
            return codes.decode("cp1252", errors="replace")
        width = self._width
        out = []
        for at in range(0, len(codes) - width + 1, width):
            code = int.from_bytes(codes[at : at + width])
            if code not in self._meaning:
                raise Unjudged("PDF 里有的字没有说明文字，读不出来", "这不是本程序写的文字；核查发布的原件")
            out.append(self._meaning[code])
        return "".join(out)


def _is_plain(font: Any) -> bool:
    encoding = font.get("/Encoding", "/StandardEncoding")
    return font.get("/Subtype") in ("/Type1", "/TrueType") and encoding in _PLAIN_ENCODINGS


def _meaning(cmap: bytes) -> dict[int, str]:
    meaning: dict[int, str] = {}
    for block in _CHARS.findall(cmap):
        for code, text in _PAIR.findall(block):
            meaning[int(code, 16)] = _decoded(text)
    for block in _RANGES.findall(cmap):
        for first, last, text, texts in _RANGE.findall(block):
            start, end = int(first, 16), min(int(last, 16), int(first, 16) + _MOST)
            if texts:
                meaning |= dict(zip(range(start, end + 1), map(_decoded, _HEX.findall(texts)), strict=False))
            else:
                base = _decoded(text)
                for code in range(start, end + 1):
                    meaning[code] = base[:-1] + chr(ord(base[-1]) + code - start) if base else ""
    return meaning


def _decoded(hexadecimal: bytes) -> str:
    return bytes.fromhex(hexadecimal.decode("ascii")).decode("utf-16-be", errors="replace")
