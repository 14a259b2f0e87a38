"""What somebody entered into a cell, as a value of the data: taken as it is meant where that is certain, else refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple
from unicodedata import normalize

from hgz_report.data.model import Indicator
from hgz_report.forms.tree import Plain
from hgz_report.forms.yaml.characters import complaint, suspects
from hgz_report.language.period import Period
from hgz_report.language.terms import NUMERIC_KINDS
from hgz_report.problems import Where
from hgz_report.readers.spreadsheet import SheetCell
from hgz_report.workshop.excel.note_marks import NOTE_MARKS
from hgz_report.workshop.excel.sheet_columns import WORDS, as_office_programs_may_write

_NUMBER = re.compile(r"(?P<number>[-−－]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?P<rest>.*)")
_ROUGH = re.compile(r"^(?:大约|约|近|超过|超|逾|突破|不足|不少于|[<>≤≥~])|(?:多|余|左右|以上|以下|\+)")
_FRACTION = re.compile(r"[1-9]\d*/[1-9]\d*")
_DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d(?:-\d\d)?)?")
_AS_TEXT = "先把格子的格式设为“文本”再写"


class NotTaken(Exception):  # noqa: N818 - an answer to who filled in the table
    """Why a cell is not taken, and what to do."""

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.what, self.hint = what, hint


class Entered(NamedTuple):
    """A value, and what has to be said of how it was read ("" for nothing)."""

    value: Plain
    said: str = ""


def sound(cell: SheetCell) -> None:
    """Raise NotTaken for a cell whose value is not what one sees, or that nobody can attribute."""
    if "no result" in cell.odd:
        raise NotTaken("公式没有算出的数，没有当作空格", "用 Excel 或 WPS 打开存一次，或者改成数")
    if "error" in cell.odd:
        raise NotTaken("格子里是错误值（如 #N/A、#DIV/0!）", "改成数，没有数就清空")
    if "merged" in cell.odd:
        raise NotTaken("合并的格子，说不准是谁的", "取消合并，各格写各格的")


def is_empty(cell: SheetCell) -> bool:
    """Whether nothing was entered."""
    return not cell.odd & {"no result", "error"} and isinstance(cell.value, str) and not cell.value.strip()


def text_in(cell: SheetCell) -> str:
    """A text on one line; a whole number as its digits.  Raises NotTaken."""
    sound(cell)
    value = cell.value
    if isinstance(value, bool):
        raise NotTaken(f"格子里是逻辑值 {str(value).upper()}", "写成文字或数")
    if isinstance(value, int | float):
        return format(_decimal(value), "f")
    if not isinstance(value, str):
        raise NotTaken(f"格子里的内容被当成了日期或时间（{_shown(value)}）", _AS_TEXT)
    text = value.strip()
    if re.search(r"[\r\n]", text):
        raise NotTaken("格子里有换行", "写成一行")
    for found in suspects(text):
        problem = complaint(found.group(), Where(""))
        raise NotTaken(problem.what, problem.hint)
    return text


def period_in(cell: SheetCell) -> str:
    """A period as the data write it.  Raises NotTaken."""
    value = cell.value
    if isinstance(value, date | time | timedelta):
        sound(cell)
        raise NotTaken(f"时期被改成了日期（{_shown(value)}），说不准是年、月还是日", f"{_AS_TEXT}，如 2024-05")
    text = normalize("NFKC", text_in(cell)).removesuffix("年")
    try:
        return Period.parse(text).text
    except ValueError as error:
        raise NotTaken(str(error), "写 2024、2024-05、2024H1、2024Q3，没有注明写 unstated") from None


def choice_in(cell: SheetCell, key: str) -> str:
    """One of the words of a field, in Chinese or as the data have it.  Raises NotTaken."""
    text = text_in(cell)
    words: Mapping[str, str] = WORDS[key]
    known = {word: name for name, word in words.items()} | {name: name for name in words}
    if text not in known:
        raise NotTaken(f"“{text}”不是可选的", f"可写：{'、'.join(words.values())}")
    return known[text]


def value_in(cell: SheetCell, indicator: Indicator, unit: str) -> Entered:
    """The value of a fact, counted in `unit`.  Raises NotTaken."""
    sound(cell)
    if indicator.kind == "text":
        return Entered(text_in(cell))
    if indicator.kind == "date":
        return Entered(_date(cell))
    if indicator.kind not in NUMERIC_KINDS:
        raise NotTaken("不知道这是哪一类指标", "改数据文件")
    found = _number(cell, unit)
    said = [found.said, "是公式，取它上次算出的数" if "formula" in cell.odd else ""]
    return Entered(found.value, "；".join(one for one in said if one))


def _date(cell: SheetCell) -> Plain:
    value = cell.value
    if isinstance(value, date):
        return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    text = text_in(cell)
    if not _DATE.fullmatch(text):
        raise NotTaken(f"“{text}”不是日期", "写 1991、1991-03 或 1991-03-06")
    return Decimal(text) if text.isdigit() else text


def _number(cell: SheetCell, unit: str) -> Entered:
    value = cell.value
    if isinstance(value, bool):
        raise NotTaken(f"格子里是逻辑值 {str(value).upper()}", "写成数")
    if isinstance(value, int | float):
        number = _decimal(value)
        if "percent" not in cell.odd:
            return Entered(number)
        if unit != "%":
            raise NotTaken(f"格子是百分比格式，这个数的单位是“{unit or '（没有）'}”", "把格子的格式改成常规，再写数")
        return Entered(_plain(number * 100), f"百分比格式，读作 {_plain(number * 100):f}%")
    if not isinstance(value, str):
        raise NotTaken(f"这里要写数，格子里是日期或时间（{_shown(value)}）", "把格子的格式改成常规，重新写数")
    return _written(text_in(cell), unit)


def _written(text: str, unit: str) -> Entered:
    """A number that is written as a text."""
    if NOTE_MARKS.search(text):  # to Unicode 1234① is 12341
        raise NotTaken(f"“{text}”带着注号，注里可能另有口径", "看过注再只写数，注写在“说明”")
    plain = normalize("NFKC", text).replace("−", "-")
    if unit == "%" and _FRACTION.fullmatch(plain):
        return Entered(plain)
    if _ROUGH.search(plain):
        raise NotTaken(f"“{text}”不只是数", "这里只写数，“约”“超过”写在“限定”一栏")
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise NotTaken(f"“{text}”不是数", "这里只写数，别的话写在“说明”")
    rest = found["rest"].strip()
    if rest and rest != normalize("NFKC", unit):
        raise NotTaken(f"“{text}”的单位是“{rest}”，这一格的单位是“{unit or '（没有）'}”", "换算好再写，只写数")
    number = Decimal(found["number"].replace(",", "").replace("－", "-"))
    return Entered(number, f"“{text}”是文字，读作 {number:f}")


def _decimal(value: float) -> Decimal:
    """The number with the fifteen digits that a spreadsheet keeps."""
    return _plain(Decimal(format(value, ".15g")))


def _plain(number: Decimal) -> Decimal:
    """Without exponent and without zeros at the end."""
    return Decimal(format(number.normalize(), "f"))


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date | time) else str(value)


def same_text(entered: str, old: str) -> bool:
    """Whether a text is the one that was there, blanks around it and the habits of office programs apart."""
    return entered.strip() in (old.strip(), as_office_programs_may_write(old).strip())
