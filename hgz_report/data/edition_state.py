"""What an edition stood on: facts, computed values, proposals, verdicts and evidence by owner, as plain values with their words.

The present edition and an earlier one have the same shape, so that they can be compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, TypeVar

from msgspec import Struct, field

from hgz_report.language.period import Period

DERIVED = "derived"
"""In state.json: the computed values of an owner."""
_State = TypeVar("_State", "FactState", "DerivedState", "ProposalState")


class FactState(Struct, frozen=True):
    """A fact: `value` as the data have it, `text` as reports print it, `mark` what its words do not say of it (目标、仅供参考),
    `source` by its id, `where` the line of the data file.
    """

    id: str
    indicator: str
    name: str
    period: str
    status: str
    value: str
    unit: str
    qualifier: str
    confidence: str
    source: str
    text: str
    mark: str
    where: str


class DerivedState(Struct, frozen=True):
    """A computed value that was printed: its formula with the ids of facts, and its words."""

    id: str
    text: str


class ProposalState(Struct, frozen=True):
    """A proposal of the office's as it was printed; `due`: 2027年3月底, `rule`: how that was reckoned (5个月)."""

    id: str
    title: str
    what: str
    lead: str
    support: str
    due: str
    goal: str
    indicator: str
    rule: str


class OwnerState(Struct, frozen=True):
    """What is known of a zone or the country.  `verdicts`: of tasks, `levels`: of evidence (0 to 2) in the dimensions."""

    owner: str
    name: str
    facts: tuple[FactState, ...] = ()
    derived: tuple[DerivedState, ...] = ()
    proposals: tuple[ProposalState, ...] = ()
    verdicts: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)


class EditionState(Struct, frozen=True):
    """An edition: its id, its date (2026-11-23), the owners in the order of reports, the titles of its sources by id."""

    edition: str
    date: str
    owners: Mapping[str, OwnerState]
    sources: Mapping[str, str]


class CorrectionNote(Struct, frozen=True):
    """Why an issued edition is corrected, and the titles of the papers that are different."""

    why: str
    papers: tuple[str, ...]


_FACT, _DERIVED, _PROPOSAL = (attrgetter(*kind.__struct_fields__) for kind in (FactState, DerivedState, ProposalState))
"""All values of one, in order: they are texts, which nobody has to copy."""


def packed_owner(state: OwnerState) -> dict[str, Any]:
    """What is known of an owner as plain lists, for JSON."""
    return {
        "owner": state.owner,
        "name": state.name,
        "facts": [*map(_FACT, state.facts)],
        DERIVED: packed_derived(state.derived),
        "proposals": [*map(_PROPOSAL, state.proposals)],
        "verdicts": dict(state.verdicts),
        "levels": dict(state.levels),
    }


def packed_derived(values: Iterable[DerivedState]) -> list[Any]:
    """Computed values as plain lists."""
    return [*map(_DERIVED, values)]


def unpacked_state(content: Any) -> EditionState:
    """The edition that plain values spell.  Raises ValueError for what is none of ours."""
    try:
        owners = {one["owner"]: _owner(one) for one in content["owners"]}
        sources = dict(_texts(content["sources"]))
        return EditionState(_text(content["edition"]), _text(content["date"]), owners, sources)
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("no state of an edition") from error


def _owner(content: Any) -> OwnerState:
    if not all(isinstance(level, int) and 0 <= level <= 2 for level in content["levels"].values()):
        raise ValueError("levels")
    return OwnerState(
        _text(content["owner"]),
        _text(content["name"]),
        tuple(_fact(one) for one in content["facts"]),
        tuple(_read(DerivedState, one) for one in content["derived"]),
        tuple(_read(ProposalState, one) for one in content["proposals"]),
        dict(_texts(content["verdicts"])),
        dict(content["levels"]),
    )


def _fact(values: Any) -> FactState:
    fact = _read(FactState, values)
    Period.parse(fact.period)
    return fact


def _read(kind: type[_State], values: Any) -> _State:
    if len(values) != len(kind.__struct_fields__) or not all(isinstance(value, str) for value in values):
        raise ValueError(kind.__name__)
    return kind(*values)


def _texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((name, _text(value)) for name, value in content.items())


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("text")
    return value
