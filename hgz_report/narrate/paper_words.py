"""What an editor calls what a whole paper may tell of: a Chinese word for each list and judgement, worked out when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from hgz_report.data.dataset import NATIONAL
from hgz_report.narrate.briefing_views import BriefingView, ChainView, LessonView, RequestView
from hgz_report.narrate.functions import Later
from hgz_report.narrate.pathway_views import DimensionView, ZoneView
from hgz_report.narrate.scope import PaperWords
from hgz_report.narrate.table_views import AskedView, EvidenceRowView, FigureGroupView, FigureRowView
from hgz_report.narrate.views import FactView, NoteView

_UNTOLD = "city_coordinates"
"""Where a place is, for machines: in no table and no note."""
_ROWS = 6
"""Figures of a row at most."""


class _Asked(dict[str, Any]):
    """What a template may call and read, worked out when it is first asked for."""

    def __getitem__(self, name: str) -> Any:
        found = super().__getitem__(name)
        if isinstance(found, Later):
            found = self[name] = found.value()
        return found


def paper_words(names: Mapping[str, Any], owner: str) -> PaperWords:
    """The words of a paper about `owner`; `names`: what its templates may call and read."""
    names = _Asked(names)
    own = {} if owner == NATIONAL else _zone_words(names)
    return {**_lists(names), **_pathway_words(names), **_end_words(names, owner), **_wide_words(names), **own}


def _lists(names: Mapping[str, Any]) -> PaperWords:
    """What the data hold about the subject."""
    return {
        "高新区": lambda: names["zones"],
        "缺口": lambda: names["gaps"],
        "各条说明": lambda: names["notes"],
        "文件": names["policies"],
        "其他做法": lambda: tuple(p for p in names["practices"]() if not p.role),
        "缺结果数的做法": lambda: tuple(p for p in names["practices"]() if p.result_wanted),
        "建议": names["proposals"],
        "请报的数": names["requests"],
        "报送期限": lambda: _due(names["requests"]()),
        "各家请报": lambda: tuple(_asked(names["zones"], names["requests"])),
        "到期待报的目标": names["overdue"],
        "同什么比": names["position"],
        "说法不一的数": lambda: tuple(f for f in names["facts"]() if f.conflicts),
        "上期": names["changes"],
        "各方的上期": names["all_changes"],
        "更正": names["correction"],
        "各组的数": lambda: tuple(_groups(names["groups"], names["figures"])),
    }


def _pathway_words(names: Mapping[str, Any]) -> PaperWords:
    """四融三化."""
    kinds: Callable[[str], tuple[DimensionView, ...]] = lambda kind: tuple(  # noqa: E731
        d for d in names["dimensions"] if d.kind == kind
    )
    channels = names["channels"]
    return {
        "七个方面": lambda: names["dimensions"],
        "四融": lambda: kinds("integration"),
        "三化": lambda: kinds("transformation"),
        "任务": lambda: names["tasks"],
        "举措": names["measures"],
        "附条件的举措": lambda: names["measures"](conditional=True),
        "先办的举措": lambda: tuple(m for m in names["measures"]() if m.first),
        "短板": lambda: names["shortcomings"],
        "讲话人": lambda: names["speakers"],
        "文章的来源号": lambda: names["pathway_cite"],
        "由融到化的线": channels,
        "有做法的线": lambda: channels("carried"),
        "量到效果的线": lambda: channels("measured"),
        "空着的线": lambda: channels("open"),
        "通到绿色化而空着的线": lambda: channels("open", to="green"),
    }


def _wide_words(names: Mapping[str, Any]) -> PaperWords:
    """All zones side by side."""
    return {
        "占全国的比重": names["ladder"],
        "切入点": lambda: tuple(e for e in names["entries"]() if e.zones),
        "同期增速": names["movers"],
        "能结的对子": names["pairs"],
        "每家一行排不下": names["many"],
        "各家": names["lines"],
        "各省": names["provinces"],
        "各区的材料": lambda: tuple(EvidenceRowView(row[0].zone_name, row) for row in names["matrix"]()),
    }


def _end_words(names: Mapping[str, Any], owner: str) -> PaperWords:
    """What stands at the end of a paper."""
    return {
        "数据截至": lambda: names["data_until"]() or "",
        "印过的说明": lambda: tuple(_told(names["noted"](owner))),
        "引过的出处": names["sources"],
        "登记的出处": names["all_sources"],
        "各发布单位": names["issuers_used"],
    }


def _zone_words(names: Mapping[str, Any]) -> PaperWords:
    """A zone and its briefing."""
    briefing: Callable[[], BriefingView] = cache(names["briefing"])
    return {
        "简称": lambda: names["zone"].short,
        "全称": lambda: names["zone"].name,
        "写好的": lambda: briefing().written,
        "材料少": lambda: briefing().thin,
        "关键数据": lambda: briefing().tiles if len(briefing().tiles) > 1 else (),
        "要点": lambda: briefing().findings,
        "首页的图": lambda: names["front_chart"]() or "",
        "分工": lambda: _chain(briefing()).links,
        "分工表题": lambda: _chain(briefing()).title,
        "做法": lambda: briefing().practices,
        "向谁学": lambda: _lesson(briefing(), thin=True),
        "别处能学的": lambda: _lesson(briefing(), thin=False),
        "位置": lambda: briefing().positions,
        "位置的话": lambda: briefing().place,
        "短板的话": lambda: briefing().shortcoming,
        "建议": lambda: briefing().proposals,
        "有待核定的": lambda: any(one.draft for one in briefing().proposals),
        "请报的数": lambda: briefing().requests,
        "说了缘由的": lambda: tuple(one for one in briefing().requests if one.why),
        "报送期限": lambda: _due(briefing().requests),
        "佐证": names["evidence"],
        "计算": lambda: briefing().calculations,
        "可对接的": lambda: briefing().partners,
        "用到的出处": lambda: names["sources_used"](briefing().practices),
    }


def _chain(briefing: BriefingView) -> ChainView:
    return briefing.chain or ChainView("", ())


def _lesson(briefing: BriefingView, *, thin: bool) -> LessonView | None:
    return briefing.lesson if briefing.thin == thin else None


def _due(requests: tuple[RequestView, ...]) -> str:
    return requests[0].due if requests else ""


def _asked(zones: tuple[ZoneView, ...], requests: Callable[[str], tuple[RequestView, ...]]) -> Iterator[AskedView]:
    for zone in zones:
        if wanted := requests(zone.slug):
            yield AskedView(zone, wanted)


def _groups(
    names: tuple[str, ...], figures: Callable[..., tuple[tuple[FactView, ...], ...]]
) -> Iterator[FigureGroupView]:
    for name in names:
        rows = (row for row in figures(name, own=True, most=_ROWS) if row[0].indicator != _UNTOLD)
        if told := tuple(map(FigureRowView, rows)):
            yield FigureGroupView(name, told)


def _told(notes: tuple[NoteView, ...]) -> Iterator[NoteView]:
    yield from (note for note in notes if note.facts[0].indicator != _UNTOLD)
