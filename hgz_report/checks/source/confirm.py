"""Whether a source says what facts say it says, and which of its figures no fact uses.

The text of the document is looked through number by number.  A fact is confirmed when its amount stands there with the
same bound (约, 超, 余) near its zone: the zone, under one of its names, is the last one spoken of before the number, or is
named beside it in the same paragraph.  Facts of the country may stand anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.checks.source.excused import reasons_for
from hgz_report.checks.source.mentions import Mentions
from hgz_report.checks.source.plain import PlainText, plain_text
from hgz_report.checks.source.quantities import Amount, StatedNumber, amount_of, figures
from hgz_report.checks.source.spoken import BARE
from hgz_report.checks.source.table_cells import cell_units
from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.model import Reading
from hgz_report.language.units import UNITS
from hgz_report.problems import Problem, Where

__all__ = ["Confirmed", "SourceCheck", "Unused", "check_source", "mentioned", "recognised"]

_AROUND = 10
_BESIDE = 16
_TOP_LINES, _TOP, _BROKEN_INTO = 200, 30, 4
"""Where a headline stands: in one to four of the first thirty lines with letters."""


class Claim(Struct, frozen=True):
    """A numeric reading said to come from a source: a fact's own, or one under its `conflicts`."""

    entry: FactEntry
    reading: Reading
    amount: Amount


class Confirmed(Struct, frozen=True):
    """A fact and where the source says it."""

    fact: str
    where: Where
    line: int
    words: str


class Unused(Struct, frozen=True):
    """A figure of the source that no fact uses; `reason` says why none has to, "" when one has to."""

    line: int
    text: str
    around: str
    reason: str


class SourceCheck(Struct, frozen=True):
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
    """Ids of the sources whose title is the headline: a line near the top, or a few, with nothing else in it."""
    heads = _headlines(text)
    return [name for name, source in dataset.sources.items() if _letters(source.title) in heads]


def mentioned(dataset: Dataset, text: str) -> list[str]:
    """Ids of the sources whose title stands anywhere in the text."""
    plain = _letters(text)
    return [name for name, source in dataset.sources.items() if _letters(source.title) in plain]


def _headlines(text: str) -> set[str]:
    """The letters of each of the first lines, and of those that follow one another: a headline may be broken."""
    lines = [letters for line in text.splitlines()[:_TOP_LINES] if (letters := _letters(line))][:_TOP]
    return {"".join(lines[at : at + length]) for at in range(len(lines)) for length in range(1, _BROKEN_INTO + 1)}


def check_source(dataset: Dataset, source: str, text: str) -> SourceCheck:
    """Compare the numeric facts of one source with its text."""
    plain = plain_text(text)
    found = figures(plain.text, cell_units(text, plain))
    mentions = Mentions.of(dataset, plain.text)
    reasons = reasons_for([figure.number for figure in found], plain.text, dataset.allowed.names)
    used: set[int] = set()
    confirmed: list[Confirmed] = []
    problems: list[Problem] = []
    for claim in claims(dataset, source):
        same = [
            n
            for n, figure in enumerate(found)
            if not reasons[n] and figure.states(claim.amount, claim.entry) and _of_that(figure, claim, plain.text)
        ]
        near = [n for n in same if mentions.near(claim.entry.owner, found[n].number.start)]
        exact = [n for n in near if claim.amount.qualifier in found[n].bounds()]
        fitting = [n for n in exact if not found[n].said.against(claim.reading, claim.entry)]
        used.update(fitting)
        if fitting:
            number = found[fitting[0]].number
            line = plain.line(number.start)
            confirmed.append(
                Confirmed(claim.entry.id, claim.entry.where, line, _around(plain, number.start, number.end))
            )
        else:
            problems.append(_missing(claim, plain, found, (same, near, exact)))
    rest = [_unused(figure, plain, reasons[n]) for n, figure in enumerate(found) if n not in used]
    left = tuple(item for item in rest if not item.reason)
    excused = tuple(item for item in rest if item.reason)
    return SourceCheck(source, tuple(confirmed), tuple(sorted(problems)), left, excused, len(used) + len(left))


def _of_that(figure: StatedNumber, claim: Claim, text: str) -> bool:
    """Whether a number counted by another measure word (3块 for 3个) is of the indicator: a word of its name is beside it."""
    own, unit = figure.number.unit, claim.entry.unit
    if own in ("", BARE, unit) or UNITS.get(own) != "thing" or UNITS.get(unit) != "thing":
        return True
    name = claim.entry.indicator.name
    beside = text[max(figure.number.start - _BESIDE, 0) : figure.number.end + _BESIDE]
    words = {name[at : at + 2] for at in range(len(name) - 1)}
    return any(word in beside and word not in claim.entry.owner_name for word in words)


def claims(dataset: Dataset, source: str) -> Iterator[Claim]:
    """Every number that the data say the source gives."""
    for entry in dataset.facts.values():
        fact = entry.fact
        readings: list[Reading] = [fact] if source in (fact.source, *fact.also_in) else []
        readings += [reading for reading in fact.conflicts if reading.source == source]
        for reading in readings:
            if amount := amount_of(reading, entry.unit, entry.indicator.kind):
                yield Claim(entry, reading, amount)


def _missing(claim: Claim, plain: PlainText, found: list[StatedNumber], steps: tuple[list[int], ...]) -> Problem:
    """Why no number confirms a claim, by the step at which the last ones were lost."""
    same, near, exact = steps
    entry = claim.entry
    value = f"“{entry.indicator.name}”{claim.reading.value}{'' if '/' in str(claim.reading.value) else entry.unit}"
    if exact:
        figure = found[exact[0]]
        place = _around(plain, figure.number.start, figure.number.end)
        reason = figure.said.against(claim.reading, entry)
        what = f"{value}：{reason}（第 {plain.line(figure.number.start)} 行“{place}”）"
        hint = "照出处改时期（period）、性质（status）或数值；出处里另有一处说的，用 --as 核对那一份"
    elif near:
        number = found[near[0]].number
        what = f"{value}：出处第 {plain.line(number.start)} 行是“{number.text}”，“约”“超”“余”与 qualifier 不符"
        hint = "照出处改 qualifier：about 约，nearly 近，over 超过、多、余，at_least 以上、不少于，under 不足，没有这些字的不写"
    elif same:
        number = found[same[0]].number
        place = _around(plain, number.start, number.end)
        what = f"{value}：出处里这个数（第 {plain.line(number.start)} 行“{place}”）附近没有{entry.owner_name}"
        hint = "核对是不是别处的数；出处用别的名称称呼它的，把名称加进它的 aliases"
    elif opposite := [f for f in found if any(own.same(_positive(claim.amount)) for own in f.amounts)]:
        number = opposite[0].number
        place = _around(plain, number.start, number.end)
        what = f"{value}：出处第 {plain.line(number.start)} 行“{place}”，增减、盈亏或性质不符"
        hint = "核对正负号：下降、降幅、亏损的写负数"
    else:
        what, hint = f"{value}：出处里找不到这个数", "核对数值、单位和出处编号；由几个数算出的不写成事实"
    return Problem(entry.where, what, hint)


def _positive(amount: Amount) -> Amount:
    return replace(amount, value=abs(amount.value))


def _unused(figure: StatedNumber, plain: PlainText, reason: str) -> Unused:
    number = figure.number
    around = _around(plain, number.start, number.end)
    return Unused(plain.line(number.start), number.text, around, reason)


def _around(plain: PlainText, start: int, end: int) -> str:
    return plain.text[max(0, start - _AROUND) : end + _AROUND].replace("\n", " ").strip()


def _letters(text: str) -> str:
    return "".join(char for char in normalize("NFKC", text) if char.isalnum())
