"""Cutting a face down to the glyphs a document uses."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256

import uharfbuzz as hb
from msgspec import Struct

from hgz_report.fonts.face import Face

_TRUETYPE_TABLES = frozenset({"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cvt ", "fpgm", "prep"})
"""What a PDF reader needs of a TrueType font (ISO 32000-1, 9.9)."""
_CFF_TABLES = frozenset({"CFF ", "head", "hhea", "maxp", "hmtx"})
_DROPPED_FROM_VARIABLE = frozenset({"fvar", "gvar", "avar", "HVAR", "MVAR", "STAT"})  # gone once pinned; hb drops them

_PAYS = 3
"""To get a glyph ready takes as long as to cut it so many times, and spares nearly all of that from then on."""


class Subset(Struct, frozen=True):
    """A font program as a PDF embeds it: a bare CFF table, or a TrueType file; `tag` is six letters from its content."""

    program: bytes
    tag: str


@lru_cache(maxsize=8)
def subset(face: Face, glyphs: frozenset[int]) -> Subset:
    """Only these glyphs and .notdef; each keeps the number that `Face.cid` gives it."""
    return _source(face).cut(glyphs)


class _Source:
    """What a face is cut from: itself, or those of its glyphs that were asked for so far, got ready to be cut again and again,
    which gives the same bytes.
    """

    def __init__(self, face: Face) -> None:
        self._face = face
        # Subroutines pay in a whole font; in a subset they cost 10 ms and, compressed, bytes as well.
        self._flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.DESUBROUTINIZE
        if not face.keeps_cids:  # then the number is the place in the file, which must not move
            self._flags |= hb.SubsetFlags.RETAIN_GIDS
        self._cut_whole = 0
        """How many glyphs were cut from the whole face since some of them were got ready."""
        self._pays = _PAYS
        self._asked: frozenset[int] = frozenset()
        self._ready: frozenset[int] = frozenset()
        self._ready_face: hb.Face | None = None

    def cut(self, glyphs: frozenset[int]) -> Subset:
        """These of its glyphs."""
        self._asked |= glyphs
        if not glyphs <= self._ready:
            self._cut_whole += len(glyphs)
            if self._cut_whole >= self._pays * len(self._asked) and self._face.is_cff and not self._face.pinned:
                self._get_ready()
        if self._ready_face and glyphs <= self._ready:
            # Without its subroutines already: not to look for any takes a tenth of the time.
            cut = self._cut(self._ready_face, glyphs, self._flags & ~hb.SubsetFlags.DESUBROUTINIZE)
        else:
            cut = self._cut(self._face.hb_face, glyphs, self._flags)
        program = bytes(cut.reference_table("CFF ").data if self._face.is_cff else cut.blob.data)
        return Subset(program, _tag(program))

    def _get_ready(self) -> None:
        self._cut_whole, self._ready = 0, self._asked
        self._pays *= 2  # where nearly every paper has characters of its own, it hardly does
        asked = self._cut(self._face.hb_face, self._asked, self._flags | hb.SubsetFlags.RETAIN_GIDS)
        self._ready_face = hb.subset_preprocess(asked)

    def _cut(self, source: hb.Face, glyphs: frozenset[int], flags: hb.SubsetFlags) -> hb.Face:
        face, wanted = self._face, hb.SubsetInput()
        wanted.glyph_set.update(glyphs)
        wanted.flags = flags
        if face.pinned:
            wanted.pin_all_axes_to_default(face.hb_face)
            for axis, value in face.pinned.items():
                wanted.pin_axis_location(face.hb_face, axis, value)
        kept = (_CFF_TABLES if face.is_cff else _TRUETYPE_TABLES) & face.tables | _DROPPED_FROM_VARIABLE
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in face.tables - kept)
        return hb.subset(source, wanted)


_source = lru_cache(maxsize=16)(_Source)


def _tag(program: bytes) -> str:
    """The same letters for the same bytes, on every machine (ISO 32000-1, 9.6.4)."""
    number = int.from_bytes(sha256(program).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(ord("A") + letter)
    return letters
