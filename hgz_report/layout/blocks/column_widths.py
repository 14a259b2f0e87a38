"""Column widths of a table, from what stands in the cells."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal


def column_widths(
    least: Sequence[float], natural: Sequence[float], given: Sequence[Decimal], room: float, em: float
) -> list[float] | None:
    """Widths in pt that add up to `room`, or None where even the least widths do not fit.

    `least` and `natural`: widest unbreakable stretch and all on one line, padding included; `given`: relative widths an
    author set (0: from the content); `em`: size of the type.
    """
    if not least:
        return None
    floors = [min(wide, max(low, 5 * em)) for low, wide in zip(least, natural, strict=True)]
    if sum(floors) > room:
        floors = list(least)
    if sum(floors) > room:
        floors = [min(low, 7 * em) for low in least]  # words longer than that are parted
    if sum(floors) > room:
        return None
    wishes = [min(wide, room) for wide in natural]
    widths = _shared(floors, wishes, room)
    if any(given):
        widths = _overridden(widths, floors, given, room)
    return widths


def _shared(floors: Sequence[float], wishes: Sequence[float], room: float) -> list[float]:
    """Wishes met where there is room, and what is left given in proportion; else the floors and a share of the rest."""
    total = sum(wishes)
    if total <= room:
        return [wish * room / total for wish in wishes] if total else [room / len(wishes)] * len(wishes)
    floors = _narrow_ones_served(floors, wishes, room)
    wants = [max(0.0, wish - floor) for wish, floor in zip(wishes, floors, strict=True)]
    share = (room - sum(floors)) / sum(wants)
    return [floor + want * share for floor, want in zip(floors, wants, strict=True)]


def _narrow_ones_served(floors: Sequence[float], wishes: Sequence[float], room: float) -> list[float]:
    """Floors raised to the whole wish for columns that ask for less than an even share; the wide ones can spare it."""
    raised = list(floors)
    waiting = sorted(range(len(wishes)), key=lambda index: wishes[index])
    while waiting:
        index = waiting.pop(0)
        others = sum(raised) - raised[index]
        even = (room - others + sum(raised[one] for one in waiting)) / (len(waiting) + 1)
        if wishes[index] > min(even, room - others):
            break
        raised[index] = max(raised[index], wishes[index])
    return raised


def _overridden(widths: list[float], floors: Sequence[float], given: Sequence[Decimal], room: float) -> list[float]:
    """Columns with a given width share, in its proportion, what columns without one leave; none below its floor."""
    free = room - sum(width for width, wish in zip(widths, given, strict=True) if not wish)
    parts = float(sum(given))
    asked = [float(wish) / parts * free if wish else width for width, wish in zip(widths, given, strict=True)]
    raised = [max(ask, floor) for ask, floor in zip(asked, floors, strict=True)]
    excess = sum(raised) - room
    slack = sum(width - floor for width, floor in zip(raised, floors, strict=True))
    if excess <= 0 or slack <= 0:
        return raised
    return [width - (width - floor) * excess / slack for width, floor in zip(raised, floors, strict=True)]
