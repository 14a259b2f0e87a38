"""state.json of an edition: what it stood on, a line for each thing, for whoever compares it with another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hgz_report.cache.store import Cache
from hgz_report.data.dataset import Dataset
from hgz_report.data.edition_state import DERIVED, DerivedState, packed_derived
from hgz_report.data.watched import WatchedDataset
from hgz_report.edition.config import EditionConfig
from hgz_report.edition.json_lines import COMMA, compact, mapping_lines, value_lines
from hgz_report.edition.paper import Words
from hgz_report.edition.told_states import told_states

STATE = "state.json"


def state_json(config: EditionConfig, dataset: WatchedDataset, words: Iterable[Words], cache: Cache) -> bytes:
    """The file; `words`: of the reports, which say what computed values were printed."""
    derived = _derived(dataset.whole, words)
    head = {"edition": config.edition_id, "date": config.date.isoformat()}
    sources = {name: source.title for name, source in dataset.whole.sources.items()}
    states = told_states(dataset, config.date, cache)
    told = COMMA.join(_owner(lines, derived.get(owner, {})) for owner, lines in states.items())
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


def _owner(lines: Mapping[str, str], derived: Mapping[str, str]) -> str:
    printed = packed_derived(DerivedState(*item) for item in sorted(derived.items()))
    parts = (f'"{name}":{told}' for name, told in {**lines, DERIVED: value_lines(printed)}.items())
    return "{" + COMMA.join(parts) + "}"
