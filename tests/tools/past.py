"""An edition before the one in hand: what it stood on, with some of it otherwise."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date

from msgspec.structs import replace

from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.edition_state import EditionState, FactState, OwnerState
from hgz_report.data.reads import Reads
from hgz_report.narrate.owner_state import owner_state

BEFORE = date(2026, 8, 20)
EDITION = "2026-Q3"


def with_past(dataset: Dataset, **owners: OwnerState) -> Dataset:
    """The data with an edition before that stood on the same three months ago, but for some owners."""
    states = {owner: owner_state(dataset, owner, BEFORE) for owner in (NATIONAL, *dataset.zones)}
    sources = {name: source.title for name, source in dataset.sources.items()}
    past = EditionState(EDITION, BEFORE.isoformat(), states | owners, sources)
    return dataclasses.replace(dataset, past=past, reads=Reads())


def state_of(dataset: Dataset, owner: str, **facts: Mapping[str, str] | None) -> OwnerState:
    """The state of an owner with facts of an indicator otherwise: fields with their old values, None for one it did not have."""
    state = owner_state(dataset, owner, BEFORE)
    kept = [_otherwise(fact, facts) for fact in state.facts]
    return replace(state, facts=tuple(fact for fact in kept if fact))


def _otherwise(fact: FactState, facts: Mapping[str, Mapping[str, str] | None]) -> FactState | None:
    if fact.indicator not in facts:
        return fact
    fields = facts[fact.indicator]
    return replace(fact, **fields) if fields else None
