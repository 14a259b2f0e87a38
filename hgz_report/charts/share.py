"""Parts of a whole: a bar each on a ground of 100 %, the greatest first, with the printed share beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hgz_report.chart_model import Plot
from hgz_report.charts.labels import LINE, too_wide
from hgz_report.charts.palette import FAINT, GRID, GROUND, INK, LEAST, NAVY, SMALL, TEXT
from hgz_report.charts.scale import shown
from hgz_report.charts.sheet import Sheet

GAP = 5.0
"""pt between names, bars and values."""
NAME_SHARE = 0.42
"""At most this much of the width goes to names; longer ones are broken."""
WHOLE = Decimal(100)
TICKS = (Decimal(0), Decimal(25), Decimal(50), Decimal(75), WHOLE)


@dataclass(frozen=True, slots=True)
class Part:
    """One bar; `name` may be broken into lines."""

    name: str
    value: Decimal | None
    printed: str


@dataclass(frozen=True, slots=True)
class Area:
    """Where the bars stand, in pt; `most` is the value at the right end, `size` that of the type."""

    left: float
    right: float
    foot: float
    pitch: float
    size: float
    most: Decimal

    def x(self, value: Decimal) -> float:
        """Right end of a bar."""
        return self.left + (self.right - self.left) * float(value / self.most)


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart; a share that is not known comes last, as a dash."""
    parts = _parts(chart)
    foot = SMALL * 1.6
    pitch = (sheet.height - foot) / max(len(parts), 1)
    size, names = _names(sheet, parts, pitch)
    room = max((sheet.lettering.width(name, size) for name in names), default=0.0)
    ends = [shown(WHOLE) + "%", *(part.printed for part in parts)]
    values = max(sheet.lettering.width(text, size) for text in ends)
    most = max([WHOLE, *(part.value for part in parts if part.value is not None)])
    area = Area(room + GAP, sheet.width - values - GAP, foot, pitch, size, most)
    for at, (part, name) in enumerate(zip(parts, names, strict=True)):
        y = sheet.height - (at + 0.5) * pitch
        sheet.text(room, y, name, size=size, side="right")
        _bar(sheet, area, y, part)
    sheet.line(area.left, foot, area.left, sheet.height - 1, color=INK, width=0.8)
    for tick in TICKS:
        sheet.text(area.x(tick), foot - 2, shown(tick) + "%", size=SMALL, level="top", color=FAINT)


def _names(sheet: Sheet, parts: Sequence[Part], pitch: float) -> tuple[float, list[str]]:
    """The largest size at which all names, broken where they are long, keep to their rows."""
    size = TEXT
    while size >= LEAST:
        names = [sheet.lettering.wrapped(part.name, size, sheet.width * NAME_SHARE) for part in parts]
        deepest = max((name.count("\n") + 1 for name in names), default=1)
        wide = max((sheet.lettering.width(name, size) for name in names), default=0.0)
        if deepest * size * LINE <= pitch + size * (LINE - 1) and wide <= sheet.width * NAME_SHARE:
            return size, names
        size -= 0.5
    raise too_wide(part.name for part in parts)


def _bar(sheet: Sheet, area: Area, y: float, part: Part) -> None:
    thick = min(area.pitch * 0.6, 16.0)
    sheet.bar(area.left, y - thick / 2, area.x(WHOLE) - area.left, thick, GROUND)
    for tick in TICKS[1:-1]:
        sheet.line(area.x(tick), y - thick / 2, area.x(tick), y + thick / 2, color=GRID)
    if part.value is None:
        sheet.text(area.left + GAP, y, part.printed or "—", size=area.size, side="left", color=FAINT)
        return
    end = area.x(max(part.value, Decimal(0)))
    sheet.bar(area.left, y - thick / 2, end - area.left, thick, NAVY)
    wide = sheet.lettering.width(part.printed, area.size)
    sheet.bar(end + GAP - 1, y - thick / 2, min(wide + 2, max(area.x(WHOLE) - end - GAP + 1, 0.0)), thick, GROUND)
    sheet.text(end + GAP, y, part.printed, size=area.size, side="left")


def _parts(chart: Plot) -> list[Part]:
    """The parts, the greatest first; with several series the name says which."""
    several = len(chart.series) > 1
    parts = [
        Part(f"{category}（{series.name}）" if several else category, point.value, point.printed)
        for series in chart.series
        for category, point in zip(chart.categories, series.points, strict=True)
    ]
    return sorted(parts, key=lambda part: (part.value is None, -(part.value or Decimal(0))))
