"""One face of a font file: which characters it has and how wide they are.  Opened once a process and shared."""

from __future__ import annotations

import hashlib
import struct
from array import array
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from hgz_report.fonts import cff
from hgz_report.fonts.directory import tables

_FAMILY, _STYLE, _VERSION, _POSTSCRIPT, _TYPOGRAPHIC_FAMILY, _TYPOGRAPHIC_STYLE = (
    1,
    2,
    5,
    6,
    16,
    17,
)  # ids in the `name` table
_NAMES_TO_MATCH = (1, 4, 6, 16)  # family, full name, PostScript name, typographic family
_RESTRICTED = 0x0002  # OS/2 fsType: "must not be embedded", where no other right is given with it
_REGULAR = 400


class NotAFontError(ValueError):
    """The file can't serve; `reason` says why, in Chinese."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name}：{reason}")
        self.path = path
        self.reason = reason


class _Memo(dict[str, Any]):
    """A dict that asks for what it doesn't have yet: the fastest cache there is for one character."""

    def __init__(self, ask: Callable[[str], Any]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, char: str) -> Any:
        found = self[char] = self._ask(char)
        return found


class Face:
    """One font face.  Lengths are in em: a Han character advances 1.0.

    Take it from `open_face`, which shares it; it pickles as its path and index.
    """

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        self.index = index
        self.hb_face = _hb_face(path, index)
        self.tables: frozenset[str] = frozenset(self.hb_face.table_tags)
        self.is_cff = "CFF " in self.tables
        self._font = hb.Font(self.hb_face)
        self.pinned: dict[str, float] = {}
        if "fvar" in self.tables:  # a variable font is used at one place only: regular, all else as designed
            axes = self.hb_face.axis_infos
            self.pinned = {a.tag: float(_REGULAR if a.tag == "wght" else a.default_value) for a in axes}
            self._font.set_variations(self.pinned)
        self.units_per_em: int = self.hb_face.upem
        self._glyphs = _Memo(self._find_glyph)
        self._advances = _Memo(self._find_advance)
        self._inks = _Memo(self._find_ink)

    def __repr__(self) -> str:
        return f"Face({self.key})"

    def __reduce__(self) -> tuple[Callable[[Path, int], Face], tuple[Path, int]]:
        return open_face, (self.path, self.index)

    # -- what it is called

    @cached_property
    def key(self) -> str:
        """The PostScript name, which no two faces of one machine share."""
        return self._name(_POSTSCRIPT) or f"{self.path.stem}-{self.index}"

    @cached_property
    def family(self) -> str:
        """The name to show a person: the family, with its style where that isn't Regular."""
        family = self._name(_TYPOGRAPHIC_FAMILY) or self._name(_FAMILY) or self.key
        style = self._name(_TYPOGRAPHIC_STYLE) or self._name(_STYLE) or "Regular"
        return (
            family if style in ("Regular", "Normal", "Book", "Roman") or family.endswith(style) else f"{family} {style}"
        )

    @cached_property
    def version(self) -> str:
        """What the maker calls this state of it, as `Version 1.10`; "" where the font doesn't say."""
        return self._name(_VERSION)

    def names(self) -> frozenset[str]:
        """Every name an editor may call it by, in every language of the font, in lower case."""
        return frozenset(
            text.casefold()
            for entry in self.hb_face.list_names()
            if int(entry.name_id) in _NAMES_TO_MATCH and (text := self.hb_face.get_name(entry.name_id, entry.language))
        )

    @cached_property
    def sha256(self) -> str:
        """The content of the file, in hexadecimal."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @cached_property
    def embeddable(self) -> bool:
        """False where the maker forbids embedding (fsType of the OS/2 table)."""
        table = self._table("OS/2")
        return len(table) < 10 or struct.unpack_from(">H", table, 8)[0] & 0x000F != _RESTRICTED

    # -- one character

    def has(self, char: str) -> bool:
        """Whether it draws `char`; never true of controls, line ends, lone surrogates and U+FEFF."""
        return bool(self._glyphs[char])

    def glyph(self, char: str) -> int:
        """The glyph's number in the file; 0, the box, where the face lacks it."""
        return int(self._glyphs[char])

    def advance(self, char: str) -> float:
        """How far the pen moves (em)."""
        return float(self._advances[char])

    def advances(self, text: str) -> list[float]:
        """How far it moves over each character of a text (em)."""
        return [*map(self._advances.__getitem__, text)]

    def ink(self, char: str) -> tuple[float, float]:
        """Left and right edge of what is printed (em from the pen); (0, 0) for a space."""
        left, right = self._inks[char]
        return left, right

    def glyph_advance(self, glyph: int) -> float:
        """How far the pen moves over one glyph (em)."""
        return float(self._font.get_glyph_h_advance(glyph) / self.units_per_em)

    def cid(self, glyph: int) -> int:
        """The number a PDF calls the glyph by: its CID where the font is CID-keyed, else the glyph's own number."""
        return self._cids[glyph] if self._cids is not None else glyph

    @property
    def keeps_cids(self) -> bool:
        """True where a glyph keeps its CID when others are taken out of the font."""
        return self._cids is not None

    # -- the whole face, as a PDF's FontDescriptor wants it

    @cached_property
    def ascent(self) -> float:
        """Above the baseline (em)."""
        return float(self._font.get_font_extents("ltr").ascender / self.units_per_em)

    @cached_property
    def descent(self) -> float:
        """Below the baseline (em, negative)."""
        return float(self._font.get_font_extents("ltr").descender / self.units_per_em)

    @cached_property
    def cap_height(self) -> float:
        """Height of H (em)."""
        height = self._font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
        return float(height / self.units_per_em)

    @cached_property
    def bbox(self) -> tuple[float, float, float, float]:
        """The box every glyph fits in: left, bottom, right, top (em)."""
        left, bottom, right, top = (v / self.units_per_em for v in struct.unpack_from(">4h", self._table("head"), 36))
        return left, bottom, right, top

    @cached_property
    def italic_angle(self) -> float:
        """Degrees counter-clockwise from upright; 0 for an upright face."""
        table = self._table("post")
        return float(struct.unpack_from(">i", table, 4)[0] / 65536) if len(table) >= 8 else 0.0

    @cached_property
    def weight(self) -> int:
        """100 to 900 as the font states it (Fandol's bold faces state 400)."""
        return int(self._font.get_style_value(hb.StyleTag.WEIGHT))

    # -- how these are found

    @cached_property
    def _cids(self) -> array[int] | None:
        if not self.is_cff:
            return None
        # The table has megabytes and only its head is read, so it is looked at in the file, not copied out.
        with (
            self.path.open("rb") as file,
            mmap(file.fileno(), 0, access=ACCESS_READ) as mapped,
            memoryview(mapped) as content,
            content[tables(file, self.index)["CFF "][0] :] as table,
        ):
            return cff.cids(table, self.hb_face.glyph_count)

    def _find_glyph(self, char: str) -> int:
        if char == "\ufeff" or char < " " or "\x7f" <= char <= "\x9f":
            return 0
        return self._font.get_nominal_glyph(ord(char)) or 0

    def _find_advance(self, char: str) -> float:
        return self.glyph_advance(self.glyph(char))

    def _find_ink(self, char: str) -> tuple[float, float]:
        box = self._font.get_glyph_extents(self.glyph(char))
        if box is None or not box.width:
            return 0.0, 0.0
        return box.x_bearing / self.units_per_em, (box.x_bearing + box.width) / self.units_per_em

    def _name(self, number: int) -> str:
        return self.hb_face.get_name(number) or ""

    def _table(self, tag: str) -> bytes:
        return bytes(self.hb_face.reference_table(tag).data) if tag in self.tables else b""


def open_face(path: Path, index: int = 0) -> Face:
    """The face at `index` of a font file or collection; the same object for the same unchanged file.

    Raises NotAFontError.
    """
    try:
        path = path.resolve()
        status = path.stat()
    except OSError as error:
        raise NotAFontError(path, "读不到这个文件") from error
    return _shared(path, index, status.st_mtime_ns, status.st_size)


def faces_in(path: Path) -> Iterator[Face]:
    """Every face of a font file, one or a whole collection; nothing where the file can't be used."""
    try:
        first = open_face(path)
        yield first
        for index in range(1, first.hb_face.count):
            yield open_face(path, index)
    except NotAFontError:
        return


@lru_cache(maxsize=512)
def _shared(path: Path, index: int, _changed: int, _size: int) -> Face:
    return Face(path, index)


def _hb_face(path: Path, index: int) -> hb.Face:
    """Mapped, not read: 12 MB cost nothing until a glyph is asked for."""
    try:
        blob = hb.Blob.from_file_path(str(path))
    except hb.HarfBuzzError as error:
        raise NotAFontError(path, "读不到这个文件") from error
    face = hb.Face(blob, index)
    tables = frozenset(face.table_tags)
    if not face.glyph_count or "cmap" not in tables or "head" not in tables:
        raise NotAFontError(path, "不是字体文件，或已损坏")
    if "CFF2" in tables:
        raise NotAFontError(path, "是 CFF2 可变字体，不能嵌入 PDF")
    if not tables & {"glyf", "CFF "}:
        raise NotAFontError(path, "没有矢量轮廓，不能嵌入 PDF")
    return face


Use = Callable[[Face, str], tuple[str, str]]
"""(face, text) -> name of the font resource and the text as hexadecimal two-byte codes."""
