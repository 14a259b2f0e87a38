"""What a booklet was built of: its contents, and the texts of its papers on the pages that they have there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from hgz_report.audit.expected import Expected
from hgz_report.language.numbers import find
from hgz_report.readers.content import without_blanks
from hgz_report.style import CONTENTS

_APART = 1_000_000
"""Between the blocks of two papers: no table of one is taken for that of another."""
Units = Callable[[Mapping[str, Any]], Iterable[Expected]]


def bound_units(
    booklet: Mapping[str, Any], reports: Mapping[str, Mapping[str, Any]], units: Units
) -> Iterator[Expected]:
    """The texts in order of what trace.json says of a `booklet`; `reports` by slug, `units`: gives those of a paper's own PDF."""
    papers = [(reports[slug], before) for slug, before in booklet["papers"]]
    yield _ours("title", booklet["title"])
    yield _ours("contents", CONTENTS)
    for report, before in papers:
        yield _ours("contents", f"{report['title']}\n{before + 1}")
    edges = [_ours("furniture", text, page) for page, text in enumerate(booklet["front"], 1)]
    for place, (report, before) in enumerate(papers, 1):
        title = without_blanks(report["title"])
        for unit in units(report):
            moved = replace(unit, page=unit.page + before, block=unit.block + place * _APART * (unit.block >= 0))
            if unit.kind == "furniture":
                edges.append(_renumbered(moved, unit.page))
            else:  # what stands under no heading of its paper stands under the paper's title
                kind = "heading" if unit.kind == "title" else unit.kind
                yield replace(moved, kind=kind, heading=unit.heading or title)
    yield from edges  # a reader finds them behind all that is in the structure


def _renumbered(unit: Expected, page: int) -> Expected:
    """What stands at the edge of a page, with the number that the page has here."""
    text = unit.text.removesuffix(f"—{page}—") + f"—{unit.page}—"
    return _ours("furniture", text, unit.page)


def _ours(kind: str, words: str, page: int = 1) -> Expected:
    text = without_blanks(words)
    numbers = tuple((number.start, number.end, f"label:{kind}") for number in find(text))
    return Expected(text, page, "", numbers, kind)
