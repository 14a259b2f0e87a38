"""data/excel/<name>.yaml: which part of somebody else's table is what.  No report reads it."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from hgz_report.data.fields import Entry, PeriodIfAny
from hgz_report.data.model import Confidence
from hgz_report.forms.messages import Mistake
from hgz_report.language.terms import Status


def _letters(text: str) -> str:
    if text and not re.fullmatch("[A-Z]{1,3}", text):
        raise Mistake(f"“{text}”不是列", "写表上头的列号，大写字母，如 A、AB")
    return text


ColumnLetters = Annotated[str, AfterValidator(_letters)]
StatusIfAny = Literal[Status, ""]
_STATUS = "性质：target 目标、estimate 预计、preliminary 初步数；实绩不写"
_UNIT = "表里用的单位；不写就是指标的单位"


class TableColumn(Entry):
    """表里的一列."""

    head: str = Field(description="表头上的字，导入时核对；换了就不读这一列")
    indicator: str = Field(default="", description="哪个指标（编号）；空着就不读这一列。指标一行一个的表不写")
    unit: str = Field(default="", description=_UNIT)
    period: PeriodIfAny = Field(default="", description="这一列是哪一时期的；不写就用整张表的")
    zone: str = Field(default="", description="这一列是哪个高新区（文件名）；高新区一行一个的表不写")
    status: StatusIfAny = Field(default="", description=_STATUS)


class TableRow(Entry):
    """表里的一行：指标一行一个的表."""

    indicator: str = Field(default="", description="哪个指标（编号）；空着就不读这一行")
    unit: str = Field(default="", description=_UNIT)
    status: StatusIfAny = Field(default="", description=_STATUS)


class TableMap(Entry):
    """data/excel/<名称>.yaml：一种外来的表，哪一列、哪一行是什么."""

    sheet: str = Field(description="表的名称")
    heads: int = Field(ge=1, description="表头的最后一行是第几行")
    zones: ColumnLetters = Field(default="", description="高新区一行一个的表：高新区的名称在哪一列，如 A")
    indicators: ColumnLetters = Field(default="", description="指标一行一个的表：指标的名称从哪一列起，如 A")
    units: ColumnLetters = Field(default="", description="指标一行一个的表：单位在哪一列；没有就不写")
    zone: str = Field(default="", description="整张表是哪个高新区（文件名），如 chengdu")
    period: PeriodIfAny = Field(default="", description="整张表是哪一时期的，如 2024")
    source: str = Field(default="", description="出处编号，先在 sources.yaml 登记")
    locator: str = Field(default="", description="在出处的什么位置，如 表3-2")
    confidence: Literal[Confidence, ""] = Field(default="", description="可信度；不写就用出处的")
    columns: dict[ColumnLetters, TableColumn] = Field(
        description="各列；指标一行一个的表，只读写了 period 或 zone 的列"
    )
    rows: dict[str, TableRow] = Field(default={}, description="指标一行一个的表：各行，按名称（带单位）")
    names: dict[str, str] = Field(default={}, description="认不出的名称是哪个高新区：名称: 文件名；不要的写空")
