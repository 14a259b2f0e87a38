"""What every PDF we write must hold, read back with pypdf and pikepdf: used by the tests of all that ends in a PDF."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import page as page_validation
import pikepdf
import pypdf
from fontTools.cffLib import CFFFontSet
from fontTools.pens.basePen import NullPen
from fontTools.ttLib import TTFont

from tests.tools.pdf_promises import broken_promises

MISREAD = ("GLYPH-WIDTH-001", "STREAM-LENGTH-001")
"""Rules that page-validation 0.11 gets wrong: it misses the width before `hmoveto`, takes the font dictionary of the next
range of a CFF font's FDSelect, and takes a last byte of packed data that happens to be a line end for the one before
`endstream`.  `width_problems` and `length_problems` look instead.
"""


def length_problems(data: bytes) -> list[str]:
    """Streams whose /Length does not lead to a line end and `endstream` (ISO 32000-1 7.3.8.2)."""
    wrong = []
    for found in re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", data):
        end = found.end() + int(found.group(1))
        if not re.match(rb"\r?\nendstream", data[end : end + 12]):
            wrong.append(f"stream at byte {found.start()}: /Length {found.group(1).decode()} is wrong")
    return wrong


def problems_of_pdf(data: bytes) -> list[str]:
    """All that is wrong with a file, in words; empty when nothing is."""
    return [
        *conformance_problems(data),
        *font_problems(data),
        *width_problems(data),
        *length_problems(data),
        *untagged_text(data),
        *promise_problems(data),
        *broken_promises(data),
    ]


def conformance_problems(data: bytes) -> list[str]:
    """Failed rules of PDF/UA-1 and PDF/A-2a."""
    return [
        f"{failure.rule_id}: {failure.message}"
        for profile in ("ua1", "pdfa-2a")
        for failure in page_validation.validate_pdf_bytes(data, profile=profile).failures
        if not failure.rule_id.endswith(MISREAD)
    ]


def font_problems(data: bytes) -> list[str]:
    """Fonts that are not embedded, not a subset, or do not say what their codes mean."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in _fonts(pdf):
            name = str(font.BaseFont)
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                found.append(f"{name} is not embedded")
            if "/ToUnicode" not in font:
                found.append(f"{name} has no ToUnicode")
            if name[7:8] != "+":
                found.append(f"{name} is not a subset")
    return found


def width_problems(data: bytes) -> list[str]:
    """Glyphs whose width in the file is not that of the embedded font."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for font in _fonts(pdf):
            inner = font.DescendantFonts[0]
            program = _widths_in_program(inner.FontDescriptor)
            by_default = dict.fromkeys(_to_unicode(font), float(inner.get("/DW", 1000)))
            for cid, stated in (by_default | _stated_widths(inner.get("/W", ()))).items():
                if abs(program.get(cid, -1.0) - stated) > 1:
                    found.append(f"{font.BaseFont} CID {cid}: {stated} in the file, {program.get(cid)} in the font")
    return found


def _stated_widths(array: Any) -> dict[int, float]:
    """CID -> width of a W array in which every range lists its widths."""
    items = list(array)
    return {
        int(first) + at: float(width)
        for first, widths in zip(items[::2], items[1::2], strict=True)
        for at, width in enumerate(widths)
    }


def _widths_in_program(descriptor: Any) -> dict[int, float]:
    """CID -> width in 1/1000 em of the embedded font program."""
    if "/FontFile2" in descriptor:
        font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
        return {at: width * 1000 / font["head"].unitsPerEm for at, (width, _) in enumerate(_metrics(font))}
    program = CFFFontSet()
    program.decompile(io.BytesIO(descriptor.FontFile3.read_bytes()), None)
    top = program.topDictIndex[0]
    scale = 1000 * top.FontMatrix[0]
    widths = {}
    for at, name in enumerate(top.charset):
        glyph = top.CharStrings[name]
        glyph.draw(NullPen())
        cid = int(name[3:]) if name.startswith("cid") else at
        widths[cid] = glyph.width * scale
    return widths


def _metrics(font: Any) -> list[tuple[int, int]]:
    return [font["hmtx"].metrics[name] for name in font.getGlyphOrder()]


def _fonts(pdf: Any) -> Iterator[Any]:
    """Fonts that a page can name, and not the descendants inside them."""
    for obj in pdf.objects:
        is_font = isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font"
        if is_font and not str(obj.get("/Subtype", "")).startswith("/CIDFont"):
            yield obj


def promise_problems(data: bytes) -> list[str]:
    """Title, language and tags that a screen reader counts on."""
    found = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if not str(pdf.docinfo.get("/Title", "")):
            found.append("no title")
        if str(pdf.Root.get("/Lang", "")) != "zh-CN":
            found.append("language is not zh-CN")
        if not pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False):
            found.append("not tagged")
    return found


def page_texts(data: bytes) -> list[str]:
    """The text of every page in the order it was painted."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def untagged_text(data: bytes) -> list[str]:
    """Characters painted outside artifacts that the structure tree does not reach, or reaches twice."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pieces = [_marked_text(page) for page in pdf.pages]
        reached: Counter[tuple[int, int | None]] = Counter((at, mcid) for _, at, mcid in _tree_content(pdf))
    found = []
    for at, piece in enumerate(pieces):
        found += [f"page {at + 1}: outside any tag: {text}" for text in piece.pop(None, "").split("\n") if text]
        for mcid, text in piece.items():
            if reached[at, mcid] != 1:
                found.append(f"page {at + 1}: {reached[at, mcid]} times in the tree: {text}")
    return found


def structure_text(data: bytes) -> list[tuple[str, str]]:
    """(role, text) of every marked content in the order of the structure tree: what a screen reader reads."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pieces = [_marked_text(page) for page in pdf.pages]
        return [(role, pieces[at].get(mcid, "")) for role, at, mcid in _tree_content(pdf)]


def structure_outline(data: bytes) -> str:
    """The structure tree as nested roles: `Document(H1 P Table(TR(TH TH)))`."""

    def shown(element: Any) -> str:
        kids = [shown(kid) for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        role = str(element.S)[1:]
        return f"{role}({' '.join(kids)})" if kids else role

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return " ".join(shown(kid) for kid in _kids(pdf.Root.StructTreeRoot))


def _tree_content(pdf: Any) -> Iterator[tuple[str, int, int]]:
    """(role, page index, MCID) in reading order."""
    index = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}

    def walk(element: Any) -> Iterator[tuple[str, int, int]]:
        for kid in _kids(element):
            if not isinstance(kid, pikepdf.Dictionary):
                yield str(element.S)[1:], index[element.Pg.objgen], int(kid)
            elif kid.get("/Type") == "/MCR":
                yield str(element.S)[1:], index[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)
            elif "/S" in kid:
                yield from walk(kid)

    for kid in _kids(pdf.Root.StructTreeRoot):
        yield from walk(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _marked_text(page: Any) -> dict[int | None, str]:
    """Text of a page by MCID; under None what stands in no tag and no artifact, a line each."""
    maps = {name: _to_unicode(font) for name, font in page.Resources.Font.items()}
    texts: dict[int | None, str] = {}
    stack: list[int | str | None] = []
    meaning: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator == "BDC":
            stack.append("artifact" if str(operands[0]) == "/Artifact" else int(operands[1].MCID))
        elif operator == "EMC":
            stack.pop()
        elif operator == "Tf":
            meaning = maps[str(operands[0])]
        elif operator in ("Tj", "TJ"):
            shown = operands[0] if operator == "TJ" else [operands[0]]
            codes = b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String))
            text = "".join(meaning[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2))
            at = stack[-1] if stack else None
            if not isinstance(at, str):
                texts[at] = texts.get(at, "") + text + ("\n" if at is None else "")
    return texts


def _to_unicode(font: Any) -> dict[int, str]:
    meaning: dict[int, str] = {}
    inside = False
    for line in font.ToUnicode.read_bytes().decode("ascii").splitlines():
        if line.endswith("beginbfchar"):
            inside = True
        elif line == "endbfchar":
            inside = False
        elif inside:
            code, text = line.split()
            meaning[int(code[1:-1], 16)] = bytes.fromhex(text[1:-1]).decode("utf-16-be")
    return meaning
