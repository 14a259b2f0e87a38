"""Mistakes in the words a number is read by: each yields what to change in a text, as `mutate.py` takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hgz_report.language.numbers import find

Edit = tuple[int, int, str]
"""Start, end and new text in a text."""
Edits = Callable[[str], Iterator[list[Edit]]]


def _replaced(*pairs: tuple[str, str]) -> Edits:
    """Texts with a number in which one word can stand for another."""

    def edits(text: str) -> Iterator[list[Edit]]:
        if next(find(text), None) is None:
            return
        for old, new in pairs:
            at = text.find(old)
            if at >= 0:
                yield [(at, at + len(old), new)]

    return edits


def _both(one: str, two: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one, two), (two, one)


_ZONES = (
    "成都高新区",
    "淄博高新区",
    "西安高新区",
    "长沙高新区",
    "武汉东湖高新区",
    "中关村",
    "苏州高新区",
    "国家高新区",
)
_INDICATORS = (
    "地区生产总值",
    "工业增加值",
    "营业收入",
    "工业总产值",
    "固定资产投资",
    "财政收入",
    "中试平台",
    "高新技术企业",
    "研发投入",
)

MEANING: Mapping[str, Edits] = {
    "增长与下降对调": _replaced(*_both("增长", "下降"), ("增加", "减少"), ("提高", "降低"), ("增速", "降幅")),
    "目标改成实绩": _replaced(("目标", "实绩"), ("计划", "已"), ("力争", "已经"), ("预计", "实际")),
    "实绩改成目标": _replaced(("完成", "计划"), ("实现", "力争"), ("建成", "拟建"), ("达到", "目标为")),
    "同比改成环比": _replaced(*_both("同比", "环比"), ("比上年", "比上月"), ("年均", "当年")),
    "去掉规模以上": _replaced(("规模以上", ""), ("限额以上", ""), ("国家级", ""), ("省级", "")),
    "换成别的高新区": _replaced(*zip(_ZONES, (*_ZONES[1:], _ZONES[0]), strict=True)),
    "换成别的指标": _replaced(*zip(_INDICATORS, (*_INDICATORS[1:], _INDICATORS[0]), strict=True)),
    "改范围": _replaced(("全国", "全省"), ("全省", "全市"), ("全市", "全国"), ("其中", "另有")),
    "肯定改成否定": _replaced(("已", "未"), ("超过", "不到"), ("高于", "低于"), ("有", "没有")),
    "改起止": _replaced(("截至", "自"), ("年末", "年初"), ("累计", "当年"), ("以来", "以前")),
}
