"""Mistakes in what a PDF shows that leave its text as it was, or stand beside it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Operator

Spoil = Callable[[Any, Any, list[Any], int], "list[Any] | None"]
"""PDF, page, its instructions and the place of one that paints text → instructions; None where the page was changed itself."""


def _around(before: list[tuple[list[Any], str]], after: list[tuple[list[Any], str]]) -> Spoil:
    def spoil(pdf: Any, page: Any, instructions: list[Any], at: int) -> list[Any]:
        made = [[ContentStreamInstruction(a, Operator(b)) for a, b in side] for side in (before, after)]
        return [*instructions[:at], *made[0], instructions[at], *made[1], *instructions[at + 1 :]]

    return spoil


def _covered(pdf: Any, page: Any, instructions: list[Any], at: int) -> list[Any]:
    """A white field over the middle of the page."""
    more: list[tuple[list[Any], str]] = [
        ([], "q"),
        ([1, 1, 1], "rg"),
        ([150, 400, 120, 30], "re"),
        ([], "f"),
        ([], "Q"),
    ]
    return [*instructions, *(ContentStreamInstruction(a, Operator(b)) for a, b in more)]


def _annotation(**entries: Any) -> Spoil:
    def spoil(pdf: Any, page: Any, instructions: list[Any], at: int) -> None:
        look = pdf.make_stream(b"1 1 1 rg 0 0 90 20 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 90, 20])
        note = Dictionary(Type=Name.Annot, Rect=[150, 400, 240, 420], AP=Dictionary(N=look), **entries)
        page.Annots = Array([*page.get("/Annots", []), pdf.make_indirect(note)])

    return spoil


def _pasted(pdf: Any, page: Any, instructions: list[Any], at: int) -> list[Any]:
    image = pdf.make_stream(bytes([200] * 300), Type=Name.XObject, Subtype=Name.Image, Width=10, Height=10,
                            ColorSpace=Name.DeviceRGB, BitsPerComponent=8)  # fmt: skip
    page.Resources.XObject = Dictionary({**dict(page.Resources.get("/XObject", {})), "/Bad": image})
    more: list[tuple[list[Any], str]] = [([], "q"), ([60, 0, 0, 20, 200, 400], "cm"), ([Name("/Bad")], "Do"), ([], "Q")]
    return [*instructions, *(ContentStreamInstruction(a, Operator(b)) for a, b in more)]


def _layer(pdf: Any, page: Any, instructions: list[Any], at: int) -> list[Any]:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=pikepdf.String("x")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    page.Resources.Properties = Dictionary({**dict(page.Resources.get("/Properties", {})), "/Bad": group})
    wrapped = _around([([Name.OC, Name("/Bad")], "BDC")], [([], "EMC")])
    return wrapped(pdf, page, instructions, at) or []


def _without_lines(pdf: Any, page: Any, instructions: list[Any], at: int) -> list[Any]:
    """The first path that is stroked or filled left out; the very instructions where a page has none."""
    place = next((n for n, one in enumerate(instructions) if str(one.operator) in ("S", "f", "f*", "B")), None)
    return instructions if place is None else [*instructions[:place], ContentStreamInstruction([], Operator("n")),
                                       *instructions[place + 1 :]]  # fmt: skip


def _gone(pdf: Any, page: Any, instructions: list[Any], at: int) -> None:
    del pdf.pages[-1]


def _exchanged(pdf: Any, page: Any, instructions: list[Any], at: int) -> None:
    one, two = pdf.pages[0].Contents, pdf.pages[1].Contents
    pdf.pages[0].Contents, pdf.pages[1].Contents = two, one


def _small(pdf: Any, page: Any, instructions: list[Any], at: int) -> None:
    page.MediaBox = Array([0, 0, 400, 842])


PAGES: Mapping[str, Spoil] = {
    "外观：看不见的字": _around([([3], "Tr")], [([0], "Tr")]),
    "外观：白字": _around([([1, 1, 1], "rg")], [([0, 0, 0], "rg")]),
    "外观：挪开字": _around([([9], "Ts")], [([0], "Ts")]),
    "外观：压扁字": _around([([30], "Tz")], [([100], "Tz")]),
    "外观：盖住字": _covered,
    "外观：贴图片": _pasted,
    "外观：去掉线条": _without_lines,
    "外观：图层": _layer,
    "外观：少一页": _gone,
    "外观：对调两页": _exchanged,
    "外观：裁页面": _small,
    "外观：图章": _annotation(Subtype=Name.Stamp),
    "外观：打字": _annotation(Subtype=Name.FreeText, Contents=pikepdf.String("新增73家")),
    "外观：删除线": _annotation(Subtype=Name.StrikeOut),
    "外观：方框": _annotation(Subtype=Name.Square),
}


def spoilt(data: bytes, spoil: Spoil, ranks: Iterator[int]) -> bytes | None:
    """The file with one mistake, on a page and at a text that the ranks choose."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[next(ranks) % len(pdf.pages)]
        instructions = list(pikepdf.parse_content_stream(page))
        shown = [at for at, one in enumerate(instructions) if str(one.operator) in ("Tj", "TJ")]
        if not shown:
            return None
        after = spoil(pdf, page, instructions, shown[next(ranks) % len(shown)])
        if after is instructions:
            return None
        if after is not None:
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(after))
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()
