"""The audit of one file from its bytes to a verdict."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from msgspec import Struct

from hgz_report.audit.compare import compare
from hgz_report.audit.difference import Comparison, Difference
from hgz_report.audit.published import Built, PublishedEdition
from hgz_report.readers.content import Content, Unjudged
from hgz_report.readers.outside_file import outside_bytes

_LEAST_ALIKE = 0.5
_KINDS = {
    "fact": "事实",
    "period": "时期",
    "derived": "算出",
    "count": "计数",
    "source": "出处",
    "text": "数据文字",
    "allowed": "准许",
    "label": "编号",
    "before": "上期",
}
"""Kinds of accounts as they are named to people."""


class FileAudit(Struct, frozen=True):
    """What was found, and what nobody can judge beside it; only the latter where the file can't be read.

    `intact`: every byte as published.
    """

    file: Path
    name: str = ""
    intact: bool = False
    comparison: Comparison | None = None
    unread: Unjudged | None = None

    @property
    def doubts(self) -> list[Unjudged]:
        """What nobody can judge."""
        return [self.unread] if self.unread else self.comparison.doubts if self.comparison else []

    @property
    def findings(self) -> list[Difference]:
        """Numbers that are not as built."""
        return self.comparison.findings if self.comparison else []

    @property
    def counts(self) -> Mapping[str, int]:
        """How many numbers are accounted for, by kind of account."""
        accounted = self.comparison.accounted if self.comparison else []
        counted = Counter(kind_of(binding) for binding in accounted)
        return {name: counted[kind] for kind, name in _KINDS.items() if counted[kind]}


def audit_file(path: Path, edition: PublishedEdition) -> FileAudit:
    """Account for every number of a file."""
    try:
        data = outside_bytes(path)
        content = _reader(path)(data)
        if content.date and content.date != edition.date:
            raise Unjudged(f"这份文件的日期是 {content.date}，这一期是 {edition.date}：不是同一期", _OTHER)
        built = edition.built(path.name, content.title)
        if content.title and content.title != built.title:
            raise Unjudged(f"这份文件是《{content.title}》，叫 {path.name} 的应是《{built.title}》", _OTHER)
        comparison = compare(built, content, edition.words)
        if comparison.alike < _LEAST_ALIKE:
            hint = "核对文件是不是这一期的这一份；用 --manifest 可以指明它那一期"
            raise Unjudged(f"和发布的 {built.name} 只有 {comparison.alike:.0%} 相同，不像是同一份文件", hint)
        intact = hashlib.sha256(data).hexdigest() == built.sha256
        if content.paged and not intact:
            _look(data, built, content, comparison)
        return FileAudit(path, built.name, intact, comparison)
    except Unjudged as reason:
        return FileAudit(path, unread=reason)


def _look(data: bytes, built: Built, content: Content, comparison: Comparison) -> None:
    """Compare the pages of an altered PDF with the published ones, as pictures."""
    from hgz_report.audit.pdf_pages import pages_differ
    from hgz_report.readers.pdf import OURS, foreign

    if content.maker and not content.maker.startswith(OURS):
        comparison.doubts.append(foreign(content.maker))
        return
    other = _painted_otherwise(data, built)
    covers = [oddity for oddity in content.oddities if oddity.weight == "notice" and oddity.box]
    if not other and not covers:
        return  # what is placed on each page is what was published, however the file is packed
    original = built.original()
    if original is None:
        hint = "把发布的原件放回它那一期的文件夹里再核查，或核查原件"
        pages = f"（{_numbered(other)}画的东西变了）" if other else ""
        comparison.doubts.append(Unjudged(f"改过，外观判断不了：手边没有发布的原件{pages}", hint))
        return
    try:
        seen = list(pages_differ(original, data, covers))
    except Unjudged as reason:
        comparison.doubts.append(reason)
        return
    for one in seen:
        comparison.findings.append(Difference("look", "", one.what, page=one.page, box=one.box))
    if unseen := sorted(set(other) - {one.page for one in seen}):
        what = f"{_numbered(unseen)}画法变了，样子看不出变"
        comparison.notices.append(Difference("look", "", what, page=unseen[0]))


def _painted_otherwise(data: bytes, built: Built) -> list[int]:
    """The pages on which something else is placed than was published, or in another face."""
    from hgz_report.readers.pdf_prints import prints_of

    pages, faces = prints_of(data)
    if any(faces.get(name) != digest for name, digest in built.faces.items()):
        return list(range(1, len(built.pages) + 1))
    return [number for number, (was, now) in enumerate(zip_longest(built.pages, pages), 1) if was != now]


def _numbered(pages: Sequence[int]) -> str:
    shown = "、".join(map(str, pages[:_MOST_NUMBERED]))
    return f"第 {shown} 页{'等' if len(pages) > _MOST_NUMBERED else ''}"


_MOST_NUMBERED = 6


_OTHER = "用 --manifest 指明它那一期的 manifest.json"


def kind_of(binding: str) -> str:
    """The kind of account that a binding is."""
    head = binding.partition(":")[0]
    if head in ("label", "source", "text", "allowed", "count", "before"):
        return head
    if binding.endswith("#period"):
        return "period"
    return "derived" if "(" in binding else "fact"


def _reader(path: Path) -> Callable[[bytes], Content]:
    match path.suffix.lower():
        case ".pdf":
            from hgz_report.readers.pdf import read_pdf

            return read_pdf
        case ".docx":
            from hgz_report.readers.docx import read_word

            return read_word
        case ".html":
            from hgz_report.readers.html import read_html

            return read_html
    raise Unjudged(f"只能核查 PDF、DOCX 和网页，不认识 {path.suffix or '没有扩展名的文件'}", "另存为 .docx 或 .pdf")
