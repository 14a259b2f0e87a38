"""An edit tried before it is written: the papers that it changes are made of a copy of the project in which it is made."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from hgz_report.cache.scratch import clear_scratch
from hgz_report.cache.whole import remove
from hgz_report.collection import uncollected
from hgz_report.document.blocks import Document
from hgz_report.edition.doing import looked_through, written
from hgz_report.edition.kept_jobs import KeptJobs
from hgz_report.edition.paper import Words
from hgz_report.edition.prepare import Prepared, judged
from hgz_report.edition.shelf import FileShelf
from hgz_report.forms.edit.rewrite import Rewrite
from hgz_report.forms.edit.trial_copy import folder_to_try_in, no_copy
from hgz_report.layout.presentable import unpresentable
from hgz_report.problems import Problem, Problems
from hgz_report.workshop.preview.project_files import file_stamp, project_files
from hgz_report.workshop.preview.sheets import SetPaper
from hgz_report.workshop.preview.warm import Warm

_MOST = 8
"""Papers that are tried: of an edit that changes more the others are looked at when it has been written."""


class Trial(Struct, frozen=True):
    """How things stand before an edit: the paper that is looked at, and what is known to be wrong."""

    first: str
    known: Sequence[Problem]


class Tried(Struct, frozen=True):
    """What an edit does: the papers that change, by slug, and those of them that were composed."""

    changed: Sequence[str]
    composed: Mapping[str, Document]


class Bench:
    """A copy of the project in which edits are tried; kept from one to the next, so that templates stay compiled."""

    def __init__(self, warm: Warm) -> None:
        self._warm = warm
        self._copy: Path | None = None
        clear_scratch()

    def tried(self, files: Mapping[str, Rewrite], papers: Mapping[str, SetPaper], now: Trial) -> Tried:
        """Make an edit in the copy, compose the papers that read what it changes, and ask all rules that a build asks.

        Raises Problems with what would be wrong and is not already.
        """
        copy = self._copy = self._copy or folder_to_try_in()
        try:
            _prepared(self._warm.root, copy, files)
            with uncollected():
                beside = self._warm.beside(copy)
                bare = beside.read()
                changed = sorted(_changed(bare, copy, papers), key=lambda slug: slug != now.first)
                found, composed = _composed(beside.judging(bare), changed[:_MOST])
        except Problems as refused:
            own = [one for one in refused.problems if one.where and one.where.file in files]
            raise Problems(own or refused.problems) from None  # others only lean on what could not be read
        finally:
            for file in files:
                with suppress(OSError):
                    (copy / file).unlink(missing_ok=True)  # it is not what stands in the project
        known = {(one.where.file if one.where else "", one.what) for one in now.known}
        wrong = [one for one in found if one.severity == "error"]
        if fresh := [one for one in wrong if (one.where.file if one.where else "", one.what) not in known]:
            raise Problems(fresh)
        return Tried(changed, composed)

    def close(self) -> None:
        """Take the copy away."""
        if self._copy:
            remove(self._copy)


def _prepared(root: Path, copy: Path, files: Mapping[str, Rewrite]) -> None:
    try:
        _mirrored(root, copy)
        for file, content in files.items():
            (copy / file).write_bytes(content.after)
    except OSError as error:
        raise Problems([no_copy(error)]) from None


def _mirrored(root: Path, copy: Path) -> None:
    """Make the copy what the project is; a file with the same size and time is not copied again."""
    own = project_files(root)
    for path in [path for path in copy.rglob("*") if path.is_file()]:
        if path.relative_to(copy).as_posix() not in own:
            path.unlink()
    for name, path in own.items():
        target = copy / name
        if file_stamp(target) == file_stamp(path):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)


def _changed(prepared: Prepared, root: Path, papers: Mapping[str, SetPaper]) -> list[str]:
    kept = KeptJobs(prepared.cache, FileShelf(root), prepared.materials)
    out = []
    for job in prepared.jobs:
        known = papers.get(job.report.slug)
        if known is None or known.readings is None or kept.changed(job, known.readings):
            out.append(job.report.slug)
    return out


def _composed(prepared: Prepared, slugs: Sequence[str]) -> tuple[Sequence[Problem], Mapping[str, Document]]:
    """What a build of these papers would be refused for, and the papers."""
    materials = prepared.materials
    words: list[Words] = []
    papers: dict[str, Document] = {}
    failed: list[Problem] = []
    for job in prepared.jobs:
        if job.report.slug in slugs:
            try:
                document = papers[job.report.slug] = written(job, materials)
                words.append(looked_through(document, job, materials).words)
                failed += unpresentable((document,), prepared.fonts)
            except Problems as found:
                failed += found.problems
    try:
        judged(prepared, words, failed)
    except Problems as found:
        return found.problems, papers
    return (), papers
