"""Putting OpenType faces into a reportlab PDF as composite fonts, their outlines unchanged.

reportlab itself embeds TrueType outlines only, in sets of 256 characters, and loses characters beyond U+FFFF in
ToUnicode.  Here a face is one Type 0 font with two-byte codes (ISO 32000-1, 9.7).  The code of a character is the CID
of its glyph, so a page can be painted before anybody knows which glyphs the document uses.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias
from unicodedata import normalize

from msgspec import Struct
from reportlab.pdfbase import pdfdoc

from hgz_report.fonts.face import Face
from hgz_report.fonts.fontset import MissingGlyph
from hgz_report.fonts.subset import subset
from hgz_report.writers.pdf.objects import Objects, number

_SYMBOLIC, _ITALIC = 1 << 2, 1 << 6  # Flags of a FontDescriptor (ISO 32000-1, table 123)
_BFCHAR_LIMIT = 100  # entries a block of a CMap may have (Adobe Technical Note #5014)
_OUTLINES = zlib.Z_HUFFMAN_ONLY
"""Outlines hardly repeat themselves: looking for what does takes three times as long as all the rest and saves 4 % of them."""


class FontProgram(Struct, frozen=True):
    """A subset of a face as it stands in a file, deflated; `length` bytes once it is inflated, `sha256` of those."""

    tag: str
    length: int
    sha256: str
    deflated: bytes


CutKey: TypeAlias = tuple[str, bytes]
"""The key of a face, and a hash of the glyphs that are wanted of it."""


class _Coded(NamedTuple):
    """How a character is written and what is said of it, in the order in which that stands in a file: by code, and where two
    characters share a glyph (space and no-break space, 一 and the radical ⼀) the plainer one first.
    """

    code: int
    is_variant: bool
    char: str
    glyph: int
    width: str
    meaning: str
    """A line of the ToUnicode CMap; beyond U+FFFF in surrogate pairs (ISO 32000-1, 9.10.3)."""


class _Codes(dict[str, str]):
    """Character -> its code as four hexadecimal digits, for every document that uses the face."""

    def __init__(self, face: Face) -> None:
        super().__init__()
        self.face = face
        self.coded: dict[str, _Coded] = {}

    def __missing__(self, char: str) -> str:
        glyph = self.face.glyph(char)
        if not glyph:
            raise MissingGlyph(char, None, (self.face,))
        code = self.face.cid(glyph)
        shown = self[char] = f"{code:04X}"
        width = number(self.face.glyph_advance(glyph) * 1000)
        meaning = f"<{shown}> <{char.encode('utf-16-be').hex().upper()}>"
        self.coded[char] = _Coded(code, normalize("NFKC", char) != char, char, glyph, width, meaning)
        return shown


_codes = lru_cache(maxsize=32)(_Codes)


class EmbeddedFonts:
    """The faces of one reportlab `PDFDocument`, written when it is saved, for pages whose fonts are `basicFonts`.

    `known`: what was cut from the same faces before.
    """

    def __init__(self, document: Any, known: Mapping[CutKey, FontProgram] | None = None) -> None:
        self._known = known or {}
        self.cuts: dict[CutKey, FontProgram] = {}
        """What was embedded, once the document is saved."""
        document.delayedFonts.append(self)  # reportlab calls `addObjects` of each before it writes the file
        self._used: dict[Face, tuple[str, _Codes, set[str]]] = {}
        self.programs: dict[str, str] = {}
        """SHA-256 of each font as it was embedded, by the name of its resource (`T1`), once the document is saved."""

    def use(self, face: Face, text: str) -> tuple[str, str]:
        """Name of the font resource (`/T1`) and the text's codes, four hexadecimal digits a character.

        Raises MissingGlyph where the face lacks a character: nothing is ever painted as a box.
        """
        found = self._used.get(face)
        if found is None:  # "T": reportlab's own fonts are F1, F2 …
            found = self._used[face] = f"/T{len(self._used) + 1}", _codes(face), set()
        name, codes, chars = found
        chars.update(text)
        return name, "".join(map(codes.__getitem__, text))

    def used(self) -> list[tuple[str, str, str]]:
        """The name of each font resource without its slash, the key of its face, and the characters that were used."""
        return [(name[1:], face.key, "".join(sorted(chars))) for face, (name, _, chars) in self._used.items()]

    def addObjects(self, document: Any) -> None:  # noqa: N802 - the name reportlab calls
        """Write every font used so far into the document; reportlab calls it once, on saving."""
        fonts, objects = document.idToObject["BasicFonts"].dict, Objects(document)
        for face, (resource, codes, chars) in self._used.items():
            if chars:
                name = resource[1:]
                by_code = {one.code: one for one in sorted((codes.coded[char] for char in chars), reverse=True)}
                coded = [*by_code.values()][::-1]
                program = self._program(face, frozenset(one.glyph for one in coded))
                fonts[name] = _font(objects, name, face, coded, program)
                self.programs[name] = program.sha256

    def _program(self, face: Face, glyphs: frozenset[int]) -> FontProgram:
        key = face.key, sha256(repr(sorted(glyphs)).encode("ascii")).digest()
        found = self._known.get(key)
        if found is None:
            cut = subset(face, glyphs)
            deflated = _compressed(cut.program, _OUTLINES)
            found = FontProgram(cut.tag, len(cut.program), sha256(cut.program).hexdigest(), deflated)
        self.cuts[key] = found
        return found


def _font(objects: Objects, name: str, face: Face, coded: Sequence[_Coded], program: FontProgram) -> str:
    """The Type 0 font and all it refers to; returns the reference."""
    called = pdfdoc.PDFName(f"{program.tag}+{face.key}")
    descriptor = _descriptor(objects, name, face, called, program)
    kind = "/CIDFontType0" if face.is_cff else "/CIDFontType2 /CIDToGIDMap /Identity"
    inner = objects.put(
        f"{name} inner",
        f"<< /Type /Font /Subtype {kind} /BaseFont {called}"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /DW 1000 /W {_widths(coded)} /FontDescriptor {descriptor} >>",
    )
    meanings = objects.put_deflated(f"{name} meanings", _compressed(_to_unicode(coded).encode("ascii")))
    return objects.put(
        f"{name} font",
        f"<< /Type /Font /Subtype /Type0 /BaseFont {called} /Encoding /Identity-H"
        f" /DescendantFonts [{inner}] /ToUnicode {meanings} >>",
    )


def _descriptor(objects: Objects, name: str, face: Face, called: str, program: FontProgram) -> str:
    entries = "/Subtype /CIDFontType0C" if face.is_cff else f"/Length1 {program.length}"
    file = objects.put_deflated(f"{name} program", program.deflated, entries)
    ascent, descent, capitals, *box = map(_thousandths, (face.ascent, face.descent, face.cap_height, *face.bbox))
    return objects.put(
        f"{name} descriptor",
        f"<< /Type /FontDescriptor /FontName {called} /Flags {_SYMBOLIC | (_ITALIC if face.italic_angle else 0)}"
        f" /FontBBox [{' '.join(map(str, box))}] /ItalicAngle {round(face.italic_angle)}"
        f" /Ascent {ascent} /Descent {descent} /CapHeight {capitals}"
        f" /StemV {round(50 + (face.weight / 65) ** 2)}"  # no font states it; this is how Ghostscript guesses
        f" /{'FontFile3' if face.is_cff else 'FontFile2'} {file} >>",
    )


@lru_cache(maxsize=32)
def _compressed(content: bytes, strategy: int = zlib.Z_DEFAULT_STRATEGY) -> bytes:
    """A report made again and again in a preview asks for the same."""
    squeezer = zlib.compressobj(strategy=strategy)
    return squeezer.compress(content) + squeezer.flush()


def _thousandths(length: float) -> int:
    return round(length * 1000)


def _widths(coded: Iterable[_Coded]) -> str:
    """The W array: `10 [500 512] 20 [333]`; glyphs an em wide go without, DW says so."""
    stated = [(one.code, one.width) for one in coded if one.width != "1000"]
    runs = groupby(enumerate(stated), key=lambda item: item[1][0] - item[0])  # consecutive CIDs share the difference
    parts = []
    for _, run in runs:
        items = [item for _, item in run]
        parts.append(f"{items[0][0]} [{' '.join(width for _, width in items)}]")
    return f"[{' '.join(parts)}]"


def _to_unicode(coded: Iterable[_Coded]) -> str:
    """The CMap that lets a reader copy and search."""
    entries = [one.meaning for one in coded]
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
