"""Texts as tokens: a number with its whole phrase is one, a unit by itself is one, any other character is one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from hgz_report.audit.expected import Expected
from hgz_report.document.fact_tag import fact_tag
from hgz_report.language.numbers import find, units
from hgz_report.readers.content import Segment, Tagged

_STOPS = "，。；：！？、（）()\n"
_AROUND = 8


class Token(Struct, frozen=True):
    """`number` False: a character that states nothing.  `before`, `after`: the text around it up to the next stop."""

    text: str
    number: bool = False
    before: str = ""
    after: str = ""
    binding: str = ""
    tag: str = ""
    page: int = 0
    heading: str = ""
    line: str = ""


def built_tokens(units: Iterable[Expected]) -> Iterator[Token]:
    """Tokens of texts as they were built, numbers with their bindings."""
    for unit in units:
        for start, end, number in _pieces(unit.text):
            if not number:
                yield Token(unit.text[start:end])
                continue
            binding = next((b for first, last, b in unit.numbers if first < end and start < last), "")
            tag = fact_tag(binding)
            around = _around(unit.text, start, end)
            yield Token(unit.text[start:end], True, *around, binding, tag, unit.page, unit.heading, unit.line(start))


def found_tokens(segments: Iterable[Segment]) -> Iterator[Token]:
    """Tokens of a file's texts, numbers with the tag of the content control they stand in."""
    for segment in segments:
        text = segment.text
        for start, end, number in _pieces(text):
            if not number:
                yield Token(text[start:end])
                continue
            tag = _tag(segment.tagged, start, end)
            yield Token(text[start:end], True, *_around(text, start, end), "", tag, segment.page)


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    numbers = [(number.start, number.end) for number in find(text)]
    taken = {at for start, end in numbers for at in range(start, end)}
    numbers += [(start, end) for start, end in units(text) if start not in taken]
    at = 0
    for start, end in sorted(numbers):
        yield from ((place, place + 1, False) for place in range(at, start))
        yield start, end, True
        at = max(at, end)
    yield from ((place, place + 1, False) for place in range(at, len(text)))


def _tag(tagged: Sequence[Tagged], start: int, end: int) -> str:
    return next((one.tag for one in tagged if one.start < end and start < one.end), "")


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    before = text[max(start - _AROUND, 0) : start]
    after = text[end : end + _AROUND]
    cut = max((before.rfind(stop) for stop in _STOPS), default=-1)
    stop = min((place for stop in _STOPS if (place := after.find(stop)) >= 0), default=len(after))
    return before[cut + 1 :], after[:stop]
