"""What comes of a job: all that an edition has to know of one report, and no more, so that hundreds fit in memory."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from hgz_report.checks.prose.documents import DocumentHit
from hgz_report.document.figures import Figure
from hgz_report.edition.shelf import FileContent
from hgz_report.problems import Problem


class Words(Struct, frozen=True):
    """What an edition has to know of a composed report: its numbers, what the rules hit in it, what nothing stands behind."""

    slug: str
    title: str
    figures: tuple[Figure, ...]
    allowed: frozenset[str]
    """Entries of the allow-list that let a number pass."""
    hits: tuple[DocumentHit, ...]
    cleared: frozenset[bytes]
    """The marks of its texts that are clear of everything."""
    unaccounted: tuple[Problem, ...] = ()
    untrue: tuple[Problem, ...] = ()


class Made(Struct, frozen=True):
    """What an edition has to know of finished files; `trace` is a version of trace.json, `rows` are lines of facts.csv."""

    slug: str
    title: str
    pages: int
    facts: int
    files: Mapping[str, FileContent]
    tree: FileContent
    trace: bytes
    meanings: Mapping[str, tuple[str, str]]
    rows: bytes
    part: FileContent | None = None
    """What is needed of it for the booklet, on the shelf."""

    @property
    def tree_file(self) -> str:
        """The name of the file that holds the document with its origins."""
        return tree_name(self.slug)

    @property
    def contents(self) -> Mapping[str, FileContent]:
        """All its files by name."""
        return {**self.files, self.tree_file: self.tree}

    @property
    def kept(self) -> Mapping[str, FileContent]:
        """What has to be on the shelf: its files, and its part of the booklet."""
        return kept_on_shelf(self.slug, self.files, self.tree, self.part)


def kept_on_shelf(
    slug: str, files: Mapping[str, FileContent], tree: FileContent, part: FileContent | None
) -> dict[str, FileContent]:
    """The contents of a report by the name of their file, its part of the booklet, if any, by none."""
    return {**files, tree_name(slug): tree, **({"": part} if part else {})}


def tree_name(slug: str) -> str:
    """The name of the file that holds a report's document with its origins."""
    return f"{slug}.tree.json"


class Paper(Struct, frozen=True):
    """What a job gives: the words, what the rules of pages say, the files."""

    words: Words
    looks: tuple[Problem, ...] = ()
    made: Made | None = None
