"""Pages of a PDF compared as pictures with those that were published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from msgspec import Struct
from PIL import Image, ImageChops, ImageFilter

from hgz_report.readers.content import Oddity, Unjudged

PageEdges = tuple[float, float, float, float]
_SCALE = 2.0
"""Pixels a pt: a hairline is a pixel, and what another program moves by rounding its numbers, a third of a pt, one more."""
_NOTICED = 40
"""Of 255: what an eye sees of a pixel."""
_STROKE = 80
"""Of 255, over four pixels: what is left of a digit changed in the smallest letters is 114 at least, of rounding 52 at most."""
_ROUND = 3
"""Pixels of the square in which a stroke may be elsewhere."""


class PageDifference(Struct, frozen=True):
    """A page that looks different, and where: left, bottom, right, top in pt; `what` in Chinese."""

    page: int
    what: str
    box: PageEdges | None = None


def pages_differ(original: bytes, data: bytes, covers: Sequence[Oddity]) -> list[PageDifference]:
    """Where the pages of two PDFs look different, annotations left out; and where one of `covers` lies on something.

    Raises Unjudged where a file can't be painted.
    """
    try:
        import pypdfium2
    except ImportError:
        raise Unjudged("没有装 pypdfium2，看不出样子变没变", "重新运行 make report，装好运行环境") from None
    try:
        with pypdfium2.PdfDocument(original) as one, pypdfium2.PdfDocument(data) as two:
            return list(_differences(one, two, covers))
    except pypdfium2.PdfiumError:
        raise Unjudged("PDF 画不出来，看不出样子变没变", "重新取一份") from None


def _differences(one: Any, two: Any, covers: Sequence[Oddity]) -> Iterator[PageDifference]:
    if len(one) != len(two):
        yield PageDifference(0, f"页数不同：原来 {len(one)} 页，现在 {len(two)} 页")
    for number in range(min(len(one), len(two))):
        before, after = one[number], two[number]
        if tuple(map(round, before.get_size())) != tuple(map(round, after.get_size())):
            yield PageDifference(number + 1, "页面大小不同")
            continue
        painted = _painted(before)
        if (box := _different(painted, _painted(after))) is not None:
            yield PageDifference(number + 1, "页面的样子不同", _in_pt(box, painted.height))
        for cover in covers:
            if cover.page == number + 1 and cover.box and _covered(painted, cover.box):
                yield PageDifference(number + 1, f"{cover.what}，盖住了原来的内容", cover.box)


def _painted(page: Any) -> Image.Image:
    picture: Image.Image = page.render(scale=_SCALE, may_draw_forms=False, draw_annots=False).to_pil().convert("RGB")
    return picture


def _different(one: Image.Image, two: Image.Image) -> tuple[int, int, int, int] | None:
    """The box of what is in one of two pictures and not near there in the other."""
    rough = _noticed(ImageChops.difference(one, two))
    if rough is None:
        return None
    left, top = max(rough[0] - _ROUND, 0), max(rough[1] - _ROUND, 0)
    one, two = (picture.crop((left, top, rough[2] + _ROUND, rough[3] + _ROUND)) for picture in (one, two))
    beyond = [
        excess
        for here, there in ((one, two), (two, one))
        for excess in (
            ImageChops.subtract(here, there.filter(ImageFilter.MaxFilter(_ROUND))),
            ImageChops.subtract(there.filter(ImageFilter.MinFilter(_ROUND)), here),
        )
    ]
    box = _noticed(reduce(ImageChops.lighter, beyond).reduce(2), _STROKE)
    return None if box is None else (2 * box[0] + left, 2 * box[1] + top, 2 * box[2] + left, 2 * box[3] + top)


def _noticed(difference: Image.Image, least: int = _NOTICED) -> tuple[int, int, int, int] | None:
    """The box of what an eye sees; any colour counts."""
    most = ImageChops.lighter(ImageChops.lighter(*difference.split()[:2]), difference.split()[2])
    return most.point([0 if value <= least else 255 for value in range(256)]).getbbox()


def _in_pt(box: tuple[int, int, int, int], height: int) -> PageEdges:
    left, top, right, bottom = (edge / _SCALE for edge in box)
    whole = height / _SCALE
    return round(left, 1), round(whole - bottom, 1), round(right, 1), round(whole - top, 1)


def _covered(page: Image.Image, box: PageEdges) -> bool:
    """Whether anything is painted within a box."""
    left, bottom, right, top = (edge * _SCALE for edge in box)
    part = page.crop((int(left), int(page.height - top), int(right), int(page.height - bottom)))
    return _noticed(ImageChops.invert(part)) is not None
