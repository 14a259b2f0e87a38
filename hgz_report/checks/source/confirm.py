"""Whether a source says what facts say it says, and which of its figures no fact uses.

The text of the document is looked through number by number.  A fact is confirmed when its amount stands there with the
same bound (约, 超, 余) near its zone: the zone, under one of its names, is the last one spoken of before the number, or is
named beside it in the same paragraph.  Facts of the country may stand anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hgz_report.checks.source.excused import allowed_spans, reason_for
from hgz_report.checks.source.mentions import Mentions
from hgz_report.checks.source.plain import PlainText, plain_text
from hgz_report.checks.source.quantities import Amount, StatedNumber, amount_of, figures
from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.model import Reading
from hgz_report.problems import Problem, Where

__all__ = ["Confirmed", "SourceCheck", "Unused", "check_source", "recognised"]

_AROUND = 10


@dataclass(frozen=True, slots=True)
class Claim:
    """A numeric reading said to come from a source: a fact's own, or one under its `conflicts`."""

    entry: FactEntry
    reading: Reading
    amount: Amount


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A fact and where the source says it."""

    fact: str
    where: Where
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Unused:
    """A figure of the source that no fact uses; `reason` says why none has to, "" when one has to."""

    line: int
    text: str
    around: str
    reason: str


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """What came of it.  `problems`: facts not confirmed, in file order."""

    source: str
    confirmed: tuple[Confirmed, ...]
    problems: tuple[Problem, ...]
    unused: tuple[Unused, ...]
    excused: tuple[Unused, ...]
    figures: int
    """Figures that are statistics: used or not."""

    @property
    def coverage(self) -> str:
        """The part of the figures that facts use, rounded down so that 100% means all of them."""
        used = self.figures - len(self.unused)
        return f"{used * 100 // self.figures}%" if self.figures else "100%"


def recognised(dataset: Dataset, text: str) -> list[str]:
    """Ids of the sources whose title stands in the text."""
    plain = _letters(text)
    return [name for name, source in dataset.sources.items() if _letters(source.title) in plain]


def check_source(dataset: Dataset, source: str, text: str) -> SourceCheck:
    """Compare the numeric facts of one source with its text."""
    plain = plain_text(text)
    found = figures(plain.text)
    mentions = Mentions.of(dataset, plain.text)
    spans = allowed_spans(plain.text, dataset.allowed.names)
    reasons = [reason_for(figure.number, spans) for figure in found]
    used: set[int] = set()
    confirmed: list[Confirmed] = []
    problems: list[Problem] = []
    for claim in claims(dataset, source):
        same = [n for n, figure in enumerate(found) if not reasons[n] and figure.states(claim.amount)]
        near = [n for n in same if mentions.near(claim.entry.owner, found[n].number.start)]
        exact = [n for n in near if _bound(found[n]) == claim.amount.qualifier]
        used.update(exact)
        if exact:
            number = found[exact[0]].number
            line = plain.line(number.start)
            confirmed.append(
                Confirmed(claim.entry.id, claim.entry.where, line, _around(plain, number.start, number.end))
            )
        else:
            problems.append(_missing(claim, plain, found, near, same))
    rest = [_unused(figure, plain, reasons[n]) for n, figure in enumerate(found) if n not in used]
    left = tuple(item for item in rest if not item.reason)
    excused = tuple(item for item in rest if item.reason)
    return SourceCheck(source, tuple(confirmed), tuple(sorted(problems)), left, excused, len(used) + len(left))


def claims(dataset: Dataset, source: str) -> Iterator[Claim]:
    """Every number that the data say the source gives."""
    for entry in dataset.facts.values():
        fact = entry.fact
        readings: list[Reading] = [fact] if source in (fact.source, *fact.also_in) else []
        readings += [reading for reading in fact.conflicts if reading.source == source]
        for reading in readings:
            if amount := amount_of(reading, entry.unit, entry.indicator.kind):
                yield Claim(entry, reading, amount)


def _missing(claim: Claim, plain: PlainText, found: list[StatedNumber], near: list[int], same: list[int]) -> Problem:
    entry = claim.entry
    value = f"“{entry.indicator.name}”{claim.reading.value}{'' if '/' in str(claim.reading.value) else entry.unit}"
    if near:
        number = found[near[0]].number
        what = f"{value}：出处第 {plain.line(number.start)} 行是“{number.text}”，“约”“超”“余”与 qualifier 不符"
        hint = "照出处改 qualifier：about 约，nearly 近，over 超过、多、余，under 不足，没有这些字的不写"
    elif same:
        number = found[same[0]].number
        place = _around(plain, number.start, number.end)
        what = f"{value}：出处里这个数（第 {plain.line(number.start)} 行“{place}”）附近没有{entry.owner_name}"
        hint = "核对是不是别处的数；出处用别的名称称呼它的，把名称加进它的 aliases"
    else:
        what, hint = f"{value}：出处里找不到这个数", "核对数值、单位和出处编号；由几个数算出的不写成事实"
    return Problem(entry.where, what, hint)


def _unused(figure: StatedNumber, plain: PlainText, reason: str) -> Unused:
    number = figure.number
    around = _around(plain, number.start, number.end)
    return Unused(plain.line(number.start), number.text, around, reason)


def _bound(figure: StatedNumber) -> str:
    return figure.amount.qualifier if figure.amount else ""


def _around(plain: PlainText, start: int, end: int) -> str:
    return plain.text[max(0, start - _AROUND) : end + _AROUND].replace("\n", " ").strip()


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())
