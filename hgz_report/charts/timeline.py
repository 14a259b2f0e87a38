"""Events down an axis: dates at the left, titles at the right, and between two events the more room the more time.

Where nothing is in the way distances are true to time.  Events close together stand a line apart; a long time without any is
cut short, and the axis is dashed there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from hgz_report.charts.labels import LINE, Unreadable
from hgz_report.charts.palette import FAINT, INK, LEAST, NAVY, SMALL, STEEL, TEXT
from hgz_report.charts.sheet import DASH, Sheet
from hgz_report.document.chart import Event, Timeline
from hgz_report.draw.lettering import Lettering, lines_of

GAP = 9.0
"""pt between dates, axis and titles."""
DOT = 3.4
ROOM = 3.0
"""Least pt between two titles."""
LONGEST = 44.0
"""pt: the longest distance between two events beyond what their titles need; more time is cut short."""
YEAR = 12.0
"""pt: a year takes no more where that would cut the longest time short."""
DATE_SHARE = 0.3
LINES = 2
WHO = 0.85
"""Size of who acted, in that of the title."""
KEY = ("已有", "目标或预计")


class DatedEvent(Struct, frozen=True):
    """An event's texts, broken into lines; `beside`: who acted stands on the title's last line."""

    event: Event
    title: str
    who: str
    beside: bool
    height: float


class EventColumn(Struct, frozen=True):
    """How all events are set: size in pt, where the axis stands, and the entries in order of time."""

    size: float
    axis: float
    entries: tuple[DatedEvent, ...]

    @property
    def needed(self) -> float:
        """The least height of all entries."""
        return sum(entry.height for entry in self.entries) + ROOM * (len(self.entries) - 1)


def draw(sheet: Sheet, chart: Timeline) -> None:
    """Draw the chart.  Raises Unreadable where the events do not fit in the smallest type."""
    foot = SMALL * 1.9 if any(event.expected for event in chart.events) else 0.0
    column = _column(sheet, chart, sheet.height - foot)
    if not column.entries:
        return
    centres, cut = _centres(column, sheet.height - foot)
    tops = [sheet.height - depth for depth in centres]
    for (upper, lower), dashed in zip(pairwise(tops), cut, strict=True):
        _axis(sheet, column.axis, upper, lower, dashed=dashed)
    for entry, y in zip(column.entries, tops, strict=True):
        _entry(sheet, column, entry, y)
    if foot:
        _key(sheet, column.axis)


def _column(sheet: Sheet, chart: Timeline, room: float) -> EventColumn:
    """The largest type in which all events find room."""
    events = sorted(chart.events, key=lambda event: event.at)
    size = TEXT
    while size >= LEAST:
        column = _set(sheet.lettering, events, sheet.width, size)
        if column is not None and column.needed <= room:
            return column
        size -= 0.5
    longest = max((event.title for event in events), key=len)
    raise Unreadable(f"有{len(events)}件事，最长的是“{longest}”，用最小字号也排不下")


def _set(lettering: Lettering, events: Sequence[Event], width: float, size: float) -> EventColumn | None:
    """All events in one size; None where a date is too wide or a title takes more than its lines."""
    dates = max((lettering.width(event.date, size) for event in events), default=0.0)
    axis = dates + GAP
    measure = width - axis - GAP
    entries = [_fitted(lettering, event, measure, size) for event in events]
    known = [entry for entry in entries if entry is not None]
    if dates > width * DATE_SHARE or len(known) < len(entries):
        return None
    return EventColumn(size, axis, tuple(known))


def _fitted(lettering: Lettering, event: Event, measure: float, size: float) -> DatedEvent | None:
    small = max(size * WHO, LEAST)
    title = lettering.wrapped(event.title, size, measure)
    last = lines_of(title)[-1]
    beside = lettering.width(last, size) + GAP + lettering.width(event.who, small) <= measure
    who = event.who if beside else lettering.wrapped(event.who, small, measure)
    lines = title.count("\n") + 1
    below = 0.0 if beside or not who else (who.count("\n") + 1) * small * LINE
    if lines > LINES or max(lettering.width(title, size), lettering.width(who, small)) > measure:
        return None
    return DatedEvent(event, title, who, beside, lines * size * LINE + below)


def _centres(column: EventColumn, room: float) -> tuple[list[float], list[bool]]:
    """Depth of every first line below the top, and between which events time is cut short."""
    first = column.size * LINE / 2
    entries = column.entries
    needs = [entry.height + ROOM for entry in entries[:-1]]
    years = [float(after.event.at - before.event.at) for before, after in pairwise(entries)]
    scale = _scale(needs, years, room - entries[-1].height)
    depths, cut = [first], []
    for need, span in zip(needs, years, strict=True):
        longest = need + LONGEST
        depths.append(depths[-1] + min(max(need, scale * span), longest))
        cut.append(scale * span > longest)
    return depths, cut


def _scale(needs: Sequence[float], years: Sequence[float], room: float) -> float:
    """The most pt a year at which all distances, none under its need and none over its longest, add up to the room."""
    low, high = 0.0, max(YEAR, LONGEST / max([*years, 1e-3]))
    for _ in range(40):
        middle = (low + high) / 2
        total = sum(min(max(need, middle * span), need + LONGEST) for need, span in zip(needs, years, strict=True))
        low, high = (middle, high) if total <= room else (low, middle)
    return low


def _axis(sheet: Sheet, x: float, upper: float, lower: float, *, dashed: bool) -> None:
    dash = DASH if dashed else ()
    sheet.strokes([((x, upper), (x, lower))], color=STEEL, width=1.0, dash=dash)


def _entry(sheet: Sheet, column: EventColumn, entry: DatedEvent, y: float) -> None:
    """A date, a dot and a title whose first line has its middle at `y`."""
    size, left = column.size, column.axis + GAP
    small = max(size * WHO, LEAST)
    sheet.text(column.axis - GAP, y, entry.event.date, size=size, side="right", color=INK)
    _dot(sheet, column.axis, y, expected=entry.event.expected)
    lines = lines_of(entry.title)
    for line in lines:
        sheet.text(left, y, line, size=size, side="left")
        y -= size * LINE
    if not entry.who:
        return
    if entry.beside:
        x = left + sheet.lettering.width(lines[-1], size) + GAP
        sheet.text(x, y + size * LINE, entry.who, size=small, side="left", color=FAINT)
        return
    for line in lines_of(entry.who):
        sheet.text(left, y, line, size=small, side="left", color=FAINT)
        y -= small * LINE


def _dot(sheet: Sheet, x: float, y: float, *, expected: bool) -> None:
    """Filled for what has happened, hollow for what is expected."""
    sheet.dots([(x, y)], DOT, NAVY, hollow=expected)


def _key(sheet: Sheet, x: float) -> None:
    y = SMALL * 0.6
    for name, expected in zip(KEY, (False, True), strict=True):
        _dot(sheet, x, y, expected=expected)
        sheet.text(x + GAP, y, name, size=SMALL, side="left", color=FAINT)
        x += GAP + sheet.lettering.width(name, SMALL) + 2 * GAP
