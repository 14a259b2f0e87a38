"""Cutting a face down to the glyphs a document uses."""

from __future__ import annotations

from functools import cached_property, lru_cache
from hashlib import sha256

import uharfbuzz as hb
from msgspec import Struct

from hgz_report.fonts.directory import extract
from hgz_report.fonts.face import Face

_TRUETYPE_TABLES = frozenset({"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cvt ", "fpgm", "prep"})
"""What a PDF reader needs of a TrueType font (ISO 32000-1, 9.9)."""
_CFF_TABLES = frozenset({"CFF ", "head", "hhea", "maxp", "hmtx"})
_DROPPED_FROM_VARIABLE = frozenset({"fvar", "gvar", "avar", "HVAR", "MVAR", "STAT"})  # gone once pinned; hb drops them

_PAYS = 8
"""So many times a face is cut before it is worth 6 MB and the time to read them."""


class Subset(Struct, frozen=True):
    """A font program as a PDF embeds it: a bare CFF table, or a TrueType file; `tag` is six letters from its content."""

    program: bytes
    tag: str


@lru_cache(maxsize=8)
def subset(face: Face, glyphs: frozenset[int]) -> Subset:
    """Only these glyphs and .notdef; each keeps the number that `Face.cid` gives it."""
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs)
    # Subroutines pay in a whole font; in a subset they cost 10 ms and, compressed, bytes as well.
    wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.DESUBROUTINIZE
    if not face.keeps_cids:  # then the number is the place in the file, which must not move
        wanted.flags |= hb.SubsetFlags.RETAIN_GIDS
    if face.pinned:
        wanted.pin_all_axes_to_default(face.hb_face)
        for axis, value in face.pinned.items():
            wanted.pin_axis_location(face.hb_face, axis, value)
    source = _source(face)
    kept = source.kept() | _DROPPED_FROM_VARIABLE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in face.tables - kept)
    cut = hb.subset(source.hb_face(), wanted)
    program = bytes(cut.reference_table("CFF ").data if face.is_cff else cut.blob.data)
    return Subset(program, _tag(program))


class _Source:
    """What a face is cut from."""

    def __init__(self, face: Face) -> None:
        self._face = face
        self._asked = 0

    def kept(self) -> frozenset[str]:
        """The tables that stay."""
        return (_CFF_TABLES if self._face.is_cff else _TRUETYPE_TABLES) & self._face.tables

    def hb_face(self) -> hb.Face:
        """The face, after a while without the tables that are dropped anyway, which gives the same: going through its characters,
        of which none is asked for by itself, takes as long as cutting 150 glyphs, every time.
        """
        self._asked += 1
        return self._face.hb_face if self._asked <= _PAYS or self._face.pinned else self._bare

    @cached_property
    def _bare(self) -> hb.Face:
        return hb.Face(hb.Blob(extract(self._face.path, self._face.index, self.kept())))


_source = lru_cache(maxsize=16)(_Source)


def _tag(program: bytes) -> str:
    """The same letters for the same bytes, on every machine (ISO 32000-1, 9.6.4)."""
    number = int.from_bytes(sha256(program).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(ord("A") + letter)
    return letters
