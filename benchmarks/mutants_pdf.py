"""A PDF of ours whose painted text can be changed in the operators of its pages, with the glyphs that its fonts have."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from tests.tools.pdf_positions import meaning_of


@dataclass(frozen=True, slots=True)
class Char:
    """A painted character: its page, instruction, part of a TJ array, place in that part, and font."""

    page: int
    instruction: int
    part: int
    at: int
    text: str
    font: str
    size: Any


class PdfFile:
    """`texts`: what each marked content of each page paints."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._codes: dict[tuple[int, str], dict[str, int]] = {}
        with pikepdf.open(io.BytesIO(data)) as pdf:
            self._units = [unit for number, page in enumerate(pdf.pages) for unit in self._read(number, page)]
        self.texts = ["".join(char.text for char in unit) for unit in self._units]

    def _read(self, number: int, page: Any) -> Iterator[list[Char]]:
        meanings = {}
        for name, font in page.Resources.Font.items():
            if "/ToUnicode" in font:
                meanings[name] = meaning_of(font.ToUnicode.read_bytes().decode("latin-1"))
                self._codes[number, name] = {text: code for code, text in meanings[name].items()}
        unit: list[Char] = []
        font, size, marked = "", None, False
        for at, instruction in enumerate(pikepdf.parse_content_stream(page)):
            operands = list(instruction.operands)
            match str(instruction.operator):
                case "BDC":
                    unit, marked = [], isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
                case "EMC":
                    if marked and unit:
                        yield unit
                    unit, marked = [], False
                case "Tf":
                    font, size = str(operands[0]), operands[1]
                case "Tj" | "TJ":
                    parts = list(operands[0]) if str(instruction.operator) == "TJ" else operands
                    for part, shown in enumerate(parts):
                        if isinstance(shown, pikepdf.String):
                            unit += _chars(bytes(shown), (number, at, part), font, size, meanings[font])

    def edited(self, unit: int, edits: Sequence[tuple[int, int, str]]) -> bytes | None:
        """The file with a text changed; None where a font has no glyph for what is to be written."""
        chars = self._units[unit]
        if len(edits) == 1 and edits[0][0] == edits[0][1]:
            return self._added(chars[edits[0][0] - 1], edits[0][2])
        codes: dict[tuple[int, int], list[tuple[int, bytes]]] = {}
        for start, end, new in edits:
            anchor = chars[start]
            written = self._written(anchor, new)
            if written is None or any(char.font != anchor.font for char in chars[start:end]):
                return None
            for at, char in enumerate(chars[start:end]):
                codes.setdefault((char.instruction, char.part), []).append((char.at, written if at == 0 else b""))
        return self._saved(chars[0].page, codes)

    def _written(self, anchor: Char, new: str) -> bytes | None:
        known = self._codes[anchor.page, anchor.font]
        return b"".join(known[char].to_bytes(2) for char in new) if all(char in known for char in new) else None

    def _added(self, after: Char, new: str) -> bytes | None:
        """The file with a text painted after the operator that paints `after`, in any font of the page that has its glyphs."""
        for (page, font), known in self._codes.items():
            if page == after.page and all(char in known for char in new):
                codes = b"".join(known[char].to_bytes(2) for char in new)
                shown = [([pikepdf.Name(font), after.size], "Tf"), ([pikepdf.String(codes)], "Tj"),
                         ([pikepdf.Name(after.font), after.size], "Tf")]  # fmt: skip
                more = [pikepdf.ContentStreamInstruction(a, pikepdf.Operator(b)) for a, b in shown]
                return self._saved(page, {}, (after.instruction + 1, more))
        return None

    def _saved(
        self, page: int, codes: dict[tuple[int, int], list[tuple[int, bytes]]], added: tuple[int, list[Any]] = (0, [])
    ) -> bytes:
        with pikepdf.open(io.BytesIO(self._data)) as pdf:
            instructions = list(pikepdf.parse_content_stream(pdf.pages[page]))
            for (number, part), changes in codes.items():
                instructions[number] = _changed(instructions[number], part, changes)
            instructions[added[0] : added[0]] = added[1]
            pdf.pages[page].Contents = pdf.make_stream(pikepdf.unparse_content_stream(instructions))
            buffer = io.BytesIO()
            pdf.save(buffer)
            return buffer.getvalue()


def _chars(shown: bytes, place: tuple[int, int, int], font: str, size: Any, meaning: dict[int, str]) -> Iterator[Char]:
    for at in range(0, len(shown), 2):
        yield Char(*place, at // 2, meaning[int.from_bytes(shown[at : at + 2])], font, size)


def _changed(instruction: Any, part: int, changes: Sequence[tuple[int, bytes]]) -> Any:
    operands = list(instruction.operands)
    array = str(instruction.operator) == "TJ"
    parts = list(operands[0]) if array else operands
    shown = bytes(parts[part])
    pieces = [shown[at : at + 2] for at in range(0, len(shown), 2)]
    for at, new in changes:
        pieces[at] = new
    parts[part] = pikepdf.String(b"".join(pieces))
    return pikepdf.ContentStreamInstruction([pikepdf.Array(parts)] if array else parts, instruction.operator)
