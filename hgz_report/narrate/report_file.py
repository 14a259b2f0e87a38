"""What a `templates/<report>/report.yaml` may say.  The descriptions are Chinese: they are what editors read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hgz_report.data.fields import Entry, Name, OneLine, Slug
from hgz_report.data.printed import Printed, Unprinted
from hgz_report.document.blocks import Look

Label = Annotated[OneLine, Printed("label")]
LintGroup = Literal["front", "voice", "filler"]


class Recipients(Entry):
    """报谁、送谁."""

    to: tuple[Name, ...] = Field(default=(), description="报：上级机关")
    cc: tuple[Name, ...] = Field(default=(), description="送：其他单位")


class Budgets(Entry):
    """字数的限额，空白不计；0 不限."""

    title: int = Field(default=0, ge=0, description="标题")
    finding: int = Field(default=0, ge=0, description="一条要点")
    prose: int = Field(default=0, ge=0, description="全篇的正文，表、图、小字不计")
    cell: int = Field(default=0, ge=0, description="表里的一格")
    caption: int = Field(default=0, ge=0, description="表题、图题")


class ReportFile(Entry):
    """templates/<report>/report.yaml."""

    title: Label = Field(description="标题；可用 {short} {name}，每个高新区一份的可用 {title}（它的简报写的标题）")
    untitled: Annotated[str, Printed("label")] = Field(
        default="", description="title 用了 {title} 的：还没有写简报的高新区用什么标题；可用 {short} {name}"
    )
    each: Literal["zone", "none"] = Field(default="none", description="zone 每个高新区一份；none 只有一份")
    when: Literal["always", "previous", "correction"] = Field(
        default="always",
        description="什么时候做：always 每期；previous 只在同上一期比的时候（report.toml 的 edition.previous）；"
        "correction 只在更正印发了的一期时",
    )
    slug: Annotated[str, Unprinted("the name of the file")] = Field(
        default="", max_length=60, description="只有一份时的文件名；每个高新区一份的不写，或写 annex-{slug}"
    )
    formats: tuple[Annotated[OneLine, Unprinted("formats")], ...] = Field(
        default=(), description="只做哪些格式，如 [pdf]；不写就做 report.toml 的"
    )
    zones: tuple[Slug, ...] = Field(
        default=(), description="只有一份而只说几个高新区的：写它们的文件名，如 [chengdu, zibo]"
    )
    order: int = Field(default=0, description="在一期里的次序，小的在前；同数的，全国的在前")
    issue: int | None = Field(default=None, ge=1, description="自己的期号，只有一份的才写；不写就接着排")
    recipients: Recipients | None = Field(default=None, description="报谁、送谁；不写就用 report.toml 的")
    classification: Annotated[str, Printed("value")] = Field(default="", description="密级；不写就用 report.toml 的")
    budgets: Budgets = Field(default=Budgets(), description="字数的限额，超过是错误")
    lint: tuple[LintGroup, ...] = Field(
        default=(), description="另查哪几类：front 首页不说材料，voice 程序不说话，filler 没有空话；规则见 docs/lint.md"
    )
    annex: bool = Field(default=False, description="是不是数据附册：别的报告的网页版里，数点开就到这里的那一行")
    numbered: bool = Field(default=True, description="取不取期号：附册一类写 false，不印期号，也不占")
    style: Annotated[Look, Unprinted("the name of a style")] = Field(
        default="paper",
        description="版式：paper 公文版式；compact 一页纸的紧凑版式，两行版头、小四正文、小五表格、没有版记",
    )
    subject: Label = Field(description="文件属性里的主题")
    keywords: tuple[Label, ...] = Field(default=(), description="文件属性里的关键词；可用 {short}")
