"""Pictures of relations from evidence, verdicts, dimensions and policies: the chart, and what it shows in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from hgz_report.analysis.evidence import LEVELS, VERDICT_NAMES, Verdict
from hgz_report.data.dataset import NATIONAL
from hgz_report.document.chart import Event, Grid, GridRow, PathDiagram, PathPart, Plot, Point, Series, Timeline
from hgz_report.language.period import Period
from hgz_report.language.wording import date_text
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.views import DimensionView, EvidenceView, PolicyView, RecommendationView

_COUNTED = ("未见材料", "只有一样", "有做法且有数据")
"""What `count()` in the templates calls the three levels: one number, one id."""
_VERDICTS: tuple[Verdict, ...] = ("verify", "support", "advance")

EvidenceRows = Sequence[Sequence[EvidenceView]]
BindNumber = Callable[[str, str], str]
"""(text, id) -> the mark of a bound number."""


def evidence_grid(rows: EvidenceRows, title: str) -> tuple[Grid, str]:
    """Zones by dimensions."""
    if len(rows) < 2:
        raise Missing(f"图“{title}”少于两行", "矩阵图至少要两个高新区")
    grid = tuple(GridRow(row[0].zone_name, tuple(item.level for item in row)) for row in rows)
    full = (
        f"{row[0].zone_name}：" + ("、".join(i.dimension.short for i in row if i.level == 2) or "没有") for row in rows
    )
    said = f"矩阵图：{title}。各高新区有做法且有数据的方面——{'；'.join(full)}。"
    return Grid(tuple(item.dimension.short for item in rows[0]), grid, LEVELS), said


def evidence_counts(rows: EvidenceRows, title: str, bound: BindNumber) -> tuple[Plot, str]:
    """How many zones have which level of evidence, by dimension; the fullest level first."""
    if len(rows) < 2:
        raise Missing(f"图“{title}”少于两行", "至少要两个高新区")
    columns = list(zip(*rows, strict=True))
    series = tuple(Series(LEVELS[level], tuple(_count(column, level) for column in columns)) for level in (2, 1, 0))
    names = tuple(column[0].dimension.short for column in columns)
    said = "；".join(
        name
        + "，".join(
            f"{one.name}的{bound(f'{point.printed}个', point.fact)}" for one, point in zip(series, column, strict=True)
        )
        for name, *column in zip(names, *(one.points for one in series), strict=True)
    )
    return Plot("stacked", names, series, "个"), f"堆积柱形图：{title}。{said}。"


def _count(column: Sequence[EvidenceView], level: int) -> Point:
    number = sum(item.level == level for item in column)
    return Point(Decimal(number), str(number), f"count:{NATIONAL}.{column[0].dimension.id}{_COUNTED[level]}")


def task_grid(rows: Sequence[Sequence[RecommendationView]], title: str) -> tuple[Grid, str]:
    """Zones by tasks."""
    if len(rows) < 2:
        raise Missing(f"图“{title}”少于两行", "任务图至少要两个高新区，写 verdicts()")
    grid = tuple(GridRow(row[0].zone_name, tuple(_VERDICTS.index(item.verdict) for item in row)) for row in rows)
    first = (
        f"{row[0].zone_name}：" + ("、".join(i.task.short for i in row if i.verdict == "advance") or "没有")
        for row in rows
    )
    said = f"任务矩阵图：{title}。各高新区优先推进的任务——{'；'.join(first)}。"
    states = tuple(VERDICT_NAMES[verdict] for verdict in _VERDICTS)
    return Grid(tuple(item.task.short for item in rows[0]), grid, states), said


def path(
    dimensions: Sequence[DimensionView], rows: EvidenceRows, title: str, bound: BindNumber
) -> tuple[PathDiagram, str]:
    """四融三化 as a diagram."""
    columns = {column[0].dimension.id: column for column in zip(*rows, strict=True)} if rows else {}
    by_role: dict[str, list[PathPart]] = {"main": [], "grip": [], "support": [], "direction": []}
    for dimension in dimensions:
        by_role[dimension.role].append(_part(dimension, columns.get(dimension.id, ())))
    if len(by_role["main"]) != 1 or len(by_role["support"]) != 1 or not by_role["grip"] or not by_role["direction"]:
        raise Missing(f"图“{title}”要一条主线、一项支撑和若干抓手、方向", "写 chart.path(dimensions, …)")
    diagram = PathDiagram(
        by_role["main"][0], tuple(by_role["grip"]), by_role["support"][0], tuple(by_role["direction"])
    )
    parts = (diagram.main, *diagram.grips, diagram.support, *diagram.directions)
    notes = (f"（{bound(part.note, part.fact)}）" if part.note else "" for part in parts)
    said = "；".join(f"{part.role}：{part.name}{note}" for part, note in zip(parts, notes, strict=True))
    return diagram, f"关系图：{title}。{said}。"


def _part(dimension: DimensionView, column: Sequence[EvidenceView]) -> PathPart:
    name = dimension.name + (f"（{dimension.measure}）" if dimension.measure else "")
    if not column:
        return PathPart(dimension.role_name, name)
    found = _count(column, 2)
    return PathPart(dimension.role_name, name, f"{found.printed}个高新区{LEVELS[2]}", found.fact)


def timeline(policies: Sequence[PolicyView], title: str) -> tuple[Timeline, str]:
    """Policies in order of time."""
    events: list[Event] = []
    dates: dict[Event, str] = {}
    for policy in policies:
        first = Period(policy.when).starts
        if first is None:
            raise Missing(f"图“{title}”里《{policy.title}》没有日期", "没有日期的不放进时间线")
        at = first.year + Decimal(first.month - 1) / 12 + Decimal(first.day - 1) / 366
        events.append(
            Event(date_text(policy.when), at, f"《{policy.title}》", policy.issuer, f"policy.{policy.id}@date")
        )
        dates[events[-1]] = policy.date
    if len(events) < 2:
        raise Missing(f"图“{title}”只有{len(events)}件，画不成时间线", "少于两件时用一句话说")
    events.sort(key=lambda event: event.at)
    said = "；".join(f"{dates[event]}，{event.who}，{event.title}" for event in events)
    return Timeline(tuple(events)), f"时间线：{title}。{said}。"
