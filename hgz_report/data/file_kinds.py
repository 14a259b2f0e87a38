"""Which kinds of file the data folder holds, and the model of each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import BaseModel, Field

from hgz_report.data.allow_list import AllowedNumber
from hgz_report.data.fields import Entry, IndicatorId, SourceId
from hgz_report.data.model import Indicator, National, Policy, Source, Zone
from hgz_report.data.pathway import Pathway
from hgz_report.data.printed import Unprinted
from hgz_report.data.recipient_file import RecipientFile
from hgz_report.data.zone_register import ZoneRegister

DATA = "data"
ZONES = "zones"
EDITIONS, RECORD = "editions", "record.json"
"""The folder of what stays of each edition, and the file in an edition's folder there that says what it stood on."""
OF_AN_EDITION = frozenset({RECORD, "issued.yaml", "confirmed.yaml"})
"""What the folder of an edition may hold."""
TABLES = "excel"
"""Maps of other people's tables: no data themselves."""


class IndicatorFile(Entry):
    """data/indicators.yaml."""

    indicators: dict[IndicatorId, Indicator] = Field(description="指标，按编号")


class SourceFile(Entry):
    """data/sources.yaml."""

    sources: dict[SourceId, Source] = Field(description="出处，按编号")
    numbered: int = Field(default=0, ge=0, description="来源号给到多少：由 hgz-report number-sources 写，只增不减")


class PolicyFile(Entry):
    """data/policies.yaml."""

    policies: tuple[Policy, ...] = Field(description="文件和名单")


class AllowedFile(Entry):
    """data/allowed_numbers.yaml."""

    allowed: tuple[AllowedNumber, ...] = Field(description="可以直接印的数字，逐条写理由")


class SettledFile(Entry):
    """data/settled.yaml."""

    settled: dict[str, Annotated[str, Unprinted("what a value was, for who checks the data")]] = Field(
        description="定稿时的数，按事实编号；由 hgz-report check --settle 写"
    )


SINGLE_FILES: Mapping[str, type[BaseModel]] = {
    "indicators": IndicatorFile,
    "sources": SourceFile,
    "policies": PolicyFile,
    "national": National,
    "pathway": Pathway,
    "allowed_numbers": AllowedFile,
    "register": ZoneRegister,
    "settled": SettledFile,
}
"""Kinds of file of which there is exactly one, `data/<kind>.yaml`."""
APART_FILES: Mapping[str, type[BaseModel]] = {"recipients": RecipientFile}
"""Kinds that stand beside them and are no part of what reports are made of (`data.apart_files`)."""
MAY_LACK = frozenset({"register", "settled"})
"""The kinds that a project may do without: it needs no list of all zones, nothing has been settled yet."""


def model_of(file: str) -> type[BaseModel] | None:
    """The model of a data file by its name from the project root; None for any other file."""
    path = PurePosixPath(file)
    if path.parts[:-1] == (DATA, ZONES):
        return Zone
    return SINGLE_FILES.get(path.stem) if path.parts[:-1] == (DATA,) else None
