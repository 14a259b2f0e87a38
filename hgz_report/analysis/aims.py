"""Which way a target points: most are reached from below, those of consumption, time and places from above."""

from __future__ import annotations

import re

from hgz_report.analysis.caution import UPPER
from hgz_report.data.dataset import FactEntry

_LESS_IS_BETTER = re.compile("能耗|煤耗|水耗|排放|浓度|失业|死亡|事故|负债率|不良率|逾期|投诉")
_LESS_OF_IT = re.compile("降幅|降低|下降|减少|削减|减排|节约|监测|处理|处置|达标|治理|回收")
"""Names of how much less there is, or of what is done about it: of these more is better."""


def falls(target: FactEntry) -> bool:
    """Whether less is better: said by the indicator (`aim`), by 不足, by its kind (place, time needed), else by its name."""
    indicator = target.indicator
    if indicator.aim:
        return indicator.aim == "down"
    if target.fact.qualifier in UPPER or indicator.kind in ("rank", "duration"):
        return True
    return bool(_LESS_IS_BETTER.search(indicator.name)) and not _LESS_OF_IT.search(indicator.name)
