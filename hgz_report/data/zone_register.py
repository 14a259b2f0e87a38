"""The register: which national zones there are, where, and since when.  For papers on many zones; figures are facts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from hgz_report.data.fields import Date, Entry, FreeProse, Name, PeriodText, SourceId
from hgz_report.data.model import Confidence


class RegisteredZone(Entry):
    """名录里的一家高新区."""

    name: Name = Field(description="全称；有数据文件的，和那里的 name 一样")
    province: Name = Field(description="所在省、自治区、直辖市的全称，如 山东省")
    city: Name = Field(description="所在城市的全称，如 成都市；县级市写县级市")
    approved: Annotated[Date, Field(description="批准为国家高新区的日期：1992-11-09、1991-03、2018；查不到不写")] = ""
    source: SourceId | None = Field(default=None, description="批准日期的出处编号；写了日期就要写")
    confidence: Confidence | None = Field(
        default=None, description="批准日期的可信度；D 是由名单推定，不印；写了日期就要写"
    )

    @property
    def dated(self) -> bool:
        """It has a date that may be printed."""
        return bool(self.approved) and self.confidence != "D"


class ZoneRegister(Entry):
    """国家高新区名录."""

    as_of: PeriodText = Field(description="名录截至什么时候，如 2026-02")
    source: SourceId = Field(description="名单的出处编号")
    notes: tuple[FreeProse, ...] = Field(default=(), description="要告诉读者的话，一条一句")
    zones: tuple[RegisteredZone, ...] = Field(description="高新区，按省份排")
