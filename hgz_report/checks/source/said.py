"""What a source says of a number besides its amount: of which time, up or down, planned or done, or not so at all."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from hgz_report.data.dataset import FactEntry
from hgz_report.data.model import Reading
from hgz_report.language.numbers import Number
from hgz_report.language.period import Period

Direction = Literal["", "up", "down"]
_SENTENCE_END = re.compile(r"[。！？；;!?]|\n[ \t]*\n")
_VALUE = r"(?:了|幅度?|达到?|为|约|:|是|出)*(?:-|负)?$"
_DOWN = re.compile(
    rf"(?:下降|下滑|下跌|减少|回落|降低|缩减|萎缩|减|降|跌){_VALUE}|(?:负增长|降幅|跌幅|减幅)[^,，。;；、]{{0,6}}$"
)
_LOSS = re.compile(rf"(?:净?亏损额?|逆差|赤字|净流出)(?:扩大|收窄|增加|减少)?(?:至|到)?{_VALUE}")
_UP = re.compile(rf"(?:增长|上升|提高|增加|提升|攀升|上涨|回升|增速|增幅|涨幅|增|升|涨)(?:至|到)?{_VALUE}")
_SIGN = re.compile(r"(?:^|[^\d%A-Za-z.)])-$|负$")
_STEP = re.compile(r"(?:下降|下滑|下跌|减少|回落|降低|增长|上升|提高|增加|提升|上涨|新增|净增|缩短|压缩|收窄|扩大)了?$")
"""By how much it changed: what follows is no level.  下降到, 增至 say what became of it."""
_FALL_BEHIND = re.compile(r"的?(?:降幅|跌幅|减幅|负增长|亏损|逆差)")
_PLANNED = re.compile(
    r"将(?=[建达力超突形完增提培打引要会扩投升降于集布覆推]|在(?!建)|新(?!一代|材料|能源|兴)|实(?!体|验)|有(?!色)|成(?!都))"
    r"|计划(?=[建达新力实总投完增培引用于在到聚集布招设]|\d|约)|规划(?!区|局|院|纲要|》)|(?<![模虚])拟|力争|争取(?=到20|在|实现|达)|预计|有望"
    r"|目标(?=是|为|:|达)|届时|即将|(?<!超)预期|未来(?!产业|科[学技]|网络|城|工厂|社区)"
)
_DONE = re.compile(r"已(?!经?计划)|目前|截至|现有|累计|实有")
_NOT = re.compile(r"(?:未(?!来)|没有|尚无|不再|不是|并非|无法|未能|谎称|误称)[^,，。;；、]{0,4}$")
_OWN = re.compile(r"(?:该|本(?=[区市县园])|其(?!中))[^,，。;；、]{0,6}$")
"""该高新区14条重点产业链: what is there anyhow, whatever the sentence plans with it."""
_COMPARED = re.compile(r"(?:比|较|与|同|和|从|由|自|以|相比)$")
_OF_THE_PAST = re.compile("以来|起|之?后|至今|前(?!三|二|[1-9])|成立|获批|设立|批准|创建|升级|揭牌")
"""2020年以来, 1992年获批的: when something began, not what the numbers behind it are of."""
_NOW = re.compile("目前|现在|当前|如今|今年")
_JOINED = re.compile(r"[、,和与及]")
_BEHIND = re.compile(r"[(（](?:截至|至|为)?$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"年(?:\d{1,2}[—–~-])?(\d{1,2})月")
_PART = re.compile(r"[上下]半年|[第前]?[一二三四1-4]个?季度|\d{1,2}[—–~-]\d{1,2}月")
_TITLE = re.compile(r"《[^》\n]{0,120}》")
_WINDOW = 14
_REDUCTION = re.compile("降|减|缩|亏|逆差|赤字|压")
_CHANGE = re.compile("新增|净增|增|降|减|缩|提高|升|涨|变化|亏|压")
_PLAN = re.compile("计划|规划|预计|拟|设计|目标|预期")


class Context(Struct, frozen=True):
    """`dates`: the times that govern the number, as written; none where the sentence names none."""

    dates: tuple[str, ...] = ()
    direction: Direction = ""
    loss: bool = False
    negative: bool = False
    step: bool = False
    planned: bool = False
    done: bool = False
    denied: bool = False
    from_below: bool = False

    def against(self, reading: Reading, entry: FactEntry) -> str:
        """Why the number, though of the right amount, does not say what the fact says; "" where it may."""
        period = Period.parse(reading.period)
        if self.denied:
            return "出处说的是没有达到或不是这个数"
        if self.from_below:
            return "出处说的是倒数的名次"
        if self.dates and period.stated and not any(_agrees(date, period) for date in self.dates):
            return f"出处说的是{'、'.join(self.dates)}，时期不符"
        if self.step and entry.indicator.kind != "growth" and not _CHANGE.search(entry.indicator.name):
            return "出处说的是增加或减少了多少，不是有多少"
        return self._status(entry)

    def _status(self, entry: FactEntry) -> str:
        if entry.fact.status == "target" and self.done:
            return "出处说的是已经达到的，不是目标"
        planned = self.planned and not _PLAN.search(entry.indicator.name)
        if planned and entry.fact.status in ("actual", "preliminary"):
            return "出处说的是计划、预计的，不是实绩"
        return ""


NOTHING_SAID = Context()


def falls(said: Context, entry: FactEntry) -> bool:
    """Whether the amount that the source states for such a fact is below nothing: 下降1.5% of a growth rate, 亏损 of profit."""
    if _REDUCTION.search(entry.indicator.name):
        return False
    return said.negative or said.loss or (said.direction == "down" and entry.indicator.kind == "growth")


class Contexts(Struct, frozen=True):
    """A text with its sentences and dates, so that looking up what is said of a number takes no walk through all of it."""

    text: str
    starts: Sequence[int]
    dates: Sequence[Number]

    @classmethod
    def of(cls, text: str, numbers: Sequence[Number]) -> Contexts:
        """`numbers`: everything `find` finds in the text, in order."""
        titles = [found.span() for found in _TITLE.finditer(text)]
        opens = [start for start, _ in titles]
        dates: list[Number] = []
        for number in numbers:
            if number.kind == "date" and _YEAR.search(number.text):
                holder = bisect_right(opens, number.start) - 1
                if holder < 0 or titles[holder][1] <= number.start:
                    dates.append(number)
        return cls(text, [0, *(found.end() for found in _SENTENCE_END.finditer(text))], dates)

    def said_of(self, number: Number) -> Context:
        """What is said of one number."""
        start = self.starts[bisect_right(self.starts, number.start) - 1]
        before = self.text[max(start, number.start - 200) : number.start]
        near = before[-_WINDOW:]
        own = _OWN.search(near) is not None
        told = before + self.text[number.start : number.core[0]]  # 将超过5000亿元: 超过 belongs to the number
        planned, done = (None, None) if own else (_last(_PLANNED, told), _last(_DONE, told))
        falling = _DOWN.search(near) or _FALL_BEHIND.match(self.text, number.end)
        return Context(
            () if own else self._governing(number, start),
            "down" if falling else "up" if _UP.search(near) else "",
            loss=_LOSS.search(near) is not None,
            negative=number.text.startswith("-") or _SIGN.search(near) is not None,
            step=_STEP.search(near) is not None,
            planned=planned is not None and (done is None or planned > done),
            done=done is not None and (planned is None or done > planned),
            denied=_NOT.search(near) is not None,
            from_below=near.endswith("倒数"),
        )

    def _governing(self, number: Number, start: int) -> tuple[str, ...]:
        """The last times named before the number in its sentence, or the one in brackets right behind it."""
        place = bisect_left(self.dates, number.start, key=lambda date: date.start)
        if place < len(self.dates):
            behind = self.dates[place]
            if behind.start - number.end <= 4 and _BEHIND.fullmatch(self.text[number.end : behind.start]):
                return (behind.text,)
        found: list[str] = []
        following = number.start
        for date in reversed(self.dates[max(place - 4, 0) : place]):
            if date.start < start or _NOW.search(self.text, date.end, following):
                break
            if found and not _JOINED.fullmatch(self.text[date.end : following]):
                break
            of = self.text.startswith("的", date.end)
            compared = _COMPARED.search(self.text, max(date.start - 3, 0), date.start) and not of
            if not compared and not _OF_THE_PAST.match(self.text, date.end):
                found.append(date.text)
                following = date.start
        return tuple(reversed(found))


def _last(pattern: re.Pattern[str], text: str) -> int | None:
    return max((found.start() for found in pattern.finditer(text)), default=None)


def _agrees(date: str, period: Period) -> bool:
    """Whether a time in a source may be a fact's: a year of it, no other month, no part where the whole is meant."""
    if not set(_YEAR.findall(date)) & set(_YEAR.findall(period.text)):
        return False
    month, known = _MONTH.search(date), re.findall(r"-(\d\d)", period.text)
    if _PART.search(date) and period.is_full_year:
        return False
    return not (month and known and period.is_point) or int(month[1]) == int(known[0])
