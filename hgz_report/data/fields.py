"""The kinds of field that data files are made of, each saying whether reports print it (`data.printed`)."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from hgz_report.data.printed import Printed, Unprinted
from hgz_report.forms.messages import Mistake
from hgz_report.language.deadline import DEADLINE
from hgz_report.language.period import Period


def _period_text(text: str) -> str:
    Period.parse(text)
    return text


def _period_if_any(text: str) -> str:
    return text and _period_text(text)


def _deadline(text: str) -> str:
    if not re.fullmatch(DEADLINE, text):
        raise Mistake(f"“{text}”不是时限的写法", "从本期日期算起，写 5个月、1个季度、1年；印出来是那个月、季、年的末尾")
    return text


def _bare_year(value: object) -> object:
    """`period: 2023` without quotes is a number to YAML; it is a year to an editor."""
    return str(value) if isinstance(value, Decimal) else value


_AN_ID = Unprinted("an id: reports print the name of what it stands for")
_A_TIME = Unprinted("a time: reports print it in words")

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60), _AN_ID]
IndicatorId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60), _AN_ID]
SourceId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60), _AN_ID]
OneLine = Annotated[str, Field(min_length=1, max_length=1_000)]
"""The longest text of today has 243 characters."""
Prose = Annotated[OneLine, Printed("prose", bound=True)]
Phrase = Annotated[OneLine, Printed("name", bound=True)]
"""Words that go on inside a sentence or a cell: without full stop."""
FreeProse = Annotated[OneLine, Printed("prose")]
"""Prose whose digits are free: what is missing or uncertain can't be a fact."""
Name = Annotated[OneLine, Printed("name")]
Title = Annotated[OneLine, Printed("title")]
Locator = Annotated[OneLine, Unprinted("for who checks a number: in facts.csv and what explain says")]
Date = Annotated[OneLine, BeforeValidator(_bare_year, json_schema_input_type=str | int), Printed("value")]
PeriodText = Annotated[
    str,
    BeforeValidator(_bare_year, json_schema_input_type=str | int),
    AfterValidator(_period_text),
    _A_TIME,
]
PeriodIfAny = Annotated[
    str,
    BeforeValidator(_bare_year, json_schema_input_type=str | int),
    AfterValidator(_period_if_any),
    _A_TIME,
]
FactKey = Annotated[OneLine, Unprinted("a reference: reports print the fact")]
Due = Annotated[
    str,
    AfterValidator(_deadline),
    Field(json_schema_extra={"pattern": DEADLINE}),
    Unprinted("a rule: reports print the day that it gives"),
]
Unit = Annotated[str, Unprinted("a unit: printed with the number, as part of the figure")]
PrintedNumber = Annotated[Decimal, WithJsonSchema({"type": "number"})]
Value = Annotated[PrintedNumber | str, Printed("value")]


class Entry(BaseModel):
    """Base of everything an editor writes: immutable, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def number_of(value: Decimal | str) -> Decimal | Fraction | None:
    """Decimal stays, the text `1/3` becomes a Fraction, any other text is no number."""
    if isinstance(value, Decimal):
        return value
    numerator, slash, denominator = value.partition("/")
    if slash and numerator.isdigit() and denominator.isdigit() and int(denominator):
        return Fraction(int(numerator), int(denominator))
    return None
