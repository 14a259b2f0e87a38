"""What papers about many zones stand on: the links practices carry, what zones can lend each other, cases side by side."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hgz_report.data.fields import Entry, Name, OneLine, Prose, Slug
from hgz_report.data.printed import Unprinted

Reference = Annotated[OneLine, Unprinted("a reference: reports print the fact")]
Lines = tuple[Prose, ...]


class Carry(Entry):
    """一项做法走通了哪一条线：由哪一“融”到哪一“化”，用什么数量效果."""

    via: Slug = Field(description="由哪一“融”，编号见 pathway.yaml")
    to: Slug = Field(description="到哪一“化”，编号见 pathway.yaml")
    words: Prose = Field(description="一句短语：做了什么，有什么数、缺什么数（24字以内）")
    effects: tuple[Reference, ...] = Field(
        default=(), description="量到效果的事实：指标编号，或 指标编号@时期；只有投入、规模的不写"
    )


class Channel(Entry):
    """十二条线之一：一“融”怎样承载一“化”，编印单位的说法."""

    via: Slug = Field(description="由哪一“融”")
    to: Slug = Field(description="到哪一“化”")
    how: Prose = Field(description="怎样承载，一句话（16字以内）")


class Exchange(Entry):
    """同省高新区之间可以互通的：一区有、别区要."""

    id: Slug = Field(description="编号，做法的 offers、needs 用")
    name: Name = Field(description="是什么，如 中试平台")
    act: Prose = Field(description="建议做什么，如 合用中试平台")
    watch: Prose = Field(description="看什么数")


class Case(Entry):
    """一个例子：哪个高新区的哪项做法，怎样说."""

    zone: Slug = Field(description="高新区，文件名不带 .yaml")
    practice: Slug | None = Field(default=None, description="做法的编号；只凭数的不写")
    name: Name = Field(description="怎样称呼这个例子，如 成都：从中段切入")
    text: Prose = Field(description="一两句话；数写成 {高新区.指标编号@时期}")


class SummaryLine(Entry):
    """一页要情里的一行."""

    finding: Prose = Field(description="一个发现，不带数（16字以内）")
    number: Prose = Field(description="一个数，带时期，如 中试平台{pilot_platforms@2024}（2024年）（24字以内）")
    ask: Prose = Field(description="请办的一件事（18字以内）")
