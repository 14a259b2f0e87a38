"""Data classes of ours do what those of the library do: the two are made from one text, and told apart by nothing else."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import sys
from collections.abc import Callable
from dataclasses import field
from typing import Any

import pytest

from hgz_report import classes

Decorator = Callable[..., Any]


def family(decorator: Decorator, **options: Any) -> tuple[Any, Any]:
    """A class and one below it."""

    @decorator(**options)
    class Base:
        """A class."""

        name: str
        size: int = 3
        parts: list[int] = field(default_factory=list, compare=False)
        hidden: str = field(default="h", repr=False, hash=False)

    @decorator(**options)
    class Below(Base):
        """Another."""

        more: tuple[int, ...] = ()
        late: int = field(kw_only=True, default=9)

        @property
        def twice(self) -> str:
            """A property beside the fields."""
            return str(self.name * 2)

    for made in (Base, Below):
        setattr(sys.modules[__name__], made.__name__, made)
        made.__qualname__ = made.__name__
    return Base, Below


OPTIONS = [
    {},
    {"slots": True},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "order": True},
    {"frozen": True, "eq": False},
    {"slots": True, "eq": False, "repr": False},
]


def told(make: Callable[[], Any]) -> object:
    """What comes of it, or that it is refused."""
    try:
        return make()
    except (TypeError, AttributeError):
        return "refused"


def everything(decorator: Decorator, options: dict[str, Any]) -> list[object]:
    """What can be seen of the classes, tried one after the other."""
    base, below = family(decorator, **options)
    one, two = base("a"), below("b", 4, [1], more=(1,), late=2)
    out: list[object] = [told(base), told(lambda: base("a", wrong=1)), told(lambda: below("b", 1, [], "h", (), 1))]
    for thing in (one, two):
        again = type(thing)(*(getattr(thing, name) for name in ("name", "size", "parts", "hidden")))
        out += [
            "0x" if options.get("repr") is False else repr(thing),
            [getattr(thing, each.name) for each in dataclasses.fields(thing)],
            thing == again,
            thing != one,
            told(lambda thing=thing: hash(thing) == hash(copy.copy(thing))),  # type: ignore[misc]
            told(lambda thing=thing: setattr(thing, "name", "c")),  # type: ignore[misc]
            told(lambda thing=thing: setattr(thing, "stranger", "c")),  # type: ignore[misc]
            told(lambda thing=thing: delattr(thing, "size")),  # type: ignore[misc]
            told(lambda thing=thing, again=again: (thing < again, thing <= again, thing > again, thing >= again)),  # type: ignore[misc]
            hasattr(thing, "__dict__"),
            type(thing).__match_args__,
        ]
    three = below("d", more=(7,))
    for copied in (pickle.loads(pickle.dumps(three)), copy.copy(three), copy.deepcopy(three)):
        out += [dataclasses.asdict(copied), type(copied) is below]
    changed = dataclasses.replace(three, size=11)
    out += [changed.size, changed.late, changed.twice, three.parts is not below("e").parts, below.__doc__]
    return out


@pytest.mark.parametrize("options", OPTIONS, ids=lambda one: " ".join(one) or "plain")
def test_a_class_of_ours_is_seen_to_do_what_one_of_the_library_does(options: dict[str, Any]) -> None:
    assert everything(classes.dataclass, options) == everything(dataclasses.dataclass, options)


def test_what_a_class_says_itself_stays() -> None:
    @classes.dataclass(frozen=True, slots=True)
    class Said:
        """A class."""

        name: str

        def __init__(self, name: str) -> None:
            object.__setattr__(self, "name", name.upper())

        def __repr__(self) -> str:
            return "said"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    assert (Said("a").name, repr(Said("a")), Said("a") == 1, hash(Said("a"))) == ("A", "said", True, 7)


def test_what_a_class_does_once_made_is_done_also_for_frozen_ones_with_slots() -> None:
    @classes.dataclass(frozen=True, slots=True)
    class Made:
        """A class."""

        given: str
        length: int = field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "length", len(self.given))

    made = Made("abc")
    assert (made.length, copy.copy(made), Made("ab") == made) == (3, made, False)
