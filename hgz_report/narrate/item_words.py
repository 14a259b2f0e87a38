"""What an editor calls the parts of a thing in `{…}` and in conditions: a Chinese word for each, a table for each view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from msgspec.structs import replace

from hgz_report.narrate.briefing_views import (
    FindingView,
    LessonView,
    LinkView,
    PartnerView,
    PositionView,
    ProposalView,
    RequestView,
)
from hgz_report.narrate.changed_views import (
    ChangedDerivedView,
    ChangedFactView,
    ChangedKindView,
    ChangedProposalView,
    ChangedVerdictView,
    ChangesView,
    CorrectionView,
    ListedView,
    NewSourceView,
)
from hgz_report.narrate.endnote_views import IssuerView
from hgz_report.narrate.pathway_views import (
    DimensionView,
    MeasureView,
    ShortcomingView,
    SpeakerView,
    TaskView,
    ZoneView,
)
from hgz_report.narrate.standing_views import ComparedView, DueView
from hgz_report.narrate.table_views import AskedView, EvidenceRowView, FigureGroupView, FigureRowView
from hgz_report.narrate.views import (
    DerivedView,
    EvidenceView,
    FactView,
    NoteView,
    PolicyView,
    PracticeView,
    ReadingView,
    SourceView,
)
from hgz_report.narrate.wide_views import (
    CarryView,
    CaseView,
    ChannelView,
    EntryView,
    ExampleView,
    LineView,
    MoversView,
    PairView,
    ProvinceView,
)

_Kind = TypeVar("_Kind")
ItemWords = Mapping[str, Callable[[Any], object]]
_WORDS: dict[type, ItemWords] = {}


def words_of(thing: object) -> ItemWords:
    """The words for the parts of a thing: none for a text or a list."""
    return _WORDS.get(type(thing), {})


def kinds() -> Mapping[type, ItemWords]:
    """Every kind of thing that has words."""
    return _WORDS


def _of(kind: type[_Kind], words: Mapping[str, Callable[[_Kind], object]]) -> None:
    _WORDS[kind] = words


def _readings(fact: FactView) -> tuple[ReadingView, ...]:
    """What other sources say, with the time only where it is another."""
    return tuple(replace(one, period="" if one.period == fact.period else one.period) for one in fact.conflicts)


_of(FactView, {
    "时期": lambda f: f.period, "年": lambda f: f.in_year, "年底": lambda f: f.year_end, "数": lambda f: f.number,
    "名称": lambda f: f.name, "不注": lambda f: f.unmarked, "成数": lambda f: f.portion,
    "时间": lambda f: f.period if f.stated else "", "归属": lambda f: f.owner_name, "来源号": lambda f: f.cite,
    "状态": lambda f: f.status_name, "性质": lambda f: f.mark, "说明": lambda f: f.note, "异说": _readings,
})  # fmt: skip
_of(DerivedView, {"算式": lambda d: d.formula, "年份": lambda d: d.years})
_of(ReadingView, {
    "说法": lambda r: r.text, "时期": lambda r: r.period, "来源号": lambda r: r.source, "缘由": lambda r: r.note,
})  # fmt: skip
_of(NoteView, {"各数": lambda n: n.facts, "说明": lambda n: n.note, "仅供参考": lambda n: n.confidence == "C"})
_of(FigureGroupView, {"组名": lambda g: g.name, "各行": lambda g: g.rows})
_of(FigureRowView, {"名称": lambda r: r.name, "口径": lambda r: r.definition, "各数": lambda r: r.facts})
_of(ZoneView, {
    "简称": lambda z: z.short, "短名": lambda z: z.tag, "全称": lambda z: z.name, "城市": lambda z: z.city,
    "省份": lambda z: z.province,
})  # fmt: skip
_of(PracticeView, {
    "标题": lambda p: p.title, "正文": lambda p: p.text, "来源号": lambda p: p.cite, "还缺的数": lambda p: p.result_wanted,
    "高新区": lambda p: p.zone_name,
})  # fmt: skip
_of(PolicyView, {
    "标题": lambda p: p.title, "日期": lambda p: p.date, "发布单位": lambda p: p.issuer, "状态": lambda p: p.status,
    "要点": lambda p: p.points, "说明": lambda p: p.note, "来源号": lambda p: p.cite, "异说": lambda p: p.conflicts,
})  # fmt: skip
_of(SourceView, {
    "号": lambda s: s.number, "标题": lambda s: s.title, "网址": lambda s: s.url, "转载": lambda s: s.via,
    "作者": lambda s: s.author, "另列的作者": lambda s: "" if s.author in s.publisher else s.author,
    "发布单位": lambda s: s.publisher if s.has_publisher else "", "日期": lambda s: s.date if s.has_date else "",
    "据转载": lambda s: s.is_reprint, "短名": lambda s: s.short or (s.publisher if s.has_publisher else ""),
})  # fmt: skip
_of(IssuerView, {"单位": lambda i: i.name, "各出处": lambda i: i.sources})

_of(FindingView, {"判断": lambda f: f.claim, "正文": lambda f: f.text})
_of(LessonView, {"判断": lambda one: one.claim, "正文": lambda one: one.text, "条件": lambda one: one.condition})
_of(LinkView, {"环节": lambda k: k.role, "高新区": lambda k: k.zone.short, "有什么": lambda k: k.has})
_of(PositionView, {
    "比照": lambda p: p.basis, "比什么": lambda p: p.what, "本区": lambda p: p.own, "别处": lambda p: p.other,
    "读法": lambda p: p.reading,
})  # fmt: skip
_of(ProposalView, {
    "标题": lambda p: p.title, "做什么": lambda p: p.what, "为什么": lambda p: p.why, "牵头": lambda p: p.lead,
    "配合": lambda p: p.support, "期限": lambda p: p.due, "做到": lambda p: p.goal, "指标": lambda p: p.indicator,
    "现值": lambda p: p.baseline,
})  # fmt: skip
_of(RequestView, {
    "事项": lambda r: r.what, "时期": lambda r: r.period, "期限": lambda r: r.due, "缘由": lambda r: r.why,
})  # fmt: skip
_of(AskedView, {"高新区": lambda a: a.zone.short, "请报": lambda a: a.requests})
_of(PartnerView, {"高新区": lambda p: p.zone.short, "事项": lambda p: p.what})
_of(EvidenceView, {"圆点": lambda e: e.dot, "方面": lambda e: e.dimension.short})
_of(EvidenceRowView, {"高新区": lambda r: r.zone_name, "各方面": lambda r: r.evidence})

_of(DimensionView, {
    "编号": lambda d: d.id, "名称": lambda d: d.name, "短名": lambda d: d.short, "判断": lambda d: d.claim,
    "是什么": lambda d: d.what, "量什么": lambda d: d.measure, "材料": lambda d: d.signs, "条件": lambda d: d.condition,
    "比较": lambda d: d.contrast, "先比": lambda d: d.contrast[0], "再比": lambda d: d.contrast[1:],
    "看什么": lambda d: d.watch,
})  # fmt: skip
_of(ShortcomingView, {
    "名称": lambda s: s.name, "任务": lambda s: s.tasks, "有的数": lambda s: s.have, "看什么": lambda s: s.watch,
})  # fmt: skip
_of(TaskView, {"名称": lambda t: t.name, "短名": lambda t: t.short, "举措": lambda t: t.measures})
_of(MeasureView, {
    "号": lambda m: m.number, "简述": lambda m: m.brief, "条件": lambda m: m.condition, "牵头": lambda m: m.lead,
    "先试": lambda m: m.pilots, "结果": lambda m: m.result, "先办": lambda m: m.first,
})  # fmt: skip
_of(SpeakerView, {
    "姓名": lambda s: s.name, "职务": lambda s: s.post, "所说": lambda s: s.said, "是原话": lambda s: s.quoted,
})  # fmt: skip

_of(ChannelView, {
    "由": lambda c: c.via.short, "到": lambda c: c.to.short, "走法": lambda c: c.how, "各家": lambda c: c.cases,
    "头一家": lambda c: c.cases[0], "别家": lambda c: c.others,
})  # fmt: skip
_of(CarryView, {
    "高新区": lambda c: c.zone.short, "短名": lambda c: c.zone.tag, "做法": lambda c: c.practice.title,
    "怎么走": lambda c: c.words, "效果": lambda c: c.effects,
})  # fmt: skip
_of(CaseView, {"名称": lambda c: c.name, "正文": lambda c: c.text})
_of(PairView, {
    "省份": lambda p: p.province, "互通什么": lambda p: p.name, "怎么办": lambda p: p.act, "有的一家": lambda p: p.giver,
    "要的几家": lambda p: p.takers, "要的三家": lambda p: p.takers[:3],
})  # fmt: skip
_of(MoversView, {
    "名称": lambda m: m.name, "时期": lambda m: m.period, "有这一增速的高新区": lambda m: m.all,
    "最快": lambda m: m.up, "最慢": lambda m: m.down,
})  # fmt: skip
_of(EntryView, {
    "方面": lambda e: e.dimension.short, "各高新区": lambda e: e.zones, "例": lambda e: e.examples,
    "先看什么": lambda e: e.dimension.watch[0],
})  # fmt: skip
_of(ExampleView, {"短名": lambda x: x.zone.tag, "实例": lambda x: x.fact})
_of(LineView, {
    "短名": lambda one: one.zone.tag, "发现": lambda one: one.finding, "一个数": lambda one: one.number,
    "请办": lambda one: one.ask,
})  # fmt: skip
_of(ProvinceView, {"省份": lambda p: p.name, "各高新区": lambda p: p.zones, "例": lambda p: p.best})
_of(DueView, {"目标": lambda d: d.target, "实绩": lambda d: d.actual, "达到": lambda d: d.met})
_of(ComparedView, {
    "本区": lambda c: c.own, "别处": lambda c: c.other, "算得": lambda c: c.value,
    "比目标": lambda c: c.basis == "target", "比过去": lambda c: c.basis == "past",
    "比全国": lambda c: c.basis == "nation", "比同类": lambda c: c.basis == "peer",
})  # fmt: skip

_of(ChangesView, {
    "期": lambda c: c.edition, "日期": lambda c: c.date, "数的变化": lambda c: c.figures, "建议的变化": lambda c: c.asked,
    "各类": lambda c: c.kinds, "订正和撤回": lambda c: c.corrected, "更新": lambda c: c.newer, "新增": lambda c: c.added,
    "算出的": lambda c: c.derived, "变了的建议": lambda c: c.proposals, "变了的结论": lambda c: c.verdicts,
    "变了的佐证": lambda c: c.levels, "新出处": lambda c: c.sources,
})  # fmt: skip
_of(CorrectionView, {"原因": lambda c: c.why, "各篇": lambda c: c.papers})
_of(ChangedKindView, {"怎么变": lambda k: k.kind, "几个": lambda k: k.number, "几例": lambda k: k.examples})
_of(ListedView, {"各行": lambda v: v.rows, "没有列的": lambda v: v.rest})
_of(ChangedFactView, {
    "归属": lambda c: c.owner, "哪个数": lambda c: c.name, "怎么变": lambda c: c.kind, "原数": lambda c: c.old,
    "原时期": lambda c: c.old_period, "今数": lambda c: c.new or "", "来源号": lambda c: c.new.cite if c.new else "",
})  # fmt: skip
_of(ChangedDerivedView, {
    "归属": lambda c: c.owner, "哪个数": lambda c: c.name, "原数": lambda c: c.old, "今数": lambda c: c.new or "",
})  # fmt: skip
_of(ChangedProposalView, {
    "归属": lambda c: c.owner, "标题": lambda c: c.title, "怎么变": lambda c: c.kind, "哪一项": lambda c: c.field,
    "原来": lambda c: c.old, "现在": lambda c: c.new,
})  # fmt: skip
_of(ChangedVerdictView, {
    "归属": lambda c: c.owner, "名称": lambda c: c.name, "原来": lambda c: c.old, "现在": lambda c: c.new,
})  # fmt: skip
_of(NewSourceView, {"号": lambda s: s.number, "标题": lambda s: s.title})
