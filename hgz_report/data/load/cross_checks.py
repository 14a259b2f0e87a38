"""What no file can tell alone: its references, values and texts against all the others.

A file without a fault that was held against the same before is not held against it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from hgz_report.cache.store import Cache, digest_of
from hgz_report.data.dataset import NATIONAL
from hgz_report.data.fact_finder import FactFinder
from hgz_report.data.file_kinds import IndicatorFile, PolicyFile, SourceFile
from hgz_report.data.load import references, registers, texts, values
from hgz_report.data.load.briefings import PracticeIds, briefing_problems, national_problems
from hgz_report.data.load.references import KnownIds
from hgz_report.data.model import Indicator, National, Zone
from hgz_report.data.pathway import Pathway
from hgz_report.data.zone_register import ZoneRegister
from hgz_report.forms.draft import Draft
from hgz_report.problems import Problem

_KIND = "data-checked"
Trace = tuple[bytes, tuple[tuple[str, bytes], ...]]
"""The hash of a file, and of the facts of each owner that it was held against."""


class Common(Struct, frozen=True):
    """What every file is held against."""

    ids: KnownIds
    indicators: Mapping[str, Indicator]
    finder: FactFinder
    harmless: re.Pattern[str]
    practices: PracticeIds

    def digest(self, indicators: bytes) -> bytes:
        """A hash of all of it but the facts, which `Faultless` asks for one owner at a time; `indicators`: of their file."""
        ids, called = self.ids, (self.finder.owners, self.finder.facts.indicators)
        listed = (ids.indicators, ids.sources, ids.dimensions, ids.tasks, ids.exchanges, ids.zones, self.finder.unsure)
        told = [
            [
                None if each is None else sorted(each)
                for each in (*listed, *ids.practices.values(), *self.practices.values())
            ],
            [*ids.practices, None, *self.practices],
            [[sorted(each.ids.items()), sorted(each.shared.items())] for each in called],
            self.harmless.pattern,
        ]
        return digest_of(indicators, repr(told).encode("utf-8", "surrogatepass"))


class Faultless(Struct):
    """Which files were found without fault: by the last run, and by this one.  `digests`: of each owner's facts now."""

    digests: Mapping[str, bytes]
    before: Mapping[str, Trace]
    now: dict[str, Trace] = field(default_factory=dict)

    @classmethod
    def read(cls, cache: Cache, common: bytes, digests: Mapping[str, bytes]) -> Faultless:
        """Those that were held against the same."""
        found = cache.recall(_KIND, common)
        return cls(digests, found[0] if found else {})

    def keep(self, cache: Cache, common: bytes) -> None:
        """For the next run, if there are others now."""
        if self.now != self.before:
            cache.keep(_KIND, common, self.now)

    def knows(self, file: str, digest: bytes) -> bool:
        """Whether a file is without fault, for neither it nor what it was held against has changed."""
        known = self.before.get(file)
        if known is None or known[0] != digest or any(self.digests.get(owner) != was for owner, was in known[1]):
            return False
        self.now[file] = known
        return True

    def clear(self, file: str, digest: bytes, asked: set[str]) -> None:
        """It was found without fault, having asked for the facts of these owners."""
        self.now[file] = (digest, tuple((owner, self.digests[owner]) for owner in sorted(asked & self.digests.keys())))


def faults_of(owner: str, draft: Draft[Any], common: Common, *, bare: bool) -> tuple[list[Problem], set[str]]:
    """What is wrong with a file beside the others, and the owners whose facts it was held against.

    `bare`: it is known that nothing in it looks like markup.
    """
    asked = replace(common, finder=replace(common.finder, asked=set()))
    found = [*(() if bare else texts.markup_problems(draft)), *_faults(owner, draft, asked)]
    return found, asked.finder.asked


def _faults(owner: str, draft: Draft[Any], common: Common) -> Iterator[Problem]:
    ids, finder, harmless = common.ids, common.finder, common.harmless
    match draft.model:
        case IndicatorFile():
            yield from values.indicator_problems(draft)
            yield from references.indicator_references(draft, ids)
        case SourceFile():
            yield from registers.source_problems(draft)
        case ZoneRegister():
            yield from references.register_references(draft, ids)
            yield from registers.register_problems(draft)
            yield from texts.text_problems(draft, NATIONAL, finder, harmless)
        case PolicyFile():
            yield from references.policy_references(draft, ids)
            yield from registers.policy_problems(draft)
            yield from texts.text_problems(draft, NATIONAL, finder, harmless)
        case Pathway():
            yield from references.pathway_references(draft, ids)
            yield from registers.pathway_problems(draft)
            yield from texts.text_problems(draft, NATIONAL, finder, harmless)
        case Zone():
            yield from _of_subject(owner, draft, common)
            yield from briefing_problems(owner, draft, finder, ids, common.practices)
        case National():
            yield from _of_subject(NATIONAL, draft, common)
            yield from national_problems(draft, finder, ids, common.practices)


def _of_subject(owner: str, draft: Draft[Any], common: Common) -> Iterator[Problem]:
    yield from references.subject_references(draft, common.ids)
    yield from values.fact_problems(owner, draft, common.indicators)
    yield from texts.practice_problems(owner, draft, common.finder)
    yield from texts.text_problems(draft, owner, common.finder, common.harmless)
