"""What a Chinese word means at a place of a template: a part of what is being told of there, or something of the whole paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from jinja2 import Undefined

from hgz_report.narrate.counting import label, numeral
from hgz_report.narrate.item_words import words_of
from hgz_report.narrate.lookup import Missing

SCOPE = "_at"
"""What templates call the scope they are in: no name for editors."""

Words = Mapping[str, Callable[[], object]]
"""The words of a whole paper."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A thing, the turn of the loop in which it is told of, and what is around it; the words of the paper around all."""

    paper: Words
    thing: object = None
    turn: int = 0
    outer: Scope | None = None

    def has(self, word: str) -> bool:
        """Whether a word means something here."""
        return word in self.paper or any(word in scope._own() for scope in self._outwards())

    def __getitem__(self, word: str) -> object:
        """What a word means here: the nearest thing that has it says so.  Raises Missing where none has."""
        for scope in self._outwards():
            if word in (own := scope._own()):
                return own[word]()
        if word not in self.paper:
            raise self.unknown(word)
        return self.paper[word]()

    def words(self) -> tuple[str, ...]:
        """The words of what is being told of."""
        return tuple(dict.fromkeys(word for scope in self._outwards() for word in scope._own()))

    def unknown(self, word: str) -> Missing:
        """What is said of a word that means nothing here."""
        known = self.words()
        near = get_close_matches(word, [*known, *self.paper], 1, 0.5)
        hint = f"是不是“{near[0]}”？" if near else ""
        here = f"这里有：{'、'.join(known)}；" if known else ""
        return Missing(f"这里没有“{word}”这一项", f"{hint}{here}整篇可用的词见 templates/README.md")

    def _outwards(self) -> Iterator[Scope]:
        scope: Scope | None = self
        while scope is not None:
            yield scope
            scope = scope.outer

    def _own(self) -> Words:
        if self.outer is None:
            return {}
        thing, parts = self.thing, words_of(self.thing)
        own: Words = {"它": lambda: thing, "序号": lambda: label(self.turn), "次序": lambda: numeral(self.turn)}
        return {**own, **{word: _bound(part, thing) for word, part in parts.items()}}


def _bound(part: Callable[[object], object], thing: object) -> Callable[[], object]:
    return lambda: part(thing)


def turns(things: object, around: Scope) -> Iterator[Scope]:
    """A scope for each of some things; one thing is told of once, nothing not at all."""
    if isinstance(things, Undefined):
        str(things)  # says so itself
    alone = isinstance(things, str) or not isinstance(things, Iterable)
    several = ([things] if things else []) if alone else things
    for turn, thing in enumerate(several, 1):  # type: ignore[arg-type, var-annotated]  # what is not iterable is in a list
        yield Scope(around.paper, thing, turn, around)
