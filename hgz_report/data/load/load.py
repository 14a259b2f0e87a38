"""The data folder -> `Dataset`, or every mistake in it at once.

Text, tree, models, then what only the whole can tell: references, values against indicators, texts against facts.
A file with mistakes is looked through as far as it can be read, and what it lacks is not held against the others.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel

from hgz_report.cache.store import Cache
from hgz_report.data.allow_list import AllowList
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
from hgz_report.data.file_kinds import (
    SINGLE_FILES,
    AllowedFile,
    IndicatorFile,
    PolicyFile,
    SettledFile,
    SourceFile,
)
from hgz_report.data.load import references, registers
from hgz_report.data.load.cross_checks import Common, Faultless, faults_of
from hgz_report.data.load.folder import DataFile, Folder, read_folder
from hgz_report.data.load.parts import FilePart, Reader, date_indicators
from hgz_report.data.model import National, Zone
from hgz_report.data.pathway import Pathway
from hgz_report.data.zone_register import ZoneRegister
from hgz_report.forms.draft import Draft
from hgz_report.problems import Problem, Problems, Where

__all__ = ["load_dataset"]

_ANYTHING = re.compile(".+")
"""Stands in for patterns that cannot be read: their file is complained of, the digits are not."""


def load_dataset(
    root: Path, cache: Cache | None = None, instead: Mapping[str, bytes] = MappingProxyType({})
) -> Dataset:
    """Everything under `root/data`.  Raises `Problems` with all mistakes of all files, nothing else for bad input.

    `cache`: what earlier runs made of each file, and found without fault; `instead`: by slug the text of zones that is read
    instead of their files.
    """
    cache = cache or Cache(None)
    folder = read_folder(root, instead)
    files = _Files.read(folder, cache)
    drafts = files.drafts()
    facts = _facts(drafts)
    problems = [*folder.problems, *(problem for part in files.parts.values() for problem in part.problems)]
    names = [name for part in files.parts.values() for name in part.names]
    allowed = AllowList.of(drafts.allowed.model.allowed if drafts.allowed else (), names)
    problems += _cross_checks(files, drafts, facts, allowed)
    dataset = _dataset(drafts, facts, allowed)
    if dataset is None or any(problem.severity == "error" for problem in problems):
        raise Problems(problems)
    digests = {written.file: written.digest for _, _, written in files.held()}
    return dataclasses.replace(dataset, digests=digests, warnings=tuple(sorted(problems)))


class _Files(Struct, frozen=True):
    """The files of the folder, by name, and what each gives."""

    folder: Folder
    cache: Cache
    dates: frozenset[str]
    parts: Mapping[str, FilePart]

    @classmethod
    def read(cls, folder: Folder, cache: Cache) -> _Files:
        """The indicators first: they say which values are dates."""
        indicators = Reader(cache).part(IndicatorFile, folder.single["indicators"])
        reader = Reader(cache, date_indicators(indicators.tree))
        files = cls(folder, cache, reader.dates, {indicators.tree.file: indicators})
        parts = {w.file: reader.part(model, w) for _, model, w in files.held() if w.file not in files.parts}
        return replace(files, parts=parts | {**files.parts})

    def drafts(self) -> _Drafts:
        """What could be made of each file."""
        single = {kind: self.parts[written.file].draft for kind, written in self.folder.single.items()}
        zones = {slug: self.parts[written.file].draft for slug, written in self.folder.zones.items()}
        return _Drafts(
            single["indicators"],
            single["sources"],
            single["policies"],
            single["pathway"],
            single["national"],
            single["allowed_numbers"],
            single.get("register"),
            single.get("settled"),
            zones,
        )

    def ids(self) -> references.KnownIds:
        """Every id that may be referred to."""
        single = {kind: self.parts[written.file].tree for kind, written in self.folder.single.items()}
        return references.known_ids(single, {slug: self.parts[w.file].tree for slug, w in self.folder.zones.items()})

    def held(self) -> Iterator[tuple[str, type[BaseModel], DataFile]]:
        """Every file that is held against the others: whose it is, what it holds, the file."""
        for kind, written in self.folder.single.items():
            yield NATIONAL, SINGLE_FILES[kind], written
        for slug, written in self.folder.zones.items():
            yield slug, Zone, written

    def with_lines(self, model: type[BaseModel], written: DataFile) -> Draft[Any]:
        """A draft that knows the line of everything."""
        draft = Reader(self.cache, self.dates).whole(model, written).draft
        assert draft is not None  # there was one before
        return draft


class _Drafts(Struct, frozen=True):
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

    def subjects(self) -> Iterator[tuple[str, Draft[National] | Draft[Zone]]]:
        """The country and the zones, in the order of reports."""
        if self.national:
            yield NATIONAL, self.national
        zones = [(slug, draft) for slug, draft in self.zones.items() if draft]
        yield from sorted(zones, key=lambda item: (item[1].model.order, item[0]))


def _facts(drafts: _Drafts) -> LocatedFacts:
    """Facts of known indicators."""
    indicators = drafts.indicators.model.indicators if drafts.indicators else {}
    return LocatedFacts(
        FactEntry(fact_id(owner, fact), owner, draft.model.short, fact, indicator, draft.where("facts", n))
        for owner, draft in drafts.subjects()
        for n, fact in enumerate(draft.model.facts)
        if (indicator := indicators.get(fact.indicator)) is not None
    )


def _cross_checks(files: _Files, drafts: _Drafts, facts: LocatedFacts, allowed: AllowList) -> Iterator[Problem]:
    """What no file can tell alone; a draft without lines that has a fault is held against the others again with them."""
    indicators = drafts.indicators.model.indicators if drafts.indicators else {}
    named = ((owner, draft.model.short) for owner, draft in drafts.subjects())
    owners = owners_called((*((slug, slug) for slug in drafts.zones), *named))
    finder = FactFinder(facts, owners, indicators_called(indicators), _unsure(drafts, facts))
    listed = files.folder.single["allowed_numbers"]
    faults = list(registers.allowed_problems(drafts.allowed)) if drafts.allowed else []
    yield from registers.allowed_problems(files.with_lines(AllowedFile, listed)) if faults else ()
    harmless = allowed.in_data if drafts.allowed and not faults else _ANYTHING
    practices = {owner: frozenset(one.id for one in draft.model.practices) for owner, draft in drafts.subjects()}
    common = Common(files.ids(), indicators, finder, harmless, practices)
    digest = common.digest(files.folder.single["indicators"].digest)
    subjects = {NATIONAL: files.folder.single["national"], **files.folder.zones}
    digests = {owner: files.parts[written.file].facts or written.digest for owner, written in subjects.items()}
    checked = Faultless.read(files.cache, digest, digests)
    for owner, model, written in files.held():
        part = files.parts[written.file]
        draft = part.draft
        if draft is None or checked.knows(written.file, written.digest):
            continue
        found, asked = faults_of(owner, draft, common, bare=part.bare)
        if found:
            yield from faults_of(owner, files.with_lines(model, written), common, bare=part.bare)[0]
        else:
            checked.clear(written.file, written.digest, asked)
    checked.keep(files.cache, digest)


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
