"""What the data files say: zones, indicators, facts, sources, practices and policies.

Every class is frozen and refuses unknown keys.  Field descriptions are Chinese because they become the JSON Schema that an
editor's program shows while a data file is typed.  Nothing here reads files or words numbers.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, WithJsonSchema, model_validator

from hgz_report.data.briefing import Briefing, Partner, Proposal, Request
from hgz_report.data.channels import Carry, Reference, SummaryLine
from hgz_report.data.fields import (
    Date,
    Entry,
    FreeProse,
    IndicatorId,
    Locator,
    Name,
    OneLine,
    PeriodText,
    Prose,
    Slug,
    SourceId,
    Title,
    Unit,
    Value,
    number_of,
)
from hgz_report.data.printed import Printed, Unprinted
from hgz_report.language.period import Period
from hgz_report.language.terms import IndicatorKind, Qualifier, Status

Confidence = Literal["A", "B", "C", "D"]
Stage = Literal["input", "capacity", "service", "output", "effect"]
PROFILE = "概况"  # the group of indicators that describe and do not measure
UNKNOWN, REPRINT = "未注明", "转载页"  # what editors write for a publisher or date nobody knows, for a nameless reprint


class Source(Entry):
    """出处."""

    title: Title = Field(description="标题")
    publisher: Title = Field(description="发布单位；转载的写原发布单位")
    date: Date = Field(description="发布日期，如 2024-04-26、2024-10、2024；查不到写“未注明”")
    trust: Confidence = Field(description="可信度：A 官方或两家互证，B 一家可靠媒体，C 来源较弱，D 不可用")
    author: Annotated[str, Printed("title")] = Field(default="", description="作者")
    via: Annotated[str, Printed("title")] = Field(default="", description="转载处；没有就不写")
    url: Annotated[str, Printed("address")] = Field(default="", description="可以公开的网址；不能公开的不写")
    note: Annotated[str, Printed("words")] = Field(default="", description="关于这一出处的说明")
    short: Annotated[str, Printed("title")] = Field(
        default="", description="短名，简报末尾印，如 成都高新区2023年工作会议；不写印标题"
    )
    number: int | None = Field(
        default=None, ge=1, description="来源号：hgz-report number-sources 给，一经给出不改、不再用于别的出处"
    )

    @property
    def published(self) -> Period | None:
        """When it was published; None when nobody knows."""
        return None if self.date == UNKNOWN else Period(self.date)


class Indicator(Entry):
    """指标."""

    name: Name = Field(description="指标中文名，如 地区生产总值")
    unit: Unit = Field(default="", description="计量单位，如 亿元、家、%；文字、日期类不写")
    kind: IndicatorKind = Field(
        default="level",
        description="level 总量，share 占比，growth 增速，rank 位次，index 指数，duration 用时，date 日期，text 文字",
    )
    decimals: int = Field(default=2, ge=0, le=4, description="正文里最多保留几位小数；原值更少时照原值")
    definition: Annotated[str, Printed("definition")] = Field(default="", description="统计口径：包括什么，不包括什么")
    group: Literal["规模", "增长", "创新", "企业", "产业", "开放", "绿色", "位次", "建设", "概况"] = Field(
        description="在指标表里归哪一组"
    )
    of: IndicatorId | None = Field(default=None, description="增速、占比类：是哪个指标的增速、占比（指标编号）")
    whole: Annotated[str, Unprinted("for editors: reports name the indicator of the whole")] = Field(
        default="", description="占比类：占什么的比重，如 全国"
    )
    whole_of: IndicatorId | None = Field(
        default=None, description="占比类：分母是哪个指标（指标编号）；和 of 都写了，就核对占比和两个数是否相符"
    )
    part_of: IndicatorId | None = Field(default=None, description="是哪个指标的一部分（指标编号）：不能比它大")
    parts: tuple[IndicatorId, ...] = Field(
        default=(), description="由哪几个指标相加而得（指标编号）：加起来要等于本指标"
    )
    below: tuple[IndicatorId, ...] = Field(
        default=(), description="不是一部分、但按理比哪些指标小（指标编号），如一般公共预算收入比地区生产总值小"
    )
    ceiling: Annotated[Decimal, WithJsonSchema({"type": "number"})] | None = Field(
        default=None, gt=0, description="按理不会超过多少（用本指标的单位）；位次写参评的家数，如百强写 100"
    )
    signed: bool = Field(default=False, description="可以是负数的总量、指数写 true，如利润；增速不用写")
    not_before: IndicatorId | None = Field(
        default=None, description="日期类：不会早于哪个日期（指标编号），如批准时间不早于成立时间"
    )
    dimensions: tuple[Slug, ...] = Field(default=(), description="这个指标可以作哪几“融”“化”的佐证")
    stage: Stage | None = Field(
        default=None,
        description="量的是哪一环：input 投入，capacity 能力，service 服务，output 产出，effect 成效；说不准不写",
    )
    comparable: bool = Field(default=True, description="不同高新区之间能否直接比较（口径一致）")
    aim: Literal["up", "down"] | None = Field(
        default=None,
        description="目标是升到（up）还是降到（down）多少；不写时，用时、位次、能耗排放一类和“不足”的目标是降，其余是升",
    )


class Reading(Entry):
    """What one source says of one value: shared by a fact and by the readings that contradict it."""

    value: Value = Field(description="数值：整数、小数，不加引号、不带单位；分数写 1/3；日期写 2024-04；文字照写")
    period: PeriodText = Field(
        description="时期：2023、2024-05、2023-12-31、2024H1、2023-01..2023-09、2012..2023；原文没说写 unstated"
    )
    qualifier: Qualifier = Field(
        default="exact",
        description="exact 准数，about 约，nearly 近，over 超过，at_least 不少于，under 不足",
    )
    source: SourceId = Field(description="出处编号，见 sources.yaml")
    locator: Locator = Field(description="在出处的什么位置，用话说，如 第二节，成都高新区段")
    confidence: Confidence = Field(description="可信度 A/B/C/D；D 不进报告，C 连说明一起印")
    note: Annotated[str, Printed("prose")] = Field(default="", description="要告诉读者的说明（中文）")

    @property
    def number(self) -> Decimal | Fraction | None:
        """The value as a number, or None for a date or text."""
        return number_of(self.value)


class Accept(Entry):
    """核对无误的提醒：写明规则、核对的是哪些数、理由；数不变，检查就不再提."""

    rule: Annotated[OneLine, Unprinted("the id of a rule")] = Field(description="规则编号，见 hgz-report check --rules")
    values: tuple[Annotated[OneLine, Unprinted("for who checks the data: what was looked at")], ...] = Field(
        min_length=1, description="核对的是哪些数，照检查说的抄，如 [5.87%, 140亿元]；其中一个改了，这条就过期"
    )
    reason: Annotated[OneLine, Unprinted("for who checks the data")] = Field(
        description="为什么这个数没有错，或者为什么只能这样"
    )


class Fact(Reading):
    """事实：某一指标在某一时期的一个值."""

    indicator: IndicatorId = Field(description="指标编号，见 indicators.yaml")
    unit: Unit = Field(default="", description="本条所用单位；不写就用指标的单位")
    status: Status = Field(default="actual", description="actual 实绩，target 目标，estimate 预计，preliminary 初步数")
    scope: Literal["park", "city", "firm"] = Field(
        default="park", description="说的是谁：park 园区（不写就是），city 所在的市，firm 一家企业、一个项目"
    )
    also_in: tuple[SourceId, ...] = Field(default=(), description="还有哪些出处给出同一数值")
    conflicts: tuple[Reading, ...] = Field(default=(), description="与本条不一致的说法，两边都留")
    accept: tuple[Accept, ...] = Field(default=(), description="数据检查对本条提出而已经核对过的，逐条写规则和理由")

    @model_validator(mode="after")
    def _c_needs_note(self) -> Self:
        if self.confidence == "C" and not self.note:
            raise ValueError("可信度为 C 的事实必须写 note，说明为什么只能作参考")
        return self


class Practice(Entry):
    """做法：高新区做了什么，能作哪些“融”“化”的佐证."""

    id: Slug = Field(description="编号，本文件内唯一")
    title: Annotated[OneLine, Printed("name", bound=True)] = Field(description="做法的名称，一句话")
    text: Prose = Field(description="用自己的话写；数字写成 {指标编号} 或 {指标编号@时期}，不要直接写数字")
    dimensions: tuple[Slug, ...] = Field(description="佐证哪几“融”“化”，编号见 pathway.yaml")
    tasks: tuple[Slug, ...] = Field(default=(), description="直接对应的任务，编号见 pathway.yaml")
    facts: tuple[Annotated[OneLine, Unprinted("references: reports print the facts")], ...] = Field(
        default=(), description="相关事实：指标编号，或 指标编号@时期"
    )
    carries: tuple[Carry, ...] = Field(default=(), description="走通了哪几条由“融”到“化”的线")
    offers: tuple[Slug, ...] = Field(default=(), description="能给同省别的高新区用的，编号见 pathway.yaml 的 exchanges")
    needs: tuple[Slug, ...] = Field(default=(), description="要同省别的高新区帮的，编号见 pathway.yaml 的 exchanges")
    source: SourceId = Field(description="出处编号")
    locator: Locator = Field(description="在出处的什么位置")
    role: Literal["mechanism", "instrument", "result", "lesson", "condition"] | None = Field(
        default=None,
        description="在简报里说明什么：mechanism 机制，instrument 工具，result 成效，lesson 经验，condition 条件；不写的只进附册",
    )
    result_wanted: Annotated[str, Printed("name", bound=True)] = Field(
        default="", description="还要什么数才能说有成效，如 服务项目中产品上市的个数"
    )


class Policy(Entry):
    """文件和名单：发布单位、日期、要点."""

    id: Slug = Field(description="编号，唯一")
    title: Title = Field(description="文件或名单的全称，不带书名号")
    kind: Literal["plan", "policy", "list"] = Field(description="plan 方案、计划，policy 政策、批复，list 名单")
    issuer: Title = Field(description="发布单位，几个单位用顿号隔开")
    date: PeriodText = Field(description="印发或发布日期：2024-04、2024-04-26、2024")
    status: Literal["issued", "announced", "adopted", "approved"] = Field(
        default="issued", description="issued 印发，announced 公示，adopted 会议通过，approved 批复"
    )
    zones: tuple[Slug, ...] = Field(default=(), description="涉及哪些高新区；全国性的不写")
    points: tuple[Prose, ...] = Field(
        default=(),
        description="要点，自己的话；数字写成 {归属.指标编号} 或 {归属.指标编号@时期}，归属是高新区的 slug 或 national",
    )
    source: SourceId = Field(description="出处编号")
    locator: Locator = Field(description="在出处的什么位置")
    confidence: Confidence = Field(description="可信度")
    also_in: tuple[SourceId, ...] = Field(default=(), description="还有哪些出处提到")
    note: Annotated[str, Printed("prose")] = Field(default="", description="要告诉读者的说明")
    conflicts: tuple[Reading, ...] = Field(default=(), description="关于日期的不同说法（value 写日期）")


class Subject(Entry):
    """What zones and the country have in common: facts, practices and gaps."""

    name: Name = Field(description="全称")
    short: Name = Field(description="正文里的称呼")
    facts: tuple[Fact, ...] = Field(default=(), description="事实")
    practices: tuple[Practice, ...] = Field(default=(), description="做法")
    gaps: tuple[FreeProse, ...] = Field(default=(), description="数据缺口：查过而没有的，一条一句")
    notes: tuple[FreeProse, ...] = Field(default=(), description="要在“数据说明”里说的话，一条一句")


class Zone(Subject):
    """高新区."""

    city: Name = Field(description="所在城市，如 成都市")
    province: Name = Field(description="所在省、自治区、直辖市，如 四川省")
    aliases: tuple[Annotated[OneLine, Unprinted("names in other people's texts")], ...] = Field(
        default=(), description="材料里对它的其他叫法，核对出处时用；不印"
    )
    about: Annotated[str, Printed("prose", bound=True)] = Field(
        default="", description="一两句话的简介（定位、产业方向），不带数字"
    )
    findings: tuple[Prose, ...] = Field(
        default=(), description="要点：一条一句，结论在前；数字写成 {指标编号} 或 {指标编号@时期}"
    )
    order: int = Field(default=100, ge=0, description="在清单和对比表里的次序，小的在前")
    summary: SummaryLine | None = Field(default=None, description="一页要情里的一行；不写就由别的数据凑成")
    briefing: Briefing | None = Field(
        default=None, description="简报：标题、要点、位置、建议等；没有的，由已有的数据做一份短的"
    )
    partners: tuple[Partner, ...] = Field(default=(), description="可以对接的高新区")


class National(Subject):
    """全国总体."""

    ladder: tuple[Reference, ...] = Field(
        default=(), description="占全国比重的梯子：从用地到实验室的几个占比指标，各取最新的数，只看次序"
    )
    proposals: tuple[Proposal, ...] = Field(default=(), description="编印单位请全国办的事，写法同高新区简报的建议")
    requests: tuple[Request, ...] = Field(default=(), description="请全国核实报送的，写法同高新区简报")
