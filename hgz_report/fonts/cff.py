"""Just enough of a CFF table to know and keep the CIDs of its glyphs (Adobe Technical Note #5176)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from struct import unpack_from

_CHARSET, _ROS = 15, 0x0C1E  # operators of a Top DICT; ROS only where it is CID-keyed
_SHORT, _LONG, _REAL = 28, 29, 30  # first bytes of its operands


def cids(table: memoryview, glyph_count: int) -> array[int] | None:
    """The CID of every glyph, in glyph order; None where the font isn't CID-keyed.

    Raises ValueError or struct.error where the table is cut short or makes no sense.
    """
    top = dict(_top_dict(table))
    if _ROS not in top:
        return None
    charset = top.get(_CHARSET, 0)
    if charset <= 2:  # a predefined charset is not legal here; readers take it as identity
        return array("H", range(glyph_count))
    return _charset(table, charset, glyph_count)


def _charset(table: memoryview, at: int, glyph_count: int) -> array[int]:
    kind = table[at]
    at += 1
    found = array("H", [0])  # .notdef is not listed
    if kind == 0:
        found.extend(unpack_from(f">{glyph_count - 1}H", table, at))
        return found
    if kind not in (1, 2):
        raise ValueError(f"charset format {kind}")
    layout, size = (">HB", 3) if kind == 1 else (">HH", 4)
    while len(found) < glyph_count:
        first, left = unpack_from(layout, table, at)
        at += size
        found.extend(range(first, first + left + 1))
    return found[:glyph_count]


def _top_dict(table: memoryview) -> Iterator[tuple[int, int]]:
    """Operators with their last operand; real numbers count as 0, none is asked for."""
    _, names_end = _index(table, table[2])
    (start, end), _ = _index(table, names_end)
    at, operand = start, 0
    while at < end:
        first = table[at]
        if first <= 21:
            yield (0x0C00 | table[at + 1] if first == 12 else first), operand
            at += 2 if first == 12 else 1
        else:
            operand, at = _operand(table, at)


def _index(table: memoryview, start: int) -> tuple[tuple[int, int], int]:
    """Where the first object of the INDEX at `start` lies, and where the INDEX ends."""
    count: int = unpack_from(">H", table, start)[0]
    if not count:
        raise ValueError("empty INDEX")
    size: int = table[start + 2]
    data = start + 2 + (count + 1) * size  # one byte before the data: offsets count from 1

    def place(number: int) -> int:
        at = start + 3 + number * size
        return data + int.from_bytes(table[at : at + size], "big")

    return (place(0), place(1)), place(count)


def _operand(table: memoryview, at: int) -> tuple[int, int]:
    """The number at `at`, and where the next one starts."""
    first = table[at]
    if first == _SHORT:
        return unpack_from(">h", table, at + 1)[0], at + 3
    if first == _LONG:
        return unpack_from(">i", table, at + 1)[0], at + 5
    if first == _REAL:
        at += 1
        while table[at] & 0x0F != 0x0F and table[at] >> 4 != 0x0F:
            at += 1
        return 0, at + 1
    if 32 <= first <= 246:
        return first - 139, at + 1
    if 247 <= first <= 250:
        return (first - 247) * 256 + table[at + 1] + 108, at + 2
    if 251 <= first <= 254:
        return -(first - 251) * 256 - table[at + 1] - 108, at + 2
    raise ValueError(f"byte {first} in a Top DICT")
