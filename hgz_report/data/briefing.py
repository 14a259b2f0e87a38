"""What an editor writes for a zone's briefing: title, findings, figures, positions, proposals, what is asked.

Every class is frozen and refuses unknown keys; field descriptions are Chinese, as in `data.model`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from hgz_report.data.fields import Due, Entry, FactKey, Name, OneLine, Phrase, Prose, Slug
from hgz_report.data.printed import Printed, Unprinted
from hgz_report.forms.messages import Mistake
from hgz_report.language.terms import FormKind

BoundTitle = Annotated[OneLine, Printed("title", bound=True)]
PracticeKey = Annotated[OneLine, Unprinted("a reference: reports print the practice")]
ChartFacts = Annotated[OneLine | tuple[OneLine, ...], Unprinted("references: reports print the facts")]
REQUEST_DUE = "1个月"
Basis = Literal["target", "past", "nation", "province", "peer"]


class KeyFinding(Entry):
    """要点：一个判断和它的依据."""

    claim: Phrase = Field(description="判断，一句短话，不带句号")
    text: Phrase = Field(description="依据；和判断合起来印出不超过 54 字；只说有的，不说没有的")


class Tile(Entry):
    """关键数据的一格."""

    fact: FactKey = Field(description="事实：指标编号，或 指标编号@时期")
    label: Name = Field(description="数下面的短名，如 建成投运的中试平台")


class FrontChart(Entry):
    """首页的图：题目是一句结论."""

    kind: FormKind = Field(description="图的种类，同模板里的图")
    title: Phrase = Field(description="图题：一句结论，不写单位，不带句号")
    facts: tuple[ChartFacts, ...] = Field(
        description="数：指标编号（取各整年的数）、指标编号@时期、归属.指标编号@时期；几组数写几个清单"
    )
    note: Annotated[str, Printed("name", bound=True)] = Field(default="", description="印在图下的说明")
    mark: Annotated[str, Unprinted("the name of a zone, to be marked")] = Field(
        default="", description="要标出的高新区：散点图、坡度图、分布图"
    )
    hue: Annotated[str, Unprinted("a colour")] = Field(default="", description="颜色，同模板里的图")


class Lesson(Entry):
    """别处能学什么，前提是什么."""

    text: Prose = Field(description="别处能学什么")
    condition: Prose = Field(description="前提：什么样的高新区能学，什么样的不能照搬")


class LearnFrom(Entry):
    """向谁学：材料少的高新区."""

    claim: Phrase = Field(description="一句短话，如 成效怎样量，长沙有样子")
    text: Prose = Field(description="学谁的什么，为什么合用；别处的数写 {归属.指标编号@时期}")
    practices: tuple[PracticeKey, ...] = Field(description="学的是哪些做法：归属/做法编号")


class ChainLink(Entry):
    """链条上的一环：谁在做，手里有什么."""

    role: Name = Field(description="环节，如 改造服务")
    zone: Slug = Field(description="高新区的编号")
    has: Phrase = Field(description="手里有什么；别处的数写 {归属.指标编号@时期}，后面用括号写时期")


class Chain(Entry):
    """分工表：材料少的高新区用它代替规模的比较."""

    title: Phrase = Field(description="表题：一句结论，不带句号")
    links: tuple[ChainLink, ...] = Field(min_length=2, description="各环节，按链条的次序")


class Standpoint(Entry):
    """位置表的一行：同什么比，怎么读."""

    basis: Basis = Field(description="target 自己的目标，past 自己的过去，nation 全国，province 同省，peer 同类")
    what: Name = Field(description="比什么，如 中试平台")
    own: Phrase = Field(description="本区的数，后面用括号写时期，如 {pilot_platforms@2024}（2024年）")
    other: Phrase = Field(description="比照的数，后面用括号写时期；别处的写归属")
    reading: Phrase = Field(description="怎么读：完成多少、差多少、升还是降，口径一样不一样")


class Proposal(Entry):
    """建议：编写单位提的，不是报道里的主张."""

    id: Slug = Field(description="编号，本文件内唯一")
    title: Phrase = Field(description="做什么，一句短话，不带句号")
    what: Phrase = Field(description="具体做什么")
    why: Phrase = Field(description="为什么在这里做：依据什么事实、什么做法")
    facts: tuple[FactKey, ...] = Field(default=(), description="依据的事实；别处的写归属")
    practices: tuple[PracticeKey, ...] = Field(default=(), description="依据的做法；别处的写 归属/做法编号")
    task: Slug = Field(description="属于六项任务的哪一项，编号见 pathway.yaml")
    lead: Name = Field(description="牵头：一类单位，或者出处点名的单位")
    support: tuple[Name, ...] = Field(default=(), description="配合：同上，可以几个")
    due: Due = Field(description="时限，从本期日期算起到那个月、季、年的末尾：5个月、1个季度、1年")
    goal: Annotated[str, Printed("name", bound=True)] = Field(
        default="", description="到时限要做到什么，几个字，如 列出名单；不写就是做成"
    )
    indicator: Phrase = Field(description="看什么数，如 上市产品数、孵化企业数")
    baseline: FactKey | None = Field(default=None, description="现值是哪条事实；没有的不写，印“现值待报”")
    status: Literal["draft", "confirmed"] = Field(
        default="draft", description="draft 建议稿，confirmed 有人核定过；程序写的都是 draft"
    )


class Request(Entry):
    """请核实报送的一项."""

    what: Phrase = Field(description="报什么，写到能填表")
    period: Annotated[str, Printed("name", bound=True)] = Field(default="", description="哪一年、哪一时点的数")
    due: Due = Field(default=REQUEST_DUE, description="什么时候前报，从本期日期算起：1个月、1个季度；不写是 1个月")
    why: Annotated[str, Printed("name", bound=True)] = Field(default="", description="为什么要报，印在数据附册里")


class Briefing(Entry):
    """一份高新区简报."""

    title: BoundTitle = Field(description="标题：说发现和下一步，二十字以内，一行，不带句号")
    form: Literal["full", "thin"] = Field(default="full", description="full 材料够的，thin 材料少的：比分工，不比规模")
    findings: tuple[KeyFinding, ...] = Field(min_length=3, max_length=3, description="要点三条，不说没有的")
    tiles: tuple[Tile, ...] = Field(default=(), max_length=4, description="首页的数，至多四个，正文不再重复；thin 不写")
    chart: FrontChart | None = Field(default=None, description="首页的图；thin 不写，用 chain")
    chain: Chain | None = Field(default=None, description="分工表：thin 写，放在首页代图")
    lesson: Lesson | None = Field(default=None, description="别处能学什么，连同前提；thin 不写，用 learn_from")
    learn_from: LearnFrom | None = Field(default=None, description="向谁学：thin 写")
    positions: tuple[Standpoint, ...] = Field(default=(), description="位置表，三到六行，没有比照的不写")
    place: Annotated[str, Printed("prose", bound=True)] = Field(
        default="", description="位置一节的话：thin 写，或者读表要知道的一句"
    )
    shortcoming: Prose = Field(description="短板，一句话：差在哪一环")
    proposals: tuple[Proposal, ...] = Field(min_length=1, max_length=3, description="建议，两三条")
    requests: tuple[Request, ...] = Field(default=(), max_length=5, description="请核实报送，至多五条")

    @model_validator(mode="after")
    def _of_one_form(self) -> Briefing:
        """A full one has figures and a chart, a thin one roles in a chain."""
        full, thin = (self.tiles, self.chart, self.lesson), (self.chain, self.learn_from)
        if self.form == "full" and any(thin):
            raise Mistake("form 是 full，却写了 chain 或 learn_from", "删去；材料少的写 form: thin")
        if self.form == "thin" and any(full):
            raise Mistake(
                "form 是 thin，却写了 tiles、chart 或 lesson", "删去，写 chain 和 learn_from；材料够的写 form: full"
            )
        return self


class Partner(Entry):
    """可以对接的高新区."""

    zone: Slug = Field(description="高新区的编号")
    text: Phrase = Field(description="对接什么：谁有什么，谁要什么")
