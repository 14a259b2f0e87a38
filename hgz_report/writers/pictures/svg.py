"""A frame as SVG: shapes as paths, letters as outlines of our own faces.

Only `path` elements with whole numbers, and images: what every reader draws alike, whatever fonts it has.
"""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import assert_never

from hgz_report.draw import paths
from hgz_report.draw.frame import Color, Frame, Image, Inset, Pasted, Rectangle, Run, Shape, hexadecimal
from hgz_report.draw.outlines import outline
from hgz_report.draw.paths import Path
from hgz_report.fonts.face import Face

UNIT = 100
"""Units of the drawing to the pt."""


Letters = Callable[[Run, float, float], str]
"""Writes a run, given where the left edge of its frame and the picture's upper edge are."""


def svg(frame: Frame) -> bytes:
    """The whole file."""
    drawing = "".join(elements(frame, 0.0, frame.height, _outlined))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{frame.width:.2f}pt" height="{frame.height:.2f}pt"'
        f' viewBox="0 0 {round(frame.width * UNIT)} {round(frame.height * UNIT)}">{drawing}</svg>'
    ).encode("ascii")


def elements(frame: Frame, left: float, top: float, letters: Letters) -> Iterator[str]:
    """What a frame holds, its own left edge at `left`, its foot `top` pt below the picture's upper edge."""
    for mark in frame.marks():
        if isinstance(mark, Inset):
            yield from elements(mark.frame, left + mark.x, top - mark.y, letters)
        elif isinstance(mark, Run):
            yield letters(mark, left, top)
        else:
            yield element(mark, left, top)


def _outlined(run: Run, left: float, top: float) -> str:
    data = _letters(run, left, top)
    return f'<path d="{data}" fill="{colored(run.color)}"/>' if data else ""


def element(mark: Rectangle | Shape | Image | Pasted, left: float, top: float) -> str:
    """One mark of a frame whose left edge is at `left`, whose foot is `top` pt below the upper edge of the picture, in
    hundredths of a pt; "" where nothing is seen of it.
    """
    match mark:
        case Rectangle():
            data, looks = (
                _data(paths.box(mark.x, mark.y, mark.width, mark.height), left, top),
                f' fill="{colored(mark.color)}"',
            )
        case Shape():
            data, looks = _data(mark.path, left, top), _looks(mark)
        case Image():
            return _image(mark, _packed(mark), left, top)
        case Pasted():
            return _image(mark, mark.data, left, top)
        case _:
            assert_never(mark)
    return f'<path d="{data}"{looks}/>' if data else ""


def _looks(shape: Shape) -> str:
    looks = f' fill="{colored(shape.fill) if shape.fill else "none"}"' + ' fill-rule="evenodd"' * shape.even_odd
    if shape.edge:
        looks += f' stroke="{colored(shape.edge)}" stroke-width="{round(shape.width * UNIT)}"'
        if shape.dash:
            looks += f' stroke-dasharray="{" ".join(str(round(dash * UNIT)) for dash in shape.dash)}"'
    return looks


def _packed(image: Image) -> bytes:
    from PIL import Image as Pixels

    out = io.BytesIO()
    Pixels.frombytes("RGB", (image.columns, image.rows), image.pixels).save(out, "PNG")
    return out.getvalue()


def _image(image: Image | Pasted, data: bytes, left: float, top: float) -> str:
    kind = "jpeg" if isinstance(image, Pasted) and image.is_jpeg else "png"
    box = {"x": left + image.x, "y": top - image.y - image.height, "width": image.width, "height": image.height}
    place = " ".join(f'{name}="{round(value * UNIT)}"' for name, value in box.items())
    return f'<image {place} preserveAspectRatio="none" href="data:image/{kind};base64,{b64encode(data).decode()}"/>'


def colored(color: Color) -> str:
    """A colour as the file has it."""
    return "#" + hexadecimal(color).lower()


def _letters(run: Run, left: float, top: float) -> str:
    """The outlines of a run as one path."""
    parts = []
    x, y = left + run.x, top - run.y
    for char, advance in zip(run.text, run.advances, strict=True):
        if letter := _letter(run.face, char, run.size, run.turned):
            start, rest = letter
            parts.append(f"M{_numbers((round(x * UNIT) + start[0], round(y * UNIT) + start[1]))}{rest}")
        x, y = (x, y - advance) if run.turned else (x + advance, y)
    return "".join(parts)


@lru_cache(maxsize=8192)
def _letter(face: Face, char: str, size: float, turned: bool) -> tuple[tuple[int, int], str] | None:
    """Where the outline of a character begins, from its origin, and the path from there, in the units of the file."""
    path = tuple(
        (code, tuple(value * size for value in (_turned(at) if turned else at))) for code, at in outline(face, char)
    )
    if not path:
        return None
    first = path[0][1]
    return (round(first[0] * UNIT), round(-first[1] * UNIT)), _relative(path, 0.0, 0.0)[1]


def _turned(at: tuple[float, ...]) -> tuple[float, ...]:
    """Points a quarter of a turn further, anticlockwise."""
    return tuple(value for x, y in zip(at[::2], at[1::2], strict=True) for value in (-y, x))


def _data(path: Path, left: float, top: float) -> str:
    start, rest = _relative(path, left, top)
    return f"M{_numbers(start)}{rest}" if rest else ""


def _relative(path: Path, left: float, top: float) -> tuple[tuple[int, int], str]:
    """Where a path begins and what comes after, each place relative to the last rounded one, so that no error adds up."""
    parts: list[str] = []
    at = begun = origin = (0, 0)
    for code, points in path:
        places = [
            (round((left + x) * UNIT), round((top - y) * UNIT)) for x, y in zip(points[::2], points[1::2], strict=True)
        ]
        if code == "z":
            parts.append("z")
            at = begun
        elif code == "m":
            if parts:
                parts.append("m" + _numbers((places[0][0] - at[0], places[0][1] - at[1])))
            else:
                origin = places[0]
            at = begun = places[0]
        else:
            parts.append(code + _numbers(value for x, y in places for value in (x - at[0], y - at[1])))
            at = places[-1]
    return origin, "".join(parts)


def _numbers(values: Iterable[int]) -> str:
    """Numbers with a blank only before those that no minus sets apart."""
    text = ""
    for value in values:
        text += f" {value}" if text and value >= 0 else str(value)
    return text
