"""What was read of a dataset while something was made of it, so that it is made again only when one of these has changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

DataPart: TypeAlias = tuple[str, ...]
"""A part of the data: its kind and its names, as `("fact", "chengdu.pilot_platforms@2024")`."""
T = TypeVar("T")


class Reads:
    """The parts that are read, noted for whoever gathers them; what is worked out once passes on what it was made of."""

    def __init__(self) -> None:
        self._now: set[DataPart] = set()
        self.loaded: dict[DataPart, bytes] = {}
        """Of parts that are files the hash of what was read."""
        self._made: dict[Hashable, tuple[Any, frozenset[DataPart]]] = {}

    def note(self, *key: str) -> None:
        """A part was read."""
        self._now.add(key)

    def note_file(self, kind: str, name: str, digest: bytes) -> None:
        """A file was read; `digest` is of what stood there."""
        self._now.add((kind, name))
        self.loaded[kind, name] = digest

    def note_again(self, parts: Iterable[DataPart], files: Mapping[DataPart, bytes]) -> None:
        """What was made of some parts is used again; `files`: those that are files, with the hash of what stood there."""
        self._now.update(parts)
        self.loaded.update(files)

    @contextmanager
    def gathered(self) -> Iterator[set[DataPart]]:
        """The parts read inside, whole when it is left; whoever gathers outside gets them too."""
        outer, own = self._now, set[DataPart]()
        self._now = own
        try:
            yield own
        finally:
            self._now = outer
            outer |= own

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives, the first time; afterwards that again, and what it read counts as read again."""
        found = self._made.get(key)
        if found is None:
            with self.gathered() as own:
                made = make()
            self._made[key] = made, frozenset(own)
            return made
        value: T = found[0]
        self._now |= found[1]
        return value

    def __getstate__(self) -> dict[str, Any]:
        """Empty: another process reads for itself."""
        return {"_now": set(), "loaded": {}, "_made": {}}
