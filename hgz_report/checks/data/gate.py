"""The data gate: rules that every fact of an edition has to pass, and what an editor has looked into and accepted.

A finding about a fact may be accepted beside the fact, with a reason; the gate then says nothing of it, and complains
of an acceptance that is not (or no longer) needed: as a warning, for to take away a fact may leave one behind elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from msgspec.structs import replace

from hgz_report.cache.store import Cache
from hgz_report.checks.data.by_owner import remarks_by_owner
from hgz_report.checks.data.edition_data import DataRule, EditionData, Remark
from hgz_report.checks.data.rules import BY_ID, RULES
from hgz_report.checks.finding import Finding
from hgz_report.data.dataset import FactEntry
from hgz_report.problems import Problem

_DATA = ("owner", "data")
__all__ = ["RULES", "EditionData", "examine"]


def examine(book: EditionData, errors: Collection[str] = (), cache: Cache | None = None) -> list[Problem]:
    """Everything the rules have against the data, in file order; rules on what is printed only as far as that is known.

    `errors`: ids of rules whose findings stop the build, though they are notices by themselves.  `cache`: what they had
    against owners whose files have not changed.
    """
    run = [rule for rule in RULES if rule.looks_at in _DATA or (book.printed and _can_tell(rule, book))]
    own = remarks_by_owner(book, [rule for rule in run if rule.looks_at == "owner"], cache or Cache(None))
    found = {rule.id: list(dict.fromkeys(own[rule.id] if rule.id in own else rule.check(book))) for rule in run}
    accepted = {
        (entry.id, accept.rule): accept.values for entry in book.dataset.facts.values() for accept in entry.fact.accept
    }
    known = {rule: replace(BY_ID[rule], severity="error") if rule in errors else BY_ID[rule] for rule in found}
    problems = [
        _finding(known[rule], remark, accepted.get((remark.fact, rule), ())).problem
        for rule, remarks in found.items()
        for remark in remarks
        if set(accepted.get((remark.fact, rule), ())) != set(remark.values) or not remark.fact
    ]
    judged = {rule.id for rule in run if book.complete or rule.looks_at in _DATA}
    needed = {(remark.fact, rule) for rule, remarks in found.items() for remark in remarks}
    for entry in book.dataset.facts.values():
        problems += _faulty_acceptances(book, entry, judged, needed)
    return sorted(problems, key=lambda problem: (problem.where is None, problem))


def _can_tell(rule: DataRule, book: EditionData) -> bool:
    return book.complete or rule.looks_at == "printed"


def _finding(rule: DataRule, remark: Remark, once: tuple[str, ...]) -> Finding:
    """`once`: what the values were when an editor accepted them; they have changed since."""
    values = "、".join(remark.values)
    expired = f"；accept 是对{'、'.join(once)}写的，现在是{values}，已经过期" if once else ""
    quoted = ", ".join(f'"{value}"' for value in remark.values)
    ask = (
        f"；核对过没有错的，在这条事实下写 accept，rule: {rule.id}，values: [{quoted}]，reason 写理由"
        if remark.fact
        else ""
    )
    return Finding(rule, remark.where, f"{remark.what}（规则 {rule.id}）{expired}", f"{remark.hint}{ask}")


def _faulty_acceptances(
    book: EditionData, entry: FactEntry, run: set[str], needed: set[tuple[str, str]]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, accept in enumerate(entry.fact.accept):
        where = book.dataset.places.get(f"{entry.id}/accept/{number}", entry.where)
        name = accept.rule
        if name not in BY_ID:
            near = get_close_matches(name, BY_ID, 1)
            hint = f"是不是 {near[0]}？" if near else "规则编号见 hgz-report check --rules"
            yield Problem(where, f"accept：没有叫“{name}”的规则", hint)
        elif name in seen:
            yield Problem(where, f"accept：规则 {name} 写了两次", "留下一条")
        elif name in run and (entry.id, name) not in needed:
            yield Problem(where, f"accept：规则 {name} 对这条事实没有意见，用不着写", "删掉这条 accept", "warning")
        seen.add(name)
