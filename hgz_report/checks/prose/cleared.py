"""Texts in which no rule finds anything: nearly all, and the same ones in run after run."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import TypeVar

from msgspec import Struct, field

from hgz_report.cache.store import Cache
from hgz_report.checks.prose.pieces import PieceKind

_KIND = "prose-cleared"
_BYTES = 12
"""Of the hash of a text: two texts in a million million million have the same."""
T = TypeVar("T")


class Cleared(Struct):
    """Hashes of the texts that were `before` found clear of everything, and of those that are `now`."""

    before: frozenset[bytes] = frozenset()
    now: set[bytes] = field(default_factory=set)

    @classmethod
    def read(cls, cache: Cache, rules: bytes) -> Cleared:
        """Those of the last run by the same program, and the same `rules` of the project."""
        found = cache.recall(_KIND, rules)
        return cls(found[0] if found else frozenset())

    def keep(self, cache: Cache, rules: bytes, *, complete: bool = True) -> None:
        """For the next run, if there are others now; unless all was looked at (`complete`) those of before stay."""
        now = self.now if complete else self.now | self.before
        if now != self.before:
            cache.keep(_KIND, rules, frozenset(now))

    def knows(self, mark: bytes) -> bool:
        """Whether what has this mark is clear; then it is also next time."""
        if mark in self.before:
            self.now.add(mark)
        return mark in self.now

    def doubtful(self, things: Iterable[tuple[PieceKind, str, T]]) -> list[tuple[bytes, PieceKind, str, T]]:
        """Those things whose text of that kind is not known to be clear, each behind the hash of it."""
        out: list[tuple[bytes, PieceKind, str, T]] = []
        for kind, text, thing in things:
            mark = blake2b(f"{kind}\n{text}".encode("utf-8", "surrogatepass"), digest_size=_BYTES).digest()
            if not self.knows(mark):
                out.append((mark, kind, text, thing))
        return out
