"""A fact by itself, made in a line: what tests of calculation calculate with."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from hgz_report.data.dataset import FactEntry, fact_id
from hgz_report.data.fields import Value
from hgz_report.data.model import Confidence, Fact, Indicator
from hgz_report.language.terms import IndicatorKind, Qualifier, Status
from hgz_report.problems import Where


def entry(
    value: Value | int,
    unit: str = "个",
    *,
    period: str = "2024",
    qualifier: Qualifier = "exact",
    confidence: Confidence = "B",
    status: Status = "actual",
    decimals: int = 2,
    kind: IndicatorKind = "level",
    name: str = "平台",
    aim: Literal["up", "down"] | None = None,
) -> FactEntry:
    """A fact of 淄博高新区; one of confidence C has its note."""
    fact = Fact(
        indicator="platforms",
        period=period,
        value=Decimal(value) if isinstance(value, int) else value,
        qualifier=qualifier,
        status=status,
        source="article",
        locator="第二节",
        confidence=confidence,
        note="只有一处报道" if confidence == "C" else "",
    )
    indicator = Indicator(name=name, unit=unit, kind=kind, group="创新", decimals=decimals, aim=aim)
    return FactEntry(fact_id("zibo", fact), "zibo", "淄博高新区", fact, indicator, Where("data/zones/zibo.yaml", 9))
