"""Putting OpenType faces into a reportlab PDF as composite fonts, their outlines unchanged.

reportlab itself embeds TrueType outlines only, in sets of 256 characters, and loses characters beyond U+FFFF in
ToUnicode.  Here a face is one Type 0 font with two-byte codes (ISO 32000-1, 9.7).  The code of a character is the CID
of its glyph, so a page can be painted before anybody knows which glyphs the document uses.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import Any
from unicodedata import normalize

from reportlab.pdfbase import pdfdoc

from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import MissingGlyph
from hgz_report.fonts.subset import Subset, subset
from hgz_report.writers.pdf.objects import number

_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6  # Flags of a FontDescriptor (ISO 32000-1, table 123)
_BFCHAR_LIMIT = 100  # entries a block of a CMap may have (Adobe Technical Note #5014)


class _Hexes(dict[str, str]):
    """Character -> its code as four hexadecimal digits; the keys are the characters the document has used."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face

    def __missing__(self, char: str) -> str:
        glyph = self.face.glyph(char)
        if not glyph:
            raise MissingGlyph(char, None, (self.face,))
        code = self[char] = f"{self.face.cid(glyph):04X}"
        return code


class EmbeddedFonts:
    """The faces of one reportlab `PDFDocument`, written when it is saved, for pages whose fonts are `basicFonts`."""

    def __init__(self, document: Any) -> None:
        document.delayedFonts.append(self)  # reportlab calls `addObjects` of each before it writes the file
        self._used: dict[Face, tuple[str, _Hexes]] = {}
        self.programs: dict[str, str] = {}
        """SHA-256 of each font as it was embedded, by the name of its resource (`T1`), once the document is saved."""

    def use(self, face: Face, text: str) -> tuple[str, str]:
        """Name of the font resource (`/T1`) and the text's codes, four hexadecimal digits a character.

        Raises MissingGlyph where the face lacks a character: nothing is ever painted as a box.
        """
        found = self._used.get(face)
        if found is None:  # "T": reportlab's own fonts are F1, F2 …
            found = self._used[face] = f"/T{len(self._used) + 1}", _Hexes(face)
        name, hexes = found
        return name, "".join(map(hexes.__getitem__, text))

    def addObjects(self, document: Any) -> None:  # noqa: N802 - the name reportlab calls
        """Write every font used so far into the document; reportlab calls it once, on saving."""
        fonts = document.idToObject["BasicFonts"].dict
        for face, (name, hexes) in self._used.items():
            if hexes:
                glyphs = {face.cid(face.glyph(char)): face.glyph(char) for char in hexes}
                cut = subset(face, frozenset(glyphs.values()))
                fonts[name[1:]] = _font(document, face, frozenset(hexes), glyphs, cut)
                self.programs[name[1:]] = sha256(cut.program).hexdigest()


def _font(document: Any, face: Face, chars: frozenset[str], glyphs: Mapping[int, int], cut: Subset) -> Any:
    """The Type 0 font and all it refers to; returns the reference."""
    name = pdfdoc.PDFName(f"{cut.tag}+{face.key}")
    inner = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if face.is_cff else "/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
        "DW": 1000,
        "W": _widths(face, glyphs),
        "FontDescriptor": document.Reference(_descriptor(document, face, name, cut.program)),
    }
    if not face.is_cff:
        inner["CIDToGIDMap"] = "/Identity"
    outer = {
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": name,
        "Encoding": "/Identity-H",
        "DescendantFonts": pdfdoc.PDFArray([document.Reference(pdfdoc.PDFDictionary(inner))]),
        "ToUnicode": document.Reference(_stream(_to_unicode(_meanings(face, chars)).encode("ascii"), {})),
    }
    return document.Reference(pdfdoc.PDFDictionary(outer))


def _descriptor(document: Any, face: Face, name: str, program: bytes) -> Any:
    file = {"Subtype": "/CIDFontType0C"} if face.is_cff else {"Length1": len(program)}
    entries = {
        "Type": "/FontDescriptor",
        "FontName": name,
        "Flags": _SYMBOLIC | (_ITALIC if face.italic_angle else 0),
        "FontBBox": pdfdoc.PDFArray([_thousandths(edge) for edge in face.bbox]),
        "ItalicAngle": round(face.italic_angle),
        "Ascent": _thousandths(face.ascent),
        "Descent": _thousandths(face.descent),
        "CapHeight": _thousandths(face.cap_height),
        "StemV": round(50 + (face.weight / 65) ** 2),  # no font states it; this is how Ghostscript guesses
        "FontFile3" if face.is_cff else "FontFile2": document.Reference(_stream(program, file)),
    }
    return pdfdoc.PDFDictionary(entries)


def _stream(content: bytes, entries: Mapping[str, object]) -> Any:
    dictionary = pdfdoc.PDFDictionary({**entries, "Filter": "/FlateDecode"})
    return pdfdoc.PDFStream(dictionary, _compressed(content))


@lru_cache(maxsize=32)
def _compressed(content: bytes) -> bytes:
    """A report made again and again in a preview asks for the same; compressing costs more than cutting."""
    return zlib.compress(content)


def _thousandths(length: float) -> int:
    return round(length * 1000)


def _widths(face: Face, glyphs: Mapping[int, int]) -> str:
    """The W array: `10 [500 512] 20 [333]`; glyphs an em wide go without, DW says so."""
    widths = ((cid, number(face.glyph_advance(glyph) * 1000)) for cid, glyph in glyphs.items())
    stated = sorted((cid, width) for cid, width in widths if width != "1000")
    runs = groupby(enumerate(stated), key=lambda item: item[1][0] - item[0])  # consecutive CIDs share the difference
    parts = []
    for _, run in runs:
        items = [item for _, item in run]
        parts.append(f"{items[0][0]} [{' '.join(width for _, width in items)}]")
    return f"[{' '.join(parts)}]"


def _meanings(face: Face, chars: Iterable[str]) -> Iterator[tuple[int, str]]:
    """What each code stands for, by code.

    Where two characters share a glyph (space and no-break space, 一 and the radical ⼀) the plainer one is named.
    """
    by_code: dict[int, str] = {}
    for char in sorted(chars, key=lambda char: (normalize("NFKC", char) != char, char)):
        by_code.setdefault(face.cid(face.glyph(char)), char)
    yield from sorted(by_code.items())


def _to_unicode(meanings: Iterable[tuple[int, str]]) -> str:
    """The CMap that lets a reader copy and search; beyond U+FFFF in surrogate pairs (ISO 32000-1, 9.10.3)."""
    entries = [f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for code, char in meanings]
    blocks = (entries[at : at + _BFCHAR_LIMIT] for at in range(0, len(entries), _BFCHAR_LIMIT))
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
            "endcodespacerange",
            *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )
