"""The papers of a published edition as they lie in its folder: told from changed ones, and by what a reader reads in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from hgz_report.document.content_digest import content_digest
from hgz_report.edition.own_files import own_files, read_manifest
from hgz_report.problems import Problem, Problems, Where

_BUILD = "先做全期：hgz-report build（或 make report）"


class PublishedPapers(Struct, frozen=True):
    """`entries`: what the manifest says of each paper; `hashes`: SHA-256 of every file of the edition by name."""

    folder: Path
    manifest: Mapping[str, Any]
    hashes: Mapping[str, str]

    @classmethod
    def read(cls, folder: Path) -> PublishedPapers:
        """Raises Problems where no whole edition lies there."""
        manifest, hashes = read_manifest(folder), own_files(folder)
        where = Where(f"{folder.parent.name}/{folder.name}")
        if not folder.is_dir():
            raise Problems([Problem(where, "还没有发布这一期", _BUILD)])
        if manifest is None or hashes is None:
            raise Problems([Problem(where, "manifest.json 不见了、坏了，或者改过", _BUILD)])
        return cls(folder, manifest, hashes)

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the papers by their file name."""
        return {entry["slug"]: entry["title"] for entry in self.manifest["reports"]}

    @property
    def contents(self) -> dict[str, str]:
        """What a reader reads in each paper, as `content_digest` has it.  Raises Problems for a tree that is not as it was."""
        return {slug: self.content(slug) for slug in self.titles}

    def content(self, slug: str) -> str:
        """The same of one paper."""
        name = next(entry["tree"]["file"] for entry in self.manifest["reports"] if entry["slug"] == slug)
        try:
            data = (self.folder / name).read_bytes()
            if hashlib.sha256(data).hexdigest() == self.hashes[name]:
                return content_digest(data)
        except (OSError, ValueError):
            pass
        raise Problems([self._problem(name)])

    def files_of(self, slug: str) -> list[str]:
        """The files of a paper."""
        return [name for entry in self.manifest["reports"] if entry["slug"] == slug for name in entry["files"]]

    def changed(self, names: Mapping[str, str] | None = None) -> Iterator[Problem]:
        """Of each file (all where none are named) that is not there as it was published."""
        for name, digest in (self.hashes if names is None else names).items():
            try:
                same = hashlib.sha256((self.folder / name).read_bytes()).hexdigest() == digest
            except OSError:
                same = False
            if not same:
                yield self._problem(name)

    def _problem(self, name: str) -> Problem:
        where = Where(f"{self.folder.parent.name}/{self.folder.name}/{name}")
        what = "发布以后改过" if (self.folder / name).exists() else "不见了"
        return Problem(where, what, "改动写回 data/ 或 templates/，再做全期；核的、印发的只能是做出来的那一份")
