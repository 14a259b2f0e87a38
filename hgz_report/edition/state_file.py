"""state.json of an edition: what it stood on, a line for each thing, for whoever compares it with another."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hgz_report.data.dataset import NATIONAL, Dataset
from hgz_report.data.edition_state import DerivedState, OwnerState, packed_owner
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.paper import Words
from hgz_report.narrate.owner_state import owner_state

STATE = "state.json"
_COMMA = ",\n"
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def state_json(config: EditionConfig, dataset: Dataset, words: Iterable[Words]) -> bytes:
    """The file; `words`: of the reports, which say what computed values were printed."""
    derived = _derived(dataset, words)
    owners = (
        (owner_state(dataset, owner, config.date), derived.get(owner, {})) for owner in (NATIONAL, *dataset.zones)
    )
    head = {"edition": config.edition_id, "date": config.date.isoformat()}
    sources = {name: source.title for name, source in dataset.sources.items()}
    told = _COMMA.join(_owner(*one) for one in owners)
    return f'{compact(head)[:-1]},\n"sources":{mapping_lines(sources)},\n"owners":[\n{told}\n]}}\n'.encode()


def _derived(dataset: Dataset, words: Iterable[Words]) -> dict[str, dict[str, str]]:
    """The printed computed values by the owner of their first fact; of one printed in parts the longest."""
    found: dict[str, dict[str, str]] = {}
    for figure in (figure for one in words for figure in one.figures):
        _, opens, inputs = figure.fact.partition("(")
        entry = dataset.facts.get(inputs.partition(",")[0]) if opens else None
        if entry:
            own = found.setdefault(entry.owner, {})
            own[figure.fact] = max(own.get(figure.fact, ""), str(figure.text), key=len)
    return found


def _owner(state: OwnerState, derived: Mapping[str, str]) -> str:
    packed = packed_owner(state)
    packed["derived"] = [(one.id, one.text) for one in (DerivedState(*item) for item in sorted(derived.items()))]
    parts = (
        f'"{name}":{value_lines(value) if isinstance(value, list) else compact(value)}'
        for name, value in packed.items()
    )
    return "{" + _COMMA.join(parts) + "}"


def compact(value: object) -> str:
    """JSON without blanks, Chinese as it is."""
    return _JSON.encode(value)


def value_lines(values: Sequence[object]) -> str:
    """A list, a line for each of its values."""
    return f"[\n{_COMMA.join(map(compact, values))}\n]" if values else "[]"


def mapping_lines(values: Mapping[str, object]) -> str:
    """A mapping, a line for each of its entries."""
    return f"{{\n{_COMMA.join(_entries(values))}\n}}" if values else "{}"


def _entries(values: Mapping[str, object]) -> Iterator[str]:
    return (f"{compact(name)}:{compact(value)}" for name, value in values.items())
