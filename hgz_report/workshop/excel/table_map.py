"""Which column of somebody else's table is which indicator: kept in `data/excel/<name>.yaml`, guessed by its heads at first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal
from unicodedata import normalize

from pydantic import Field

from hgz_report.data.dataset import Dataset
from hgz_report.data.fields import Entry, IndicatorId, PeriodText, SourceId
from hgz_report.data.file_kinds import DATA, TABLES
from hgz_report.data.model import Zone
from hgz_report.forms.draft import build
from hgz_report.forms.edit.yaml_words import entry
from hgz_report.forms.tree import Plain
from hgz_report.forms.yaml.read import read_tree
from hgz_report.language.units import UNITS
from hgz_report.problems import Problem, Problems, Where, os_reason
from hgz_report.readers.spreadsheet import SheetRead, letters

_LOOKED_AT, _WIDEST, _UNKNOWN = 40, 400, 200
"""Columns in which zones are looked for, columns that are read at all, names that are asked after."""
_CLOSE = 0.75
_BRACKETS = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")
_TIME = re.compile(r"((?:19|20)\d\d)年?(?:(上|下)半年|第?([1-4一二三四])季度|(1[0-2]|0?[1-9])月末?)?(?:度|底|末)?")
_QUARTERS = {name: number for number, names in enumerate(("1一", "2二", "3三", "4四"), 1) for name in names}
_ZONE_WORDS = re.compile(
    "国家级?|自主创新示范区|高新技术产业(?:开发区|园区)|高技术产业开发区|高新区|高新技术开发区|市$"
)
_EMPTY_WORDS = re.compile(r"[\s:：、，,/]|合计$|^其中|指标$|单位$")
ColumnLetters = Annotated[str, Field(pattern=r"^[A-Z]{1,3}$")]


class TableColumn(Entry):
    """表里的一列."""

    head: str = Field(description="表头上的字，导入时核对；换了就不读这一列")
    indicator: IndicatorId | Literal[""] = Field(default="", description="哪个指标（编号）；空着就不读这一列")
    unit: str = Field(default="", description="这一列的单位；不写就是指标的单位")
    period: PeriodText | Literal[""] = Field(default="", description="这一列是哪一时期的；不写就用整张表的")


class TableMap(Entry):
    """data/excel/<名称>.yaml：一种外来的表，哪一列是什么."""

    sheet: str = Field(description="表的名称")
    heads: int = Field(ge=1, description="表头的最后一行是第几行")
    zones: ColumnLetters = Field(description="高新区的名称在哪一列，如 A")
    period: PeriodText | Literal[""] = Field(default="", description="整张表是哪一时期的，如 2024")
    source: SourceId | Literal[""] = Field(default="", description="出处编号，先在 sources.yaml 登记")
    locator: str = Field(default="", description="在出处的什么位置，如 表3-2")
    confidence: Literal["A", "B", "C", "D", ""] = Field(default="", description="可信度；不写就用出处的")
    columns: dict[ColumnLetters, TableColumn] = Field(description="各列")
    names: dict[str, str] = Field(default={}, description="认不出的名称是哪个高新区：名称: 文件名；不要的写空")


@dataclass(frozen=True, slots=True)
class Named:
    """Whom the names in a table may mean."""

    known: Mapping[str, str]

    @classmethod
    def of(cls, zones: Mapping[str, Zone], more: Mapping[str, str]) -> Named:
        """From what zones are called; of a name that two share neither."""
        found: dict[str, set[str]] = {}
        for slug, zone in zones.items():
            for name in (slug, zone.name, zone.short, *zone.aliases):
                found.setdefault(_bare(name), set()).add(slug)
        alone = {name: next(iter(slugs)) for name, slugs in found.items() if len(slugs) == 1}
        return cls(alone | {_bare(name): slug for name, slug in more.items()})

    def zone(self, written: str) -> str | None:
        """The slug, "" for a name that is to be passed over, None for one that nobody knows."""
        return self.known.get(_bare(written))

    def near(self, written: str) -> str:
        """Who was perhaps meant."""
        close = get_close_matches(_bare(written), self.known, 1, _CLOSE)
        return self.known[close[0]] if close else ""


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    plain = re.sub(r"\s", "", normalize("NFKC", name))
    return _ZONE_WORDS.sub("", plain) or plain


def map_file(name: str) -> str:
    """Where the map of this name is kept, from the project's root.  Raises Problems for a name that can't be a file's."""
    if not re.fullmatch(r"[0-9A-Za-z\u4e00-\u9fff][0-9A-Za-z\u4e00-\u9fff_-]{0,59}", name):
        hint = "用汉字、字母、数字、“-”和“_”，如 --map 统计年鉴"
        raise Problems([Problem(None, f"“{name}”不能作对照表的名称", hint)])
    return f"{DATA}/{TABLES}/{name}.yaml"


def read_map(root: Path, file: str) -> TableMap | None:
    """A map that is kept, None where there is none.  Raises Problems for mistakes in it."""
    try:
        data = (root / file).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problems([Problem(Where(file), f"对照表读不出来：{os_reason(error)}", "检查文件的权限")]) from None
    tree = read_tree(data, file)
    problems = list(tree.problems)
    draft = build(TableMap, tree, problems)
    if problems or draft is None:
        raise Problems(problems)
    return draft.model


def guessed(sheets: Sequence[SheetRead], dataset: Dataset) -> TableMap | None:
    """The likeliest sheet with its zones and the indicators of its columns; None where no zones are found."""
    named = Named.of(dataset.zones, {})
    places = [place for sheet in sheets if not sheet.hidden for place in _zone_columns(sheet, named)]
    if not places:
        return None
    _, sheet, column, first = max(places, key=lambda one: one[0])
    top = next((row for row in range(first) if _texts(sheet, row) > 1), max(first - 1, 0))
    title = "".join(str(value) for row in sheet.rows[:top] for value in row)
    columns = {
        letters(at): _column(head, title, dataset)
        for at in range(min(sheet.width, _WIDEST))
        if at > column and (head := _head(sheet, top, first, at))
    }
    return TableMap(
        sheet=sheet.name,
        heads=first,
        zones=letters(column),
        period=_time(title) or _time(sheet.name),
        columns={at: one for at, one in columns.items() if one.indicator or not _is_note(one.head)},
        names={name: named.near(name) for name in _unknown(sheet, column, first, named)},
    )


def map_text(table: TableMap) -> str:
    """The map as a file, with what is still to be filled in said beside it."""
    said: Mapping[str, Plain] = table.model_dump(exclude={"columns", "heads"})
    lines = [
        "# 外来的表，哪一列是什么：猜的，核对后再导入。source 先在 data/sources.yaml 登记；不要的列 indicator 空着。"
    ]
    lines += entry("sheet", table.sheet, 0)
    lines += [f"heads: {table.heads}  # 表头的最后一行"]
    for key in ("zones", "period", "source", "locator", "confidence"):
        lines += entry(key, said[key], 0)
    lines.append("columns:" if table.columns else "columns: {}")
    for at, column in table.columns.items():
        words: dict[str, Plain] = {"head": column.head, "indicator": column.indicator}
        words |= {key: value for key, value in (("unit", column.unit), ("period", column.period)) if value}
        lines += ["  " + line if number == 0 else line for number, line in enumerate(entry(at, words, 2))]
    if table.names:
        lines += entry("names", said["names"], 0)
    return "\n".join(lines) + "\n"


def _zone_columns(sheet: SheetRead, named: Named) -> Iterator[tuple[int, SheetRead, int, int]]:
    """How many zones a column names, and the first row that does."""
    found: dict[int, list[int]] = {}
    for row in sheet.filled():
        for column, value in enumerate(sheet.rows[row][:_LOOKED_AT]):
            if isinstance(value, str) and value and named.zone(value):
                found.setdefault(column, []).append(row)
    for column, rows in found.items():
        yield len(rows), sheet, column, rows[0]


def _texts(sheet: SheetRead, row: int) -> int:
    """How many different things a row says: a title over the whole table is one."""
    said = {str(sheet.covering(row, column).value).strip() for column in range(min(sheet.width, _WIDEST))}
    return len(said - {""})


def head_of(sheet: SheetRead, heads: int, column: int) -> str:
    """What stands above a column, from the first row that says more than a title."""
    top = next((row for row in range(heads) if _texts(sheet, row) > 1), max(heads - 1, 0))
    return _head(sheet, top, heads, column)


def _head(sheet: SheetRead, top: int, first: int, column: int) -> str:
    said = (str(sheet.covering(row, column).value) for row in range(top, first))
    plain = (re.sub(r"\s+", "", f"{float(one):g}" if re.fullmatch(r"\d+\.0", one) else one) for one in said)
    return "/".join(dict.fromkeys(one for one in plain if one))


def _column(head: str, title: str, dataset: Dataset) -> TableColumn:
    plain = normalize("NFKC", head)
    inside = [part.removeprefix("单位:") for part in _BRACKETS.findall(plain)]
    unit = next((part for part in inside if any(part.endswith(name) for name in UNITS)), "")
    bare = _EMPTY_WORDS.sub("", _TIME.sub("", _BRACKETS.sub("", plain)))
    found = _indicator(bare, dataset) or (
        _indicator(_EMPTY_WORDS.sub("", _TIME.sub("", title)), dataset) if not bare else ""
    )
    own = dataset.indicators[found].unit if found else ""
    return TableColumn(head=head, indicator=found, unit="" if unit == own or not found else unit, period=_time(plain))


def _indicator(words: str, dataset: Dataset) -> str:
    names = dataset.indicator_names
    if not words:
        return ""
    if names.id(words) in dataset.indicators:
        return names.id(words)
    close = get_close_matches(words, list(names.ids), 1, _CLOSE)
    return names.id(close[0]) if close else ""


def _time(text: str) -> str:
    found = _TIME.search(normalize("NFKC", text))
    if found is None:
        return ""
    year, half, quarter, month = found.groups()
    if half:
        return f"{year}H{1 if half == '上' else 2}"
    if quarter:
        return f"{year}Q{_QUARTERS[quarter]}"
    return f"{year}-{int(month):02}" if month else year


def _is_note(head: str) -> bool:
    return bool(re.fullmatch("序号|编号|备注|说明|省份|地区|城市", head))


def _unknown(sheet: SheetRead, column: int, first: int, named: Named) -> list[str]:
    said = [str(sheet.cell(row, column).value).strip() for row in sheet.filled(first)]
    return [name for name in dict.fromkeys(said) if name and named.zone(name) is None][:_UNKNOWN]
