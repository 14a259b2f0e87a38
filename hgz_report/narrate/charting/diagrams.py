"""Pictures of relations from evidence, verdicts, dimensions and policies: the chart, and what it shows in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hgz_report.analysis.evidence import LEVELS, VERDICT_NAMES, Verdict
from hgz_report.data.dataset import NATIONAL
from hgz_report.document.chart import Event, Grid, GridRow, PathDiagram, PathPart, Plot, Point, Series, Timeline
from hgz_report.language.period import Period
from hgz_report.narrate.charting.easel import described, program
from hgz_report.narrate.lookup import Missing
from hgz_report.narrate.pathway_views import DimensionView
from hgz_report.narrate.views import EvidenceView, PolicyView, RecommendationView
from hgz_report.origin import Attributed, Count, attributed, between, joined, spelled

_COUNTED = ("未见材料", "只有一样", "有做法且有数据")
"""What `count()` in the templates calls the three levels: one number, one id."""
_VERDICTS: tuple[Verdict, ...] = ("verify", "support", "advance")

EvidenceRows = Sequence[Sequence[EvidenceView]]


def evidence_grid(rows: EvidenceRows, title: str) -> tuple[Grid, Attributed]:
    """Zones by dimensions."""
    if len(rows) < 2:
        raise Missing(f"图“{title}”少于两行", "矩阵图至少要两个高新区")
    grid = tuple(GridRow(row[0].zone_name, tuple(item.level for item in row)) for row in rows)
    full = (_of_zone(row[0].zone_name, [i.dimension.short for i in row if i.level == 2]) for row in rows)
    said = described("矩阵图", title, joined((program("各高新区有做法且有数据的方面——"), between(full, "；", "chart"))))
    return Grid(tuple(item.dimension.short for item in rows[0]), grid, tuple(map(program, LEVELS))), said


def _of_zone(zone: str, things: Sequence[str]) -> Attributed:
    return joined((zone, program("："), between(things) if things else program("没有")))


def evidence_counts(rows: EvidenceRows, title: str) -> tuple[Plot, Attributed]:
    """How many zones have which level of evidence, by dimension; the fullest level first."""
    if len(rows) < 2:
        raise Missing(f"图“{title}”少于两行", "至少要两个高新区")
    columns = list(zip(*rows, strict=True))
    series = tuple(
        Series(program(LEVELS[level]), tuple(_count(column, level) for column in columns)) for level in (2, 1, 0)
    )
    names = tuple(column[0].dimension.short for column in columns)
    said = between((_counts(column) for column in columns), "；", "chart")
    return Plot("stacked", names, series, program("个")), described("堆积柱形图", title, said)


def _counts(column: Sequence[EvidenceView]) -> Attributed:
    found = (
        joined((program(f"{LEVELS[level]}的"), attributed(f"{_number(column, level)}个", _counted(column, level))))
        for level in (2, 1, 0)
    )
    return joined((column[0].dimension.short, between(found, "，", "chart")))


def _number(column: Sequence[EvidenceView], level: int) -> int:
    return sum(item.level == level for item in column)


def _counted(column: Sequence[EvidenceView], level: int) -> Count:
    return Count(f"{NATIONAL}.{column[0].dimension.id}{_COUNTED[level]}")


def _count(column: Sequence[EvidenceView], level: int) -> Point:
    number, of = _number(column, level), _counted(column, level)
    return Point(Decimal(number), attributed(str(number), of), spelled(of))


def task_grid(rows: Sequence[Sequence[RecommendationView]], title: str) -> tuple[Grid, Attributed]:
    """Zones by tasks."""
    if len(rows) < 2:
        raise Missing(f"图“{title}”少于两行", "任务图至少要两个高新区，写 verdicts()")
    grid = tuple(GridRow(row[0].zone_name, tuple(_VERDICTS.index(item.verdict) for item in row)) for row in rows)
    first = (_of_zone(row[0].zone_name, [i.task.short for i in row if i.verdict == "advance"]) for row in rows)
    said = described("任务矩阵图", title, joined((program("各高新区优先推进的任务——"), between(first, "；", "chart"))))
    states = tuple(program(VERDICT_NAMES[verdict]) for verdict in _VERDICTS)
    return Grid(tuple(item.task.short for item in rows[0]), grid, states), said


def path(dimensions: Sequence[DimensionView], rows: EvidenceRows, title: str) -> tuple[PathDiagram, Attributed]:
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
    notes = (joined((program("（"), part.note, program("）"))) if part.note else "" for part in parts)
    said = (joined((part.role, program("："), part.name, note)) for part, note in zip(parts, notes, strict=True))
    return diagram, described("关系图", title, between(said, "；", "chart"))


def _part(dimension: DimensionView, column: Sequence[EvidenceView]) -> PathPart:
    measure = joined((program("（"), dimension.measure, program("）"))) if dimension.measure else ""
    name = joined((dimension.name, measure))
    if not column:
        return PathPart(dimension.role_name, name)
    of = _counted(column, 2)
    number = attributed(f"{_number(column, 2)}个", of)
    return PathPart(dimension.role_name, name, joined((number, program(f"高新区{LEVELS[2]}"))), spelled(of))


def timeline(policies: Sequence[PolicyView], title: str) -> tuple[Timeline, Attributed]:
    """Policies in order of time."""
    events: list[Event] = []
    for policy in policies:
        first = Period(policy.when).starts
        if first is None:
            raise Missing(f"图“{title}”里《{policy.title}》没有日期", "没有日期的不放进时间线")
        at = first.year + Decimal(first.month - 1) / 12 + Decimal(first.day - 1) / 366
        name = joined((program("《"), policy.title, program("》")))
        events.append(Event(policy.date, at, name, policy.issuer, f"policy.{policy.id}@date"))
    if len(events) < 2:
        raise Missing(f"图“{title}”只有{len(events)}件，画不成时间线", "少于两件时用一句话说")
    events.sort(key=lambda event: event.at)
    said = (between((event.date, event.who, event.title), "，", "chart") for event in events)
    return Timeline(tuple(events)), described("时间线", title, between(said, "；", "chart"))
