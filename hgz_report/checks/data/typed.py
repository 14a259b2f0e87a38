"""Rules about words beside figures: a number typed that a fact gives, a figure set behind the name of another indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from hgz_report.checks.data.bounds import bounds, convertible
from hgz_report.checks.data.edition_data import EditionData, Remark, named, of_fact, written
from hgz_report.checks.data.shown import place_of
from hgz_report.data.dataset import NATIONAL, FactEntry
from hgz_report.data.model import Indicator
from hgz_report.data.printed import printed
from hgz_report.data.worded import worded
from hgz_report.language.numbers import find
from hgz_report.language.units import converted

_LEAST_NAME = 4
"""Characters; shorter names (面积, 税收) are parts of other words."""
_FILLER = re.compile("(?:已|共|均|为|达到|达|有|约|是|合计|拥有|实现|完成|总量|总数|数量|数|：)*$")
"""What may stand between a name and its figure."""
_TAIL = re.compile("(?:数量|数|（[^（）]*）)$")
_CLAUSE = re.compile("[，。；（）]")
_ELSEWHERE = re.compile(
    r"\d{4}年|[一二三四五六七八九十\d]月|上年|去年|同期|当[年月日]|前[一二三四五六七八九十\d]|[其另]|比|较|[增减净升降差]|全[国省市区]|目标|计划"
    "|规划|参评|统计|取整|约数|口径|不[含是计]|人均|平均|每|名义|推算|超过|以上|以下|左右|试题|报道|发布|家公司|引进|至少|换算|折"
)
"""In a clause whose number is of another time, place or thing than the fact."""
_SOURCE_UNIT = re.compile("(?:原文|原表|表中|来源|出处|材料)?(?:的)?单位(?:印作|写作|为|是|作|：)“?([一-鿿]+?)”?$")
_TURNED = re.compile("换算|折算|折合|折成|应为|有误|[按此].{0,4}记")
_CHANGED = re.compile("^(?:增长|下降|持平|提高|降低)")


def typed_again(book: EditionData) -> Iterator[Remark]:
    """Numbers typed in notes and gaps that a fact of the same owner gives: they stay when the fact is mended."""
    for owner in (NATIONAL, *book.dataset.zones):
        notes = [
            text for _, text, mark in printed(book.dataset.subject(owner)) if mark.kind == "prose" and not mark.bound
        ]
        told = [(text, number.text) for text in notes for number in find(text)]
        known = _counted(book, owner) if told else {}
        for text, number in told:
            found = known.get(number)
            if found and found.fact.note != text:  # a note cannot name its own fact
                reference = found.id.removeprefix(f"{owner}.")
                what = f"说明里写的“{number}”就是{named(found)}的数"
                hint = f"写成 {{{reference}}}，数改了跟着改；不是一回事的，换个说法"
                yield Remark("", place_of(text), what, hint)


def _counted(book: EditionData, owner: str) -> Mapping[str, FactEntry]:
    """What is told in more than one digit, by how it is printed; of several facts the first."""
    known: dict[str, FactEntry] = {}
    for entry in book.dataset.of(owner):
        if isinstance(entry.number, Decimal) and len(entry.number.as_tuple().digits) > 1:
            shown = worded(entry, entry.fact)
            if shown.unit:
                known.setdefault(shown.text, entry)
    return known


def note_contradicts(book: EditionData) -> Iterator[Remark]:
    """Facts whose own note states another number of their kind, or that the source counts in another unit."""
    for entry in book.numeric:
        note, own = entry.fact.note, bounds(entry, entry.unit)
        told = [number for number in find(note) if own and number.unit and convertible(number.unit, entry.unit)]
        if own and len(told) == 1 and isinstance(told[0].value, Decimal) and not entry.fact.conflicts:
            other = converted(told[0].value, told[0].unit, entry.unit)
            clause = _around(note, told[0].start)
            if not own.low <= other <= own.high and not _ELSEWHERE.search(clause):
                what = f"为{written(entry)}，自己的 note 却写“{told[0].text}”"
                hint = "核对哪个对；说的不是一回事的，在 note 里写明是哪年、哪里、哪个口径的数"
                yield Remark(entry.id, entry.where, f"{named(entry)}{what}", hint, (written(entry), told[0].text))
        units = [found[1] for clause in _CLAUSE.split(note) if (found := _SOURCE_UNIT.search(clause))]
        if units and units[0] != entry.unit and not _TURNED.search(note):
            what = f"的单位是{entry.unit}，note 却说原文单位是{units[0]}"
            yield of_fact(entry, f"{what}（{written(entry)}）", "按原文写 value 和 unit；换算过的，在 note 里写“换算”")


def _around(text: str, at: int) -> str:
    """The clause that a place of a text is in."""
    start = max((found.end() for found in _CLAUSE.finditer(text, 0, at)), default=0)
    end = _CLAUSE.search(text, at)
    return text[start : end.start() if end else len(text)]


def misnamed(book: EditionData) -> Iterator[Remark]:
    """A figure right behind the name of an indicator that is not its own."""
    indicators = book.dataset.indicators
    names: dict[str, str] = {}
    for key, indicator in indicators.items():
        for name in _variants(indicator.name):
            names.setdefault(name, key)
    longest = max(map(len, names), default=0)
    for figure in book.printed:
        entry = book.dataset.facts.get(figure.fact)
        other = _named_before(figure.before[-longest - 12 :], names) if entry else ""
        changed = bool(_CHANGED.match(figure.text))
        if entry and other and not _of_one_name(entry, indicators, names[other], changed=changed):
            what = f"“{other}”后面印的是“{entry.indicator.name}”的数{written(entry)}"
            hint = "核对占位里的指标编号，或者前面的说法"
            yield Remark(entry.id, figure.where, what, hint, (written(entry), other))


def _named_before(text: str, names: Mapping[str, str]) -> str:
    """The longest name that a text ends in, words such as 达到 passed over; "" where there is none."""
    tail = text
    for stripped in dict.fromkeys((tail, _FILLER.sub("", tail))):
        for start in range(max(len(stripped), 0)):
            if stripped[start:] in names:
                return stripped[start:]
    return ""


def _of_one_name(entry: FactEntry, indicators: Mapping[str, Indicator], key: str, *, changed: bool) -> bool:
    """Whether the indicator is meant: its own name, part of it, or what it is the growth, the share, a part of."""
    own, other = entry.indicator, indicators[key]
    if own is other or _stem(other.name) in own.name or own.name in other.name:
        return True
    return changed and own.of == key


def _variants(name: str) -> Iterator[str]:
    yield from (each for each in dict.fromkeys((name, _stem(name))) if len(each) >= _LEAST_NAME)


def _stem(name: str) -> str:
    return _TAIL.sub("", name)
