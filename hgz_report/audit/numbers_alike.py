"""The numbers of some texts against those that were built: by place and context, never by value alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from hgz_report.audit.difference import Comparison, Difference, Fault
from hgz_report.audit.expected import Expected
from hgz_report.audit.tokens import Token, built_tokens, found_tokens
from hgz_report.language.numbers import find
from hgz_report.readers.content import Segment


def accept(units: Sequence[Expected], result: Comparison) -> None:
    """Texts that are as they were built: each of their numbers is accounted for."""
    for token in built_tokens(units):
        if token.number:
            _as_built(token, result)


def numbers_alike(units: Sequence[Expected], segments: Sequence[Segment], result: Comparison) -> None:
    """Everything that differs in the numbers."""
    before, after = list(built_tokens(units)), list(found_tokens(segments))
    matcher = SequenceMatcher(None, [_key(token) for token in before], [_key(token) for token in after], autojunk=False)
    lost: list[Token] = []
    new: list[Token] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            for was in before[i1:i2]:
                if was.number:
                    _as_built(was, result)
        else:
            lost += [token for token in before[i1:i2] if token.number]
            new += [token for token in after[j1:j2] if token.number]
    before_pairing = len(result.findings)
    _pair(lost, new, result)
    if units:  # a number that was not built stands by what was
        result.findings[before_pairing:] = [
            one if one.page else replace(one, page=units[0].page, heading=units[0].heading, line=units[0].line(0))
            for one in result.findings[before_pairing:]
        ]


def _as_built(token: Token, result: Comparison) -> None:
    if token.binding or not next(find(token.text), None):  # a unit by itself is accounted for by its place
        result.accounted.append(token.binding or "label:unit")
    else:
        result.findings.append(_finding("unaccounted", None, token))


def _key(token: Token) -> tuple[str, bool]:
    return token.text, token.number


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
    around = f"{shown.before}【{shown.text}】{shown.after}"
    return Difference(
        fault, was.text if was else "", now.text if now else "", was.binding if was else "", place.page, place.heading,
        around, place.line,
    )  # fmt: skip
