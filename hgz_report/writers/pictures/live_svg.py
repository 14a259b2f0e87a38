"""A frame as SVG for a screen: the letters are text of the project's own faces, at the places they have in the PDF.

Each run says where its text stands in the document (`data-a`: block, part, kind; `data-s`: the character it begins with), so
that whoever clicks on it can be told where it comes from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import zip_longest

from hgz_report.document.address import Address
from hgz_report.draw.frame import BLACK, Frame, Group, Image, Inset, Pasted, Rectangle, Run, Shape, hexadecimal
from hgz_report.fonts.face import Face
from hgz_report.writers.pictures.svg import UNIT, element

_CLOSE = 0.004
"""pt by which a place may differ from where the letters before it lead: a four-hundredth of what a screen can show."""
FaceNames = Callable[[Face], str]
"""The class of a face in the style sheet."""


def live_svg(frame: Frame, named: FaceNames) -> str:
    """The whole page as one element, in pt."""
    drawing = "".join(part for group in frame.groups for part in _group(group, frame.height, named))
    width, height = _pt(frame.width), _pt(frame.height)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{drawing}</svg>'


def drawn_alike(one: Frame, other: Frame) -> bool:
    """Whether two pages have the same drawing: it hangs on nothing but their size and their marks."""
    return one is other or (
        (one.width, one.height) == (other.width, other.height)
        and all(mine == its for mine, its in zip_longest(one.marks(), other.marks()))
    )


def spelled_address(address: Address) -> str:
    """An address as the page says it and asks by it."""
    return f"{address.block},{address.part},{address.kind}"


def _group(group: Group, top: float, named: FaceNames) -> Iterator[str]:
    for mark in group.marks:
        if isinstance(mark, Inset):
            yield _inset(mark, top, named)
        else:
            yield _mark(mark, 0.0, top, named)


def _inset(inset: Inset, top: float, named: FaceNames) -> str:
    """A chart, which can be clicked anywhere."""
    runs = (mark for mark in inset.frame.marks() if isinstance(mark, Run))
    first = next(runs, None)
    whose = f' data-c="{first.address.block}"' if first else ""
    left, above = _pt(inset.x), _pt(top - inset.y - inset.frame.height)
    ground = (
        f'<rect x="{left}" y="{above}" width="{_pt(inset.frame.width)}" height="{_pt(inset.frame.height)}" class="g"/>'
    )
    inside = "".join(_nested(inset, 0.0, top, named))
    return f"<g{whose}>{ground}{inside}</g>"


def _nested(inset: Inset, left: float, top: float, named: FaceNames) -> Iterator[str]:
    for mark in inset.frame.marks():
        if isinstance(mark, Inset):
            yield from _nested(mark, left + inset.x, top - inset.y, named)
        else:
            yield _mark(mark, left + inset.x, top - inset.y, named)


def _mark(mark: Run | Rectangle | Shape | Image | Pasted, left: float, top: float, named: FaceNames) -> str:
    if isinstance(mark, Run):
        return _text(mark, left, top, named)
    if isinstance(mark, Rectangle):
        x, y = left + mark.x, top - mark.y - mark.height
        box = f'x="{_pt(x)}" y="{_pt(y)}" width="{_pt(mark.width)}" height="{_pt(mark.height)}"'
        return f'<rect {box} fill="#{hexadecimal(mark.color)}"/>'
    return f'<g transform="scale({1 / UNIT})">{element(mark, left, top)}</g>'


def _text(run: Run, left: float, top: float, named: FaceNames) -> str:
    if not run.text.strip():
        return ""
    x, y = left + run.x, top - run.y
    looks = f' class="{named(run.face)}" font-size="{_pt(run.size)}"'
    if run.color != BLACK:
        looks += f' fill="#{hexadecimal(run.color)}"'
    if run.stroke:
        looks += f' stroke="#{hexadecimal(run.color)}" stroke-width="{_pt(run.stroke)}"'
    if run.fact:
        looks += ' data-f=""'
    if run.turned:
        looks += f' transform="rotate(-90 {_pt(x)} {_pt(y)})"'
    start = f' data-s="{run.start}"' if run.start else ""
    whose = f' data-a="{spelled_address(run.address)}"{start}'
    places = " ".join(map(_pt, _places(run, x)))
    return f'<text x="{places}" y="{_pt(y)}"{looks}{whose}>{escape(run.text, quote=False)}</text>'


def _places(run: Run, x: float) -> list[float]:
    """Where each character begins, as far as it is not where those before it lead by themselves."""
    places = [x]
    needed = 1
    led = x
    advances = run.face.advances(run.text)
    for number, (given, own) in enumerate(zip(run.advances[:-1], advances, strict=False), 1):
        x += given
        led += own * run.size
        places.append(x)
        if abs(x - led) > _CLOSE:
            needed, led = number + 1, x
    return places[:needed]


def _pt(value: float) -> str:
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
