"""Rules that look at the facts of one owner alone, asked again only of those whose file has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hgz_report.cache.store import Cache, digest_of
from hgz_report.checks.data.edition_data import DataRule, EditionData, Remark
from hgz_report.data.dataset import NATIONAL, Dataset, LocatedFacts

_KIND = "data-remarks"
_SHARED = ("indicators", "sources")
"""The files that these rules read besides the owner's own."""
Remarks = Mapping[str, Sequence[Remark]]
"""By the id of the rule; rules that say nothing are not there."""


def remarks_by_owner(book: EditionData, rules: Sequence[DataRule], cache: Cache) -> Remarks:
    """What such rules have against the data, from the last run where nothing that they look at has changed."""
    found = cache.recall(_KIND, b"")
    before: Mapping[str, tuple[bytes, Remarks]] = found[0] if found else {}
    now: dict[str, tuple[bytes, Remarks]] = {}
    for owner in (NATIONAL, *book.dataset.zones):
        looked_at = _looked_at(book, owner)
        known = before.get(owner)
        if not looked_at or known is None or known[0] != looked_at:
            known = looked_at, _remarks(book, owner, rules)
        now[owner] = known
    if now != before:
        cache.keep(_KIND, b"", now)
    return {rule.id: [one for _, remarks in now.values() for one in remarks.get(rule.id, ())] for rule in rules}


def _looked_at(book: EditionData, owner: str) -> bytes:
    """A hash of it; empty where the data did not come from files."""
    dataset = book.dataset
    own = dataset.places.get(owner)
    files = [own.file if own else "", *(f"data/{name}.yaml" for name in _SHARED)]
    if not all(file in dataset.digests for file in files):
        return b""
    return digest_of(book.date.isoformat().encode(), *(dataset.digests[file] for file in files))


def _remarks(book: EditionData, owner: str, rules: Sequence[DataRule]) -> Remarks:
    alone = EditionData(_only(book.dataset, owner), book.date)
    found = {rule.id: tuple(dict.fromkeys(rule.check(alone))) for rule in rules}
    return {rule: remarks for rule, remarks in found.items() if remarks}


def _only(dataset: Dataset, owner: str) -> Dataset:
    zones = {} if owner == NATIONAL else {owner: dataset.zones[owner]}
    return replace(dataset, zones=zones, facts=LocatedFacts(dataset.facts.of(owner)))
