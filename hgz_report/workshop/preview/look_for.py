"""Words looked for in all papers, and everywhere that a fact is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from hgz_report.document.passage import Passage, Stretch
from hgz_report.origin import Derived, Fact, PeriodOf, walk
from hgz_report.workshop.preview.sheets import SetPaper
from hgz_report.workshop.preview.telling import Reply

MOST = 200
_AROUND = 16
_FOLDED = str.maketrans({"“": '"', "”": '"', "，": ",", "：": ":", "；": ";", "（": "(", "）": ")"})


def search(papers: Iterable[SetPaper], words: str) -> list[Reply]:
    """Every place that holds the words, whatever kind of quotation marks and commas they have."""
    wanted = _folded(words)
    if not wanted:
        return []

    def held(passage: Passage) -> Iterator[tuple[int, int]]:
        text, at = _folded(passage.text), 0
        while (at := text.find(wanted, at)) >= 0:
            yield at, at + len(wanted)
            at += len(wanted)

    return _found(papers, held)


def printed_at(papers: Iterable[SetPaper], fact: str) -> list[Reply]:
    """Every place where a fact is printed, or a number that was worked out from it."""

    def held(passage: Passage) -> Iterator[tuple[int, int]]:
        yield from ((one.start, one.end) for one in passage.stretches if _is_of(one, fact))

    return _found(papers, held)


def _folded(text: str) -> str:
    return text.translate(_FOLDED).casefold()


def _is_of(stretch: Stretch, fact: str) -> bool:
    for one in walk(stretch.origin):
        match one:
            case Fact(identifier):
                if identifier == fact:
                    return True
            case PeriodOf():
                continue
            case Derived(_, inputs):
                if fact in inputs:
                    return True
    return False


def _found(papers: Iterable[SetPaper], held: Callable[[Passage], Iterator[tuple[int, int]]]) -> list[Reply]:
    out: list[Reply] = []
    for sheets in papers:
        for passage in sheets.whose.passages:
            for start, end in held(passage):
                strips = [strip._asdict() for strip in sheets.whose.strips(passage, start, end)]
                if not strips:
                    continue
                text = passage.text
                around = text[max(start - _AROUND, 0) : start], text[start:end], text[end : end + _AROUND]
                place = {"paper": sheets.job.report.slug, "title": sheets.job.report.title, "heading": passage.heading}
                out.append({**place, "around": around, "strips": strips})
                if len(out) == MOST:
                    return out
    return out
