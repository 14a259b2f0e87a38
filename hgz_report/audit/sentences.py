"""Texts cut into sentences, and two sentences held against each other: their numbers first, then the words around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from hgz_report.audit.difference import Comparison, of_unit
from hgz_report.audit.expected import Expected
from hgz_report.audit.numbers_alike import numbers_alike
from hgz_report.language.numbers import find
from hgz_report.readers.content import Segment, Tagged

_END = re.compile(r"(?<=[。；！？])(?![”’」』）)])")
_EMPTY = re.compile(
    r"[的了也还]|[，,。．；;：:！!？?、“”‘’\"'《》（）()\s]|(?<![一-鿿])(?:和|与|及|以及)|(?:以及|和|与|及)"
)
"""What may be changed in a sentence with a number and still leave what it says of the number: particles, stops, 和 for 与."""
_TITLES = ("heading", "title", "caption", "masthead", "imprint", "contents")
_MEANING = re.compile(
    "增长|下降|增加|减少|上升|回落|提高|降低|提升|扩大|收窄|增至|减至|翻番|扭亏|亏损|盈利|突破|不足|超过|低于|高于|"
    "目标|计划|预计|规划|力争|拟|将|已|实现|完成|未|同比|环比|比上年|累计|当年|年均|规模以上|限额以上|以上|以下|"
    "全国|全省|全市|全区|新增|存量|首位|末位|快于|慢于|持平|截至|截止|其中|另有|年末|年初|以来|以前|没有|全部|部分|至少|最多|最|不|国家级|省级|市级|区级|"
    "优先|暂缓|暂停|停止|取消|禁止|限制|应当|必须|可以|(?<![优率领首])先(?!进|导|锋|生)|无(?![人线锡纸])|非(?!常)|否|勿"
)
"""Words that say which way a number goes, what it is of, whether it has been reached; what is so, allowed, or done."""


def sentences(unit: Expected) -> Iterator[Expected]:
    """The sentences of a unit, each with its own numbers."""
    for start, end in _cuts(unit.text):
        numbers = tuple((a - start, b - start, what) for a, b, what in unit.numbers if start <= a < end)
        lines = tuple((max(at - start, 0), line) for at, line in unit.lines if at > start)
        yield replace(unit, text=unit.text[start:end], numbers=numbers, lines=lines)


def segment_sentences(segment: Segment) -> Iterator[Segment]:
    """The sentences of a segment, each with its own content controls."""
    for start, end in _cuts(segment.text):
        tagged = [
            Tagged(max(t.start - start, 0), min(t.end, end) - start, t.tag)
            for t in segment.tagged
            if t.start < end and start < t.end
        ]
        yield replace(segment, text=segment.text[start:end], tagged=tagged, oddities=[])


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for part in _END.split(text):
        if part:
            yield at, at + len(part)
        at += len(part)


def bare(text: str) -> str:
    """A text without what may be changed freely."""
    return _EMPTY.sub("", text)


def has_number(text: str) -> bool:
    """Whether a text states a number."""
    return next(find(text), None) is not None


def sentence_alike(unit: Expected, segment: Segment, names: Sequence[str], result: Comparison) -> None:
    """Hold a sentence that was changed against what it was."""
    before = len(result.findings)
    numbers_alike([unit], [segment], result)
    if len(result.findings) > before or unit.text == segment.text:
        return
    at = _first_difference(unit.text, segment.text)
    was, now = _changed_words(unit.text, segment.text)
    if bare(unit.text) == bare(segment.text):
        result.notices.append(of_unit("meaning", unit, now, was, at))
    elif unit.kind in _TITLES:
        result.findings.append(of_unit("label", unit, now, was, at))
    elif _leads_to_number(unit, segment) or says_otherwise(unit.text, segment.text, names):
        result.findings.append(of_unit("meaning", unit, now, was, at))
    else:
        result.notices.append(of_unit("meaning", unit, now, was, at))


def _leads_to_number(unit: Expected, segment: Segment) -> bool:
    return has_number(unit.text) or has_number(segment.text) or unit.text.endswith(("：", ":"))


def says_otherwise(was: str, now: str, names: Sequence[str]) -> bool:
    """Whether another zone, place or indicator is named, or something is denied, done or allowed that was not."""
    return _said(was, names) != _said(now, names)


def _said(text: str, names: Iterable[str]) -> Counter[str]:
    """The words of a text that a number is read by: names of zones and indicators, directions, states."""
    said = Counter(_MEANING.findall(text))
    said.update({name: text.count(name) for name in names if name in text})
    return said


def _first_difference(was: str, now: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now)))


def _changed_words(was: str, now: str) -> tuple[str, str]:
    """The parts that differ, from the first difference to the last."""
    start = _first_difference(was, now)
    shortest = min(len(was), len(now)) - start
    end = next((n for n in range(shortest) if was[-1 - n] != now[-1 - n]), shortest)
    return was[start : len(was) - end] or "（没有）", now[start : len(now) - end] or "（去掉了）"


def likeness(one: str, two: str) -> float:
    """How much of two texts is the same, from 0 to 1."""
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return 0.0 if matcher.real_quick_ratio() < _SIMILAR or matcher.quick_ratio() < _SIMILAR else matcher.ratio()


_SIMILAR = 0.5
"""At least so much of a sentence is left if it was changed; less is another sentence."""


def similar(one: str, two: str) -> float:
    """Likeness, 0.0 where it is too little."""
    found = likeness(one, two)
    return found if found >= _SIMILAR else 0.0
