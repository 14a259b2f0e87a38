"""Rules about what reports print: facts nobody prints, and calculations with facts that are not alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hgz_report.checks.data.bounds import convertible
from hgz_report.checks.data.edition_data import EditionData, Remark, named, of_fact
from hgz_report.data.dataset import FactEntry

RECENT_YEARS = 3
_CALCULATED = re.compile(r"(?P<name>[a-z_]+)\((?P<first>[^(),]+),(?P<second>[^(),]+)\)")
_SAME_INDICATOR = frozenset(
    {"growth", "narrowing", "widening", "average_growth", "multiple", "difference", "completion"}
)


def unprinted(book: EditionData) -> Iterator[Remark]:
    """Recent, reliable figures of an indicator of which no report prints any value.

    Earlier values of a printed series, old figures and those marked C may stay in the data without being printed, and
    texts (主导产业 and the like) are told in the words of 简介 and 做法.
    """
    shown = _shown(book)
    printed = {(entry.owner, entry.fact.indicator) for name in shown if (entry := book.dataset.facts.get(name))}
    limit = book.date.replace(year=book.date.year - RECENT_YEARS, day=min(book.date.day, 28))
    for entry in book.dataset.facts.values():
        ends = entry.period.ends
        wanted = entry.number is not None and entry.fact.confidence in {"A", "B"} and not (ends and ends < limit)
        if wanted and (entry.owner, entry.fact.indicator) not in printed:
            hint = "在模板里印出来；多余的删掉"
            yield of_fact(entry, "没有一份报告印出", hint)


def unlike_comparison(book: EditionData) -> Iterator[Remark]:
    """Growth, difference, completion or share calculated from facts that are not of one kind."""
    for figure in book.printed:
        found = _CALCULATED.fullmatch(figure.fact) if "(" in figure.fact else None
        if not found:
            continue
        first, second = (book.dataset.facts.get(found.group(name)) for name in ("first", "second"))
        fault = _fault(found.group("name"), first, second) if first and second else ""
        if fault and first and second:
            what = f"{named(first)}和{named(second)}放在一起算（{figure.text}）：{fault}"
            yield Remark("", figure.where, what, "换成口径、时期相当的两个数，或者不算")


def _two_rates(name: str, first: FactEntry, second: FactEntry) -> bool:
    """收入比产值快2个百分点: the difference of two growth rates of one place and period says which grew faster."""
    return (
        name == "difference"
        and first.indicator.kind == second.indicator.kind == "growth"
        and first.owner == second.owner
        and first.fact.period == second.fact.period
    )


def _shown(book: EditionData) -> set[str]:
    """Ids of facts that are printed, or enter into a printed calculation."""
    shown: set[str] = set()
    for name in {figure.fact for figure in book.printed}:
        found = _CALCULATED.fullmatch(name)
        shown |= {found.group("first"), found.group("second")} if found else {name.partition("!")[0]}
    return shown


def _fault(name: str, first: FactEntry, second: FactEntry) -> str:
    if not convertible(first.unit, second.unit):
        return f"单位 {first.unit} 和 {second.unit} 不能相比"
    if (
        name in _SAME_INDICATOR
        and first.fact.indicator != second.fact.indicator
        and not _two_rates(name, first, second)
    ):
        return "不是同一个指标"
    if first.indicator.kind != second.indicator.kind:
        return "一个是比率，一个不是"
    if name in _SAME_INDICATOR:
        alike = first.period.part == second.period.part or name == "completion"
        same_place = first.owner == second.owner or first.indicator.comparable
        return "" if alike and same_place else "时期长短不同" if not alike else "各高新区口径不一"
    return "" if first.fact.period == second.fact.period else "部分和总体不是同一时期"
