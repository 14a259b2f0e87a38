"""The data folder -> `Dataset`, or every mistake in it at once.

Text, tree, models, then what only the whole can tell: references, values against indicators, texts against facts.
A file with mistakes is looked through as far as it can be read, and what it lacks is not held against the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from hgz_report.cache.store import Cache
from hgz_report.data.allow_list import AllowList, registered_names
from hgz_report.data.dataset import (
    NATIONAL,
    Dataset,
    FactEntry,
    LocatedFacts,
    fact_id,
    indicators_called,
    owners_called,
)
from hgz_report.data.fact_finder import FactFinder
from hgz_report.data.file_kinds import AllowedFile, IndicatorFile, PolicyFile, SettledFile, SourceFile
from hgz_report.data.load import references, registers, texts, values
from hgz_report.data.load.attribution import attribute
from hgz_report.data.load.briefings import briefing_problems, national_problems
from hgz_report.data.load.folder import Folder, fingerprint, read_folder
from hgz_report.data.model import National, Zone
from hgz_report.data.pathway import Pathway
from hgz_report.data.zone_register import ZoneRegister
from hgz_report.forms.draft import Draft, build
from hgz_report.forms.tree import Plain, Tree
from hgz_report.problems import Problem, Problems, Where

__all__ = ["load_dataset"]

_ANYTHING = re.compile(".+")
"""Stands in for patterns that cannot be read: their file is complained of, the digits are not."""


def load_dataset(root: Path, cache: Cache | None = None) -> Dataset:
    """Everything under `root/data`.  Raises `Problems` with all mistakes of all files, nothing else for bad input."""
    if cache is None:
        return _load(root)
    return cache.remember("dataset", fingerprint(root), lambda: _load(root))


def _load(root: Path) -> Dataset:
    folder = read_folder(root)
    problems = list(folder.problems)
    drafts = _build(folder, problems)
    for draft in drafts.all():
        attribute(draft)
    facts = _facts(drafts)
    names = [name for draft in drafts.all() for name in registered_names(draft.model)]
    allowed = AllowList.of(drafts.allowed.model.allowed if drafts.allowed else (), names)
    problems += _cross_checks(folder, drafts, facts, allowed)
    dataset = _dataset(drafts, facts, allowed)
    if dataset is None or any(problem.severity == "error" for problem in problems):
        raise Problems(problems)
    return replace(dataset, warnings=tuple(sorted(problems)))


@dataclass(frozen=True, slots=True)
class _Drafts:
    """What could be made of each file."""

    indicators: Draft[IndicatorFile] | None
    sources: Draft[SourceFile] | None
    policies: Draft[PolicyFile] | None
    pathway: Draft[Pathway] | None
    national: Draft[National] | None
    allowed: Draft[AllowedFile] | None
    register: Draft[ZoneRegister] | None
    settled: Draft[SettledFile] | None
    zones: dict[str, Draft[Zone] | None]

    def all(self) -> Iterator[Draft[Any]]:
        """Every draft there is."""
        named = (self.indicators, self.sources, self.policies, self.pathway, self.national, self.allowed, self.register)
        yield from (draft for draft in (*named, *self.zones.values()) if draft is not None)

    def subjects(self) -> Iterator[tuple[str, Draft[National] | Draft[Zone]]]:
        """The country and the zones, in the order of reports."""
        if self.national:
            yield NATIONAL, self.national
        zones = [(slug, draft) for slug, draft in self.zones.items() if draft]
        yield from sorted(zones, key=lambda item: (item[1].model.order, item[0]))


def _build(folder: Folder, problems: list[Problem]) -> _Drafts:
    single = folder.single
    dates = _date_indicators(single["indicators"])
    return _Drafts(
        build(IndicatorFile, single["indicators"], problems),
        build(SourceFile, single["sources"], problems),
        build(PolicyFile, single["policies"], problems),
        build(Pathway, single["pathway"], problems),
        build(National, _with_date_texts(single["national"], dates), problems),
        build(AllowedFile, single["allowed_numbers"], problems),
        build(ZoneRegister, single["register"], problems) if "register" in single else None,
        build(SettledFile, single["settled"], problems) if "settled" in single else None,
        {slug: build(Zone, _with_date_texts(tree, dates), problems) for slug, tree in folder.zones.items()},
    )


def _date_indicators(tree: Tree) -> frozenset[str]:
    entries = tree.value.get("indicators") if isinstance(tree.value, dict) else None
    if not isinstance(entries, dict):
        return frozenset()
    return frozenset(name for name, entry in entries.items() if isinstance(entry, dict) and entry.get("kind") == "date")


def _with_date_texts(tree: Tree, dates: frozenset[str]) -> Tree:
    """A date given as a bare year is a number to YAML; here, before the models see it, it becomes the text it is."""
    facts = tree.value.get("facts") if isinstance(tree.value, dict) else None
    if not isinstance(tree.value, dict) or not isinstance(facts, list):
        return tree
    return replace(tree, value={**tree.value, "facts": [_with_date_text(fact, dates) for fact in facts]})


def _with_date_text(fact: Plain, dates: frozenset[str]) -> Plain:
    indicator = fact.get("indicator") if isinstance(fact, dict) else None
    if not isinstance(fact, dict) or not isinstance(indicator, str) or indicator not in dates:
        return fact
    conflicts = fact.get("conflicts")
    if isinstance(conflicts, list):
        fact = {**fact, "conflicts": [_year_as_text(reading) for reading in conflicts]}
    return _year_as_text(fact)


def _year_as_text(reading: Plain) -> Plain:
    value = reading.get("value") if isinstance(reading, dict) else None
    return {**reading, "value": str(value)} if isinstance(reading, dict) and isinstance(value, Decimal) else reading


def _facts(drafts: _Drafts) -> LocatedFacts:
    """Facts of known indicators."""
    indicators = drafts.indicators.model.indicators if drafts.indicators else {}
    return LocatedFacts(
        FactEntry(fact_id(owner, fact), owner, draft.model.short, fact, indicator, draft.where("facts", n))
        for owner, draft in drafts.subjects()
        for n, fact in enumerate(draft.model.facts)
        if (indicator := indicators.get(fact.indicator)) is not None
    )


def _cross_checks(folder: Folder, drafts: _Drafts, facts: LocatedFacts, allowed: AllowList) -> Iterator[Problem]:
    """What no file can tell alone."""
    ids = references.known_ids(folder)
    indicators = drafts.indicators.model.indicators if drafts.indicators else {}
    named = ((owner, draft.model.short) for owner, draft in drafts.subjects())
    owners = owners_called((*((slug, slug) for slug in drafts.zones), *named))
    finder = FactFinder(facts, owners, indicators_called(indicators), _unsure(drafts, facts))
    faults = list(registers.allowed_problems(drafts.allowed)) if drafts.allowed else []
    yield from faults
    for draft in drafts.all():
        yield from texts.markup_problems(draft)
    harmless = allowed.in_data if drafts.allowed and not faults else _ANYTHING
    if drafts.indicators:
        yield from values.indicator_problems(drafts.indicators)
        yield from references.indicator_references(drafts.indicators, ids)
    if drafts.sources:
        yield from registers.source_problems(drafts.sources)
    if drafts.register:
        yield from references.register_references(drafts.register, ids)
        yield from registers.register_problems(drafts.register)
        yield from texts.text_problems(drafts.register, NATIONAL, finder, harmless)
    for owner, draft in drafts.subjects():
        yield from references.subject_references(draft, ids)
        yield from values.fact_problems(owner, draft, indicators)
        yield from texts.practice_problems(owner, draft, finder)
        yield from texts.text_problems(draft, owner, finder, harmless)
    practices = {owner: frozenset(one.id for one in draft.model.practices) for owner, draft in drafts.subjects()}
    for owner, zone in drafts.zones.items():
        if zone:
            yield from briefing_problems(owner, zone, finder, ids, practices)
    if drafts.national:
        yield from national_problems(drafts.national, finder, ids, practices)
    if drafts.policies:
        yield from references.policy_references(drafts.policies, ids)
        yield from registers.policy_problems(drafts.policies)
        yield from texts.text_problems(drafts.policies, NATIONAL, finder, harmless)
    if drafts.pathway:
        yield from references.pathway_references(drafts.pathway, ids)
        yield from registers.pathway_problems(drafts.pathway)
        yield from texts.text_problems(drafts.pathway, NATIONAL, finder, harmless)


def _unsure(drafts: _Drafts, facts: LocatedFacts) -> frozenset[str]:
    """Owners some of whose facts could not be read."""
    sure = {
        owner
        for owner, draft in drafts.subjects()
        if draft.whole and all(fact_id(owner, fact) in facts for fact in draft.model.facts)
    }
    return frozenset({NATIONAL, *drafts.zones} - sure)


def _dataset(drafts: _Drafts, facts: LocatedFacts, allowed: AllowList) -> Dataset | None:
    """The whole, or None when a file is missing from it."""
    indicators, sources, policies, listed = drafts.indicators, drafts.sources, drafts.policies, drafts.allowed
    if not (indicators and sources and policies and listed and drafts.pathway and drafts.national):
        return None
    zones = {owner: draft.model for owner, draft in drafts.subjects() if isinstance(draft.model, Zone)}
    return Dataset(
        zones=zones,
        national=drafts.national.model,
        pathway=drafts.pathway.model,
        indicators=indicators.model.indicators,
        sources=sources.model.sources,
        numbered=sources.model.numbered,
        policies=policies.model.policies,
        allowed=allowed,
        facts=facts,
        register=drafts.register.model if drafts.register else None,
        settled=drafts.settled.model.settled if drafts.settled else None,
        places=_places(drafts, indicators, sources, policies)
        | {f"allowed/{entry.id}": listed.where("allowed", n) for n, entry in enumerate(allowed.entries)},
    )


def _places(
    drafts: _Drafts, indicators: Draft[IndicatorFile], sources: Draft[SourceFile], policies: Draft[PolicyFile]
) -> dict[str, Where]:
    """The line of everything that has an id; of two kinds with the same id the one an editor meets first."""
    places: dict[str, Where] = {}
    for owner, draft in drafts.subjects():
        places[owner] = Where(draft.tree.file)
        for key in ("name", "short", "city", "province", "order"):
            places[f"{owner}/{key}"] = draft.where(key)
        for n, fact in enumerate(draft.model.facts):
            for m in range(len(fact.accept)):
                places[f"{fact_id(owner, fact)}/accept/{m}"] = draft.where("facts", n, "accept", m, "rule")
        for n, practice in enumerate(draft.model.practices):
            places[f"{owner}/{practice.id}"] = draft.where("practices", n)
    for n, policy in enumerate(policies.model.policies):
        places.setdefault(policy.id, policies.where("policies", n))
    for name in sources.model.sources:
        places.setdefault(name, sources.where("sources", name))
    for name in indicators.model.indicators:
        places.setdefault(name, indicators.where("indicators", name))
    return places
