"""The prose gate: rules about punctuation, numerals and words, over files as they are written and reports as they read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from hgz_report.cache.store import Cache
from hgz_report.checks.finding import Finding
from hgz_report.checks.prose.cleared import Cleared
from hgz_report.checks.prose.documents import DocumentHit, Granted, lint_document
from hgz_report.checks.prose.files import ProseFile, names, read_file, read_files
from hgz_report.checks.prose.looking import looked_at
from hgz_report.checks.prose.pieces import MASK, NOTHING, Edit, Hit, ProsePiece, ProseRule
from hgz_report.checks.prose.rendered import SourceTexts
from hgz_report.data.allow_list import NONE_ALLOWED, allowed_as_written
from hgz_report.document.blocks import Document
from hgz_report.narrate.reports import Report
from hgz_report.problems import Problem, Where

__all__ = ["ProjectProse", "ProseFile", "ProseFinding", "lint", "lint_project", "mended", "names", "read_file"]
_EITHER_SIDE = 6
_SHOWN = 40
_TYPED = ("template", "label")
"""Kinds of piece in which a mend could touch the marks of a block."""
_PASSES = 20
"""More passes than any text needs: mending one thing may bring another to light."""


class ProseFinding(Finding, frozen=True):
    """`what` is the words that were found, in their context; `edits` would mend them (offsets in the file)."""

    rule: ProseRule
    where: Where
    note: str = ""
    edits: tuple[Edit, ...] = ()
    fix: str = ""

    @property
    def problem(self) -> Problem:
        """The finding as every other problem is shown."""
        note = f"，{self.note}" if self.note else ""
        hint = f"{self.hint}（改为“{self.fix}”，--fix 可代改）" if self.edits else self.hint
        return Problem(self.where, f"{self.rule.id} {self.rule.name}：“{self.what}”{note}", hint, self.rule.severity)


def lint(
    files: Sequence[ProseFile],
    hits: Iterable[DocumentHit] | None = None,
    allowed: re.Pattern[str] = NONE_ALLOWED,
    *,
    complete: bool = True,
    cleared: Cleared | None = None,
) -> tuple[ProseFinding, ...]:
    """Everything the rules find in the files, and what they hit in the reports composed of them, in the order of places.

    `allowed`: what the project's allow-list of numbers lets pass.  Unless `hits` are of all reports (`complete`) nothing is
    said about suppressions that are not used: what they allow may only show in one of the others.  `cleared`: the texts that
    are known to be clear, not looked at again.
    """
    found = list(_written(files, allowed, cleared or Cleared()))
    if hits is not None:
        found += _composed(files, tuple(hits))
    kept, used = _not_suppressed(files, found)
    kept += (
        finding
        for file in files
        for finding in _suppression_findings(file, used if hits is not None and complete else None)
    )
    unique: dict[tuple[str, Where], ProseFinding] = {}
    for finding in kept:  # what fifteen reports print from one line is one finding
        unique.setdefault((finding.rule.id, finding.where), finding)
    return tuple(sorted(unique.values(), key=lambda finding: (finding.where, finding.rule.id)))


@dataclass(frozen=True)
class ProjectProse:
    """The files of a project that are linted, and what they grant to its reports."""

    files: tuple[ProseFile, ...]
    granted: Granted
    cleared: Cleared
    cache: Cache

    @classmethod
    def read(
        cls,
        root: Path,
        cache: Cache | None = None,
        left_out: Callable[[str], bool] = lambda file: False,
        instead: Mapping[str, bytes] = MappingProxyType({}),
    ) -> ProjectProse:
        """Every file of a project, those left out that the reports are not made of; `instead`: what others are read as."""
        cache = cache or Cache(None)
        known = (
            cache.folder is not None
        )  # then the outlines of all are, and what is granted is the same for all reports
        files = read_files(root, (file for file in names(root) if known or not left_out(file)), cache, instead)
        allowed = allowed_as_written(root, (name for file in files for name in file.outline.names))
        granted = Granted.of(allowed, (title for file in files for title in file.outline.titles))
        own = tuple(file for file in files if not left_out(file.file))
        return cls(own, granted, Cleared.read(cache, granted.digest), cache)

    def hits(self, documents: Iterable[Document], reports: Iterable[Report]) -> Iterator[DocumentHit]:
        """What is found in the reports, in each by itself."""
        kinds = {report.slug: report for report in reports}
        for document in documents:
            yield from lint_document(document, kinds.get(document.slug), self.granted, self.cleared)

    def findings(self, hits: Iterable[DocumentHit] | None, *, complete: bool = True) -> tuple[ProseFinding, ...]:
        """What is found in the files, and what was hit in the reports."""
        found = lint(self.files, hits, self.granted.allowed, complete=complete, cleared=self.cleared)
        self.cleared.keep(self.cache, self.granted.digest, complete=complete)
        return found


def lint_project(
    root: Path,
    documents: Iterable[Document] | None = None,
    reports: Sequence[Report] = (),
    *,
    complete: bool = True,
    cache: Cache | None = None,
    left_out: Callable[[str], bool] = lambda file: False,
) -> tuple[ProseFinding, ...]:
    """`lint` over every file of a project, those left out that the documents are not made of."""
    prose = ProjectProse.read(root, cache, left_out)
    return prose.findings(None if documents is None else prose.hits(documents, reports), complete=complete)


def mended(text: str, file: str) -> str:
    """The text of a file with all that can safely be mended mended; code in templates stays as it is."""
    from hgz_report.checks.prose.full_width import FULL_WIDTH
    from hgz_report.checks.prose.table import RULES

    for _ in range(_PASSES):
        source = ProseFile(file, text)
        # Marks first: what stands between them may turn out to be code.
        for rules in ((FULL_WIDTH,), RULES):
            kept, _used = _not_suppressed(
                [source], [f for p in source.content.pieces for f in _found(source, p, rules)]
            )
            if edits := _compatible(edit for finding in kept for edit in finding.edits):
                break
        else:
            break
        for start, end, new in reversed(edits):
            text = text[:start] + new + text[end:]
    return text


def _compatible(edits: Iterable[Edit]) -> list[Edit]:
    """Edits in order, without those that touch what an earlier one changes."""
    chosen: list[Edit] = []
    for edit in sorted(set(edits)):
        if not chosen or edit[0] >= chosen[-1][1]:
            chosen.append(edit)
    return chosen


def _written(files: Sequence[ProseFile], allowed: re.Pattern[str], cleared: Cleared) -> Iterator[ProseFinding]:
    """What is found in files; one in which there was nothing is not opened again."""
    doubtful = [file for file in files if not cleared.knows(file.outline.texts)]
    pieces = ((piece.kind, piece.text, (file, piece)) for file in doubtful for piece in file.content.pieces)
    hit_in: set[str] = set()
    for (file, piece), rule, hit in looked_at(pieces, allowed, cleared):
        hit_in.add(file.file)
        yield _finding(file, piece, rule, hit)
    cleared.now.update(file.outline.texts for file in doubtful if file.file not in hit_in)


def _found(file: ProseFile, piece: ProsePiece, rules: Sequence[ProseRule]) -> Iterator[ProseFinding]:
    for rule in rules:
        if piece.kind in rule.kinds:
            for hit in rule.look(piece.text):
                yield _finding(file, piece, rule, hit)


def _finding(file: ProseFile, piece: ProsePiece, rule: ProseRule, hit: Hit) -> ProseFinding:
    from hgz_report.checks.prose.full_width import FULL_WIDTH, keeps_blocks

    where = Where(file.file, *file.place(piece.offset(hit.start)))
    safe = rule.fixable and piece.fixable and all(piece.one_run(start, end) for start, end, _ in hit.edits)
    edits: tuple[Edit, ...] = ()
    fix = ""
    if safe and hit.edits:
        edits = tuple((piece.offset(start), piece.offset(start) + end - start, new)
                      for start, end, new in hit.edits)  # fmt: skip
        if rule is not FULL_WIDTH and piece.kind in _TYPED and not keeps_blocks(file.text, edits):
            return ProseFinding(rule, where, _excerpt(piece.text, hit.start, hit.end), rule.hint, hit.note)
        fix = _excerpt(_applied(piece.text, hit), hit.start, hit.end)
    words = _excerpt(piece.text, hit.start, hit.end)
    return ProseFinding(rule, where, words, rule.hint, hit.note, edits, fix)


def _applied(text: str, hit: Hit) -> str:
    for start, end, new in reversed(hit.edits):
        text = text[:start] + new + text[end:]
    return text


def _excerpt(text: str, start: int, end: int) -> str:
    """What was found and a few characters on either side; “…” for what is not prose."""
    words = text[max(start - _EITHER_SIDE, 0) : end + _EITHER_SIDE]
    out: list[str] = []
    for character in words.strip():
        character = "…" if character in f"{MASK}{NOTHING}" else "⏎" if character == "\n" else character
        if character != "…" or out[-1:] != ["…"]:
            out.append(character)
    return "".join(out) if len(out) <= _SHOWN else f"{''.join(out[: _SHOWN - 1])}…"


def _composed(files: Sequence[ProseFile], hits: Sequence[DocumentHit]) -> Iterator[ProseFinding]:
    if not hits:
        return
    from hgz_report.checks.prose.table import BY_ID

    written = SourceTexts.of(files)
    for name, shown, hit in hits:
        rule = BY_ID[name]
        if not written.judged(rule, shown, hit):
            words = _excerpt(shown.text, hit.start, hit.end)
            yield ProseFinding(rule, written.place(shown, hit), words, rule.hint, hit.note)


def _not_suppressed(
    files: Sequence[ProseFile], found: list[ProseFinding]
) -> tuple[list[ProseFinding], set[tuple[str, int, str]]]:
    """The findings that are left, and which suppressions (file, line, rule) were used."""
    allowed: dict[tuple[str, int, str], int] = {}
    for file in files:
        for suppression in file.outline.suppressions:
            if suppression.reason:
                for line in (suppression.line, suppression.line + 1):
                    allowed.update(((file.file, line, rule), suppression.line) for rule in suppression.ids)
    kept: list[ProseFinding] = []
    used: set[tuple[str, int, str]] = set()
    for finding in found:
        by = allowed.get((finding.where.file, finding.where.line, finding.rule.id))
        if by is None:
            kept.append(finding)
        else:
            used.add((finding.where.file, by, finding.rule.id))
    return kept, used


def _suppression_findings(file: ProseFile, used: set[tuple[str, int, str]] | None) -> Iterator[ProseFinding]:
    if not file.outline.suppressions:
        return
    from hgz_report.checks.prose.table import BY_ID, NO_REASON, UNKNOWN, UNUSED

    for suppression in file.outline.suppressions:
        where = Where(file.file, suppression.line, suppression.column)
        known = [rule for rule in suppression.ids if rule in BY_ID]
        unknown = [rule for rule in suppression.ids if rule not in BY_ID]
        if unknown or not suppression.ids:
            yield ProseFinding(UNKNOWN, where, "、".join(unknown) or "（没有规则号）", UNKNOWN.hint)
        if known and not suppression.reason:
            yield ProseFinding(NO_REASON, where, "、".join(known), NO_REASON.hint)
        elif used is not None:
            idle = [rule for rule in known if (file.file, suppression.line, rule) not in used]
            yield from (ProseFinding(UNUSED, where, rule, UNUSED.hint) for rule in idle)
