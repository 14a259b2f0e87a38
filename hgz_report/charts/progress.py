"""Progress: what is reached, on a ground up to the target; every row is scaled to its own target."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.charts import legend, rows
from hgz_report.charts.bars import Bar, draw_bar, split
from hgz_report.charts.labels import Unreadable
from hgz_report.charts.legend import Key
from hgz_report.charts.palette import GROUND, HUES, INK, on
from hgz_report.charts.sheet import Sheet
from hgz_report.document.chart import Plot, Point, lettered, with_unit

TICK = 1.5
"""pt: width of the mark at the target, which rises a little above and below the bar."""
RISE = 2.5
MOST = 5
"""A target that is passed more than so many times over leaves no room for the others."""


class ProgressRow(Struct, frozen=True):
    """Reached and target of one category, with what is printed; a target that is passed is printed with its name."""

    reached: Point
    target: Point
    said: str
    wanted: str

    @property
    def part(self) -> Decimal:
        """Reached as a part of the target; 0 where that can't be said."""
        if self.reached.value is None or not self.target.value or self.target.value < 0:
            return Decimal(0)
        return max(self.reached.value / self.target.value, Decimal(0))


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable where there are not two series (reached, target), or a target is far passed."""
    if len(chart.series) != 2:
        raise Unreadable(f"进度图要2个系列（已达到的和目标），这里有{len(chart.series)}个", "请给出已达到的和目标")
    color = HUES[chart.hue]
    reached, target = chart.series
    entries = [Key("block", color, reached.name), Key("tick", INK, target.name)]
    head = legend.draw(sheet, [*entries, *legend.kinds([reached], color)], 0.0)
    row = rows.rows(sheet, chart.categories, head)
    each = [_row(chart, at) for at in range(len(chart.categories))]
    most = max([Decimal(1), *(item.part for item in each)])
    if most > MOST:
        name = next(name for name, item in zip(chart.categories, each, strict=True) if item.part == most)
        raise Unreadable(f"“{name}”远超目标，画不成进度", "请用一句话说，或改用 bar")
    ends = [(item.target, item.wanted) for item in each] + [(item.reached, item.said) for item in each if item.part > 1]
    wide = rows.level(sheet, row, (Decimal(0), most), ends, row.size)
    for at, item in enumerate(each):
        rows.draw_name(sheet, row, at)
        _bar(sheet, row, wide, at, item, color)
    rows.draw_zero(sheet, row, wide.left)


def _row(chart: Plot, at: int) -> ProgressRow:
    unit = chart.units[at] if at < len(chart.units) else chart.unit
    reached, target = (series.points[at] for series in chart.series)
    row = ProgressRow(reached, target, with_unit(reached.printed, unit), with_unit(target.printed, unit))
    return replace(row, wanted=lettered(chart.series[1].name, row.wanted)) if row.part > 1 else row


def _bar(sheet: Sheet, row: rows.BarRows, wide: rows.ValueScale, at: int, item: ProgressRow, color: str) -> None:
    y, thick = row.y(at), min(row.pitch * 0.6, rows.THICK)
    foot, goal = y - thick / 2, wide.x(1)
    if not item.target.value or item.target.value < 0:
        rows.draw_missing(sheet, wide.left, y, Point(printed=item.said), row.size)
        return
    sheet.bar(wide.left, foot, goal - wide.left, thick, GROUND)
    end = wide.x(item.part)
    draw_bar(sheet, Bar(wide.left, foot, end - wide.left, thick), "right", item.reached, color)
    sheet.bar(goal - TICK / 2, foot - RISE, TICK, thick + 2 * RISE, INK)
    rows.draw_value(sheet, max(end, goal), y, item.wanted, row.size)
    _said(sheet, row, (wide.left, goal, end), y, item, color)


def _said(
    sheet: Sheet, row: rows.BarRows, places: tuple[float, float, float], y: float, item: ProgressRow, color: str
) -> None:
    """What is reached: on the ground between bar and target, else inside the bar's solid part, before or beyond the target."""
    left, goal, end = places
    text = item.said if item.reached.value is not None else item.reached.printed or "—"
    need = sheet.lettering.width(text, row.size) + 2 * rows.GAP
    if end + need <= goal:
        sheet.text(end + rows.GAP, y, text, size=row.size, side="left")
        return
    solid = split(Bar(left, y, end - left, 1), "right", bounded=item.reached.bound in ("lower", "upper"))[0].right
    for start, stop in ((goal, solid), (left, min(solid, goal))):
        if stop - start >= need:
            ink = INK if item.reached.expected else on(color)
            sheet.text(stop - rows.GAP, y, text, size=row.size, side="right", color=ink)
            return
    raise Unreadable(f"“{text}”在图里没有地方印")
