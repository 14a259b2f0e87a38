"""Whether a fact's value and unit fit its indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from hgz_report.data.dataset import fact_id
from hgz_report.data.fields import number_of
from hgz_report.data.file_kinds import IndicatorFile
from hgz_report.data.model import Fact, Indicator, Subject
from hgz_report.forms.draft import Complaint, Draft
from hgz_report.forms.messages import shown
from hgz_report.forms.tree import Steps
from hgz_report.language.period import Period
from hgz_report.language.plain_numbers import trimmed
from hgz_report.language.terms import NUMERIC_KINDS
from hgz_report.problems import Problem

_PERCENT_KINDS = {"share": ("%",), "growth": ("%", "百分点", "倍")}
"""Units a share and a growth rate may have."""
_EXACT_KINDS = frozenset({"rank", "date", "text"})
"""They are printed without a word that bounds them."""
_MULTIPLIER = re.compile(r"^(?:万亿|百万|亿|万|千)")
_WHOLE = Fraction(100)
_WORDED = re.compile(
    r"(?P<before>大约|约|近|超过|超|逾|突破|不足)?\s*(?P<number>-?\d+(?:\.\d+)?)\s*"
    r"(?P<many>多|余)?(?P<unit>[^\d\s.,/:-]{0,6}?)(?P<after>左右|以上|以下)?"
)
_QUALIFIERS = {
    **dict.fromkeys(("大约", "约", "左右"), "about"),
    "近": "nearly",
    **dict.fromkeys(("超过", "超", "逾", "突破", "多", "余", "以上"), "over"),
    **dict.fromkeys(("不足", "以下"), "under"),
}
_BARE_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def indicator_problems(draft: Draft[IndicatorFile]) -> Iterator[Problem]:
    """Indicators whose unit does not go with their kind."""
    for name, indicator in draft.model.indicators.items():
        steps = ("indicators", name, "unit")
        units = _PERCENT_KINDS.get(indicator.kind)
        if units and indicator.unit not in units:
            what = f"{_kind(indicator)}类指标的单位应为 {'、'.join(units)}，现为“{indicator.unit}”"
            yield from draft.complain(steps, what, "改单位，或者改 kind")
        elif indicator.unit and indicator.kind not in NUMERIC_KINDS:
            yield from draft.complain(steps, f"{_kind(indicator)}类指标没有单位", "删掉 unit，或者改 kind")


def fact_problems(owner: str, draft: Draft[Subject], indicators: Mapping[str, Indicator]) -> Iterator[Problem]:
    """Values, units and repetitions among one owner's facts; facts of unknown indicators are passed over."""
    first: dict[str, int] = {}
    for n, fact in enumerate(draft.model.facts):
        name = fact_id(owner, fact)
        if name in first:
            what = f"事实重复：{fact.indicator}、{fact.period}、{fact.status} 已在第 {first[name]} 行写过"
            hint = "留下一条；出处说法不一的，把另一个写进 conflicts；出处一致的，写进 also_in"
            yield from draft.complain(("facts", n), what, hint)
        first.setdefault(name, draft.where("facts", n).line)
        indicator = indicators.get(fact.indicator)
        if indicator:
            yield from _problems_of_one(draft, n, fact, indicator)


def _problems_of_one(draft: Draft[Subject], n: int, fact: Fact, indicator: Indicator) -> Iterator[Problem]:
    steps: Steps = ("facts", n)
    values: list[tuple[Steps, Decimal | str]] = [((*steps, "value"), fact.value)]
    values += [((*steps, "conflicts", m, "value"), reading.value) for m, reading in enumerate(fact.conflicts)]
    for place, value in values:
        if complaint := value_complaint(value, indicator, fact.unit):
            yield from draft.complain(place, *complaint)
    if indicator.kind in _EXACT_KINDS:
        for place, reading in (((), fact), *((("conflicts", m), other) for m, other in enumerate(fact.conflicts))):
            if reading.qualifier != "exact":
                what = f"{_kind(indicator)}类指标没有“约”“超过”“不足”"
                yield from draft.complain((*steps, *place, "qualifier"), what, "删掉 qualifier；说不准的写在 note")
    if complaint := _unit_complaint(fact.unit, indicator):
        yield from draft.complain((*steps, "unit"), *complaint)


def value_complaint(value: Decimal | str, indicator: Indicator, unit: str = "") -> Complaint | None:
    """What keeps a value, in its fact's own unit if it has one, from being one of its indicator's kind."""
    if complaint := _scale_complaint(value, unit, indicator):
        return complaint
    if indicator.kind == "date":
        return date_complaint(value)
    if indicator.kind == "text":
        if isinstance(value, str):
            return None
        hint = f'加英文引号："{value}"；如果本来是数，改指标的 kind'
        return Complaint(f"“{indicator.name}”是文字类指标，现为{shown(value)}", hint)
    number = number_of(value)
    if number is None:
        return _not_a_number(str(value), indicator)
    return _fraction_complaint(number, indicator) or _range_complaint(number, indicator)


def _not_a_number(text: str, indicator: Indicator) -> Complaint:
    if _BARE_NUMBER.fullmatch(text):
        return Complaint(f"应为数字，却写成了文字“{text}”", "去掉引号")
    what = f"应为数字，现为{shown(text)}"
    found = _WORDED.fullmatch(text)
    if found:
        parts = [f"value 只写 {found.group('number')}"]
        words = [found.group(name) for name in ("before", "many", "after") if found.group(name)]
        parts += [f"“{word}”写成 qualifier: {_QUALIFIERS[word]}" for word in words]
        unit = found.group("unit")
        if unit:
            parts.append("单位由指标给出，不用写" if unit == indicator.unit else f"单位写成 unit: {unit}")
        return Complaint(what, "；".join(parts))
    return Complaint(what, "只写数字；“约”“超”写在 qualifier，单位写在 unit，其余写在 note")


def _fraction_complaint(number: Decimal | Fraction, indicator: Indicator) -> Complaint | None:
    """A fraction is a part of a whole and nothing else."""
    if not isinstance(number, Fraction):
        return None
    if indicator.kind != "share":
        return Complaint(f"只有占比可以写成分数，“{indicator.name}”现为 {number}", "写小数")
    if number in (0, 1):
        return Complaint(f"占比的分数应在 0 和 1 之间，现为 {number}", "全部写 100，没有写 0")
    return None


def _scale_complaint(value: Decimal | str, unit: str, indicator: Indicator) -> Complaint | None:
    """0.6 for 60 %: one scale for all shares, and whoever means so little says so with the unit."""
    if indicator.kind != "share" or unit or not isinstance(value, Decimal) or not 0 < value <= 1:
        return None
    return Complaint(
        f"占比 {value} 分不清是 {value}% 还是 {trimmed(value * 100)}%",
        f'本来是{trimmed(value * 100)}%的写 {trimmed(value * 100)}；确实是{value}%的，在这条事实里写明 unit: "%"',
    )


def _range_complaint(number: Decimal | Fraction, indicator: Indicator) -> Complaint | None:
    exact = Fraction(number)
    if indicator.kind == "share":
        whole = Fraction(1) if isinstance(number, Fraction) else _WHOLE
        if not 0 <= exact <= whole:
            return Complaint(
                f"占比应在 0 和 {whole} 之间，现为 {number}", "百分数写 0 到 100 的数，如 37.6；分数写 1/3"
            )
    elif indicator.kind == "rank" and (exact.denominator != 1 or exact < 1):
        return Complaint(f"位次应为 1 以上的整数，现为 {number}", "第一名写 1")
    elif indicator.kind == "duration" and exact < 0:
        return Complaint(f"用时不能是负数，现为 {number}", "核对数字")
    return None


def date_complaint(value: Decimal | str) -> Complaint | None:
    """What keeps a value from being a date; a bare year has become text before."""
    hint = "写 2024、2024-04 或 2024-04-26"
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return Complaint(f"应为日期，现为{shown(value)}", hint)
    try:
        Period.parse(value)
    except ValueError:
        return Complaint(f"日期“{value}”不存在", hint)
    return None


def _unit_complaint(unit: str, indicator: Indicator) -> Complaint | None:
    if not unit or unit == indicator.unit:
        return None
    if indicator.unit and _base(unit) == _base(indicator.unit):
        return None
    name = f"指标“{indicator.name}”"
    if not indicator.unit:
        return Complaint(f"{name}没有单位，这里却写了“{unit}”", "删掉 unit")
    base = _base(indicator.unit)
    return Complaint(
        f"单位“{unit}”和{name}的单位“{indicator.unit}”换算不了",
        f"用{indicator.unit}或与它成万、亿倍数的单位（如 万{base}）；口径不同就另立指标",
    )


def _base(unit: str) -> str:
    """万亿元, 亿元, 万元 -> 元: units that differ by a power of ten only."""
    return _MULTIPLIER.sub("", unit) or unit


def _kind(indicator: Indicator) -> str:
    return {"share": "占比", "growth": "增速", "rank": "位次", "date": "日期", "text": "文字"}[indicator.kind]
