"""What stands in a part of a dataset, as a hash: two runs that find the same hash have read the same."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from hashlib import sha256
from io import BytesIO
from typing import Any, TypeAlias

from msgspec import Struct, field
from pydantic import BaseModel

from hgz_report.cache.store import Cache
from hgz_report.data.called import Called
from hgz_report.data.dataset import NATIONAL, Dataset, FactEntry
from hgz_report.data.reads import DataPart
from hgz_report.problems import Where

_BYTES = 16
_PLAIN = frozenset((str, int, bool, type(None), Where))
_KIND = "fact-digests"
_INDICATORS = "data/indicators.yaml"
"""The file that facts hang on besides their owner's own."""
_OwnerFacts = Mapping[str, tuple[bytes, Mapping[DataPart, bytes]]]
"""By owner the hash of the two files, and those of its facts."""
_ABSENT = ("absent",)
"""Stands for a part that is not there."""


def _named(mapping: Mapping[str, object], names: tuple[str, ...]) -> object:
    """An entry, or with no name all of them."""
    return mapping.get(names[0], _ABSENT) if names else tuple(mapping.items())


def _called(known: Called, names: tuple[str, ...]) -> object:
    return known.ids.get(names[0]) if names else (sorted(known.ids.items()), sorted(known.shared.items()))


def _field(whole: object, name: str) -> object:
    return whole if name == "*" else getattr(whole, name, _ABSENT)


def _past(data: Dataset, what: str, names: tuple[str, ...]) -> object:
    return _ABSENT if data.past is None else _named(getattr(data.past, what), names)


_VALUES: Mapping[str, Callable[[Dataset, tuple[str, ...]], object]] = {
    "zones": lambda data, names: tuple(data.zones),
    "zone": lambda data, names: _field(data.zones.get(names[0]), names[1]),
    "national": lambda data, names: _field(data.national, names[0]),
    "pathway": lambda data, names: _field(data.pathway, names[0]),
    "allowed": lambda data, names: _field(data.allowed, names[0]),
    "register": lambda data, names: _field(data.register, names[0]),
    "policies": lambda data, names: data.policies,
    "indicator": lambda data, names: _named(data.indicators, names),
    "source": lambda data, names: _named(data.sources, names),
    "number": lambda data, names: _named(data.source_numbers, names),
    "place": lambda data, names: _named(data.places, names),
    "settled": lambda data, names: _named(data.settled or {}, names),
    "previous edition": lambda data, names: (data.past.edition, data.past.date) if data.past else _ABSENT,
    "previous": lambda data, names: _past(data, "owners", names),
    "previous source": lambda data, names: _past(data, "sources", names),
    "owner": lambda data, names: _called(data.owners, names),
    "indicator name": lambda data, names: _called(data.indicator_names, names),
    "owner of facts": lambda data, names: _called(data.facts.owners, names),
    "indicator of facts": lambda data, names: _called(data.facts.indicators, names),
}
"""What a part holds, by its kind; facts apart."""


Hashed: TypeAlias = tuple[object, bytes]
"""What a part held, and its hash."""


class PartDigests(Struct):
    """The hashes of the parts of a dataset, each worked out when it is asked for.

    `before`: what the parts of another dataset held; what is the very same object here need not be hashed again.
    """

    dataset: Dataset
    before: Mapping[DataPart, Hashed] = field(default_factory=dict)
    _known: dict[DataPart, bytes] = field(default_factory=dict)
    _held: dict[DataPart, Hashed] = field(default_factory=dict)

    @property
    def held(self) -> Mapping[DataPart, Hashed]:
        """For the next dataset."""
        return {**self.before, **self._held}

    @classmethod
    def read(cls, dataset: Dataset, cache: Cache) -> PartDigests:
        """With the hashes of all facts, from the last run those of owners whose file has not changed; worked out once."""
        return dataset.reads.once(("digests", cache.folder), lambda: cls._read(dataset, cache))

    @classmethod
    def _read(cls, dataset: Dataset, cache: Cache) -> PartDigests:
        own = cls(dataset)
        found = cache.recall(_KIND, b"")
        before: _OwnerFacts = found[0] if found else {}
        now = {owner: own.of_facts(owner, before.get(owner, (b"", {}))) for owner in (NATIONAL, *dataset.zones)}
        if now != before:
            cache.keep(_KIND, b"", now)
        return own

    def of_facts(
        self, owner: str, before: tuple[bytes, Mapping[DataPart, bytes]]
    ) -> tuple[bytes, Mapping[DataPart, bytes]]:
        """A hash of the files that the facts of an owner hang on (empty where they did not come from files), and those of the
        facts; `before`: what these were.
        """
        place, digests = self.dataset.places.get(owner), self.dataset.digests
        files = (place.file if place else "", _INDICATORS)
        made_of = b"".join(digests[file] for file in files) if all(file in digests for file in files) else b""
        if made_of and made_of == before[0]:
            facts = before[1]
        else:
            facts = {part: self.of(part) for part in (("fact", entry.id) for entry in self.dataset.facts.of(owner))}
        self._known |= facts
        return made_of, facts

    def of(self, part: DataPart) -> bytes:
        """16 bytes.  Raises KeyError for a kind of part that nobody makes."""
        found = self._known.get(part)
        if found is None:
            found = self._known[part] = self._of(part[0], part[1:])
        return found

    def _of(self, kind: str, names: tuple[str, ...]) -> bytes:
        facts = self.dataset.facts
        match kind:
            case "fact":
                return self._hashed((kind, *names), facts.get(names[0], _ABSENT))
            case "facts":
                entries = facts.of(*names) if names else facts.values()
            case "facts everywhere":
                entries = facts.everywhere(*names)
            case _:
                return self._hashed((kind, *names), _VALUES[kind](self.dataset, names))
        return sha256(b"".join(self.of(("fact", entry.id)) for entry in entries)).digest()[:_BYTES]

    def _hashed(self, part: DataPart, value: object) -> bytes:
        known = self.before.get(part)
        found = known[1] if known and _same(known[0], value) else digest(value)
        self._held[part] = value, found
        return found


def _same(one: object, other: object) -> bool:
    """Whether nobody need look inside: the same object, or alike and made of such.

    Only of plain types: our own text is alike wherever it comes from.
    """
    if one is other:
        return True
    if type(one) is not type(other):
        return False
    if isinstance(one, FactEntry) and isinstance(other, FactEntry):
        pairs = zip(_told(one), _told(other), strict=True)
        return all(_same(mine, its) for mine, its in pairs)
    if type(one) is tuple and type(other) is tuple:
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) in _PLAIN and one == other


def _told(entry: FactEntry) -> tuple[object, ...]:
    return entry.id, entry.owner, entry.owner_name, entry.where, entry.fact, entry.indicator


class _Plain(pickle.Pickler):
    """Writes models as their fields, and nothing as “the same as before”: what is alike is written alike."""

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, BaseModel):
            return _made, (type(obj).__qualname__, *[getattr(obj, name) for name in type(obj).model_fields])
        if isinstance(obj, FactEntry):
            return _made, _told(obj)
        return NotImplemented


def _made(*fields: object) -> None:
    """Stands for the making of a model: what is written is never read back."""


def digest(value: object) -> bytes:
    """16 bytes of what a value of ours holds."""
    out = BytesIO()
    pickler = _Plain(out, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump(value)
    return sha256(out.getvalue()).digest()[:_BYTES]
