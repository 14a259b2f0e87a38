"""Where every character of a finished PDF stands, read from the file and nothing else.

Content streams are run (ISO 32000-1 9.4), which characters are one paragraph is read from the structure tree.  Any tagged PDF
with Type 0 fonts will do, ours or another program's.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

LEAD = dict.fromkeys("“‘「『（《〈【〖〔［｛", 0.5) | {"·": 0.25}
TRAIL = dict.fromkeys("。．，、：；！？”’」』）》〉】〗〕］｝", 0.5) | {"·": 0.25}
"""Blank of a full-width mark before and after its ink, in em (GB/T 15834-2011 5.1)."""
BLOCKS = frozenset({"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Caption", "TD", "TH", "LI", "TOCI", "Note"})
"""Structure elements that hold lines."""


class Char(NamedTuple):
    """A painted character: origin and font size in pt, its own advance (no spacing), ink from `ink[0]` to `ink[1]`, its face."""

    text: str
    x: float
    y: float
    size: float
    advance: float
    page: int
    ink: tuple[float, float]
    face: str

    @property
    def left(self) -> float:
        """Left edge without the blank half of an opening mark."""
        return self.x + (LEAD.get(self.text, 0.0) * self.size if self.full else 0.0)

    @property
    def right(self) -> float:
        """Right edge without the blank half of a closing mark."""
        return self.x + self.advance - (TRAIL.get(self.text, 0.0) * self.size if self.full else 0.0)

    @property
    def full(self) -> bool:
        """Whether it takes an em."""
        return self.advance >= 0.8 * self.size


@dataclass(slots=True)
class Block:
    """A structure element that holds lines: its role and its characters in reading order."""

    role: str
    chars: list[Char] = field(default_factory=list)

    @property
    def size(self) -> float:
        """The commonest font size in pt."""
        return Counter(round(char.size, 2) for char in self.chars).most_common(1)[0][0]

    def lines(self) -> list[list[Char]]:
        """Characters by line; a note mark above the baseline belongs to the line."""
        lines: list[list[Char]] = []
        for char in self.chars:
            before = lines[-1][-1] if lines else None
            new = (
                before is None or before.page != char.page or abs(before.y - char.y) > 0.8 * max(before.size, char.size)
            )
            lines.append([char]) if new else lines[-1].append(char)
        return lines


# -- fonts -------------------------------------------------------------------------------------------------------------


class Font:
    """A Type 0 font with two-byte codes: what they mean, how wide they are, where their ink is."""

    def __init__(self, font: Any) -> None:
        inner = font.DescendantFonts[0]
        self.name = str(font.BaseFont)[1:].partition("+")[2]
        self.meaning = meaning_of(font.ToUnicode.read_bytes().decode("latin-1"))
        self.default = float(inner.get("/DW", 1000))
        self.widths = dict(_widths(list(inner.get("/W", []))))
        self._descriptor = inner.FontDescriptor
        self._inks: dict[int, tuple[float, float]] = {}

    def width(self, code: int) -> float:
        """Advance in em."""
        return self.widths.get(code, self.default) / 1000

    def ink(self, code: int) -> tuple[float, float]:
        """Left and right edge of the ink in em, from the embedded outlines; asked for dashes only."""
        if code not in self._inks:
            self._inks[code] = _ink(self._descriptor, code)
        return self._inks[code]


def meaning_of(cmap: str) -> dict[int, str]:
    meaning: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL):
        for code, text in re.findall(r"<(\w+)>\s*<(\w+)>", block):
            meaning[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.DOTALL):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            start = bytes.fromhex(text).decode("utf-16-be")
            for code in range(int(first, 16), int(last, 16) + 1):
                meaning[code] = start[:-1] + chr(ord(start[-1]) + code - int(first, 16))
    return meaning


def _widths(items: list[Any]) -> Iterator[tuple[int, float]]:
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        if isinstance(second, pikepdf.Array):
            yield from ((first + at, float(width)) for at, width in enumerate(second))
        else:
            width = float(items.pop(0))
            yield from ((code, width) for code in range(first, int(second) + 1))


def _ink(descriptor: Any, code: int) -> tuple[float, float]:
    if "/FontFile2" in descriptor:
        font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
        glyphs, scale = font.getGlyphSet(), 1 / font["head"].unitsPerEm
        pen, glyph = BoundsPen(glyphs), glyphs[font.getGlyphName(code)]
    else:
        program = CFFFontSet()
        program.decompile(io.BytesIO(descriptor.FontFile3.read_bytes()), None)
        top = program.topDictIndex[0]
        name = f"cid{code:05d}" if hasattr(top, "ROS") else top.charset[code]
        pen, glyph, scale = BoundsPen(None), top.CharStrings[name], top.FontMatrix[0]
    glyph.draw(pen)
    left, _, right, _ = pen.bounds
    return left * scale, right * scale


# -- content streams ---------------------------------------------------------------------------------------------------

Matrix = tuple[float, float, float, float, float, float]
UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def _times(m: Matrix, n: Matrix) -> Matrix:
    a, b, c, d, e, f = m
    return (
        a * n[0] + b * n[2], a * n[1] + b * n[3], c * n[0] + d * n[2], c * n[1] + d * n[3],
        e * n[0] + f * n[2] + n[4], e * n[1] + f * n[3] + n[5],
    )  # fmt: skip


class PageReader:
    """Runs the content stream of one page; `marked` holds its characters by MCID, those of artifacts under None."""

    def __init__(self, page: Any, number: int, fonts: dict[Any, Font]) -> None:
        self.marked: dict[int | None, list[Char]] = {}
        self.number = number
        self._fonts: dict[str, Font] = {}
        for name, font in page.Resources.get("/Font", {}).items():
            if font.get("/Subtype") == "/Type0":
                fonts[font.objgen] = self._fonts[name] = fonts.get(font.objgen) or Font(font)
        self._ctm, self._saved = UNIT, [UNIT]
        self._text = self._line = UNIT
        self._font, self._size, self._spacing, self._leading, self._rise, self._stretch = "", 0.0, 0.0, 0.0, 0.0, 1.0
        self._open: list[int | None] = []
        for instruction in pikepdf.parse_content_stream(page):
            if isinstance(instruction, pikepdf.ContentStreamInstruction):
                self._run(str(instruction.operator), list(instruction.operands))

    def _run(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "BDC" | "BMC":
                properties = operands[1] if operator == "BDC" else {}
                mcid = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                self._open.append(int(mcid) if mcid is not None else self.mcid())
            case "EMC":
                self._open.pop()
            case "q":
                self._saved.append(self._ctm)
            case "Q":
                self._ctm = self._saved.pop()
            case "cm":
                self._ctm = _times(_matrix(operands), self._ctm)
            case _:
                self._run_text(operator, operands)

    def mcid(self) -> int | None:
        """The marked content that is open; None in an artifact and outside of all."""
        return self._open[-1] if self._open else None

    def placed(self, x: float, y: float) -> tuple[float, float]:
        """A point of the space that is in force, on the page."""
        place = _times((1.0, 0.0, 0.0, 1.0, x, y), self._ctm)
        return place[4], place[5]

    def _run_text(self, operator: str, operands: list[Any]) -> None:
        match operator:
            case "BT":
                self._text = self._line = UNIT
            case "Tf":
                self._font, self._size = str(operands[0]), float(operands[1])
            case "Tc":
                self._spacing = float(operands[0])
            case "Tz":
                self._stretch = float(operands[0]) / 100
            case "TL":
                self._leading = float(operands[0])
            case "Ts":
                self._rise = float(operands[0])
            case "Tm":
                self._text = self._line = _matrix(operands)
            case "Td" | "TD" | "T*":
                x, y = (0.0, -self._leading) if operator == "T*" else (float(operands[0]), float(operands[1]))
                self._leading = -y if operator == "TD" else self._leading
                self._text = self._line = _times((1.0, 0.0, 0.0, 1.0, x, y), self._line)
            case "Tj" | "TJ":
                for part in operands[0] if operator == "TJ" else operands:
                    if isinstance(part, pikepdf.String):
                        self._show(bytes(part))
                    else:
                        self._move(-float(part) / 1000 * self._size)

    def _move(self, distance: float) -> None:
        self._text = _times((1.0, 0.0, 0.0, 1.0, distance * self._stretch, 0.0), self._text)

    def _show(self, codes: bytes) -> None:
        font = self._fonts[self._font]
        chars = self.marked.setdefault(self.mcid(), [])
        for at in range(0, len(codes), 2):
            code = int.from_bytes(codes[at : at + 2], "big")
            place = _times(self._text, self._ctm)
            scale = (place[0] ** 2 + place[1] ** 2) ** 0.5
            size, width, text = self._size * scale, font.width(code), font.meaning[code]
            x, y = place[4], place[5] + self._rise * scale
            left, right = font.ink(code) if text in "—…" else (0.0, width)
            ink = (x + left * size, x + right * size)
            chars.append(Char(text, x, y, size, width * size, self.number, ink, font.name))
            self._move(width * self._size + self._spacing)


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands)
    return a, b, c, d, e, f


# -- the whole file -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Reading:
    """Blocks in the order of the structure tree, all tagged characters, and those of artifacts."""

    blocks: list[Block] = field(default_factory=list)
    tagged: list[Char] = field(default_factory=list)
    artifacts: list[Char] = field(default_factory=list)


def read_positions(data: bytes) -> Reading:
    """Every character of the file with its place."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts: dict[Any, Font] = {}
        pages = {page.obj.objgen: PageReader(page, number, fonts).marked for number, page in enumerate(pdf.pages, 1)}
        reading = Reading()
        for page in pages.values():
            reading.artifacts += page.pop(None, [])
            reading.tagged += (char for chars in page.values() for char in chars)
        _gather(pdf.Root.StructTreeRoot, None, pages, reading.blocks)
        reading.blocks = [block for block in reading.blocks if block.chars]
        return reading


def _gather(
    element: Any, block: Block | None, pages: Mapping[Any, Mapping[int | None, list[Char]]], blocks: list[Block]
) -> None:
    """Content of an element goes to the outermost block around it; a note is one of its own wherever it stands."""
    role = str(element.get("/S", ""))[1:]
    if role == "Note" or (block is None and role in BLOCKS):
        block = Block(role)
        blocks.append(block)
    kids = element.get("/K", pikepdf.Array())
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        reference = isinstance(kid, pikepdf.Dictionary)
        if reference and "/S" in kid:
            _gather(kid, block, pages, blocks)
        elif block is not None and (not reference or "/MCID" in kid):
            page = kid.get("/Pg", element.get("/Pg")) if reference else element.Pg
            block.chars += pages[page.objgen].get(int(kid.MCID if reference else kid), [])
