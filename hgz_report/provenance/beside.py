"""What stands beside a bound number must be that number's own: its period, unit, qualifier and status.

The origin of a number knows what the data say of it; a word typed beside it, in a template or in a data file, that says
something else is a false statement, however right the digits are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hgz_report.data.dataset import FactEntry
from hgz_report.document.passages import Passage, Stretch
from hgz_report.language.numbers import Number, find
from hgz_report.language.wording import STATUS_NAMES
from hgz_report.origin import Derived, Fact, Origin

_SENTENCE = re.compile(r"[^。！？；\n]+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MONTH = re.compile(r"年(\d{1,2})(?:[—–-]\d{1,2})?月")
_END = r"(?=[，。、；：）（\s“”]|$)"
_UNIT = re.compile(
    r"(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百)?"
    r"(?:元(?!宇宙|器件|件|素)|美元|欧元|日元|港元|吨|平方公里|平方米|公里|千瓦时|千瓦|公顷|亩|倍|个百分点|百分点|[%％‰])"
    rf"|(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万)(?:[个家项件人户]|{_END})"
    rf"|[个家项件人户台座份名种条次所位]{_END}"
)
"""A unit right behind a number: another one than its own, or its own a second time."""
_TITLE = re.compile("《[^》]*》")
"""The year in a title is the title's."""
_DATES = frozenset({"date"})
_STATUS_WORDS = {
    "target": re.compile(r"目标|计划|规划|力争|要求|拟|将|到\d{4}年|[一二三四五\d]年内"),
    "estimate": re.compile("预计|估计|有望"),
    "preliminary": re.compile("初步"),
}
"""Words that say a number is no result."""
_DOUBT = re.compile("仅供参考|只作参考")
FactsById = Mapping[str, FactEntry]


class Stranger(NamedTuple):
    """Characters of a passage that claim something of a number beside them, what they claim, and what would be right."""

    start: int
    end: int
    what: str
    hint: str


def strangers(passage: Passage, row: str, facts: FactsById) -> Iterator[Stranger]:
    """Everything in a passage that is not its number's own, and every mark that a number has lost.

    `row`: all that is printed in the row of a cell; the passage itself otherwise.
    """
    yield from _units(passage)
    if passage.kind not in ("chart", "contents", "furniture"):
        yield from _periods(passage, facts)
        yield from _bare(passage)
        yield from _unmarked(passage, row, facts)


def _units(passage: Passage) -> Iterator[Stranger]:
    for at, stretch in enumerate(passage.stretches):
        if not isinstance(stretch.origin, Fact | Derived) or stretch.origin.part == "unit":
            continue
        after = passage.stretches[at + 1].origin if at + 1 < len(passage.stretches) else None
        own = isinstance(after, Fact | Derived) and after.part == "unit"
        if not own and (found := _UNIT.match(passage.text, stretch.end)):
            said = passage.text[stretch.start : stretch.end]
            yield Stranger(*found.span(), f"“{said}”后面又写了单位“{found.group()}”", "数自己带单位，删去后面的")


def _unmarked(passage: Passage, row: str, facts: FactsById) -> Iterator[Stranger]:
    """A target, an estimate or a doubtful figure that is printed as if it were a result."""
    for stretch in passage.stretches:
        origin = stretch.origin
        entry = facts.get(origin.id) if isinstance(origin, Fact) and origin.part in ("", "number") else None
        if entry is None or entry.number is None or (isinstance(origin, Fact) and origin.reading):
            continue
        sentence = next((s.group() for s in _SENTENCE.finditer(passage.text) if s.end() >= stretch.end), "")
        around = row if passage.kind == "cell" else sentence
        said = passage.text[stretch.start : stretch.end]
        if (words := _STATUS_WORDS.get(entry.fact.status)) and not words.search(around):
            name = STATUS_NAMES[entry.fact.status]
            hint = f"在它旁边印 {{{{ f.status_name }}}}，或写明“{name}”；确实不印的写 f.unmarked"
            yield Stranger(stretch.start, stretch.end, f"“{said}”是{name}，这里没有说", hint)
        if entry.fact.confidence == "C" and not _DOUBT.search(row):
            hint = "在它旁边印 {{ f.mark }}，或写明“仅供参考”；确实不印的写 f.unmarked"
            yield Stranger(stretch.start, stretch.end, f"“{said}”仅供参考，这里没有说", hint)


def _bare(passage: Passage) -> Iterator[Stranger]:
    """A number without its unit in a sentence."""
    if passage.kind == "cell":
        return
    for at, stretch in enumerate(passage.stretches):
        origin = stretch.origin
        if isinstance(origin, Fact | Derived) and origin.part == "number":
            after = passage.stretches[at + 1].origin if at + 1 < len(passage.stretches) else None
            if not (isinstance(after, Fact | Derived) and after.part == "unit"):
                said = passage.text[stretch.start : stretch.end]
                yield Stranger(
                    stretch.start, stretch.end, f"句子里的“{said}”没有单位", "句子里印整个数 {{ f }}，不用 .number"
                )


def _periods(passage: Passage, facts: FactsById) -> Iterator[Stranger]:
    untitled = _TITLE.sub(lambda found: "《》".center(len(found.group())), passage.text)
    dates = [number for number in find(untitled) if number.kind in _DATES and _YEAR.search(number.text)]
    if not dates:
        return
    for sentence in _SENTENCE.finditer(passage.text):
        own = [date for date in dates if sentence.start() <= date.start < sentence.end()]
        for date, after in zip(own, [*own[1:], None], strict=False):
            until = after.start if after else sentence.end()
            governed = [s for s in passage.stretches if date.end <= s.start < until]
            yield from _other_time(passage, date, governed, facts)


def _other_time(passage: Passage, date: Number, governed: Sequence[Stretch], facts: FactsById) -> Iterator[Stranger]:
    for stretch in governed:
        known = [entry for identifier in _ids(stretch.origin) if (entry := facts.get(identifier))]
        if known and not any(_agrees(date.text, entry) for entry in known):
            said = passage.text[stretch.start : stretch.end]
            right = "、".join(dict.fromkeys(entry.period.chinese for entry in known))
            what = f"“{said}”是{right}的数，前面写的是“{date.text}”"
            yield Stranger(date.start, date.end, what, "时期由数自己来印：{{ f.period }}；数据文件里写这个数的时期")
            return


def _ids(origin: Origin) -> Sequence[str]:
    match origin:
        case Fact(identifier, "", "" | "number"):
            return (identifier,)
        case Derived(_, inputs, "" | "number"):
            return inputs
        case _:
            return ()


def _agrees(date: str, entry: FactEntry) -> bool:
    """Whether a typed time may stand before a fact: the same year, and no other month than the fact has."""
    period = entry.period
    if not period.stated or entry.number is None:
        return True
    years, typed = _YEAR.findall(period.text), _YEAR.findall(date)
    if not set(years) & set(typed) and not (len(typed) == 2 and typed[0] <= years[-1] <= typed[1]):
        return False
    month = _MONTH.search(date)
    known = re.search(r"-(\d\d)", period.text)
    return not (month and known) or int(month[1]) == int(known[1])
