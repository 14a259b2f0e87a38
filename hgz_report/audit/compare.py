"""A file's numbers against those that were built: by place and context, never by value alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from hgz_report.audit.published import Built, Expected
from hgz_report.audit.tokens import Token, built_tokens, found_tokens
from hgz_report.language.numbers import find
from hgz_report.readers.content import Content, Segment

Fault = Literal["changed", "missing", "unaccounted"]
_LONG = 12
"""Characters of a text that is known again wherever it was moved to."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that is not as built.  `was` or `now` is "" where there is none; `around`: the words it stands among."""

    fault: Fault
    was: str
    now: str
    binding: str
    page: int
    heading: str
    around: str


@dataclass(slots=True)
class Comparison:
    """`accounted`: the binding of every number found as built; `notices`: numbers as built whose words were changed."""

    accounted: list[str] = field(default_factory=list)
    findings: list[Difference] = field(default_factory=list)
    notices: list[Difference] = field(default_factory=list)
    alike: float = 1.0


def compare(built: Built, content: Content) -> Comparison:
    """Everything that differs in the numbers of a file."""
    result = Comparison()
    units = [unit for unit in built.units if unit.text]
    segments = [segment for segment in content.segments if segment.text]
    matcher = SequenceMatcher(None, [unit.text for unit in units], [s.text for s in segments], autojunk=False)
    lost: list[Expected] = []
    found: list[Segment] = []
    regions: list[tuple[list[Expected], list[Segment]]] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            _accept(units[i1:i2], result)
        else:
            regions.append((units[i1:i2], segments[j1:j2]))
            lost += units[i1:i2]
            found += segments[j1:j2]
    paged = any(segment.page for segment in segments)  # nobody moves a paragraph about in a PDF
    moved = set() if paged else {unit.text for unit in lost if len(unit.text) >= _LONG} & {one.text for one in found}
    for before, after in regions:
        kept = [unit for unit in before if unit.text in moved]
        _accept(kept, result)
        rest = [unit for unit in before if unit.text not in moved]
        _region(rest, [segment for segment in after if segment.text not in moved], result)
    _charts(built, content, result)
    whole = sum(len(unit.text) for unit in units)
    result.alike = 1 - _unlike(regions) / whole if whole else 0.0
    return result


def _accept(units: Sequence[Expected], result: Comparison) -> None:
    for token in built_tokens(units):
        if token.number:
            _as_built(token, result)


def _as_built(token: Token, result: Comparison) -> None:
    if token.binding or not next(find(token.text), None):  # a unit by itself is accounted for by its place
        result.accounted.append(token.binding or "label:unit")
    else:
        result.findings.append(_finding("unaccounted", None, token))


def _region(units: Sequence[Expected], segments: Sequence[Segment], result: Comparison) -> None:
    before, after = list(built_tokens(units)), list(found_tokens(segments))
    matcher = SequenceMatcher(None, [_key(token) for token in before], [_key(token) for token in after], autojunk=False)
    lost: list[Token] = []
    new: list[Token] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            for was, now in zip(before[i1:i2], after[j1:j2], strict=True):
                if was.number:
                    _kept(was, now, result)
        else:
            lost += [token for token in before[i1:i2] if token.number]
            new += [token for token in after[j1:j2] if token.number]
    _pair(lost, new, result)


def _key(token: Token) -> tuple[str, bool]:
    return token.text, token.number


def _kept(was: Token, now: Token, result: Comparison) -> None:
    _as_built(was, result)
    if (was.before, was.after) != (now.before, now.after):
        result.notices.append(_finding("changed", was, now))


def _pair(lost: list[Token], new: list[Token], result: Comparison) -> None:
    """Numbers that are not in their place: moved with their words, changed, gone, or nobody's."""
    for was in list(lost):
        same = (now for now in new if now.text == was.text and now.before == was.before and now.after == was.after)
        if (was.before or was.after) and (now := next(same, None)):
            lost.remove(was)
            new.remove(now)
            _as_built(was, result)
    for was, now in _couples(lost, new):
        result.findings.append(_finding("changed", was, now))
    result.findings += (_finding("missing", was, None) for was in lost)
    result.findings += (_finding("unaccounted", None, now) for now in new)


def _couples(lost: list[Token], new: list[Token]) -> Iterator[tuple[Token, Token]]:
    """What was and what is there now: of one content control, among the same words, or in the same order."""
    tests: tuple[Callable[[Token, Token], bool], ...] = (
        lambda was, now: bool(now.tag) and was.tag == now.tag,
        lambda was, now: bool(was.before) and was.before == now.before,
        lambda was, now: bool(was.after) and was.after == now.after,
        lambda was, now: was.page == now.page or not now.page,
    )
    for test in tests:
        for was in list(lost):
            now = next((one for one in new if test(was, one)), None)
            if now is not None:
                lost.remove(was)
                new.remove(now)
                yield was, now


def _finding(fault: Fault, was: Token | None, now: Token | None) -> Difference:
    shown = now or was
    place = was or now
    assert shown is not None and place is not None  # one of the two is there
    return Difference(
        fault,
        was.text if was else "",
        now.text if now else "",
        was.binding if was else "",
        place.page,
        place.heading,
        f"{shown.before}【{shown.text}】{shown.after}",
    )


def _charts(built: Built, content: Content, result: Comparison) -> None:
    """Letters of native charts, in their order."""
    for number in range(max(len(built.charts), len(content.charts))):
        was = built.charts[number] if number < len(built.charts) else []
        now = content.charts[number] if number < len(content.charts) else []
        before = [_lettered(letter, f"图 {number + 1}") for letter in was]
        _region(before, [Segment(text, heading=f"图 {number + 1}") for text in now], result)


def _lettered(pieces: Sequence[tuple[str, str]], heading: str) -> Expected:
    """A letter of a chart as a text whose pieces have their bindings."""
    numbers, at = [], 0
    for text, binding in pieces:
        numbers.append((at, at + len(text), binding))
        at += len(text)
    return Expected("".join(text for text, _ in pieces), 0, heading, tuple(numbers))


def _unlike(regions: Sequence[tuple[list[Expected], list[Segment]]]) -> int:
    """Characters of the built texts that are nowhere near in the file."""
    total = 0
    for units, segments in regions:
        text, other = "".join(unit.text for unit in units), "".join(segment.text for segment in segments)
        matcher = SequenceMatcher(None, text, other, autojunk=False) if len(text) < _TOO_LONG else None
        total += len(text) - (sum(size for *_, size in matcher.get_matching_blocks()) if matcher else 0)
    return total


_TOO_LONG = 4000
