"""Tables as statistical offices lay them out: an indicator a row, with years, zones or both as columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import xlsxwriter


def written(path: Path, fill: Callable[[Any, Any], object], name: str = "表1-1") -> Path:
    """A workbook of one sheet, which `fill` fills."""
    book = xlsxwriter.Workbook(path)
    fill(book, book.add_worksheet(name))
    book.close()
    return path


def by_year(path: Path, growth: object = 6.1) -> Path:
    """One zone, years as columns: a title, a unit for all, sections, a row that hangs on the one above, signs and notes."""

    def fill(book: Any, page: Any) -> None:
        page.merge_range("A1:E1", "成都高新区主要经济指标")
        page.write("E2", "单位：亿元")
        page.write_row("A3", ["指标", "计量单位", 2023, "2024年", "2025年目标"])
        page.write_row("A4", ["一、综合"])
        page.write_row("A5", ["1.地区生产总值①", "亿元", 3200.5, "3,400.1", 3600])
        page.write_row("A6", ["　　同比增长", "%", 7.1, 6.5, 7])
        page.write_row("A7", ["规模以上工业增加值增速", "%", "—", growth, ""])
        page.write_row("A8", ["外资企业", "家", 3, 4, 5])
        page.write_row("A9", ["合计", "", 3, 4, 5])
        page.write_row("A11", ["注：①按现价计算。"])

    return written(path, fill)


def by_zone(path: Path) -> Path:
    """One period, zones as columns, the unit in brackets behind the indicator."""

    def fill(book: Any, page: Any) -> None:
        page.merge_range("A1:D1", "国家高新区主要指标（2025年1—6月）")
        page.write_row("A2", ["指标名称", "成都高新技术产业开发区", "淄博", "合计"])
        page.write_row("A3", ["地区生产总值（万元）", 36005, "…", 99999])
        page.write("A4", "规上工业增加值增速（%）")
        page.write_number("B4", 0.062, book.add_format({"num_format": "0.0%"}))
        page.write("C4", 5.1)

    return written(path, fill)


def by_year_and_zone(path: Path) -> Path:
    """Heads of two storeys: years over zones."""

    def fill(book: Any, page: Any) -> None:
        for place, said in (("A1:A2", "指标"), ("B1:B2", "单位"), ("C1:D1", "2024年"), ("E1:F1", "2025年")):
            page.merge_range(place, said)
        page.write_row("C2", ["成都高新区", "淄博高新区"] * 2)
        page.write_row("A3", ["地区生产总值", "亿元", 3400, 1234, 3600, 1300])
        page.write_row("A4", ["规模以上工业增加值增速", "%", 6.1, 5, 6.5, 5.5])

    return written(path, fill, "指标")


TABLES: dict[str, Callable[[Path], Path]] = {"years": by_year, "zones": by_zone, "both": by_year_and_zone}
FACTS: dict[str, dict[str, str]] = {
    "years": {
        "chengdu.gdp@2023": "3200.5", "chengdu.gdp@2024": "3400.1", "chengdu.gdp@2025:target": "3600",
        "chengdu.va_growth@2024": "6.1",
    },
    "zones": {"chengdu.gdp@2025H1": "36005", "chengdu.va_growth@2025H1": "6.2", "zibo.va_growth@2025H1": "5.1"},
    "both": {
        "chengdu.gdp@2024": "3400", "chengdu.gdp@2025": "3600", "zibo.gdp@2024": "1234", "zibo.gdp@2025": "1300",
        "chengdu.va_growth@2024": "6.1", "chengdu.va_growth@2025": "6.5",
        "zibo.va_growth@2024": "5", "zibo.va_growth@2025": "5.5",
    },
}  # fmt: skip
"""What comes out of each by its guessed map, with the sample's data."""
