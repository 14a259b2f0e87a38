"""Links whose address people changed, took away or put in: the words say the same, and lead elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple
from urllib.parse import unquote

from hgz_report.document.blocks import Document, FactRef, Inlines, Link, Ref, Strong, Text, inlines_of, leaves
from hgz_report.origin import Origin
from hgz_report.readers.word_links import WordLink
from hgz_report.workshop.returned.built_text import BuiltReport
from hgz_report.workshop.returned.found_change import FoundChange, TextPart, stays

_PART = "链接"
_MOST = 50
"""New links in one place that are told of."""


class _Printed(NamedTuple):
    text: str
    address: str
    origin: Origin | None


def link_changes(report: BuiltReport, links: Sequence[WordLink]) -> Iterator[FoundChange]:
    """One for each address that is another, by the words of the link; nothing where nobody knows what was published."""
    if report.document is None:
        return
    was = list(_printed(report.document))
    now = [_Printed(one.text, one.address, None) for one in links]
    matcher = SequenceMatcher(None, [_bare(one.text) for one in was], [_bare(one.text) for one in now], autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal" or last - first == end - begin:  # the words of a link may have been changed too
            for one, two in zip(was[first:last], now[begin:end], strict=True):
                if _plain(one.address) != _plain(two.address):
                    yield _change(report, one, two.address)
            continue
        yield from (_change(report, one, "") for one in was[first:last])
        for two in now[begin:end][:_MOST]:
            parts = (*stays(f"{two.text}："), TextPart("", two.address))
            yield FoundChange("link", "", two.address, parts, _near(report, two.text), part=_PART)


def _change(report: BuiltReport, one: _Printed, theirs: str) -> FoundChange:
    parts = (*stays(f"{one.text}："), TextPart(one.address, theirs))
    origins = (one.origin,) if one.origin else ()
    return FoundChange("link", one.address, theirs, parts, _near(report, one.text), origins=origins, part=_PART)


def _near(report: BuiltReport, words: str) -> int:
    """The paragraph that says the words of a link."""
    bare = _bare(words)
    return next((at for at, one in enumerate(report.paragraphs) if bare and bare in _bare(one.text)), -1)


def _printed(document: Document) -> Iterator[_Printed]:
    """The links of a report as Word has them: those of the body, then those of the notes."""
    for block in document.blocks:
        for inlines in inlines_of(block):
            yield from _links(inlines)
    for inlines in document.notes.values():
        yield from _links(inlines)


def _links(inlines: Inlines) -> Iterator[_Printed]:
    for one in inlines:
        if isinstance(one, Strong):
            yield from _links(one.children)
        elif isinstance(one, Link):
            said = [leaf for leaf in leaves(one.children) if isinstance(leaf, Text | FactRef | Ref)]
            origin = next((leaf.origin for leaf in said if leaf.origin), None)
            yield _Printed("".join(leaf.text for leaf in said), one.url, origin)


def _bare(text: str) -> str:
    return "".join(text.split())


def _plain(address: str) -> str:
    """An address as it is compared: programs spell the same one with and without escapes, and end a bare domain with a stroke."""
    return unquote(address).rstrip("/")
