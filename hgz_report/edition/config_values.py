"""The kinds of value that report.toml holds, each with what it refuses."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

from hgz_report.edition.date_rules import RULES, DateRule
from hgz_report.edition.edition_folders import is_reserved
from hgz_report.forms.messages import Mistake, choice_hint, shown
from hgz_report.language.markup_signs import unmistakable
from hgz_report.problems import Problem
from hgz_report.writers.formats import FORMATS

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LONGEST = 200
"""Characters of a text in head or imprint."""
_FIRST, _LAST = date(1988, 1, 1), date(2200, 12, 31)
"""The first zone is of 1988."""
_EDITION = re.compile(r"(?![_-])[0-9A-Za-z\u4e00-\u9fff_-]{1,60}")
_RESERVED = re.compile(r"(?i:con|prn|aux|nul|com\d|lpt\d)")
"""Names of devices, which Windows refuses for a folder."""


def edition_problem(identifier: str) -> Problem | None:
    """Why `identifier` cannot be an edition's id, which is a folder name on every system; None when it can."""
    if _RESERVED.fullmatch(identifier):
        return Problem(None, f"期的编号不能是“{identifier}”", "Windows 把这个名字留给设备，换一个，如 2026-Q4")
    if not _EDITION.fullmatch(identifier):
        hint = "它也是文件夹名：用字母、数字、汉字、“-”“_”，以字母、数字或汉字开头，不超过 60 字，如 2026-Q4"
        return Problem(None, f"期的编号{shown(identifier)}不能用", hint)
    if is_reserved(identifier):
        hint = "以“-试做”“-改过的”“-更正1”结尾的文件夹由程序自己用，换一个，如 2026-Q4"
        return Problem(None, f"期的编号不能是“{identifier}”", hint)
    return None


def edition_id(text: str) -> str:
    """An id that can be an edition's.  Raises Mistake."""
    if problem := edition_problem(text):
        raise Mistake(problem.what, problem.hint)
    return text


def _printable(text: str) -> str:
    if found := _UNPRINTABLE.search(text):
        raise Mistake(f"有不能印的字符 U+{ord(found[0]):04X}", "删去换行、制表符和其他控制字符")
    if sign := unmistakable(text):
        raise Mistake(f"“{sign.shown(text)}”里有标记：{sign.name}", sign.hint)
    return text


def _near(day: date) -> date:
    if not _FIRST <= day <= _LAST:
        raise Mistake(f"成文日期是 {day.year} 年", f"应在 {_FIRST.year} 年到 {_LAST.year} 年之间；检查有没有写错")
    return day


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("string_too_short", "blank")
    return text


def _no_empty_item(text: str) -> str:
    if not text.strip():
        raise Mistake("有空的一项", '删去多余的 ""')
    return text


def _listed(value: object) -> object:
    """A single text may stand without brackets."""
    return [value] if isinstance(value, str) else value


def _whole(value: object) -> object:
    """To the reader of the file every number is a Decimal; a text is none."""
    return int(value) if isinstance(value, Decimal) and value.is_finite() and value == int(value) else value


def _known_format(name: str) -> str:
    if name not in FORMATS:
        raise Mistake(f"没有“{name}”这种格式", choice_hint(name, list(FORMATS)))
    return name


def _some_formats(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        raise Mistake("没有要做的格式", '至少写一种，如 formats = ["pdf", "docx"]')
    return tuple(dict.fromkeys(names))


def _day_or_rule(value: object) -> date | DateRule:
    if isinstance(value, date) and not isinstance(value, datetime):
        return _near(value)
    if isinstance(value, str) and re.fullmatch("[a-z-]+", value):
        if value not in RULES:
            raise Mistake(f"没有“{value}”这条日期规则", choice_hint(value, list(RULES)))
        return RULES[value]
    raise PydanticCustomError("date_type", "date")


PrintableText = Annotated[str, Field(max_length=_LONGEST), AfterValidator(_printable)]
PrintableWords = Annotated[
    str, Field(min_length=1, max_length=_LONGEST), AfterValidator(_printable), AfterValidator(_not_blank)
]
Texts = Annotated[
    tuple[Annotated[PrintableText, AfterValidator(_no_empty_item)], ...],
    BeforeValidator(_listed, json_schema_input_type=str | tuple[str, ...]),
]
Whole = Annotated[int, Strict(), BeforeValidator(_whole)]
Flag = Annotated[bool, Strict()]
Day = Annotated[
    object,
    PlainValidator(_day_or_rule),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "enum": list(RULES)}]}),
]
"""A date, or the rule that gives it."""
Format = Annotated[str, AfterValidator(_known_format), Field(json_schema_extra={"enum": list(FORMATS)})]
Formats = Annotated[
    tuple[Format, ...],
    AfterValidator(_some_formats),
    BeforeValidator(_listed, json_schema_input_type=Format | tuple[Format, ...]),
]
