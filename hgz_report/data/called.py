"""What editors may call an owner or an indicator: its id, or the Chinese name that nothing else has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Called:
    """Ids by name.  A name that two things share stands for neither; `shared` holds who they are."""

    ids: Mapping[str, str]
    shared: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, named: Iterable[tuple[str, str]]) -> Called:
        """From pairs of an id and a name of it; an id is always its own."""
        known: dict[str, dict[str, None]] = {}
        for identifier, name in named:
            known.setdefault(name, {})[identifier] = None
        ids = {name: next(iter(those)) for name, those in known.items() if len(those) == 1}
        ids |= {identifier: identifier for those in known.values() for identifier in those}
        shared = {name: tuple(those) for name, those in known.items() if len(those) > 1 and name not in ids}
        return cls(ids, shared)

    def id(self, word: str) -> str:
        """The id of what is called so; the word itself where nothing is."""
        return self.ids.get(word, word)

    def __contains__(self, word: object) -> bool:
        return word in self.ids

    def near(self, word: str) -> str:
        """The id or name that a word was perhaps meant to be: one like it, or the shortest that holds it; "" for none."""
        known = sorted(self.ids)
        holding = sorted((name for name in known if not word.isascii() and word in name), key=len)
        return next(iter([*get_close_matches(word, known, 1), *holding]), "")

    def hint(self, word: str, otherwise: str) -> str:
        """What to write instead of a word that nothing is called."""
        if word in self.shared:
            return f"“{word}”是几个共有的名称，写编号：{'、'.join(self.shared[word])}"
        return f"是不是 {close}？" if (close := self.near(word)) else otherwise
