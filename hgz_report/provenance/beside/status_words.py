"""目标, 预计, 初步数, 仅供参考: what is no result says so, and a result isn't called anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.data.dataset import FactEntry
from hgz_report.language.wording import STATUS_NAMES
from hgz_report.origin import Derived, Fact, Wording
from hgz_report.provenance.beside.surroundings import BoundNumber, Stranger, Surroundings

_STATUS_WORDS = {
    "target": r"目标|计划|规划|力争|要求|拟|(?<!已)将|到\d{4}年|[一二三四五\d]年内",
    "estimate": "预计|估计|有望",
    "preliminary": "初步",
}
"""Words that say a number is no result."""
_DOUBT = re.compile("(?<!并非)(?<!不是)(?:仅供参考|只作参考)")
_DONE = re.compile("已(?:经)?(?:建成|达|有|完成|投运|实现)|实际")
_CALLED = re.compile(r"(目标|预计|预期|初步数|力争|有望|计划)(?:值|数)?(?:为|是|达到|达|建成|：)?$")
_CALLED_AFTER = re.compile("[（(](目标|预计|预期|初步数)(?=[）)，、])")
_DOUBTED = re.compile("[，（(]?(?:仅供参考|只作参考)")
_EXPECTED = re.compile("预计|预期|力争|有望")
"""In the clause of a number these are said of it, whatever stands between."""
_DOWN = re.compile("(?:下降|减少|降低|回落|下滑)了?$")
_MOVED = re.compile("(?:提高|上升|增加|增多|高出|多出|尚差|还差|相差|扩大|下降|减少|降低|回落|下滑)了?$")
_LONGEST = 10
"""Characters of words that stand right before a number."""
_RATES = frozenset({"growth", "average_growth"})
_OF_A_TARGET = frozenset({"completion"})
"""Computed values whose name says that they are measured by a target."""


def status_strangers(around: Surroundings) -> Iterator[Stranger]:
    """Marks that a number has lost, and marks that are another one's."""
    for number in around.numbers:
        for entry in around.entries(number.origin):
            if entry.number is not None:
                yield from _lost(around, number, entry)
        match number.origin:
            case Fact(identifier, "", "" | "number"):
                yield from _another_s(around, number, around.facts[identifier])
                yield from _turned(around, number, around.facts[identifier])
            case Derived(rule, _, "" | "number"):
                yield from _against_its_sign(around, number, rule)
            case Fact(identifier, "", "unmarked") if around.facts[identifier].fact.status != "actual":
                start, clause = around.clause(number)
                if found := _DONE.search(clause):
                    at = start + found.start()
                    what = f"“{number.said}”不是实绩，前面写的是“{found.group()}”"
                    yield Stranger(at, at + len(found.group()), what, "f.unmarked 只是不写“目标”，不能说成已经做到")


def _lost(around: Surroundings, number: BoundNumber, entry: FactEntry) -> Iterator[Stranger]:
    start, end, said = number.stretch.start, number.end, number.said
    status = entry.fact.status
    if status != "actual" and not _told(around, number, _STATUS_WORDS[status]):
        name = STATUS_NAMES[status]
        hint = f"在它前面印 {{{{ f.status_name }}}}，或写明“{name}”；确实不印的写 f.unmarked"
        yield Stranger(start, end, f"“{said}”是{name}，这里没有说", hint)
    if entry.fact.confidence == "C" and not _DOUBT.search(around.row_text):
        hint = "在它旁边印 {{ f.mark }}，或写明“仅供参考”；确实不印的写 f.unmarked"
        yield Stranger(start, end, f"“{said}”仅供参考，这里没有说", hint)


def _told(around: Surroundings, number: BoundNumber, words: str) -> bool:
    """Whether a status stands where it is the number's: in its row, before it in its sentence, or right behind."""
    if isinstance(number.origin, Derived) and number.origin.rule in _OF_A_TARGET:
        return True
    text = around.passage.text
    if around.passage.kind == "cell":
        return re.search(words, around.row_text) is not None
    begin, end = around.sentence(number.end - 1)
    before = text[begin : number.stretch.start]
    _, clause = around.clause(number)
    if _DONE.search(clause) and not re.search(words, clause):
        return False
    if re.search(words, before) or re.match(rf"[（(]?(?:{words})", text[number.end :]):
        return True
    return isinstance(number.origin, Derived) and re.search(words, text[begin:end]) is not None


def _another_s(around: Surroundings, number: BoundNumber, entry: FactEntry) -> Iterator[Stranger]:
    text = around.passage.text
    if entry.fact.status == "actual":
        begin, _ = around.clause(number)
        if before := around.last_number(number.stretch.start):
            begin = max(begin, before.end)
        found = (
            _right_before(_CALLED, text, number)
            or _EXPECTED.search(text, begin, number.stretch.start)
            or _CALLED_AFTER.match(text, number.end)
        )
        if found:
            hint = '删去这个词；目标、预计印那一条事实（如 {{ fact("pilot_platforms", "2025:target") }}）'
            yield Stranger(*found.span(), f"“{number.said}”是实绩，旁边写的是“{found.group()}”", hint)
    if entry.fact.confidence != "C" and (found := _DOUBTED.match(text, number.end)):
        yield Stranger(*found.span(), f"“{number.said}”不是仅供参考的数", "删去“仅供参考”，或写清楚说的是哪个数")


def _against_its_sign(around: Surroundings, number: BoundNumber, rule: str) -> Iterator[Stranger]:
    """提高-0.5个百分点, 下降-3%, 下降 of a growth rate above nought."""
    said = number.said.lstrip("约近至少多")
    words = _MOVED if said.startswith("-") else _DOWN if rule in _RATES and re.search("[1-9]", said) else None
    found = _right_before(words, around.passage.text, number) if words else None
    if found and not _its_own_verb(around, number):
        hint = "印 {{ change(新, 旧) }}，提高、下降由数自己来说；离目标多远用 standing()"
        yield Stranger(*found.span(), f"“{number.said}”的正负和前面的“{found.group()}”合不上", hint)


def _right_before(words: re.Pattern[str], text: str, number: BoundNumber) -> re.Match[str] | None:
    start = number.stretch.start
    return words.search(text, max(start - _LONGEST, 0), start)


def _its_own_verb(around: Surroundings, number: BoundNumber) -> bool:
    """Whether the word right before a number is the one that change() says of it."""
    before = around.passage.stretches[number.place - 1].origin if number.place else None
    return before == Wording("change", (number.origin,))


def _turned(around: Surroundings, number: BoundNumber, entry: FactEntry) -> Iterator[Stranger]:
    """A growth rate of more than nothing that is said to be a fall."""
    found = _right_before(_DOWN, around.passage.text, number)
    if found and entry.indicator.kind == "growth" and (entry.number or 0) > 0:
        hint = "印 {{ change(f) }}，增长、下降由数自己来说"
        yield Stranger(*found.span(), f"“{number.said}”是增长的，前面写的是“{found.group()}”", hint)
