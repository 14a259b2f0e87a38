"""What `chart.…` in a template makes: a chart block of data and meaning; how it looks is the business of `charts`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from hgz_report.chart_model import Chart, Grid, GridRow, Plot, Point, Series
from hgz_report.evidence import LEVELS
from hgz_report.narrate.ledger import MARK, Drawing, Ledger, Quantity
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.views import EvidenceView, FactView


@dataclass(frozen=True, slots=True)
class Charts:
    """The `chart` object in templates."""

    ledger: Ledger

    def column(self, facts: Sequence[FactView], title: str, id: str, source: str = "") -> Markup:
        """Columns over years; a year without a value stays an empty place, never bridged."""
        self._enough(facts, title)
        units = {fact.unit for fact in facts}
        if len(units) > 1:
            raise Missing(
                f"图“{title}”混用了单位：{'、'.join(sorted(unit or '（无单位）' for unit in units))}",
                "一张图只画一个单位的数",
            )
        years = [int(fact.year) for fact in facts if fact.year]
        by_year = {int(fact.year): fact for fact in facts if fact.year}
        if len(by_year) < len(years):
            raise Missing(
                f"图“{title}”里同一年有几个数", "每年只取一个，如用 year_ends()，或用 selectattr 选出整年的数"
            )
        categories = [str(year) for year in range(min(years), max(years) + 1)]
        row = [by_year.get(int(category)) for category in categories]
        points = (Point(_decimal(f), self._plain(f.number), f.id) if f else Point() for f in row)
        series = Series(facts[0].name, tuple(points))
        said = "，".join(f"{fact.year}年{self._plain(fact.text)}" for fact in by_year.values())
        alt = (
            f"柱状图：{title}。{said}。空缺年份没有数据。" if len(row) > len(by_year) else f"柱状图：{title}。{said}。"
        )
        return self._drawing(Plot("column", tuple(categories), (series,), facts[0].unit), title, alt, id, source)

    def share(self, facts: Sequence[FactView], title: str, id: str, source: str = "") -> Markup:
        """Parts of a whole in %, one bar each, largest first."""
        self._enough(facts, title)
        if wrong := [fact.name for fact in facts if fact.kind != "share"]:
            raise Missing(f"图“{title}”里不是占比的指标：{'、'.join(wrong)}", "share 图只画占比类指标")
        ordered = sorted(facts, key=lambda fact: -(_percent(fact) or Decimal(0)))
        series = Series(title, tuple(Point(_percent(f), self._plain(f.text), f.id) for f in ordered))
        alt = f"条形图：{title}。" + "，".join(f"{fact.name}{self._plain(fact.text)}" for fact in ordered) + "。"
        return self._drawing(Plot("share", tuple(f.name for f in ordered), (series,), "%"), title, alt, id, source)

    def matrix(self, rows: Sequence[Sequence[EvidenceView]], title: str, id: str, source: str = "") -> Markup:
        """Zones by dimensions with the level of evidence in each cell."""
        if len(rows) < 2:
            raise Missing(f"图“{title}”少于两行", "矩阵图至少要两个高新区")
        columns = tuple(item.dimension.short for item in rows[0])
        grid = tuple(GridRow(row[0].zone_name, tuple(item.level for item in row)) for row in rows)
        said = "；".join(
            f"{row[0].zone_name}：" + ("、".join(i.dimension.short for i in row if i.level == 2) or "没有")
            for row in rows
        )
        alt = f"矩阵图：{title}。各高新区有做法且有数据的方面——{said}。"
        return self._drawing(Grid(columns, grid, LEVELS), title, alt, id, source)

    def _drawing(self, chart: Chart, title: str, alt: str, identifier: str, source: str) -> Markup:
        mark = self.ledger.mark(Drawing(chart, title, alt, identifier, source))
        return Markup(f"\n\n{mark}\n\n")

    def _enough(self, facts: Sequence[FactView], title: str) -> None:
        if len(facts) < 2:
            raise Missing(f"图“{title}”只有{len(facts)}个数，画不成图", "少于两个数时用一句话说，或用 {% if %} 包起来")

    def _plain(self, marked: str) -> str:
        """The text behind marks: a chart prints words, not marks."""
        entries = self.ledger.entries

        def text(index: str) -> str:
            entry = entries[int(index)]
            return entry.text if isinstance(entry, Quantity) else ""

        return MARK.sub(lambda found: text(found.group(1)), marked)


def _decimal(fact: FactView | None) -> Decimal | None:
    if fact is None or fact.value is None:
        return None
    return fact.value if isinstance(fact.value, Decimal) else Decimal(fact.value.numerator) / fact.value.denominator


def _percent(fact: FactView) -> Decimal | None:
    value = _decimal(fact)
    return value * 100 if value is not None and not isinstance(fact.value, Decimal) else value
