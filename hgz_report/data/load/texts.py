"""Text that will be printed (`data.printed`): placeholders must lead to a fact, and no number may stand outside one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from hgz_report.data.fact_finder import GRAMMAR, FactFinder
from hgz_report.data.model import Subject
from hgz_report.data.placeholder import find, parse, strays
from hgz_report.data.printed import printed
from hgz_report.forms.draft import Complaint, Draft
from hgz_report.forms.tree import Steps
from hgz_report.language.markup_signs import unmistakable
from hgz_report.language.numbers import bare_numbers
from hgz_report.problems import Problem

_REFERENCE = "写 指标 或 指标@时期，不加花括号；目标值在后面加 :目标"
_BIND = (
    "先在 facts 里写成一条事实；数字（汉字数目也是）要写成 {指标编号} 才能溯源，印出来时自带数值、单位和“约”“超”；"
    "本来不是数据的（如名称里的数字），在 data/allowed_numbers.yaml 里加一条"
)
_BRACED = re.compile(r"\{[^{}]*\}?")
_EITHER_SIDE = 6
_DATED = re.compile(
    r"(?:19|20)\d\d(?:(?:[—–-]|年?[至到])(?:19|20)\d\d)?年(?:\d{1,2}(?:[—–-]\d{1,2})?月(?:\d{1,2}日)?)?"
)

_TOLD = re.compile("年|季度|世纪")
"""A date without any of these (三月, 周五, 5月1日) does not say which one it is."""


def text_problems(
    draft: Draft[BaseModel], owner: str, finder: FactFinder, allowed: re.Pattern[str]
) -> Iterator[Problem]:
    """Placeholders that lead nowhere, braces that are no placeholder, and numbers without a fact, in all that is printed.

    `allowed`: what may hold numbers in data text (data/allowed_numbers.yaml) and registered names.
    """
    for steps, text, mark in printed(draft.model):
        if mark.kind == "prose" or mark.bound:
            for placeholder in find(text):
                if complaint := finder.complaint(owner, placeholder):
                    yield from draft.complain(steps, *complaint)
            for stray in strays(text):
                yield from draft.complain(steps, f"“{stray}”不是正确的占位写法", GRAMMAR)
        if mark.bound:
            for words in unbound(text, allowed):
                yield from draft.complain(steps, f"“{words}”里的数字没有出处", _BIND)


def markup_problems(draft: Draft[BaseModel]) -> Iterator[Problem]:
    """What can only be meant as markup, in all that is printed: data is printed as it stands."""
    for steps, text, mark in printed(draft.model):
        told = (mark.kind == "prose" or mark.bound) and any(strays(text))
        if mark.kind != "address" and not told and (sign := unmistakable(text)):
            yield from draft.complain(steps, f"“{sign.shown(text)}”里有标记：{sign.name}", sign.hint)


def practice_problems(owner: str, draft: Draft[Subject], finder: FactFinder) -> Iterator[Problem]:
    """Fact references of practices, ids used twice, practices that are evidence for nothing."""
    first: dict[str, int] = {}
    for n, practice in enumerate(draft.model.practices):
        if practice.id in first:
            what = f"编号“{practice.id}”用了两次，第一次在第 {first[practice.id]} 行"
            yield from draft.complain(("practices", n, "id"), what, "换一个编号")
        first.setdefault(practice.id, draft.where("practices", n, "id").line)
        if not practice.dimensions and not practice.tasks:
            hint = "写明佐证哪几“融”“化”，或直接对应哪项任务；都不是就不收"
            yield from draft.complain(("practices", n), "dimensions 和 tasks 都是空的", hint)
        named: list[tuple[Steps, str]] = [(("facts", m), reference) for m, reference in enumerate(practice.facts)]
        for k, carry in enumerate(practice.carries):
            named += [(("carries", k, "effects", m), reference) for m, reference in enumerate(carry.effects)]
        for steps, reference in named:
            wanted = parse(reference)
            wrong = (
                finder.complaint(owner, wanted)
                if wanted and not wanted.part
                else Complaint(f"“{reference}”不是事实的写法", _REFERENCE)
            )
            if wrong:
                yield from draft.complain(("practices", n, *steps), *wrong)


def unbound(text: str, allowed: re.Pattern[str]) -> Iterator[str]:
    """Numbers outside placeholders, dates and harmless names, each with a few characters around it.

    A date is no quantity; that it is the own time of the numbers beside it is looked at when reports are composed.
    """
    masked = _DATED.sub(_blank, _BRACED.sub(_blank, text))
    for number in bare_numbers(masked, allowed):
        if number.kind != "date" or not _TOLD.search(number.text):
            yield text[max(number.start - _EITHER_SIDE, 0) : number.end + _EITHER_SIDE]


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())
