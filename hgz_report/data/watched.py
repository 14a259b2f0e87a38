"""A dataset that notes what is read of it (`reads`).  Whoever has it sees an ordinary dataset.

The parts are: a fact by id, the facts of an owner (and indicator), those of an indicator everywhere, a field of a zone, of the
country or of data/pathway.yaml, an indicator, a source and its number, a place in a file, an owner in the edition before; and,
where somebody looks through all, all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from msgspec.structs import replace

from hgz_report.data.called import Called
from hgz_report.data.dataset import Dataset, FactEntry, LocatedFacts
from hgz_report.data.edition_state import EditionState
from hgz_report.data.model import Policy, Zone
from hgz_report.data.reads import Reads

T = TypeVar("T")


class _Part:
    """An object whose fields are read one by one; it passes for what it stands for."""

    __slots__ = ("_fields", "_key", "_reads", "_whole")

    def __init__(self, whole: object, reads: Reads, *key: str) -> None:
        self._whole, self._reads, self._key = whole, reads, key
        fields = getattr(type(whole), "model_fields", None)
        self._fields = frozenset(fields) if fields else None

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        return type(self._whole)

    def __getattr__(self, name: str) -> Any:
        self._reads.note(*self._key, name if self._fields is None or name in self._fields else "*")
        return getattr(self._whole, name)

    def __eq__(self, other: object) -> bool:
        self._reads.note(*self._key, "*")
        return self._whole == (other._whole if type(other) is _Part else other)

    def __hash__(self) -> int:
        self._reads.note(*self._key, "*")
        return hash(self._whole)

    def __reduce__(self) -> tuple[Any, ...]:
        return _Part, (self._whole, self._reads, *self._key)


class _Map(Mapping[str, T]):
    """A mapping whose entries are read one by one; to look through it is to read all."""

    def __init__(self, whole: Mapping[str, T], reads: Reads, kind: str) -> None:
        self.whole, self.reads, self.kind = whole, reads, kind

    def __getitem__(self, key: str) -> T:
        self.reads.note(self.kind, key)
        return self.whole[key]

    def __iter__(self) -> Iterator[str]:
        self.reads.note(self.kind)
        return iter(self.whole)

    def __len__(self) -> int:
        self.reads.note(self.kind)
        return len(self.whole)


class _Zones(Mapping[str, Zone]):
    """Zones whose fields are read one by one; to list them is to read which there are."""

    def __init__(self, whole: Mapping[str, Zone], reads: Reads) -> None:
        self.whole, self.reads = whole, reads
        self.parts = {slug: cast(Zone, _Part(zone, reads, "zone", slug)) for slug, zone in whole.items()}

    def __getitem__(self, slug: str) -> Zone:
        if slug not in self.parts:
            self.reads.note("zones")
        return self.parts[slug]

    def __contains__(self, slug: object) -> bool:
        self.reads.note("zones")
        return slug in self.whole

    def __iter__(self) -> Iterator[str]:
        self.reads.note("zones")
        return iter(self.whole)

    def __len__(self) -> int:
        self.reads.note("zones")
        return len(self.whole)


class _Policies(Sequence[Policy]):
    """All papers and lists are one part."""

    def __init__(self, whole: tuple[Policy, ...], reads: Reads) -> None:
        self.whole, self.reads = whole, reads

    def __getitem__(self, at: Any) -> Any:
        self.reads.note("policies")
        return self.whole[at]

    def __len__(self) -> int:
        self.reads.note("policies")
        return len(self.whole)


@dataclass(frozen=True)
class _Called(Called):
    """Names that are asked for one by one; `key`: what they are names of."""

    reads: Reads
    key: str

    def id(self, word: str) -> str:
        self.reads.note(self.key, word)
        return self.ids.get(word, word)

    def __contains__(self, word: object) -> bool:
        self.reads.note(self.key, str(word))
        return word in self.ids

    def near(self, word: str) -> str:
        self.reads.note(self.key)
        return super().near(word)

    def hint(self, word: str, otherwise: str) -> str:
        self.reads.note(self.key)
        return super().hint(word, otherwise)


class _Facts(LocatedFacts):
    """Facts that are asked for one by one, by owner and indicator, or looked through."""

    def __init__(self, whole: LocatedFacts, reads: Reads) -> None:
        self.whole, self.reads = whole, reads
        self.owners = _Called(whole.owners.ids, whole.owners.shared, reads, "owner of facts")
        self.indicators = _Called(whole.indicators.ids, whole.indicators.shared, reads, "indicator of facts")

    def __getitem__(self, identifier: str) -> FactEntry:
        self.reads.note("fact", identifier)
        return self.whole[identifier]

    def __iter__(self) -> Iterator[str]:
        self.reads.note("facts")
        return iter(self.whole)

    def __len__(self) -> int:
        self.reads.note("facts")
        return len(self.whole)

    def of(self, owner: str, indicator: str | None = None) -> Sequence[FactEntry]:
        self.reads.note("facts", owner, *([indicator] if indicator else []))
        return self.whole.of(owner, indicator)

    def everywhere(self, indicator: str) -> Sequence[FactEntry]:
        self.reads.note("facts everywhere", indicator)
        return self.whole.everywhere(indicator)


@dataclass(frozen=True, eq=False)
class WatchedDataset(Dataset):
    """Made by `watched`."""

    whole: Dataset = field(kw_only=True)

    @property
    def source_numbers(self) -> Mapping[str, int]:
        """As those of the whole, read one by one."""
        return _Map(self.whole.source_numbers, self.reads, "number")

    @property
    def extent(self) -> int:
        """Not noted: it bounds what a template may cost, and changes no paper."""
        return self.whole.extent

    @property
    def previous(self) -> EditionState | None:
        """As that of the whole; its owners and sources are read one by one."""
        self.reads.note("previous edition")
        past = self.whole.past
        if past is None:
            return None
        owners = _Map(past.owners, self.reads, "previous")
        return replace(past, owners=owners, sources=_Map(past.sources, self.reads, "previous source"))

    @property
    def owners(self) -> Called:
        """As those of the whole, asked for one by one."""
        return _Called(self.whole.owners.ids, self.whole.owners.shared, self.reads, "owner")

    @property
    def indicator_names(self) -> Called:
        """As those of the whole, asked for one by one."""
        return _Called(self.whole.indicator_names.ids, self.whole.indicator_names.shared, self.reads, "indicator name")


def watched(dataset: Dataset) -> WatchedDataset:
    """The dataset with eyes on it; what is read of it is in its `reads`."""
    reads = Reads()
    return WatchedDataset(
        zones=_Zones(dataset.zones, reads),
        national=cast(Any, _Part(dataset.national, reads, "national")),
        pathway=cast(Any, _Part(dataset.pathway, reads, "pathway")),
        indicators=_Map(dataset.indicators, reads, "indicator"),
        sources=_Map(dataset.sources, reads, "source"),
        policies=cast(Any, _Policies(dataset.policies, reads)),
        allowed=cast(Any, _Part(dataset.allowed, reads, "allowed")),
        facts=_Facts(dataset.facts, reads),
        places=_Map(dataset.places, reads, "place"),
        register=cast(Any, _Part(dataset.register, reads, "register")) if dataset.register else None,
        settled=_Map(dataset.settled, reads, "settled") if dataset.settled is not None else None,
        numbered=dataset.numbered,
        warnings=dataset.warnings,
        past=dataset.past,
        correction=dataset.correction,  # not noted: what reads it is made afresh each time
        reads=reads,
        whole=dataset,
    )
