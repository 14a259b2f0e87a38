"""Every id that may be referred to, read before anything is checked: one faulty entry does not orphan the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from msgspec import Struct
from pydantic import BaseModel

from hgz_report.data.channels import Carry, Channel
from hgz_report.data.file_kinds import IndicatorFile, PolicyFile
from hgz_report.data.model import Fact, Policy, Subject
from hgz_report.data.pathway import Pathway
from hgz_report.data.zone_register import ZoneRegister
from hgz_report.forms.draft import Draft
from hgz_report.forms.tree import Plain, Steps, Tree
from hgz_report.problems import Problem

Ids = frozenset[str] | None
"""None: the file that lists them could not be read, so nobody can say what is unknown."""


class _Register(NamedTuple):
    """A kind of id and how one is entered."""

    name: str
    rule: str


_INDICATOR = _Register("指标", "新指标先在 data/indicators.yaml 里登记")
_SOURCE = _Register("出处", "新出处先在 data/sources.yaml 里登记")
_DIMENSION = _Register("“融”或“化”", "编号见 data/pathway.yaml 的 dimensions")
_TASK = _Register("任务", "编号见 data/pathway.yaml 的 tasks")
_EXCHANGE = _Register("可以互通的", "编号见 data/pathway.yaml 的 exchanges")
_PRACTICE = _Register("做法", "编号是那个高新区 practices 里的 id")
_ZONE = _Register("高新区", "编号就是 data/zones/ 下的文件名，不带 .yaml")


class KnownIds(Struct, frozen=True):
    """Ids by kind."""

    indicators: Ids
    sources: Ids
    dimensions: Ids
    tasks: Ids
    exchanges: Ids
    zones: frozenset[str]
    practices: Mapping[str, Ids]
    """Of each zone."""


def known_ids(single: Mapping[str, Tree], zones: Mapping[str, Tree]) -> KnownIds:
    """From the trees as they stand."""
    pathway = single["pathway"]
    return KnownIds(
        _keys(single["indicators"], "indicators"),
        _keys(single["sources"], "sources"),
        _listed(pathway, "dimensions"),
        _listed(pathway, "tasks"),
        _listed(pathway, "exchanges", may_lack=True),
        frozenset(zones),
        {slug: _listed(tree, "practices", may_lack=True) for slug, tree in zones.items()},
    )


def subject_references(draft: Draft[Subject], known: KnownIds) -> Iterator[Problem]:
    """Indicators, sources, dimensions and tasks that a zone or the country names and nobody defines."""
    for n, fact in enumerate(draft.model.facts):
        yield from _unknown(draft, ("facts", n, "indicator"), fact.indicator, known.indicators, _INDICATOR)
        yield from _unknown_sources(draft, ("facts", n), fact, known)
    for n, practice in enumerate(draft.model.practices):
        yield from _unknown(draft, ("practices", n, "source"), practice.source, known.sources, _SOURCE)
        yield from _unknown_each(
            draft, ("practices", n, "dimensions"), practice.dimensions, known.dimensions, _DIMENSION
        )
        yield from _unknown_each(draft, ("practices", n, "tasks"), practice.tasks, known.tasks, _TASK)
        for key in ("offers", "needs"):
            yield from _unknown_each(draft, ("practices", n, key), getattr(practice, key), known.exchanges, _EXCHANGE)
        for m, carry in enumerate(practice.carries):
            yield from _link_ends(draft, ("practices", n, "carries", m), carry, known)


def _link_ends(draft: Draft[Any], steps: Steps, link: Carry | Channel, known: KnownIds) -> Iterator[Problem]:
    yield from _unknown(draft, (*steps, "via"), link.via, known.dimensions, _DIMENSION)
    yield from _unknown(draft, (*steps, "to"), link.to, known.dimensions, _DIMENSION)


def known_zone(draft: Draft[BaseModel], steps: Steps, name: str, known: KnownIds) -> Iterator[Problem]:
    """A zone that is referred to and is none."""
    yield from _unknown(draft, steps, name, known.zones, _ZONE)


def known_task(draft: Draft[BaseModel], steps: Steps, name: str, known: KnownIds) -> Iterator[Problem]:
    """A task that is referred to and is none."""
    yield from _unknown(draft, steps, name, known.tasks, _TASK)


def policy_references(draft: Draft[PolicyFile], known: KnownIds) -> Iterator[Problem]:
    """Sources and zones that a policy names and nobody defines."""
    for n, policy in enumerate(draft.model.policies):
        yield from _unknown_sources(draft, ("policies", n), policy, known)
        yield from _unknown_each(draft, ("policies", n, "zones"), policy.zones, known.zones, _ZONE)


def register_references(draft: Draft[ZoneRegister], known: KnownIds) -> Iterator[Problem]:
    """Sources that the register names and nobody defines."""
    yield from _unknown(draft, ("source",), draft.model.source, known.sources, _SOURCE)
    for n, zone in enumerate(draft.model.zones):
        if zone.source is not None:
            yield from _unknown(draft, ("zones", n, "source"), zone.source, known.sources, _SOURCE)


def pathway_references(draft: Draft[Pathway], known: KnownIds) -> Iterator[Problem]:
    """The pathway's own cross-references and its source."""
    yield from _unknown(draft, ("source",), draft.model.source, known.sources, _SOURCE)
    for n, shortcoming in enumerate(draft.model.shortcomings):
        steps = ("shortcomings", n)
        yield from _unknown_each(draft, (*steps, "dimensions"), shortcoming.dimensions, known.dimensions, _DIMENSION)
        yield from _unknown_each(draft, (*steps, "tasks"), shortcoming.tasks, known.tasks, _TASK)
    for n, task in enumerate(draft.model.tasks):
        yield from _unknown_each(draft, ("tasks", n, "anchors"), task.anchors, known.dimensions, _DIMENSION)
        for m, measure in enumerate(task.measures):
            yield from _unknown_each(draft, ("tasks", n, "measures", m, "pilots"), measure.pilots, known.zones, _ZONE)
    for n, link in enumerate(draft.model.links):
        yield from _link_ends(draft, ("links", n), link, known)
    for n, dimension in enumerate(draft.model.dimensions):
        for m, case in enumerate(dimension.cases):
            yield from _unknown_practice(draft, ("dimensions", n, "cases", m), case.zone, case.practice, known)
    for n, speaker in enumerate(draft.model.speakers):
        if speaker.zone is not None:
            yield from _unknown_practice(draft, ("speakers", n), speaker.zone, speaker.practice, known)


def _unknown_practice(
    draft: Draft[Pathway], steps: Steps, zone: str, practice: str | None, known: KnownIds
) -> Iterator[Problem]:
    yield from _unknown(draft, (*steps, "zone"), zone, known.zones, _ZONE)
    if practice is not None and zone in known.practices:
        yield from _unknown(draft, (*steps, "practice"), practice, known.practices[zone], _PRACTICE)


def indicator_references(draft: Draft[IndicatorFile], known: KnownIds) -> Iterator[Problem]:
    """Dimensions that an indicator claims to be evidence for, and the indicators it is said to be of, or made of."""
    for name, indicator in draft.model.indicators.items():
        entry = ("indicators", name)
        for key in ("of", "whole_of", "part_of", "not_before"):
            if (other := getattr(indicator, key)) is not None:
                yield from _unknown(draft, (*entry, key), other, known.indicators, _INDICATOR)
        yield from _unknown_each(draft, (*entry, "parts"), indicator.parts, known.indicators, _INDICATOR)
        yield from _unknown_each(draft, (*entry, "below"), indicator.below, known.indicators, _INDICATOR)
        yield from _unknown_each(draft, (*entry, "dimensions"), indicator.dimensions, known.dimensions, _DIMENSION)


def _unknown_sources(draft: Draft[BaseModel], steps: Steps, said: Fact | Policy, known: KnownIds) -> Iterator[Problem]:
    """Of what is said at `steps`: the source, others that agree, and those that say otherwise."""
    yield from _unknown(draft, (*steps, "source"), said.source, known.sources, _SOURCE)
    yield from _unknown_each(draft, (*steps, "also_in"), said.also_in, known.sources, _SOURCE)
    for n, reading in enumerate(said.conflicts):
        yield from _unknown(draft, (*steps, "conflicts", n, "source"), reading.source, known.sources, _SOURCE)


def _unknown_each(
    draft: Draft[BaseModel], steps: Steps, ids: tuple[str, ...], known: Ids, register: _Register
) -> Iterator[Problem]:
    for position, name in enumerate(ids):
        yield from _unknown(draft, (*steps, position), name, known, register)


def _unknown(draft: Draft[BaseModel], steps: Steps, name: str, known: Ids, register: _Register) -> Iterator[Problem]:
    if known is None or name in known:
        return
    near = get_close_matches(name, sorted(known), 1)
    first = f"是不是 {near[0]}？" if near else ""
    yield from draft.complain(steps, f"没有叫“{name}”的{register.name}", f"{first}{register.rule}")


def _keys(tree: Tree, name: str) -> Ids:
    entries = tree.value.get(name) if isinstance(tree.value, dict) else None
    return frozenset(entries) if isinstance(entries, dict) else None


def _listed(tree: Tree, name: str, *, may_lack: bool = False) -> Ids:
    """`may_lack`: a file without such a list has none."""
    entries = tree.value.get(name, [] if may_lack else None) if isinstance(tree.value, dict) else None
    if not isinstance(entries, list):
        return None
    return frozenset(_id(entry) for entry in entries)


def _id(entry: Plain) -> str:
    return str(entry.get("id", "")) if isinstance(entry, dict) else ""
