"""What is different between two states of an owner: figures, computed values, proposals, verdicts and evidence.

A figure that both have is the same fact with other words (revised).  Of one thing (indicator, result or target) the newest
that is later than all of the older state is newer; what replaces a figure of the same time is revised too (a preliminary
result and the final one); what only the older state has is withdrawn, unless a newer or revised one has taken its place; the
rest is new.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from hgz_report.data.edition_state import DerivedState, FactState, OwnerState, ProposalState
from hgz_report.language.period import Period

ChangeKind = Literal["newer", "revised", "new", "withdrawn"]
CHANGE_NAMES: Mapping[ChangeKind, str] = {"revised": "订正", "withdrawn": "撤回", "newer": "更新", "new": "新增"}
"""As reports call them, what a reader has to correct first."""
RULE_NAMES: Mapping[str, str] = {
    "completion": "完成率", "share": "占比", "growth": "增速", "narrowing": "收窄", "widening": "扩大", "multiple": "倍数",
    "average_growth": "年均增速", "difference": "差", "per": "平均",
}  # fmt: skip
"""The formulas of computed values as reports call them."""
_WHOLE_BY_ITSELF = frozenset({"completion"})
"""Formulas whose value goes on when one input is replaced by a newer one; of others both must be."""


class FactChange(Struct, frozen=True):
    """`old` is None for a new figure, `new` for a withdrawn one."""

    kind: ChangeKind
    old: FactState | None
    new: FactState | None


class DerivedChange(Struct, frozen=True):
    """A computed value that follows its figures; `id`: the formula with the figures there are now; `text` "" where it has no
    value any more.
    """

    old: DerivedState
    id: str
    text: str


class ProposalChange(Struct, frozen=True):
    """`fields`: what is different of a proposal that both have, by the names of `ProposalState`."""

    old: ProposalState | None
    new: ProposalState | None
    fields: tuple[str, ...] = ()

    @property
    def slipped(self) -> bool:
        """Whether only its date is later, by the same rule as before: nobody has moved it, nor done it."""
        return (
            self.fields == ("due",) and self.old is not None and self.new is not None and self.old.rule == self.new.rule
        )


class Judged(Struct, frozen=True):
    """A verdict on a task or a level of evidence in a dimension: what it was and is."""

    thing: str
    old: str
    new: str


class OwnerChanges(Struct, frozen=True):
    """What is different of a zone or the country."""

    owner: str
    name: str
    facts: tuple[FactChange, ...]
    derived: tuple[DerivedChange, ...]
    proposals: tuple[ProposalChange, ...]
    verdicts: tuple[Judged, ...]
    levels: tuple[Judged, ...]

    @property
    def any(self) -> bool:
        """Whether anything is."""
        return bool(self.facts or self.derived or self.proposals or self.verdicts or self.levels)


def owner_changes(old: OwnerState, new: OwnerState, now: Callable[[str], str | None]) -> OwnerChanges:
    """All that is different of an owner; `now`: the words of a formula's value, None where it has none."""
    facts = fact_changes(old.facts, new.facts)
    return OwnerChanges(
        new.owner,
        new.name,
        facts,
        tuple(derived_changes(old.derived, facts, now)),
        tuple(proposal_changes(old.proposals, new.proposals)),
        tuple(verdict_changes(old, new)),
        tuple(level_changes(old, new)),
    )


def fact_changes(old: Sequence[FactState], new: Sequence[FactState]) -> tuple[FactChange, ...]:
    """The changes between the figures of one owner, in the order of the new ones, withdrawn ones last."""
    before, now = {one.id: one for one in old}, {one.id: one for one in new}
    revised = [FactChange("revised", before[name], one) for name, one in now.items() if _differs(before.get(name), one)]
    gone = [one for name, one in before.items() if name not in now]
    come = [one for name, one in now.items() if name not in before]
    found = [*revised, *_come(come, gone, old)]
    taken = {change.old.id for change in found if change.old}
    found += [FactChange("withdrawn", one, None) for one in gone if one.id not in taken]
    order = {name: at for at, name in enumerate(now)}
    return tuple(sorted(found, key=lambda one: order.get(one.new.id, len(order)) if one.new else len(order)))


def _differs(old: FactState | None, new: FactState) -> bool:
    return old is not None and (old.value, old.unit, old.qualifier) != (new.value, new.unit, new.qualifier)


def _come(come: Sequence[FactState], gone: Sequence[FactState], old: Sequence[FactState]) -> Iterator[FactChange]:
    newest: dict[tuple[str, bool], FactState] = {}
    for one in old:
        thing = _thing(one)
        if thing not in newest or Period(newest[thing].period) < Period(one.period):
            newest[thing] = one
    replaced = {(_thing(one), one.period): one for one in gone}
    latest: dict[tuple[str, bool], FactState] = {}
    for one in come:
        if Period(one.period).stated and _later(one, newest.get(_thing(one)), latest.get(_thing(one))):
            latest[_thing(one)] = one
    for one in come:
        thing = _thing(one)
        if same := replaced.get((thing, one.period)):
            yield FactChange("revised", same, one)
        elif latest.get(thing) is one:
            yield FactChange("newer", newest[thing], one)
        else:
            yield FactChange("new", None, one)


def _later(one: FactState, newest: FactState | None, latest: FactState | None) -> bool:
    return newest is not None and all(
        Period(other.period).ends is not None and _ends(other) < _ends(one) for other in (newest, latest) if other
    )


def _ends(one: FactState) -> str:
    return str(Period(one.period).ends or "")


def _thing(one: FactState) -> tuple[str, bool]:
    """What a figure is of: targets are another thing than results."""
    return one.indicator, one.status == "target"


def derived_changes(
    old: Sequence[DerivedState], changes: Sequence[FactChange], now: Callable[[str], str | None]
) -> Iterator[DerivedChange]:
    """The computed values that follow from changed figures; `now`: the words of a formula's value, None where it has none."""
    # Of a figure that was revised and has a newer one beside it, the newer goes on.
    goes_to = {one.old.id: one for one in sorted(changes, key=lambda one: one.kind == "newer") if one.old}
    for value in old:
        rule, _, rest = value.id.partition("(")
        inputs = rest.removesuffix(")").split(",")
        touched = [goes_to[name] for name in inputs if name in goes_to]
        if not touched:
            continue
        replaced = [one for one in touched if one.new and one.new.id not in inputs]
        goes_on = rule in _WHOLE_BY_ITSELF or len(replaced) == len(inputs)
        named = [change.new.id if goes_on and (change := goes_to.get(name)) and change.new else name for name in inputs]
        identifier = f"{rule}({','.join(named)})"
        text = now(identifier) or ""
        if text != value.text:
            yield DerivedChange(value, identifier, text)


_FIELDS = ("title", "what", "lead", "support", "due", "goal", "indicator")


def proposal_changes(old: Sequence[ProposalState], new: Sequence[ProposalState]) -> Iterator[ProposalChange]:
    """Proposals that are new, moved, or gone, in this order of the new and then the old ones."""
    before, now = {one.id: one for one in old}, {one.id: one for one in new}
    for one in new:
        was = before.get(one.id)
        if was is None:
            yield ProposalChange(None, one)
        elif fields := tuple(name for name in _FIELDS if getattr(was, name) != getattr(one, name)):
            yield ProposalChange(was, one, _moved(was, one, fields))
    yield from (ProposalChange(one, None) for one in old if one.id not in now)


def _moved(old: ProposalState, new: ProposalState, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Without the date where it is later by the same rule, and something else says more."""
    rest = tuple(name for name in fields if name != "due")
    return rest if rest and old.rule == new.rule else fields


def verdict_changes(old: OwnerState, new: OwnerState) -> Iterator[Judged]:
    """The tasks whose verdict is another."""
    return _judged(old.verdicts, new.verdicts)


def level_changes(old: OwnerState, new: OwnerState) -> Iterator[Judged]:
    """The dimensions in which there is more or less evidence."""
    return _judged({name: str(level) for name, level in old.levels.items()},
                   {name: str(level) for name, level in new.levels.items()})  # fmt: skip


def _judged(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Judged]:
    return (Judged(name, old[name], new[name]) for name in new if name in old and old[name] != new[name])


def counted(changes: Sequence[FactChange]) -> Mapping[ChangeKind, int]:
    """How many changes there are of each kind."""
    return {kind: sum(one.kind == kind for one in changes) for kind in CHANGE_NAMES}
