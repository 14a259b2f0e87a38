"""What our sheets are called and what stands in their columns, the same for writing and for reading them again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from hgz_report.data.dataset import FactEntry
from hgz_report.language.terms import NUMERIC_KINDS

FACTS, WIDE, INDICATORS, UNITS, SOURCES, ZONES, BASE = "事实", "宽表", "指标", "单位", "出处", "高新区", "_原值"
FORM = "报送·"
"""How the name of a form begins; the zone's short name follows."""
ID, OWNER, INDICATOR = "编号", "归属", "指标"
FIELDS: Mapping[str, str] = {
    "时期": "period",
    "数值": "value",
    "单位": "unit",
    "限定": "qualifier",
    "性质": "status",
    "范围": "scope",
    "出处": "source",
    "位置": "locator",
    "可信度": "confidence",
    "说明": "note",
}
"""Head of a column -> field of a fact."""
HEADS: Mapping[str, str] = {key: head for head, key in FIELDS.items()}
LONG_HEADS = (ID, OWNER, INDICATOR, *FIELDS)
WIDE_ROWS = ("时期", INDICATOR, ID, "单位", "出处", "位置", "可信度")
"""What the rows above the zones say, in this order; the period in the second column, the others from the third on."""
ASKED, KNOWN, BASIS = "请报什么", "现有", "依据"
FORM_HEADS = (ID, ASKED, KNOWN, "时期", "数值", "单位", BASIS, "说明")
GAP = "缺口"
"""How the id of a form's row begins that asks for what no indicator says yet."""
WORDS: Mapping[str, Mapping[str, str]] = {
    "qualifier": {
        "exact": "准数",
        "about": "约",
        "nearly": "近",
        "over": "超过",
        "at_least": "不少于",
        "under": "不足",
    },
    "status": {"actual": "实绩", "target": "目标", "estimate": "预计", "preliminary": "初步数"},
    "scope": {"park": "园区", "city": "所在的市", "firm": "企业"},
    "confidence": {key: key for key in "ABCD"},
}
"""Fields that take one of a few words: what the data say -> what the cell says."""
DEFAULTS: Mapping[str, str] = {"qualifier": "exact", "status": "actual", "scope": "park", "note": ""}
"""What is not written into the data."""


def field_text(entry: FactEntry, key: str) -> str:
    """A field as a cell shows it: the unit that counts, words of a choice in Chinese, numbers with their own digits."""
    if key == "unit":
        return "" if isinstance(entry.number, Fraction) else entry.unit
    said = str(getattr(entry.fact, key))
    return WORDS[key][said] if key in WORDS else said


def is_number(entry: FactEntry) -> bool:
    """Whether its value stands in a cell as a number: no date, no text, no fraction."""
    return entry.indicator.kind in NUMERIC_KINDS and not isinstance(entry.number, Fraction)


def as_office_programs_may_write(text: str) -> str:
    """What becomes of a text in LibreOffice, to which `_xa_` is a character as `_x000A_` is in the file."""
    return re.sub(r"_x([0-9A-Fa-f]{1,4})_", lambda found: chr(int(found[1], 16)), text)
