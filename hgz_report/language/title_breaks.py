"""Where a title may be parted: the mark that an editor puts between two of its lines, and words that hold together."""

from __future__ import annotations

import re
from itertools import pairwise

MARK = "|"
"""In a title as it is written, never as it is printed."""
_WITHIN = re.compile(r"[0-9A-Za-z][0-9A-Za-z%％.,-]*")
_NEVER_FIRST = frozenset("、，。；：？！）》」』】〕”’…—～·%％")
_NEVER_LAST = frozenset("（《「『【〔“‘")
UNSPLIT = frozenset(
    pair
    for row in (
        "高新新区技术产业开发发展创新融合推进路径情况报告简报总体建设科技数字经济实体智能绿色高端制造服务企业中小",
        "国家全国先进现代示范园区区域协同集群世界未来基本主要做法经验问题建议关于分析研究工作监测评价年度改革开放",
        "成都武汉东湖西安合肥青岛东莞松山山湖淄博长沙岳麓宁乡自贡苏州中关关村四融融三三化信息软件通报指标数据质量",
        "新型工业转型升级成果转化中试平台源头龙头配套核实报送目标任务短板结果产出下一一步",
    )
    for pair in map("".join, zip(row[::2], row[1::2], strict=True))
)
"""Pairs of characters of the words titles of official papers are made of; a break between them reads badly."""


def breaks_of(marked: str) -> tuple[int, ...]:
    """Where lines end in a title without its marks, which stand in `marked`."""
    return tuple(found.start() - number for number, found in enumerate(re.finditer(re.escape(MARK), marked)))


def misplaced_break(marked: str) -> str:
    """Why a mark of a title cannot stand where it stands, in Chinese; "" where all can."""
    lines = [line.strip() for line in marked.split(MARK)]
    for before, after in pairwise(lines):
        if not before or not after:
            return "旁边没有字"
        shown = f"“{before[-1]}”和“{after[0]}”之间"
        if before[-1] + after[0] in UNSPLIT or _WITHIN.fullmatch(before[-1] + after[0]):
            return f"在{shown}，是在一个词里"
        if after[0] in _NEVER_FIRST or before[-1] in _NEVER_LAST:
            return f"在{shown}，标点离开了它的字"
    return ""
