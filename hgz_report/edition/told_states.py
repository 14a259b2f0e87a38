"""What state.json says of each owner but for the computed values that were printed, from the last run where nothing that it is
made of has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from hgz_report.cache.store import Cache, digest_of
from hgz_report.data.dataset import NATIONAL
from hgz_report.data.edition_state import packed_owner
from hgz_report.data.part_digests import PartDigests
from hgz_report.data.reads import DataPart
from hgz_report.data.watched import WatchedDataset
from hgz_report.edition.json_lines import compact, value_lines
from hgz_report.narrate.owner_state import owner_state

_KIND = "told-states"
_Known = tuple[tuple[DataPart, ...], bytes, Mapping[str, str]]
"""The parts of the data that an owner's lines were made of, a hash of these, the lines."""


def told_states(dataset: WatchedDataset, day: date, cache: Cache) -> dict[str, Mapping[str, str]]:
    """By owner the lines of each thing, by its name."""
    digests = PartDigests.read(dataset.whole, cache)
    made_of = day.isoformat().encode()
    found = cache.recall(_KIND, made_of)
    before: Mapping[str, _Known] = found[0] if found else {}
    now: dict[str, _Known] = {}
    for owner in (NATIONAL, *dataset.whole.zones):
        known = before.get(owner)
        if known is None or known[1] != _digest(known[0], digests):
            known = _told(dataset, owner, day, digests)
        now[owner] = known
    if now != before:
        cache.keep(_KIND, made_of, now)
    return {owner: told for owner, (_, _, told) in now.items()}


def _told(dataset: WatchedDataset, owner: str, day: date, digests: PartDigests) -> _Known:
    with dataset.reads.gathered() as read:
        packed = packed_owner(owner_state(dataset, owner, day))
    told = {name: value_lines(value) if isinstance(value, list) else compact(value) for name, value in packed.items()}
    parts = tuple(sorted(read))
    return parts, _digest(parts, digests), told


def _digest(parts: Sequence[DataPart], digests: PartDigests) -> bytes:
    return digest_of(*map(digests.of, parts))
