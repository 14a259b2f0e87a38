"""A finished PDF as text: page by page what stands where, and the structure tree that a screen reader walks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf

from tests.tools.pdf_positions import Char, Font, PageReader

_ARTIFACT = "artifact"
_STEP = "  "
_BUILT = frozenset(("m", "l", "c", "v", "y"))
_PAINTED = {"f": "fill", "f*": "fill", "S": "line", "s": "line", "B": "both", "b": "both", "n": ""}
_COLORS = {"g": "fill", "rg": "fill", "G": "line", "RG": "line"}
"""Operators that build paths, that paint them, that choose colours (ISO 32000-1 8.5, 8.6)."""
_SHOWN = ("Alt", "ActualText", "E", "Lang", "T")
"""What an element says of itself beside its attributes."""
_Found = Mapping[Any, tuple[int, Mapping[int | None, list[Char]]]]
"""Page object -> number of the page, and its characters by MCID."""


class _Page(PageReader):
    """A page with the characters on it by MCID, and the boxes of all that is filled or drawn."""

    def __init__(self, page: Any, number: int, fonts: dict[Any, Font]) -> None:
        self.page = page
        self.shapes: list[tuple[int | None, str]] = []
        self._path: list[tuple[float, float]] = []
        self._colors = {"fill": "0", "line": "0"}
        super().__init__(page, number, fonts)

    def _run(self, operator: str, operands: list[Any]) -> None:
        super()._run(operator, operands)
        numbers = [float(each) for each in operands] if operator in _BUILT | {"re"} else []
        if operator == "re":
            x, y, width, height = numbers
            self._path += [self.placed(x, y), self.placed(x + width, y + height)]
        self._path += [self.placed(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True) if operator != "re"]
        if operator in _COLORS:
            self._colors[_COLORS[operator]] = " ".join(_rounded(float(each), 2) for each in operands)
        if operator in _PAINTED:
            self._paint(_PAINTED[operator])

    def _paint(self, how: str) -> None:
        if self._path and how:
            xs, ys = zip(*self._path, strict=True)
            box = " ".join(_rounded(value) for value in (min(xs), min(ys), max(xs), max(ys)))
            colors = " ".join(self._colors[each] for each in ("fill", "line") if how in (each, "both"))
            self.shapes.append((self.mcid(), f"{how}  {box}  {colors}"))
        self._path = []


def pages(data: bytes) -> list[str]:
    """Of each page a line for every piece of text: its marked content, left and right edge, baseline, size, face, text.

    Coordinates are in pt from the lower left corner, to 0.1 pt; a piece is what one line has in one size of one face.
    Beneath them the boxes (left, bottom, right, top) and colours of what is filled or drawn, those of links and where they lead.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        return ["\n".join(_page_lines(page, numbers)) + "\n" for page in _read(pdf)]


def structure(data: bytes) -> str:
    """The structure tree: a line for every element with what it says of itself, its text by page and marked content."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {page.page.obj.objgen: (number, page.marked) for number, page in enumerate(_read(pdf), 1)}
        root = pdf.Root.StructTreeRoot
        lines = [line for kid in _kids(root) for line in _element(kid, found, "")]
        return "\n".join(lines) + "\n"


def about(data: bytes) -> str:
    """What the file says of itself: properties, catalogue, bookmarks with where they lead, keys of its pages, its fonts."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as meta:
            told = {
                key: " ".join(sorted(value)) if isinstance(value, set | list) else value for key, value in meta.items()
            }
        lines = [f"info {key[1:]} {value}" for key, value in sorted(pdf.docinfo.items())]
        lines += [f"xmp {key.rpartition('}')[2]} {value}" for key, value in sorted(told.items()) if value.strip()]
        root = pdf.Root
        lines += [f"catalogue {key[1:]} {_short(root[key])}" for key in sorted(root.keys()) if key != "/Outlines"]
        if "/Outlines" in root:
            lines += _outline(root.Outlines, numbers, "bookmark ")
        for number, page in enumerate(pdf.pages, 1):
            keys = [
                key for key in sorted(page.obj.keys()) if key not in ("/Annots", "/Contents", "/Parent", "/Resources")
            ]
            lines.append(f"page {number} " + " ".join(f"{key[1:]}={_short(page.obj[key])}" for key in keys))
        return "\n".join([*lines, *_font_lines(pdf)]) + "\n"


def _short(value: Any) -> str:
    """A value on a line; of what is long only its kind."""
    if isinstance(value, pikepdf.Stream):
        return "stream"
    if isinstance(value, pikepdf.Dictionary):
        return " ".join(f"{key[1:]}={_short(one)}" for key, one in sorted(value.items()) if len(str(one)) < _LONG)
    if isinstance(value, pikepdf.Array):
        return "[" + ", ".join(_short(one) for one in value) + "]"
    return str(value)


_LONG = 60


def _outline(parent: Any, numbers: Mapping[Any, int], indent: str) -> list[str]:
    lines, entry = [], parent.get("/First")
    while entry is not None:
        place = f"page {numbers[entry.Dest[0].objgen]}, {_rounded(float(entry.Dest[3]))}"
        lines += [f"{indent}{entry.Title} → {place}", *_outline(entry, numbers, indent + _STEP)]
        entry = entry.get("/Next")
    return lines


def _font_lines(pdf: Any) -> list[str]:
    """Each face: what kind of font it is, its default width, flags."""
    found = set()
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and "/DescendantFonts" in one:
            inner = one.DescendantFonts[0]
            face = str(one.BaseFont).partition("+")[2]
            kinds = f"{one.Subtype} {one.Encoding} {inner.Subtype}"
            found.add(f"font {face} {kinds} DW={inner.DW} Flags={inner.FontDescriptor.Flags}")
    return sorted(found)


def _read(pdf: Any) -> list[_Page]:
    fonts: dict[Any, Font] = {}
    return [_Page(page, number, fonts) for number, page in enumerate(pdf.pages, 1)]


def _page_lines(page: _Page, numbers: Mapping[Any, int]) -> Iterator[str]:
    yield " ".join(_rounded(float(value)) for value in page.page.MediaBox)
    for mcid, chars in page.marked.items():
        for piece in _pieces(chars):
            first, last = piece[0], piece[-1]
            place = f"{_rounded(first.x):>6}–{_rounded(last.x + last.advance):<6} {_rounded(first.y):>6}"
            text = "".join(char.text for char in piece)
            yield f"{_owner(mcid)}  {place}  {_rounded(first.size)} {first.face}  {text}"
    yield from (f"{_owner(mcid)}  {shape}" for mcid, shape in page.shapes)
    for link in page.page.get("/Annots", []):
        box = " ".join(_rounded(float(value)) for value in link.Rect)
        yield f"    link  {box}  {link.get('/Contents', '')} → {_target(link, numbers)}"


def _owner(mcid: int | None) -> str:
    return f"{_ARTIFACT if mcid is None else mcid:>8}"


def _pieces(chars: list[Char]) -> Iterator[list[Char]]:
    piece: list[Char] = []
    for char in chars:
        if piece and (_kind(piece[-1]) != _kind(char) or _apart(piece[-1], char)):
            yield piece
            piece = []
        piece.append(char)
    if piece:
        yield piece


def _apart(before: Char, char: Char) -> bool:
    """Whether a character stands back from the one painted before it, or more than half an em away from it."""
    return not 0 <= char.x - before.x <= before.advance + char.size / 2


def _kind(char: Char) -> tuple[str, str, str]:
    return char.face, _rounded(char.size), _rounded(char.y)


def _rounded(value: float, places: int = 1) -> str:
    return f"{round(value, places) + 0.0:g}"  # + 0.0: no negative zero


def _target(link: Any, numbers: Mapping[Any, int]) -> str:
    action = link.get("/A", pikepdf.Dictionary())
    if "/URI" in action:
        return str(action.URI)
    place = action.get("/D", link.get("/Dest"))
    return f"page {numbers[place[0].objgen]}, {_rounded(float(place[3]))}" if place is not None else "nowhere"


def _element(element: Any, found: _Found, indent: str) -> Iterator[str]:
    said = [f"{key}={element[f'/{key}']}" for key in _SHOWN if f"/{key}" in element]
    if "/ID" in element:
        said.append(f"ID={element.ID}")
    line = indent + " ".join([str(element.S)[1:], *_attributes(element), *said])
    kids = [_kid(kid, element, found, indent + _STEP) for kid in _kids(element)]
    if len(kids) == 1 and isinstance(kids[0], str):
        yield f"{line} {kids[0]}"
        return
    yield line
    for kid in kids:
        if isinstance(kid, str):
            yield f"{indent}{_STEP}{kid}"
        else:
            yield from kid


def _kid(kid: Any, element: Any, found: _Found, indent: str) -> str | Iterator[str]:
    """Marked content and references as words, an element as its lines."""
    reference = isinstance(kid, pikepdf.Dictionary)
    if reference and "/S" in kid:
        return _element(kid, found, indent)
    if reference and "/MCID" not in kid:
        return str(kid.get("/Type", "?"))[1:]
    page = kid.get("/Pg", element.get("/Pg")) if reference else element.Pg
    mcid = int(kid.MCID if reference else kid)
    number, marked = found[page.objgen]
    return f"{number}.{mcid} {''.join(char.text for char in marked.get(mcid, []))}"


def _attributes(element: Any) -> list[str]:
    attributes = element.get("/A", pikepdf.Array())
    owned = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    return [f"{key[1:]}={_value(value)}" for one in owned for key, value in sorted(one.items()) if key != "/O"]


def _value(value: Any) -> str:
    if isinstance(value, pikepdf.Array):
        return ",".join(_value(each) for each in value)
    return str(value).removeprefix("/") if isinstance(value, pikepdf.Object) else _rounded(float(value))


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
