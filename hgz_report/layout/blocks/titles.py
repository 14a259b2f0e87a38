"""Titles broken at sense, in lines of a balanced shape (GB/T 9704-2012 7.3.1: 词意完整、排列对称、长短适宜, 梯形或菱形)."""

from __future__ import annotations

from itertools import pairwise
from math import ceil

from hgz_report.document.address import Address
from hgz_report.draw.frame import Node
from hgz_report.layout.inline.breaking import Breaks, Measures
from hgz_report.layout.inline.clusters import FREE, Clusters
from hgz_report.layout.inline.paragraph import Line, Typesetter
from hgz_report.layout.inline.setting import centred
from hgz_report.style import TextStyle

_AFTER = frozenset("的和与及、，：；）》”")
"""A line of a title ends well after these."""
_BEFORE = frozenset("和与及暨（《“")
_WITHIN = 40.0
"""Cost of a break where no place of sense is, which may be within a word: lines of unlike length cost less."""
_UNSPLIT = frozenset(
    pair
    for row in (
        "高新新区技术产业开发发展创新融合推进路径情况报告简报总体建设科技数字经济实体智能绿色高端制造服务企业中小",
        "国家全国先进现代示范园区区域协同集群世界未来基本主要做法经验问题建议关于分析研究工作监测评价年度改革开放",
        "成都武汉东湖西安合肥青岛东莞松山山湖淄博长沙岳麓宁乡自贡苏州中关关村四融融三三化信息软件通报指标数据质量",
    )
    for pair in map("".join, zip(row[::2], row[1::2], strict=True))
)
"""Pairs of characters of the words titles of official papers are made of; a break between them reads badly."""


def title_lines(text: str, style: TextStyle, width: float, node: Node | None, setter: Typesetter) -> list[Line]:
    """Centred lines, as few as hold the text, none of a single character."""
    spans = [setter.span(text, style, node, Address("title"))] if text else []
    c = setter.clusters(spans, style, width)
    if not len(c):
        return []
    m = Measures(c)
    natural = m.natural(0, m.count - 1)
    fewest = max(1, ceil(natural / width - 1e-6))
    for count in range(fewest, fewest + 4):
        breaks = _balanced(c, m, width, count)
        if breaks:
            break
    else:
        return setter.lines_of([spans], style, width)
    return setter.placed(centred(c, m, breaks, width), spans)


def _balanced(c: Clusters, m: Measures, width: float, count: int) -> Breaks | None:
    """The best way to set the text in exactly `count` lines, by dynamic programming over the ends of lines."""
    target = m.natural(0, m.count - 1) / count
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for _ in range(count):
        row: dict[int, tuple[float, int]] = {}
        for first, (cost, _origin) in best[-1].items():
            for last in range(first, m.count):
                long = m.natural(first, last)
                if long > width:
                    break
                if c.breaks[last] != FREE and last != m.count - 1:
                    continue
                total = cost + ((long - target) / c.em) ** 2 + _break_cost(c, m, first, last)
                if last + 1 not in row or total < row[last + 1][0]:
                    row[last + 1] = (total, first)
        best.append(row)
    if m.count not in best[-1]:
        return None
    ends = [m.count]
    for row in reversed(best[1:]):
        ends.append(row[ends[-1]][1])
    ends.reverse()
    return [(first, end - 1) for first, end in pairwise(ends)]


def _break_cost(c: Clusters, m: Measures, first: int, last: int) -> float:
    """What ending a line here costs: a broken word much, a place of sense nothing."""
    cost = 1e4 if m.natural(first, last) < 1.9 * c.em else 0.0
    if last == m.count - 1:
        return cost
    here, after = c.texts[last][-1], c.texts[last + 1][0]
    if here + after in _UNSPLIT:
        return cost + 60.0
    return cost if here in _AFTER or after in _BEFORE else cost + _WITHIN
