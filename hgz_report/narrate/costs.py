"""What a template may cost, in one place: counted operations, the same on every machine, never a clock.

A report's counts begin at nothing.  The bounds are far above what the papers about a thousand zones need (figures in
`templates/README.md`), and far below what would hold a run up: all of them together are seconds.
"""

from __future__ import annotations

from typing import NamedTuple

from msgspec import Struct

from hgz_report.narrate.lookup import Missing
from hgz_report.problems import Problems


class Ceiling(NamedTuple):
    """The most of something, and what is said to whoever asks for more."""

    most: int
    unit: str
    what: str
    hint: str

    @property
    def said(self) -> str:
        """What is wrong, with the number."""
        return f"{self.what}，超过{self.most:,}{self.unit}"


_LOOPS = "检查 {% for %} 是不是一层套一层地重复，{% macro %} 是不是成倍地用自己"
_PARTS = "拆成几个章节或几种报告，或用 most= 只要几个"

STEPS = Ceiling(2_000_000, "步", "循环和说法做的步数太多", _LOOPS)
"""Nodes of templates that are run: a turn of a loop counts all that stands in the loop, a macro's call all that stands in it.
A node takes about half a microsecond."""
LOADED = 200
"""Steps that a template counts which another asks for, beside its own: it may have to be looked for on the disk."""
ITEMS = Ceiling(
    3_000_000,
    "项",
    "清单里经手的项太多",
    "检查清单是不是成倍地接起来（l + l）、一次次排序或比较；筛选写在循环外面，用 {% set %} 记下来",
)
"""Items that lists are made of, that filters go through, that comparisons look at: tens of nanoseconds each."""
TEXT = Ceiling(
    6_000_000,
    "字",
    "拼起来的文字太长",
    "检查 ~、join 和 {% set x %}…{% endset %} 是不是成倍地接起来；长的用 {% for %} 逐项印",
)
"""Characters joined, captured and printed, `PIECE` more for every piece: a piece takes about a microsecond."""
PIECE = 16
WORK = Ceiling(5_000_000, "条", "函数翻查的数据太多", "同样的清单在循环外面取一次，用 {% set %} 记下来，再逐项用")
"""Records of the data that functions go through (`prices`): half a microsecond each."""
CHARTS = Ceiling(400, "幅", "图和图片太多", "一份报告画得下几十幅；检查画图的那一行是不是在循环里重复了")
"""A chart takes up to a millisecond to say, several to draw, and stays in memory; annexes have no more than a dozen."""
PICTURES = Ceiling(60_000_000, "字节", "图片的字节太多", "缩小一些再存，宽 2000 点就够；或者少用几幅")
DEPTH = Ceiling(
    30, "层", "一种说法反复调用自己，没有止境", "检查 {% macro %} 里是否又用了它自己，{% include %} 是否绕成圈"
)
"""Macros inside macros, and recursive loops.  Python's own end would come at another depth on another version."""
SECTION = Ceiling(
    1_000_000, "字", "一个章节印的字太多，像是循环没有止境", f"检查 {{% for %}} 的范围；真有这么多的，{_PARTS}"
)
REPORT = Ceiling(3_000_000, "字", "一份报告印的字太多", f"检查各章节 {{% for %}} 的范围；真有这么多的，{_PARTS}")
"""Characters with the marks of their origins, about thrice what a reader sees."""
LAYERS = Ceiling(8, "层", "清单套清单的层数太多", "拆开来写，一层一层用 {% for %} 取")
FILE = Ceiling(200_000, "字", "模板文件太大", "拆成几个章节 NN_名称.md.j2；数据写进数据文件，不写在模板里")
"""Characters.  The largest of ours has five thousand; Jinja and Python compile a thousand in some milliseconds."""
NESTED = Ceiling(12, "层", "标签一层套一层，层数太多", "里面的几层写成 {% macro %}，或拆成几段")
"""Python nests twenty loops and a hundred indentations."""
ELIFS = Ceiling(60, "个", "一个 {% if %} 里的 {% elif %} 太多", "写成字典或清单来查，或拆成几段")
EXPRESSION = Ceiling(40, "层", "括号、运算或过滤器一层套一层，层数太多", "用 {% set %} 分几步写")
TOKENS = Ceiling(2_000, "个词", "一个标签里写的东西太多", "长的清单写进数据文件，或用 {% set %} 分几步写")
NUMERAL = Ceiling(10**9, "", "模板里的数太大", "模板里只写第几个、几年一类的小数目；数据里的数写进数据文件")
FORM = Ceiling(20_000, "字", "图的描述太长", "一幅图的数写几个到几十个；多的用 chart.… 和清单来画")
WORD = Ceiling(10_000, "字", "交给函数的文字太长", "函数的参数写名称、编号、时期；长的话直接写在模板里")


class Overrun(Missing):
    """A template asks for more than a bound allows."""

    def __init__(self, bound: Ceiling) -> None:
        super().__init__(bound.said, bound.hint)


class Runaway(Problems):
    """What is said of an Overrun: it ends the run at once, for the next report would take as long to say the same."""


class Meter(Struct):
    """What the templates of one report have cost so far.  Each method counts before the thing is done, and raises Overrun."""

    steps: int = 0
    items: int = 0
    text: int = 0
    work: int = 0
    charts: int = 0
    pictures: int = 0
    printed: int = 0
    depth: int = 0

    @property
    def spent(self) -> tuple[int, ...]:
        """All that was counted, to be taken from what is counted later."""
        return self.steps, self.items, self.text, self.work, self.charts, self.pictures, self.printed

    def add(self, cost: tuple[int, ...]) -> bool:
        """Count what was counted before of the same; False, and nothing counted, where that would be more than a bound allows."""
        bounds = (STEPS, ITEMS, TEXT, WORK, CHARTS, PICTURES, REPORT)
        sums = [now + more for now, more in zip(self.spent, cost, strict=True)]
        if any(total > bound.most for total, bound in zip(sums, bounds, strict=True)):
            return False
        self.steps, self.items, self.text, self.work, self.charts, self.pictures, self.printed = sums
        return True

    def step(self, number: int) -> bool:
        """Nodes of a template; True, so that it can stand in front of a loop's condition."""
        self.steps += number
        if self.steps > STEPS.most:
            raise Overrun(STEPS)
        return True

    def take(self, number: int) -> None:
        """Items of lists."""
        self.items += number
        if self.items > ITEMS.most:
            raise Overrun(ITEMS)

    def write(self, characters: int, pieces: int = 1) -> None:
        """Text put together."""
        self.text += characters + pieces * PIECE
        if self.text > TEXT.most:
            raise Overrun(TEXT)

    def search(self, records: int) -> None:
        """Records of the data."""
        self.work += records
        if self.work > WORK.most:
            raise Overrun(WORK)

    def draw(self) -> None:
        """One chart or picture."""
        self.charts += 1
        if self.charts > CHARTS.most:
            raise Overrun(CHARTS)

    def load(self, size: int) -> None:
        """Bytes of a picture."""
        self.pictures += size
        if self.pictures > PICTURES.most:
            raise Overrun(PICTURES)

    def enter(self) -> None:
        """One macro further inside; whoever enters leaves by `depth`."""
        if self.depth >= DEPTH.most:
            raise Overrun(DEPTH)
        self.depth += 1

    def printed_too_much(self, section: int) -> Overrun | None:
        """What is wrong with a section that has printed so many characters, after what the report printed before."""
        if section > SECTION.most:
            return Overrun(SECTION)
        return Overrun(REPORT) if self.printed + section > REPORT.most else None
