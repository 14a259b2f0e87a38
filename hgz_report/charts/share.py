"""Parts of wholes: a bar each on a ground of 100 %, the greatest first, with the printed share beside it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from hgz_report.charts import legend, rows
from hgz_report.charts.bars import Bar, draw_bar
from hgz_report.charts.labels import Unreadable
from hgz_report.charts.palette import FAINT, GRID, GROUND, INK, SMALL
from hgz_report.charts.rows import GAP, BarRows, ValueScale
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Plot, Point, ranked, with_unit
from hgz_report.language.plain_numbers import trimmed

WHOLE = Decimal(100)
TICKS = (Decimal(0), Decimal(25), Decimal(50), Decimal(75), WHOLE)


class ShareBar(Struct, frozen=True):
    """One bar."""

    name: str
    point: Point
    printed: str


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart; a share that is not known comes last, as a dash.  Raises Unreadable for a share below 0 or above 100."""
    parts = _parts(chart)
    color = legend.colors(chart)[0]
    head = legend.draw(sheet, legend.kinds(chart.series, color), 0.0)
    row = rows.rows(sheet, [part.name for part in parts], head, rows.FOOT)
    texts = [(Point(WHOLE), trimmed(WHOLE) + "%"), *((part.point, part.printed) for part in parts)]
    wide = rows.level(sheet, row, (Decimal(0), WHOLE), texts, row.size)
    for at, part in enumerate(parts):
        rows.draw_name(sheet, row, at)
        _bar(sheet, row, wide, row.y(at), part, color)
    rows.draw_zero(sheet, row, wide.left)
    for tick in TICKS:
        sheet.text(wide.x(tick), row.bottom - 2, trimmed(tick) + "%", size=SMALL, level="top", color=FAINT)


def _bar(sheet: Sheet, row: BarRows, wide: ValueScale, y: float, part: ShareBar, color: str) -> None:
    thick = min(row.pitch * 0.6, rows.THICK)
    whole = wide.x(WHOLE)
    sheet.bar(wide.left, y - thick / 2, whole - wide.left, thick, GROUND)
    sheet.strokes([((wide.x(tick), y - thick / 2), (wide.x(tick), y + thick / 2)) for tick in TICKS[1:-1]], color=GRID)
    value = part.point.value
    end = wide.x(value or Decimal(0))
    if value is not None:
        draw_bar(sheet, Bar(wide.left, y - thick / 2, end - wide.left, thick), "right", part.point, color)
    text, ink = (part.printed, INK) if value is not None else (part.printed or "—", FAINT)
    covered = min(sheet.lettering.width(text, row.size) + 2, max(whole - end - GAP + 1, 0.0))
    sheet.bar(end + GAP - 1, y - thick / 2, covered, thick, GROUND)
    sheet.text(end + GAP, y, text, size=row.size, side="left", color=ink)


def _parts(chart: Plot) -> Sequence[ShareBar]:
    """The parts, the greatest first; with several series the name says which."""
    ordered = ranked(chart)
    parts = [
        ShareBar(category, point, with_unit(point.printed, "%"))
        for category, point in zip(ordered.categories, ordered.series[0].points, strict=True)
    ]
    for part in parts:
        if part.point.value is not None and not 0 <= part.point.value <= WHOLE:
            wrong = "是负数" if part.point.value < 0 else "超过了100%"
            raise Unreadable(f"“{part.name}”的占比{wrong}", "占比在0到100之间；增速、增减量请用 bar 或 column")
    return parts
