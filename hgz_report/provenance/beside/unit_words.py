"""Units beside a number, and words that make another number of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from hgz_report.data.dataset import FactEntry
from hgz_report.data.worded import worded
from hgz_report.origin import Cited, Derived, Fact
from hgz_report.provenance.beside.surroundings import BoundNumber, Stranger, Surroundings, own_unit

_END = r"(?=[，。、；：）（\s“”]|$)"
_UNIT = re.compile(
    r"[（(]?"
    r"(?:(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百)?"
    r"(?:元(?!宇宙|器件|件|素)|美元|欧元|日元|港元|吨|平方公里|平方米|公里|千瓦时|千瓦|公顷|亩|倍|个百分点|百分点|[%％‰])"
    rf"|(?:万亿|千亿|百亿|十亿|千万|百万|十万|亿|万)(?:[个家项件人户]|{_END})"
    rf"|[个家项件人户台座份名种条次所位]{_END})"
)
"""A unit right behind a number: another one than its own, or its own a second time."""
_AFTER = re.compile(rf"\s*(?:分之[一二三四五六七八九十\d]|[多余来整强弱许]{_END})")
_BEFORE = re.compile(
    r"(?:百分之|[≥≤>＞<＜≈±−负]|(?<!\d)-|大约|约|将近|接近|近|超过|超|逾|不足|不到|不多于|不少于|不低于|不超过|至少|至多|最多|恰好|正好|刚好"
    r"|准确为|几乎|上百)\s*$"
)
"""Words that say how exact a number is, or that it is another one: the number says so itself."""
_ORDINAL = re.compile("第$")
_CITED = re.compile(r"(?:来源|[、，,；;：:（(\[—和至及]|(?m:^))\s*$")
_SOURCES = "来源|出处|依据"
_LONGEST = 6


def unit_strangers(around: Surroundings) -> Iterator[Stranger]:
    """Units that are not the number's own, and words that change it."""
    text, places = around.passage.text, {number.place for number in around.numbers}
    for number in around.numbers:
        yield from _behind(around, number, places)
        words = _ORDINAL if number.said.startswith("第") else _BEFORE
        found = words.search(text, max(number.stretch.start - _LONGEST, 0), number.stretch.start)
        if found and not isinstance(number.origin, Cited):
            what = f"“{number.said}”前面的“{found.group().strip()}”不是这个数自己的"
            yield Stranger(
                found.start(), number.end, what, "约、近、超过、不足在数据里写（qualifier），印的时候跟着数走"
            )


def _behind(around: Surroundings, number: BoundNumber, places: Collection[int]) -> Iterator[Stranger]:
    """`places`: where numbers stand among the stretches."""
    passage = around.passage
    at = number.place + (2 if number.has_unit else 1)
    beyond = passage.stretches[at] if at < len(passage.stretches) else None
    if found := _UNIT.match(passage.text, number.end):
        yield Stranger(*found.span(), f"“{number.said}”后面又写了单位“{found.group()}”", "数自己带单位，删去后面的")
    elif found := _AFTER.match(passage.text, number.end):
        yield Stranger(
            *found.span(),
            f"“{number.said}”后面的“{found.group()}”不是这个数自己的",
            "删去；概数在数据里写（qualifier）",
        )
    elif beyond and isinstance(beyond.origin, Fact | Derived) and beyond.origin.part == "unit":
        unit = passage.text[beyond.start : beyond.end]
        yield Stranger(
            beyond.start, beyond.end, f"“{number.said}”后面的“{unit}”是别的数的单位", "数自己带单位，删去后面的"
        )
    elif at in places:
        what = f"“{number.said}”和后面的数连在一起"
        yield Stranger(number.stretch.start, number.end, what, "两个数之间写上文字或标点")
    if isinstance(number.origin, Cited) and not _is_citation(around, number):
        what = f"“{number.said}”是来源号，这里读起来像一个数"
        yield Stranger(number.stretch.start, number.end, what, "写成“来源{{ f.cite }}”，或单独放在表的一格里")


def _is_citation(around: Surroundings, number: BoundNumber) -> bool:
    """Whether the number of a source is read as one: behind 来源, or in a column of that name."""
    head = around.head.text if around.head else "来源"
    return (
        _CITED.search(around.passage.text, 0, number.stretch.start) is not None
        and re.search(_SOURCES, head) is not None
    ) or around.passage.text[: number.stretch.start].rstrip().endswith("来源")


def bare_numbers(around: Surroundings) -> Iterator[Stranger]:
    """Numbers without their unit, in a sentence or in a cell whose row, head and caption don't have it either."""
    for number in around.numbers:
        origin = number.origin
        if not isinstance(origin, Fact | Derived) or origin.part != "number" or number.has_unit:
            continue
        if around.passage.kind != "cell":
            hint = "句子里印整个数 {{ f }}，不用 .number"
            yield Stranger(number.stretch.start, number.end, f"句子里的“{number.said}”没有单位", hint)
        elif not _unit_in_table(around, origin):
            hint = "在同一行印它的 {{ f.unit }}，或在表头、表题写明它的单位；或者印整个数 {{ f }}"
            yield Stranger(number.stretch.start, number.end, f"表里的“{number.said}”没有写明它自己的单位", hint)


def _unit_in_table(around: Surroundings, origin: Fact | Derived) -> bool:
    near = [one for one in (*around.row, around.head, around.caption) if one is not None]
    if any(own_unit(origin, stretch.origin) for one in near for stretch in one.stretches):
        return True
    unit = _unit_of(around.facts[origin.id]) if isinstance(origin, Fact) else "%"
    words = [*(one.text for one in around.row if one is not around.passage)]
    words += [around.head.text] if around.head else []
    told = re.search("单位：(.*)", around.caption.text) if around.caption else None
    in_caption = told is not None and told[1] == unit
    return not unit or in_caption or any(re.search(rf"(?:^|[（(]){re.escape(unit)}(?:[）)]|$)", one) for one in words)


def _unit_of(entry: FactEntry) -> str:
    return worded(entry, entry.fact).unit
