"""The area of upright charts: scale at the left, categories beneath, and how values map onto it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from hgz_report.charts.bars import Bar
from hgz_report.charts.labels import Labels, Unreadable, fit_names
from hgz_report.charts.palette import FAINT, GRID, INK, SMALL
from hgz_report.charts.scale import ticks
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Plot, Series
from hgz_report.language.plain_numbers import trimmed

GAP = 3.0
"""pt between a bar and its value, and between scale and bars."""
LABEL_SHARE = 0.36
"""At most this much of the height goes to the names, and as much to the values above the columns."""
WIDEST_BAR = 34.0
"""pt"""
LEAST_SLOT = 4.0
"""pt that a category takes at least."""
LEAST_TALL = 24.0
"""pt of height that values need to be told apart."""
TICK_PITCH = 26.0
"""pt between scale lines, about."""


class Across(Struct, frozen=True):
    """The width of the area: from `left` to `right` in `slots`, the names under them standing on `foot`."""

    left: float
    right: float
    slots: int
    names: Labels
    foot: float = 0.0

    @property
    def slot(self) -> float:
        """Width that belongs to one category."""
        return (self.right - self.left) / self.slots

    @property
    def thinned(self) -> bool:
        """Whether some categories have no name; a tick then says whose the others are."""
        return "" in self.names.texts

    @property
    def floor(self) -> float:
        """Where the area may begin above the names."""
        return self.foot + self.names.height + 2 * GAP + (2.0 if self.thinned else 0.0)

    def x(self, at: int) -> float:
        """Middle of a slot."""
        return self.left + (at + 0.5) * self.slot


class Upward(Struct, frozen=True):
    """The height of the area: `low` to `high` of the scale between `bottom` and `top`."""

    bottom: float
    top: float
    scale: Sequence[Decimal]

    def y(self, value: Decimal | int) -> float:
        """Height of a value on the sheet."""
        low, high = self.scale[0], self.scale[-1]
        return self.bottom + float((value - low) / (high - low)) * (self.top - self.bottom)


def known(series: Iterable[Series]) -> list[Decimal]:
    """All values there are."""
    return [point.value for each in series for point in each.points if point.value is not None]


def steps(values: Sequence[Decimal], tall: float) -> list[Decimal]:
    """The scale of some values in about so much height."""
    most = min(max(int(tall / TICK_PITCH), 2), 5)
    return ticks(min(values, default=Decimal(0)), max(values, default=Decimal(0)), most)


def scale_width(sheet: Sheet, *scales: Sequence[Decimal]) -> float:
    """Room that the figures of scales take beside the area."""
    return max(sheet.lettering.width(trimmed(tick), SMALL) for scale in scales for tick in scale) + 2 * GAP


def across(sheet: Sheet, chart: Plot, left: float, right: float, widest: float, texts: Iterable[str]) -> Across:
    """Slots no wider than `widest` or what names and `texts` (values) take on one line, in the middle of the room there is.

    Raises Unreadable where there are too many.
    """
    count = max(len(chart.categories), 1)
    words = max((sheet.lettering.width(text, 10.0) for text in (*chart.categories, *texts)), default=0.0)
    slot = min((right - left) / count, max(widest, words + 12))
    if slot < LEAST_SLOT:
        raise Unreadable(f"有{count}项，排得太密，分不清")
    spare = (right - left - slot * count) / 2
    names = fit_names(sheet.lettering, chart.categories, slot, sheet.height * LABEL_SHARE)
    return Across(left + spare, right - spare - overhang(sheet, names, slot), count, names)


def overhang(sheet: Sheet, names: Labels, slot: float) -> float:
    """How far the first or last of thinned names sticks out of the area."""
    shown = [(at, sheet.lettering.width(name, names.size)) for at, name in enumerate(names.texts) if name]
    if names.turned or not shown:
        return 0.0
    last = len(names.texts) - 1
    return max(0.0, *((wide - slot) / 2 - min(at, last - at) * slot for at, wide in shown))


def upward(bottom: float, top: float, scale: Sequence[Decimal]) -> Upward:
    """The height of the area; raises Unreadable where there is too little."""
    if top - bottom < LEAST_TALL:
        raise Unreadable("图太矮，名称和数值占去了大半")
    return Upward(bottom, top, scale)


def draw_scale(sheet: Sheet, wide: Across, tall: Upward) -> None:
    """Pale lines at the steps of the scale, and their figures at the left."""
    lines = [((wide.left, tall.y(tick)), (wide.right, tall.y(tick))) for tick in tall.scale]
    sheet.strokes(lines, color=GRID)
    for tick in tall.scale:
        sheet.text(wide.left - GAP, tall.y(tick), trimmed(tick), size=SMALL, side="right", color=FAINT)


def figures(wide: Across, tall: Upward) -> Iterator[Bar]:
    """The places of the figures of the scale, and what lies left of them."""
    for tick in tall.scale:
        yield Bar(0, tall.y(tick) - SMALL / 2, wide.left - GAP, SMALL)


def draw_base(sheet: Sheet, wide: Across, tall: Upward) -> None:
    """The line at zero, and the names at the foot, with ticks where they are thinned."""
    zero = tall.y(0)
    sheet.line(wide.left, zero, wide.right, zero, color=INK, width=0.8)
    draw_names(sheet, wide)
    if wide.thinned:
        ends = tall.bottom, wide.foot + wide.names.height + GAP
        named = [wide.x(at) for at, name in enumerate(wide.names.texts) if name]
        sheet.strokes([((x, ends[0]), (x, ends[1])) for x in named], color=INK)


def draw_names(sheet: Sheet, wide: Across) -> None:
    """The names of the categories, beneath."""
    names = wide.names
    for at, name in enumerate(names.texts):
        if name:
            x, top = wide.x(at), wide.foot + names.height + GAP
            sheet.text(x, top, name, size=names.size, level="top", turned=names.turned)
