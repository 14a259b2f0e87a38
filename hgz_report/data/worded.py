"""A fact as reports print it, and what a reader should know of it."""

from __future__ import annotations

from decimal import Decimal

from hgz_report.data.dataset import FactEntry
from hgz_report.data.model import Reading
from hgz_report.language.portions import portion
from hgz_report.language.wording import STATUS_NAMES, Worded, date_text, quantity

_SCOPE_NAMES = {"park": "", "city": "全市", "firm": "企业"}


def worded(entry: FactEntry, reading: Reading) -> Worded:
    """A fact, or what another source says of it, as reports print it."""
    number = reading.number
    if number is None:
        text = str(reading.value)
        shown = date_text(text) if entry.indicator.kind == "date" else text
        return Worded(shown, "", shown)
    if isinstance(number, Decimal) and entry.indicator.kind == "date":
        return Worded(f"{number}年", "", f"{number}年")
    return quantity(number, entry.unit, entry.indicator.kind, reading.qualifier, entry.indicator.decimals)


def portion_of(entry: FactEntry) -> str:
    """A share in words (近一半); "" of what is none, or where no such words are true."""
    if entry.number is None or entry.indicator.kind != "share" or entry.unit not in ("%", ""):
        return ""
    return portion(entry.number, entry.fact.qualifier)


def mark_of(entry: FactEntry) -> str:
    """What a figure's own words do not say of it (目标、全市、仅供参考、说法不一); empty for an undisputed result."""
    fact = entry.fact
    disputed = any(reading.confidence != "D" for reading in fact.conflicts)
    weak = "仅供参考" if fact.confidence == "C" else ""
    marks = (
        STATUS_NAMES[fact.status],
        _SCOPE_NAMES[fact.scope],
        weak,
        "说法不一" if disputed else "",
    )
    return "、".join(mark for mark in marks if mark)
