"""Filters, tests and values of templates with their cost counted: before it arises where its size is known, else item by item."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import is_dataclass
from functools import cache, wraps
from inspect import get_annotations
from typing import Any

from msgspec import Struct

from hgz_report.narrate.captured import Captured
from hgz_report.narrate.costs import LAYERS, Meter, Overrun

FILTERS = ("default", "first", "groupby", "last", "length", "list", "map", "quoted", "reject", "rejectattr", "reverse", "select",
           "selectattr", "sort", "unique")  # fmt: skip
"""What chooses and orders; a filter that changes text could cut a mark in two or turn it into another."""
TESTS = ("boolean", "defined", "divisibleby", "even", "false", "float", "integer", "iterable", "mapping", "none", "number",
         "odd", "sameas", "sequence", "string", "true", "undefined")  # fmt: skip
_COMPARING = (
    "==",
    "eq",
    "equalto",
    "!=",
    "ne",
    ">",
    "gt",
    "greaterthan",
    ">=",
    "ge",
    "<",
    "lt",
    "lessthan",
    "<=",
    "le",
    "in",
)
_ITEM_BY_ITEM = frozenset(("map", "reject", "rejectattr", "select", "selectattr"))
"""What asks Jinja about each item: that takes as long as so many of the others."""
_ASKED = 10
_ORDERING = frozenset(("groupby", "sort", "unique"))
_PLAIN = frozenset((int, bool, type(None)))
_LETTERS = 256
"""Letters that are compared in the time of an item."""
_VIEW, _VIEW_OF_VIEWS = 5, 100
"""A view is compared and hashed with all that it is made of."""


def _weight(value: object) -> int:
    """How many items a value that is no list counts."""
    return 1 + len(value) // _LETTERS if isinstance(value, str) else _heft(type(value))  # type: ignore[arg-type]  # a class


@cache
def _heft(kind: type) -> int:
    if not (is_dataclass(kind) or issubclass(kind, Struct)):
        return 1
    told = (str(of) for one in kind.__mro__ for of in get_annotations(one).values())
    return _VIEW_OF_VIEWS if any("View" in of for of in told) else _VIEW


class Metered:
    """Counts on one report's meter."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter

    def weighed(self, value: Any) -> Any:
        """A value that is about to be compared, or made a part of a list: as it is."""
        if isinstance(value, Captured):
            self.meter.write(len(value.marked), 0)
        elif type(value) not in _PLAIN:
            self.take_all_of(value)
        return value

    def take_all_of(self, value: object, times: int = 1, deep: int = 0) -> None:
        """Count a value with all that is in it.  Raises Overrun, also where lists are nested without end."""
        if not isinstance(value, list | tuple | dict):
            self.meter.take(_weight(value) * times)
            return
        if deep >= LAYERS.most:
            raise Overrun(LAYERS)
        inside = (*value, *value.values()) if isinstance(value, dict) else value
        self.meter.take(len(inside) * times)
        for one in inside:
            if type(one) not in _PLAIN:
                self.take_all_of(one, times, deep + 1)

    def counted(self, things: Iterable[object], times: int = 1) -> Iterator[object]:
        """`things`, counted as they are drawn."""
        for thing in things:
            self.meter.take(times)
            yield thing

    def filters(self, known: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
        """The filters that templates may use."""
        return {name: self._filter(name, known[name]) for name in FILTERS}

    def tests(self, known: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
        """The tests that templates may use."""
        return {name: known[name] for name in TESTS} | {name: self._comparing(known[name]) for name in _COMPARING}

    def _filter(self, name: str, known: Callable[..., Any]) -> Callable[..., Any]:
        at = 1 if getattr(known, "jinja_pass_arg", None) is not None else 0

        @wraps(known)  # carries what tells Jinja which argument to put first
        def filtered(*given: Any, **named: Any) -> Any:
            if len(given) <= at:
                return known(*given, **named)
            value = given[at]
            if name in _ORDERING and not isinstance(value, str | Captured):
                value = list(self.counted(value))
                self.take_all_of(value, len(value).bit_length())
            elif name in _ITEM_BY_ITEM:
                value = self.counted(value, _ASKED)
            elif isinstance(value, list | tuple | str):
                self.meter.take(len(value))
            elif isinstance(value, Iterator):
                value = self.counted(value)
            for one in (*given[at + 1 :], *named.values()):
                self.take_all_of(one)
            return known(*given[:at], value, *given[at + 1 :], **named)

        return filtered

    def _comparing(self, known: Callable[..., Any]) -> Callable[..., Any]:
        def compared(one: Any, *others: Any) -> Any:
            self.weighed(one)
            for other in others:
                self.weighed(other)
            return known(one, *others)

        return compared
