"""What a Chinese word means at a place of a template: a part of what is being told of there, or something of the whole paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches

from jinja2 import Undefined
from msgspec import Struct

from hgz_report.narrate.counting import label, numeral
from hgz_report.narrate.item_words import words_of
from hgz_report.narrate.lookup import Missing

SCOPE = "_at"
"""What templates call the scope they are in: no name for editors."""

PaperWords = Mapping[str, Callable[[], object]]
"""The words of a whole paper."""


class Scope(Struct, frozen=True):
    """A thing, the turn of the loop in which it is told of, and what is around it; the words of the paper around all."""

    paper: PaperWords
    thing: object = None
    turn: int = 0
    outer: Scope | None = None

    def has(self, word: str) -> bool:
        """Whether a word means something here."""
        return word in self.paper or any(word in _OF_TURN or word in words_of(one.thing) for one in self._told_of())

    def __getitem__(self, word: str) -> object:
        """What a word means here: the nearest thing that has it says so.  Raises Missing where none has."""
        scope = self
        while scope.outer is not None:
            if part := words_of(scope.thing).get(word):
                return part(scope.thing)
            if own := _OF_TURN.get(word):
                return own(scope)
            scope = scope.outer
        if word not in self.paper:
            raise self.unknown(word)
        return self.paper[word]()

    def words(self) -> tuple[str, ...]:
        """The words of what is being told of."""
        known = (word for scope in self._told_of() for word in (*_OF_TURN, *words_of(scope.thing)))
        return tuple(dict.fromkeys(known))

    def unknown(self, word: str) -> Missing:
        """What is said of a word that means nothing here."""
        known = self.words()
        near = get_close_matches(word, [*known, *self.paper], 1, 0.5)
        hint = f"是不是“{near[0]}”？" if near else ""
        here = f"这里有：{'、'.join(known)}；" if known else ""
        return Missing(f"这里没有“{word}”这一项", f"{hint}{here}整篇可用的词见 templates/README.md")

    def _told_of(self) -> Iterator[Scope]:
        """The scopes of things, the nearest first."""
        scope = self
        while scope.outer is not None:
            yield scope
            scope = scope.outer


_OF_TURN: Mapping[str, Callable[[Scope], object]] = {
    "它": lambda scope: scope.thing,
    "序号": lambda scope: label(scope.turn),
    "次序": lambda scope: numeral(scope.turn),
}


def turns(things: object, around: Scope) -> Iterator[Scope]:
    """A scope for each of some things; one thing is told of once, nothing not at all."""
    if isinstance(things, Undefined):
        str(things)  # says so itself
    alone = isinstance(things, str) or not isinstance(things, Iterable)
    several = ([things] if things else []) if alone else things
    for turn, thing in enumerate(several, 1):  # type: ignore[arg-type, var-annotated]  # what is not iterable is in a list
        yield Scope(around.paper, thing, turn, around)
