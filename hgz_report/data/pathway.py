"""四融三化: the dimensions with their cases, the links between them, shortcomings, tasks with measures, and who said what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hgz_report.data.channels import Case, Channel, Exchange, Lines
from hgz_report.data.fields import Entry, Locator, Name, Prose, Slug, SourceId
from hgz_report.data.printed import Printed

PathRole = Literal["main", "grip", "support", "direction"]


class Dimension(Entry):
    """四融三化之一."""

    id: Slug = Field(description="编号")
    name: Name = Field(description="全称，如 科技创新和产业创新融合")
    short: Name = Field(description="表头用的短名，如 科产融合")
    kind: Literal["integration", "transformation"] = Field(description="integration 融，transformation 化")
    role: PathRole = Field(description="main 主线，grip 抓手，support 支撑，direction 方向")
    measure: Annotated[str, Printed("name")] = Field(
        default="", description="三化所说的“含金量”“含智量”“含绿量”；融不写"
    )
    gist: Prose = Field(description="一段话：是什么、为什么")
    signs: tuple[Prose, ...] = Field(description="看什么：怎样的材料算这一项的佐证")
    claim: Annotated[str, Printed("prose", bound=True)] = Field(
        default="", description="推进路径里这一节的标题：一句判断"
    )
    what: Annotated[str, Printed("prose", bound=True)] = Field(default="", description="是什么，一两句话")
    cases: tuple[Case, ...] = Field(default=(), description="对照的两个例子")
    contrast: Lines = Field(default=(), description="两个例子比出什么，一条一段")
    condition: Annotated[str, Printed("prose", bound=True)] = Field(default="", description="别处照做要什么条件")
    watch: Lines = Field(default=(), description="看哪几个结果数，一条一个，短语")


class Shortcoming(Entry):
    """文章指出的短板."""

    id: Slug = Field(description="编号")
    name: Name = Field(description="短板的名称")
    gist: Prose = Field(description="自己的话说明")
    dimensions: tuple[Slug, ...] = Field(description="主要关系到哪几“融”“化”")
    tasks: tuple[Slug, ...] = Field(description="由哪些任务来补")
    have: Annotated[str, Printed("prose", bound=True)] = Field(
        default="", description="现有的数，一句短话；编印单位查的"
    )
    watch: Lines = Field(default=(), description="编印单位建议看什么结果数，一条一个，短语")


class Measure(Entry):
    """任务下的一条具体举措."""

    text: Prose = Field(description="举措，自己的话")
    dimensions: tuple[Slug, ...] = Field(
        default=(), description="只关系到任务的哪几“融”“化”；写了的，只向这方面有佐证的高新区提出"
    )
    condition: Annotated[str, Printed("words")] = Field(default="", description="原文附带的条件，如 有条件的国家高新区")
    areas: tuple[Name, ...] = Field(default=(), description="点名的领域、业态")
    brief: Annotated[str, Printed("prose", bound=True)] = Field(default="", description="分工表里的短写法")
    lead: Annotated[str, Printed("name")] = Field(
        default="", description="编印单位建议谁牵头：谁能拍板，如 园区管委会、省级主管部门、国家主管部门、企业"
    )
    pilots: tuple[Slug, ...] = Field(default=(), description="编印单位建议先在哪几个高新区试、先学谁")
    result: Annotated[str, Printed("prose", bound=True)] = Field(default="", description="编印单位建议看什么结果数")
    first: Annotated[str, Printed("prose", bound=True)] = Field(
        default="", description="建议先办的写理由；不先办的不写"
    )


class Task(Entry):
    """六项任务之一."""

    id: Slug = Field(description="编号")
    name: Name = Field(description="任务名称")
    short: Name = Field(description="短名")
    gist: Prose = Field(description="一句话说清要达到什么")
    anchors: tuple[Slug, ...] = Field(description="以哪几“融”“化”的佐证来决定是否向一个高新区提出；可为空")
    measures: tuple[Measure, ...] = Field(description="具体举措")
    locator: Locator = Field(description="在出处的什么位置")


class Speaker(Entry):
    """谁说的."""

    name: Name = Field(description="姓名")
    post: Name = Field(description="单位和职务")
    said: Prose = Field(description="讲了什么，自己的话")
    quoted: bool = Field(default=False, description="原文加引号引了他的话写 true；原文转述的不写")
    zone: Slug | None = Field(default=None, description="讲的是哪个高新区；讲全国的不写")
    practice: Slug | None = Field(default=None, description="讲的是哪项做法")
    locator: Locator = Field(description="在出处的什么位置")


class Pathway(Entry):
    """四融三化."""

    name: Name = Field(description="名称")
    source: SourceId = Field(description="出处编号")
    locator: Locator = Field(description="在出处的什么位置")
    gist: Prose = Field(description="总体说法：主线、抓手、支撑、方向怎样连在一起")
    dimensions: tuple[Dimension, ...] = Field(description="四项融、三项化")
    shortcomings: tuple[Shortcoming, ...] = Field(description="短板")
    tasks: tuple[Task, ...] = Field(description="任务")
    speakers: tuple[Speaker, ...] = Field(description="受访者的话")
    links: tuple[Channel, ...] = Field(default=(), description="由“融”到“化”的十二条线，各怎样承载")
    exchanges: tuple[Exchange, ...] = Field(default=(), description="同省高新区之间可以互通的")
