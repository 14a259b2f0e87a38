"""What a zone's briefing refers to: facts, practices, tasks, other zones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from hgz_report.data.briefing import Briefing, FrontChart
from hgz_report.data.dataset import NATIONAL
from hgz_report.data.fact_finder import FactFinder
from hgz_report.data.load.references import KnownIds, known_task, known_zone
from hgz_report.data.load.registers import repeated
from hgz_report.data.model import National, Zone
from hgz_report.data.placeholder import parse
from hgz_report.forms.draft import Draft
from hgz_report.forms.tree import Steps
from hgz_report.problems import Problem

_REFERENCE = "写 指标编号、指标编号@时期 或 归属.指标编号@时期，不加花括号；目标值在后面加 :target"
_ROOT = "briefing"
PracticeIds = Mapping[str, frozenset[str]]
"""The ids of practices by zone."""


def briefing_problems(
    owner: str, draft: Draft[Zone], finder: FactFinder, known: KnownIds, practices: PracticeIds
) -> Iterator[Problem]:
    """References of a zone's briefing and partners that lead nowhere."""
    for n, partner in enumerate(draft.model.partners):
        yield from known_zone(draft, ("partners", n, "zone"), partner.zone, known)
    briefing = draft.model.briefing
    if briefing is None:
        return
    if "{" in briefing.title:
        yield from draft.complain((_ROOT, "title"), "标题里不能有占位", "标题说发现和下一步，数写在要点里")
    for steps, key in _facts(briefing):
        yield from _fact_problems(owner, draft, finder, steps, key)
    for steps, key in _practices(briefing):
        yield from _practice_problems(owner, draft, steps, key, practices)
    for n, proposal in enumerate(briefing.proposals):
        yield from known_task(draft, (_ROOT, "proposals", n, "task"), proposal.task, known)
    for n, link in enumerate(briefing.chain.links if briefing.chain else ()):
        yield from known_zone(draft, (_ROOT, "chain", "links", n, "zone"), link.zone, known)
    ids = [((_ROOT, "proposals", n, "id"), proposal.id) for n, proposal in enumerate(briefing.proposals)]
    yield from repeated(draft, ids)


def national_problems(
    draft: Draft[National], finder: FactFinder, known: KnownIds, practices: PracticeIds
) -> Iterator[Problem]:
    """References of what the country is asked to do that lead nowhere, and rungs of the ladder that are no facts."""
    for n, rung in enumerate(draft.model.ladder):
        yield from _fact_problems(NATIONAL, draft, finder, ("ladder", n), rung)
    for n, proposal in enumerate(draft.model.proposals):
        steps: Steps = ("proposals", n)
        yield from known_task(draft, (*steps, "task"), proposal.task, known)
        for m, key in enumerate(proposal.facts):
            yield from _fact_problems(NATIONAL, draft, finder, (*steps, "facts", m), key)
        for m, key in enumerate(proposal.practices):
            yield from _practice_problems(NATIONAL, draft, (*steps, "practices", m), key, practices)
    yield from repeated(
        draft, [(("proposals", n, "id"), proposal.id) for n, proposal in enumerate(draft.model.proposals)]
    )


def _facts(briefing: Briefing) -> Iterator[tuple[Steps, str]]:
    """Every reference to a fact that stands by itself."""
    for n, tile in enumerate(briefing.tiles):
        yield (_ROOT, "tiles", n, "fact"), tile.fact
    if briefing.chart:
        yield from _charted(briefing.chart)
    for n, proposal in enumerate(briefing.proposals):
        yield from (((_ROOT, "proposals", n, "facts", m), key) for m, key in enumerate(proposal.facts))
        if proposal.baseline:
            yield (_ROOT, "proposals", n, "baseline"), proposal.baseline


def _charted(chart: FrontChart) -> Iterator[tuple[Steps, str]]:
    for n, entry in enumerate(chart.facts):
        steps: Steps = (_ROOT, "chart", "facts", n)
        yield from [(steps, entry)] if isinstance(entry, str) else (((*steps, m), key) for m, key in enumerate(entry))


def _practices(briefing: Briefing) -> Iterator[tuple[Steps, str]]:
    lists: list[tuple[Steps, Iterable[str]]] = [
        ((_ROOT, "proposals", n, "practices"), proposal.practices) for n, proposal in enumerate(briefing.proposals)
    ]
    if briefing.learn_from:
        lists.append(((_ROOT, "learn_from", "practices"), briefing.learn_from.practices))
    for steps, keys in lists:
        yield from (((*steps, m), key) for m, key in enumerate(keys))


def _fact_problems(owner: str, draft: Draft[Any], finder: FactFinder, steps: Steps, key: str) -> Iterator[Problem]:
    wanted = parse(key)
    if wanted is None or wanted.part:
        yield from draft.complain(steps, f"“{key}”不是事实的写法", _REFERENCE)
    elif wrong := finder.complaint(owner, wanted):
        what = wrong.what.replace("含它的句子不印", "这一项不印")
        yield from draft.complain(steps, what, wrong.hint, wrong.severity)


def _practice_problems(
    owner: str, draft: Draft[Any], steps: Steps, key: str, practices: PracticeIds
) -> Iterator[Problem]:
    zone, _, name = key.rpartition("/")
    there = practices.get(zone or owner)
    if there is None:
        near = get_close_matches(zone, practices, 1)
        yield from draft.complain(
            steps, f"没有叫“{zone}”的高新区", f"是不是 {near[0]}？" if near else "斜线前写高新区的文件名"
        )
    elif name not in there:
        hint = f"有的做法：{'、'.join(sorted(there))}" if there else "这个高新区还没有写做法"
        yield from draft.complain(steps, f"没有编号为“{key}”的做法", hint)
