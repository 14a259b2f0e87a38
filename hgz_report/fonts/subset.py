"""Cutting a face down to the glyphs a document uses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from struct import Struct

import uharfbuzz as hb

from hgz_report.fonts.face import Face

_TRUETYPE_TABLES = frozenset({"head", "hhea", "maxp", "hmtx", "loca", "glyf", "cvt ", "fpgm", "prep"})
"""What a PDF reader needs of a TrueType font (ISO 32000-1, 9.9)."""
_CFF_TABLES = frozenset({"CFF ", "head", "hhea", "maxp", "hmtx"})
_DROPPED_FROM_VARIABLE = frozenset({"fvar", "gvar", "avar", "HVAR", "MVAR", "STAT"})  # gone once pinned; hb drops them

_HEAD, _ENTRY = Struct(">4s4H"), Struct(">4s3I")
"""Of an OpenType file: its beginning, and an entry for each table (tag, no checksum, place, length)."""


@dataclass(frozen=True, slots=True)
class Subset:
    """A font program as a PDF embeds it: a bare CFF table, or a TrueType file; `tag` is six letters from its content."""

    program: bytes
    tag: str


@lru_cache(maxsize=32)
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
    kept = _kept(face) | _DROPPED_FROM_VARIABLE
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in face.tables - kept)
    cut = hb.subset(face.hb_face if face.pinned else _bare(face), wanted)
    program = bytes(cut.reference_table("CFF ").data if face.is_cff else cut.blob.data)
    return Subset(program, _tag(program))


def _kept(face: Face) -> frozenset[str]:
    return (_CFF_TABLES if face.is_cff else _TRUETYPE_TABLES) & face.tables


@lru_cache(maxsize=16)
def _bare(face: Face) -> hb.Face:
    """The face without the tables that are dropped anyway: going through its characters, of which none is asked for by
    itself, takes as long as cutting 150 glyphs, every time.
    """
    tables = [(tag, bytes(face.hb_face.reference_table(tag).data)) for tag in sorted(_kept(face))]
    at = _HEAD.size + _ENTRY.size * len(tables)
    entries, content = [], []
    for tag, data in tables:
        entries.append(_ENTRY.pack(tag.encode("ascii"), 0, at, len(data)))
        content.append(data + bytes(-len(data) % 4))
        at += len(content[-1])
    head = _HEAD.pack(b"OTTO" if face.is_cff else b"\0\1\0\0", len(tables), 0, 0, 0)
    return hb.Face(hb.Blob(b"".join((head, *entries, *content))))


def _tag(program: bytes) -> str:
    """The same letters for the same bytes, on every machine (ISO 32000-1, 9.6.4)."""
    number = int.from_bytes(sha256(program).digest()[:8], "big")
    letters = ""
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters += chr(ord("A") + letter)
    return letters
