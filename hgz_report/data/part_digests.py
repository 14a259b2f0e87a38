"""What stands in a part of a dataset, as a hash: two runs that find the same hash have read the same."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Any

from pydantic import BaseModel

from hgz_report.data.called import Called
from hgz_report.data.dataset import Dataset, FactEntry
from hgz_report.data.reads import DataPart

_BYTES = 16
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


@dataclass(slots=True)
class PartDigests:
    """The hashes of the parts of a dataset, each worked out when it is asked for."""

    dataset: Dataset
    _known: dict[DataPart, bytes] = field(default_factory=dict)

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
                return digest(facts.get(names[0], _ABSENT))
            case "facts":
                entries = facts.of(*names) if names else facts.values()
            case "facts everywhere":
                entries = facts.everywhere(*names)
            case _:
                return digest(_VALUES[kind](self.dataset, names))
        return sha256(b"".join(self.of(("fact", entry.id)) for entry in entries)).digest()[:_BYTES]


class _Plain(pickle.Pickler):
    """Writes models as their fields, and nothing as “the same as before”: what is alike is written alike."""

    def reducer_override(self, obj: Any) -> Any:
        if isinstance(obj, BaseModel):
            return _made, (type(obj).__qualname__, *[getattr(obj, name) for name in type(obj).model_fields])
        if isinstance(obj, FactEntry):
            return _made, (obj.id, obj.owner, obj.owner_name, obj.where, obj.fact, obj.indicator)
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
