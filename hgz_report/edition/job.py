"""A job: one report of one edition.  It and what it is made of pickle, so that another process or machine can do it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from hgz_report.cache.store import Cache
from hgz_report.checks.prose.cleared import Cleared
from hgz_report.checks.prose.documents import Granted
from hgz_report.data.part_digests import digest
from hgz_report.data.reads import DataPart
from hgz_report.data.watched import WatchedDataset
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.pinned_faces import faces_digest
from hgz_report.fonts.fontset import FontSet
from hgz_report.narrate.environment import Templates
from hgz_report.narrate.kept_sections import KeptSections
from hgz_report.narrate.reports import Report

Depth = Literal["words", "pages", "files"]
"""How far: composed and looked through, laid out too, written too."""


class Job(Struct, frozen=True):
    """What is to be made: a report with its issue number, how far, and in which formats."""

    report: Report
    issue: int | None
    depth: Depth = "files"
    formats: tuple[str, ...] = ()
    annexes: tuple[tuple[str, str], ...] = ()
    """By owner the slug of the paper in which its figures have their lines, for a page that leads there."""
    bound: bool = False
    """Whether it goes into the booklet."""


@dataclass(frozen=True)
class Materials:
    """What all jobs of an edition are made of."""

    config: EditionConfig
    dataset: WatchedDataset
    templates: Templates
    fonts: FontSet | None
    """None where nothing is to be set."""
    granted: Granted
    """What the project lets pass in prose."""
    cleared: Cleared
    """The texts that are known to be clear: spares looks, changes nothing."""
    confirmed: Mapping[str, str] | None = None
    """What was confirmed of each paper, by `content_digest`; None where papers need not be."""
    sections: KeptSections | None = None
    """What sections printed before, for whoever makes the same papers over and over again."""

    @property
    def cache(self) -> Cache:
        """The store of the run."""
        return self.templates.compiled.cache

    @cached_property
    def given(self) -> Mapping[DataPart, bytes]:
        """What every job reads, whatever it is, each part with its hash."""
        return {
            ("report.toml",): digest(replace(self.config, previous="")),  # a part of the data, noted where it is read
            ("fonts",): faces_digest(self.fonts, self.cache) if self.cache.folder else b"",
            ("allow-list",): self.granted.digest,
        }

    def own_part(self, job: Job) -> tuple[DataPart, bytes]:
        """What a job is, as a part that it reads, with its hash."""
        read = self.confirmed if self.confirmed is None else self.confirmed.get(job.report.slug, "")
        return ("report", job.report.slug), digest((job.report, job.issue, job.annexes, job.bound, read))
