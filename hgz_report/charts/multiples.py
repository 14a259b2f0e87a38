"""Small multiples: a little chart for each series with its own scale and unit over common categories."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hgz_report.charts import legend
from hgz_report.charts.bars import Bar
from hgz_report.charts.column import draw_columns, draw_missing, layout
from hgz_report.charts.labels import LINE, Labels, Unreadable, fit_names, fit_values, too_wide
from hgz_report.charts.line import curve, draw_curve, draw_values, obstacles
from hgz_report.charts.palette import FAINT, HUES, LEAST, SMALL, TEXT
from hgz_report.charts.plot_area import GAP, Across, draw_base, known, overhang, upward
from hgz_report.charts.sheet import Sheet
from hgz_report.charts.size import panels_across
from hgz_report.document.chart import Plot, Series, lettered

GUTTER = 18.0
"""pt between panels."""
TITLE = TEXT * 1.5
LEAST_PANEL = 62.0
"""pt of height, title and names included."""
MOST_COLUMNS = 10
"""With more categories than this a panel is a line."""
AIR = 5.0
"""pt under the key."""


def draw(sheet: Sheet, chart: Plot) -> None:
    """Draw the chart.  Raises Unreadable where there are more panels than can be read."""
    count = len(chart.series)
    columns = panels_across(count)
    lines = -(-count // columns)
    color = HUES[chart.hue]
    head = legend.draw(sheet, legend.kinds(chart.series, color), 0.0)
    head += AIR if head else 0.0
    width = (sheet.width - GUTTER * (columns - 1)) / columns
    height = (sheet.height - head - TEXT * (lines - 1)) / lines
    if height < LEAST_PANEL:
        raise Unreadable(f"有{count}幅小图，排不开", "请减少指标，或分成两张图")
    for order, series in enumerate(chart.series):
        x = (width + GUTTER) * (order % columns)
        y = sheet.height - head - height - (height + TEXT) * (order // columns)
        _panel(sheet, chart, series, Bar(x, y, width, height), color)


def _panel(sheet: Sheet, chart: Plot, series: Series, box: Bar, color: str) -> None:
    """One little chart: title with unit, values, names."""
    unit = series.unit or chart.unit
    size, title = _title(sheet, lettered(series.name, "（", unit, "）") if unit else series.name, box.width)
    sheet.text(box.x, box.top, title, size=size, side="left", level="top")
    head = TITLE + SMALL * title.count("\n") * 1.15
    names = _names(sheet, chart.categories, box.width / len(chart.categories), box.height * 0.4)
    beyond = overhang(sheet, names, box.width / len(chart.categories))
    wide = Across(box.x + beyond, box.right - beyond, len(chart.categories), names, box.y)
    values = known([series])
    if not values:
        sheet.text(box.x, box.y + box.height / 2, "—", side="left", color=FAINT)
        return
    scale = (min(*values, Decimal(0)), max(*values, Decimal(0)) or Decimal(min(values) == 0))
    below = SMALL if scale[0] < 0 else 0.0
    tall = upward(wide.floor + below, box.top - head - SMALL - GAP, scale)
    if len(chart.categories) > MOST_COLUMNS:
        drawn = curve(series, color, wide, tall)
        draw_base(sheet, wide, tall)
        draw_curve(sheet, drawn)
        draw_values(sheet, drawn, obstacles(box, [drawn], wide, tall))
        return
    fitted = fit_values(sheet.lettering, [point.printed for point in series.points], wide.slot * 0.96, SMALL)
    draw_columns(sheet, list(layout([series], [color], wide, tall)), fitted, box)
    draw_missing(sheet, [series], wide, tall)
    draw_base(sheet, wide, tall)


def _title(sheet: Sheet, text: str, width: float) -> tuple[float, str]:
    """The title of a panel, on up to three lines."""
    size = TEXT
    while size >= LEAST:
        title = sheet.lettering.wrapped(text, size, width)
        if title.count("\n") <= 2 and sheet.lettering.width(title, size) <= width:
            return size, title
        size -= 0.5
    raise too_wide([text])


def _names(sheet: Sheet, categories: Sequence[str], slot: float, depth: float) -> Labels:
    """Names under a panel: all of them where they fit level, else the first and the last of times in order."""
    names = fit_names(sheet.lettering, categories, slot, depth)
    ends = [categories[0], *[""] * (len(categories) - 2), categories[-1]]
    wide = sum(sheet.lettering.width(name, SMALL) for name in ends)
    if "" in names.texts and wide + 2 * GAP <= slot * len(categories):
        return Labels(tuple(ends), SMALL, False, SMALL * LINE)
    return names
