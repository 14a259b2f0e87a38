"""What a spreadsheet makes of a text that it reads from a CSV file or that somebody enters again: a formula, a date, a number."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")
_DIGITS_KEPT = 15
"""A spreadsheet keeps so many digits of a number (IEEE 754 double)."""
_RUN = re.compile(r"[\s\x00-\x1f]*[=+@\-].", re.DOTALL)
_AMOUNT = r"(?:\d[\d,]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_DATE = r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}|\d{1,4}[-/]\d{1,4}|\d{1,4}年\d{1,2}月(?:\d{1,2}日)?|\d{1,2}月(?:\d{1,2}日)?"
_TIME = r"(?:[上下]午)?\d{1,2}(?::\d{1,2}){1,2}(?:\.\d+)?(?:\s*[AaPp][Mm]?)?|(?:[上下]午)?\d{1,2}时(?:\d{1,2}分(?:\d{1,2}秒)?)?"
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_RETYPED = re.compile(
    rf"[$¥￥€£]?\s*{_AMOUNT}\s*[%$¥￥€£]?|\({_AMOUNT}%?\)|\d+\s+\d+/\d+|(?:{_DATE})(?:[\sT]+(?:{_TIME}))?|{_TIME}"
    rf"|(?=\D*\d)\d{{0,4}}[-/ ]?(?:{_MONTH})[a-z]*[-/., ]*\d{{0,4}}[-/, ]*\d{{0,4}}|true|false|#[a-z0-9/]+[!?]?",
    re.IGNORECASE,
)


def is_plain_number(text: str) -> bool:
    """A number that a spreadsheet reads as the number it is, negative ones included."""
    return _NUMBER.fullmatch(text) is not None and sum(map(str.isdigit, text)) <= _DIGITS_KEPT


def is_changed(text: str) -> bool:
    """Whether a spreadsheet would run a text or make something else of it: =1+1, 1/2, 2024-04-26, 8.1%, 007; no plain number."""
    plain = normalize("NFKC", text)
    if text == plain and is_plain_number(text):
        return False
    return _RUN.match(plain) is not None or _RETYPED.fullmatch(plain.strip()) is not None


@lru_cache(maxsize=4096)
def as_text(cell: str) -> str:
    """A cell for a CSV file: with an apostrophe before what a spreadsheet would change; given again, it stays."""
    return f"'{cell}" if is_changed(cell) else cell
