"""A picture from a file on its sheet: as wide as its editor wants it, in the middle, whole."""

from __future__ import annotations

from hgz_report.charts.labels import Unreadable
from hgz_report.charts.picture.drawing import SvgDrawing, read_svg
from hgz_report.charts.picture.pixels import fitted, read_pixels
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Picture
from hgz_report.draw.frame import Inset, Pasted

_WHOLE = 100
_SQUARE = 1.0


def proportion(picture: Picture) -> float:
    """Height over width; that of a square where the file can't be read, which is said when it is drawn."""
    try:
        wide, high = _read(picture).size if picture.file.endswith(".svg") else read_pixels(picture.content).size
    except Unreadable:
        return _SQUARE
    return high / wide


def width_of(picture: Picture, room: float) -> float:
    """How wide it is to be in a column of `room` pt."""
    return room * picture.width / _WHOLE


def draw(sheet: Sheet, picture: Picture) -> None:
    """Put it on the sheet.  Raises Unreadable for a file that is none of ours, or too large, or too small to be seen well."""
    ratio = proportion(picture)
    wide = min(width_of(picture, sheet.width), sheet.height / ratio)
    high = wide * ratio
    left, foot = (sheet.width - wide) / 2, (sheet.height - high) / 2
    if picture.file.endswith(".svg"):
        sheet.put(Inset(left, foot, _read(picture).frame(wide)))
    else:
        data, columns, rows = fitted(picture.content, wide)
        sheet.put(Pasted(left, foot, wide, high, columns, rows, data))


def _read(picture: Picture) -> SvgDrawing:
    return read_svg(picture.content)
