"""What the heads of somebody else's table say: which indicator, in what unit, of what time, planned or done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from hgz_report.data.dataset import Dataset
from hgz_report.data.table_map_file import StatusIfAny
from hgz_report.language.units import UNITS, converted
from hgz_report.readers.spreadsheet import SheetRead
from hgz_report.workshop.excel.note_marks import NOTE_MARKS

WIDEST = 400
"""Columns that are read at all."""
_CLOSE = 0.75
_BRACKETS = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]")
_YEAR = r"((?:19|20)\d\d)年?"
_TO = r"\s*[-—–－~～至]+\s*"
_TIME = re.compile(rf"{_YEAR}(?:(上|下)半年|第?([1-4一二三四])季度|(1[0-2]|0?[1-9])月末?(?!{_TO}))?(?:度|底|末)?")
_YEARS = re.compile(rf"{_YEAR}{_TO}{_YEAR}")
_MONTHS = re.compile(rf"{_YEAR}(?:0?1月?{_TO}(1[0-2]|0?[2-9])月|前([二三])季度|[一1]{_TO}([二三23])季度)")
_QUARTERS = {name: number for number, names in enumerate(("1一", "2二", "3三", "4四"), 1) for name in names}
_LAST_MONTH = {"二": 6, "2": 6, "三": 9, "3": 9}
_WORDS_BESIDE = re.compile(r"[\s:：、，,/]|合计$|^其中|^#|指标$|单位$|计量单位$")
_STATUS: tuple[tuple[StatusIfAny, re.Pattern[str]], ...] = (
    ("target", re.compile("目标|计划")),
    ("estimate", re.compile("预计|预期|预测")),
    ("preliminary", re.compile("初步|快报|初值")),
)
_STATUS_WORDS = re.compile(r"[(（]?(?:目标|计划|预计|预期|预测|初步|快报|初值)[数值]?[)）]?")
_UNIT_OF_ALL = re.compile(r"单位[:：]([^\s,，;；)）]+)")


class HeadMeaning(NamedTuple):
    """What a head means; "" where it does not say."""

    indicator: str = ""
    unit: str = ""
    period: str = ""
    status: StatusIfAny = ""


def texts(sheet: SheetRead, row: int) -> int:
    """How many different things a row says: a title over the whole table is one."""
    said = {str(sheet.covering(row, column).value).strip() for column in range(min(sheet.width, WIDEST))}
    return len(said - {""})


def top_of(sheet: SheetRead, heads: int) -> int:
    """The first row of the heads: the first that says more than a title."""
    return next((row for row in range(heads) if texts(sheet, row) > 1), max(heads - 1, 0))


def title_of(sheet: SheetRead, top: int) -> str:
    """What stands above the heads."""
    return "".join(str(value) for row in sheet.rows[:top] for value in row)


def head_of(sheet: SheetRead, heads: int, column: int) -> str:
    """What stands above a column, from the first row that says more than a title."""
    return joined(sheet, ((row, column) for row in range(top_of(sheet, heads), heads)))


def joined(sheet: SheetRead, places: Iterator[tuple[int, int]]) -> str:
    """What several cells say, each thing once: `2023年/成都高新区`."""
    said = (_plain(str(sheet.covering(*place).value)) for place in places)
    return "/".join(dict.fromkeys(one for one in said if one))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    whole = f"{float(text):g}" if re.fullmatch(r"\d+\.0", text) else text
    return NOTE_MARKS.sub("", re.sub(r"\s+", "", whole))


def heading(head: str, title: str, dataset: Dataset) -> HeadMeaning:
    """What a head means under a title that may say what it leaves out: the indicator of a table of one, the unit of all."""
    plain, bare = normalize("NFKC", NOTE_MARKS.sub("", head)), bare_words(head)
    exact = dataset.indicator_names.id(bare)
    named = exact in dataset.indicators and status_in(bare)  # 行动计划拟新建中试平台 is a name
    status: StatusIfAny = "" if named else status_in(plain)
    bare = _STATUS_WORDS.sub("", bare) if status and exact not in dataset.indicators else bare
    found = indicator_called(bare, dataset) or (indicator_called(bare_words(title), dataset) if not bare else "")
    own = dataset.indicators[found].unit if found else ""
    unit = in_brackets(head) or unit_of_all(title, own)
    return HeadMeaning(found, "" if unit == own or not found else unit, time_in(plain), status)


def in_brackets(head: str) -> str:
    """The unit that a head has in brackets."""
    inside = [part.removeprefix("单位:") for part in _BRACKETS.findall(normalize("NFKC", head))]
    return next((part for part in inside if any(part.endswith(name) for name in UNITS)), "")


def unit_of_all(title: str, own: str) -> str:
    """The unit that a title gives for the whole table (单位：万元), where the indicator's converts to it."""
    found = set(_UNIT_OF_ALL.findall(normalize("NFKC", title)))
    unit = found.pop() if len(found) == 1 else ""
    try:
        converted(Fraction(1), unit, own)
    except ValueError:
        return ""
    return unit


def bare_words(text: str) -> str:
    """A head without time, brackets, and the words that every head may have."""
    plain = _BRACKETS.sub("", normalize("NFKC", NOTE_MARKS.sub("", text)))
    return _WORDS_BESIDE.sub("", _TIME.sub("", _MONTHS.sub("", _YEARS.sub("", plain))))


def indicator_called(words: str, dataset: Dataset) -> str:
    """The indicator of this name or of one much like it; "" for none."""
    names = dataset.indicator_names
    if not words:
        return ""
    if names.id(words) in dataset.indicators:
        return names.id(words)
    close = get_close_matches(words, list(names.ids), 1, _CLOSE)
    return names.id(close[0]) if close else ""


def time_in(text: str) -> str:
    """The time that a head says, as the data write it; "" for none, or for one of which it is not sure."""
    plain = normalize("NFKC", text)
    if found := _YEARS.search(plain):
        return f"{found[1]}..{found[2]}" if found[1] < found[2] else ""
    if found := _MONTHS.search(plain):
        last = int(found[2]) if found[2] else _LAST_MONTH[found[3] or found[4]]
        return {3: f"{found[1]}Q1", 6: f"{found[1]}H1", 12: found[1]}.get(last, f"{found[1]}-01..{found[1]}-{last:02}")
    if (found := _TIME.search(plain)) is None:
        return ""
    year, half, quarter, month = found.groups()
    if half:
        return f"{year}H{1 if half == '上' else 2}"
    if quarter:
        return f"{year}Q{_QUARTERS[quarter]}"
    return f"{year}-{int(month):02}" if month else str(year)


def status_in(text: str) -> StatusIfAny:
    """target, estimate or preliminary, where a head says so."""
    return next((status for status, words in _STATUS if words.search(text)), "")
