"""Text that will be printed (`data.printed`): placeholders must lead to a fact, and no number may stand outside one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import BaseModel

from hgz_report.data.dataset import FactEntry, LocatedFacts
from hgz_report.data.model import Subject
from hgz_report.data.placeholder import Placeholder, find, parse, resolve, strays
from hgz_report.data.printed import printed
from hgz_report.forms.draft import Complaint, Draft
from hgz_report.forms.tree import Steps
from hgz_report.language.markup_signs import unmistakable
from hgz_report.language.numbers import bare_numbers
from hgz_report.problems import Problem

_GRAMMAR = (
    "写成 {指标编号}、{指标编号@时期} 或 {归属.指标编号@时期}；目标值在后面加 :target；"
    "要算的写 {completion(实绩, 目标)} 一类，可用 completion、share、growth、average_growth、difference、multiple"
)
_REFERENCE = "写 指标编号 或 指标编号@时期，不加花括号；目标值在后面加 :target"
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


@dataclass(frozen=True, slots=True)
class FactFinder:
    """Looks facts up for checks.  Of `unsure` owners nobody can say what they lack: their files have mistakes."""

    facts: LocatedFacts
    owners: frozenset[str]
    unsure: frozenset[str]
    indicators: Container[str]

    def complaint(self, default_owner: str, wanted: Placeholder) -> Complaint | None:
        """What is wrong with a reference; None when it leads to a fact.

        A fact that is merely not there (any more) costs the sentence, not the build: a warning.
        """
        owner = wanted.owner or default_owner
        if owner not in self.owners:
            near = get_close_matches(owner, sorted(self.owners), 1)
            hint = f"是不是 {near[0]}？" if near else "点号前写高新区的文件名或 national"
            return Complaint(f"没有叫“{owner}”的高新区", hint)
        if resolve(self.facts, default_owner, wanted) or owner in self.unsure:
            return None
        if wanted.indicator in self.indicators:
            return Complaint(f"“{wanted}”找不到对应的事实，含它的句子不印", self._hint(owner, wanted), "warning")
        return Complaint(f"“{wanted}”找不到对应的事实", self._hint(owner, wanted))

    def reference_complaint(self, owner: str, reference: str) -> Complaint | None:
        """The same of a reference without braces."""
        wanted = parse(reference)
        return self.complaint(owner, wanted) if wanted else Complaint(f"“{reference}”不是事实的写法", _REFERENCE)

    def _hint(self, owner: str, wanted: Placeholder) -> str:
        same = [entry for entry in self.facts.values() if entry.owner == owner]
        written = [_reference(entry) for entry in same if entry.fact.indicator == wanted.indicator and entry.printable]
        if written:
            return f"这个指标有：{'、'.join(written)}"
        if any(entry.fact.indicator == wanted.indicator for entry in same):
            return "这个指标只有可信度为 D 的事实，不能印"
        near = get_close_matches(wanted.indicator, sorted({entry.fact.indicator for entry in same}), 1)
        if near:
            return f"是不是 {near[0]}？"
        others = sorted({entry.owner for entry in self.facts.values() if entry.fact.indicator == wanted.indicator})
        if others:
            return f"有这个指标的是 {'、'.join(others)}：前面写上归属，如 {others[0]}.{wanted}"
        return f"先在 {owner} 的 facts 里写上这条事实"


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
                yield from draft.complain(steps, f"“{stray}”不是正确的占位写法", _GRAMMAR)
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
            if wrong := finder.reference_complaint(owner, reference):
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


def _reference(entry: FactEntry) -> str:
    return entry.id.removeprefix(f"{entry.owner}.")
